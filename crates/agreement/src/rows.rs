use std::sync::Arc;

use crate::columns::PlainRows;
use crate::symbols::{Symbols, Width};

/// With so few coders it is cheaper to compare each with each than to guess who agrees.
const FEW: usize = 8;
/// So many cells are looked at together.
const BLOCK: usize = 1 << 10;

/// The rows of a table of ratings, shared between tables that differ only in how many units have each row.
#[derive(Clone, Debug)]
pub(crate) enum Rows {
    /// Who gave which rating.
    Named(Arc<Symbols>, Option<Arc<[u64]>>),
    /// How many gave it.
    Counted(Arc<Counted>, Arc<[u64]>),
}

/// Row after row of one symbol per coder, and how many units have each row, if not one.
pub(crate) struct Named {
    pub(crate) symbols: Symbols,
    pub(crate) times: Option<Vec<u64>>,
}

/// How many coders put each unit into each category; categories that nobody chose are left out.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    /// Row `i` is in the cells from `ends[i − 1]` up to `ends[i]`.
    pub(crate) ends: Vec<usize>,
    /// Category and number of coders who chose it.
    pub(crate) cells: Vec<(u32, u64)>,
}

/// A unit in which coders have no names, or several units that are alike.
#[derive(Clone, Copy)]
pub(crate) struct Unit<'a> {
    /// Category and number of coders who chose it, each category once, in no particular order. Among the units of
    /// [`Units`](crate::units::Units) also categories that nobody chose, with 0.
    pub(crate) cells: &'a [(u32, u64)],
    /// r_i: how many coders rated the unit.
    pub(crate) ratings: u64,
    /// How many units are like this.
    pub(crate) times: u64,
}

impl Rows {
    pub(crate) fn named(named: Named) -> Rows {
        Rows::Named(Arc::new(named.symbols), named.times.map(Arc::from))
    }

    /// The rows, if there is one for each unit, coders are few, and any number of ratings has 32 bits.
    pub(crate) fn plain(&self, coders: usize) -> Option<PlainRows<'_>> {
        match self {
            Rows::Named(symbols, None) => PlainRows::new(symbols, coders),
            _ => None,
        }
    }

    /// The number of rows, of which several units may have one.
    pub(crate) fn len(&self, coders: usize) -> usize {
        match self {
            Rows::Named(_, Some(times)) => times.len(),
            Rows::Named(symbols, None) => symbols.len().checked_div(coders).unwrap_or(0),
            Rows::Counted(counted, _) => counted.ends.len(),
        }
    }

    /// Visits each row that a unit has, one symbol per coder; rows that only count have none.
    pub(crate) fn for_each_row(&self, coders: usize, visit: impl FnMut(&[u32], u64)) {
        let Rows::Named(symbols, times) = self else { return };
        let times = times.as_deref();
        match &symbols.0 {
            Width::Narrow(symbols) => widened(symbols, coders, times, visit),
            Width::Middle(symbols) => widened(symbols, coders, times, visit),
            Width::Wide(symbols) => widened(symbols, coders, times, visit),
        }
    }

    /// Counts for each coder how often each symbol occurs; rows that only count have no coders.
    pub(crate) fn count_symbols(&self, coders: usize, categories: usize) -> Vec<Vec<u64>> {
        let symbols = categories + 1;
        let mut counts = vec![0; coders * symbols];
        if let Rows::Named(rows, times) = self {
            let times = times.as_deref();
            match &rows.0 {
                Width::Narrow(rows) => count_columns(rows, coders, symbols, times, &mut counts),
                Width::Middle(rows) => count_columns(rows, coders, symbols, times, &mut counts),
                Width::Wide(rows) => count_columns(rows, coders, symbols, times, &mut counts),
            }
        }
        counts.chunks(symbols).map(<[u64]>::to_vec).collect()
    }

    /// Visits each row that a unit has, without the names of the coders.
    pub(crate) fn for_each_unit(&self, coders: usize, mut visit: impl FnMut(Unit<'_>)) {
        match self {
            Rows::Named(symbols, times) => {
                let times = times.as_deref();
                match &symbols.0 {
                    Width::Narrow(symbols) => nameless(symbols, coders, times, visit),
                    Width::Middle(symbols) => nameless(symbols, coders, times, visit),
                    Width::Wide(symbols) => nameless(symbols, coders, times, visit),
                }
            }
            Rows::Counted(counted, times) => {
                let mut start = 0;
                for (&end, &times) in counted.ends.iter().zip(times.iter()) {
                    let cells = &counted.cells[start..end];
                    start = end;
                    if times > 0 {
                        visit(Unit { cells, ratings: cells.iter().map(|&(_, count)| count).sum(), times });
                    }
                }
            }
        }
    }

    /// Visits each unit with what `table` has for the category of each of its cells; with nothing, if it is empty.
    ///
    /// Where coders are few each has a cell, in which a category that one before them chose, or a missing rating, counts
    /// 0: the processor has nothing to guess.
    pub(crate) fn for_each_unit_with<T: Copy>(
        &self,
        coders: usize,
        table: &[T],
        mut visit: impl FnMut(Unit<'_>, &[T]),
    ) {
        match self {
            Rows::Named(symbols, None) if (1..=FEW).contains(&coders) => match &symbols.0 {
                Width::Narrow(symbols) => padded(symbols, coders, table, visit),
                Width::Middle(symbols) => padded(symbols, coders, table, visit),
                Width::Wide(symbols) => padded(symbols, coders, table, visit),
            },
            _ => {
                let mut values = Vec::with_capacity(coders);
                self.for_each_unit(coders, |unit| {
                    look_up(unit.cells, table, &mut values);
                    visit(unit, &values);
                });
            }
        }
    }
}

fn widened<S: Copy + Into<u32>>(
    symbols: &[S],
    coders: usize,
    times: Option<&[u64]>,
    mut visit: impl FnMut(&[u32], u64),
) {
    let mut row = vec![0; coders];
    for (place, symbols) in symbols.chunks_exact(coders.max(1)).enumerate() {
        let times = times.map_or(1, |times| times[place]);
        if times > 0 {
            row.iter_mut().zip(symbols).for_each(|(wide, &symbol)| *wide = symbol.into());
            visit(&row, times);
        }
    }
}

fn count_columns<S: Copy + Into<u32>>(
    rows: &[S],
    coders: usize,
    symbols: usize,
    times: Option<&[u64]>,
    counts: &mut [u64],
) {
    let Some(times) = times else { return count_plain_columns(rows, coders, symbols, counts) };
    for (row, times) in rows.chunks_exact(coders.max(1)).zip(times) {
        for (counts, &symbol) in counts.chunks_exact_mut(symbols).zip(row) {
            counts[symbol.into() as usize] += times;
        }
    }
}

/// As many rows as units: the symbols of two coders at a time are counted where they have few combinations.
fn count_plain_columns<S: Copy + Into<u32>>(rows: &[S], coders: usize, symbols: usize, counts: &mut [u64]) {
    let paired = if symbols <= 64 { coders / 2 * 2 } else { 0 };
    let mut combinations = vec![vec![0_u64; if paired > 0 { symbols * symbols } else { 0 }]; paired / 2];
    for row in rows.chunks_exact(coders.max(1)) {
        let (pairs, rest) = row.split_at(paired);
        for (combinations, two) in combinations.iter_mut().zip(pairs.as_chunks::<2>().0) {
            combinations[two[0].into() as usize * symbols + two[1].into() as usize] += 1;
        }
        for (place, &symbol) in rest.iter().enumerate() {
            counts[(paired + place) * symbols + symbol.into() as usize] += 1;
        }
    }
    for (pair, combinations) in combinations.iter().enumerate() {
        for (place, count) in combinations.iter().enumerate() {
            counts[2 * pair * symbols + place / symbols] += count;
            counts[(2 * pair + 1) * symbols + place % symbols] += count;
        }
    }
}

fn nameless<S: Copy + Into<u32>>(symbols: &[S], coders: usize, times: Option<&[u64]>, mut visit: impl FnMut(Unit<'_>)) {
    let mut cells: Vec<(u32, u64)> = Vec::with_capacity(coders);
    for (place, row) in symbols.chunks_exact(coders.max(1)).enumerate() {
        let times = times.map_or(1, |times| times[place]);
        if times == 0 {
            continue;
        }
        let ratings = gather(row, &mut cells);
        visit(Unit { cells: &cells, ratings, times });
    }
}

/// Some rows at a time: what they need from the table is then on its way from memory for all of them at once.
fn padded<S: Copy + Into<u32>, T: Copy>(
    symbols: &[S],
    coders: usize,
    table: &[T],
    mut visit: impl FnMut(Unit<'_>, &[T]),
) {
    let rows = BLOCK / coders;
    let (mut cells, mut ratings) = (vec![(0, 0); rows * coders], vec![0; rows]);
    let mut values = Vec::with_capacity(cells.len());
    for block in symbols.chunks(rows * coders) {
        let cells = &mut cells[..block.len()];
        match coders {
            2 => fill(block.as_chunks::<2>().0, cells.as_chunks_mut().0, &mut ratings),
            3 => fill(block.as_chunks::<3>().0, cells.as_chunks_mut().0, &mut ratings),
            _ => {
                let rows = block.chunks_exact(coders).zip(cells.chunks_exact_mut(coders));
                rows.zip(&mut ratings).for_each(|((row, cells), ratings)| *ratings = pad(row, cells));
            }
        }
        look_up(cells, table, &mut values);
        for (row, (cells, &ratings)) in cells.chunks_exact(coders).zip(&ratings).enumerate() {
            let values = values.get(row * coders..(row + 1) * coders).unwrap_or(&[]);
            visit(Unit { cells, ratings, times: 1 }, values);
        }
    }
}

fn fill<S: Copy + Into<u32>, const N: usize>(rows: &[[S; N]], cells: &mut [[(u32, u64); N]], ratings: &mut [u64]) {
    for ((row, cells), ratings) in rows.iter().zip(cells).zip(ratings) {
        *ratings = pad(row, cells);
    }
}

#[inline(always)]
fn pad<S: Copy + Into<u32>>(row: &[S], cells: &mut [(u32, u64)]) -> u64 {
    let mut ratings = 0;
    for coder in 0..row.len() {
        let symbol = row[coder].into();
        let category = symbol.saturating_sub(1);
        let mut count = u64::from(symbol != 0);
        ratings += count;
        for (known, earlier) in &mut cells[..coder] {
            let same = u64::from(*known == category) & u64::from(*earlier > 0) & count;
            *earlier += same;
            count -= same;
        }
        cells[coder] = (category, count);
    }
    ratings
}

pub(crate) fn look_up<T: Copy>(cells: &[(u32, u64)], table: &[T], values: &mut Vec<T>) {
    values.clear();
    if !table.is_empty() {
        values.extend(cells.iter().map(|&(category, _)| table[category as usize]));
    }
}

/// Counts how many coders chose each category of a row, and all who rated.
#[inline]
pub(crate) fn gather<S: Copy + Into<u32>>(row: &[S], cells: &mut Vec<(u32, u64)>) -> u64 {
    cells.clear();
    let mut ratings = 0;
    for category in row.iter().filter_map(|&symbol| symbol.into().checked_sub(1)) {
        ratings += 1;
        match cells.iter_mut().find(|(known, _)| *known == category) {
            Some((_, count)) => *count += 1,
            None => cells.push((category, 1)),
        }
    }
    ratings
}

impl Unit<'_> {
    /// Ordered pairs of coders who rated the unit.
    pub(crate) fn pairs(&self) -> u128 {
        let ratings = u128::from(self.ratings);
        ratings * ratings.saturating_sub(1)
    }

    /// Ordered pairs of coders who chose different categories.
    pub(crate) fn disagreeing_pairs(&self) -> u128 {
        let with_oneself = self.cells.iter().map(|&(_, count)| u128::from(count) * u128::from(count)).sum::<u128>();
        u128::from(self.ratings) * u128::from(self.ratings) - with_oneself
    }
}
