//! The one plain-text form of a transcript.

use std::collections::HashMap;

use indexmap::IndexMap;
use qualkit_text::{Span, Text, canonicalize};

use crate::{Role, Speaker, Timecode, Turn, Utterance};

/// The label of a speaker whom the source does not name.
pub const UNKNOWN_SPEAKER: &str = "?";

/// What has not the form it should have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// A block of lines without a head.
    #[error("line {line} begins a turn, but not with the label of a listed speaker: '{found}'")]
    Head {
        /// The line, counted from 1.
        line: usize,
        /// How the line begins.
        found: String,
    },
    /// A head with nothing behind it.
    #[error("line {line}: the turn has no words")]
    Silent {
        /// The line, counted from 1.
        line: usize,
    },
    /// Not a time.
    #[error("'{found}' is no time: expected hh:mm:ss or mm:ss")]
    Time {
        /// What was found.
        found: String,
    },
    /// Not a role.
    #[error("'{found}' is no role: expected interviewer, participant, moderator, interpreter or unknown")]
    Role {
        /// What was found.
        found: String,
    },
}

/// Writes utterances as canonical text; gives the speakers in the order in which they first speak.
pub(crate) fn write(utterances: &[Utterance]) -> (String, Vec<Speaker>) {
    let mut text = String::new();
    let mut speakers: IndexMap<String, Speaker> = IndexMap::new();
    for utterance in utterances {
        let words = paragraphs(&utterance.words);
        if words.is_empty() {
            continue;
        }
        let label = label(&utterance.label);
        if !text.is_empty() {
            text.push('\n');
        }
        if let Some(begins) = utterance.begins {
            let ends = utterance.ends.map(|ends| format!("-{ends}")).unwrap_or_default();
            text.push_str(&format!("[{begins}{ends}] "));
        }
        text.push_str(&format!("{label}: {words}\n"));
        let new = || Speaker { label: label.clone(), role: Role::Unknown, case: None };
        speakers.entry(label.clone()).or_insert_with(new);
    }
    (text, speakers.into_values().collect())
}

/// Words without empty lines and without white space around a line.
fn paragraphs(words: &str) -> String {
    let (words, _) = canonicalize(words);
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// A label on one line that cannot be taken for a time, and that ends at the first colon of its turn.
fn label(raw: &str) -> String {
    let (raw, _) = canonicalize(raw);
    let parts = raw.split(|c: char| c == ':' || c.is_whitespace()).filter(|part| !part.is_empty());
    let label = parts.collect::<Vec<_>>().join(" ");
    let label = label.trim_matches(|c: char| c == '[' || c == ']' || c.is_whitespace());
    if label.is_empty() { UNKNOWN_SPEAKER.to_owned() } else { label.to_owned() }
}

/// Finds the turns of a canonical text.
pub(crate) fn read(text: &Text, speakers: &[Speaker]) -> Result<Vec<Turn>, Vec<Malformed>> {
    let places: HashMap<&str, usize> =
        speakers.iter().enumerate().map(|(place, speaker)| (speaker.label.as_str(), place)).collect();
    let mut turns = Vec::new();
    let mut malformed = Vec::new();
    for block in blocks(text.as_str()) {
        match read_head(&text.as_str()[block.clone()], &places) {
            Some(head) => {
                let words = block.start + head.length..block.end;
                match text.span_of(words).and_then(|span| text.trim(span)) {
                    Some(span) => turns.push(Turn {
                        number: u32::try_from(turns.len() + 1).expect("a turn has at least one of 2^32 characters"),
                        speaker: head.speaker,
                        span,
                        begins: head.begins,
                        ends: head.ends,
                    }),
                    None => malformed.push(Malformed::Silent { line: line_at(text, block.start) }),
                }
            }
            None => malformed.push(Malformed::Head {
                line: line_at(text, block.start),
                found: text.as_str()[block].chars().take(40).collect::<String>().replace('\n', " "),
            }),
        }
    }
    if malformed.is_empty() { Ok(turns) } else { Err(malformed) }
}

fn line_at(text: &Text, byte: usize) -> usize {
    text.span_of(byte..text.as_str().len()).map_or(0, |span: Span| text.line(span.start()))
}

struct Head {
    length: usize,
    speaker: usize,
    begins: Option<Timecode>,
    ends: Option<Timecode>,
}

fn read_head(block: &str, places: &HashMap<&str, usize>) -> Option<Head> {
    let (begins, ends, rest) = read_times(block);
    let (label, words) = rest.split_once(':')?;
    let speaker = *places.get(label)?;
    let words = words.strip_prefix(' ').unwrap_or(words);
    Some(Head { length: block.len() - words.len(), speaker, begins, ends })
}

fn read_times(block: &str) -> (Option<Timecode>, Option<Timecode>, &str) {
    let times = || {
        let (inside, rest) = block.strip_prefix('[')?.split_once("] ")?;
        let (begins, ends) = match inside.split_once('-') {
            Some((begins, ends)) => (begins, Some(ends.parse().ok()?)),
            None => (inside, None),
        };
        Some((Some(begins.parse().ok()?), ends, rest))
    };
    times().unwrap_or((None, None, block))
}

/// The byte ranges of the runs of lines that are not empty.
fn blocks(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() {
            open = false;
        } else if open {
            blocks.last_mut().expect("an open block was begun").end = end;
        } else {
            blocks.push(at..end);
            open = true;
        }
        at = end;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Details, Source, Transcript, TranscriptId};

    fn transcript(utterances: Vec<Utterance>) -> Transcript {
        Transcript::compose(TranscriptId::new("P01").unwrap(), utterances, Source::default())
    }

    #[test]
    fn words_that_look_like_a_head_stay_words() {
        let told = transcript(vec![
            Utterance::new("P01", "first\n\nI: asked\n[00:00:01] P01: no"),
            Utterance::new("I", "P01: is that you?"),
        ]);
        assert_eq!(told.turns().len(), 2);
        assert_eq!(told.words(&told.turns()[0]), "first\nI: asked\n[00:00:01] P01: no");
        assert_eq!(told.words(&told.turns()[1]), "P01: is that you?");
    }

    #[test]
    fn a_label_never_takes_words_in() {
        let said = vec![Utterance::new("A: B", "one"), Utterance::new("A", "B: two")];
        let told = transcript(said);
        assert_eq!(told.details().speakers[0].label, "A B");
        assert_eq!(told.words(&told.turns()[1]), "B: two");
    }

    #[test]
    fn a_turn_without_label_bears_a_question_mark() {
        let told = transcript(vec![Utterance::new("", "It was quiet.")]);
        assert_eq!(told.text().as_str(), "?: It was quiet.\n");
        assert_eq!(told.details().speakers[0].label, UNKNOWN_SPEAKER);
    }

    #[test]
    fn an_utterance_without_words_is_left_out() {
        assert!(transcript(vec![Utterance::new("P01", " \n ")]).turns().is_empty());
    }

    #[test]
    fn every_block_without_a_listed_speaker_is_named() {
        let speakers = vec![Speaker { label: "P01".into(), role: Role::Participant, case: None }];
        let details = Details { speakers, ..Details::default() };
        let text = "P01: yes\n\nhello\nthere\n\nP02: no\n\nP01:\n";
        let malformed = Transcript::parse(TranscriptId::new("P01").unwrap(), details, text).unwrap_err();
        assert_eq!(
            malformed,
            [
                Malformed::Head { line: 3, found: "hello there ".into() },
                Malformed::Head { line: 6, found: "P02: no ".into() },
                Malformed::Silent { line: 8 },
            ]
        );
    }

    #[test]
    fn a_place_in_a_head_belongs_to_the_turn_behind_it() {
        let told = transcript(vec![Utterance::new("I", "why?"), Utterance::new("P01", "so.")]);
        let at = |place| told.turn_at(qualkit_text::CharPos::new(place)).map(|turn| turn.number);
        assert_eq!((at(0), at(4), at(9), at(17)), (Some(1), Some(1), Some(2), None));
    }
}
