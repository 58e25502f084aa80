use std::collections::BTreeMap;
use std::io::Read;

use qualkit_agreement::{Continuum, Segment};

use super::block::Row;
use super::clusters::Clusters;
use super::labels::{Labels, MISSING, Symbol};
use super::long::order;
use super::named::Named;
use super::names::Names;
use super::rows::Rows;
use super::{Data, Layout, RatingsTable, Reading, Spans};
use crate::RatingsError;

/// A position that can still be told from the next one when it is written as a floating-point number.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// A marked stretch: text, coder, start, end, what was said of it, and the line.
type Mark = (u32, u32, u64, u64, Symbol, u64);

/// Reads a table with one row per marked stretch.
///
/// A row without start, end and code says that the coder went through the text and marked nothing.
pub(super) fn read<R: Read>(mut rows: Rows<R>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let layout = Layout::Spans;
    Clusters::refuse(reading, layout)?;
    let [coder, start, end, code] = [rows.must("coder")?, rows.must("start")?, rows.must("end")?, rows.must("code")?];
    let text = rows.column("text")?;
    let (mut texts, mut coders, mut labels) = (Names::default(), Names::default(), Labels::new(reading)?);
    let mut marks: Vec<Mark> = Vec::new();
    let first = reading.start.unwrap_or(0);
    let last = reading.length.map(|length| first.saturating_add(length));
    rows.each(|row| {
        let line = row.line();
        let name = row.named(coder);
        if name.bytes.is_empty() {
            return Err(row.refuse(coder, "the name of a coder"));
        }
        let who = coders.number(name).map_err(|_| RatingsError::NotUtf8 { line })?;
        let name = text.map_or(Named::new(&[]), |column| row.named(column));
        if let Some(column) = text.filter(|_| name.bytes.is_empty()) {
            return Err(row.refuse(column, "the name of a text"));
        }
        let on = texts.number(name).map_err(|_| RatingsError::NotUtf8 { line })?;
        if [start, end, code].iter().all(|&column| row.cell(column).is_empty()) {
            return Ok(());
        }
        let (from, to) = (position(row, start)?, position(row, end)?);
        if to <= from {
            return Err(row.refuse(end, &format!("an end after the start, {from}")));
        }
        if from < first {
            return Err(row.refuse(start, &format!("a start from {first} on, where the text begins")));
        }
        if let Some(last) = last.filter(|&last| to > last) {
            return Err(
                row.refuse(end, &format!("an end up to {last}: by its length the text reaches from {first} to there"))
            );
        }
        let wanted = reading.coders.is_empty() || reading.coders.iter().any(|wanted| *wanted == coders.get(who));
        if wanted {
            let symbol = labels.symbol(row, code)?;
            if symbol == MISSING {
                return Err(row.refuse(code, "a code"));
            }
            marks.push((on, who, from, to, symbol, line));
        }
        Ok(())
    })?;
    let order = order(&coders, reading)?;
    let categories = labels.categories()?;
    check_repeated(&mut marks)?;
    if texts.len() == 0 {
        return Err(RatingsError::TooLittle { expected: "marked stretches", found: "a header and no row" });
    }
    let mut by_name: Vec<(String, u32)> = texts.all().zip(0..).collect();
    by_name.sort_unstable();
    let mut of_text: BTreeMap<u32, Vec<&Mark>> = BTreeMap::new();
    for mark in &marks {
        of_text.entry(mark.0).or_default().push(mark);
    }
    let continua = by_name.iter().map(|(_, text)| {
        let marks = of_text.get(text).map_or(&[][..], Vec::as_slice);
        let segments = order.iter().map(|&coder| {
            let own = marks.iter().filter(|mark| mark.1 as usize == coder);
            let segment = |mark: &&Mark| Segment {
                start: mark.2,
                end: mark.3,
                code: categories.of_symbol[mark.4 as usize] as usize - 1,
            };
            own.map(segment).collect()
        });
        let largest = marks.iter().map(|mark| mark.3).max().unwrap_or(first);
        Continuum::new(first, last.unwrap_or(largest), categories.labels.len(), segments.collect())
    });
    let continua = continua.collect::<Result<_, _>>()?;
    let texts = by_name.iter().map(|(name, _)| name.clone()).collect();
    let coders = order.iter().map(|&coder| coders.get(coder as u32)).collect();
    let data = Data::Spans(Spans { texts, continua, length: reading.length });
    Ok(RatingsTable { layout, coders, categories: categories.labels, data, remarks: categories.remarks })
}

/// Positions are whole numbers; 3.0 is one as well.
fn position(row: Row<'_>, column: usize) -> Result<u64, RatingsError> {
    let expected = "a place as a whole number, 0 or more: count characters or milliseconds";
    if let Ok(place) = row.parse(column, expected) {
        return Ok(place);
    }
    let place: f64 = row.parse(column, expected)?;
    let whole = (0.0..=LARGEST).contains(&place) && place.fract() == 0.0;
    if whole { Ok(place as u64) } else { Err(row.refuse(column, expected)) }
}

/// Refuses two marks that are the same.
fn check_repeated(marks: &mut [Mark]) -> Result<(), RatingsError> {
    marks.sort_unstable();
    let same =
        |one: &Mark, other: &Mark| (one.0, one.1, one.2, one.3, one.4) == (other.0, other.1, other.2, other.3, other.4);
    let repeated = marks.windows(2).filter(|pair| same(&pair[0], &pair[1])).map(|pair| (pair[1].5, pair[0].5));
    match repeated.min() {
        Some((line, first)) => Err(RatingsError::RepeatedSegment { line, first }),
        None => Ok(()),
    }
}
