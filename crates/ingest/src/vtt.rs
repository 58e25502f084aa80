//! WebVTT captions, as the W3C describes them and as meeting programs write them.

use std::ops::Range;

use crate::captions::{self, Cues, Oddities, timing};
use crate::clock::Fraction;
use crate::cue_lines::CueLines;
use crate::markup::Taken;
use crate::told::Told;
use crate::{IngestError, Note, Options, markup, teams};

/// Reads canonical text.
pub(crate) fn read(text: &str, id: &str, options: &Options) -> Result<Told, IngestError> {
    let CueLines { all: lines, timed, fraction } = CueLines::new(text)?;
    let mut file = File { lines, timed, fraction, ..File::default() };
    let body = file.read_header();
    file.read_body(body);
    let mut told = captions::tell(file.cues, id, options);
    let comments = "a comment is no part of what was said and was left out";
    file.notes.extend(Note::first_of("line", &file.comments, comments));
    file.notes.extend(file.oddities.notes());
    file.notes.extend(file.taken.notes());
    file.notes.append(&mut told.notes);
    Ok(Told { header: file.header, language: file.language, notes: file.notes, ..told })
}

#[derive(Default)]
struct File<'t> {
    lines: Vec<&'t str>,
    /// Which lines have an arrow between two times.
    timed: Vec<bool>,
    fraction: Fraction,
    /// Title, `Kind: captions`, and comments before the first cue.
    header: Vec<String>,
    language: Option<String>,
    cues: Cues<'t>,
    /// Lines of later comments.
    comments: Vec<usize>,
    oddities: Oddities,
    taken: Taken,
    notes: Vec<Note>,
}

impl<'t> File<'t> {
    /// Reads the lines up to the first empty line or cue; gives the line on which the body begins.
    fn read_header(&mut self) -> usize {
        let Some(title) = self.lines.first().and_then(|line| line.strip_prefix("WEBVTT")) else {
            self.notes.push(Note::at("line 1", "the file does not begin with WEBVTT; it was read all the same"));
            return 0;
        };
        self.remark(title.trim_start_matches([' ', '\t', '-', '–']));
        let is_end = |line: &&str| line.trim().is_empty() || line.contains("-->");
        let end = 1 + self.lines[1..].iter().take_while(|line| !is_end(line)).count();
        let is_style = |line: &&str| line.starts_with("Style:") || line.starts_with("Region:");
        let told = 1 + self.lines[1..end].iter().take_while(|line| !is_style(line)).count();
        // What stands right above the first times is the cue's identifier.
        let timed = self.lines.get(end).is_some_and(|line| line.contains("-->"));
        let identifier = timed && told == end && end > 1 && !self.lines[end - 1].contains(':');
        for at in 1..told - usize::from(identifier) {
            let line = self.lines[at];
            self.remark(line);
            let language = line.strip_prefix("Language:").map(str::trim).filter(|language| is_language_tag(language));
            self.language = self.language.take().or(language.map(str::to_owned));
        }
        end
    }

    fn read_body(&mut self, start: usize) {
        let mut at = start;
        while at < self.lines.len() {
            let end = (at..self.lines.len()).find(|&at| self.is_break(at)).unwrap_or(self.lines.len());
            if end > at {
                self.read_block(at..end);
            }
            at = end.max(at + 1);
        }
    }

    /// Whether a block ends at a line: an empty one, or one of spaces that cannot be part of a caption.
    fn is_break(&self, at: usize) -> bool {
        let before_times = || self.timed[at + 1..].iter().take(2).any(|timed| *timed);
        self.lines[at].is_empty() || self.lines[at].chars().all(char::is_whitespace) && before_times()
    }

    fn read_block(&mut self, block: Range<usize>) {
        let first = self.lines[block.start];
        let timed = self.timed[block.clone()].contains(&true);
        match first.split([' ', '\t', ':']).next() {
            Some("NOTE") if self.cues.is_empty() => {
                self.remark(first.trim_start_matches("NOTE"));
                block.skip(1).for_each(|at| self.remark(self.lines[at]));
            }
            Some("NOTE") => self.comments.push(block.start + 1),
            Some("STYLE" | "REGION") if !timed => {}
            _ => self.read_cues(block),
        }
    }

    /// Reads a cue, or several without an empty line between them.
    fn read_cues(&mut self, block: Range<usize>) {
        let mut times = self.timed_in(block.clone());
        // What stands above the times, right behind an empty line, is the cue's identifier.
        let above = block.start..times.unwrap_or(block.end);
        if above.len() > 1 || times.is_none() {
            self.keep_untimed(above);
        }
        while let Some(at) = times {
            times = self.timed_in(at + 1..block.end);
            let timing = timing(self.lines[at], self.fraction);
            match &timing {
                Some(timing) => self.oddities.add(self.cues.len() + 1, timing),
                None => self.oddities.add_unread(at + 1, self.lines[at]),
            }
            self.cues.begin(timing.as_ref());
            self.show(at + 1..times.unwrap_or(block.end));
        }
    }

    /// The first of some lines that has an arrow.
    fn timed_in(&self, lines: Range<usize>) -> Option<usize> {
        lines.into_iter().find(|at| self.timed[*at])
    }

    /// Adds lines to the last cue: words with markup, or the object that Teams writes.
    fn show(&mut self, lines: Range<usize>) {
        match teams::spoken(&self.lines[lines.clone()]) {
            Some(spoken) => {
                self.language = self.language.take().or(spoken.language.filter(|tag| is_language_tag(tag)));
                let words = Some(spoken.shown).filter(|shown| !shown.words.is_empty());
                self.cues.show(|shown| shown.extend(words));
            }
            None => self.show_words(lines),
        }
    }

    fn show_words(&mut self, lines: Range<usize>) {
        let (lines, taken) = (&self.lines[lines], &mut self.taken);
        self.cues.show(|shown| markup::lines(lines, taken, shown));
    }

    /// Gives words without a time to the cue before them, or to the header.
    fn keep_untimed(&mut self, lines: Range<usize>) {
        if self.cues.is_empty() {
            lines.for_each(|at| self.remark(self.lines[at]));
        } else {
            self.oddities.add_loose(lines.start + 1);
            self.show_words(lines);
        }
    }

    fn remark(&mut self, line: &str) {
        self.header.extend(Some(line.trim()).filter(|line| !line.is_empty()).map(str::to_owned));
    }
}

/// Whether a text has the form of a BCP 47 tag: `en`, `pt-BR`.
fn is_language_tag(text: &str) -> bool {
    let parts = text
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    parts && (2..=3).contains(&text.split('-').next().unwrap_or_default().len())
}
