//! Captions to turns: the part that WebVTT and SubRip share.

use qualkit_transcript::{Timecode, Utterance};

use crate::clock::{self, Fraction};
use crate::head::{self, Head, Shape};
use crate::labels::Labels;
use crate::learn::{self, Candidate, Known};
use crate::told::Told;
use crate::{Note, Options};

/// A stretch of time and the lines shown in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) begins: Option<Timecode>,
    pub(crate) ends: Option<Timecode>,
    pub(crate) lines: Vec<Shown>,
}

/// A line of a cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The speaker, where the format itself says who it is.
    pub(crate) voice: Option<String>,
    /// The words without markup.
    pub(crate) words: String,
}

/// The note that goes with the third value of [`timing`].
pub(crate) const EARLY: &str = "its time lies before the start of the recording and became its start";

/// Reads a line of two times. A time before the start of the recording becomes its start: the third
/// value says so.
pub(crate) fn timing(line: &str, fraction: Fraction) -> Option<(Timecode, Option<Timecode>, bool)> {
    let (begins, rest) = line.split_once("-->")?;
    let time = |text: &str| match text.trim().strip_prefix('-') {
        Some(before) => clock::read(before, fraction).map(|_| (Timecode::default(), true)),
        None => clock::read(text, fraction).map(|time| (time, false)),
    };
    let (begins, early) = time(begins)?;
    let ends = rest.split_whitespace().next().and_then(time);
    Some((
        begins,
        ends.map(|(ends, _)| ends).filter(|ends| *ends >= begins),
        early || ends.is_some_and(|(_, early)| early),
    ))
}

/// Makes turns of cues: consecutive cues of one speaker become one.
pub(crate) fn tell(mut cues: Vec<Cue>, id: &str, options: &Options) -> Told {
    let mut told = Told::default();
    let empty: Vec<usize> =
        (1..).zip(&cues).filter(|(_, cue)| cue.lines.is_empty()).map(|(number, _)| number).collect();
    told.notes.extend(Note::first_of("cue", &empty, "has no words"));
    let repeated = drop_repeated(&mut cues);
    if repeated > 0 {
        let message = format!("the captions roll: {repeated} lines that repeat the caption before were left out");
        told.notes.push(Note::of_all(message));
    }
    let labels = learn(&cues, id, options, &mut told.notes);
    let mut current: Option<Utterance> = None;
    let mut unlabelled = Vec::new();
    let voiced = !labels.is_empty() || cues.iter().flat_map(|cue| &cue.lines).any(|shown| shown.voice.is_some());
    for (number, cue) in (1..).zip(&cues) {
        for (place, shown) in cue.lines.iter().enumerate() {
            let (label, words) = speaker(shown, &labels);
            let goes_on = current.as_ref().is_some_and(|open| match &label {
                Some(label) => open.label == *label,
                None => voiced || place > 0,
            });
            if goes_on && let Some(open) = &mut current {
                if label.is_none() && place == 0 {
                    unlabelled.push(number);
                }
                let dialogue = place > 0 && words.starts_with(['-', '–', '—']);
                open.words.push(if dialogue { '\n' } else { ' ' });
                open.words.push_str(words);
                open.ends = cue.ends.or(open.ends);
            } else {
                told.utterances.extend(current.take());
                let (label, words) = (label.unwrap_or_default(), words.to_owned());
                current = Some(Utterance { label, words, begins: cue.begins, ends: cue.ends });
            }
        }
    }
    told.utterances.extend(current);
    if voiced {
        let message = "has no label and was given to the speaker before";
        told.notes.extend(Note::first_of("cue", &unlabelled, message));
    } else if !told.utterances.is_empty() {
        told.notes.push(Note::of_all("no speaker is named: every caption became a turn of an unknown speaker"));
    }
    told
}

fn learn(cues: &[Cue], id: &str, options: &Options, notes: &mut Vec<Note>) -> Labels {
    let lines = cues.iter().enumerate().flat_map(|(cue, shown)| {
        let lines = shown.lines.iter().enumerate().filter(|(_, shown)| shown.voice.is_none());
        lines.map(move |(line, shown)| (cue + 1, line == 0, shown))
    });
    let candidates: Vec<Candidate<'_>> =
        lines.map(|(place, opens, shown)| Candidate { place, opens, head: label_head(&shown.words) }).collect();
    learn::learn(&candidates, &Known { id, options, legend: &[], captions: true, unit: "cue" }, notes)
}

/// A head as captions have it: a label, never a time.
fn label_head(words: &str) -> Option<Head<'_>> {
    let head = head::read(words, Fraction::Decimal)?;
    (matches!(head.shape, Shape::Colon | Shape::Bracket) && head.times.is_none()).then_some(head)
}

fn speaker<'c>(shown: &'c Shown, labels: &Labels) -> (Option<String>, &'c str) {
    if let Some(voice) = &shown.voice {
        return (Some(voice.clone()), &shown.words);
    }
    let head = label_head(&shown.words);
    match head.and_then(|head| Some((labels.of(&head)?, head.words))) {
        Some((label, words)) => (Some(label.to_owned()), words),
        None => (None, &shown.words),
    }
}

/// Leaves out the lines with which a caption repeats the one before, if the captions roll up the
/// screen line by line; gives their number.
fn drop_repeated(cues: &mut [Cue]) -> usize {
    let repeats = |one: &Cue, next: &Cue| {
        let touching = match (one.ends, next.begins) {
            (Some(ends), Some(begins)) => begins.millis().abs_diff(ends.millis()) <= 100,
            _ => false,
        };
        let most = if touching { one.lines.len().min(next.lines.len()) } else { 0 };
        (1..=most).rev().find(|&count| one.lines[one.lines.len() - count..] == next.lines[..count]).unwrap_or(0)
    };
    let counts: Vec<usize> = cues.windows(2).map(|pair| repeats(&pair[0], &pair[1])).collect();
    let rolling = counts.iter().filter(|&&count| count > 0).count();
    if rolling < 2 || rolling * 10 < cues.len() * 3 {
        return 0;
    }
    for (cue, count) in cues[1..].iter_mut().zip(&counts) {
        cue.lines.drain(..count);
    }
    counts.iter().sum()
}
