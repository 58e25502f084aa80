use std::io::Read;
use std::ops::Range;

use super::clusters::Clusters;
use super::labels::{Labels, Symbol, UNTOLD};
use super::names::{Looked, Named, Names};
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
    /// The unit of the last row.
    unit: u32,
    coders: Names,
    /// For every coder whether he was asked for.
    wanted: Vec<bool>,
    labels: Labels<'r>,
    clusters: Clusters,
    grid: Grid,
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
    /// One that has to be looked for further.
    Looked(Looked),
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
        unit: 0,
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
    fn read_all(&mut self, block: Block<'_>, batch: Range<usize>, told: &mut [Told]) -> Result<(), RatingsError> {
        let [unit, coder, code] = self.columns;
        let mut looked = [Guess::Before; BATCH];
        let mut before = Named::new(&[]);
        for (guess, at) in looked.iter_mut().zip(batch.clone()) {
            let name = block.row(at).named(unit);
            // Most tables have the ratings of a unit side by side, or the units in one order for every coder.
            *guess = if name.is(before) && !name.bytes.is_empty() {
                Guess::Before
            } else if self.units.is(self.unit + 1, name) {
                self.unit += 1;
                Guess::Known(self.unit)
            } else {
                Guess::Looked(self.units.look(name))
            };
            before = name;
        }
        for guess in &mut looked {
            if let Guess::Looked(looked) = guess {
                self.units.look_again(looked);
            }
        }
        for ((told, guess), at) in told.iter_mut().zip(looked).zip(batch.clone()) {
            let row = block.row(at);
            match guess {
                Guess::Before => {}
                Guess::Known(unit) => self.unit = unit,
                Guess::Looked(looked) => self.unit = self.unit_of(row, row.named(unit), looked)?,
            }
            told.unit = self.unit;
            told.line = row.line();
        }
        self.grid.grow(self.units.len());
        for (told, at) in told.iter_mut().zip(batch.clone()) {
            let row = block.row(at);
            self.clusters.put(told.unit, row, || self.units.get(told.unit))?;
            told.coder = self.coder(row, coder)?;
        }
        for (told, at) in told.iter_mut().zip(batch) {
            if self.wanted[told.coder as usize] {
                told.symbol = self.labels.symbol(block.row(at), code)?;
            }
        }
        Ok(())
    }

    fn read_row(&mut self, row: Row<'_>) -> Result<Told, RatingsError> {
        let [unit, coder, code] = self.columns;
        let name = row.named(unit);
        let unit = self.unit_of(row, name, Looked::default())?;
        self.grid.grow(self.units.len());
        self.clusters.put(unit, row, || self.units.get(unit))?;
        let coder = self.coder(row, coder)?;
        let symbol = if self.wanted[coder as usize] { self.labels.symbol(row, code)? } else { UNTOLD };
        Ok(Told { unit, coder, symbol, line: row.line() })
    }

    fn unit_of(&mut self, row: Row<'_>, name: Named<'_>, looked: Looked) -> Result<u32, RatingsError> {
        if name.bytes.is_empty() {
            return Err(row.refuse(self.columns[0], "the name of a unit"));
        }
        self.units.number_of(name, looked).map_err(|_| RatingsError::NotUtf8 { line: row.line() })
    }

    #[inline]
    fn coder(&mut self, row: Row<'_>, column: usize) -> Result<u32, RatingsError> {
        let name = row.named(column);
        if name.bytes.is_empty() {
            return Err(row.refuse(column, "the name of a coder"));
        }
        let coder = self.coders.number(name).map_err(|_| RatingsError::NotUtf8 { line: row.line() })?;
        if coder as usize == self.wanted.len() {
            let (asked, name) = (self.reading.coders, self.coders.get(coder));
            self.wanted.push(asked.is_empty() || asked.contains(&name));
            self.grid.make_room(self.coders.len());
        }
        Ok(coder)
    }

    #[inline]
    fn rate(&mut self, told: Told) -> Result<(), RatingsError> {
        let Told { unit, coder, symbol, line } = told;
        let cell = &mut self.grid.cells[unit as usize * self.grid.room + coder as usize];
        if cell.symbol != UNTOLD {
            let (first, coder, unit) = (u64::from(cell.line), self.coders.get(coder), self.units.get(unit));
            return Err(RatingsError::RatedTwice { line, first, coder, unit });
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
        let coders = order.iter().map(|&coder| self.coders.get(coder as u32)).collect();
        table(Layout::Long, coders, categories, symbols, &self.clusters)
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
