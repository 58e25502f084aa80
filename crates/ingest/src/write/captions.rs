use std::fmt::Write as _;

use qualkit_transcript::{Timecode, Transcript};

use super::{WriteError, Written};
use crate::Note;

/// How a kind of captions is written.
pub(super) struct Kind {
    head: &'static str,
    /// Between seconds and milliseconds.
    point: char,
    speaks: fn(&str, &str) -> String,
    /// Whether signs that begin markup can be written so that they are read as signs.
    escapes: bool,
}

pub(super) const WEBVTT: Kind = Kind { head: "WEBVTT\n\n", point: '.', speaks: voice, escapes: true };
pub(super) const SUBRIP: Kind = Kind { head: "", point: ',', speaks: label, escapes: false };

/// How long a caption is shown of which nobody knows when it ends.
const SHOWN: u64 = 1000;

/// One caption a turn.
pub(super) fn write(transcript: &Transcript, kind: &Kind) -> Result<Written, WriteError> {
    let turns = transcript.turns();
    let mut without = turns.iter().filter(|turn| turn.begins.is_none());
    if let Some(first) = without.next() {
        return Err(WriteError::NoTimes { first: first.number, without: 1 + without.count(), turns: turns.len() });
    }
    let mut text = kind.head.to_owned();
    let (mut open, mut broken, mut markup) = (Vec::new(), Vec::new(), Vec::new());
    for (place, turn) in turns.iter().enumerate() {
        let begins = turn.begins.unwrap_or_default();
        let next = turns.get(place + 1).and_then(|next| next.begins).filter(|next| *next > begins);
        let ends = turn.ends.filter(|ends| *ends > begins).unwrap_or_else(|| {
            open.push(turn.number as usize);
            next.unwrap_or(Timecode::from_millis(begins.millis() + SHOWN))
        });
        let words = transcript.words(turn);
        let lines: Vec<&str> = words.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.len() > 1 {
            broken.push(turn.number as usize);
        }
        if !kind.escapes && (words.contains(['<', '&']) || words.contains("{\\")) {
            markup.push(turn.number as usize);
        }
        let said = (kind.speaks)(&transcript.speaker(turn).label, &lines.join("\n"));
        let (from, to) = (time(begins, kind.point), time(ends, kind.point));
        write!(text, "{}\n{from} --> {to}\n{said}\n\n", turn.number).expect("a text takes every word");
    }
    let mut notes = Vec::new();
    let next = "has no end; the beginning of the next, or a second, stands for it";
    notes.extend(Note::first_of("turn", &open, next));
    notes.extend(Note::first_of("turn", &broken, "has several paragraphs, which players show as lines"));
    notes.extend(Note::first_of("turn", &markup, "has signs that players may take for markup"));
    Ok(Written { bytes: text.into_bytes(), notes })
}

fn time(time: Timecode, point: char) -> String {
    let (seconds, millis) = (time.millis() / 1000, time.millis() % 1000);
    format!("{:02}:{:02}:{:02}{point}{millis:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn voice(label: &str, words: &str) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if label.is_empty() { escape(words) } else { format!("<v {}>{}", escape(label), escape(words)) }
}

fn label(label: &str, words: &str) -> String {
    if label.is_empty() { words.to_owned() } else { format!("{label}: {words}") }
}
