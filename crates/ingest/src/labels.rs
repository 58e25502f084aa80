//! The labels of the speakers of a text, and how a label looks.

use std::collections::{BTreeMap, BTreeSet};

use crate::head::{Head, LONGEST_LABEL, Shape, Timed};
use crate::header;
use crate::role::fold;

/// Words before a colon that begin a remark, not a turn.
const REMARKS: &str = "bsp, e.g, eg, ej, ex, example, fax, fig, figure, footnote, for example, http, https, i.e, ie, n.b, nb, note, \
    notes, p.s, ps, tel";

/// Words in brackets that tell what is heard besides words.
const STAGE: &str = "applause, beep, break, cough, coughs, crosstalk, crying, end, foreign, inaudible, interruption, laugh, \
    laughing, laughs, laughter, music, noise, overlap, pause, phone rings, redacted, sic, sigh, sighs, silence, \
    unclear";

/// Small words inside names.
const PARTICLES: [&str; 16] =
    ["al", "and", "bin", "da", "de", "del", "den", "der", "di", "du", "la", "of", "the", "van", "von", "y"];

/// The labels of a text.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// How each label is written, by how it is compared.
    pub(crate) spelled: BTreeMap<String, String>,
    /// The labels that were learned in each shape that needs more than a known label.
    pub(crate) shaped: BTreeSet<(Shape, String)>,
    /// How many numbers the times have that stand without brackets at the heads of lines; `None` if
    /// none do.
    pub(crate) times: Option<usize>,
}

impl Labels {
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

    /// Whether a time at the start of a line is a head: in brackets, or like most others. After the
    /// first hour a time has one number more.
    pub(crate) fn take_time(&self, timed: &Timed<'_>) -> bool {
        let parts = timed.times.parts;
        timed.marked || self.times.is_some_and(|usual| parts == usual || parts == 3)
    }
}

/// Whether words could be a label at all.
pub(crate) fn is_formed(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let lower = fold(label);
    let full_stop =
        |word: &&str| word.strip_suffix('.').is_some_and(|stem| stem.chars().filter(|c| c.is_alphabetic()).count() > 4);
    (1..=5).contains(&words.len())
        && label.chars().count() <= LONGEST_LABEL
        && label.chars().any(char::is_alphabetic)
        && label.chars().next().is_some_and(char::is_alphanumeric)
        && !label.contains(['?', '!', ';', '"', '“', '”', '…', '=', '<', '>'])
        && !words.iter().any(full_stop)
        && !is_among(REMARKS, lower.trim_end_matches('.'))
        && !header::is_key(&lower)
}

/// Whether words are written as a name is: capitals, numbers, and small words between them.
pub(crate) fn is_name_like(label: &str) -> bool {
    let small = |word: &str| word.chars().next().is_none_or(char::is_lowercase);
    !small(label) && label.split_whitespace().all(|word| !small(word) || PARTICLES.contains(&word))
}

/// Whether words are written in capitals alone.
pub(crate) fn is_in_capitals(label: &str) -> bool {
    label.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !label.chars().any(char::is_lowercase)
}

/// Whether a word in brackets tells what is heard besides words.
pub(crate) fn is_stage_direction(word: &str) -> bool {
    is_among(STAGE, word)
}

fn is_among(list: &str, word: &str) -> bool {
    list.split(", ").any(|listed| listed == word)
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
    fn names_in_many_forms_are_labels() {
        for label in ["P01", "Dr. van der Berg", "DANYOW ’16", "Speaker 1", "Peter Frank", "Entrevistado/a", "受访者"]
        {
            assert!(is_formed(label) && is_name_like(label), "{label}");
        }
    }
}
