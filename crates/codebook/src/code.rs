use std::fmt;
use std::str::FromStr;

use qualkit_table::Extra;

qualkit_table::id_type! {
    /// The id of a code: given once, never changed.
    CodeId
}

/// One code: what it is called and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The id, by which codings name the code.
    pub id: CodeId,
    /// What people call it; may change.
    pub name: String,
    /// The code above it.
    pub parent: Option<CodeId>,
    /// What it means, in a sentence.
    pub definition: String,
    /// What belongs to it, at more length.
    pub detail: String,
    /// When to use it.
    pub use_when: String,
    /// When not to, and what to use instead.
    pub not_when: String,
    /// A passage that shows it well.
    pub example: String,
    /// A regular expression that finds it; empty for a code that only people can apply.
    pub pattern: String,
    /// `#rrggbb`, or empty.
    pub color: String,
    /// Where it comes from, for example `deductive` or `inductive`.
    pub origin: String,
    /// Whether it is still in use.
    pub status: Status,
    /// Columns of the table that are not ours, as they were.
    pub extra: Extra,
}

/// Whether a code is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// It may be applied.
    #[default]
    Active,
    /// It is kept for the codings that bear it, and no longer applied.
    Retired,
}

impl Code {
    /// A code with an id and a name, everything else empty.
    pub fn new(id: CodeId, name: impl Into<String>) -> Code {
        Code {
            id,
            name: name.into(),
            parent: None,
            definition: String::new(),
            detail: String::new(),
            use_when: String::new(),
            not_when: String::new(),
            example: String::new(),
            pattern: String::new(),
            color: String::new(),
            origin: String::new(),
            status: Status::Active,
            extra: Extra::default(),
        }
    }

    /// Whether the code may be applied.
    pub fn is_active(&self) -> bool {
        self.status == Status::Active
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Status::Active => "active",
            Status::Retired => "retired",
        })
    }
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Status, ()> {
        match text.trim().to_ascii_lowercase().as_str() {
            "" | "active" => Ok(Status::Active),
            "retired" => Ok(Status::Retired),
            _ => Err(()),
        }
    }
}
