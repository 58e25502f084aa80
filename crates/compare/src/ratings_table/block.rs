use std::sync::Arc;

use qualkit_table::TableError;

use super::marks::WINDOW;
use super::named::{Named, plain};
use crate::RatingsError;

/// Some rows of a table: their text, and where the cells lie in it.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    /// Start and end of each cell, without surrounding blanks.
    pub(super) cells: Vec<(u32, u32)>,
    /// The line of each row and its first cell; one more at the end.
    pub(super) rows: Vec<(u64, u32)>,
    pub(super) header: Arc<[String]>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'b> {
    bytes: &'b [u8],
    cells: &'b [(u32, u32)],
    header: &'b [String],
    line: u64,
}

/// How much of a table is read at a time: small enough to stay near the processor.
const LENGTH: usize = 1 << 16;

impl Block {
    /// A block without rows, with room for text.
    pub(super) fn new(header: Arc<[String]>) -> Block {
        Block { bytes: vec![0; LENGTH + WINDOW], cells: Vec::new(), rows: Vec::new(), header }
    }

    /// How many rows there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.rows.len() - 1
    }

    /// The row at a place.
    #[inline]
    pub(super) fn row(&self, number: usize) -> Row<'_> {
        let ((line, first), (_, behind)) = (self.rows[number], self.rows[number + 1]);
        let cells = &self.cells[first as usize..behind as usize];
        Row { bytes: &self.bytes, cells, header: &self.header, line }
    }

    /// The rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|number| self.row(number))
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
