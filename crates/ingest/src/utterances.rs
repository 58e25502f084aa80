//! Tables with one row per utterance.

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
    let mut unread = Vec::new();
    for row in said {
        let (times, beside, numbered) = unit.times(row.get(columns.begins), row.get(columns.ends));
        numbers |= numbered;
        if !beside.is_empty() {
            unread.push((row.line, beside.to_owned()));
        }
        let (begins, ends) = (times.map(|times| times.begins), times.and_then(|times| times.ends));
        let (label, words) = (row.get(columns.speaker).to_owned(), row.get(Some(columns.text)).to_owned());
        told.utterances.push(Utterance { label, words, begins, ends, ..Utterance::default() });
    }
    if numbers {
        let what = if unit == Number::Millis { "milliseconds" } else { "seconds" };
        told.notes.push(Note::of_all(format!("numbers in the column of times were read as {what}")));
    }
    let lines: Vec<u64> = unread.iter().map(|&(line, _)| line).collect();
    let found = unread.first().map_or("", |(_, found)| found);
    let message = format!("'{found}' in the column of times is no time and was left out");
    told.notes.extend(Note::first_of(sheet.unit, &lines, &message));
    told
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

    /// The times of a row, what stands beside them in the cell, and whether they were plain numbers.
    fn times<'r>(self, begins: &'r str, ends: &str) -> (Option<Times>, &'r str, bool) {
        let ends = clocked(ends).map(|(times, _)| times.begins).or_else(|| self.time(ends));
        let (begins, beside, numbered) = match (clocked(begins), self.time(begins)) {
            (Some((times, beside)), _) => (times, beside.trim(), false),
            (None, Some(begins)) => (Times { begins, ends: None, parts: 3 }, "", true),
            (None, None) => return (None, begins, false),
        };
        let later = ends.filter(|ends| *ends >= begins.begins);
        (Some(Times { ends: begins.ends.or(later), ..begins }), beside, numbered)
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
    } else {
        told.notes.extend(Note::first_of(sheet.unit, &nameless, "names no speaker"));
    }
}
