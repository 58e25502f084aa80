//! Foreign bytes to a transcript plus warnings.
//!
//! Researchers hand over interviews as text, Word documents, captions and tables, each in many
//! shapes. [`read`] takes the bytes and the file's name, recognises the format by what is in it, and
//! gives a [`Transcript`](qualkit_transcript::Transcript) with the [`Note`]s of everything that could
//! not be kept as it was or had to be decided.
//!
//! Words are never lost or made up in silence: what is left out is counted in a note, and what might
//! have been a speaker's label but was taken as words is named.

mod archive;
mod beside;
mod blocks;
mod captions;
mod chosen;
mod clock;
mod code_page;
mod columns;
mod csv;
mod detect;
mod document;
mod docx;
mod encoding;
mod error;
mod format;
mod guarded;
mod head;
mod header;
mod html;
mod html_blocks;
mod labels;
mod learn;
mod legend;
mod many;
mod markup;
mod note;
mod numbered;
mod odt;
mod once;
mod opendocument;
mod pattern;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "pdf")]
mod pdf_pages;
#[cfg(feature = "pdf")]
mod pdf_widths;
mod plain;
mod read;
mod repairs;
mod role;
mod rtf;
mod rtf_blocks;
mod rtf_token;
mod sheet;
mod spellings;
mod srt;
mod tables;
mod told;
mod turns;
mod utterances;
mod vtt;
mod write;
mod xlsx;

pub use chosen::{ChosenColumns, Rows, UnknownColumns, UnknownRows};
pub use encoding::{Encoding, UnknownEncoding};
pub use error::{IngestError, UnknownFormat};
pub use format::Format;
pub use note::Note;
pub use pattern::{InvalidPattern, SpeakerPattern};
pub use read::{Collection, Ingested, Options, read, read_many};
pub use write::{WriteError, Written, write};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
