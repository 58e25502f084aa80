use std::io::Read;
use std::ops::Range;
use std::sync::mpsc::{channel, sync_channel};

use qualkit_table::TableError;

use super::block::{Block, Row};
use super::marks::{Marks, WINDOW};
use crate::RatingsError;

mod separator;

/// No row is longer than this.
const MOST: usize = 1 << 30;

/// So many blocks may wait to be worked on.
const AHEAD: usize = 2;

/// Splits a table into rows and cells while it is being read, as generously as [`qualkit_table::Reader`] does: comma,
/// semicolon or tab, a byte order mark, a first line `sep=;`, any line ends, cells in quotation marks.
///
/// It hands out a block of rows at a time and keeps no more than a few, so that a table may be larger than memory.
pub(super) struct Rows<R> {
    source: R,
    block: Block,
    /// Up to here the block's bytes are text.
    filled: usize,
    /// From here on they have not been split yet.
    at: usize,
    ended: bool,
    /// The line of `at`, counted from 1.
    line: u64,
    delimiter: u8,
    /// What is wrong behind the rows that were split last.
    fault: Option<RatingsError>,
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
        let block = Block::new(Vec::new().into());
        let mut rows = Rows { source, block, filled: 0, at: 0, ended: false, line: 1, delimiter: b',', fault: None };
        rows.read()?;
        if rows.block.bytes[..rows.filled].starts_with(&[0xef, 0xbb, 0xbf]) {
            rows.at = 3;
        }
        let (first, behind) = rows.first_line()?;
        match separator::told(&rows.block.bytes[first.clone()]) {
            Some(separator) => {
                rows.delimiter = separator;
                rows.at = behind;
                rows.line += 1;
            }
            None => rows.delimiter = separator::guessed(&rows.block.bytes[first]),
        }
        rows.block.header = rows.read_header()?.into();
        Ok(rows)
    }

    /// The names of the columns, as written.
    pub(super) fn header(&self) -> &[String] {
        &self.block.header
    }

    /// The place of a column that may be missing: the one with this very name, or else one for which capitals,
    /// blanks, hyphens and underscores make the difference.
    pub(super) fn column(&self, name: &str) -> Result<Option<usize>, RatingsError> {
        if let Some(place) = self.block.header.iter().position(|column| column == name) {
            return Ok(Some(place));
        }
        let mut alike =
            (0..self.block.header.len()).filter(|&place| letters(&self.block.header[place]) == letters(name));
        match (alike.next(), alike.next()) {
            (place, None) => Ok(place),
            (_, Some(_)) => Err(TableError::RepeatedColumn { column: name.to_owned() }.into()),
        }
    }

    /// The place of a column that must be there.
    pub(super) fn must(&self, name: &str) -> Result<usize, RatingsError> {
        let missing = || TableError::MissingColumn { column: name.to_owned(), found: self.header().to_vec() };
        self.column(name)?.ok_or_else(|| missing().into())
    }

    /// Does something with every row that holds any text, as [`each_block`](Rows::each_block) does.
    pub(super) fn each(
        &mut self,
        mut one: impl FnMut(Row<'_>) -> Result<(), RatingsError> + Send,
    ) -> Result<(), RatingsError> {
        self.each_block(|block| block.rows().try_for_each(&mut one))
    }

    /// Does something with all rows, some at a time, up to the first that is refused: while those of one block are
    /// worked on, this thread splits the next.
    pub(super) fn each_block(
        &mut self,
        mut take: impl FnMut(&Block) -> Result<(), RatingsError> + Send,
    ) -> Result<(), RatingsError> {
        if !self.split_rows(usize::MAX)? {
            return Ok(());
        }
        if self.at == self.filled && self.ended && self.fault.is_none() {
            return take(&self.block);
        }
        let (split, to_take) = sync_channel::<Block>(AHEAD);
        let (taken, to_fill) = channel();
        std::thread::scope(|scope| {
            let taker = scope.spawn(move || {
                to_take.into_iter().try_for_each(|block| {
                    take(&block)?;
                    // Nobody fills it again once all is split.
                    let _ = taken.send(block);
                    Ok(())
                })
            });
            let all_split = loop {
                let next = to_fill.try_recv().unwrap_or_else(|_| Block::new(self.block.header.clone()));
                if split.send(self.hand_out(next)).is_err() {
                    break Ok(());
                }
                match self.split_rows(usize::MAX) {
                    Ok(true) => {}
                    end => break end.map(|_| ()),
                }
            };
            drop(split);
            // What was wrong with a block that was taken stands before what cannot be split.
            taker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)).and(all_split)
        })
    }

    /// The block that was split last; what is left of its text begins the next one.
    fn hand_out(&mut self, mut next: Block) -> Block {
        let rest = &self.block.bytes[self.at..self.filled];
        if next.bytes.len() < rest.len() + WINDOW {
            next.bytes.resize(rest.len() + WINDOW, 0);
        }
        next.bytes[..rest.len()].copy_from_slice(rest);
        (self.at, self.filled) = (0, rest.len());
        std::mem::replace(&mut self.block, next)
    }

    /// The first line that is not blank, and the place behind its line end.
    fn first_line(&mut self) -> Result<(Range<usize>, usize), RatingsError> {
        loop {
            let text = &self.block.bytes[self.at..self.filled];
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
        let row = self.block.row(0);
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

    /// Splits the next rows, at most so many, and those before a fault; `false` if there are none.
    fn split_rows(&mut self, most: usize) -> Result<bool, RatingsError> {
        self.block.cells.clear();
        self.block.rows.clear();
        if self.fault.is_none() {
            self.fault = self.split_on(most).err();
        }
        let any = !self.block.rows.is_empty();
        if let Some(fault) = self.fault.take_if(|_| !any) {
            return Err(fault);
        }
        self.block.rows.push((self.line, self.block.cells.len() as u32));
        Ok(any)
    }

    fn split_on(&mut self, most: usize) -> Result<(), RatingsError> {
        let mut marks = Marks::from(&self.block.bytes, self.at, self.delimiter);
        while self.block.rows.len() < most && !(self.at == self.filled && self.ended) {
            let (line, first) = (self.line, self.block.cells.len());
            let kept = match self.split_row(first, &mut marks) {
                Ok(Step::Whole(next)) => {
                    self.at = next;
                    self.keep_row(line, first)
                }
                Ok(Step::Partial) if self.block.rows.is_empty() => {
                    let more = self.read();
                    marks = Marks::from(&self.block.bytes, self.at, self.delimiter);
                    more
                }
                Ok(Step::Partial) => break,
                Err(fault) => Err(fault),
            };
            if kept.is_err() {
                self.block.cells.truncate(first);
                return kept;
            }
        }
        Ok(())
    }

    /// Finds the cells of the row at `at`, and counts its lines.
    #[inline]
    fn split_row(&mut self, first: usize, marks: &mut Marks) -> Result<Step, RatingsError> {
        let (buffer, end, delimiter) = (&self.block.bytes[..], self.filled, self.delimiter);
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
                self.block.cells.truncate(first);
                return Ok(Step::Partial);
            }
            self.block.cells.push(trimmed(text, start, at));
            match text.get(at) {
                Some(&byte) if byte == delimiter => start = at + 1,
                Some(b'\r') if text.get(at + 1) == Some(&b'\n') => break marks.next(buffer, end) + 1,
                Some(_) => break at + 1,
                None => break at,
            }
        };
        self.line = line + 1;
        if quoted {
            for cell in &mut self.block.cells[first..] {
                *cell = unquoted(&mut self.block.bytes, *cell);
            }
        }
        Ok(Step::Whole(behind))
    }

    /// Keeps the row whose cells were found last, unless it is blank.
    fn keep_row(&mut self, line: u64, first: usize) -> Result<(), RatingsError> {
        let Block { cells, rows, header, .. } = &mut self.block;
        let (row, columns) = (&cells[first..], header.len());
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
        self.block.bytes.copy_within(self.at..self.filled, 0);
        self.filled -= self.at;
        self.at = 0;
        if self.filled + WINDOW == self.block.bytes.len() {
            if self.filled > MOST {
                let reason = format!("the row is longer than {MOST} bytes");
                return Err(TableError::Broken { line: self.line, reason }.into());
            }
            self.block.bytes.resize(2 * self.filled + WINDOW, 0);
        }
        let room = self.block.bytes.len() - WINDOW;
        while self.filled < room && !self.ended {
            match self.source.read(&mut self.block.bytes[self.filled..room]) {
                Ok(0) => self.ended = true,
                Ok(more) => self.filled += more,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(TableError::Broken { line: self.line, reason: error.to_string() }.into()),
            }
        }
        Ok(())
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

#[cfg(test)]
mod tests;
