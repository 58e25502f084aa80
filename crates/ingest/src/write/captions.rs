use std::fmt::Write as _;

use qualkit_text::{CharPos, Span};
use qualkit_transcript::{Part, Timecode, Transcript, Turn, UNKNOWN_SPEAKER};

use super::{WriteError, Written};
use crate::Note;

/// How a kind of captions is written.
pub(super) struct Kind {
    head: &'static str,
    /// Between seconds and milliseconds.
    point: char,
    speaks: fn(&str, &[&str]) -> String,
    /// Whether signs that begin markup can be written so that they are read as signs.
    escapes: bool,
}

pub(super) const WEBVTT: Kind = Kind { head: "WEBVTT\n\n", point: '.', speaks: voice, escapes: true };
pub(super) const SUBRIP: Kind = Kind { head: "", point: ',', speaks: label, escapes: false };

/// How long a caption is shown of which nobody knows when it ends.
const SHOWN: u64 = 1000;

/// What is shown at once.
struct Caption<'t> {
    turn: &'t Turn,
    words: &'t str,
    begins: Timecode,
    ends: Option<Timecode>,
}

/// One caption a part, and one for each turn without parts. An unknown speaker is `?`; if no speaker is known and no
/// words look like a label, captions bear none.
pub(super) fn write(transcript: &Transcript, kind: &Kind) -> Result<Written, WriteError> {
    let turns = transcript.turns();
    let mut without = turns.iter().filter(|turn| turn.begins.is_none());
    if let Some(first) = without.next() {
        return Err(WriteError::NoTimes { first: first.number, without: 1 + without.count(), turns: turns.len() });
    }
    let captions: Vec<Caption<'_>> = turns.iter().flat_map(|turn| captions(transcript, turn)).collect();
    let label = |turn: &Turn| transcript.speaker(turn).label.as_str();
    let nameless = turns.iter().all(|turn| label(turn) == UNKNOWN_SPEAKER)
        && !turns.iter().any(|turn| transcript.words(turn).lines().any(may_be_labelled));
    let mut text = kind.head.to_owned();
    let (mut open, mut broken, mut markup) = (Vec::new(), Vec::new(), Vec::new());
    for (place, &Caption { turn, words, begins, ends }) in captions.iter().enumerate() {
        let next = captions.get(place + 1).map(|next| next.begins).filter(|next| *next > begins);
        let ends = ends.filter(|ends| *ends > begins).unwrap_or_else(|| {
            open.push(turn.number);
            next.unwrap_or(Timecode::from_millis(begins.millis() + SHOWN))
        });
        let lines: Vec<&str> = words.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.len() > 1 {
            broken.push(turn.number);
        }
        if !kind.escapes && (words.contains(['<', '&']) || words.contains("{\\") || words.contains("-->")) {
            markup.push(turn.number);
        }
        let said = (kind.speaks)(if nameless { "" } else { label(turn) }, &lines);
        let (from, to) = (time(begins, kind.point), time(ends, kind.point));
        write!(text, "{}\n{from} --> {to}\n{said}\n\n", place + 1).expect("a text takes every word");
    }
    let mut notes = Vec::new();
    let mut note = |turns: &mut Vec<u32>, message| {
        turns.dedup();
        notes.extend(Note::first_of("turn", turns, message));
    };
    let goes_on = |pair: &&[Turn]| pair[0].speaker == pair[1].speaker && label(&pair[1]) != UNKNOWN_SPEAKER;
    let mut joined = turns.windows(2).filter(goes_on).map(|pair| pair[1].number).collect();
    note(&mut joined, "is by the speaker of the turn before it; who reads captions takes both for one turn");
    note(&mut open, "has no end; the beginning of the next, or a second, stands for it");
    note(&mut broken, "has several paragraphs, which players show as lines");
    note(&mut markup, "has signs that players may take for markup");
    Ok(Written { bytes: text.into_bytes(), notes })
}

/// The captions of a turn that has times.
fn captions<'t>(transcript: &'t Transcript, turn: &'t Turn) -> Vec<Caption<'t>> {
    let begins = turn.begins.unwrap_or_default();
    let parts = transcript.parts_of(turn);
    if parts.is_empty() {
        return vec![Caption { turn, words: transcript.words(turn), begins, ends: turn.ends }];
    }
    // Words of which nobody knows when they were said are shown with those before them.
    let starts = parts.iter().skip(1).map(|part| part.span.start());
    let ends = starts.clone().chain([turn.span.end()]);
    let spans = [turn.span.start()].into_iter().chain(starts).zip(ends);
    let caption = |(part, (start, end)): (&Part, (CharPos, CharPos))| {
        let span = Span::new(start.get(), end.get()).expect("parts follow each other within their turn");
        let words = transcript.text().slice(span).expect("a turn lies in its text").trim();
        Caption { turn, words, begins: part.begins, ends: part.ends }
    };
    parts.iter().zip(spans).map(caption).collect()
}

fn time(time: Timecode, point: char) -> String {
    let (seconds, millis) = (time.millis() / 1000, time.millis() % 1000);
    format!("{:02}:{:02}:{:02}{point}{millis:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn voice(label: &str, lines: &[&str]) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // Readers take `{\an8}` for markup here, too.
    let words = escape(&lines.join("\n")).replace("{\\", "&#123;\\");
    if label.is_empty() { words } else { format!("<v {}>{words}", escape(label)) }
}

/// SubRip knows no speakers but those whose labels begin a line.
fn label(label: &str, lines: &[&str]) -> String {
    let words = lines.join(if lines.iter().skip(1).any(|line| may_be_labelled(line)) { " " } else { "\n" });
    if label.is_empty() { words } else { format!("{label}: {words}") }
}

/// Whether a line may be taken to begin with a label, as one behind a dash is not.
fn may_be_labelled(line: &str) -> bool {
    line.starts_with('[') || line.contains([':', '：']) && !line.starts_with(['-', '–', '—'])
}
