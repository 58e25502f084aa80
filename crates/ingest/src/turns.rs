//! Lines of a document to turns: the part that plain text, Markdown and Word documents share.

use std::collections::BTreeSet;

use qualkit_text::count_words;
use qualkit_transcript::{Timecode, Utterance};

use crate::clock::{self, Fraction, Times};
use crate::evidence::{Candidate, Known};
use crate::head::{self, Head, Shape, Timed};
use crate::labels::{Labels, is_formed, is_name_like};
use crate::learn::{learn, note_once, some_placed};
use crate::legend::{self, Entry};
use crate::role::fold;
use crate::told::Told;
use crate::{
    IngestError, Join, Note, Options, header, inside, margin, numbered, pattern, running, seconds, style, within,
};

/// A line that holds something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    /// The line or paragraph, counted from 1.
    pub(crate) place: usize,
    /// Whether a paragraph begins with it.
    pub(crate) opens: bool,
    pub(crate) text: &'t str,
}

/// Finds the turns in lines; `unit` is what places count: lines or paragraphs.
pub(crate) fn tell(lines: &[Line<'_>], id: &str, options: &Options, unit: &'static str) -> Result<Told, IngestError> {
    if let Some(pattern) = &options.speaker_pattern {
        return pattern::tell(lines, pattern);
    }
    let running = running::strip(lines);
    let lines = running.as_ref().map_or(lines, |running| &running.kept);
    let margin = margin::strip(lines);
    let lines = margin.as_deref().unwrap_or(lines);
    let fraction = Fraction::of(lines.iter().map(|line| line.text));
    let mut heads: Vec<Option<Head<'_>>> = lines.iter().map(|line| head::read(line.text, fraction)).collect();
    let seconds = seconds::find(lines, &mut heads);
    let style = style::find(lines, &mut heads);
    let legend = find_legend(lines, &heads);
    let entries: Vec<Entry> = legend.iter().flat_map(|(_, entries)| entries.clone()).collect();
    let mut notes = Vec::from_iter(running.as_ref().map(|running| running.note(unit)));
    notes.extend(margin.as_ref().map(|_| margin::note(unit)));
    notes.extend(seconds);
    notes.extend(style);
    let packed = is_packed(lines, &heads);
    let legend: Vec<usize> = legend.into_iter().map(|(at, _)| at).collect();
    let candidate = |(at, line): (usize, &Line<'_>)| {
        let head = heads[at].as_ref().filter(|_| !legend.contains(&at));
        Candidate { place: line.place, opens: line.opens || packed, head }
    };
    let candidates: Vec<Candidate<'_>> = lines.iter().enumerate().map(candidate).collect();
    let known = Known { id, options, legend: &entries, named: BTreeSet::new(), captions: false, unit };
    let labels = learn(&candidates, &known, &mut notes);
    notes.extend(within::note(lines, &heads, &labels, options, unit));
    let teller = Teller {
        lines,
        heads: &heads,
        legend,
        labels: &labels,
        unit,
        told: Told {
            legend: entries,
            notes,
            behind: running.as_ref().map(|running| running.removed.clone()).unwrap_or_default(),
            ..Told::default()
        },
        current: None,
        pending: None,
        clock: Timecode::default(),
        title_lines: Vec::new(),
        untold: Vec::new(),
        stamps: Vec::new(),
        broken: Vec::new(),
        cues: 0,
    };
    let (mut told, cues) = teller.tell();
    // Captions are cut by machines, in documents too.
    if cues > 0 && cues >= told.utterances.len() {
        told.utterances = options.join.unwrap_or(Join::Always).turns(told.utterances);
    }
    Ok(told)
}

/// Whether turns stand on one line each and empty lines part something larger: then every line opens a paragraph.
fn is_packed(lines: &[Line<'_>], heads: &[Option<Head<'_>>]) -> bool {
    let within: Vec<usize> =
        (0..lines.len()).filter(|&at| !lines[at].opens && !header::is_about_recording(lines[at].text)).collect();
    let named = |at: usize| {
        let head = heads[at].filter(|head| matches!(head.shape, Shape::Colon | Shape::Titled));
        head.is_some_and(|head| is_formed(head.label) && is_name_like(head.label) && !head.words.is_empty())
    };
    !within.is_empty() && within.iter().filter(|&&at| named(at)).count() * 5 >= within.len() * 4
}

/// The lines near the start that explain labels.
fn find_legend(lines: &[Line<'_>], heads: &[Option<Head<'_>>]) -> Vec<(usize, Vec<Entry>)> {
    let recurs = |label: &str| {
        let own = |head: &Head<'_>| matches!(head.shape, Shape::Colon | Shape::Titled) && fold(head.label) == label;
        let stands = |head: &&Option<Head<'_>>| head.as_ref().is_some_and(own);
        heads.iter().filter(stands).nth(1).is_some()
    };
    let timed = |at: usize| heads[at].is_some_and(|head| head.times.is_some());
    let first = lines.iter().enumerate().take(40).filter(|(at, line)| line.text.len() <= 200 && !timed(*at));
    let entries = first.map(|(at, line)| (at, legend::entries(line.text, recurs)));
    entries.filter(|(_, entries)| !entries.is_empty()).collect()
}

struct Teller<'t, 'l> {
    lines: &'l [Line<'t>],
    heads: &'l [Option<Head<'t>>],
    /// Lines of the legend.
    legend: Vec<usize>,
    labels: &'l Labels,
    unit: &'static str,
    told: Told,
    /// The turn that is being told, and the place where it begins.
    current: Option<(Utterance, usize)>,
    /// A time that stands alone and belongs to what follows.
    pending: Option<Times>,
    /// The last time that stood alone at the head of a line.
    clock: Timecode,
    /// Places of lines that the program put in which made the transcript.
    stamps: Vec<usize>,
    /// Lines of the title that look like turns.
    title_lines: Vec<usize>,
    /// Lines before the first turn that nothing tells to be a title.
    untold: Vec<(Line<'t>, Option<Head<'t>>)>,
    /// Paragraphs that begin in the middle of a sentence.
    broken: Vec<usize>,
    /// How many captions there are.
    cues: usize,
}

impl<'t> Teller<'t, '_> {
    /// Tells all lines; gives the number of captions, too.
    fn tell(mut self) -> (Told, usize) {
        let mut at = 0;
        while at < self.lines.len() {
            at = self.line(at);
        }
        self.close();
        if self.told.utterances.is_empty() {
            self.tell_paragraphs();
        } else if self.told.utterances.iter().all(|utterance| utterance.label.is_empty()) {
            self.told.notes.push(Note::of_all("no speaker labels were found: every turn is of an unknown speaker"));
        }
        self.note_places();
        self.told.notes.extend(inside::note(&self.told.utterances, |label| self.labels.spelling(label).is_some()));
        (self.told, self.cues)
    }

    /// Tells one line, or all lines of a caption; gives the next.
    fn line(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        let in_header = self.current.is_none() && self.told.utterances.is_empty();
        if header::is_stamp(line.text) {
            self.stamps.push(line.place);
            self.told.behind.push(line.text.trim().to_owned());
        } else if in_header && (self.legend.contains(&at) || self.is_title_block(at)) {
            self.told.header.push(line.text.trim().to_owned());
        } else if let Some(next) = self.caption(at) {
            return next;
        } else {
            self.spoken(line, self.heads[at]);
        }
        at + 1
    }

    fn spoken(&mut self, line: Line<'t>, head: Option<Head<'t>>) {
        if let Some(head) = head {
            if let Some(label) = self.labels.of(&head) {
                let times = head.times.or(self.pending.take());
                self.open(label.to_owned(), times, line.place);
                self.say(line, head.words);
                return;
            }
            if let Some(timed) = head.timed.filter(|timed| self.takes_time(timed)) {
                if timed.words.is_empty() {
                    self.stamp(timed.times);
                } else {
                    self.open(self.speaking(), Some(timed.times), line.place);
                    self.say(line, timed.words);
                }
                return;
            }
        }
        if let Some(times) = self.pending.take() {
            self.open(self.speaking(), Some(times), line.place);
        }
        match &self.current {
            Some(_) => self.say(line, line.text),
            None => {
                self.untold.push((line, head));
                self.told.header.push(line.text.trim().to_owned());
            }
        }
    }

    /// A time range on a line of its own, then a name, then words, as Teams writes it; or words with a label before
    /// them, and numbers between the captions.
    fn caption(&mut self, at: usize) -> Option<usize> {
        let range = self.range(at)?;
        let below = &self.lines[at + 1..];
        let within = below.iter().take_while(|line| !line.opens).count();
        let until = || (at + 1..self.lines.len()).take_while(|&at| self.range(at).is_none()).count();
        // Where the range is a paragraph of its own, the caption goes on to the next.
        let length = if within > 0 { within } else { until() };
        let numbered = length > 0
            && self.range(at + 1 + length).is_some()
            && self.lines[at + length].text.trim().parse::<u32>().is_ok();
        let behind = &below[..length - usize::from(numbered)];
        let name = behind.first().filter(|line| {
            let name = line.text.trim().trim_end_matches(':');
            let named = is_formed(name) && is_name_like(name) && !name.contains([':', '：']);
            self.labels.spelling(line.text).is_some() || behind.len() >= 2 && named
        });
        let head = self.heads.get(at + 1).copied().flatten().filter(|_| name.is_none() && !behind.is_empty());
        let labelled = head.and_then(|head| Some((self.labels.of(&head)?, head.words)));
        let label = name.map_or("", |line| line.text.trim().trim_end_matches(':').trim_end());
        let label = labelled.map_or_else(|| self.labels.spelling(label).unwrap_or(label), |(label, _)| label);
        self.open(label.to_owned(), Some(range), self.lines[at].place);
        self.cues += 1;
        for (place, line) in behind.iter().enumerate().skip(usize::from(name.is_some())) {
            let words = labelled.filter(|_| place == 0).map_or(line.text, |(_, words)| words);
            self.say(*line, words);
        }
        Some(at + 1 + length)
    }

    /// The two times of a line that holds nothing else.
    fn range(&self, at: usize) -> Option<Times> {
        let head = self.heads.get(at).copied().flatten()?;
        let range = head.times.filter(|times| times.ends.is_some() && self.lines[at].text.contains("-->"))?;
        (head.label.is_empty() && head.words.is_empty()).then_some(range)
    }

    /// Whether a line that looks like a short turn stands among lines about the recording or of the legend.
    fn is_title_block(&mut self, at: usize) -> bool {
        let Some(head) = self.heads[at].filter(|head| self.is_entry(at) && self.labels.of(head).is_some()) else {
            return false;
        };
        // A title and a legend say each thing once.
        let label = fold(head.label);
        let before = |at: &usize| self.heads[*at].is_some_and(|head| fold(head.label) == label);
        if self.title_lines.iter().any(before) {
            return false;
        }
        let explained = self.told.legend.iter().any(|(known, _)| fold(known) == label);
        let beside = |about: usize, later: usize| {
            let joined = self.unit == "paragraph" || !self.lines[later].opens;
            let named = is_name_like(head.words) || head.words.starts_with(|c: char| c.is_ascii_digit());
            header::is_about_recording(self.lines[about].text) && (joined || named)
                || self.legend.contains(&about) && !explained && joined
        };
        let below = (at + 1..self.lines.len()).take(5).find(|&at| !self.is_entry(at));
        let title = at.checked_sub(1).is_some_and(|above| beside(above, at))
            || below.is_some_and(|below| beside(below, below))
            || self.title_lines.last().is_some_and(|&last| last + 1 == at && !explained);
        if title {
            self.title_lines.push(at);
            let place = self.place(self.lines[at].place);
            self.told.notes.push(Note::at(place, "taken as part of the title, not as a turn"));
        }
        title
    }

    /// Whether a line tells of the recording, or explains labels.
    fn is_about(&self, at: usize) -> bool {
        self.legend.contains(&at) || header::is_about_recording(self.lines[at].text)
    }

    /// Whether a line could be an entry of a title: a few words behind a colon, and no sentence.
    fn is_entry(&self, at: usize) -> bool {
        let head = self.heads[at].filter(|head| head.shape == Shape::Colon && head.times.is_none());
        head.is_some_and(|head| {
            let few = (1..=4).contains(&head.words.split_whitespace().take(5).count());
            let timed = end_mark(head.words).1.is_some();
            few && !timed && !head.words.ends_with(':') && !head.words.ends_with(STOPS) && !self.is_about(at)
        })
    }

    /// Whether a time is a head: times do not run backwards.
    fn takes_time(&mut self, timed: &Timed<'_>) -> bool {
        // Nobody says hours, minutes and seconds and nothing else.
        let alone = timed.words.is_empty() && timed.times.parts == 3;
        let taken = (alone || self.labels.take_time(timed)) && (timed.marked || timed.times.begins >= self.clock);
        if taken {
            self.clock = timed.times.begins;
        }
        taken
    }

    /// A time on a line of its own: that of the label above it, if nothing was said yet, or of what follows.
    fn stamp(&mut self, times: Times) {
        match &mut self.current {
            Some((utterance, _)) if utterance.words.is_empty() && !utterance.label.is_empty() => {
                utterance.begins = utterance.begins.or(Some(times.begins));
                utterance.ends = utterance.ends.or(times.ends);
            }
            _ => self.pending = Some(times),
        }
    }

    /// Who speaks at present.
    fn speaking(&self) -> String {
        let last = self.current.as_ref().map(|(utterance, _)| utterance).or(self.told.utterances.last());
        last.map(|utterance| utterance.label.clone()).unwrap_or_default()
    }

    fn open(&mut self, label: String, times: Option<Times>, place: usize) {
        self.close();
        let begins = times.map(|times| times.begins);
        let ends = times.and_then(|times| times.ends);
        self.current = Some((Utterance { label, words: String::new(), begins, ends, ..Utterance::default() }, place));
    }

    fn say(&mut self, line: Line<'t>, words: &str) {
        let (words, end) = end_mark(words);
        let Some((utterance, _)) = &mut self.current else { return };
        if line.opens && starts_in_sentence(&utterance.words, words) && self.unit == "paragraph" {
            self.broken.push(line.place);
        }
        if !utterance.words.is_empty() {
            utterance.words.push('\n');
        }
        utterance.words.push_str(words.trim());
        if let Some(end) = end {
            utterance.ends = Some(end);
            self.pending = Some(Times { begins: end, ends: None, parts: 3 });
        }
    }

    fn close(&mut self) {
        let Some((utterance, place)) = self.current.take() else { return };
        if utterance.words.trim().is_empty() {
            let who = if utterance.label.is_empty() { "a time" } else { &utterance.label };
            let message = format!("'{who}' is followed by no words; the turn was left out");
            self.told.notes.push(Note::at(self.place(place), message));
        } else {
            self.told.utterances.push(utterance);
        }
    }

    /// Without any head numbered questions are turns, or every paragraph is one; without empty lines, every line.
    fn tell_paragraphs(&mut self) {
        self.told.header.clear();
        self.untold.clear();
        let spoken: Vec<Line<'_>> = self.lines.iter().filter(|line| !header::is_stamp(line.text)).copied().collect();
        if let Some(numbered) = numbered::tell(&spoken) {
            let Told { header, utterances, legend, notes, .. } = numbered;
            (self.told.header, self.told.utterances, self.told.legend) = (header, utterances, legend);
            self.told.notes.extend(notes);
            return;
        }
        for line in spoken {
            match self.told.utterances.last_mut() {
                Some(utterance) if !line.opens => {
                    utterance.words.push('\n');
                    utterance.words.push_str(line.text.trim());
                }
                _ => self.told.utterances.push(Utterance::new("", line.text.trim())),
            }
        }
        let message = "no speaker labels were found: every paragraph became a turn of an unknown speaker";
        self.told.notes.push(Note::of_all(message));
    }

    fn note_places(&mut self) {
        self.note_header();
        let stamps = "a line of the program that made the transcript moved out of the turns into the header";
        self.told.notes.extend(Note::first_of(self.unit, &self.stamps, stamps));
        if let Some((&first, others)) = self.broken.split_first() {
            let others: Vec<String> = others.iter().map(usize::to_string).collect();
            let also = if others.is_empty() { String::new() } else { format!(", and so do {}", others.join(", ")) };
            let message =
                format!("begins in the middle of a sentence or a word{also}: the line break is kept, check the source");
            self.told.notes.push(Note::at(self.place(first), message));
        }
    }

    /// Tells what may have been said among the words before the first turn, and which names stand once
    /// before a colon behind it.
    fn note_header(&mut self) {
        let skipped: usize = self.told.header.iter().map(|line| count_words(line)).sum();
        let names: Vec<(usize, String)> = self.untold.iter().filter_map(|(line, head)| name(*line, *head)).collect();
        let said = |(line, _): &(Line<'_>, Option<Head<'_>>)| is_sentence(line.text) && count_words(line.text) > 3;
        if skipped > 200 || self.longest_untold() > 40 || !names.is_empty() || self.untold.iter().any(said) {
            let mut message =
                format!("{skipped} words before the first speaker label were kept in the header, not as turns");
            if !names.is_empty() {
                let names = some_placed(self.unit, &names);
                message += &format!("; label-like and left in the header: {names}; --speaker LABEL makes it a turn");
            }
            self.told.notes.push(Note::of_all(message));
        }
        let in_header = |place: usize| self.untold.iter().any(|(line, _)| line.place == place);
        let doubtful = self.labels.doubtful.iter().filter(|(place, _)| !in_header(*place)).cloned().collect();
        let message = "only once before a colon, and left in the words: name it as a speaker if it is one";
        self.told.notes.extend(note_once(self.unit, doubtful, message));
    }

    /// How many words the longest paragraph before the first turn has.
    fn longest_untold(&self) -> usize {
        let paragraphs = self.untold.chunk_by(|_, (line, _)| !line.opens);
        paragraphs.map(|lines| lines.iter().map(|(line, _)| count_words(line.text)).sum()).max().unwrap_or(0)
    }

    fn place(&self, place: usize) -> String {
        format!("{} {place}", self.unit)
    }
}

/// What opens a paragraph as a label would, with its place.
fn name(line: Line<'_>, head: Option<Head<'_>>) -> Option<(usize, String)> {
    let head = head.filter(|head| line.opens && head.shape == Shape::Colon)?;
    (is_formed(head.label) && is_name_like(head.label)).then(|| (line.place, head.label.to_owned()))
}

/// Takes a time mark off the end of a paragraph, as f4 sets it: `words #00:01:02-3#`.
pub(crate) fn end_mark(words: &str) -> (&str, Option<Timecode>) {
    let marked = || {
        let opening = words.trim_end().strip_suffix('#')?.rfind('#')?;
        let (times, rest) = clock::mark(&words[opening..], Fraction::Decimal)?;
        rest.trim().is_empty().then_some((&words[..opening], Some(times.begins)))
    };
    marked().unwrap_or((words, None))
}

/// The signs at the ends of sentences.
pub(crate) const STOPS: [char; 9] = ['.', '?', '!', '…', '。', '？', '！', '؟', '।'];

/// Whether words end as what is said does, and an entry of a title does not.
pub(crate) fn is_sentence(words: &str) -> bool {
    words.trim_end_matches(|c: char| c.is_whitespace() || ")]\"'”’»".contains(c)).ends_with(STOPS)
}

fn starts_in_sentence(before: &str, words: &str) -> bool {
    let open = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',' || c == '-');
    open && words.trim_start().chars().next().is_some_and(char::is_lowercase)
}
