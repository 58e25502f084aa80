use crate::Error;
use crate::rows::{Named, Rows};
use crate::symbols::Symbols;

/// Tables with at most this many possible rows are counted in an array; of larger ones every row is kept.
pub(crate) const DENSE: usize = 1 << 16;

/// Above this a count is no longer exact as a floating-point number.
pub(crate) const EXACT: u64 = 1 << 53;

/// Collects rows of named coders. A cell is a symbol: 0 is missing, category k is k + 1.
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
    /// Row after row, with the number of units that have it.
    Kept(Symbols, Vec<u64>),
}

impl Tally {
    pub(crate) fn new(coders: usize, categories: usize) -> Result<Tally, Error> {
        check_categories(categories)?;
        let seen = match possible_rows(coders, categories) {
            Some(rows) => Seen::Dense(vec![0; rows]),
            None => Seen::Kept(Symbols::for_categories(categories), Vec::new()),
        };
        Ok(Tally { coders, categories, units: 0, room: EXACT / coders.max(1) as u64, seen })
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
            Seen::Kept(..) if multiplicity == 0 => {}
            Seen::Kept(symbols, times) => {
                row.iter().for_each(|&cell| symbols.push(symbol(cell)));
                times.push(multiplicity);
            }
        }
        Ok(())
    }

    pub(crate) fn into_rows(self) -> (u64, Rows) {
        let named = match self.seen {
            Seen::Dense(counts) => decoded(&counts, self.coders, self.categories),
            Seen::Kept(symbols, times) => {
                let times = times.iter().any(|&times| times != 1).then_some(times);
                Named { symbols, times }
            }
        };
        (self.units, Rows::named(named))
    }
}

/// Reads the array of counts back: the distinct rows in ascending order, with the number of units that have each.
pub(crate) fn decoded(counts: &[u64], coders: usize, categories: usize) -> Named {
    let base = categories + 1;
    let mut symbols = Symbols::for_categories(categories);
    let mut times = Vec::new();
    for (place, &count) in counts.iter().enumerate().filter(|&(_, &count)| count > 0) {
        for coder in (0..coders).rev() {
            // `possible_rows` has seen to it that this power fits.
            symbols.push(place / base.pow(coder as u32) % base);
        }
        times.push(count);
    }
    Named { symbols, times: Some(times) }
}

/// How many different rows there can be, if they are few enough for an array.
pub(crate) fn possible_rows(coders: usize, categories: usize) -> Option<usize> {
    let rows = (categories + 1).checked_pow(u32::try_from(coders).ok()?)?;
    (rows <= DENSE).then_some(rows)
}

pub(crate) fn check_categories(categories: usize) -> Result<(), Error> {
    const LIMIT: u32 = u32::MAX - 1;
    if u32::try_from(categories).is_ok_and(|q| q <= LIMIT) {
        Ok(())
    } else {
        Err(Error::TooMany { what: "categories", limit: LIMIT.into() })
    }
}

fn symbol(cell: Option<usize>) -> usize {
    cell.map_or(0, |category| category + 1)
}
