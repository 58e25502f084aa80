use std::fmt;

/// What has to be said of a table that was read, and is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// A value that was to stand for a missing rating, and stands nowhere.
    MissingNowhere {
        /// The value.
        value: String,
    },
    /// Empty cells of a cross-table or of counts, which are taken for 0.
    EmptyAsZero {
        /// How many there are.
        cells: u64,
        /// The line of the first, counted from 1.
        line: u64,
        /// Its column.
        column: String,
    },
    /// Rows that end before the last column of a coder; what is not there is missing.
    ShortRows {
        /// How many there are.
        rows: u64,
        /// The line of the first, counted from 1.
        line: u64,
    },
    /// Categories that were declared in an order which is not that of the numbers they are.
    OrderedByValue,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::MissingNowhere { value } => {
                write!(f, "No cell that is read holds '{value}', which was to stand for a missing rating.")
            }
            Remark::ShortRows { rows: 1, line } => {
                write!(f, "Line {line} ends too early; the ratings that are not there are taken to be missing.")
            }
            Remark::ShortRows { rows, line } => write!(
                f,
                "{rows} rows end too early, the first is line {line}; the ratings that are not there are taken to be \
                 missing."
            ),
            Remark::OrderedByValue => f.write_str(
                "The categories are numbers: their values give the order, not the order they are declared in.",
            ),
            Remark::EmptyAsZero { cells: 1, line, column } => {
                write!(f, "One empty cell is counted as 0: line {line}, column '{column}'.")
            }
            Remark::EmptyAsZero { cells, line, column } => {
                write!(f, "{cells} empty cells are counted as 0, the first in line {line}, column '{column}'.")
            }
        }
    }
}

/// Empty cells that are taken for 0, as they come up.
#[derive(Default)]
pub(super) struct Blanks {
    cells: u64,
    first: Option<(u64, String)>,
}

impl Blanks {
    /// Takes note of an empty cell.
    pub(super) fn add(&mut self, line: u64, column: &str) {
        self.cells += 1;
        self.first.get_or_insert_with(|| (line, column.to_owned()));
    }

    /// What is to be said of them.
    pub(super) fn remark(self) -> Option<Remark> {
        self.first.map(|(line, column)| Remark::EmptyAsZero { cells: self.cells, line, column })
    }
}
