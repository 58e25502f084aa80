//! The labels of the speakers of a text, and how a label looks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::head::{Head, LONGEST_LABEL, Shape, Timed};
use crate::role::fold;
use crate::{header, titled};

/// Words before a colon that begin a remark, not a turn.
static REMARKS: Words = Words::new(|| {
    words(
        "bsp, e.g, eg, ej, ex, example, fax, fig, figure, footnote, for example, http, https, i.e, ie, n.b, nb, note, \
    notes, p.s, ps, tel",
    )
});

/// Words that begin a sentence or a section, and may stand before a colon there.
static OPENERS: Words = Words::new(|| {
    words(
        "a, abstract, actually, again, aim, also, although, an, and, another, answer, antwort, anyway, \
    as, at, attention, background, basically, because, besides, but, c'est, comment, comments, conclusion, consent, \
    context, donc, else, entonces, finally, first, firstly, frage, from, for, guys, he, heading, hence, here, honestly, \
    how, however, if, important, in, instead, introduction, it, its, it's, keywords, last, lastly, list, listen, \
    literally, look, mais, mean, meaning, meanwhile, method, methods, my, next, nein, no, now, observation, of, oh, ok, \
    okay, on, one, open, or, other, others, our, outcome, pero, please, plus, point, present, problem, pros, cons, \
    purpose, pues, question, reason, remark, remember, reminder, reply, response, result, results, right, same, \
    second, secondly, section, see, she, since, so, solution, some, sometimes, statement, still, study, subject, \
    summary, task, that, that's, the, their, then, there, these, they, thing, third, thirdly, this, those, though, \
    thus, title, to, today, topic, two, version, voilà, warning, warum, was, wait, we, well, what, when, where, which, \
    who, why, with, yeah, yes, yet, you, your",
    )
});

/// Words in brackets that tell what is heard besides words.
static STAGE: Words = Words::new(|| {
    words(
        "applause, beep, break, cough, coughs, crosstalk, crying, end, foreign, inaudible, interruption, laugh, \
    laughing, laughs, laughter, music, noise, overlap, pause, phone rings, redacted, sic, sigh, sighs, silence, \
    unclear",
    )
});

/// Words for somebody who speaks.
static SPEAKERS: Words = Words::new(|| {
    words(
        "falante, hablante, intervenant, intervenante, locuteur, locutor, locutora, locutrice, orador, oradora, \
    parlante, person, speaker, spk, sprecher, sprecherin, spreker, talare, voice",
    )
});

/// Small words inside names.
const PARTICLES: [&str; 27] = [
    "af", "al", "and", "av", "bin", "da", "das", "de", "del", "den", "der", "des", "di", "dos", "du", "e", "el", "et",
    "ibn", "la", "le", "of", "the", "und", "van", "von", "y",
];

/// Words to look for, in small letters.
pub(crate) type Words = LazyLock<FxHashSet<&'static str>>;

/// Gives the words of a list in which commas part them.
pub(crate) fn words(list: &'static str) -> FxHashSet<&'static str> {
    list.split(", ").collect()
}

/// The labels of a text.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// How each label is written, by how it is compared.
    pub(crate) spelled: BTreeMap<String, String>,
    /// How each label is written most often, by every other way in which it is written.
    pub(crate) written: FxHashMap<String, String>,
    /// The labels that were learned in each shape that needs more than a known label.
    pub(crate) shaped: BTreeSet<(Shape, String)>,
    /// How many numbers the times have that stand without brackets at the heads of lines; `None` if
    /// none do.
    pub(crate) times: Option<usize>,
    /// Names that stand once before a colon and were not learned, with their places.
    pub(crate) doubtful: Vec<(usize, String)>,
}

impl Labels {
    /// Whether no speaker is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.spelled.is_empty()
    }

    /// The label of a head, as it is written most often; `None` if what stands there is none.
    pub(crate) fn of(&self, head: &Head<'_>) -> Option<&str> {
        let own = matches!(head.shape, Shape::Colon | Shape::Titled);
        if let Some(label) = self.written.get(head.label).filter(|_| own) {
            return Some(label);
        }
        let label = fold(head.label);
        let fits = match head.shape {
            Shape::Colon | Shape::Titled => true,
            Shape::Mark | Shape::Time => false,
            shape => self.shaped.contains(&(shape, label.clone())),
        };
        if fits { self.spelled.get(&label).map(String::as_str) } else { None }
    }

    /// The spelling of a label that stands alone where a label is expected.
    pub(crate) fn spelling(&self, label: &str) -> Option<&str> {
        self.spelled.get(&fold(label)).map(String::as_str)
    }

    /// Whether a time at the start of a line is a head: in brackets, or like most others. After the
    /// first hour a time has one number more.
    pub(crate) fn take_time(&self, timed: &Timed<'_>) -> bool {
        let parts = timed.times.parts;
        timed.marked || self.times.is_some_and(|usual| parts == usual || parts == 3)
    }
}

/// Whether words before a colon begin a remark, or tell of the recording.
pub(crate) fn is_remark(words: &str) -> bool {
    let lower = fold(words);
    REMARKS.contains(lower.trim_end_matches('.')) || header::is_key(&lower)
}

/// Whether words could be a label at all.
pub(crate) fn is_formed(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let full_stop =
        |word: &&str| word.strip_suffix('.').is_some_and(|stem| stem.chars().filter(|c| c.is_alphabetic()).count() > 4);
    (1..=5).contains(&words.len())
        && label.chars().count() <= LONGEST_LABEL
        && label.chars().any(char::is_alphabetic)
        && label.chars().next().is_some_and(char::is_alphanumeric)
        && !label.contains(['?', '!', ';', '"', '“', '”', '…', '=', '<', '>', '。', '？', '！', '؟'])
        && !words.iter().any(full_stop)
        && !is_remark(label)
        && !titled::is_byline(label)
}

/// Whether words are written as a name is: capitals, if only inside as in `iPad`, numbers, and small words between them.
pub(crate) fn is_name_like(label: &str) -> bool {
    let marked = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let small = |word: &str| word.chars().next().is_none_or(char::is_lowercase) && !word.chars().any(marked);
    label.split_whitespace().next().is_some_and(|first| !small(first))
        && label.split_whitespace().all(|word| !small(word) || PARTICLES.contains(&word))
}

/// Whether words are written in capitals alone.
pub(crate) fn is_in_capitals(label: &str) -> bool {
    label.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !label.chars().any(char::is_lowercase)
}

/// Whether words that stand once before a colon can be the name of somebody who speaks once.
pub(crate) fn is_lone_name(label: &str) -> bool {
    is_initial(label) || is_name_like(label) && is_lone(label)
}

/// Whether words beside a time say who speaks there, written as a name or not: `bob`, `The nurse`, `Nurse in charge`.
pub(crate) fn is_who(label: &str) -> bool {
    let bare = label.strip_prefix("The ").unwrap_or(label);
    let one = bare.split_whitespace().count() == 1;
    is_initial(label) || is_lone(bare) && (one || label.starts_with(char::is_uppercase) || is_name_like(label))
}

/// Whether a label is a capital that stands for a name; `A` is no word then.
pub(crate) fn is_initial(label: &str) -> bool {
    label.chars().count() == 1 && label.chars().all(char::is_uppercase)
}

/// The same where names may be written in small letters, as those of accounts are.
pub(crate) fn is_lone(label: &str) -> bool {
    let lower = fold(label).replace('’', "'");
    let mut parts = lower.split([' ', ',']);
    let opener = parts.next().is_some_and(|word| OPENERS.contains(word) || word == "i" && parts.next().is_some());
    is_formed(label)
        && label.starts_with(char::is_alphabetic)
        && label.split_whitespace().count() <= 3
        && !opener
        && !is_stage_direction(&lower)
}

/// The last word of a name in full, which may return alone: `ANN LEE, HOST` among turns of `LEE`.
pub(crate) fn surname(label: &str) -> Option<&str> {
    let name = label.split(',').next()?;
    let words: Vec<&str> = name.split_whitespace().filter(|word| !word.starts_with('(')).collect();
    let named = words.iter().all(|word| is_name_like(word) || PARTICLES.contains(word));
    let formed = label.starts_with(char::is_alphabetic) && !label.contains(['?', '!', '"', '“', '”', '*', '_']);
    ((2..=4).contains(&words.len()) && named && formed).then(|| words[words.len() - 1])
}

/// Whether a label is what programs call a speaker whom they do not know: `Speaker 1`, `SPEAKER_00`, `spk_0`.
pub(crate) fn is_numbered_speaker(label: &str) -> bool {
    let stem = label.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.len() < label.len() && SPEAKERS.contains(fold(stem.trim_end_matches([' ', '_', '-', '#'])).as_str())
}

/// Whether a word in brackets tells what is heard besides words.
pub(crate) fn is_stage_direction(word: &str) -> bool {
    STAGE.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_no_labels() {
        for label in ["He said that it was", "Really?", "e.g.", "https", "Date", "– so", "I stayed. Then", "12"] {
            assert!(!(is_formed(label) && is_name_like(label)), "{label}");
        }
    }

    #[test]
    fn openers_of_sentences_are_no_names() {
        for label in ["So", "Well", "Note", "PS", "The Point", "It’s", "Laughter", "12 Ann", "Ann Bo Cy Di", "ann"] {
            assert!(!is_lone_name(label), "{label}");
        }
        for label in ["Clara", "Dr. Lee", "JONES", "Ann van Dyk", "I"] {
            assert!(is_lone_name(label), "{label}");
        }
    }

    #[test]
    fn names_in_many_forms_are_labels() {
        for label in ["P01", "Dr. van der Berg", "DANYOW ’16", "Speaker 1", "Peter Frank", "Entrevistado/a", "受访者"]
        {
            assert!(is_formed(label) && is_name_like(label), "{label}");
        }
    }
}
