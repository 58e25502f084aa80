//! The one plain-text form of a transcript.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use indexmap::IndexMap;
use qualkit_text::{EmptySpan, Repairs, Span, Text, canonicalize};

use crate::{Piece, Role, Speaker, Timecode, Turn, Utterance};

/// The label of a speaker whom the source does not name.
pub const UNKNOWN_SPEAKER: &str = "?";

/// What is expected of the times of parts.
const PART_TIMES: &str = "the first part begins with the turn, and none ends before it begins";

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
    /// A part that does not stand behind the one before it.
    #[error("the part at {span} does not stand behind the one before it")]
    PartOrder {
        /// Where it stands.
        span: Span,
    },
    /// A part that is not what somebody said in one turn.
    #[error("the part at {span} does not lie in the words of one turn, or has white space around it")]
    PartPlace {
        /// Where it stands.
        span: Span,
    },
    /// A part with times that cannot be those of its turn.
    #[error("the times of the part at {span} do not fit turn {turn}: {}", PART_TIMES)]
    PartTimes {
        /// Where it stands.
        span: Span,
        /// The turn's number.
        turn: u32,
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

/// A canonical text that was just written.
pub(crate) struct Written {
    pub(crate) text: String,
    /// In the order in which they first speak.
    pub(crate) speakers: Vec<Speaker>,
    /// With their bytes in the text.
    pub(crate) pieces: Vec<Piece>,
    spoken: Vec<Spoken>,
}

/// A turn that was just written.
struct Spoken {
    speaker: usize,
    /// The bytes of its words.
    words: Range<usize>,
    begins: Option<Timecode>,
    ends: Option<Timecode>,
}

/// Writes utterances as canonical text.
pub(crate) fn write(utterances: &[Utterance]) -> Written {
    let mut text = String::with_capacity(utterances.iter().map(|said| said.words.len() + said.label.len() + 32).sum());
    let (mut pieces, mut spoken) = (Vec::new(), Vec::with_capacity(utterances.len()));
    let mut speakers: IndexMap<String, Speaker> = IndexMap::new();
    // The canonical form of each label, and the place of the speaker who bears it and has spoken.
    let mut labels: HashMap<&str, (String, Option<usize>)> = HashMap::new();
    for utterance in utterances {
        let before = text.len();
        let raw = utterance.label.as_str();
        let (label, place) = labels.entry(raw).or_insert_with(|| (label(raw), None));
        if before > 0 {
            text.push('\n');
        }
        write_head(utterance, label, &mut text);
        let words = text.len();
        write_words(utterance, &mut text, &mut pieces);
        if text.len() == words {
            text.truncate(before);
            continue;
        }
        let speaker = *place.get_or_insert_with(|| {
            let new = || Speaker { label: label.clone(), role: Role::Unknown, case: None };
            let entry = speakers.entry(label.clone());
            let place = entry.index();
            entry.or_insert_with(new);
            place
        });
        let (begins, ends) = times(utterance);
        spoken.push(Spoken { speaker, words: words..text.len(), begins, ends });
        text.push('\n');
    }
    Written { text, speakers: speakers.into_values().collect(), pieces, spoken }
}

impl Written {
    /// The turns of the text; `content` is the same.
    pub(crate) fn turns(&self, content: &str) -> Vec<Turn> {
        // Where the last turn ended, in bytes and in code points.
        let (mut byte, mut place) = (0, 0);
        let turn = |(number, Spoken { speaker, words, begins, ends }): (u32, &Spoken)| {
            let span = words_span(&content[byte..words.start], &content[words.clone()], place);
            let span = span.expect("a turn without words is not written");
            (byte, place) = (words.end, span.end().get());
            Turn { number, speaker: *speaker, span, begins: *begins, ends: *ends }
        };
        (1..).zip(&self.spoken).map(turn).collect()
    }
}

/// The times that a head has a place for.
fn times(utterance: &Utterance) -> (Option<Timecode>, Option<Timecode>) {
    (utterance.begins, utterance.ends.filter(|_| utterance.begins.is_some()))
}

fn write_head(utterance: &Utterance, label: &str, text: &mut String) {
    let written = match times(utterance) {
        (Some(begins), Some(ends)) => write!(text, "[{begins}-{ends}] "),
        (Some(begins), None) => write!(text, "[{begins}] "),
        (None, _) => Ok(()),
    };
    written.expect("a text takes every word");
    text.push_str(label);
    text.push_str(": ");
}

/// Writes words without empty lines and without white space around a line, and places what they were joined of.
fn write_words(utterance: &Utterance, text: &mut String, pieces: &mut Vec<Piece>) {
    let words = utterance.words.as_str();
    let mut waiting = own_pieces(utterance).peekable();
    let (first, mut opened, mut at) = (pieces.len(), false, 0);
    for line in words.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        let begin = at + line.len() - line.trim_start().len();
        at += line.len();
        if begin >= end {
            continue;
        }
        if opened {
            text.push('\n');
        }
        opened = true;
        while let Some(piece) = waiting.next_if(|piece| piece.at < end) {
            let spoken = &words[piece.at.max(begin)..];
            let spoken = words.len() - spoken.trim_start().len();
            let placed = Piece { at: text.len() + spoken - begin, ..piece };
            match pieces[first..].last_mut() {
                // What was said before has turned out to be no word.
                Some(last) if last.at == placed.at => last.ends = placed.ends,
                _ => pieces.push(placed),
            }
        }
        text.push_str(&words[begin..end]);
    }
    // One piece has the times of the turn.
    if pieces.len() == first + 1 {
        pieces.truncate(first);
    }
    if let Some((piece, begins)) = pieces.get_mut(first).zip(utterance.begins) {
        piece.begins = begins;
    }
    for piece in &mut pieces[first..] {
        piece.ends = piece.ends.filter(|ends| *ends >= piece.begins);
    }
}

/// What an utterance was joined of, if that has times that are to be kept.
fn own_pieces(utterance: &Utterance) -> impl Iterator<Item = Piece> {
    // White space is never one with the letters and accents on either side of it.
    let stands = |at| {
        let before = utterance.words.get(..at);
        before.is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    };
    let timed = utterance.begins.is_some() && utterance.parts.is_sorted_by(|one, next| one.at < next.at);
    utterance.parts.iter().filter(move |piece| timed && stands(piece.at)).copied()
}

impl Utterance {
    /// Brings the words into canonical form and says what that took. It goes piece by piece, since a repair moves what
    /// stands behind it; pieces without a place of their own are left out.
    pub fn canonicalize(&mut self) -> Repairs {
        let mut all = Repairs::default();
        let mut pieces: Vec<Piece> = own_pieces(self).collect();
        let mut words = String::with_capacity(self.words.len());
        let mut from = 0;
        let mut mend = |raw: &str, words: &mut String| {
            let (mended, repaired) = canonicalize(raw);
            words.push_str(&mended);
            all += repaired;
        };
        for piece in &mut pieces {
            mend(&self.words[from..piece.at], &mut words);
            from = piece.at;
            piece.at = words.len();
        }
        mend(&self.words[from..], &mut words);
        (self.words, self.parts) = (words, pieces);
        all
    }
}

/// A label on one line that cannot be taken for a time, and that ends at the first colon of its turn.
fn label(raw: &str) -> String {
    let (raw, _) = canonicalize(raw);
    let parts = raw.split(|c: char| c == ':' || c.is_whitespace()).filter(|part| !part.is_empty());
    let label = parts.collect::<Vec<_>>().join(" ");
    let mut label = label.trim();
    // `Maria [interpreter]` stays as it is.
    while let Some(inside) = label.strip_prefix('[') {
        label = inside.strip_suffix(']').unwrap_or(inside).trim();
    }
    if label.is_empty() { UNKNOWN_SPEAKER.to_owned() } else { label.to_owned() }
}

/// Finds the turns of a canonical text.
pub(crate) fn read(text: &Text, speakers: &[Speaker]) -> Result<Vec<Turn>, Vec<Malformed>> {
    let places: HashMap<&str, usize> =
        speakers.iter().enumerate().map(|(place, speaker)| (speaker.label.as_str(), place)).collect();
    let mut turns = Vec::new();
    let mut malformed = Vec::new();
    let content = text.as_str();
    // Where the last turn ended, in bytes and in code points.
    let (mut byte, mut place) = (0, 0);
    for block in blocks(content) {
        let Some(head) = read_head(&content[block.clone()], &places) else {
            malformed.push(Malformed::Head {
                line: line_at(text, block.start),
                found: content[block].chars().take(40).collect::<String>().replace('\n', " "),
            });
            continue;
        };
        let words = &content[block.start + head.length..block.end];
        let start = block.end - words.trim_start().len();
        let end = start + words.trim().len();
        let Ok(span) = words_span(&content[byte..start], &content[start..end], place) else {
            malformed.push(Malformed::Silent { line: line_at(text, block.start) });
            continue;
        };
        (byte, place) = (end, span.end().get());
        turns.push(Turn {
            number: u32::try_from(turns.len() + 1).expect("a turn has at least one of 2^32 characters"),
            speaker: head.speaker,
            span,
            begins: head.begins,
            ends: head.ends,
        });
    }
    if malformed.is_empty() { Ok(turns) } else { Err(malformed) }
}

/// The span of words with some `before` them, which begin at a place.
fn words_span(before: &str, words: &str, place: u32) -> Result<Span, EmptySpan> {
    let start = place + count(before);
    Span::new(start, start + count(words))
}

fn count(part: &str) -> u32 {
    u32::try_from(part.chars().count()).expect("a part is no longer than its text")
}

fn line_at(text: &Text, byte: usize) -> usize {
    text.span_of(byte..text.as_str().len()).map_or(0, |span: Span| text.line(span.start()))
}

/// Reads a text of which nobody knows whether it is canonical: the utterances that give exactly this text when they are
/// composed, each with what stands before the first colon of its block as its label; `None` if there are none such.
///
/// Words may stand before a colon as a label does, so that a text may have the form and yet be none:
///
/// ```
/// use qualkit_transcript::read_canonical;
///
/// let told = read_canonical("[00:00:11] P04: Wait: who hears this?\n\nINTERVIEWER: Me.\n").unwrap();
/// assert_eq!((told[0].label.as_str(), told[0].words.as_str()), ("P04", "Wait: who hears this?"));
/// assert_eq!(read_canonical("Note: nobody speaks here.\n").unwrap()[0].label, "Note");
/// assert_eq!(read_canonical("P04:  Two spaces.\n"), None);
/// ```
pub fn read_canonical(text: &str) -> Option<Vec<Utterance>> {
    if !text.ends_with('\n') || text.ends_with("\n\n") {
        return None;
    }
    let mut labels: HashMap<&str, String> = HashMap::new();
    let (mut utterances, mut at, mut written) = (Vec::new(), 0, String::new());
    for block in blocks(text) {
        let (begins, ends, rest) = read_times(&text[block.clone()]);
        let (raw, words) = rest.split_once(": ")?;
        let utterance = Utterance { begins, ends, ..Utterance::new(raw, words.trim_end()) };
        // What would be written for it, with the empty line before it.
        written.clear();
        written.extend((at > 0).then_some('\n'));
        write_head(&utterance, labels.entry(raw).or_insert_with(|| label(raw)), &mut written);
        let head = written.len();
        write_words(&utterance, &mut written, &mut Vec::new());
        if written.len() == head || text[at..block.end].strip_suffix('\n') != Some(written.as_str()) {
            return None;
        }
        at = block.end;
        utterances.push(utterance);
    }
    (!utterances.is_empty()).then_some(utterances)
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
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.chars().all(char::is_whitespace) {
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
