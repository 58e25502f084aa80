use crate::symbols::{Symbols, Width};

/// So many units are looked at together.
pub(crate) const UNITS: usize = 128;

/// With so few coders it is cheaper to compare each with each than to guess who agrees.
pub(crate) const FEW: usize = 32;

/// One row for each unit, of few named coders.
pub(crate) struct PlainRows<'r> {
    symbols: &'r Symbols,
    coders: usize,
}

/// Some units, coder by coder: what is done to all of them alike leaves the processor nothing to guess, and it works on
/// several at once. Units that are missing at the end of a table have no ratings.
pub(crate) struct Columns {
    /// What each coder said of each unit: 0 is missing, category k is k + 1.
    pub(crate) symbols: Vec<[u32; UNITS]>,
    /// How many coders rated each unit.
    pub(crate) ratings: [u32; UNITS],
}

impl<'r> PlainRows<'r> {
    /// Nothing if coders are many, or the number of ratings has more than 32 bits.
    pub(crate) fn new(symbols: &'r Symbols, coders: usize) -> Option<PlainRows<'r>> {
        let fits = (1..=FEW).contains(&coders) && u32::try_from(symbols.len()).is_ok();
        fits.then_some(PlainRows { symbols, coders })
    }

    /// Visits all units, some at a time.
    pub(crate) fn for_each(&self, visit: impl FnMut(&Columns)) {
        match &self.symbols.0 {
            Width::Narrow(symbols) => turned(symbols, self.coders, visit),
            Width::Middle(symbols) => turned(symbols, self.coders, visit),
            Width::Wide(symbols) => turned(symbols, self.coders, visit),
        }
    }
}

fn turned<S: Copy + Into<u32>>(symbols: &[S], coders: usize, mut visit: impl FnMut(&Columns)) {
    let mut columns = Columns { symbols: vec![[0; UNITS]; coders], ratings: [0; UNITS] };
    for rows in symbols.chunks(UNITS * coders) {
        if rows.len() < UNITS * coders {
            columns.symbols.fill([0; UNITS]);
        }
        columns.ratings = [0; UNITS];
        for (coder, column) in columns.symbols.iter_mut().enumerate() {
            for (own, &symbol) in column.iter_mut().zip(rows[coder..].iter().step_by(coders)) {
                *own = symbol.into();
            }
            for (ratings, &symbol) in columns.ratings.iter_mut().zip(&*column) {
                *ratings += u32::from(symbol != 0);
            }
        }
        visit(&columns);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rating_stands_in_the_column_of_its_coder() {
        for units in [1, UNITS - 1, UNITS, UNITS + 1, 3 * UNITS + 7] {
            for coders in [1, 2, 7, FEW] {
                let symbols: Vec<u16> = (0..units * coders).map(|cell| (cell * 7 % 300 % 5) as u16).collect();
                let given = symbols.clone().into();
                let (mut found, mut ratings) = (Vec::new(), 0);
                PlainRows::new(&given, coders).unwrap().for_each(|columns| {
                    for unit in 0..UNITS {
                        let row: Vec<u16> = columns.symbols.iter().map(|column| column[unit] as u16).collect();
                        assert_eq!(columns.ratings[unit] as usize, row.iter().filter(|&&symbol| symbol > 0).count());
                        ratings += columns.ratings[unit] as usize;
                        found.extend(row);
                    }
                });
                assert_eq!(found[..symbols.len()], symbols);
                assert_eq!(ratings, symbols.iter().filter(|&&symbol| symbol > 0).count());
            }
        }
        assert!(PlainRows::new(&vec![1_u8; FEW + 1].into(), FEW + 1).is_none());
    }
}
