//! Words of one speaker that are put together of pieces, each with a time of its own.

use qualkit_transcript::{Piece, Timecode, Utterance};

use crate::xml::flat;

/// What has been put together so far.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    words: String,
    /// Whether a space stands behind the words.
    gap: bool,
    pieces: Vec<Piece>,
}

impl Stretch {
    /// Adds words as they stand in the source; what begins inside a word has no time of its own.
    pub(crate) fn add(&mut self, raw: &str, begins: Option<Timecode>, ends: Option<Timecode>) {
        let words = flat(raw);
        let apart = self.gap || self.words.is_empty() || raw.starts_with(char::is_whitespace);
        if words.is_empty() {
            self.gap |= !raw.is_empty();
            return;
        }
        self.gap = raw.ends_with(char::is_whitespace);
        if apart && !self.words.is_empty() {
            self.words.push(' ');
        }
        let last = self.pieces.last_mut();
        let goes_on = last.as_ref().is_some_and(|last| !apart || begins == Some(last.begins));
        match (last.filter(|_| goes_on), begins) {
            (Some(last), _) => last.ends = ends.max(last.ends),
            (None, Some(begins)) => {
                let ends = ends.filter(|ends| begins <= *ends);
                self.pieces.push(Piece { at: self.words.len(), begins, ends });
            }
            (None, None) => {}
        }
        self.words.push_str(&words);
    }

    /// Ends the last piece if it is still open.
    pub(crate) fn end(&mut self, time: Timecode) {
        if let Some(last) = self.pieces.last_mut().filter(|last| last.ends.is_none() && last.begins <= time) {
            last.ends = Some(time);
        }
    }

    /// When its last piece ends.
    pub(crate) fn ends(&self) -> Option<Timecode> {
        self.pieces.last().and_then(|last| last.ends)
    }

    /// All of it; a single piece has the times of the whole.
    pub(crate) fn utterance(mut self, label: &str, begins: Option<Timecode>, ends: Option<Timecode>) -> Utterance {
        match (begins, self.pieces.first_mut()) {
            (Some(begins), Some(first)) if first.at == 0 => first.begins = begins.min(first.begins),
            _ => self.pieces.clear(),
        }
        if self.pieces.len() < 2 || self.pieces.first().map(|first| first.begins) != begins {
            self.pieces.clear();
        }
        Utterance { label: label.to_owned(), words: self.words, begins, ends, parts: self.pieces }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_begin_where_words_do() {
        let time = |millis| Some(Timecode::from_millis(millis));
        let mut stretch = Stretch::default();
        for (raw, begins) in [("so ", 1000), ("  ", 1500), ("by", 2000), ("pass", 3000), (" it\n", 4000)] {
            stretch.add(raw, time(begins), time(begins + 500));
        }
        stretch.add("went", None, None);
        let told = stretch.utterance("A", time(1000), time(4500));
        let places: Vec<_> = told.parts.iter().map(|piece| (piece.at, piece.begins.millis(), piece.ends)).collect();
        assert_eq!(told.words, "so bypass it went");
        assert_eq!(places, [(0, 1000, time(1500)), (3, 2000, time(3500)), (10, 4000, time(4500))]);
    }
}
