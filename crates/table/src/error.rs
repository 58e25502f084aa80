/// What can be wrong with a table. Lines are counted from 1 and include the header.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The text has no header.
    #[error("the table is empty: its first line must name the columns")]
    Empty,
    /// A column that must be there is not.
    #[error("column '{column}' is missing; the table has {}", found.join(", "))]
    MissingColumn {
        /// The column that was looked for.
        column: String,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// Two columns bear one name.
    #[error("column '{column}' stands twice in the header")]
    RepeatedColumn {
        /// The name that stands twice.
        column: String,
    },
    /// A row has more cells than the header.
    #[error(
        "line {line} has {cells} cells, but the header names {columns} columns: is a cell with the separator in it unquoted?"
    )]
    TooManyCells {
        /// The line on which the row begins.
        line: u64,
        /// How many cells it has.
        cells: usize,
        /// How many columns the header names.
        columns: usize,
    },
    /// The text is not a table at this place.
    #[error("line {line} cannot be read: {reason}")]
    Broken {
        /// The line on which the row begins.
        line: u64,
        /// What the reader found.
        reason: String,
    },
    /// A cell does not hold what its column is for.
    #[error("line {line}, column '{column}': expected {expected}, found '{found}'")]
    Cell {
        /// The line on which the row begins.
        line: u64,
        /// The column's name.
        column: String,
        /// What the column is for.
        expected: String,
        /// What the cell holds.
        found: String,
    },
}
