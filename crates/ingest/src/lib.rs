//! Foreign bytes to a transcript plus warnings.
//!
//! Researchers hand over interviews as text, Word documents, captions and tables, each in many
//! shapes. [`read`] takes the bytes and the file's name, recognises the format by what is in it, and
//! gives a [`Transcript`](qualkit_transcript::Transcript) with the [`Note`]s of everything that could
//! not be kept as it was or had to be decided.

mod error;
mod format;
mod note;
mod read;

pub use error::{IngestError, UnknownFormat};
pub use format::Format;
pub use note::Note;
pub use read::{Ingested, Options, read};
