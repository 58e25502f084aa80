//! Positions in immutable text and all that follows from text alone.
//!
//! A coding is stand-off: it names a place in a text that never changes under it. This crate owns
//! the places and the text:
//!
//! - [`CharPos`] and [`Span`]: Unicode code points from the start, half-open;
//! - [`Relation`]: how two spans lie to each other;
//! - [`Text`]: canonical text (NFC, LF, no byte order mark) with an index from code points to bytes
//!   and lines;
//! - [`sentences`] and [`paragraphs`]: the units that follow from text alone;
//! - [`Quotable`]: finding words again, however their quotation marks and spaces were typed;
//! - [`decode`]: foreign bytes to text, with the encoding that was found.
//!
//! ```
//! use qualkit_text::{Quotable, Text};
//!
//! let text = Text::new("She said it’s a trusted,\nwarm handoff.");
//! let found = Quotable::new(&text).find("it's a trusted, warm");
//! assert_eq!(text.slice(found[0]), Some("it’s a trusted,\nwarm"));
//! ```

mod canonical;
mod decode;
mod index;
mod position;
mod quote;
mod relation;
mod segment;
mod span;
mod text;

pub use canonical::{Repairs, canonicalize};
pub use decode::{Decoded, NotText, decode};
pub use position::CharPos;
pub use quote::{Quotable, same_words};
pub use relation::Relation;
pub use segment::{count_words, paragraphs, sentences};
pub use span::{EmptySpan, Span, merge_spans};
pub use text::{Text, digest};
