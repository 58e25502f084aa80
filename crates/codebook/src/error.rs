use std::fmt;

use qualkit_table::TableError;

/// All that is wrong with a codebook's table, never the first thing alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodebookErrors(pub Vec<CodebookProblem>);

/// One thing that is wrong with a codebook's table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodebookProblem {
    /// The table itself.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A row without id and name.
    #[error("line {line}: the code has neither id nor name")]
    Nameless {
        /// The line, counted from 1.
        line: u64,
    },
    /// An id that stands twice.
    #[error("line {line}: the id '{id}' stands already on line {first}")]
    Repeated {
        /// The line of the second.
        line: u64,
        /// The id.
        id: String,
        /// The line of the first.
        first: u64,
    },
    /// A parent that is no code.
    #[error("line {line}: the parent '{parent}' of '{id}' is no code of this codebook{}", hint(nearest.as_deref()))]
    UnknownParent {
        /// The line, counted from 1.
        line: u64,
        /// The code.
        id: String,
        /// Its parent.
        parent: String,
        /// The code that was probably meant.
        nearest: Option<String>,
    },
    /// A code that is its own ancestor.
    #[error("'{id}' is above itself: {}", path.join(" > "))]
    Circle {
        /// The code.
        id: String,
        /// From the code upwards until it comes again.
        path: Vec<String>,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!("; did you mean '{nearest}'?")).unwrap_or_default()
}

impl fmt::Display for CodebookErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&problems.join("\n"))
    }
}

impl std::error::Error for CodebookErrors {}

impl From<TableError> for CodebookErrors {
    fn from(error: TableError) -> Self {
        CodebookErrors(vec![error.into()])
    }
}
