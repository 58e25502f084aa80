use std::fmt;

use qualkit_table::TableError;

/// All that is wrong with a table of themes, never the first thing alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemesErrors(pub Vec<ThemeProblem>);

/// One thing that is wrong with a table of themes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ThemeProblem {
    /// The table itself.
    #[error(transparent)]
    Table(#[from] TableError),
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
    /// A parent that is no theme.
    #[error("line {line}: the parent '{parent}' of '{id}' is no theme{}", hint(nearest.as_deref()))]
    UnknownParent {
        /// The line, counted from 1.
        line: u64,
        /// The theme.
        id: String,
        /// Its parent.
        parent: String,
        /// The theme that was probably meant.
        nearest: Option<String>,
    },
    /// A theme that is its own ancestor.
    #[error("'{id}' is above itself: {}", path.join(" > "))]
    Circle {
        /// The theme.
        id: String,
        /// From the theme upwards until it comes again.
        path: Vec<String>,
    },
    /// A code that the codebook does not have.
    #[error("the theme '{id}' holds '{code}', which is no code of the codebook{}", hint(nearest.as_deref()))]
    UnknownCode {
        /// The theme.
        id: String,
        /// What it names.
        code: String,
        /// The code that was probably meant.
        nearest: Option<String>,
    },
}

/// A name that was asked for and is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownName {
    /// No case has such an attribute.
    #[error("there is no attribute '{name}'{}", hint(nearest.as_deref()))]
    Attribute {
        /// The name.
        name: String,
        /// The attribute that was probably meant.
        nearest: Option<String>,
    },
    /// No case has this value of the attribute.
    #[error("no case has '{name}' as its {attribute}; the values are {}", known.join(", "))]
    Value {
        /// The attribute.
        attribute: String,
        /// The value.
        name: String,
        /// The values that cases have.
        known: Vec<String>,
    },
    /// The codebook has no such code.
    #[error("there is no code '{name}'{}", hint(nearest.as_deref()))]
    Code {
        /// The name.
        name: String,
        /// The code that was probably meant.
        nearest: Option<String>,
    },
    /// There is no such theme.
    #[error("there is no theme '{name}'{}", hint(nearest.as_deref()))]
    Theme {
        /// The name.
        name: String,
        /// The theme that was probably meant.
        nearest: Option<String>,
    },
}

/// The end of a message about an unknown name: what was probably meant.
pub(crate) fn hint(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!("; did you mean '{nearest}'?")).unwrap_or_default()
}

impl fmt::Display for ThemesErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&problems.join("\n"))
    }
}

impl std::error::Error for ThemesErrors {}

impl From<TableError> for ThemesErrors {
    fn from(error: TableError) -> Self {
        ThemesErrors(vec![error.into()])
    }
}
