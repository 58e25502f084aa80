//! Captions to turns: the part that WebVTT and SubRip share.

use std::borrow::Cow;
use std::ops::Range;

use qualkit_transcript::Timecode;

use crate::clock::{self, Fraction, arrow};
use crate::cue_heads::{self, Line, Who};
use crate::join::Part;
use crate::labels::Labels;
use crate::told::Told;
use crate::{Join, Note, Options, inside, spellings};

/// Captions in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Cues<'t> {
    all: Vec<Cue>,
    /// The lines of all of them.
    shown: Vec<Shown<'t>>,
}

/// A stretch of time and the lines shown in it.
#[derive(Clone, Debug)]
struct Cue {
    begins: Option<Timecode>,
    ends: Option<Timecode>,
    lines: Range<usize>,
}

impl<'t> Cues<'t> {
    /// How many captions there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Begins a caption; lines that are shown from now on are its own.
    pub(crate) fn begin(&mut self, timing: Option<&Timing>) {
        let lines = self.shown.len()..self.shown.len();
        self.all.push(Cue {
            begins: timing.map(|timing| timing.begins),
            ends: timing.and_then(|timing| timing.ends),
            lines,
        });
    }

    /// Adds lines to the last caption.
    pub(crate) fn show(&mut self, add: impl FnOnce(&mut Vec<Shown<'t>>)) {
        add(&mut self.shown);
        if let Some(cue) = self.all.last_mut() {
            cue.lines.end = self.shown.len();
        }
    }

    fn lines(&self, cue: &Cue) -> &[Shown<'t>] {
        &self.shown[cue.lines.clone()]
    }
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

/// What one speaker says in a caption.
struct Said<'c> {
    label: &'c str,
    words: Cow<'c, str>,
    begins: Option<Timecode>,
    ends: Option<Timecode>,
}

/// Makes turns of cues: consecutive cues of one speaker become one, unless otherwise asked for.
pub(crate) fn tell(mut cues: Cues<'_>, id: &str, options: &Options) -> Told {
    let mut told = Told::default();
    let empty: Vec<usize> =
        (1..).zip(&cues.all).filter(|(_, cue)| cue.lines.is_empty()).map(|(number, _)| number).collect();
    told.notes.extend(Note::first_of("cue", &empty, "has no words"));
    told.notes.extend(note_backwards(&cues.all));
    let repeated = drop_repeated(&mut cues);
    if repeated > 0 {
        let message = format!("the captions roll: {repeated} lines that repeat the caption before were left out");
        told.notes.push(Note::of_all(message));
    }
    let lines: Vec<Line<'_>> = (1..)
        .zip(&cues.all)
        .flat_map(|(cue, all)| all.lines.clone().map(move |at| (cue, at, at == all.lines.start)))
        .map(|(cue, at, opens)| Line { shown: &cues.shown[at], cue, opens })
        .collect();
    let mut labels = Labels::default();
    let (said, named) = cue_heads::tell(&lines, id, options, &mut labels, &mut told.notes);
    let mut parts: Vec<Said<'_>> = Vec::with_capacity(cues.len());
    let (mut unlabelled, mut others) = (Vec::new(), Vec::new());
    for (line, (who, words)) in lines.iter().zip(said) {
        let before = parts.last().map(|part| part.label).filter(|_| named || !line.opens);
        let label = match who {
            Who::Named(label) => label,
            Who::Another if named => {
                others.push(line.cue);
                ""
            }
            Who::Another | Who::Untold => {
                if line.opens && before.is_some_and(|before| !before.is_empty()) {
                    unlabelled.push(line.cue);
                }
                before.unwrap_or_default()
            }
        };
        match parts.last_mut().filter(|part| !line.opens && part.label == label) {
            Some(part) => {
                let words_before = part.words.to_mut();
                // A label may stand on a line of its own.
                if !words_before.is_empty() {
                    words_before.push(if begins_anew(words) { '\n' } else { ' ' });
                }
                words_before.push_str(words);
            }
            None => {
                let Cue { begins, ends, .. } = cues.all[line.cue - 1];
                parts.push(Said { label, words: Cow::Borrowed(words), begins, ends });
            }
        }
    }
    let (usual, notes) = spellings::usual(parts.iter().map(|part| part.label));
    told.notes.extend(notes);
    let parts = parts.into_iter().map(|Said { label, words, begins, ends }| {
        let label = Cow::Borrowed(usual.get(label).map_or(label, String::as_str));
        Part { label, words, begins, ends, parts: Vec::new() }
    });
    told.utterances = options.join.unwrap_or(Join::Always).turns(parts);
    if named {
        let message = "has no label and was given to the speaker before";
        told.notes.extend(Note::first_of("cue", &unlabelled, message));
        let message = "begins with >>: somebody else speaks, who is not named";
        told.notes.extend(Note::first_of("cue", &others, message));
        told.notes.extend(inside::note(&told.utterances, |label| labels.spelling(label).is_some()));
    } else if !told.utterances.is_empty() {
        told.notes.push(Note::of_all("no speaker is named: every caption became a turn of an unknown speaker"));
    }
    told
}

/// Tells of cues that begin before the cue above them.
fn note_backwards(cues: &[Cue]) -> Option<Note> {
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

/// The signs with which captions begin the lines of several who speak at once.
pub(crate) const DASHES: [char; 3] = ['-', '–', '—'];

/// Whether a line of a caption is somebody else's than the one above it.
pub(crate) fn begins_anew(words: &str) -> bool {
    words.starts_with(DASHES) || words.starts_with(cue_heads::CHANGE)
}

/// Leaves out the lines with which a caption repeats the one before, if the captions roll up the
/// screen line by line; gives their number.
fn drop_repeated(cues: &mut Cues<'_>) -> usize {
    let repeats = |one: &Cue, next: &Cue| {
        let touching = match (one.ends, next.begins) {
            (Some(ends), Some(begins)) => begins.millis().abs_diff(ends.millis()) <= 100,
            _ => false,
        };
        let (above, below) = (cues.lines(one), cues.lines(next));
        let most = if touching { above.len().min(below.len()) } else { 0 };
        (1..=most).rev().find(|&count| same_lines(&above[above.len() - count..], &below[..count])).unwrap_or(0)
    };
    let counts: Vec<usize> = cues.all.windows(2).map(|pair| repeats(&pair[0], &pair[1])).collect();
    let rolling = counts.iter().filter(|&&count| count > 0).count();
    if rolling < 2 || rolling * 10 < cues.len() * 3 {
        return 0;
    }
    for (cue, count) in cues.all[1..].iter_mut().zip(&counts) {
        cue.lines.start += count;
    }
    counts.iter().sum()
}

/// Whether lines show the same words; of what rolls up, only some name the voice.
fn same_lines(above: &[Shown<'_>], below: &[Shown<'_>]) -> bool {
    above.iter().zip(below).all(|(above, below)| {
        let voices = above.voice.is_none() || below.voice.is_none() || above.voice == below.voice;
        above.words == below.words && voices
    })
}
