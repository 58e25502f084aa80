use std::io::Read;

use qualkit_agreement::SetRatings;

use super::block::Row;
use super::clusters::Clusters;
use super::labels::{Categories, Labels, MISSING, Symbol};
use super::long::order;
use super::named::Named;
use super::names::Names;
use super::rows::Rows;
use super::wide::Wide;
use super::{Cluster, Clustered, Data, Layout, RatingsTable, Reading};
use crate::RatingsError;

/// The codes that each coder put on a unit, in ascending order; `None` where one has not judged it.
type UnitRow = Vec<Option<Vec<usize>>>;

/// What one row says: unit, coder, line, and a code, or that there is none.
type Said = (u32, u32, u64, Symbol);

/// A cell that was judged and has no code.
const NO_CODE: Symbol = Symbol::MAX;

/// Reads sets of codes, one row per unit.
pub(super) fn wide<R: Read>(mut rows: Rows<R>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let mut wide = Wide::new(&rows, reading)?;
    let mut labels = Labels::new(reading)?;
    let mut said: Vec<Said> = Vec::new();
    let mut unit = 0;
    rows.each(|row| {
        wide.unit(row)?;
        for (&column, coder) in wide.coders.iter().zip(0..) {
            said.extend(codes(&mut labels, row, column)?.into_iter().map(|symbol| (unit, coder, row.line(), symbol)));
        }
        unit += 1;
        Ok(())
    })?;
    let coders: Vec<String> = wide.coders.iter().map(|&column| rows.header()[column].clone()).collect();
    let places: Vec<usize> = (0..coders.len()).collect();
    let mut categories = labels.categories()?;
    categories.remarks.extend(wide.remark());
    finish(Layout::Wide, coders, &places, unit, &said, categories, &wide.clusters)
}

/// Reads sets of codes, one row per unit and coder, or several that together are the set.
pub(super) fn long<R: Read>(mut rows: Rows<R>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let [unit, coder, code] = [rows.must("unit")?, rows.must("coder")?, rows.must("code")?];
    let (mut units, mut coders) = (Names::default(), Names::default());
    let (mut labels, mut clusters) = (Labels::new(reading)?, Clusters::new(&rows, reading)?);
    let mut said: Vec<Said> = Vec::new();
    rows.each(|row| {
        let named = |names: &mut Names, column, expected| {
            let name = row.named(column);
            if name.bytes.is_empty() {
                return Err(row.refuse(column, expected));
            }
            names.number(name).map_err(|_| RatingsError::NotUtf8 { line: row.line() })
        };
        let on = named(&mut units, unit, "the name of a unit")?;
        let who = named(&mut coders, coder, "the name of a coder")?;
        clusters.put(on, row, || units.get(on))?;
        if reading.coders.is_empty() || reading.coders.iter().any(|wanted| *wanted == coders.get(who)) {
            said.extend(codes(&mut labels, row, code)?.into_iter().map(|symbol| (on, who, row.line(), symbol)));
        }
        Ok(())
    })?;
    said.sort_unstable();
    for pair in said.windows(2) {
        let [(on, who, first, one), (other_on, other_who, line, other)] = [pair[0], pair[1]];
        let alone = [one, other].iter().any(|symbol| [MISSING, NO_CODE].contains(symbol));
        if (on, who) == (other_on, other_who) && alone {
            let (coder, unit) = (coders.get(who), units.get(on));
            return Err(RatingsError::RatedTwice { line, first, coder, unit });
        }
    }
    let order = order(&coders, reading)?;
    let names = order.iter().map(|&coder| coders.get(coder as u32)).collect();
    finish(Layout::Long, names, &order, units.len() as u32, &said, labels.categories()?, &clusters)
}

/// The codes in a cell, separated by semicolons; an empty cell is missing, a semicolon alone is a set without codes.
fn codes(labels: &mut Labels<'_>, row: Row<'_>, column: usize) -> Result<Vec<Symbol>, RatingsError> {
    let cell = row.cell(column);
    if cell.is_empty() || labels.is_missing(cell) {
        return Ok(vec![MISSING]);
    }
    let parts = cell.split(|&byte| byte == b';').map(<[u8]>::trim_ascii).filter(|part| !part.is_empty());
    let mut found = Vec::new();
    for part in parts {
        let symbol = labels.symbol_of(Named::new(part), row, column)?;
        if symbol == MISSING {
            return Err(row.refuse(column, "codes, or that the rating is missing, not both"));
        }
        found.push(symbol);
    }
    if found.is_empty() {
        found.push(NO_CODE);
    }
    Ok(found)
}

fn finish(
    layout: Layout,
    coders: Vec<String>,
    order: &[usize],
    units: u32,
    said: &[Said],
    categories: Categories,
    clusters: &Clusters,
) -> Result<RatingsTable, RatingsError> {
    let mut place_of = vec![0; order.iter().max().map_or(0, |&last| last + 1)];
    for (place, &coder) in order.iter().enumerate() {
        place_of[coder] = place;
    }
    let mut table: Vec<UnitRow> = vec![vec![None; coders.len()]; units as usize];
    for &(unit, coder, _, symbol) in said.iter().filter(|said| said.3 != MISSING) {
        let set = table[unit as usize][place_of[coder as usize]].get_or_insert_default();
        if symbol != NO_CODE {
            set.push(categories.of_symbol[symbol as usize] as usize - 1);
        }
    }
    for set in table.iter_mut().flatten().flatten() {
        set.sort_unstable();
        set.dedup();
    }
    super::check_enough(units as usize, coders.len(), table.iter().flatten().any(Option::is_some))?;
    let codes = categories.labels.len();
    let clusters = clusters.units().into_iter().map(|(name, units)| {
        let rows = units.into_iter().map(|unit| &table[unit]);
        Ok(Cluster { name, ratings: SetRatings::from_rows(rows, codes)? })
    });
    let clusters = clusters.collect::<Result<_, RatingsError>>()?;
    let all = SetRatings::from_rows(&table, codes)?;
    let Categories { labels: categories, remarks, .. } = categories;
    Ok(RatingsTable { layout, coders, categories, data: Data::Sets(Clustered { all, clusters }), remarks })
}
