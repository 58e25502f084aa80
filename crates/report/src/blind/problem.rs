use std::fmt;

use qualkit_table::TableError;

/// What can be wrong with a list of words to be replaced. Lines are counted from 1 and include the
/// header.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BlindProblem {
    /// The table itself.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Nothing is to be replaced.
    #[error("line {line}: the words to be replaced are missing, or have neither letter nor digit")]
    NoWords {
        /// The line.
        line: u64,
    },
    /// Nothing is to stand in their place.
    #[error("line {line}: '{words}' has no replacement")]
    NoReplacement {
        /// The line.
        line: u64,
        /// The words.
        words: String,
    },
    /// The column `match` says something else than `any` or `exact`.
    #[error("line {line}: the match of '{words}' is '{found}'; it is 'any' (the same as nothing) or 'exact'")]
    Match {
        /// The line.
        line: u64,
        /// The words.
        words: String,
        /// What stands there.
        found: String,
    },
    /// The same words have two replacements.
    #[error("line {line}: '{words}' becomes {replacement} here and {earlier} on line {first}")]
    Contradiction {
        /// The line.
        line: u64,
        /// The words.
        words: String,
        /// What replaces them here.
        replacement: String,
        /// What replaces them further up.
        earlier: String,
        /// The line further up.
        first: u64,
    },
    /// A replacement holds words that are to be replaced.
    #[error("line {line}: the replacement {replacement} contains '{listed}', which is itself to be replaced")]
    Circular {
        /// The line.
        line: u64,
        /// The replacement.
        replacement: String,
        /// The listed words in it.
        listed: String,
    },
    /// Square brackets mark what has been replaced already.
    #[error("line {line}: '{words}' has a square bracket; brackets mark replacements")]
    Bracket {
        /// The line.
        line: u64,
        /// The words.
        words: String,
    },
    /// The words begin with what may stand behind a replacement as the ending of a plural.
    #[error("line {line}: '{words}' begins with 's' or 'es', which is how the plural of a replaced word ends")]
    Ending {
        /// The line.
        line: u64,
        /// The words.
        words: String,
    },
}

/// Everything that is wrong with a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlindErrors(pub Vec<BlindProblem>);

impl fmt::Display for BlindErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.0.iter().enumerate() {
            f.write_str(if place == 0 { "" } else { "\n" })?;
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for BlindErrors {}
