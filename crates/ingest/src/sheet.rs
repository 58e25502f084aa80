//! A table as it was read, whatever file it came from.

use crate::Note;
use crate::columns::Columns;
use crate::role::fold;

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

impl Sheet {
    /// Whether the first row names the columns; if who speaks in it speaks again, it is a turn.
    pub(crate) fn is_headed(&self, columns: &Columns) -> bool {
        let Some(label) = columns.speaker.and_then(|place| self.header.get(place)).filter(|label| !label.is_empty())
        else {
            return true;
        };
        !self.rows.iter().any(|row| fold(row.get(columns.speaker)) == fold(label))
    }

    /// Tells of cells that are not read since their column has no name, and of names that several columns have.
    pub(crate) fn note_columns(&self, taken: &[usize]) -> Vec<Note> {
        let is_left = |(at, cell): (usize, &String)| {
            !cell.is_empty() && !taken.contains(&at) && self.header.get(at).is_none_or(String::is_empty)
        };
        let beside = self.rows.iter().filter(|row| row.cells.iter().enumerate().any(is_left));
        let beside: Vec<u64> = beside.map(|row| row.line).collect();
        let beside = Note::first_of(self.unit, &beside, "has cells under no column name, which were left out");
        let same = |at: &usize| !self.header[*at].is_empty() && self.header[..*at].contains(&self.header[*at]);
        let mut again: Vec<&str> = (0..self.header.len()).filter(same).map(|at| self.header[at].as_str()).collect();
        again.sort_unstable();
        again.dedup();
        let again = again.into_iter().map(|name| {
            Note::of_all(format!("several columns are called '{name}': the name means the first; numbers mean any"))
        });
        beside.into_iter().chain(again).collect()
    }

    /// The same table, whose first row is no header: it holds what other rows hold.
    pub(crate) fn without_header(&self) -> Sheet {
        let line = self.rows.first().map_or(1, |row| row.line.saturating_sub(1).max(1));
        let mut sheet = self.clone();
        sheet.header = vec![String::new(); self.header.len()];
        sheet.rows.insert(0, Row { line, cells: self.header.clone() });
        sheet
    }
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
