use std::io::Read;
use std::ops::Range;

use qualkit_table::TableError;

use super::marks::{Marks, WINDOW};
use super::named::{Named, plain};
use crate::RatingsError;

/// How much of a table is read at a time: small enough to stay near the processor.
const BLOCK: usize = 1 << 16;

/// No row is longer than this.
const MOST: usize = 1 << 30;

/// Splits a table into rows and cells while it is being read, as generously as [`qualkit_table::Reader`] does: comma,
/// semicolon or tab, a byte order mark, a first line `sep=;`, any line ends, cells in quotation marks.
///
/// It hands out a block of rows at a time and keeps no more than that, so that a table may be larger than memory.
pub(super) struct Rows<R> {
    source: R,
    buffer: Vec<u8>,
    /// Up to here the buffer holds text.
    filled: usize,
    /// From here on it has not been split yet.
    at: usize,
    ended: bool,
    /// The line of `at`, counted from 1.
    line: u64,
    delimiter: u8,
    header: Vec<String>,
    split: Split,
}

/// Where the rows and cells of a block lie.
#[derive(Default)]
struct Split {
    /// Start and end of each cell, without surrounding blanks.
    cells: Vec<(u32, u32)>,
    /// The line of each row and its first cell; one more at the end.
    rows: Vec<(u64, u32)>,
}

/// Some rows of a table.
#[derive(Clone, Copy)]
pub(super) struct Block<'b> {
    bytes: &'b [u8],
    cells: &'b [(u32, u32)],
    rows: &'b [(u64, u32)],
    header: &'b [String],
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'b> {
    bytes: &'b [u8],
    cells: &'b [(u32, u32)],
    header: &'b [String],
    line: u64,
}

/// What came of splitting a row.
enum Step {
    /// It ends before this place.
    Whole(usize),
    /// More has to be read.
    Partial,
}

impl<R: Read> Rows<R> {
    /// Reads the header and finds the separator: the one of `,` `;` tab that stands most often in it, outside
    /// quotation marks.
    pub(super) fn new(source: R) -> Result<Rows<R>, RatingsError> {
        let (buffer, header, split) = (vec![0; BLOCK + WINDOW], Vec::new(), Split::default());
        let mut rows = Rows { source, buffer, filled: 0, at: 0, ended: false, line: 1, delimiter: b',', header, split };
        rows.read()?;
        if rows.buffer[..rows.filled].starts_with(&[0xef, 0xbb, 0xbf]) {
            rows.at = 3;
        }
        let (first, behind) = rows.first_line()?;
        match told_separator(&rows.buffer[first.clone()]) {
            Some(separator) => {
                rows.delimiter = separator;
                rows.at = behind;
                rows.line += 1;
            }
            None => rows.delimiter = separator(&rows.buffer[first]),
        }
        rows.header = rows.read_header()?;
        Ok(rows)
    }

    /// The names of the columns, as written.
    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    /// The place of a column that may be missing: the one with this very name, or else one for which capitals,
    /// blanks, hyphens and underscores make the difference.
    pub(super) fn column(&self, name: &str) -> Result<Option<usize>, RatingsError> {
        if let Some(place) = self.header.iter().position(|column| column == name) {
            return Ok(Some(place));
        }
        let mut alike = (0..self.header.len()).filter(|&place| letters(&self.header[place]) == letters(name));
        match (alike.next(), alike.next()) {
            (place, None) => Ok(place),
            (_, Some(_)) => Err(TableError::RepeatedColumn { column: name.to_owned() }.into()),
        }
    }

    /// The place of a column that must be there.
    pub(super) fn must(&self, name: &str) -> Result<usize, RatingsError> {
        let missing = || TableError::MissingColumn { column: name.to_owned(), found: self.header.clone() };
        self.column(name)?.ok_or_else(|| missing().into())
    }

    /// The next rows that hold any text; `None` at the end.
    pub(super) fn block(&mut self) -> Result<Option<Block<'_>>, RatingsError> {
        if !self.split_rows(usize::MAX)? {
            return Ok(None);
        }
        Ok(Some(self.current()))
    }

    /// Does something with every row.
    pub(super) fn each(
        &mut self,
        mut one: impl FnMut(Row<'_>) -> Result<(), RatingsError>,
    ) -> Result<(), RatingsError> {
        while let Some(block) = self.block()? {
            for row in block.rows() {
                one(row)?;
            }
        }
        Ok(())
    }

    fn current(&self) -> Block<'_> {
        let Split { cells, rows, .. } = &self.split;
        Block { bytes: &self.buffer, cells, rows, header: &self.header }
    }

    /// The first line that is not blank, and the place behind its line end.
    fn first_line(&mut self) -> Result<(Range<usize>, usize), RatingsError> {
        loop {
            let text = &self.buffer[self.at..self.filled];
            let Some(length) = text.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
                if self.ended {
                    return Ok((self.at..self.filled, self.filled));
                }
                self.read()?;
                continue;
            };
            let behind = self.at + length + if text[length..].starts_with(b"\r\n") { 2 } else { 1 };
            if !text[..length].trim_ascii().is_empty() {
                return Ok((self.at..self.at + length, behind));
            }
            self.at = behind;
            self.line += 1;
        }
    }

    fn read_header(&mut self) -> Result<Vec<String>, RatingsError> {
        // As long as there is no header, a row may have any number of cells.
        if !self.split_rows(1)? {
            return Err(TableError::Empty.into());
        }
        let row = self.current().row(0);
        let mut header = (0..row.width()).map(|place| row.text(place)).collect::<Result<Vec<_>, _>>()?;
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        for (place, column) in header.iter().enumerate() {
            if !column.is_empty() && header[..place].contains(column) {
                return Err(TableError::RepeatedColumn { column: column.clone() }.into());
            }
        }
        Ok(header)
    }

    /// Splits the next rows, at most so many; `false` if there are none.
    fn split_rows(&mut self, most: usize) -> Result<bool, RatingsError> {
        self.split.cells.clear();
        self.split.rows.clear();
        let mut marks = Marks::from(&self.buffer, self.at, self.delimiter);
        while self.split.rows.len() < most {
            if self.at == self.filled && self.ended {
                break;
            }
            let (line, first) = (self.line, self.split.cells.len());
            match self.split_row(first, &mut marks)? {
                Step::Whole(next) => {
                    self.at = next;
                    self.keep_row(line, first)?;
                }
                Step::Partial if self.split.rows.is_empty() => {
                    self.read()?;
                    marks = Marks::from(&self.buffer, self.at, self.delimiter);
                }
                Step::Partial => break,
            }
        }
        let any = !self.split.rows.is_empty();
        self.split.rows.push((self.line, self.split.cells.len() as u32));
        Ok(any)
    }

    /// Finds the cells of the row at `at`, and counts its lines.
    #[inline]
    fn split_row(&mut self, first: usize, marks: &mut Marks) -> Result<Step, RatingsError> {
        let (buffer, end, delimiter) = (&self.buffer[..], self.filled, self.delimiter);
        let text = &buffer[..end];
        let (mut line, mut start, mut quoted) = (self.line, self.at, false);
        let behind = loop {
            let mut at = marks.next(buffer, end);
            if text.get(at) == Some(&b'"') {
                if text[start..at].iter().all(|&byte| byte == b' ') {
                    quoted = true;
                    if marks.closing(buffer, end, &mut line) == end && self.ended {
                        let reason = "a quotation mark is opened here and never closed".to_owned();
                        return Err(TableError::Broken { line: self.line, reason }.into());
                    }
                    at = marks.next(buffer, end);
                }
                // Inside a cell it is a byte like any other.
                while delimiter != b'"' && text.get(at) == Some(&b'"') {
                    at = marks.next(buffer, end);
                }
            }
            // Behind a carriage return it has to be seen whether a line feed follows.
            if !self.ended && (at == end || (text[at] == b'\r' && at + 1 == end)) {
                self.split.cells.truncate(first);
                return Ok(Step::Partial);
            }
            self.split.cells.push(trimmed(text, start, at));
            match text.get(at) {
                Some(&byte) if byte == delimiter => start = at + 1,
                Some(b'\r') if text.get(at + 1) == Some(&b'\n') => break marks.next(buffer, end) + 1,
                Some(_) => break at + 1,
                None => break at,
            }
        };
        self.line = line + 1;
        if quoted {
            for cell in &mut self.split.cells[first..] {
                *cell = unquoted(&mut self.buffer, *cell);
            }
        }
        Ok(Step::Whole(behind))
    }

    /// Keeps the row whose cells were found last, unless it is blank.
    fn keep_row(&mut self, line: u64, first: usize) -> Result<(), RatingsError> {
        let Split { cells, rows } = &mut self.split;
        let (row, columns) = (&cells[first..], self.header.len());
        if row.iter().all(|(from, to)| from == to) {
            cells.truncate(first);
            return Ok(());
        }
        if row.len() > columns && columns > 0 && row[columns..].iter().any(|(from, to)| from < to) {
            return Err(TableError::TooManyCells { line, cells: row.len(), columns }.into());
        }
        rows.push((line, first as u32));
        Ok(())
    }

    /// Reads more: what has not been split yet moves to the front.
    fn read(&mut self) -> Result<(), RatingsError> {
        self.buffer.copy_within(self.at..self.filled, 0);
        self.filled -= self.at;
        self.at = 0;
        if self.filled + WINDOW == self.buffer.len() {
            if self.filled > MOST {
                let reason = format!("the row is longer than {MOST} bytes");
                return Err(TableError::Broken { line: self.line, reason }.into());
            }
            self.buffer.resize(2 * self.filled + WINDOW, 0);
        }
        let room = self.buffer.len() - WINDOW;
        while self.filled < room && !self.ended {
            match self.source.read(&mut self.buffer[self.filled..room]) {
                Ok(0) => self.ended = true,
                Ok(more) => self.filled += more,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(TableError::Broken { line: self.line, reason: error.to_string() }.into()),
            }
        }
        Ok(())
    }
}

impl<'b> Block<'b> {
    /// How many rows there are.
    #[inline]
    pub(super) fn len(self) -> usize {
        self.rows.len() - 1
    }

    /// The row at a place.
    #[inline]
    pub(super) fn row(self, number: usize) -> Row<'b> {
        let ((line, first), (_, behind)) = (self.rows[number], self.rows[number + 1]);
        let cells = &self.cells[first as usize..behind as usize];
        Row { bytes: self.bytes, cells, header: self.header, line }
    }

    /// The rows.
    pub(super) fn rows(self) -> impl Iterator<Item = Row<'b>> {
        (0..self.len()).map(move |number| self.row(number))
    }
}

impl<'b> Row<'b> {
    /// How many cells there are.
    pub(super) fn width(self) -> usize {
        self.cells.len()
    }

    /// A cell, without surrounding blanks; empty where the row is short.
    #[inline]
    pub(super) fn cell(self, column: usize) -> &'b [u8] {
        self.cells.get(column).map_or(&[], |&(from, to)| &self.bytes[from as usize..to as usize])
    }

    /// A cell that is a name.
    #[inline]
    pub(super) fn named(self, column: usize) -> Named<'b> {
        let named = |&(from, to): &(u32, u32)| Named::within(self.bytes, from as usize, to as usize);
        self.cells.get(column).map_or(Named::new(&[]), named)
    }

    /// A cell as canonical text.
    pub(super) fn text(self, column: usize) -> Result<String, RatingsError> {
        let cell = plain(self.cell(column)).ok().and_then(|cell| String::from_utf8(cell.into_owned()).ok());
        cell.ok_or(RatingsError::NotUtf8 { line: self.line })
    }

    /// The line, counted from 1, on which the row begins.
    #[inline]
    pub(super) fn line(self) -> u64 {
        self.line
    }

    /// The name of a column.
    pub(super) fn column_name(self, column: usize) -> String {
        self.header.get(column).cloned().unwrap_or_default()
    }

    /// The error that a cell does not hold what was expected.
    pub(super) fn refuse(self, column: usize, expected: &str) -> RatingsError {
        let found = String::from_utf8_lossy(self.cell(column)).into_owned();
        let (line, column) = (self.line(), self.column_name(column));
        TableError::Cell { line, column, expected: expected.to_owned(), found }.into()
    }

    /// A cell as a number or another type.
    pub(super) fn parse<T: std::str::FromStr>(self, column: usize, expected: &str) -> Result<T, RatingsError> {
        let cell = std::str::from_utf8(self.cell(column)).ok();
        cell.and_then(|cell| cell.parse().ok()).ok_or_else(|| self.refuse(column, expected))
    }
}

/// A cell without the blanks around it.
#[inline]
fn trimmed(text: &[u8], mut from: usize, mut to: usize) -> (u32, u32) {
    while from < to && text[to - 1].is_ascii_whitespace() {
        to -= 1;
    }
    while from < to && text[from].is_ascii_whitespace() {
        from += 1;
    }
    (from as u32, to as u32)
}

/// A cell without its quotation marks; what they enclose moves to the front of the cell.
fn unquoted(text: &mut [u8], (from, to): (u32, u32)) -> (u32, u32) {
    let (from, to) = (from as usize, to as usize);
    if from == to || text[from] != b'"' {
        return (from as u32, to as u32);
    }
    let (mut write, mut inside, mut at) = (from, true, from + 1);
    while at < to {
        let byte = text[at];
        if inside && byte == b'"' && at + 1 < to && text[at + 1] == b'"' {
            at += 1;
        } else if inside && byte == b'"' {
            inside = false;
            at += 1;
            continue;
        }
        text[write] = byte;
        write += 1;
        at += 1;
    }
    trimmed(text, from, write)
}

/// A name of a column as it is compared.
fn letters(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// The separator that a first line `sep=;` tells, as some spreadsheets write it.
fn told_separator(line: &[u8]) -> Option<u8> {
    match line.trim_ascii_end().to_ascii_lowercase().strip_prefix(b"sep=") {
        Some([separator]) => Some(*separator),
        _ => None,
    }
}

fn separator(header: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in header {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
            *count += 1;
        }
    }
    // The first of the most frequent: a header without any separator has one column.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Read = Result<Vec<Vec<String>>, ()>;

    /// The header and all rows, with as many cells as the header has.
    fn ours(table: &str) -> Read {
        let mut rows = Rows::new(table.as_bytes()).map_err(|_| ())?;
        let width = rows.header().len();
        let mut read = vec![rows.header().to_vec()];
        rows.each(|row| {
            read.push((0..width).map(|place| row.text(place)).collect::<Result<_, _>>()?);
            Ok(())
        })
        .map_err(|_| ())?;
        Ok(read)
    }

    /// What the reader of whole tables makes of them, to which line ends in quotation marks are text.
    fn whole(table: &str) -> Read {
        let mut reader = qualkit_table::Reader::new(table).map_err(|_| ())?;
        let header = reader.header().to_vec();
        let columns: Vec<_> = header.iter().map(|name| reader.optional(name)).collect();
        let mut read = vec![header];
        while let Some(row) = reader.next_row().map_err(|_| ())? {
            read.push(columns.iter().map(|&column| row.get(column).to_owned()).collect());
        }
        read.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        Ok(read)
    }

    /// What the csv crate makes of a table with three columns; a quotation mark that stays open is an error here.
    fn raw(table: &str) -> Read {
        let closed = format!("{table}\nend");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(closed.as_bytes());
        let (mut read, mut last) = (Vec::new(), csv::ByteRecord::new());
        for record in reader.byte_records() {
            last = record.map_err(|_| ())?;
            let cell = |place| String::from_utf8(last.get(place).unwrap_or(&[]).trim_ascii().to_vec()).unwrap();
            if (3..last.len()).any(|place| !cell(place).is_empty()) {
                return Err(());
            }
            read.push([0, 1, 2].map(cell).to_vec());
        }
        read.pop();
        read.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        if last.iter().eq([b"end"]) { Ok(read) } else { Err(()) }
    }

    proptest! {
        #[test]
        fn any_bytes_are_split_as_the_csv_crate_splits_them(
            mark in "\u{feff}?",
            rows in "([a-c,\"\n\r]|x y|\r\n|,,|\"[a,\n\r]{0,6}\"|\"\"|a{20,70}){0,60}",
        ) {
            let table = format!("{mark}a,b,c\n{rows}");
            prop_assert_eq!(ours(&table), raw(&table));
        }

        #[test]
        fn quoted_cells_of_any_length_are_split_as_the_csv_crate_splits_them(
            first in "[a-c]{0,9}|\"([a-c,\n\r]|\"\"){0,90}\"",
            others in "(,([a-c]{0,90}|\"([a-c,\n\r]|\"\"){0,9}\")){0,2}(\n|\r|\r\n)",
            times in 1_usize..1000,
        ) {
            // Longer than a block, most of them.
            let table = format!("a,b,c\n{}", (first + &others).repeat(times));
            prop_assert_eq!(ours(&table), raw(&table));
        }

        #[test]
        fn a_table_is_split_as_a_whole_one_is_read(
            header in "[a-c]{1,2}(,[d-f]{1,2}){0,2}",
            rows in "([a-c,]|\"([a-c,\n]|\"\"|\r\n){0,4}\"|\n|\r\n){0,30}",
        ) {
            let table = format!("{header}\n{rows}");
            prop_assert_eq!(ours(&table), whole(&table));
        }

        #[test]
        fn any_text_is_split_or_refused(table in "[a-c,;\" \r\n\t]{0,60}") {
            if let Ok(read) = ours(&table) {
                let cells = read.iter().flatten();
                prop_assert!(cells.map(String::len).sum::<usize>() <= table.len());
            }
        }
    }

    #[test]
    fn a_row_is_on_the_line_on_which_it_begins() {
        let table = "\n\na,b\n1,\"x\ny\r\nz\"\r\n,\n\r\n2,x\r3,x";
        let mut rows = Rows::new(table.as_bytes()).unwrap();
        let mut lines = Vec::new();
        rows.each(|row| {
            lines.push(row.line());
            Ok(())
        })
        .unwrap();
        assert_eq!(lines, [4, 9, 10]);
    }
}
