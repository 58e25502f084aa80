//! Which words at the heads of lines are the labels of speakers: learned from the whole text, since
//! no single line can tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::head::{Head, Shape};
use crate::header;
use crate::legend::Entry;
use crate::role::{fold, said_by};
use crate::{Note, Options};

/// Words before a colon that begin a remark, not a turn.
const REMARKS: [&str; 22] = [
    "bsp",
    "e.g",
    "eg",
    "ej",
    "ex",
    "example",
    "fax",
    "fig",
    "figure",
    "footnote",
    "for example",
    "http",
    "https",
    "i.e",
    "ie",
    "n.b",
    "nb",
    "note",
    "notes",
    "p.s",
    "ps",
    "tel",
];

/// Words in brackets that tell what is heard besides words.
const STAGE: [&str; 26] = [
    "applause",
    "beep",
    "break",
    "cough",
    "coughs",
    "crosstalk",
    "crying",
    "end",
    "foreign",
    "inaudible",
    "interruption",
    "laugh",
    "laughing",
    "laughs",
    "laughter",
    "music",
    "noise",
    "overlap",
    "pause",
    "phone rings",
    "redacted",
    "sic",
    "sigh",
    "sighs",
    "silence",
    "unclear",
];

/// Small words inside names.
const PARTICLES: [&str; 16] =
    ["al", "and", "bin", "da", "de", "del", "den", "der", "di", "du", "la", "of", "the", "van", "von", "y"];

/// What is known before the lines are read.
pub(crate) struct Known<'k> {
    pub(crate) id: &'k str,
    pub(crate) options: &'k Options,
    pub(crate) legend: &'k [Entry],
}

/// A line that may have a head.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'l> {
    pub(crate) place: usize,
    /// Whether a paragraph begins with it.
    pub(crate) opens: bool,
    pub(crate) head: Option<Head<'l>>,
}

/// The labels of a text.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// How each label is written, by how it is compared.
    spelled: BTreeMap<String, String>,
    /// The labels that were learned in each shape that needs more than a known label.
    shaped: BTreeSet<(Shape, String)>,
    /// Whether times without brackets stand at the heads of lines.
    times: bool,
}

#[derive(Default)]
struct Tally {
    spellings: Vec<(String, usize)>,
    shapes: BTreeMap<Shape, usize>,
    /// The first line that shows it, and whether that opens a paragraph.
    first: Option<(usize, bool)>,
    /// Whether it stands where only labels stand: in a caption or beside a time.
    firm: bool,
}

impl Tally {
    fn count(&self, shape: Shape) -> usize {
        self.shapes.get(&shape).copied().unwrap_or(0)
    }

    fn heads(&self) -> usize {
        self.count(Shape::Colon) + self.count(Shape::Titled)
    }

    fn spelling(&self) -> &str {
        let most = self.spellings.iter().rev().max_by_key(|(_, count)| *count);
        most.map_or("", |(spelling, _)| spelling)
    }
}

impl Labels {
    /// Learns the labels of a text. `captions` says that nearly every line begins with one, if any does.
    pub(crate) fn learn(
        lines: &[Candidate<'_>],
        known: &Known<'_>,
        captions: bool,
        unit: &str,
        notes: &mut Vec<Note>,
    ) -> Labels {
        let tallies = tally(lines, captions);
        let total = |shape: Shape| tallies.values().map(|tally| tally.count(shape)).sum::<usize>();
        let blocks = lines.iter().filter(|line| line.opens).count();
        let named = |label: &str| known.names(label);
        let mut found: BTreeSet<&str> = BTreeSet::new();

        let heads = total(Shape::Colon) + total(Shape::Titled);
        for (label, tally) in &tallies {
            let formed = is_formed(tally.spelling());
            let recurs = tally.heads() >= 2 && (is_name_like(tally.spelling()) || tally.heads() * 10 >= heads);
            let titled = tally.count(Shape::Titled) > 0 && total(Shape::Titled) >= 2;
            let says = said_by(label).is_some() && tally.heads() > 0;
            let loose = tally.count(Shape::Loose) >= 2 && is_name_like(tally.spelling());
            if tally.heads() > 0 && named(label) || formed && (recurs || titled || says || loose) {
                found.insert(label);
            }
        }
        let once = once_only(&tallies, &found, lines, captions);
        if !once.is_empty() {
            notes.push(said_once(&once, &tallies, unit, "only once before a colon, and taken as a speaker"));
        }
        found.extend(once);

        let mut labels = Labels::default();
        let inline = total(Shape::Inline) * 2 >= blocks;
        let bracket = found.is_empty() && total(Shape::Bracket) * 2 >= blocks;
        for (label, tally) in &tallies {
            let name = is_name_like(tally.spelling()) && is_formed(tally.spelling());
            let stage = STAGE.contains(&label.as_str());
            let telling = named(label) || said_by(label).is_some();
            let learned = [
                (Shape::Loose, found.contains(label.as_str())),
                (Shape::Inline, inline && name && tally.count(Shape::Inline) >= 2 || telling),
                (Shape::Bracket, telling || bracket && !stage && is_formed(tally.spelling())),
                (Shape::Heading, telling || name && !stage && tally.count(Shape::Heading) >= 2),
                (Shape::Plain, telling && tally.count(Shape::Plain) >= 2),
            ];
            for (shape, _) in learned.into_iter().filter(|&(shape, learned)| learned && tally.count(shape) > 0) {
                labels.shaped.insert((shape, label.clone()));
                found.insert(label);
            }
        }
        for label in found {
            let tally = &tallies[label];
            labels.spelled.insert(label.to_owned(), tally.spelling().to_owned());
            if tally.spellings.len() > 1 {
                let all: Vec<String> = tally.spellings.iter().map(|(spelling, _)| format!("'{spelling}'")).collect();
                let message = format!("{} were taken as one speaker, '{}'", all.join(" and "), tally.spelling());
                notes.push(Note::of_all(message));
            }
        }
        if !captions {
            labels.times = are_times_heads(lines, &labels, blocks);
            labels.note_doubtful(&tallies, unit, notes);
        }
        labels
    }

    /// Whether no speaker is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.spelled.is_empty()
    }

    /// The label of a head, as it is written most often; `None` if what stands there is none.
    pub(crate) fn of(&self, head: &Head<'_>) -> Option<&str> {
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

    /// Whether a time at the start of a line is a head.
    pub(crate) fn takes_time(&self, marked: bool) -> bool {
        marked || self.times
    }

    /// Names before a colon that open a paragraph once: words, but perhaps a speaker's.
    fn note_doubtful(&self, tallies: &BTreeMap<String, Tally>, unit: &str, notes: &mut Vec<Note>) {
        let doubtful: Vec<&str> = tallies
            .iter()
            .filter(|(label, tally)| {
                !self.spelled.contains_key(*label)
                    && tally.count(Shape::Colon) > 0
                    && tally.first.is_some_and(|(_, opens)| opens)
                    && is_formed(tally.spelling())
                    && is_name_like(tally.spelling())
                    && !header::is_key(label)
            })
            .map(|(label, _)| label.as_str())
            .collect();
        if !self.is_empty() && !doubtful.is_empty() {
            notes.push(said_once(
                &doubtful,
                tallies,
                unit,
                "only once before a colon, and left in the words: name it as a speaker if it is one",
            ));
        }
    }
}

impl Known<'_> {
    fn names(&self, label: &str) -> bool {
        let given = self.options.interviewers.iter().chain(&self.options.speakers);
        let legend = self.legend.iter().map(|(known, _)| known);
        given.chain(legend).any(|known| fold(known) == label) || fold(self.id) == label
    }
}

fn tally(lines: &[Candidate<'_>], captions: bool) -> BTreeMap<String, Tally> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for line in lines {
        let Some(head) = line.head.filter(|head| !head.label.is_empty()) else { continue };
        let tally = tallies.entry(fold(head.label)).or_default();
        *tally.shapes.entry(head.shape).or_default() += 1;
        tally.first.get_or_insert((line.place, line.opens));
        tally.firm |= captions || head.times.is_some();
        let spelling = head.label.split_whitespace().collect::<Vec<_>>().join(" ");
        match tally.spellings.iter_mut().find(|(known, _)| *known == spelling) {
            Some((_, count)) => *count += 1,
            None => tally.spellings.push((spelling, 1)),
        }
    }
    tallies
}

/// Labels that stand once and yet are labels.
fn once_only<'t>(
    tallies: &'t BTreeMap<String, Tally>,
    found: &BTreeSet<&str>,
    lines: &[Candidate<'_>],
    captions: bool,
) -> Vec<&'t str> {
    let stem = |label: &str| label.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let numbered = |label: &str| label.chars().any(|c| c.is_ascii_digit());
    let stems: BTreeSet<String> = found.iter().filter(|label| numbered(label)).map(|label| stem(label)).collect();

    let dense = is_dense(lines, found, captions);
    let open = tallies
        .iter()
        .filter(|(label, tally)| !found.contains(label.as_str()) && tally.heads() > 0 && is_formed(tally.spelling()));
    let (mut once, mut capitals) = (Vec::new(), Vec::new());
    for (label, tally) in open {
        if numbered(label) && stems.contains(&stem(label)) || dense && tally.firm && is_name_like(tally.spelling()) {
            once.push(label.as_str());
        } else if found.is_empty() && is_in_capitals(tally.spelling()) {
            capitals.push(label.as_str());
        }
    }
    if capitals.len() >= 2 { capitals } else { once }
}

/// Whether nearly every line where a label would stand shows a name, and half of them a known one.
fn is_dense(lines: &[Candidate<'_>], found: &BTreeSet<&str>, captions: bool) -> bool {
    let firm = |line: &&Candidate<'_>| captions || line.head.is_some_and(|head| head.times.is_some());
    let (mut all, mut named, mut known) = (0, 0, 0);
    for line in lines.iter().filter(firm) {
        all += 1;
        let head = line.head.filter(|head| matches!(head.shape, Shape::Colon | Shape::Titled));
        named += usize::from(head.is_some_and(|head| is_formed(head.label) && is_name_like(head.label)));
        known += usize::from(head.is_some_and(|head| found.contains(fold(head.label).as_str())));
    }
    all >= 5 && named * 10 >= all * 9 && known * 2 >= all
}

/// Whether lines begin with times often enough that these are heads.
fn are_times_heads(lines: &[Candidate<'_>], labels: &Labels, blocks: usize) -> bool {
    let timed = |line: &&Candidate<'_>| {
        line.head.is_some_and(|head| head.timed.is_some_and(|timed| !timed.marked) && labels.of(&head).is_none())
    };
    let count = lines.iter().filter(timed).count();
    count >= 2 && count * 3 >= blocks
}

fn said_once(labels: &[&str], tallies: &BTreeMap<String, Tally>, unit: &str, what: &str) -> Note {
    let first = |label: &str| tallies[label].first.map_or(0, |(place, _)| place);
    let mut labels = labels.to_vec();
    labels.sort_by_key(|label| first(label));
    let named: Vec<String> = labels
        .iter()
        .take(5)
        .map(|label| format!("'{}' ({unit} {})", tallies[*label].spelling(), first(label)))
        .collect();
    let more = labels.len().saturating_sub(5);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Note::of_all(format!("{}{more}: {what}", named.join(", ")))
}

/// Whether words could be a label at all.
pub(crate) fn is_formed(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let lower = fold(label);
    let full_stop =
        |word: &&str| word.strip_suffix('.').is_some_and(|stem| stem.chars().filter(|c| c.is_alphabetic()).count() > 4);
    (1..=5).contains(&words.len())
        && label.chars().count() <= crate::head::LONGEST_LABEL
        && label.chars().any(char::is_alphabetic)
        && label.chars().next().is_some_and(char::is_alphanumeric)
        && !label.contains(['?', '!', ';', '"', '“', '”', '…', '=', '<', '>'])
        && !words.iter().any(full_stop)
        && !REMARKS.contains(&lower.trim_end_matches('.'))
        && !header::is_key(&lower)
}

/// Whether words are written as a name is: capitals, numbers, and small words between them.
pub(crate) fn is_name_like(label: &str) -> bool {
    let small = |word: &str| word.chars().next().is_none_or(char::is_lowercase);
    !small(label) && label.split_whitespace().all(|word| !small(word) || PARTICLES.contains(&word))
}

fn is_in_capitals(label: &str) -> bool {
    label.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !label.chars().any(char::is_lowercase)
}
