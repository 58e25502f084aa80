//! Tables with one row per utterance.

use std::collections::BTreeSet;

use qualkit_transcript::{Timecode, Utterance};

use crate::Note;
use crate::clock::{self, Fraction, Times};
use crate::columns::{self, Columns};
use crate::sheet::{Row, Sheet};
use crate::told::Told;

/// Makes turns of rows; what stands above the table is header.
pub(crate) fn tell(sheet: &Sheet, rows: &[&Row], columns: &Columns) -> Told {
    let (said, silent): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| !row.get(Some(columns.text)).is_empty());
    let unit = Number::of(&said, columns, columns.begins.map_or("", |place| &sheet.header[place]));
    let mut told = Told { header: sheet.above.clone(), ..Told::default() };
    let lines: Vec<u64> = silent.iter().map(|row| row.line).collect();
    told.notes.extend(Note::first_of(sheet.unit, &lines, "has no words"));
    note_speakers(sheet, columns, &said, &mut told);
    let mut numbers = false;
    let mut odd = Oddities::default();
    for row in said {
        let (times, beside, numbered) = unit.times(row.get(columns.begins));
        numbers |= numbered;
        let (begins, own) = (times.map(|times| times.begins), times.and_then(|times| times.ends));
        let ends = own.or_else(|| odd.end(row, unit.end(row.get(columns.ends)), begins, columns));
        if !beside.is_empty() {
            odd.unread.push((row.line, beside.to_owned()));
        }
        odd.order(row.line, begins);
        let (label, words) = (row.get(columns.speaker).to_owned(), row.get(Some(columns.text)).to_owned());
        told.utterances.push(Utterance { label, words, begins, ends, ..Utterance::default() });
    }
    if numbers {
        let what = if unit == Number::Millis { "milliseconds" } else { "seconds" };
        told.notes.push(Note::of_all(format!("numbers in the column of times were read as {what}")));
    }
    told.notes.extend(odd.notes(sheet.unit));
    told
}

/// Rows whose times are out of the ordinary.
#[derive(Default)]
struct Oddities {
    /// What stands in the columns of times and is none.
    unread: Vec<(u64, String)>,
    /// Rows that end before they begin.
    reversed: Vec<u64>,
    /// Rows with an end whose begin is not known.
    endless: Vec<u64>,
    /// Rows that begin before a row above them.
    backwards: Vec<u64>,
    latest: Timecode,
}

impl Oddities {
    /// The end of a row, if it can be.
    fn end(
        &mut self,
        row: &Row,
        ends: Option<Timecode>,
        begins: Option<Timecode>,
        columns: &Columns,
    ) -> Option<Timecode> {
        let cell = row.get(columns.ends);
        match (ends, begins) {
            (None, _) if !cell.is_empty() => self.unread.push((row.line, cell.to_owned())),
            (Some(_), None) => self.endless.push(row.line),
            (Some(ends), Some(begins)) if ends < begins => self.reversed.push(row.line),
            (ends, _) => return ends,
        }
        None
    }

    fn order(&mut self, line: u64, begins: Option<Timecode>) {
        if let Some(begins) = begins {
            self.backwards.extend((begins < self.latest).then_some(line));
            self.latest = self.latest.max(begins);
        }
    }

    fn notes(&self, unit: &str) -> impl Iterator<Item = Note> {
        let lines: Vec<u64> = self.unread.iter().map(|&(line, _)| line).collect();
        let found = self.unread.first().map_or("", |(_, found)| found);
        let unread = format!("'{found}' in the column of times is no time and was left out");
        let notes = [
            Note::first_of(unit, &lines, &unread),
            Note::first_of(unit, &self.reversed, "ends before it begins; the end was left out"),
            Note::first_of(unit, &self.endless, "has an end but no begin; the end was left out"),
            Note::first_of(unit, &self.backwards, "begins before a row above it; the order of the file was kept"),
        ];
        notes.into_iter().flatten()
    }
}

/// What a plain number in a column of times counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Seconds,
    Millis,
}

impl Number {
    /// Milliseconds if the column says so, or if the numbers are whole and nearly every utterance
    /// would last minutes in seconds.
    fn of(rows: &[&Row], columns: &Columns, column: &str) -> Number {
        let whole = |row: &Row, column: Option<usize>| row.get(column).parse::<u64>().ok();
        let lengths: Vec<u64> = rows
            .iter()
            .filter_map(|row| Some((whole(row, columns.begins)?, whole(row, columns.ends)?)))
            .map(|(begins, ends)| ends.saturating_sub(begins))
            .collect();
        let long = lengths.iter().filter(|&&length| length >= 200).count();
        if columns::counts_millis(column) || !lengths.is_empty() && long * 10 >= lengths.len() * 9 {
            Number::Millis
        } else {
            Number::Seconds
        }
    }

    /// The times in a cell, what stands beside them, and whether they were plain numbers.
    fn times(self, cell: &str) -> (Option<Times>, &str, bool) {
        match (clocked(cell), self.time(cell)) {
            (Some((times, beside)), _) => (Some(times), beside.trim(), false),
            (None, Some(begins)) => (Some(Times { begins, ends: None, parts: 3 }), "", true),
            (None, None) => (None, cell, false),
        }
    }

    fn end(self, cell: &str) -> Option<Timecode> {
        clocked(cell).map(|(times, _)| times.begins).or_else(|| self.time(cell))
    }

    fn time(self, text: &str) -> Option<Timecode> {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let number: f64 = plain.then(|| text.replace(',', ".").parse().ok())??;
        let millis = if self == Number::Seconds { number * 1000.0 } else { number };
        // At most a thousand hours, so that it is exact as a whole number.
        (millis < 3.6e9).then(|| Timecode::from_millis(millis.round() as u64))
    }
}

fn clocked(text: &str) -> Option<(Times, &str)> {
    clock::mark(text, Fraction::Decimal).or_else(|| clock::bare(text, Fraction::Decimal))
}

/// A note of the columns that hold something else.
pub(crate) fn note_others(sheet: &Sheet, taken: &[usize]) -> Option<Note> {
    let others = sheet.header.iter().enumerate().filter(|(place, name)| !taken.contains(place) && !name.is_empty());
    let others: Vec<&str> = others.map(|(_, name)| name.as_str()).collect();
    (!others.is_empty()).then(|| Note::of_all(format!("columns that were not taken: {}", others.join(", "))))
}

fn note_speakers(sheet: &Sheet, columns: &Columns, rows: &[&Row], told: &mut Told) {
    let nameless: Vec<u64> =
        rows.iter().filter(|row| row.get(columns.speaker).is_empty()).map(|row| row.line).collect();
    if columns.speaker.is_none() {
        told.notes.push(Note::of_all("no column names the speaker: every turn is of an unknown speaker"));
        let text = sheet.header.get(columns.text).map_or("", String::as_str);
        if columns.begins.is_none() && !text.is_empty() {
            let message = format!("every row was taken for an utterance of one interview, its words under '{text}'");
            told.notes.push(Note::of_all(format!("{message}; --rows says what else rows may be")));
        }
    } else {
        told.notes.extend(Note::first_of(sheet.unit, &nameless, "names no speaker"));
        let labels: Vec<&str> =
            rows.iter().map(|row| row.get(columns.speaker)).filter(|label| !label.is_empty()).collect();
        let several = labels.iter().collect::<BTreeSet<_>>().len();
        if columns.begins.is_none() && labels.len() > 2 && several == labels.len() {
            let message = "nobody speaks twice: the rows were taken for turns of one interview; --rows says if they are \
                respondents or interviews";
            told.notes.push(Note::of_all(message));
        }
    }
}
