use std::cmp::Ordering;

use super::measure::Unit;
use super::{Categorical, Dissimilarity};
use crate::Continuum;

/// Texts, coders and codes in an order that depends on what they hold, not on the order or the numbers they were given.
///
/// Random continua draw coders, texts and codes by number, and of alignments that are equally good one has to be taken.
/// Both happen in this order, so that results stay the same, digit for digit, when coders, texts or codes are listed
/// in another order.
pub(super) struct Canonical {
    /// Numbers as given, in canonical order.
    pub coders: Vec<usize>,
    pub codes: Vec<usize>,
    pub texts: Vec<usize>,
}

/// One text, with coders and codes by their place in the canonical order.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub length: u64,
    /// Per coder, by start, end and code; positions count from the start of the continuum.
    pub coders: Vec<Vec<Unit>>,
}

/// A segment by the numbers of its text, coder and code.
struct Placed {
    text: usize,
    coder: usize,
    code: usize,
    start: u64,
    end: u64,
}

impl Canonical {
    /// Tells texts, coders and codes apart by their segments, and by each other, until nothing more can be told.
    ///
    /// Each starts with what it is of itself: texts their length, codes their row of dissimilarities. Then each is
    /// described by its segments, with what is known so far of the other two kinds, until no two that were alike become
    /// different. What is then still alike, as two coders with the very same segments are, stays in the order given.
    pub fn of(texts: &[Continuum], dissimilarity: &Dissimilarity) -> Canonical {
        let coders = texts.first().map_or(0, |text| text.coders().len());
        let codes = texts.iter().map(Continuum::codes).max().unwrap_or(0);
        let segments = placed(texts);
        let mut text_ranks = ranks(&texts.iter().map(Continuum::length).collect::<Vec<_>>());
        let mut coder_ranks = vec![0; coders];
        let mut code_ranks = vec![0; codes];
        loop {
            let known = distinct(&text_ranks) + distinct(&coder_ranks) + distinct(&code_ranks);
            let mut by_text = vec![Vec::new(); texts.len()];
            let mut by_coder = vec![Vec::new(); coders];
            let mut by_code = vec![Vec::new(); codes];
            for &Placed { text, coder, code, start, end } in &segments {
                by_text[text].push((start, end, coder_ranks[coder], code_ranks[code]));
                by_coder[coder].push((start, end, text_ranks[text], code_ranks[code]));
                by_code[code].push((start, end, text_ranks[text], coder_ranks[coder]));
            }
            for list in by_text.iter_mut().chain(&mut by_coder).chain(&mut by_code) {
                list.sort_unstable();
            }
            let row = |code: usize| {
                let mut row: Vec<(usize, u64)> = match dissimilarity.categorical() {
                    Categorical::Nominal => Vec::new(),
                    Categorical::Matrix(rows) => {
                        rows[code].iter().zip(&code_ranks).map(|(value, &rank)| (rank, value.to_bits())).collect()
                    }
                };
                row.sort_unstable();
                row
            };
            let described: Vec<_> = by_code.into_iter().enumerate().map(|(code, list)| (list, row(code))).collect();
            let next_codes = ranks(&code_ranks.iter().zip(described).collect::<Vec<_>>());
            text_ranks = ranks(&text_ranks.iter().zip(by_text).collect::<Vec<_>>());
            coder_ranks = ranks(&coder_ranks.iter().zip(by_coder).collect::<Vec<_>>());
            code_ranks = next_codes;
            if distinct(&text_ranks) + distinct(&coder_ranks) + distinct(&code_ranks) == known {
                break;
            }
        }
        Canonical { coders: order(&coder_ranks), codes: order(&code_ranks), texts: order(&text_ranks) }
    }

    /// Gives a text as given in the canonical order of coders and codes.
    pub fn text(&self, continuum: &Continuum) -> Text {
        let mut code_place = vec![0; self.codes.len()];
        for (place, &code) in self.codes.iter().enumerate() {
            code_place[code] = place;
        }
        let units = |(place, &coder): (usize, &usize)| {
            let mut units: Vec<Unit> = continuum.coders()[coder]
                .iter()
                .map(|segment| Unit {
                    start: (segment.start - continuum.start()) as f64,
                    end: (segment.end - continuum.start()) as f64,
                    coder: place,
                    code: code_place[segment.code],
                })
                .collect();
            units.sort_by(by_place);
            units
        };
        Text { length: continuum.length(), coders: self.coders.iter().enumerate().map(units).collect() }
    }
}

/// The order of segments within a coder.
fn by_place(first: &Unit, second: &Unit) -> Ordering {
    let places = first.start.total_cmp(&second.start).then(first.end.total_cmp(&second.end));
    places.then(first.code.cmp(&second.code))
}

fn placed(texts: &[Continuum]) -> Vec<Placed> {
    let mut segments = Vec::new();
    for (text, continuum) in texts.iter().enumerate() {
        for (coder, own) in continuum.coders().iter().enumerate() {
            segments.extend(own.iter().map(|segment| Placed {
                text,
                coder,
                code: segment.code,
                start: segment.start - continuum.start(),
                end: segment.end - continuum.start(),
            }));
        }
    }
    segments
}

/// Numbers the keys by their order, equal ones alike.
fn ranks<Key: Ord>(keys: &[Key]) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..keys.len()).collect();
    sorted.sort_by(|&first, &second| keys[first].cmp(&keys[second]));
    let mut ranks = vec![0; keys.len()];
    for pair in sorted.windows(2) {
        ranks[pair[1]] = ranks[pair[0]] + usize::from(keys[pair[0]] != keys[pair[1]]);
    }
    ranks
}

fn distinct(ranks: &[usize]) -> usize {
    ranks.iter().max().map_or(0, |most| most + 1)
}

fn order(ranks: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_by_key(|&place| ranks[place]);
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Segment;

    #[test]
    fn coders_who_swap_two_codes_are_told_apart_by_a_third_segment() {
        let segment = |start, end, code| Segment { start, end, code };
        let first = vec![segment(0, 5, 0), segment(10, 15, 1)];
        let second = vec![segment(0, 5, 1), segment(10, 15, 0), segment(20, 25, 0)];
        let given = Continuum::new(0, 30, 2, vec![first.clone(), second.clone()]).unwrap();
        let turned = Continuum::new(0, 30, 2, vec![second, first]).unwrap();
        let units = |text: &Continuum| {
            let texts = std::slice::from_ref(text);
            Canonical::of(texts, &Dissimilarity::default()).text(text).coders
        };
        assert_eq!(units(&given), units(&turned));
    }
}
