use aho_corasick::AhoCorasick;

use super::fold::{fold, is_ignored};
use super::{Blind, Replaced};

/// Finds the listed words, all at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Finder(Option<AhoCorasick>);

/// A place at which listed words stand, in bytes of the text.
struct Found {
    start: usize,
    end: usize,
    entry: usize,
}

impl Blind {
    /// Replaces the listed words, and counts the places by kind.
    ///
    /// Whole words only: a word ends at everything that is neither letter nor digit. Case, accents,
    /// the form of apostrophes, and the white space, hyphens and underscores between words do not
    /// count. At each place the longest listed words are taken, and what stands in their place is not
    /// looked at again. The plural and the possessive of listed words are found too; their endings stay.
    pub fn apply(&self, text: &str) -> (String, Replaced) {
        let mut replaced = Replaced::default();
        let mut result = String::with_capacity(text.len());
        let mut done = 0;
        for found in self.finder.find(text) {
            if found.start < done {
                continue;
            }
            let entry = &self.entries[found.entry];
            result.push_str(&text[done..found.start]);
            result.push_str(&entry.replacement);
            replaced.count(&entry.kind);
            done = found.end;
        }
        result.push_str(&text[done..]);
        (result, replaced)
    }
}

impl Finder {
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Finder {
        let words: Vec<String> = words.map(|words| fold(words).text).collect();
        let automaton = || AhoCorasick::new(&words).expect("a list that people wrote is not too large");
        Finder((!words.is_empty()).then(automaton))
    }

    /// Every place, from left to right, the longest first.
    fn find(&self, text: &str) -> Vec<Found> {
        let Some(automaton) = &self.0 else { return Vec::new() };
        let folded = fold(text);
        let mut places: Vec<Found> = automaton
            .find_overlapping_iter(&folded.text)
            .filter(|found| begins_word(&folded.text, found.start()) && ends_word(&folded.text, found.end()))
            .map(|found| {
                let last = folded.source[found.end() - 1];
                Found {
                    start: folded.source[found.start()],
                    end: end_of(text, last),
                    entry: found.pattern().as_usize(),
                }
            })
            .collect();
        places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end), place.entry));
        places
    }
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric) || !text[at..].starts_with(char::is_alphanumeric)
}

/// Whether a word ends here, be it with the ending of a plural.
fn ends_word(text: &str, at: usize) -> bool {
    let behind = &text[at..];
    let is_edge = |behind: &str| !behind.starts_with(char::is_alphanumeric);
    if !text[..at].ends_with(char::is_alphanumeric) {
        return true;
    }
    ["", "s", "es"].iter().any(|ending| behind.strip_prefix(ending).is_some_and(is_edge))
}

/// The end of the character that begins at `last`, with the invisible ones that belong to it.
fn end_of(text: &str, last: usize) -> usize {
    let mut rest = text[last..].chars();
    rest.next();
    text.len() - rest.as_str().trim_start_matches(is_ignored).len()
}
