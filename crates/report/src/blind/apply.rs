use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use qualkit_table::one_line;

use super::fold::{fold, is_ignored};
use super::{Blind, Capitals, Entry, Replaced};

/// Finds the listed words, all at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Finder {
    automaton: Option<AhoCorasick>,
    /// For each of the listed words, its capitals if only those count.
    capitals: Vec<Option<Vec<bool>>>,
}

/// A place at which listed words stand, in bytes of the text.
struct Found {
    start: usize,
    end: usize,
    entry: usize,
}

impl Blind {
    /// Replaces the listed words, and counts the places by kind.
    ///
    /// Whole words only: a word ends at everything that is neither letter nor digit. Capitals (but for
    /// words that are matched with theirs only), accents, the form of apostrophes, and the white space, hyphens and underscores between words do not
    /// count. At each place the longest listed words are taken, and what stands in their place is not
    /// looked at again. The plural and the possessive of listed words are found too; their endings stay.
    pub fn apply(&self, text: &str) -> (String, Replaced) {
        let mut replaced = Replaced::default();
        let mut result = String::with_capacity(text.len());
        let mut done = 0;
        for found in self.finder.find(text) {
            let entry = &self.entries[found.entry];
            result.push_str(&text[done..found.start]);
            result.push_str(&entry.replacement);
            replaced.count(&entry.kind);
            done = found.end;
        }
        result.push_str(&text[done..]);
        (result, replaced)
    }

    /// The places where a text has listed words in small letters only, though they are listed with a
    /// capital and matched in any: the listed form, the form as it stands, and how often it stands
    /// there. `will` may be an ordinary word where `Will` is a person; then `match` is to be `exact`.
    ///
    /// In the order of the list. Only places that [`Blind::apply`] would replace are counted.
    pub fn other_capitals(&self, text: &str) -> Vec<(String, String, usize)> {
        let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
        for found in self.finder.find(text) {
            let entry = &self.entries[found.entry];
            let as_it_stands = &text[found.start..found.end];
            let has_capital = |words: &str| words.contains(char::is_uppercase);
            if entry.capitals == Capitals::Any && has_capital(&entry.words) && !has_capital(as_it_stands) {
                *counts.entry((found.entry, one_line(as_it_stands).into_owned())).or_default() += 1;
            }
        }
        counts.into_iter().map(|((at, form), count)| (self.entries[at].words.clone(), form, count)).collect()
    }
}

impl Finder {
    pub(super) fn new(entries: &[Entry]) -> Finder {
        let folded: Vec<_> = entries.iter().map(|entry| fold(&entry.words)).collect();
        let words: Vec<&str> = folded.iter().map(|folded| folded.text.as_str()).collect();
        let automaton = || AhoCorasick::new(&words).expect("a list that people wrote is not too large");
        let automaton = (!words.is_empty()).then(automaton);
        let pairs = entries.iter().zip(folded);
        let capitals = pairs.map(|(entry, folded)| (entry.capitals == Capitals::Exact).then_some(folded.capitals));
        Finder { automaton, capitals: capitals.collect() }
    }

    /// The places to be replaced, from left to right; of those that overlap the first, and of those that
    /// begin together the longest.
    fn find(&self, text: &str) -> Vec<Found> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = fold(text);
        let mut places: Vec<Found> = automaton
            .find_overlapping_iter(&folded.text)
            .filter(|found| begins_word(&folded.text, found.start()) && ends_word(&folded.text, found.end()))
            .filter(|found| {
                let listed = &self.capitals[found.pattern().as_usize()];
                listed.as_ref().is_none_or(|listed| *listed == folded.capitals[found.range()])
            })
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
        let mut done = 0;
        places.retain(|place| {
            let is_free = place.start >= done;
            done = if is_free { place.end } else { done };
            is_free
        });
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
