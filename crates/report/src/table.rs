use std::borrow::Cow;

use crate::digits::shortened;
use crate::prose::grouped;

mod csv;
mod html;
mod json;
mod latex;
mod markdown;
#[cfg(test)]
mod tests;
mod text;
mod widths;
mod wrap;

pub(crate) use json::{KeyedTables, json_of};
pub(crate) use markdown::{escape, escape_line};

/// Rows under named columns, with the definitions that its numbers rest on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The stem of the file it is written to, such as `agreement-round-1`; empty for a table that stands
    /// in a page only.
    pub name: String,
    /// What it shows, for people.
    pub title: String,
    /// What the numbers mean: unit, coders, transcripts, n, rules. One sentence or paragraph each.
    pub notes: Vec<String>,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows people are shown, the most telling being first; `None` for all. CSV and JSON hold all.
    pub most_shown: Option<usize>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name for machines, in `snake_case`.
    pub key: String,
    /// The name for people.
    pub label: String,
    /// Where its cells stand.
    pub align: Align,
    /// Where it is shown.
    pub shown: Shown,
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left: words.
    #[default]
    Left,
    /// At the right: numbers.
    Right,
}

/// Where a column is shown. People read `3 of 5`; machines want two numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// In every format.
    #[default]
    Always,
    /// In text, Markdown and HTML.
    ToPeople,
    /// In CSV and JSON.
    ToMachines,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A measured number.
    Number {
        /// The value, unrounded.
        value: f64,
        /// Digits after the point that people are shown.
        digits: usize,
    },
    /// A proportion, which people are shown as a percentage.
    Percent {
        /// The proportion, unrounded.
        value: f64,
        /// Digits after the point that people are shown.
        digits: usize,
    },
    /// A part of a whole, such as participants of a group: people read `3 of 5`.
    Share {
        /// How many have it.
        part: u64,
        /// How many there are.
        whole: u64,
    },
    /// A number that does not exist, and why.
    Undefined(String),
    /// Nothing belongs here.
    #[default]
    Empty,
}

impl Table {
    /// A table without columns and rows.
    pub fn new(name: impl Into<String>, title: impl Into<String>) -> Table {
        Table { name: name.into(), title: title.into(), ..Table::default() }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If it has not one cell per column.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        let row: Vec<Cell> = row.into_iter().collect();
        assert_eq!(row.len(), self.columns.len(), "a row of table '{}' has one cell per column", self.name);
        self.rows.push(row);
    }

    /// The rows that people are shown.
    pub(crate) fn rows_for_people(&self) -> &[Vec<Cell>] {
        let shown = self.most_shown.unwrap_or(usize::MAX).min(self.rows.len());
        &self.rows[..shown]
    }

    /// Adds a note.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// The columns that are not kept for `other`, with their places.
    fn columns_but(&self, other: Shown) -> Vec<(usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.shown != other).collect()
    }
}

impl Column {
    /// A column of words.
    pub fn words(key: impl Into<String>, label: impl Into<String>) -> Column {
        Column { key: key.into(), label: label.into(), align: Align::Left, shown: Shown::Always }
    }

    /// A column of numbers.
    pub fn number(key: impl Into<String>, label: impl Into<String>) -> Column {
        Column { align: Align::Right, ..Column::words(key, label) }
    }

    /// The name as people read it.
    pub(crate) fn heading(&self) -> Cow<'_, str> {
        shortened(&self.label)
    }

    /// The same column, left out of CSV and JSON.
    pub fn to_people(self) -> Column {
        Column { shown: Shown::ToPeople, ..self }
    }

    /// The same column, left out of text, Markdown and HTML.
    pub fn to_machines(self) -> Column {
        Column { shown: Shown::ToMachines, ..self }
    }
}

impl Cell {
    /// A cell with words; empty words make an empty cell.
    pub fn text(words: impl Into<String>) -> Cell {
        let words = words.into();
        if words.is_empty() { Cell::Empty } else { Cell::Text(words) }
    }

    /// A cell with a count.
    pub fn count(count: usize) -> Cell {
        Cell::Count(count as u64)
    }

    /// A cell with a part of a whole.
    pub fn share(part: usize, whole: usize) -> Cell {
        Cell::Share { part: part as u64, whole: whole as u64 }
    }

    /// A cell with a measured number, of which people see so many digits after the point.
    pub fn number(value: f64, digits: usize) -> Cell {
        Cell::Number { value, digits }
    }

    /// The cell as people read it. An undefined number is a dash; its reason stands below the table.
    pub(crate) fn for_people(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(words) => shortened(words),
            Cell::Count(count) => Cow::Owned(grouped(*count)),
            Cell::Number { value, digits } => Cow::Owned(rounded(*value, *digits)),
            Cell::Percent { value, digits } => Cow::Owned(rounded(*value * 100.0, *digits) + " %"),
            Cell::Share { part, whole } => Cow::Owned(format!("{part} of {whole}")),
            Cell::Undefined(_) => Cow::Borrowed("–"),
            Cell::Empty => Cow::Borrowed(""),
        }
    }

    /// The cell as a program reads it: numbers with 15 significant digits; an undefined number is empty.
    pub(crate) fn for_machines(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(words) => Cow::Borrowed(words),
            Cell::Count(count) => Cow::Owned(count.to_string()),
            Cell::Number { value, .. } | Cell::Percent { value, .. } => {
                significant(*value).map_or(Cow::Borrowed(""), |value| Cow::Owned(value.to_string()))
            }
            Cell::Share { .. } => self.for_people(),
            Cell::Undefined(_) | Cell::Empty => Cow::Borrowed(""),
        }
    }
}

/// From here on digits before the point are no longer those of the value, and only its size is told.
const HUGE: f64 = 1e15;

/// A number with so many digits after the point, and with an exponent if it is huge; never a negative zero.
pub(crate) fn rounded(value: f64, digits: usize) -> String {
    if value.abs() >= HUGE && value.is_finite() {
        return format!("{value:.digits$e}");
    }
    let text = format!("{value:.digits$}");
    let is_zero = text.starts_with('-') && text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    if is_zero { text[1..].to_owned() } else { text }
}

/// The number with 15 significant digits: all that any machine computes alike. `None` if it is none.
pub(crate) fn significant(value: f64) -> Option<f64> {
    let rounded: f64 = format!("{value:.14e}").parse().ok().filter(|value: &f64| value.is_finite())?;
    Some(if rounded == 0.0 { 0.0 } else { rounded })
}
