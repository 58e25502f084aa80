use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::GraphemeCursor;

use crate::{Span, Text};

/// A text made ready for finding quoted words in it, however they were typed: straight or curved
/// quotation marks, any dash or two hyphens, an ellipsis or three dots, any run of white space.
///
/// Letters, their case and all other punctuation must be the same.
#[derive(Debug)]
pub struct Quotable<'t> {
    text: &'t Text,
    folded: String,
    /// For every byte of `folded`, the first code point of the text it came from.
    places: Vec<u32>,
    /// And the last: several where two hyphens are one dash.
    ends: Vec<u32>,
}

impl<'t> Quotable<'t> {
    /// Prepares a whole text.
    pub fn new(text: &'t Text) -> Quotable<'t> {
        let mut folded = String::with_capacity(text.as_str().len());
        let mut places = Vec::with_capacity(text.as_str().len());
        let mut ends = Vec::with_capacity(text.as_str().len());
        for (place, c) in (0u32..).zip(text.as_str().chars()) {
            fold(c, &mut folded);
            places.resize(folded.len(), place);
            if ends.len() == folded.len() && is_dash(c) {
                // It went into the dash before it.
                ends.last_mut().into_iter().for_each(|end| *end = place);
            }
            ends.resize(folded.len(), place);
        }
        Quotable { text, folded, places, ends }
    }

    /// Every place where the words stand, in order; none for words that are only white space.
    pub fn find(&self, words: &str) -> Vec<Span> {
        let needle = fold_words(words);
        if needle.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.folded[from..].find(&needle).map(|offset| from + offset) {
            let start = self.places[at];
            let end = self.ends[at + needle.len() - 1] + 1;
            found.extend(
                Span::new(start, end).ok().and_then(|span| self.text.trim(span)).filter(|span| self.is_whole(*span)),
            );
            from = at + self.folded[at..].chars().next().map_or(1, char::len_utf8);
        }
        found.dedup();
        found
    }

    /// Every place where the words stand in whatever capitals.
    pub fn find_in_any_case(&self, words: &str) -> Vec<Span> {
        // One letter for one letter of the same length, so that places stay what they are.
        let lower = |text: &str| text.chars().map(lower_case).collect::<String>();
        let (places, ends) = (self.places.clone(), self.ends.clone());
        let lowered = Quotable { text: self.text, folded: lower(&self.folded), places, ends };
        lowered.find(&lower(words))
    }

    /// Whether a span cuts no character that is made of several code points: a letter and its accent, a
    /// family of people.
    fn is_whole(&self, span: Span) -> bool {
        let text = self.text.as_str();
        let whole = |byte| GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true);
        self.text.bytes(span).is_some_and(|bytes| text.is_ascii() || (whole(bytes.start) && whole(bytes.end)))
    }
}

/// Whether two quotations have the same words, however quotation marks, dashes and spaces are typed.
pub fn same_words(one: &str, other: &str) -> bool {
    one == other || fold_words(one) == fold_words(other)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The small letter, where that is one letter of the same length in bytes.
fn lower_case(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
        _ => c,
    }
}

fn fold_words(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for c in words.trim().nfc() {
        fold(c, &mut folded);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Appends what `c` counts as: a run of white space as one space, an invisible character as nothing.
fn fold(c: char, folded: &mut String) {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{2bc}' | '`' | '\u{b4}' => {
            folded.push('\'')
        }
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => folded.push('"'),
        // Two hyphens are how a dash is typed.
        c if is_dash(c) => {
            if !folded.ends_with('-') {
                folded.push('-');
            }
        }
        '\u{2026}' => folded.push_str("..."),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
        c if c.is_whitespace() => {
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        c => folded.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, words: &str) -> Vec<String> {
        let text = Text::new(text);
        let spans = Quotable::new(&text).find(words);
        spans.into_iter().map(|span| text.slice(span).unwrap().to_owned()).collect()
    }

    #[test]
    fn straight_quotes_find_curved_ones() {
        assert_eq!(found("She’s “fine”…", "She's \"fine\"..."), ["She’s “fine”…"]);
    }

    #[test]
    fn a_dash_is_two_hyphens_or_one() {
        assert_eq!(found("My name is -- wait", "name is – wait"), ["name is -- wait"]);
        assert_eq!(found("so—no", "so--no"), ["so—no"]);
        assert_eq!(found("I was-- no", "I was--"), ["I was--"]);
    }

    #[test]
    fn other_spaces_find_the_same_words() {
        assert_eq!(found("a trusted,\n  warm handoff", " a  trusted, warm "), ["a trusted,\n  warm"]);
    }

    #[test]
    fn words_that_occur_twice_are_found_twice() {
        assert_eq!(found("no no no", "no").len(), 3);
        assert_eq!(found("aaa", "aa").len(), 2);
    }

    #[test]
    fn other_letters_are_not_found() {
        assert!(found("Status", "status").is_empty());
        assert!(found("text", "   ").is_empty());
    }

    #[test]
    fn a_character_is_not_cut() {
        assert!(found("x\u{30c} marks", "x").is_empty());
        assert!(found("family \u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f466} here", "family \u{1f469}").is_empty());
    }

    #[test]
    fn a_decomposed_accent_finds_the_composed_one() {
        assert_eq!(found("señora", "sen\u{303}ora"), ["señora"]);
    }
}
