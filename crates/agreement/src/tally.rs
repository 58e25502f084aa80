use std::collections::BTreeMap;

use crate::Error;

/// Tables with at most this many possible rows are counted in an array, larger ones in a map.
const DENSE: usize = 1 << 16;

/// Above this a count is no longer exact as a floating-point number.
pub(crate) const EXACT: u64 = 1 << 53;

/// Counts how often each row occurs. A cell is a symbol: 0 is missing, category k is k + 1.
pub(crate) struct Tally {
    coders: usize,
    categories: usize,
    units: u64,
    /// How many more units can be counted exactly.
    room: u64,
    seen: Seen,
}

enum Seen {
    /// Indexed by the row read as a number, one digit per coder.
    Dense(Vec<u64>),
    Sparse(BTreeMap<Box<[u32]>, u64>),
}

impl Tally {
    pub(crate) fn new(coders: usize, categories: usize) -> Result<Tally, Error> {
        const LIMIT: u32 = u32::MAX - 1;
        if u32::try_from(categories).is_ok_and(|q| q <= LIMIT) {
            let rows = u32::try_from(coders)
                .ok()
                .and_then(|coders| (categories + 1).checked_pow(coders))
                .filter(|&rows| rows <= DENSE);
            let seen = match rows {
                Some(rows) => Seen::Dense(vec![0; rows]),
                None => Seen::Sparse(BTreeMap::new()),
            };
            Ok(Tally { coders, categories, units: 0, room: EXACT / coders.max(1) as u64, seen })
        } else {
            Err(Error::TooMany { what: "categories", limit: LIMIT.into() })
        }
    }

    /// Adds a row `multiplicity` times; `unit` is where it stands in the table, for the error.
    pub(crate) fn add(&mut self, unit: usize, row: &[Option<usize>], multiplicity: u64) -> Result<(), Error> {
        if row.len() != self.coders {
            return Err(Error::RowLength { unit, expected: self.coders, found: row.len() });
        }
        let categories = self.categories;
        for (coder, &cell) in row.iter().enumerate() {
            if let Some(category) = cell.filter(|&category| category >= categories) {
                return Err(Error::UnknownCategory { unit, coder, category, categories });
            }
        }
        if multiplicity > self.room {
            return Err(Error::TooMany { what: "ratings", limit: EXACT });
        }
        self.room -= multiplicity;
        self.units += multiplicity;
        match &mut self.seen {
            Seen::Dense(counts) => {
                let place = row.iter().fold(0, |place, &cell| place * (categories + 1) + symbol(cell));
                counts[place] += multiplicity;
            }
            Seen::Sparse(_) if multiplicity == 0 => {}
            Seen::Sparse(counts) => {
                let key: Box<[u32]> = row.iter().map(|&cell| symbol(cell) as u32).collect();
                *counts.entry(key).or_insert(0) += multiplicity;
            }
        }
        Ok(())
    }

    pub(crate) fn coders(&self) -> usize {
        self.coders
    }

    pub(crate) fn categories(&self) -> usize {
        self.categories
    }

    pub(crate) fn units(&self) -> u64 {
        self.units
    }

    /// Gives the distinct rows in ascending order, one after another, and how often each occurs.
    pub(crate) fn into_patterns(self) -> (Vec<u32>, Vec<u64>) {
        let mut symbols = Vec::new();
        let mut multiplicities = Vec::new();
        match self.seen {
            Seen::Dense(counts) => {
                let base = self.categories + 1;
                for (place, count) in counts.into_iter().enumerate().filter(|&(_, count)| count > 0) {
                    let start = symbols.len();
                    symbols.resize(start + self.coders, 0);
                    let mut rest = place;
                    for symbol in symbols[start..].iter_mut().rev() {
                        *symbol = (rest % base) as u32;
                        rest /= base;
                    }
                    multiplicities.push(count);
                }
            }
            Seen::Sparse(counts) => {
                for (row, count) in counts {
                    symbols.extend_from_slice(&row);
                    multiplicities.push(count);
                }
            }
        }
        (symbols, multiplicities)
    }
}

fn symbol(cell: Option<usize>) -> usize {
    cell.map_or(0, |category| category + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_array_and_the_map_give_the_same_patterns() {
        let rows = [[Some(2), None], [Some(0), Some(1)], [Some(2), None], [None, None]];
        // 300 declared categories are too many for the array.
        let [dense, sparse] = [3, 300].map(|categories| {
            let mut tally = Tally::new(2, categories).unwrap();
            for (unit, row) in rows.iter().enumerate() {
                tally.add(unit, row, 1).unwrap();
            }
            tally.into_patterns()
        });
        assert_eq!(dense, sparse);
        assert_eq!(dense, (vec![0, 0, 1, 2, 3, 0], vec![1, 1, 2]));
    }
}
