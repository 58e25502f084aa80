use std::collections::BTreeMap;

use super::block::Row;
use super::named::Named;
use super::names::Names;
use super::recent::Recent;
use super::{Reading, Remark};
use crate::RatingsError;

/// What a cell says before the categories are known: nothing was written about it (0), that the rating is missing (1),
/// or a label, counted from 2.
pub(super) type Symbol = u32;

/// No row has told about the cell.
pub(super) const UNTOLD: Symbol = 0;
/// The cell is there, and its rating is missing.
pub(super) const MISSING: Symbol = 1;

/// The labels of a table as they come up.
pub(super) struct Labels<'r> {
    reading: Reading<'r>,
    names: Names,
    /// The symbol of each name: some of them stand for a missing rating.
    symbols: Vec<Symbol>,
    known: Recent,
    absent: Absent<'r>,
    /// Where the first label stands whose place in the order is not known, if an order is needed and none is given.
    unordered: Option<RatingsError>,
    /// The first label of each value, by the bits of the value; kept while an order is needed and none is given.
    by_value: BTreeMap<u64, u32>,
}

/// The categories of a table, in order.
pub(super) struct Categories {
    /// Their labels.
    pub(super) labels: Vec<String>,
    /// Their values, if all are numbers.
    pub(super) scores: Option<Vec<f64>>,
    /// For each symbol 0, or the category counted from 1.
    pub(super) of_symbol: Vec<u32>,
    /// What has to be said of the labels.
    pub(super) remarks: Vec<Remark>,
}

impl<'r> Labels<'r> {
    pub(super) fn new(reading: Reading<'r>) -> Result<Labels<'r>, RatingsError> {
        check_declared(reading.categories)?;
        let absent = Absent::new(reading.missing);
        let (names, symbols, known) = (Names::default(), Vec::new(), Recent::default());
        Ok(Labels { reading, names, symbols, known, absent, unordered: None, by_value: BTreeMap::new() })
    }

    /// What a cell with this key says, if that is found at once.
    #[inline]
    pub(super) fn known(&self, key: [u64; 2]) -> Option<Symbol> {
        self.known.get(key)
    }

    /// What a cell says.
    pub(super) fn symbol(&mut self, row: Row<'_>, column: usize) -> Result<Symbol, RatingsError> {
        self.symbol_of(row.named(column), row, column)
    }

    /// What a part of a cell says.
    pub(super) fn symbol_of(&mut self, part: Named<'_>, row: Row<'_>, column: usize) -> Result<Symbol, RatingsError> {
        if part.bytes.is_empty() {
            return Ok(MISSING);
        }
        let number = self.names.number(part).map_err(|_| RatingsError::NotUtf8 { line: row.line() })?;
        let symbol = match self.symbols.get(number as usize) {
            Some(&symbol) => symbol,
            None => self.add(number, row, column)?,
        };
        self.known.put(part.key, symbol);
        Ok(symbol)
    }

    /// Whether a whole cell stands for a missing rating.
    pub(super) fn is_missing(&mut self, cell: &[u8]) -> bool {
        std::str::from_utf8(cell).is_ok_and(|cell| self.absent.is(cell))
    }

    fn add(&mut self, number: u32, row: Row<'_>, column: usize) -> Result<Symbol, RatingsError> {
        let (label, Reading { categories, ordered, .. }) = (self.names.get(number), self.reading);
        let symbol = if self.absent.is(&label) { MISSING } else { number + 2 };
        let place = || (row.line(), row.column_name(column));
        if symbol != MISSING && !categories.is_empty() && place_of(&label, categories).is_none() {
            let ((line, column), found) = (place(), label);
            return Err(RatingsError::UnknownCategory { line, column, found, known: categories.to_vec() });
        }
        if symbol != MISSING && categories.is_empty() && ordered && self.unordered.is_none() {
            let (line, column) = place();
            self.unordered = match self::number(&label) {
                None => Some(RatingsError::NeedsOrder { line, column, found: label }),
                Some(value) => {
                    let first = self.names.get(*self.by_value.entry(value.to_bits()).or_insert(number));
                    (!is_same(&first, &label)).then_some(RatingsError::OneValue { line, column, found: label, first })
                }
            };
        }
        self.symbols.push(symbol);
        Ok(symbol)
    }

    /// The categories: those declared, or those that occur, numbers by their value and words by code point.
    ///
    /// Numbers that are equal are one category, however they are written: a spreadsheet writes 1.0 in a column with
    /// missing cells and 1 in the next one. Only where whole numbers that look like names would fall together
    /// (`010` and `10`, or two of more than 15 digits), all labels are words.
    ///
    /// # Errors
    /// A label that is no number or would fall together with another so, where an order is needed and none is given.
    pub(super) fn categories(&self) -> Result<Categories, RatingsError> {
        if let Some(unordered) = &self.unordered {
            return Err(unordered.clone());
        }
        let names: Vec<String> = self.names.all().collect();
        let all = self.symbols.iter().copied().zip(names.iter().map(String::as_str));
        let used: Vec<(Symbol, &str)> = all.filter(|(symbol, _)| *symbol != MISSING).collect();
        let mut labels: Vec<String> = self.reading.categories.to_vec();
        let values = numbers(used.iter().map(|(_, label)| *label));
        if labels.is_empty() {
            labels = match &values {
                Some(values) => by_value(&used, values),
                None => in_words(&used),
            };
        }
        let mut of_symbol = vec![0; self.symbols.len() + 2];
        let places = Places::new(&labels);
        for (symbol, label) in used {
            let place = places.find(label).expect("every label that occurs is a category");
            of_symbol[symbol as usize] = place as u32 + 1;
        }
        let scores = numbers(labels.iter().map(String::as_str)).filter(|scores| !scores.is_empty());
        let mut remarks = self.absent.remarks();
        remarks.extend(order_unheeded(self.reading, scores.as_deref()));
        Ok(Categories { labels, scores, of_symbol, remarks })
    }
}

/// Where labels stand among categories.
struct Places<'l> {
    labels: &'l [String],
    by_label: Vec<(&'l str, usize)>,
    by_value: Vec<(f64, usize)>,
}

impl<'l> Places<'l> {
    fn new(labels: &'l [String]) -> Places<'l> {
        let mut by_label: Vec<(&str, usize)> = labels.iter().map(String::as_str).zip(0..).collect();
        by_label.sort_unstable();
        let values = numbers(labels.iter().map(String::as_str)).unwrap_or_default();
        let mut by_value: Vec<(f64, usize)> = values.into_iter().zip(0..).collect();
        by_value.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        Places { labels, by_label, by_value }
    }

    fn find(&self, label: &str) -> Option<usize> {
        if let Ok(at) = self.by_label.binary_search_by(|(known, _)| (*known).cmp(label)) {
            return Some(self.by_label[at].1);
        }
        let value = number(label)?;
        let at = self.by_value.binary_search_by(|(known, _)| known.total_cmp(&value)).ok()?;
        let place = self.by_value[at].1;
        is_same(self.labels[place].as_str(), label).then_some(place)
    }
}

/// Where a label stands among categories, if it does.
pub(super) fn place_of(label: &str, categories: &[String]) -> Option<usize> {
    Places::new(categories).find(label)
}

/// A label's value, if it is a number that can be a score; zero has one sign.
///
/// What is beyond is a name: identifiers such as `12e200` look like numbers.
pub(crate) fn number(label: &str) -> Option<f64> {
    label.parse().ok().filter(|value: &f64| *value == 0.0 || SCORES.contains(&value.abs())).map(|value| value + 0.0)
}

/// The scores that ratings may have, but for 0 and whatever their sign.
const SCORES: std::ops::RangeInclusive<f64> = 1e-100..=1e100;

/// The values of labels, if all are numbers, and none of equal value are different names.
pub(crate) fn numbers<'l>(labels: impl Iterator<Item = &'l str>) -> Option<Vec<f64>> {
    let labels: Vec<&str> = labels.collect();
    let values: Vec<f64> = labels.iter().map(|label| number(label)).collect::<Option<_>>()?;
    if labels.iter().any(|label| is_like_a_name(label)) {
        let mut known: Vec<(f64, &str)> = values.iter().copied().zip(labels).collect();
        // Equal values stand together, and those written alike among them.
        known.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(other.1)));
        if known.windows(2).any(|pair| pair[0].0 == pair[1].0 && !is_same(pair[0].1, pair[1].1)) {
            return None;
        }
    }
    Some(values)
}

/// Whether two labels of equal value are one number: not if one of them may be a name.
fn is_same(one: &str, other: &str) -> bool {
    one == other || !(is_like_a_name(one) || is_like_a_name(other))
}

/// Whether a number may be a name: a whole one with a zero before it, or with more digits than its value can hold.
fn is_like_a_name(label: &str) -> bool {
    let digits = label.strip_prefix(['-', '+']).unwrap_or(label);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole && (digits.len() > DIGITS || digits.len() > 1 && digits.starts_with('0'))
}

/// Every whole number of so many digits has a value of its own.
const DIGITS: usize = 15;

fn by_value(used: &[(Symbol, &str)], values: &[f64]) -> Vec<String> {
    let mut known: Vec<(f64, usize, &str)> =
        used.iter().zip(values).map(|((_, label), &value)| (value, label.len(), *label)).collect();
    known.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    known.dedup_by(|later, first| later.0 == first.0);
    known.into_iter().map(|(_, _, label)| label.to_owned()).collect()
}

fn in_words(used: &[(Symbol, &str)]) -> Vec<String> {
    let mut known: Vec<String> = used.iter().map(|(_, label)| (*label).to_owned()).collect();
    known.sort_unstable();
    known
}

/// The categories that a header names.
pub(super) struct Headed {
    pub(super) labels: Vec<String>,
    /// Their values, if all are numbers.
    pub(super) scores: Option<Vec<f64>>,
    /// For each column the place of its category; `None` for one that stands for missing ratings.
    pub(super) places: Vec<Option<usize>>,
    /// What has to be said of the labels.
    pub(super) remarks: Vec<Remark>,
}

/// What stands for a missing rating, beside the empty cell.
struct Absent<'r> {
    values: &'r [String],
    /// For each of them whether it came up.
    seen: Vec<bool>,
}

impl<'r> Absent<'r> {
    fn new(values: &'r [String]) -> Absent<'r> {
        Absent { values, seen: vec![false; values.len()] }
    }

    /// Whether a label is one of them; of numbers the value counts, as a spreadsheet writes -99.0 for -99.
    fn is(&mut self, label: &str) -> bool {
        let value = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
        let equal = |own: &String| value(own).is_some_and(|own| value(label) == Some(own));
        let stands = |own: &String| own == label || is_same(own, label) && equal(own);
        let found = self.values.iter().position(stands);
        if let Some(place) = found {
            self.seen[place] = true;
        }
        found.is_some()
    }

    /// Those that stand nowhere.
    fn remarks(&self) -> Vec<Remark> {
        let nowhere = self.values.iter().zip(&self.seen).filter(|(_, seen)| !**seen);
        nowhere.map(|(value, _)| Remark::MissingNowhere { value: value.clone() }).collect()
    }
}

/// The categories that a header names, in its order: numbers by value, or those declared.
pub(super) fn headed(header: &[String], reading: Reading<'_>) -> Result<Headed, RatingsError> {
    let mut absent = Absent::new(reading.missing);
    let is_absent: Vec<bool> = header.iter().map(|label| absent.is(label)).collect();
    let used: Vec<&String> =
        header.iter().zip(&is_absent).filter(|(_, absent)| !**absent).map(|(own, _)| own).collect();
    let mut labels: Vec<String> = used.iter().map(|label| (*label).clone()).collect();
    check_declared(reading.categories)?;
    check_declared(&labels)?;
    if !reading.categories.is_empty() {
        labels = reading.categories.to_vec();
    } else if let Some(values) = numbers(used.iter().map(|label| label.as_str())) {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
        labels = order.into_iter().map(|place| used[place].clone()).collect();
    }
    let known = Places::new(&labels);
    let place = |(label, &is_absent): (&String, &bool)| {
        let unknown = || {
            let known = labels.clone();
            RatingsError::UnknownCategory { line: 1, column: label.clone(), found: label.clone(), known }
        };
        if is_absent { Ok(None) } else { known.find(label).map(Some).ok_or_else(unknown) }
    };
    let places = header.iter().zip(&is_absent).map(place).collect::<Result<_, _>>()?;
    let scores = numbers(labels.iter().map(String::as_str)).filter(|scores| !scores.is_empty());
    let mut remarks = absent.remarks();
    remarks.extend(order_unheeded(reading, scores.as_deref()));
    Ok(Headed { labels, scores, places, remarks })
}

/// Tells that an order was declared that numbers do not have, where their order counts.
fn order_unheeded(reading: Reading<'_>, scores: Option<&[f64]>) -> Option<Remark> {
    let declared = reading.ordered && !reading.categories.is_empty();
    (declared && scores.is_some_and(|scores| !scores.is_sorted())).then_some(Remark::OrderedByValue)
}

/// Refuses categories of which two are the same.
fn check_declared(declared: &[String]) -> Result<(), RatingsError> {
    let values = numbers(declared.iter().map(String::as_str));
    for (place, label) in declared.iter().enumerate() {
        let same = |other: usize| declared[other] == *label || values.as_ref().is_some_and(|v| v[other] == v[place]);
        if (0..place).any(same) {
            return Err(RatingsError::RepeatedCategory { category: label.clone() });
        }
    }
    Ok(())
}
