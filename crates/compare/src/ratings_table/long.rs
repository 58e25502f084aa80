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
    /// One that has to be looked for.
    None,
}

/// That one of several rows is wrong; which one, and how, is found by reading them one by one.
struct Wrong;

impl From<RatingsError> for Wrong {
    fn from(_: RatingsError) -> Wrong {
        Wrong
    }
}

/// What every coder said of every unit.
struct Grid {
    /// Room for so many coders per unit.
    room: usize,
    /// The cells of [`CHUNK`] units each, so that a growing table is not copied.
    chunks: Vec<Vec<Cell>>,
}

const CHUNK: usize = 1 << 12;

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
        grid: Grid { room: 2, chunks: Vec::new() },
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
    fn read_all(&mut self, block: Block<'_>, batch: Range<usize>, told: &mut [Told]) -> Result<(), Wrong> {
        let [unit, coder, code] = self.columns;
        let (mut names, mut guesses) = ([Named::new(&[]); BATCH], [Guess::Before; BATCH]);
        let mut before = Named::new(&[]);
        for ((name, guess), at) in names.iter_mut().zip(&mut guesses).zip(batch.clone()) {
            let found = block.row(at).named(unit);
            // Most tables have the ratings of a unit side by side, or the units in one order for every coder.
            *guess = if found.is(before) && !found.bytes.is_empty() {
                Guess::Before
            } else if self.units.is(self.unit + 1, found) {
                self.unit += 1;
                Guess::Known(self.unit)
            } else {
                *name = found;
                Guess::None
            };
            before = found;
        }
        let mut looked = [Looked::default(); BATCH];
        self.units.look(&names[..told.len()], &mut looked[..told.len()]);
        for (place, (told, at)) in told.iter_mut().zip(batch.clone()).enumerate() {
            let row = block.row(at);
            match guesses[place] {
                Guess::Before => {}
                Guess::Known(unit) => self.unit = unit,
                Guess::None => self.unit = self.unit_of(row, names[place], looked[place])?,
            }
            told.unit = self.unit;
            told.line = row.line();
        }
        self.grid.grow(self.units.len());
        if self.clusters.column().is_some() {
            for (told, at) in told.iter().zip(batch.clone()) {
                self.clusters.put(told.unit, block.row(at), || self.units.get(told.unit))?;
            }
        }
        for (told, at) in told.iter_mut().zip(batch.clone()) {
            let name = block.row(at).named(coder);
            told.coder = self.coders.known(name).or_else(|| self.coder(name)).ok_or(Wrong)?;
        }
        for (told, at) in told.iter_mut().zip(batch) {
            if self.wanted[told.coder as usize] {
                let known = self.labels.known(block.row(at).named(code));
                told.symbol = known.map_or_else(|| self.labels.symbol(block.row(at), code), Ok)?;
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
            self.grid.make_room(self.coders.len());
        }
        Some(coder)
    }

    #[inline]
    fn rate(&mut self, told: Told) -> Result<(), RatingsError> {
        let Told { unit, coder, symbol, line } = told;
        let cell = self.grid.cell(unit as usize, coder as usize);
        if cell.symbol != UNTOLD {
            let (first, coder, unit) = (u64::from(cell.line), self.coders.get(coder), self.units.get(unit));
            return Err(RatingsError::RatedTwice { line, first, coder, unit });
        }
        *cell = Cell { symbol, line: u32::try_from(line).unwrap_or(u32::MAX) };
        Ok(())
    }

    fn finish(self) -> Result<RatingsTable, RatingsError> {
        let order = order(&self.coders, self.reading)?;
        let mut categories = self.labels.categories()?;
        let of_symbol = std::mem::take(&mut categories.of_symbol);
        let rows = self.grid.rows(self.units.len());
        let symbols = rows.flat_map(|row| order.iter().map(|&coder| of_symbol[row[coder].symbol as usize]));
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

impl Grid {
    #[inline]
    fn cell(&mut self, unit: usize, coder: usize) -> &mut Cell {
        &mut self.chunks[unit / CHUNK][unit % CHUNK * self.room + coder]
    }

    fn rows(&self, units: usize) -> impl Iterator<Item = &[Cell]> {
        self.chunks.iter().flat_map(|chunk| chunk.chunks_exact(self.room)).take(units)
    }

    /// Makes cells for so many units.
    fn grow(&mut self, units: usize) {
        while self.chunks.len() * CHUNK < units {
            self.chunks.push(vec![NOTHING; CHUNK * self.room]);
        }
    }

    /// Makes room for so many coders.
    fn make_room(&mut self, coders: usize) {
        if coders <= self.room {
            return;
        }
        let (old, room) = (self.room, coders.next_power_of_two());
        for chunk in &mut self.chunks {
            let mut cells = Vec::with_capacity(CHUNK * room);
            for row in chunk.chunks_exact(old) {
                cells.extend_from_slice(row);
                cells.extend(std::iter::repeat_n(NOTHING, room - old));
            }
            *chunk = cells;
        }
        self.room = room;
    }
}

const NOTHING: Cell = Cell { symbol: UNTOLD, line: 0 };
