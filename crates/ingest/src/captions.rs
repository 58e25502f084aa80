//! Captions to turns: the part that WebVTT and SubRip share.

use std::borrow::Cow;

use qualkit_transcript::{Timecode, Utterance};

use crate::clock::{self, Fraction};
use crate::head::{self, Head, Shape};
use crate::json::MOST;
use crate::labels::Labels;
use crate::learn::{self, Candidate, Known};
use crate::told::Told;
use crate::{IngestError, Join, Note, Options, spellings};

/// A stretch of time and the lines shown in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cue<'t> {
    pub(crate) begins: Option<Timecode>,
    pub(crate) ends: Option<Timecode>,
    pub(crate) lines: Vec<Shown<'t>>,
}

/// A line of a cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown<'t> {
    /// The speaker, where the format itself says who it is.
    pub(crate) voice: Option<Cow<'t, str>>,
    /// The words without markup.
    pub(crate) words: Cow<'t, str>,
}

/// What was found on a line of two times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timing {
    pub(crate) begins: Timecode,
    pub(crate) ends: Option<Timecode>,
    /// A time lay before the start of the recording and became its start.
    pub(crate) early: bool,
    /// The end lay before the begin and was left out.
    pub(crate) reversed: bool,
}

/// Where times are out of the ordinary, counted from 1.
#[derive(Debug, Default)]
pub(crate) struct Oddities {
    /// Lines that were meant to hold two times, and the first of them.
    unread: (Vec<usize>, String),
    /// Lines with words that stand under no time.
    loose: Vec<usize>,
    early: Vec<usize>,
    reversed: Vec<usize>,
}

impl Oddities {
    pub(crate) fn add(&mut self, cue: usize, timing: &Timing) {
        self.early.extend(timing.early.then_some(cue));
        self.reversed.extend(timing.reversed.then_some(cue));
    }

    pub(crate) fn add_unread(&mut self, number: usize, line: &str) {
        if self.unread.0.is_empty() {
            self.unread.1 = line.trim().chars().take(80).collect();
        }
        self.unread.0.push(number);
    }

    pub(crate) fn add_loose(&mut self, number: usize) {
        self.loose.push(number);
    }

    pub(crate) fn notes(&self) -> impl Iterator<Item = Note> {
        let unread = format!("expected two times with an arrow between them, found '{}'", self.unread.1);
        let loose = "words without a time were joined to the caption before";
        let early = "its time lies before the start of the recording and became its start";
        let reversed = "ends before it begins; the end was left out";
        [
            Note::first_of("line", &self.unread.0, &unread),
            Note::first_of("line", &self.loose, loose),
            Note::first_of("cue", &self.early, early),
            Note::first_of("cue", &self.reversed, reversed),
        ]
        .into_iter()
        .flatten()
    }
}

/// Refuses more lines with two times than any recording has.
pub(crate) fn check_count(timed: usize) -> Result<(), IngestError> {
    if timed > MOST { Err(IngestError::TooMany { parts: "captions", most: MOST }) } else { Ok(()) }
}

/// Where the arrow between two times stands in a line.
pub(crate) fn arrow(line: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + line[from..].find('>')?;
        if line[..at].ends_with("--") {
            return Some(at - 2);
        }
        from = at + 1;
    }
}

/// Reads a line of two times.
pub(crate) fn timing(line: &str, fraction: Fraction) -> Option<Timing> {
    let at = arrow(line)?;
    let (begins, rest) = (&line[..at], &line[at + 3..]);
    let time = |text: &str| match text.trim().strip_prefix('-') {
        Some(before) => clock::read(before, fraction).map(|_| (Timecode::default(), true)),
        None => clock::read(text, fraction).map(|time| (time, false)),
    };
    let (begins, early) = time(begins)?;
    let ends = rest.split_whitespace().next().and_then(time);
    let early = early || ends.is_some_and(|(_, early)| early);
    let ends = ends.map(|(ends, _)| ends);
    let later = ends.filter(|ends| *ends >= begins);
    Some(Timing { begins, ends: later, early, reversed: ends != later })
}

/// Makes turns of cues: consecutive cues of one speaker become one, unless otherwise asked for.
pub(crate) fn tell(mut cues: Vec<Cue<'_>>, id: &str, options: &Options) -> Told {
    let mut told = Told::default();
    let empty: Vec<usize> =
        (1..).zip(&cues).filter(|(_, cue)| cue.lines.is_empty()).map(|(number, _)| number).collect();
    told.notes.extend(Note::first_of("cue", &empty, "has no words"));
    told.notes.extend(note_backwards(&cues));
    let repeated = drop_repeated(&mut cues);
    if repeated > 0 {
        let message = format!("the captions roll: {repeated} lines that repeat the caption before were left out");
        told.notes.push(Note::of_all(message));
    }
    // The heads of the lines of all cues, in order; those that a voice says have none.
    let shown = cues.iter().flat_map(|cue| &cue.lines);
    let heads = shown.map(|shown| if shown.voice.is_none() { label_head(&shown.words) } else { None });
    let heads: Vec<Option<Head<'_>>> = heads.collect();
    let labels = learn(&cues, &heads, id, options, &mut told.notes);
    let mut parts: Vec<Utterance> = Vec::with_capacity(cues.len());
    let mut unlabelled = Vec::new();
    let voiced = !labels.is_empty() || cues.iter().flat_map(|cue| &cue.lines).any(|shown| shown.voice.is_some());
    let mut heads = heads.iter();
    for (number, cue) in (1..).zip(&cues) {
        let first = parts.len();
        for (place, (shown, head)) in cue.lines.iter().zip(&mut heads).enumerate() {
            let (label, words) = speaker(shown, *head, &labels);
            let before = parts.last().map(|part| part.label.as_str()).filter(|_| voiced || place > 0);
            if label.is_none() && place == 0 && before.is_some_and(|before| !before.is_empty()) {
                unlabelled.push(number);
            }
            let label = label.or(before).unwrap_or_default();
            if parts[first..].last().is_none_or(|part| part.label != label) {
                let said = Utterance::new(label, words);
                parts.push(Utterance { begins: cue.begins, ends: cue.ends, ..said });
            } else if let Some(part) = parts.last_mut() {
                part.words.push(if words.starts_with(['-', '–', '—']) { '\n' } else { ' ' });
                part.words.push_str(words);
            }
        }
    }
    told.notes.extend(spellings::merge(&mut parts));
    told.utterances = options.join.unwrap_or(Join::Always).turns(parts);
    if voiced {
        let message = "has no label and was given to the speaker before";
        told.notes.extend(Note::first_of("cue", &unlabelled, message));
    } else if !told.utterances.is_empty() {
        told.notes.push(Note::of_all("no speaker is named: every caption became a turn of an unknown speaker"));
    }
    told
}

/// Tells of cues that begin before the cue above them.
fn note_backwards(cues: &[Cue<'_>]) -> Option<Note> {
    let mut latest = Timecode::default();
    let mut backwards = Vec::new();
    for (number, cue) in (1..).zip(cues) {
        if let Some(begins) = cue.begins {
            backwards.extend((begins < latest).then_some(number));
            latest = latest.max(begins);
        }
    }
    Note::first_of("cue", &backwards, "begins before a cue above it; the order of the file was kept")
}

fn learn(cues: &[Cue<'_>], heads: &[Option<Head<'_>>], id: &str, options: &Options, notes: &mut Vec<Note>) -> Labels {
    let lines = (1..).zip(cues).flat_map(|(number, cue)| cue.lines.iter().enumerate().map(move |line| (number, line)));
    let candidates: Vec<Candidate<'_>> = lines
        .zip(heads)
        .filter(|((_, (_, shown)), _)| shown.voice.is_none())
        .map(|((place, (line, _)), &head)| Candidate { place, opens: line == 0, head })
        .collect();
    learn::learn(&candidates, &Known { id, options, legend: &[], captions: true, unit: "cue" }, notes)
}

/// A head as captions have it: a label, never a time.
fn label_head(words: &str) -> Option<Head<'_>> {
    let head = head::read(words, Fraction::Decimal)?;
    (matches!(head.shape, Shape::Colon | Shape::Bracket) && head.times.is_none()).then_some(head)
}

/// Who says a line, and what; its head is a label if it was learned.
fn speaker<'c>(shown: &'c Shown<'_>, head: Option<Head<'c>>, labels: &'c Labels) -> (Option<&'c str>, &'c str) {
    if let Some(voice) = &shown.voice {
        return (Some(voice), &shown.words);
    }
    match head.and_then(|head| Some((labels.of(&head)?, head.words))) {
        Some((label, words)) => (Some(label), words),
        None => (None, &shown.words),
    }
}

/// Leaves out the lines with which a caption repeats the one before, if the captions roll up the
/// screen line by line; gives their number.
fn drop_repeated(cues: &mut [Cue<'_>]) -> usize {
    let repeats = |one: &Cue<'_>, next: &Cue<'_>| {
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
