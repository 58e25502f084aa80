use std::io::Read;

use qualkit_table::TableError;

use super::labels::place_of;
use super::rows::Rows;
use crate::RatingsError;

/// A square table of numbers whose rows and columns are categories.
pub(super) struct Square<T> {
    /// The categories of the header.
    pub(super) labels: Vec<String>,
    /// The rows, in the order of the header, each with its line.
    pub(super) rows: Vec<(u64, Vec<T>)>,
}

/// A row as it was read: its line, and the text of every cell.
struct Plain {
    line: u64,
    cells: Vec<String>,
    /// How many cells there are; a short row has empty text behind them.
    width: usize,
}

impl<T: std::str::FromStr> Square<T> {
    /// Reads a square table with a header; the first column may name the rows.
    ///
    /// It does if there is one column more than rows, or if its header is empty. `blank` says what an empty cell
    /// means, by its line and column.
    pub(super) fn read<R: Read>(
        rows: &mut Rows<R>,
        expected: &str,
        mut blank: impl FnMut(u64, &str) -> Option<T>,
    ) -> Result<Square<T>, RatingsError> {
        let mut header = rows.header().to_vec();
        let mut plain_rows: Vec<Plain> = Vec::new();
        rows.each(|row| {
            let cells = (0..header.len()).map(|place| row.text(place)).collect::<Result<_, _>>()?;
            plain_rows.push(Plain { line: row.line(), cells, width: row.width() });
            Ok(())
        })?;
        let labelled = header.first().is_some_and(String::is_empty) || header.len() == plain_rows.len() + 1;
        let labels = header.split_off(usize::from(labelled));
        if plain_rows.len() != labels.len() {
            let (rows, columns) = (plain_rows.len(), labels.len());
            let line = plain_rows.last().map_or(1, |row| row.line);
            return Err(RatingsError::NotSquare { line, rows, columns });
        }
        let mut read = Vec::with_capacity(labels.len());
        for (row, label) in plain_rows.iter().zip(&labels) {
            if labelled && place_of(&row.cells[0], std::slice::from_ref(label)).is_none() {
                let (expected, found) = (label.clone(), row.cells[0].clone());
                return Err(RatingsError::OtherRow { line: row.line, expected, found });
            }
            if let Some(column) = labels.get(row.width.saturating_sub(usize::from(labelled))) {
                return Err(RatingsError::ShortRow { line: row.line, column: column.clone() });
            }
            let mut numbers = Vec::with_capacity(labels.len());
            for (cell, column) in row.cells[usize::from(labelled)..].iter().zip(&labels) {
                let number = if cell.is_empty() { blank(row.line, column) } else { cell.parse().ok() };
                let refused = || {
                    let (column, found) = (column.clone(), cell.clone());
                    TableError::Cell { line: row.line, column, expected: expected.to_owned(), found }
                };
                numbers.push(number.ok_or_else(refused)?);
            }
            read.push((row.line, numbers));
        }
        Ok(Square { labels, rows: read })
    }

    /// The place of each category in the header, for the categories in another order.
    pub(super) fn places(&self, categories: &[String]) -> Result<Vec<usize>, RatingsError> {
        let find = |category: &String| {
            let lacking = || RatingsError::NoWeights { category: category.clone(), known: self.labels.clone() };
            place_of(category, &self.labels).ok_or_else(lacking)
        };
        categories.iter().map(find).collect()
    }
}
