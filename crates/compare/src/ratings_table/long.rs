use std::io::Read;
use std::ops::Range;

use super::block::{Block, Row};
use super::clusters::Clusters;
use super::labels::{Labels, Symbol, UNTOLD};
use super::named::Named;
use super::names::{BATCH, Looked, Names};
use super::recent::Recent;
use super::rows::Rows;
use super::{Layout, RatingsTable, Reading, table};
use crate::RatingsError;

/// A table with one row per rating, as far as it has been read.
struct Long<'r> {
    reading: Reading<'r>,
    /// Places of the columns `unit`, `coder` and `code`.
    columns: [usize; 3],
    /// What every coder said of every unit is kept beside its name.
    units: Names,
    /// The unit of the last row.
    unit: u32,
    coders: Names,
    known_coders: Recent,
    /// For every coder whether he was asked for.
    wanted: Vec<bool>,
    labels: Labels<'r>,
    clusters: Clusters,
}

/// What a row says; nothing is told if its coder was not asked for.
#[derive(Clone, Copy, Default)]
struct Told {
    unit: u32,
    coder: u32,
    symbol: Symbol,
    line: u64,
}

/// Which unit a row is about.
#[derive(Clone, Copy)]
enum Guess {
    /// The one of the row before.
    Before,
    /// This one.
    Known(u32),
    /// One that has to be looked for.
    Sought,
}

/// That one of several rows is wrong; which one, and how, is found by reading them one by one.
struct Wrong;

impl From<RatingsError> for Wrong {
    fn from(_: RatingsError) -> Wrong {
        Wrong
    }
}

/// Reads a table with one row per rating.
pub(super) fn read<R: Read>(mut rows: Rows<R>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let mut long = Long {
        reading,
        columns: [rows.must("unit")?, rows.must("coder")?, rows.must("code")?],
        units: Names::default(),
        unit: 0,
        coders: Names::default(),
        known_coders: Recent::default(),
        wanted: Vec::new(),
        labels: Labels::new(reading)?,
        clusters: Clusters::new(&rows, reading)?,
    };
    rows.each_block(|block| long.take(block))?;
    long.finish()
}

impl Long<'_> {
    fn take(&mut self, block: &Block) -> Result<(), RatingsError> {
        for start in (0..block.len()).step_by(BATCH) {
            let batch = start..(start + BATCH).min(block.len());
            let mut told = [Told::default(); BATCH];
            let told = &mut told[..batch.len()];
            // If any row is wrong, it is the first that has to be told, so that they are gone through one by one.
            if self.read_all(block, batch.clone(), told).is_ok() {
                for told in told {
                    self.rate(*told)?;
                }
            } else {
                for at in batch {
                    let told = self.read_row(block.row(at))?;
                    self.rate(told)?;
                }
            }
        }
        Ok(())
    }

    /// Reads some rows, a column at a time: memory is waited for once, not row by row.
    fn read_all(&mut self, block: &Block, batch: Range<usize>, told: &mut [Told]) -> Result<(), Wrong> {
        let [unit, coder, code] = self.columns;
        let (mut guesses, mut sought, mut names) = ([Guess::Before; BATCH], 0, [Named::new(&[]); BATCH]);
        let (mut keys, mut before) = ([[[0; 2]; 2]; BATCH], Named::new(&[]));
        for (((guess, keys), told), at) in guesses.iter_mut().zip(&mut keys).zip(&mut *told).zip(batch.clone()) {
            let row = block.row(at);
            let found = row.named(unit);
            // Most tables have the ratings of a unit side by side, or the units in one order for every coder.
            *guess = if found.is(before) && !found.bytes.is_empty() {
                Guess::Before
            } else if self.units.is(self.unit + 1, found) {
                self.unit += 1;
                Guess::Known(self.unit)
            } else {
                names[sought] = found;
                sought += 1;
                Guess::Sought
            };
            before = found;
            *keys = [row.named(coder).key, row.named(code).key];
            told.line = row.line();
        }
        let mut looked = [Looked::default(); BATCH];
        self.units.look(&names[..sought], &mut looked[..sought]);
        let mut found = names.iter().zip(&looked);
        for ((told, guess), at) in told.iter_mut().zip(guesses).zip(batch.clone()) {
            match guess {
                Guess::Before => {}
                Guess::Known(unit) => self.unit = unit,
                Guess::Sought => {
                    let (name, looked) = found.next().ok_or(Wrong)?;
                    self.unit = self.unit_of(block.row(at), *name, *looked)?;
                }
            }
            told.unit = self.unit;
        }
        if self.clusters.column().is_some() {
            for (told, at) in told.iter().zip(batch.clone()) {
                self.clusters.put(told.unit, block.row(at), || self.units.get(told.unit))?;
            }
        }
        for ((told, keys), at) in told.iter_mut().zip(keys).zip(batch) {
            let known = self.known_coders.get(keys[0]);
            told.coder = known.or_else(|| self.coder(block.row(at).named(coder))).ok_or(Wrong)?;
            if self.wanted[told.coder as usize] {
                told.symbol = match self.labels.known(keys[1]) {
                    Some(symbol) => symbol,
                    None => self.labels.symbol(block.row(at), code)?,
                };
            }
        }
        Ok(())
    }

    fn read_row(&mut self, row: Row<'_>) -> Result<Told, RatingsError> {
        let [unit, coder, code] = self.columns;
        let name = row.named(unit);
        let unit = self.unit_of(row, name, Looked::default())?;
        self.clusters.put(unit, row, || self.units.get(unit))?;
        let refuse = || match row.cell(coder) {
            [] => row.refuse(coder, "the name of a coder"),
            _ => RatingsError::NotUtf8 { line: row.line() },
        };
        let coder = self.coder(row.named(coder)).ok_or_else(refuse)?;
        let symbol = if self.wanted[coder as usize] { self.labels.symbol(row, code)? } else { UNTOLD };
        Ok(Told { unit, coder, symbol, line: row.line() })
    }

    fn unit_of(&mut self, row: Row<'_>, name: Named<'_>, looked: Looked) -> Result<u32, RatingsError> {
        if name.bytes.is_empty() {
            return Err(row.refuse(self.columns[0], "the name of a unit"));
        }
        self.units.number_of(name, looked).map_err(|_| RatingsError::NotUtf8 { line: row.line() })
    }

    /// The number of a coder; `None` if it is no name.
    fn coder(&mut self, name: Named<'_>) -> Option<u32> {
        let coder = self.coders.number(name).ok().filter(|_| !name.bytes.is_empty())?;
        if coder as usize == self.wanted.len() {
            let (asked, name) = (self.reading.coders, self.coders.get(coder));
            self.wanted.push(asked.is_empty() || asked.contains(&name));
            self.units.make_room(self.coders.len().next_power_of_two());
        }
        self.known_coders.put(name.key, coder);
        Some(coder)
    }

    #[inline]
    fn rate(&mut self, told: Told) -> Result<(), RatingsError> {
        let Told { unit, coder, symbol, line } = told;
        let cell = self.units.cell(unit, coder as usize);
        if symbol_of(*cell) != UNTOLD {
            let (first, coder, unit) = (*cell & u64::from(u32::MAX), self.coders.get(coder), self.units.get(unit));
            return Err(RatingsError::RatedTwice { line, first, coder, unit });
        }
        *cell = u64::from(symbol) << 32 | line.min(u64::from(u32::MAX));
        Ok(())
    }

    fn finish(self) -> Result<RatingsTable, RatingsError> {
        let order = order(&self.coders, self.reading)?;
        let mut categories = self.labels.categories()?;
        let of_symbol = std::mem::take(&mut categories.of_symbol);
        let (order, of_symbol) = (&order, &of_symbol);
        let rows = self.units.cells();
        let symbols = rows.flat_map(|row| order.iter().map(|&coder| of_symbol[symbol_of(row[coder]) as usize]));
        let coders = order.iter().map(|&coder| self.coders.get(coder as u32)).collect();
        let cells = self.units.len() * order.len();
        table(Layout::Long, coders, categories, symbols, cells, &self.clusters)
    }
}

/// The coders asked for, or all by name.
pub(super) fn order(coders: &Names, reading: Reading<'_>) -> Result<Vec<usize>, RatingsError> {
    let mut by_name: Vec<(String, usize)> = coders.all().zip(0..).collect();
    by_name.sort_unstable();
    if reading.coders.is_empty() {
        return Ok(by_name.into_iter().map(|(_, place)| place).collect());
    }
    let find = |wanted: &String| {
        let at = by_name.binary_search_by(|(name, _)| name.cmp(wanted)).map_err(|_| RatingsError::UnknownCoder {
            coder: wanted.clone(),
            known: by_name.iter().map(|(name, _)| name.clone()).collect(),
        })?;
        Ok(by_name[at].1)
    };
    reading.coders.iter().map(find).collect()
}

/// What a unit's cell says: the symbol is in its upper half, the line in its lower.
#[inline]
fn symbol_of(cell: u64) -> Symbol {
    (cell >> 32) as Symbol
}
