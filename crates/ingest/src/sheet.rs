//! A table as it was read, whatever file it came from.

use crate::Note;

/// The cells of a table, without white space around them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// Lines above the header.
    pub(crate) above: Vec<String>,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// What rows are called where they are counted: lines of a text, rows of a workbook.
    pub(crate) unit: &'static str,
    pub(crate) notes: Vec<Note>,
}

/// A row that holds something.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Where it stands, counted from 1.
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

impl Row {
    /// The cell in a column; empty where the row is short or there is no such column.
    pub(crate) fn get(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cells.get(column)).map_or("", |cell| cell.trim())
    }
}
