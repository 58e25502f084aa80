use std::io::Read;

use super::clusters::Clusters;
use super::labels::{Labels, Symbol, UNTOLD};
use super::names::{Looked, Names};
use super::rows::{Block, Row, Rows};
use super::{Layout, RatingsTable, Reading, table};
use crate::RatingsError;

/// So many names are looked up at a time.
const BATCH: usize = 64;

/// A table with one row per rating, as far as it has been read.
struct Long<'r> {
    reading: Reading<'r>,
    /// Places of the columns `unit`, `coder` and `code`.
    columns: [usize; 3],
    units: Names,
    coders: Names,
    /// For every coder whether he was asked for.
    wanted: Vec<bool>,
    labels: Labels<'r>,
    clusters: Clusters,
    grid: Grid,
}

/// What every coder said of every unit.
struct Grid {
    /// Room for so many coders per unit.
    room: usize,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy)]
struct Cell {
    symbol: Symbol,
    line: u32,
}

/// Reads a table with one row per rating.
pub(super) fn read<R: Read>(mut rows: Rows<R>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let mut long = Long {
        reading,
        columns: [rows.must("unit")?, rows.must("coder")?, rows.must("code")?],
        units: Names::default(),
        coders: Names::default(),
        wanted: Vec::new(),
        labels: Labels::new(reading)?,
        clusters: Clusters::new(&rows, reading)?,
        grid: Grid { room: 2, cells: Vec::new() },
    };
    while let Some(block) = rows.block()? {
        long.take(block)?;
    }
    long.finish()
}

impl Long<'_> {
    fn take(&mut self, block: Block<'_>) -> Result<(), RatingsError> {
        let [unit, coder, code] = self.columns;
        let (mut looked, mut units) = ([Looked::default(); BATCH], [0; BATCH]);
        for start in (0..block.len()).step_by(BATCH) {
            let batch = start..(start + BATCH).min(block.len());
            for (looked, at) in looked.iter_mut().zip(batch.clone()) {
                *looked = self.units.look(block.row(at).cell(unit));
            }
            for ((number, looked), at) in units.iter_mut().zip(looked).zip(batch.clone()) {
                let row = block.row(at);
                let name = row.cell(unit);
                if name.is_empty() {
                    return Err(row.refuse(unit, "the name of a unit"));
                }
                *number = self.units.number_of(name, looked).map_err(|_| RatingsError::NotUtf8 { line: row.line() })?;
            }
            self.grid.grow(self.units.len());
            for (&unit, at) in units.iter().zip(batch) {
                let row = block.row(at);
                self.clusters.put(unit, row, || self.units.get(unit).to_owned())?;
                let coder = self.coder(row, coder)?;
                if self.wanted[coder as usize] {
                    let symbol = self.labels.symbol(row, code)?;
                    self.rate(unit, coder, symbol, row.line())?;
                }
            }
        }
        Ok(())
    }

    fn coder(&mut self, row: Row<'_>, column: usize) -> Result<u32, RatingsError> {
        let name = row.cell(column);
        if name.is_empty() {
            return Err(row.refuse(column, "the name of a coder"));
        }
        let coder = self.coders.number(name).map_err(|_| RatingsError::NotUtf8 { line: row.line() })?;
        if coder as usize == self.wanted.len() {
            let (asked, name) = (self.reading.coders, self.coders.get(coder));
            self.wanted.push(asked.is_empty() || asked.iter().any(|coder| coder == name));
            self.grid.make_room(self.coders.len());
        }
        Ok(coder)
    }

    fn rate(&mut self, unit: u32, coder: u32, symbol: Symbol, line: u64) -> Result<(), RatingsError> {
        let cell = &mut self.grid.cells[unit as usize * self.grid.room + coder as usize];
        if cell.symbol != UNTOLD {
            let (first, coder, unit) = (u64::from(cell.line), self.coders.get(coder), self.units.get(unit));
            return Err(RatingsError::RatedTwice { line, first, coder: coder.to_owned(), unit: unit.to_owned() });
        }
        *cell = Cell { symbol, line: u32::try_from(line).unwrap_or(u32::MAX) };
        Ok(())
    }

    fn finish(self) -> Result<RatingsTable, RatingsError> {
        let order = order(&self.coders, self.reading)?;
        let categories = self.labels.categories()?;
        let mut symbols = Vec::with_capacity(self.units.len() * order.len());
        for row in self.grid.cells.chunks_exact(self.grid.room) {
            symbols.extend(order.iter().map(|&coder| categories.of_symbol[row[coder].symbol as usize]));
        }
        let coders = order.iter().map(|&coder| self.coders.get(coder as u32).to_owned()).collect();
        table(Layout::Long, coders, categories, symbols, &self.clusters)
    }
}

/// The coders asked for, or all by name.
pub(super) fn order(coders: &Names, reading: Reading<'_>) -> Result<Vec<usize>, RatingsError> {
    let mut by_name: Vec<(&str, usize)> = coders.all().zip(0..).collect();
    by_name.sort_unstable();
    if reading.coders.is_empty() {
        return Ok(by_name.into_iter().map(|(_, place)| place).collect());
    }
    let find = |wanted: &String| {
        let at = by_name.binary_search_by(|(name, _)| (*name).cmp(wanted)).map_err(|_| RatingsError::UnknownCoder {
            coder: wanted.clone(),
            known: by_name.iter().map(|(name, _)| (*name).to_owned()).collect(),
        })?;
        Ok(by_name[at].1)
    };
    reading.coders.iter().map(find).collect()
}

impl Grid {
    /// Makes cells for so many units.
    fn grow(&mut self, units: usize) {
        self.cells.resize(units * self.room, NOTHING);
    }

    /// Makes room for so many coders.
    fn make_room(&mut self, coders: usize) {
        if coders <= self.room {
            return;
        }
        let room = coders.next_power_of_two();
        let mut cells = Vec::with_capacity(self.cells.len() / self.room * room);
        for row in self.cells.chunks_exact(self.room) {
            cells.extend_from_slice(row);
            cells.extend(std::iter::repeat_n(NOTHING, room - self.room));
        }
        *self = Grid { room, cells };
    }
}

const NOTHING: Cell = Cell { symbol: UNTOLD, line: 0 };
