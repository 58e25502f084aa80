use std::fmt;

use crate::{CharPos, Relation};

/// A stretch of text: from `start` up to, but without, `end`; never empty.
///
/// ```
/// use qualkit_text::Span;
///
/// let a = Span::new(10, 20)?;
/// let b = Span::new(15, 30)?;
/// assert_eq!(a.intersection(b), Some(Span::new(15, 20)?));
/// assert_eq!(a.to_string(), "10..20");
/// # Ok::<(), qualkit_text::EmptySpan>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: CharPos,
    end: CharPos,
}

/// A span whose end does not lie behind its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a span must end behind its start, but this one goes from {start} to {end}")]
pub struct EmptySpan {
    /// Where the span would start.
    pub start: u32,
    /// Where it would end.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`, in code points.
    ///
    /// # Errors
    /// [`EmptySpan`] unless `start < end`.
    pub const fn new(start: u32, end: u32) -> Result<Span, EmptySpan> {
        if start < end {
            Ok(Span { start: CharPos::new(start), end: CharPos::new(end) })
        } else {
            Err(EmptySpan { start, end })
        }
    }

    /// The first place inside.
    pub const fn start(self) -> CharPos {
        self.start
    }

    /// The first place behind.
    pub const fn end(self) -> CharPos {
        self.end
    }

    /// How many code points the span holds; at least one.
    #[allow(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub const fn len(self) -> u32 {
        self.end.get() - self.start.get()
    }

    /// Whether the place lies inside.
    pub fn holds(self, place: CharPos) -> bool {
        self.start <= place && place < self.end
    }

    /// Whether all of `other` lies inside (equal spans too).
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The code points that both hold.
    pub fn intersection(self, other: Span) -> Option<Span> {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (start < end).then_some(Span { start, end })
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// How this span lies to `other`.
    pub fn relation(self, other: Span) -> Relation {
        Relation::of(self, other)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Joins spans that overlap or touch; the result is sorted and disjoint, and holds the same code
/// points.
///
/// ```
/// use qualkit_text::{Span, merge_spans};
///
/// let span = |a, b| Span::new(a, b).unwrap();
/// let merged = merge_spans([span(5, 9), span(0, 3), span(3, 6)]);
/// assert_eq!(merged, [span(0, 9)]);
/// ```
pub fn merge_spans(spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.hull(span),
            _ => merged.push(span),
        }
    }
    merged
}
