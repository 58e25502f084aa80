//! Tables with one row per utterance, separated by comma, semicolon or tab.

use qualkit_table::Reader;
use qualkit_transcript::{Timecode, Utterance};

use crate::clock::{self, Fraction, Times};
use crate::columns::{self, Columns, TEXT};
use crate::told::Told;
use crate::{IngestError, Note};

/// Reads canonical text.
pub(crate) fn read(text: &str) -> Result<Told, IngestError> {
    let mut table = Reader::new(without_separator_line(text))?;
    let header = table.header().to_vec();
    let columns = Columns::named(&header)
        .ok_or_else(|| IngestError::NoTextColumn { found: header.clone(), accepted: TEXT.to_vec() })?;
    let cell = |place: Option<usize>| table.optional(place.map_or("", |place| header[place].as_str()));
    let (said, who) = (cell(Some(columns.text)), cell(columns.speaker));
    let (begin, end) = (cell(columns.begins), cell(columns.ends));
    let mut rows = Vec::new();
    let mut silent = Vec::new();
    while let Some(row) = table.next_row()? {
        if row.get(said).is_empty() {
            silent.push(row.line());
            continue;
        }
        let own = |text: &str| text.to_owned();
        rows.push(Row {
            line: row.line(),
            label: own(row.get(who)),
            words: own(row.get(said)),
            begins: own(row.get(begin)),
            ends: own(row.get(end)),
        });
    }
    let unit = Number::of(&rows, columns.begins.map_or("", |place| &header[place]));
    let mut told = Told::default();
    note_left_out(&columns, &header, &silent, &mut told);
    note_speakers(&columns, &rows, &mut told);
    let mut numbers = false;
    let mut unread = Vec::new();
    for row in rows {
        let (times, beside, numbered) = unit.times(&row);
        numbers |= numbered;
        if !beside.is_empty() {
            unread.push((row.line, beside.to_owned()));
        }
        let (begins, ends) = (times.map(|times| times.begins), times.and_then(|times| times.ends));
        told.utterances.push(Utterance { label: row.label, words: row.words, begins, ends });
    }
    if numbers {
        let what = if unit == Number::Millis { "milliseconds" } else { "seconds" };
        told.notes.push(Note::of_all(format!("numbers in the column of times were read as {what}")));
    }
    let lines: Vec<u64> = unread.iter().map(|&(line, _)| line).collect();
    let found = unread.first().map_or("", |(_, found)| found);
    let message = format!("'{found}' in the column of times is no time and was left out");
    told.notes.extend(Note::first_of("line", &lines, &message));
    Ok(told)
}

/// Spreadsheets may name the separator on a line of its own: `sep=;`. The line stays as an empty one,
/// so that lines are counted as in the file.
fn without_separator_line(text: &str) -> &str {
    let named = text.starts_with("sep=").then(|| text.find('\n').filter(|&end| end <= 6)).flatten();
    &text[named.unwrap_or(0)..]
}

struct Row {
    line: u64,
    label: String,
    words: String,
    begins: String,
    ends: String,
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
    fn of(rows: &[Row], column: &str) -> Number {
        let lengths: Vec<u64> = rows
            .iter()
            .filter_map(|row| Some((row.begins.parse::<u64>().ok()?, row.ends.parse::<u64>().ok()?)))
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
    fn times(self, row: &Row) -> (Option<Times>, &str, bool) {
        let clocked = |text| clock::mark(text, Fraction::Decimal).or_else(|| clock::bare(text, Fraction::Decimal));
        let ends = clocked(&row.ends).map(|(times, _)| times.begins).or_else(|| self.time(&row.ends));
        let (begins, beside, numbered) = match (clocked(&row.begins), self.time(&row.begins)) {
            (Some((times, beside)), _) => (times, beside.trim(), false),
            (None, Some(begins)) => (Times { begins, ends: None, parts: 3 }, "", true),
            (None, None) => return (None, &row.begins, false),
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

fn note_left_out(columns: &Columns, header: &[String], silent: &[u64], told: &mut Told) {
    let others = columns.others(header);
    if !others.is_empty() {
        told.notes.push(Note::of_all(format!("columns that were not taken: {}", others.join(", "))));
    }
    told.notes.extend(Note::first_of("line", silent, "has no words"));
}

fn note_speakers(columns: &Columns, rows: &[Row], told: &mut Told) {
    let nameless: Vec<u64> = rows.iter().filter(|row| row.label.is_empty()).map(|row| row.line).collect();
    if columns.speaker.is_none() {
        told.notes.push(Note::of_all("no column names the speaker: every turn is of an unknown speaker"));
    } else {
        told.notes.extend(Note::first_of("line", &nameless, "names no speaker"));
    }
}
