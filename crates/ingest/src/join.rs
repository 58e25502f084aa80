//! What one speaker says one after the other becomes one turn.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use qualkit_transcript::{Piece, Timecode, UNKNOWN_SPEAKER, Utterance};

/// Whether consecutive parts of one speaker become one turn: cues, what a recogniser took for an
/// utterance, annotations.
///
/// Parts of an unknown speaker are never joined: nobody knows whether one person says them. A turn
/// that was joined lasts from the begin of its first part to the end of its last, and keeps the times of
/// its parts.
///
/// ```
/// use std::time::Duration;
/// use qualkit_ingest::Join;
///
/// assert_eq!("2s".parse(), Ok(Join::Within(Duration::from_secs(2))));
/// assert_eq!("0.5".parse(), Ok(Join::Within(Duration::from_millis(500))));
/// assert_eq!("never".parse(), Ok(Join::Never));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// However long the pause between them.
    Always,
    /// If the pause between them is at most this long; a pause of unknown length counts as none.
    Within(Duration),
    /// Every part stays a turn of its own.
    Never,
}

/// A word that says nothing of how to join.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' does not say what to join: expected always, never or the longest pause, such as 2s or 500ms")]
pub struct UnknownJoin {
    /// The word.
    pub found: String,
}

/// What may become a turn of its own or go on with the one before it.
pub(crate) struct Part<'p> {
    pub(crate) label: Cow<'p, str>,
    pub(crate) words: Cow<'p, str>,
    pub(crate) begins: Option<Timecode>,
    pub(crate) ends: Option<Timecode>,
    /// What it was joined of itself.
    pub(crate) parts: Vec<Piece>,
}

impl From<Utterance> for Part<'_> {
    fn from(Utterance { label, words, begins, ends, parts }: Utterance) -> Self {
        Part { label: Cow::Owned(label), words: Cow::Owned(words), begins, ends, parts }
    }
}

impl From<Part<'_>> for Utterance {
    fn from(Part { label, words, begins, ends, parts }: Part<'_>) -> Utterance {
        Utterance { label: label.into_owned(), words: words.into_owned(), begins, ends, parts }
    }
}

impl Join {
    /// Whether a part goes on with the turn before it.
    fn joins(self, turn: &Utterance, part: &Part<'_>) -> bool {
        let pause = match (turn.ends.or(turn.begins), part.begins) {
            (Some(ends), Some(begins)) => Duration::from_millis(begins.millis().saturating_sub(ends.millis())),
            _ => Duration::ZERO,
        };
        let wanted = match self {
            Join::Always => true,
            Join::Within(longest) => pause <= longest,
            Join::Never => false,
        };
        wanted && !matches!(&*part.label, "" | UNKNOWN_SPEAKER) && turn.label == part.label
    }

    /// Makes turns of parts.
    pub(crate) fn turns<'p>(self, parts: impl IntoIterator<Item = impl Into<Part<'p>>>) -> Vec<Utterance> {
        let mut turns: Vec<Utterance> = Vec::new();
        let parts = parts.into_iter().map(Into::into);
        for part in parts.filter(|part: &Part<'p>| !part.words.chars().all(char::is_whitespace)) {
            match turns.last_mut().filter(|turn| self.joins(turn, &part)) {
                Some(turn) => {
                    if turn.parts.is_empty() {
                        turn.parts.extend(piece(turn.begins, turn.ends));
                    }
                    turn.words.push(' ');
                    let at = turn.words.len();
                    match part.parts[..] {
                        [] => turn.parts.extend(piece(part.begins, part.ends).map(|piece| Piece { at, ..piece })),
                        _ => turn.parts.extend(part.parts.iter().map(|piece| Piece { at: at + piece.at, ..*piece })),
                    }
                    turn.words.push_str(&part.words);
                    // An end before the begin of a part is not the end of the turn.
                    let latest = part.begins.max(turn.begins);
                    let ends = part.ends.max(turn.ends);
                    turn.ends = ends.filter(|ends| latest.is_none_or(|latest| latest <= *ends));
                    turn.begins = turn.begins.or(part.begins);
                }
                None => turns.push(part.into()),
            }
        }
        turns
    }
}

/// What has these times as a part of the turn that it becomes with others.
fn piece(begins: Option<Timecode>, ends: Option<Timecode>) -> Option<Piece> {
    begins.map(|begins| Piece { at: 0, begins, ends })
}

impl fmt::Display for Join {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Join::Always => f.pad("always"),
            Join::Within(longest) => write!(f, "{}ms", longest.as_millis()),
            Join::Never => f.pad("never"),
        }
    }
}

impl FromStr for Join {
    type Err = UnknownJoin;

    /// Reads `always`, `never`, or the longest pause in seconds (`2`, `2s`, `0.5 s`) or milliseconds
    /// (`500ms`).
    fn from_str(text: &str) -> Result<Join, UnknownJoin> {
        let word = text.trim().to_lowercase();
        let millis = word.strip_suffix("ms").map(|number| (number, 0.001));
        let (number, unit) =
            millis.or_else(|| word.strip_suffix('s').map(|number| (number, 1.0))).unwrap_or((&word, 1.0));
        let number = number.trim();
        let plain =
            number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let pause = plain.then(|| number.parse::<f64>().ok()).flatten();
        match (word.as_str(), pause.map(|pause| (pause * unit * 1000.0).round()).filter(|millis| *millis < 1e12)) {
            ("always", _) => Ok(Join::Always),
            ("never", _) => Ok(Join::Never),
            (_, Some(millis)) => Ok(Join::Within(Duration::from_millis(millis as u64))),
            _ => Err(UnknownJoin { found: text.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(label: &str, words: &str, begins: u64, ends: u64) -> Utterance {
        let time = |millis| Some(Timecode::from_millis(millis));
        Utterance { begins: time(begins), ends: time(ends), ..Utterance::new(label, words) }
    }

    fn joined(join: Join) -> Vec<String> {
        let parts = vec![
            part("A", "one", 0, 1000),
            part("A", "two", 3000, 4000),
            part("A", "three", 6001, 7000),
            part("", "four", 7000, 8000),
            part("", "five", 8000, 9000),
        ];
        join.turns(parts).into_iter().map(|turn| turn.words).collect()
    }

    #[test]
    fn a_pause_is_measured_from_the_end_of_what_was_joined_so_far() {
        assert_eq!(joined(Join::Always), ["one two three", "four", "five"]);
        assert_eq!(joined(Join::Within(Duration::from_secs(2))), ["one two", "three", "four", "five"]);
        assert_eq!(joined(Join::Never), ["one", "two", "three", "four", "five"]);
    }

    #[test]
    fn a_turn_keeps_the_times_of_what_it_was_joined_of() {
        let untimed = Utterance::new("A", "three");
        let parts =
            vec![part("A", "one", 0, 1000), part("A", "two", 3000, 4000), untimed, part("A", "four", 5000, 6000)];
        let turns = Join::Always.turns(parts);
        assert_eq!((turns.len(), turns[0].words.as_str()), (1, "one two three four"));
        let begins: Vec<_> = turns[0].parts.iter().map(|piece| (piece.at, piece.begins.millis())).collect();
        assert_eq!(begins, [(0, 0), (4, 3000), (14, 5000)]);
        assert_eq!(Join::Always.turns(turns.clone()), turns);

        let again = Join::Always.turns(vec![turns[0].clone(), part("A", "five", 7000, 8000), turns[0].clone()]);
        let places: Vec<usize> = again[0].parts.iter().map(|piece| piece.at).collect();
        assert_eq!(places, [0, 4, 14, 19, 24, 28, 38]);
    }

    #[test]
    fn a_turn_does_not_end_before_a_part_of_it_begins() {
        let begun = Utterance { ends: None, ..part("A", "late", 9000, 0) };
        for parts in [vec![part("A", "early", 0, 1000), begun.clone()], vec![begun, part("A", "early", 0, 1000)]] {
            let begins = parts[0].begins;
            let turns = Join::Always.turns(parts);
            assert_eq!((turns.len(), turns[0].begins, turns[0].ends), (1, begins, None));
        }
    }

    #[test]
    fn words_that_say_nothing_of_joining_are_refused() {
        for text in ["", "s", "-2s", "sometimes", "2 min", "inf", "1e3", "99999999999999999s"] {
            assert!(text.parse::<Join>().is_err(), "{text}");
        }
        assert_eq!(Join::Within(Duration::from_millis(500)).to_string().parse(), "500 ms".parse::<Join>());
    }
}
