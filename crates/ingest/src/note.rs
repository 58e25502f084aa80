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

    /// A note about the first of several places, if there is any: `cue 2: has no words (and 3 more)`.
    pub(crate) fn first_of<P: fmt::Display>(unit: &str, places: &[P], message: &str) -> Option<Note> {
        let (first, others) = places.split_first()?;
        let more = if others.is_empty() { String::new() } else { format!(" (and {} more)", others.len()) };
        Some(Note::at(format!("{unit} {first}"), format!("{message}{more}")))
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
