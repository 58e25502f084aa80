use std::collections::BTreeMap;

use indexmap::IndexMap;
use qualkit_text::count_words;
use qualkit_transcript::Cases;

use crate::Quotation;

/// The length of quotation that [`choose`] prefers: long enough to be understood, short enough to be read.
pub const WORDS_AIMED_AT: usize = 40;

/// Chooses up to `count` quotations that show the material evenly, without chance.
///
/// Themes take turns, in the order in which they first occur among the quotations, one quotation each
/// until there are enough; quotations without theme take turns by code. A theme gives the quotation
///
/// 1. whose words do not overlap with one chosen already,
/// 2. whose participant has been quoted least so far,
/// 3. whose participant's value of `attribute` has been quoted least so far, if one is given,
/// 4. whose length is nearest to [`WORDS_AIMED_AT`],
/// 5. which comes first in the order given.
///
/// The result is in the order of choosing: asking for fewer gives the beginning of the same list.
pub fn choose<'q>(
    quotations: &'q [Quotation],
    count: usize,
    cases: &Cases,
    attribute: Option<&str>,
) -> Vec<&'q Quotation> {
    let mut waiting: IndexMap<&str, Vec<&'q Quotation>> = IndexMap::new();
    for quotation in quotations {
        let topic = quotation.theme.as_ref().map_or(quotation.code.as_str(), |theme| theme.as_str());
        waiting.entry(topic).or_default().push(quotation);
    }
    let mut chosen: Vec<&'q Quotation> = Vec::new();
    let mut quoted = Quoted { cases, attribute, by_case: BTreeMap::new(), by_value: BTreeMap::new() };
    while chosen.len() < count && waiting.values().any(|waiting| !waiting.is_empty()) {
        for waiting in waiting.values_mut().filter(|waiting| !waiting.is_empty()) {
            if chosen.len() == count {
                break;
            }
            let best = (0..waiting.len()).min_by_key(|&place| quoted.rank(waiting[place], &chosen)).unwrap_or(0);
            let quotation = waiting.remove(best);
            quoted.add(quotation);
            chosen.push(quotation);
        }
    }
    chosen
}

/// Who has been quoted how often.
struct Quoted<'q, 'c> {
    cases: &'c Cases,
    attribute: Option<&'c str>,
    by_case: BTreeMap<Option<&'q str>, usize>,
    by_value: BTreeMap<Option<&'c str>, usize>,
}

impl<'q, 'c> Quoted<'q, 'c> {
    fn case(quotation: &'q Quotation) -> Option<&'q str> {
        quotation.case.as_ref().map(|case| case.as_str())
    }

    fn value(&self, quotation: &'q Quotation) -> Option<&'c str> {
        self.cases.value(Self::case(quotation)?, self.attribute?)
    }

    /// The lower, the better; equal ranks go by the order given.
    fn rank(&self, quotation: &'q Quotation, chosen: &[&Quotation]) -> (bool, usize, usize, usize) {
        let overlaps =
            |other: &&Quotation| other.transcript == quotation.transcript && other.span.overlaps(quotation.span);
        (
            chosen.iter().any(overlaps),
            self.by_case.get(&Self::case(quotation)).copied().unwrap_or(0),
            self.by_value.get(&self.value(quotation)).copied().unwrap_or(0),
            count_words(&quotation.words).abs_diff(WORDS_AIMED_AT),
        )
    }

    fn add(&mut self, quotation: &'q Quotation) {
        *self.by_case.entry(Self::case(quotation)).or_insert(0) += 1;
        *self.by_value.entry(self.value(quotation)).or_insert(0) += 1;
    }
}
