//! SubRip captions. No document defines them; players read what they find, and so do we.

use crate::captions::{self, Cues, Oddities, Timing, timing};
use crate::cue_lines::CueLines;
use crate::markup::Taken;
use crate::told::Told;
use crate::{IngestError, Options, markup, sbv};

/// Reads canonical text.
pub(crate) fn read(text: &str, id: &str, options: &Options) -> Result<Told, IngestError> {
    let arrowed = sbv::with_arrows(text);
    let lines = CueLines::new(arrowed.as_deref().unwrap_or(text))?;
    let mut file = File::default();
    for (at, (&line, timed)) in lines.all.iter().zip(lines.timed).enumerate() {
        match timed.then(|| timing(line, lines.fraction)).flatten() {
            Some(timing) => {
                file.begin(Some(&timing));
                file.oddities.add(file.cues.len(), &timing);
            }
            None if timed && is_broken_timing(line) => {
                file.oddities.add_unread(at + 1, line);
                file.begin(None);
            }
            None => file.open.push((at + 1, line)),
        }
    }
    file.finish(false);
    let mut told = captions::tell(file.cues, id, options);
    told.header = file.header;
    let notes = file.oddities.notes().chain(file.taken.notes());
    told.notes.splice(..0, notes.collect::<Vec<_>>());
    Ok(told)
}

/// Whether a line was meant to hold two times.
fn is_broken_timing(line: &str) -> bool {
    line.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

#[derive(Default)]
struct File<'t> {
    cues: Cues<'t>,
    header: Vec<String>,
    oddities: Oddities,
    taken: Taken,
    /// The lines since the last times, with their places.
    open: Vec<(usize, &'t str)>,
    /// The number that stands above the cues, as last seen.
    count: Option<u64>,
}

impl<'t> File<'t> {
    fn begin(&mut self, timing: Option<&Timing>) {
        self.finish(true);
        self.cues.begin(timing);
    }

    /// Gives the open lines to the cue they stand under, without the number of the `next`.
    fn finish(&mut self, next: bool) {
        if next {
            self.take_number();
        }
        let lines: Vec<&'t str> =
            self.open.iter().map(|(_, line)| *line).filter(|line| !line.trim().is_empty()).collect();
        if self.cues.is_empty() {
            self.header.extend(lines.iter().map(|line| line.trim().to_owned()));
        } else {
            // Only an empty line between words tells of a block that has lost its times.
            let first = self.open.iter().position(|(_, line)| !line.trim().is_empty()).unwrap_or(0);
            let gap = self.open[first..].iter().position(|(_, line)| line.trim().is_empty()).map(|gap| first + gap);
            let behind = gap.and_then(|gap| self.open[gap..].iter().find(|(_, line)| !line.trim().is_empty()));
            if let Some((place, _)) = behind {
                self.oddities.add_loose(*place);
            }
            let taken = &mut self.taken;
            self.cues.show(|shown| markup::lines(&lines, taken, shown));
        }
        self.open.clear();
    }

    /// Takes the number of the next cue off the end of the open lines.
    fn take_number(&mut self) {
        let Some(&(_, line)) = self.open.last() else { return };
        let Ok(number) = line.trim().parse::<u64>() else { return };
        let alone = self.open.iter().rev().nth(1).is_none_or(|(_, line)| line.trim().is_empty());
        if alone || self.count.is_none_or(|count| number == count + 1) {
            self.open.pop();
            self.count = Some(number);
        }
    }
}
