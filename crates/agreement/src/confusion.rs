use crate::{Ratings, Undefined};

/// The cross-table of two coders: rows are the first coder's categories, columns the second's.
///
/// Units that one of the two did not rate are not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    categories: usize,
    units: u64,
    /// The cells that are not 0, in order: there may be many more categories than units.
    cells: Vec<((u32, u32), u64)>,
}

/// Cross-tabulates two coders; units that either did not rate are left out.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, coders without names, or no unit both have rated.
///
/// # Example
///
/// Artstein and Poesio (2008), table 1.
///
/// ```
/// use qualkit_agreement::{Ratings, confusion};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// let table = confusion(&ratings)?;
/// assert_eq!((table.get(0, 1), table.agreeing(), table.units()), (10, 70, 100));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn confusion(ratings: &Ratings) -> Result<Confusion, Undefined> {
    let (coders, categories) = (ratings.coders(), ratings.categories());
    match coders {
        _ if ratings.units() == 0 => return Err(Undefined::NoUnits),
        0 | 1 => return Err(Undefined::FewerThanTwoCoders { coders }),
        _ if !ratings.names_coders() => return Err(Undefined::CodersUnnamed),
        2 => {}
        _ => return Err(Undefined::NotTwoCoders { coders }),
    }
    let mut cells = Vec::new();
    let mut units = 0;
    ratings.for_each_row(|row, times| {
        if let (Some(first), Some(second)) = (row[0].checked_sub(1), row[1].checked_sub(1)) {
            cells.push(((first, second), times));
            units += times;
        }
    });
    cells.sort_unstable();
    cells.dedup_by(|(cell, times), (kept, sum)| {
        let same = cell == kept;
        *sum += if same { *times } else { 0 };
        same
    });
    if units == 0 {
        return Err(Undefined::NothingPairable);
    }
    Ok(Confusion { categories, units, cells })
}

impl Confusion {
    /// Counts the declared categories: the table has as many rows and columns.
    pub fn categories(&self) -> usize {
        self.categories
    }

    /// Counts the units in the table: those that both coders rated.
    pub fn units(&self) -> u64 {
        self.units
    }

    /// Counts the units that the first coder put into category `first` and the second into `second`; 0 for a
    /// category that was not declared.
    pub fn get(&self, first: usize, second: usize) -> u64 {
        let found = self.cells.binary_search_by_key(&(first, second), |&((k, l), _)| (k as usize, l as usize));
        found.map_or(0, |place| self.cells[place].1)
    }

    /// Counts the units on which both agree: the diagonal.
    pub fn agreeing(&self) -> u64 {
        self.cells().filter(|(first, second, _)| first == second).map(|(_, _, units)| units).sum()
    }

    /// Counts, for each category, the units that the first coder put into it.
    pub fn first_totals(&self) -> Vec<u64> {
        self.totals(|first, _| first)
    }

    /// Counts, for each category, the units that the second coder put into it.
    pub fn second_totals(&self) -> Vec<u64> {
        self.totals(|_, second| second)
    }

    fn totals(&self, category: impl Fn(usize, usize) -> usize) -> Vec<u64> {
        let mut totals = vec![0; self.categories];
        for (first, second, units) in self.cells() {
            totals[category(first, second)] += units;
        }
        totals
    }

    /// Gives the cells that are not 0: first coder's category, second coder's, units.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (usize, usize, u64)> {
        self.cells.iter().map(|&((first, second), units)| (first as usize, second as usize, units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_one_coder_skipped_is_not_in_the_table() {
        let ratings = Ratings::from_rows([[Some(0), Some(1)], [Some(1), None]], 2).unwrap();
        let table = confusion(&ratings).unwrap();
        assert_eq!((table.units(), table.first_totals(), table.second_totals()), (1, vec![1, 0], vec![0, 1]));
    }
}
