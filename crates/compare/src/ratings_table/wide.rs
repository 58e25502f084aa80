use std::collections::BTreeSet;
use std::io::Read;

use super::block::Row;
use super::clusters::Clusters;
use super::labels::{Categories, Labels, MISSING, Symbol};
use super::names::Names;
use super::rows::Rows;
use super::{Layout, RatingsTable, Reading, Remark, table};
use crate::RatingsError;

/// The columns of a table with one row per unit.
pub(super) struct Wide {
    unit: Option<usize>,
    /// The columns of the coders.
    pub(super) coders: Vec<usize>,
    names: Names,
    lines: Vec<u64>,
    pub(super) clusters: Clusters,
    units: u32,
    /// How many rows end before the last coder, and the line of the first.
    short: Option<(u64, u64)>,
}

/// Reads a table with one row per unit.
pub(super) fn read<R: Read>(mut rows: Rows<R>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let mut wide = Wide::new(&rows, reading)?;
    let mut labels = Labels::new(reading)?;
    let mut symbols: Vec<Symbol> = Vec::new();
    rows.each(|row| {
        wide.unit(row)?;
        for &column in &wide.coders {
            symbols.push(labels.symbol(row, column)?);
        }
        Ok(())
    })?;
    let mut categories = labels.categories()?;
    let coders: Vec<String> = wide.coders.iter().map(|&column| rows.header()[column].clone()).collect();
    if let Some(place) = names_of_units(&symbols, coders.len(), &categories).filter(|_| reading.coders.is_empty()) {
        return Err(RatingsError::NamesOfUnits { column: coders[place].clone() });
    }
    let of_symbol = std::mem::take(&mut categories.of_symbol);
    let cells = symbols.len();
    let symbols = symbols.into_iter().map(|symbol| of_symbol[symbol as usize]);
    categories.remarks.extend(wide.remark());
    table(Layout::Wide, coders, categories, symbols, cells, &wide.clusters)
}

impl Wide {
    pub(super) fn new<R: Read>(rows: &Rows<R>, reading: Reading<'_>) -> Result<Wide, RatingsError> {
        let (unit, clusters) = (rows.column("unit")?, Clusters::new(rows, reading)?);
        let coders: Vec<usize> = if reading.coders.is_empty() {
            let other = |&place: &usize| Some(place) != unit && Some(place) != clusters.column();
            (0..rows.header().len()).filter(other).filter(|&place| !rows.header()[place].is_empty()).collect()
        } else {
            reading.coders.iter().map(|coder| rows.must(coder)).collect::<Result<_, _>>()?
        };
        if coders.is_empty() {
            let (expected, found) = ("at least two coders", "no column of a coder");
            return Err(RatingsError::TooLittle { expected, found });
        }
        Ok(Wide { unit, coders, names: Names::default(), lines: Vec::new(), clusters, units: 0, short: None })
    }

    /// Takes note of the unit that a row is about.
    pub(super) fn unit(&mut self, row: Row<'_>) -> Result<(), RatingsError> {
        let line = row.line();
        if self.coders.iter().any(|&column| column >= row.width()) {
            self.short.get_or_insert((0, line)).0 += 1;
        }
        if let Some(column) = self.unit {
            let name = row.named(column);
            if name.bytes.is_empty() {
                return Err(row.refuse(column, "the name of a unit"));
            }
            let number = self.names.number(name).map_err(|_| RatingsError::NotUtf8 { line })?;
            if let Some(&first) = self.lines.get(number as usize) {
                return Err(RatingsError::RepeatedUnit { line, first, unit: self.names.get(number) });
            }
            self.lines.push(line);
        }
        self.clusters.put(self.units, row, String::new)?;
        self.units += 1;
        Ok(())
    }

    /// What is to be said of rows that end too early.
    pub(super) fn remark(&self) -> Option<Remark> {
        self.short.map(|(rows, line)| Remark::ShortRows { rows, line })
    }
}

/// The column that looks like names of units: in each of at least three rows it has another value, and one that no
/// other column has. If all columns are so they are measurements in which no value comes twice, unless the column
/// counts the rows.
fn names_of_units(symbols: &[Symbol], columns: usize, categories: &Categories) -> Option<usize> {
    let rows = symbols.len().checked_div(columns)?;
    if columns < 3 || rows < 3 || categories.labels.len() < rows {
        return None;
    }
    let values: Vec<BTreeSet<Symbol>> =
        (0..columns).map(|column| symbols.iter().skip(column).step_by(columns).copied().collect()).collect();
    let alone = |column: usize| {
        let own = &values[column];
        let elsewhere = |symbol| values.iter().enumerate().any(|(at, other)| at != column && other.contains(symbol));
        own.len() == rows && !own.contains(&MISSING) && !own.iter().any(elsewhere)
    };
    let counts = |column: usize| {
        let scores = categories.scores.as_ref()?;
        let score = |row: usize| scores[categories.of_symbol[symbols[row * columns + column] as usize] as usize - 1];
        (1..rows).all(|row| score(row) == score(row - 1) + 1.0).then_some(())
    };
    let alone: Vec<usize> = (0..columns).filter(|&column| alone(column)).collect();
    let all = alone.len() == columns;
    alone.into_iter().find(|&column| !all || counts(column).is_some())
}
