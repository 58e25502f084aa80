//! The lines of captions.

use memchr::{memchr_iter, memmem};

use crate::IngestError;
use crate::clock::Fraction;
use crate::json::MOST;

/// The lines of a file of captions, in its order.
#[derive(Debug, Default)]
pub(crate) struct CueLines<'t> {
    pub(crate) all: Vec<&'t str>,
    /// Which of them have an arrow.
    pub(crate) timed: Vec<bool>,
    /// How their times are to be read.
    pub(crate) fraction: Fraction,
}

impl<'t> CueLines<'t> {
    /// Parts canonical text.
    ///
    /// # Errors
    /// If there are more lines with two times than any recording has.
    pub(crate) fn new(text: &'t str) -> Result<CueLines<'t>, IngestError> {
        let mut lines = CueLines::default();
        let mut arrows = memmem::find_iter(text.as_bytes(), "-->").peekable();
        let mut start = 0;
        let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
        for end in memchr_iter(b'\n', text.as_bytes()).chain(last) {
            let mut timed = false;
            while arrows.next_if(|arrow| *arrow < end).is_some() {
                timed = true;
            }
            lines.all.push(&text[start..end]);
            lines.timed.push(timed);
            start = end + 1;
        }
        let timed = || lines.all.iter().zip(&lines.timed).filter(|(_, timed)| **timed).map(|(line, _)| *line);
        if timed().count() > MOST {
            return Err(IngestError::TooMany { parts: "captions", most: MOST });
        }
        lines.fraction = Fraction::of(timed());
        Ok(lines)
    }
}
