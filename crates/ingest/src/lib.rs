//! Foreign bytes to a transcript plus warnings.
//!
//! Researchers hand over interviews as text, Word documents, captions and tables, each in many
//! shapes. [`read`] takes the bytes and the file's name, recognises the format by what is in it, and
//! gives a [`Transcript`](qualkit_transcript::Transcript) with the [`Note`]s of everything that could
//! not be kept as it was or had to be decided.
//!
//! Words are never lost or made up in silence: what is left out is counted in a note, and what might
//! have been a speaker's label but was taken as words is named.

mod captions;
mod clock;
mod columns;
mod csv;
mod detect;
mod document;
mod docx;
mod error;
mod format;
mod head;
mod header;
mod join;
mod labels;
mod learn;
mod legend;
mod markup;
mod note;
mod once;
mod plain;
mod read;
mod repairs;
mod role;
mod srt;
mod tables;
mod teams;
mod told;
mod turns;
mod voices;
mod vtt;

pub use error::{IngestError, UnknownFormat};
pub use format::Format;
pub use join::{Join, UnknownJoin};
pub use note::Note;
pub use read::{Ingested, Options, read};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
