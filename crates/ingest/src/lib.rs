//! Foreign bytes to a transcript plus warnings.
//!
//! Researchers hand over interviews as text, Word documents, captions and tables, each in many
//! shapes. [`read`] takes the bytes and the file's name, recognises the format by what is in it, and
//! gives a [`Transcript`](qualkit_transcript::Transcript) with the [`Note`]s of everything that could
//! not be kept as it was or had to be decided.
//!
//! Words are never lost or made up in silence: what is left out is counted in a note, and what might
//! have been a speaker's label but was taken as words is named.

mod aliases;
mod archive;
mod assemblyai;
mod aws;
mod azure;
mod beside;
mod blocks;
mod canonical;
mod captions;
mod chat;
mod chosen;
mod clock;
mod code_page;
mod columns;
mod csv;
mod cue_heads;
mod cue_lines;
mod declared;
mod deepgram;
mod detect;
mod document;
mod docx;
mod docx_heads;
mod eaf;
mod encoding;
mod error;
mod evidence;
mod exb;
mod f4;
mod format;
mod front_matter;
mod google;
mod guarded;
mod head;
mod header;
mod heard;
mod html;
mod html_blocks;
mod inqscribe;
mod inside;
mod join;
mod json;
mod json_oddities;
mod labels;
mod learn;
mod legend;
mod many;
mod margin;
mod markdown;
mod markup;
mod note;
mod numbered;
mod odt;
mod once;
mod once_styled;
mod opendocument;
mod ornament;
mod otr;
mod participants;
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
mod rev;
mod role;
mod rtf;
mod rtf_blocks;
mod rtf_token;
mod running;
mod sbv;
mod seconds;
mod sheet;
mod sonix;
mod speechmatics;
mod spellings;
mod srt;
mod stretch;
mod structured;
mod style;
mod tables;
mod teams;
mod tei;
mod textgrid;
mod tiers;
mod titled;
mod together;
mod tokens;
mod told;
mod trs;
mod turns;
mod utterances;
mod vtt;
mod whisper;
mod whisper_cpp;
mod within;
mod write;
mod xlsx;
mod xml;
mod zoom_chat;

pub use aliases::{Alias, Aliases};
pub use chosen::{ChosenColumns, Rows, UnknownColumns, UnknownRows};
pub use encoding::{Encoding, UnknownEncoding};
pub use error::{IngestError, UnknownFormat};
pub use format::Format;
pub use join::{Join, UnknownJoin};
pub use note::Note;
pub use pattern::{InvalidPattern, SpeakerPattern};
pub use read::{Collection, Ingested, Options, read, read_many};
pub use together::read_together;
pub use write::{WriteError, Written, write};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
