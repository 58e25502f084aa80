use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use sha2::{Digest as _, Sha256};

use crate::index::Index;
use crate::{CharPos, Repairs, Span, canonicalize};

/// An immutable text in canonical form, with an index from code points to bytes and lines.
///
/// ```
/// use qualkit_text::{Span, Text};
///
/// let text = Text::new("Señora Núñez\r\ncame back.");
/// assert_eq!(text.len(), 23);
/// let name = Span::new(7, 12)?;
/// assert_eq!(text.slice(name), Some("Núñez"));
/// assert_eq!(text.line(name.start()), 1);
/// # Ok::<(), qualkit_text::EmptySpan>(())
/// ```
#[derive(Clone, Debug)]
pub struct Text {
    content: String,
    index: Index,
}

impl Text {
    /// Makes canonical text of `raw`; see [`canonicalize`]. A `String` that is canonical is not copied.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB.
    pub fn new<'r>(raw: impl Into<Cow<'r, str>>) -> Text {
        Text::repaired(raw).0
    }

    /// Makes canonical text and tells what had to change.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB.
    pub fn repaired<'r>(raw: impl Into<Cow<'r, str>>) -> (Text, Repairs) {
        let raw = raw.into();
        let (mended, repairs) = match canonicalize(&raw) {
            (Cow::Borrowed(_), repairs) => (None, repairs),
            (Cow::Owned(mended), repairs) => (Some(mended), repairs),
        };
        let content = mended.unwrap_or_else(|| raw.into_owned());
        let index = Index::new(&content);
        (Text { content, index }, repairs)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// How many code points the text has.
    pub fn len(&self) -> u32 {
        self.index.len()
    }

    /// Whether the text has no character at all.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The span of the whole text; `None` if it is empty.
    pub fn whole(&self) -> Option<Span> {
        Span::new(0, self.len()).ok()
    }

    /// The words of a span; `None` if it reaches beyond the end.
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.content.get(self.bytes(span)?)
    }

    /// Where a span lies in the bytes of [`Text::as_str`].
    pub fn bytes(&self, span: Span) -> Option<Range<usize>> {
        let start = self.index.byte(&self.content, span.start())?;
        let end = self.index.byte(&self.content, span.end())?;
        Some(start..end)
    }

    /// The span of a range of bytes; `None` if it is empty or cuts a character.
    pub fn span_of(&self, bytes: Range<usize>) -> Option<Span> {
        let start = self.index.place(&self.content, bytes.start)?;
        let end = self.index.place(&self.content, bytes.end)?;
        Span::new(start.get(), end.get()).ok()
    }

    /// The line, counted from 1, in which a place lies.
    pub fn line(&self, place: CharPos) -> usize {
        self.index.line(place)
    }

    /// Shrinks a span until it neither begins nor ends with white space; `None` if nothing is left
    /// or the span reaches beyond the end.
    pub fn trim(&self, span: Span) -> Option<Span> {
        let words = self.slice(span)?;
        let front = count(&words[..words.len() - words.trim_start().len()]);
        let back = count(&words[words.trim_end().len()..]);
        Span::new(span.start().get() + front, span.end().get().checked_sub(back)?).ok()
    }

    /// The SHA-256 digest of the text, in hexadecimal.
    pub fn digest(&self) -> String {
        digest(self.content.as_bytes())
    }
}

fn count(part: &str) -> u32 {
    u32::try_from(part.chars().count()).expect("a part is no longer than its text")
}

/// The SHA-256 digest of bytes, in hexadecimal, by which a file is recognised.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_beyond_the_end_is_none() {
        let text = Text::new("né");
        assert_eq!(text.slice(Span::new(0, 2).unwrap()), Some("né"));
        assert_eq!(text.slice(Span::new(1, 3).unwrap()), None);
    }

    #[test]
    fn bytes_inside_a_character_have_no_span() {
        let text = Text::new("né!");
        assert_eq!(text.span_of(0..2), None);
        assert_eq!(text.span_of(1..3), Span::new(1, 2).ok());
    }

    #[test]
    fn trimming_only_blanks_leaves_nothing() {
        let text = Text::new("a \t b");
        assert_eq!(text.trim(Span::new(1, 4).unwrap()), None);
        assert_eq!(text.trim(Span::new(0, 3).unwrap()), Span::new(0, 1).ok());
    }
}
