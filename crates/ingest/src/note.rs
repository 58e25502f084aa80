use std::fmt;

/// What a reader could not keep as it was, or had to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where in the source, for example `line 12`, `paragraph 3` or `cue 7`.
    pub place: Option<String>,
    /// What happened there.
    pub message: String,
}

impl Note {
    /// A note about the whole source.
    pub(crate) fn of_all(message: impl Into<String>) -> Note {
        Note { place: None, message: message.into() }
    }

    /// A note about one place.
    pub(crate) fn at(place: impl Into<String>, message: impl Into<String>) -> Note {
        Note { place: Some(place.into()), message: message.into() }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}
