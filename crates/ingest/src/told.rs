use qualkit_transcript::Utterance;

use crate::Note;
use crate::legend::Entry;

/// What a reader finds in a source.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) header: Vec<String>,
    /// Lines that stood between or behind the turns and are no part of them.
    pub(crate) behind: Vec<String>,
    pub(crate) utterances: Vec<Utterance>,
    pub(crate) legend: Vec<Entry>,
    pub(crate) language: Option<String>,
    pub(crate) notes: Vec<Note>,
}
