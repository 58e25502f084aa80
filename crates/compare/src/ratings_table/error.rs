use qualkit_table::TableError;

use super::Layout;

/// Why a table holds no ratings.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RatingsError {
    /// The table itself, or a cell that is not what its layout asks for.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Bytes that are no UTF-8 text.
    #[error("line {line} is not UTF-8 text")]
    NotUtf8 {
        /// The line, counted from 1.
        line: u64,
    },
    /// Two ratings of one unit by one coder.
    #[error("line {line}: '{coder}' has rated the unit '{unit}' already, on line {first}")]
    RatedTwice {
        /// The line, counted from 1.
        line: u64,
        /// The line of the first rating.
        first: u64,
        /// The coder.
        coder: String,
        /// The unit.
        unit: String,
    },
    /// Two rows for one unit.
    #[error("line {line}: the unit '{unit}' has a row already, line {first}")]
    RepeatedUnit {
        /// The line, counted from 1.
        line: u64,
        /// The line of its first row.
        first: u64,
        /// The unit.
        unit: String,
    },
    /// A unit with more ratings than are taken of one.
    #[error("line {line}: the unit has {found} ratings; of one unit {limit} are taken at most")]
    TooManyRatings {
        /// The line, counted from 1.
        line: u64,
        /// Its ratings.
        found: u64,
        /// The largest number allowed.
        limit: u64,
    },
    /// A unit that is put into two clusters.
    #[error("line {line}, column '{column}': the unit '{unit}' is in '{first}' already, found '{found}'")]
    OtherCluster {
        /// The line, counted from 1.
        line: u64,
        /// The column.
        column: String,
        /// The unit.
        unit: String,
        /// The cluster it was put into first.
        first: String,
        /// The other one.
        found: String,
    },
    /// A column that looks like names of units, not like a coder.
    #[error(
        "column '{column}' has another value in each row, as names of units have: call it 'unit', or name the coders"
    )]
    NamesOfUnits {
        /// The column.
        column: String,
    },
    /// A coder who was asked for twice.
    #[error("the coder '{coder}' is named twice")]
    RepeatedCoder {
        /// The coder.
        coder: String,
    },
    /// A coder who was asked for and is not there.
    #[error("the table has no coder '{coder}'; it has {}", known.join(", "))]
    UnknownCoder {
        /// The coder.
        coder: String,
        /// Those who are there.
        known: Vec<String>,
    },
    /// A category that is not among the declared ones.
    #[error("line {line}, column '{column}': '{found}' is not among the categories {}", known.join(", "))]
    UnknownCategory {
        /// The line, counted from 1.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        found: String,
        /// The declared categories.
        known: Vec<String>,
    },
    /// A category that is declared twice.
    #[error("the category '{category}' is declared twice")]
    RepeatedCategory {
        /// The category.
        category: String,
    },
    /// Categories that are words, where their order is needed.
    #[error(
        "line {line}, column '{column}': the category '{found}' is not a number, so the order of the categories must be \
         given"
    )]
    NeedsOrder {
        /// The line, counted from 1.
        line: u64,
        /// The column.
        column: String,
        /// The first category that is no number.
        found: String,
    },
    /// Two categories that may be names and have one value as numbers, where their order is needed.
    #[error(
        "line {line}, column '{column}': the categories '{found}' and '{first}' are one number, so their order must be \
         given"
    )]
    OneValue {
        /// The line, counted from 1.
        line: u64,
        /// The column.
        column: String,
        /// The category that comes second.
        found: String,
        /// The one that came first.
        first: String,
    },
    /// A square table whose rows are not those of its header.
    #[error("line {line}: expected the row of '{expected}', as in the header, found '{found}'")]
    OtherRow {
        /// The line, counted from 1.
        line: u64,
        /// The category that should have this row.
        expected: String,
        /// The category that it has.
        found: String,
    },
    /// A row of counts or weights that ends before the table does.
    #[error("line {line}: the row ends before column '{column}'; a count of 0 must be written, or the cell left empty")]
    ShortRow {
        /// The line, counted from 1.
        line: u64,
        /// The first column that is not there.
        column: String,
    },
    /// Weights without a row and column for a category of the ratings.
    #[error("there is no row and column for the category '{category}'; there are {}", known.join(", "))]
    NoWeights {
        /// The category.
        category: String,
        /// Those that have weights.
        known: Vec<String>,
    },
    /// A table that should be square and is not.
    #[error("line {line}: expected as many rows as categories, {columns}, found {rows}")]
    NotSquare {
        /// The last line.
        line: u64,
        /// How many rows there are.
        rows: usize,
        /// How many categories the header names.
        columns: usize,
    },
    /// Weights that depend on the order of two categories.
    #[error("line {line}, column '{column}': the weight is {found}, and {mirrored} with row and column exchanged")]
    Asymmetric {
        /// The line, counted from 1.
        line: u64,
        /// The column.
        column: String,
        /// The weight there.
        found: f64,
        /// The weight at the mirrored place.
        mirrored: f64,
    },
    /// The same stretch marked twice by one coder with one code.
    #[error("line {line} repeats line {first}: the same coder, place and code")]
    RepeatedSegment {
        /// The line, counted from 1.
        line: u64,
        /// The line of the first.
        first: u64,
    },
    /// Something that this layout cannot have.
    #[error("a table in the layout {layout} has no {what}")]
    NotInLayout {
        /// The layout.
        layout: Layout,
        /// What was asked for.
        what: &'static str,
    },
    /// Nothing to judge agreement on.
    #[error("the table has {found}, expected {expected}")]
    TooLittle {
        /// What is needed.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// The cells cannot be taken as ratings.
    #[error(transparent)]
    Ratings(#[from] qualkit_agreement::Error),
}
