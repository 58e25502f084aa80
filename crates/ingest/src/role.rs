//! Who asks and who answers: told by the person who imports, by a legend, by the labels, or guessed.

use qualkit_text::count_words;
use qualkit_transcript::{CaseId, Role, Speaker, Transcript, UNKNOWN_SPEAKER};

use crate::head::is_direction;
use crate::labels::is_name_like;
use crate::{Note, Options};

/// Labels that say what somebody's part is, in lower case.
const WORDS: [(Role, &str); 4] = [
    (
        Role::Interviewer,
        "interviewer interviewers int researcher interviewerin forscher forscherin enquêteur enquêtrice enqueteur \
        enquetrice intervieweur intervieweuse chercheur chercheuse entrevistador entrevistadora investigador \
        investigadora pesquisador pesquisadora intervistatore intervistatrice onderzoeker intervjuer intervjuare \
        haastattelija",
    ),
    (
        Role::Moderator,
        "moderator moderators facilitator facilitators moderatorin modérateur modératrice animateur animatrice \
        moderador moderadora facilitador facilitadora moderatore moderatrice",
    ),
    (
        Role::Interpreter,
        "interpreter translator dolmetscher dolmetscherin interprète interprete intérprete traductor traductora \
        tolk",
    ),
    (
        Role::Participant,
        "participant participants respondent respondents interviewee interviewees informant patient client \
        narrator befragte befragter teilnehmer teilnehmerin enquêté enquêtée participante répondant répondante \
        interviewé interviewée entrevistado entrevistada participantes informante intervistato intervistata \
        geïnterviewde deltager deltagare haastateltava",
    ),
];

/// The part that a label says: a word for it, with or without a number, and nothing else.
pub(crate) fn said_by(label: &str) -> Option<Role> {
    let label = label.split('(').next().unwrap_or_default().trim().trim_end_matches('.').to_lowercase();
    let bare = label.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '#' | '-' | '_'));
    let word = bare.strip_prefix("the ").or_else(|| bare.strip_prefix("an ")).unwrap_or(bare);
    let listed = |words: &str| words.split(' ').any(|listed| listed == word);
    WORDS.iter().find(|(_, words)| listed(words)).map(|&(role, _)| role)
}

/// What was decided about the speakers.
pub(crate) struct Decided {
    pub(crate) speakers: Vec<Speaker>,
    pub(crate) notes: Vec<Note>,
    pub(crate) guessed: bool,
}

/// Gives every speaker of a transcript a role and a case.
pub(crate) fn decide(transcript: &Transcript, legend: &[(String, Role)], options: &Options) -> Decided {
    let mut speakers = transcript.details().speakers.clone();
    let given = Given { options, labels: speakers.iter().map(|speaker| speaker.label.clone()).collect() };
    let mut notes = given.notes();
    let mut guessed = false;
    let in_legend = |label: &str| legend.iter().find(|(known, _)| same(known, label)).map(|&(_, role)| role);
    for speaker in &mut speakers {
        if speaker.label == UNKNOWN_SPEAKER {
            continue;
        }
        let known = options.aliases.role(&speaker.label).or_else(|| in_legend(&speaker.label));
        let known = known.or_else(|| said_by(&speaker.label));
        speaker.role = if given.leads(&speaker.label) { Role::Interviewer } else { known.unwrap_or_default() };
    }
    let id = transcript.id().as_str();
    let leads = |speakers: &[Speaker]| speakers.iter().any(|speaker| speaker.role.asks());
    if !leads(&speakers)
        && let Some((place, reason)) = guess(transcript, &speakers)
    {
        speakers[place].role = Role::Interviewer;
        guessed = true;
        notes.push(Note::of_all(format!(
            "'{}' was taken as the interviewer, guessed from {reason}; --interviewer LABEL decides",
            speakers[place].label
        )));
    }
    let leads = leads(&speakers);
    for speaker in speakers.iter_mut().filter(|speaker| speaker.role == Role::Unknown) {
        if speaker.label != UNKNOWN_SPEAKER && (leads || same(&speaker.label, id)) {
            speaker.role = Role::Participant;
        }
    }
    let open: Vec<String> = named(&speakers, Role::Unknown);
    if !open.is_empty() {
        notes.push(Note::of_all(format!(
            "it cannot be told who asks and who answers among {}; --interviewer LABEL says it",
            some(&open)
        )));
    }
    give_cases(&mut speakers, id);
    for speaker in &mut speakers {
        speaker.case = options.aliases.case(&speaker.label).cloned().or_else(|| speaker.case.take());
    }
    Decided { speakers, notes, guessed }
}

fn named(speakers: &[Speaker], role: Role) -> Vec<String> {
    let open = speakers.iter().filter(|speaker| speaker.role == role && speaker.label != UNKNOWN_SPEAKER);
    open.map(|speaker| format!("'{}'", speaker.label)).collect()
}

/// The labels that were given, and those that stand in the transcript.
struct Given<'o> {
    options: &'o Options,
    labels: Vec<String>,
}

impl Given<'_> {
    /// Whether a label was given as that of an interviewer.
    fn leads(&self, label: &str) -> bool {
        self.options.interviewers.iter().any(|given| same(given, label) || self.means(given, label))
    }

    /// Whether a name means the longer label, and no other longer one.
    fn means(&self, name: &str, label: &str) -> bool {
        let longer = self.longer(name);
        longer.contains(&label) && longer.iter().all(|other| is_one_name(other, longer[0]))
    }

    /// The labels that a name begins, but those that were given in full.
    fn longer(&self, name: &str) -> Vec<&str> {
        let full = |label: &str| self.options.labels().any(|given| same(given, label));
        self.labels.iter().map(String::as_str).filter(|label| begins(label, name) && !full(label)).collect()
    }

    /// What became of the labels that were given, where they stand otherwise or nowhere.
    fn notes(&self) -> Vec<Note> {
        self.options.labels().filter_map(|name| self.note(name)).map(Note::of_all).collect()
    }

    fn note(&self, name: &str) -> Option<String> {
        let longer = self.longer(name);
        let quoted: Vec<String> = longer.iter().map(|label| format!("'{label}'")).collect();
        if longer.first().is_some_and(|label| self.means(name, label)) {
            let labels = some(&quoted);
            return Some(format!(
                "'{name}' was taken to mean {labels} too, which begins with it; --speaker with the whole label keeps them apart"
            ));
        }
        if !longer.is_empty() {
            let labels = some(&quoted);
            return Some(format!("'{name}' is the beginning of several labels, {labels}: give the whole label"));
        }
        let labels: Vec<String> = self.labels.iter().map(|label| format!("'{label}'")).collect();
        let missing = !self.labels.iter().any(|label| same(name, label));
        missing.then(|| format!("no turn bears the label '{name}'; there are {}", some(&labels)))
    }
}

/// Whether two labels differ only in what stands in parentheses behind them.
fn is_one_name(one: &str, other: &str) -> bool {
    let bare = |label: &str| fold(label.split('(').next().unwrap_or_default());
    bare(one) == bare(other)
}

/// The first few of many names.
fn some(names: &[String]) -> String {
    let more = if names.len() > 8 { format!(" and {} more", names.len() - 8) } else { String::new() };
    format!("{}{more}", names[..names.len().min(8)].join(", "))
}

/// Of two speakers, the one who asks more often and says less, if that is clear; else the one whose
/// label is the customary letter. Gives the reason, too.
fn guess(transcript: &Transcript, speakers: &[Speaker]) -> Option<(usize, &'static str)> {
    let heard: Vec<usize> = (0..speakers.len()).filter(|&place| speakers[place].label != UNKNOWN_SPEAKER).collect();
    let [one, other] = heard[..] else { return None };
    let answers = |place: usize| {
        speakers[place].role == Role::Participant || same(&speakers[place].label, transcript.id().as_str())
    };
    let open = |place: usize| speakers[place].role == Role::Unknown && !answers(place);
    if !open(one) || !open(other) {
        let left = [(one, other), (other, one)].into_iter().find(|&(place, rest)| open(place) && answers(rest));
        return left.map(|(place, _)| (place, "the other's label, which is a participant's"));
    }
    let manners = [manner(transcript, one), manner(transcript, other)];
    let clear = |asks: &Manner, tells: &Manner| asks.questions >= tells.questions + 0.25 && asks.words < tells.words;
    let letter = |place: usize| ["i", "q"].contains(&fold(&speakers[place].label).as_str());
    if clear(&manners[0], &manners[1]) {
        Some((one, "how often each asks and how much each says"))
    } else if clear(&manners[1], &manners[0]) {
        Some((other, "how often each asks and how much each says"))
    } else if letter(one) != letter(other) {
        Some((if letter(one) { one } else { other }, "the customary letter"))
    } else {
        None
    }
}

/// How somebody speaks.
struct Manner {
    /// The share of turns that end in a question mark.
    questions: f64,
    words: usize,
}

fn manner(transcript: &Transcript, speaker: usize) -> Manner {
    let (mut turns, mut asked, mut words) = (0u32, 0u32, 0);
    for turn in transcript.turns().iter().filter(|turn| turn.speaker == speaker) {
        let said = transcript.words(turn);
        let end = said.trim_end_matches(|c: char| c.is_whitespace() || ")]\"'”’»".contains(c));
        turns += 1;
        asked += u32::from(end.ends_with(['?', '？', '؟']));
        words += count_words(said);
    }
    Manner { questions: f64::from(asked) / f64::from(turns.max(1)), words }
}

/// The only participant is the case that the transcript is about; of several, each is one.
fn give_cases(speakers: &mut [Speaker], id: &str) {
    let several = speakers.iter().filter(|speaker| speaker.role == Role::Participant).count() > 1;
    for speaker in speakers.iter_mut().filter(|speaker| speaker.role == Role::Participant) {
        speaker.case = CaseId::new(if several { &speaker.label } else { id }).ok();
    }
}

/// Whether a longer label begins with a name: up to a space, a comma or a parenthesis, and what follows
/// is written as names are. `Ann says` is no label, and `Ann and Bob` are two.
pub(crate) fn begins(label: &str, name: &str) -> bool {
    let label = label.trim();
    let ends = label.match_indices([' ', ',', '(']).map(|(at, _)| at);
    let rest = |at: usize| label[at..].trim_start_matches([' ', ',']);
    let more = |rest: &str| rest.starts_with('(') || !rest.starts_with(['&', '+', '/']) && is_name_like(rest);
    ends.filter(|&at| same(&label[..at], name)).any(|at| at > 0 && more(rest(at)))
}

/// Whether two labels are one without regard to case and spaces.
pub(crate) fn same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// A label as it is compared.
pub(crate) fn fold(label: &str) -> String {
    let label =
        label.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '[' | ']' | '*') || is_direction(c));
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_a_longer_label_of_the_same_person() {
        for label in ["DANYOW ’16", "Danyow, P.", "Danyow (laughing)", "DANYOW(laughing)", "danyow 2"] {
            assert!(begins(label, " danyow:"), "{label}");
        }
        for label in ["DANYOW", "DANYOWSKI", "Danyow says", "Danyow and Jones", "Danyow & Jones", "Paul Danyow"] {
            assert!(!begins(label, "danyow"), "{label}");
        }
        assert!(!begins("(so) it", "") && !begins("", ""));
    }
}
