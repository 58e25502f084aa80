use std::borrow::Borrow;
use std::fmt;

/// A name that is given once and never changes: it begins with a letter and goes on with letters,
/// digits, `-` and `_`.
///
/// Such a name is safe as a file name, needs no quoting, and no spreadsheet takes it for a number or a date.
///
/// ```
/// use qualkit_table::Id;
///
/// assert_eq!(Id::new("warm-handoff")?.as_str(), "warm-handoff");
/// assert!(Id::new("II.G.1").is_err());
/// assert_eq!(Id::slug("Warm handoff & accompaniment").unwrap().as_str(), "warm-handoff-accompaniment");
/// # Ok::<(), qualkit_table::InvalidId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

/// A text that cannot be an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' is no id: an id begins with a letter and has only letters, digits, '-' and '_'")]
pub struct InvalidId {
    /// The text.
    pub found: String,
}

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

impl Id {
    /// Takes a text as an id, without surrounding white space.
    ///
    /// # Errors
    /// [`InvalidId`] unless it has the form of one.
    pub fn new(text: &str) -> Result<Id, InvalidId> {
        let text = text.trim();
        let mut chars = text.chars();
        let formed = chars.next().is_some_and(char::is_alphabetic)
            && chars.all(|c| c.is_alphanumeric() || c == '-' || c == '_')
            && !DEVICES.contains(&text.to_ascii_lowercase().as_str());
        if formed { Ok(Id(text.into())) } else { Err(InvalidId { found: text.to_owned() }) }
    }

    /// Makes an id of a name: lower case, everything but letters and digits becomes one hyphen.
    /// `None` for a name without letter or digit.
    pub fn slug(name: &str) -> Option<Id> {
        Id::joined(&name.to_lowercase())
    }

    /// Makes an id of the name of a file: as [`Id::slug`], but capitals and underscores stay.
    pub fn of_file(stem: &str) -> Option<Id> {
        Id::joined(stem)
    }

    fn joined(name: &str) -> Option<Id> {
        let parts: Vec<&str> =
            name.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|part| !part.is_empty()).collect();
        let mut slug = parts.join("-");
        if !slug.chars().next()?.is_alphabetic() {
            slug.insert(0, 't');
        }
        Id::new(&slug).or_else(|_| Id::new(&format!("t-{slug}"))).ok()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Declares a type for one kind of id, so that a code cannot be taken for a coder.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($crate::Id);

        impl $name {
            /// Takes a text as an id; see [`qualkit_table::Id::new`].
            ///
            /// # Errors
            /// If it has not the form of one.
            pub fn new(text: &str) -> Result<Self, $crate::InvalidId> {
                $crate::Id::new(text).map(Self)
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl From<$crate::Id> for $name {
            fn from(id: $crate::Id) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_becomes_an_id_by_a_letter_in_front() {
        assert_eq!(Id::of_file("001").unwrap().as_str(), "t001");
        assert_eq!(Id::of_file("Interview 20 (final)").unwrap().as_str(), "Interview-20-final");
    }

    #[test]
    fn names_that_windows_keeps_are_no_ids() {
        assert!(Id::new("Con").is_err());
        assert_eq!(Id::slug("con").unwrap().as_str(), "t-con");
    }

    #[test]
    fn nothing_makes_no_id() {
        assert_eq!(Id::slug("…"), None);
        assert!(Id::new("").is_err());
    }
}
