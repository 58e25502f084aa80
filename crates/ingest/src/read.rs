use qualkit_transcript::{Transcript, TranscriptId};

use crate::{Format, IngestError, Note};

/// What the person who reads a file in knows about it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The labels of those who lead the conversation, compared without case.
    pub interviewers: Vec<String>,
    /// The labels of others who speak, for those who speak only once.
    pub speakers: Vec<String>,
    /// The format, if it should not be recognised.
    pub format: Option<Format>,
}

/// A transcript as it was read from a file.
#[derive(Clone, Debug)]
pub struct Ingested {
    /// The transcript.
    pub transcript: Transcript,
    /// The format it was read as.
    pub format: Format,
    /// How the format was recognised, as one phrase.
    pub why: String,
    /// What could not be kept as it was, or had to be decided.
    pub notes: Vec<Note>,
    /// Whether who asks and who answers was guessed from how they speak.
    pub guessed_roles: bool,
}

/// Reads the bytes of a file as a transcript. `file_name` is the file's name without its folder.
///
/// # Errors
/// If the bytes are of no format that can be read, or hold no words.
pub fn read(id: TranscriptId, file_name: &str, bytes: &[u8], options: &Options) -> Result<Ingested, IngestError> {
    let _ = (id, file_name, bytes, options);
    Err(IngestError::NoWords)
}
