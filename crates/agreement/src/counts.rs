use std::collections::BTreeMap;

use crate::ratings::category;
use crate::tally::EXACT;
use crate::{Error, Ratings};

/// How many coders put each unit into each category: Fleiss' layout, in which coders have no names.
///
/// Percent agreement, Fleiss' kappa and Krippendorff's alpha need no more than this.
/// [`Ratings::counts`] makes it from ratings by named coders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    coders: usize,
    categories: usize,
    units: u64,
    /// The distinct rows in ascending order.
    rows: Vec<CountRow>,
}

/// Units that are alike: how often each category was chosen, unused categories left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CountRow {
    /// Category and number of coders who chose it, by ascending category.
    pub(crate) cells: Box<[(usize, u64)]>,
    /// How many units have this row.
    pub(crate) times: u64,
}

impl Counts {
    /// Reads a table of counts: one row per unit, one column per category.
    ///
    /// The number of coders is taken to be the largest number of ratings that a unit has; units with fewer have
    /// missing ratings.
    ///
    /// # Errors
    ///
    /// Rows of different length, a table too large to count.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Counts;
    /// // Three coders, two categories; one rating of the last unit is missing.
    /// let counts = Counts::from_rows([[3, 0], [1, 2], [0, 2]])?;
    /// assert_eq!((counts.coders(), counts.units(), counts.missing_cells()), (3, 3, 1));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_rows<R: AsRef<[u64]>>(rows: impl IntoIterator<Item = R>) -> Result<Counts, Error> {
        let mut rows = rows.into_iter().peekable();
        let categories = rows.peek().map_or(0, |row| row.as_ref().len());
        let mut tally = BTreeMap::new();
        let (mut units, mut largest) = (0, 0);
        for (unit, row) in rows.enumerate() {
            let row = row.as_ref();
            if row.len() != categories {
                return Err(Error::RowLength { unit, expected: categories, found: row.len() });
            }
            let ratings = row.iter().fold(0, |sum: u64, &count| sum.saturating_add(count));
            largest = ratings.max(largest);
            units += 1;
            if largest.saturating_mul(units) > EXACT {
                return Err(Error::TooMany { what: "ratings", limit: EXACT });
            }
            let cells = row.iter().copied().enumerate().filter(|&(_, count)| count > 0);
            *tally.entry(cells.collect()).or_insert(0) += 1;
        }
        Ok(Counts { coders: largest as usize, categories, units, rows: count_rows(tally) })
    }

    pub(crate) fn from_ratings(ratings: &Ratings) -> Counts {
        let mut tally = BTreeMap::new();
        let mut chosen = Vec::with_capacity(ratings.coders());
        for (row, times) in ratings.patterns() {
            chosen.clear();
            chosen.extend(row.iter().copied().filter_map(category));
            chosen.sort_unstable();
            let alike = chosen.chunk_by(|a, b| a == b);
            let cells = alike.map(|same| (same[0], same.len() as u64)).collect();
            *tally.entry(cells).or_insert(0) += times;
        }
        Counts {
            coders: ratings.coders(),
            categories: ratings.categories(),
            units: ratings.units(),
            rows: count_rows(tally),
        }
    }

    /// Counts the units, rated or not.
    pub fn units(&self) -> u64 {
        self.units
    }

    /// Counts the coders.
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// Counts the declared categories, used or not.
    pub fn categories(&self) -> usize {
        self.categories
    }

    /// Counts the cells without a rating: coders times units, less the ratings.
    pub fn missing_cells(&self) -> u64 {
        let ratings: u64 = self.rows.iter().map(|row| row.times * row.ratings()).sum();
        self.coders as u64 * self.units - ratings
    }

    /// Counts the units with at least two ratings.
    pub fn pairable(&self) -> u64 {
        self.pairable_rows().map(|row| row.times).sum()
    }

    /// Counts the units with at least one rating.
    pub(crate) fn rated(&self) -> u64 {
        self.rated_rows().map(|row| row.times).sum()
    }

    pub(crate) fn rated_rows(&self) -> impl Iterator<Item = &CountRow> {
        self.rows.iter().filter(|row| row.ratings() >= 1)
    }

    pub(crate) fn pairable_rows(&self) -> impl Iterator<Item = &CountRow> {
        self.rows.iter().filter(|row| row.ratings() >= 2)
    }
}

impl CountRow {
    /// How many coders rated the unit.
    pub(crate) fn ratings(&self) -> u64 {
        self.cells.iter().map(|&(_, count)| count).sum()
    }

    /// Ordered pairs of coders who rated the unit.
    pub(crate) fn pairs(&self) -> u128 {
        let ratings = u128::from(self.ratings());
        ratings * ratings.saturating_sub(1)
    }

    /// Ordered pairs of coders who agree on the unit.
    pub(crate) fn agreeing_pairs(&self) -> u128 {
        let counts = self.cells.iter().map(|&(_, count)| u128::from(count));
        counts.map(|count| count * (count - 1)).sum()
    }
}

fn count_rows(tally: BTreeMap<Box<[(usize, u64)]>, u64>) -> Vec<CountRow> {
    tally.into_iter().map(|(cells, times)| CountRow { cells, times }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_coders_and_counts_give_the_same_table() {
        let ratings = Ratings::from_rows([[Some(1), Some(0), Some(1)], [None, Some(1), None]], 2).unwrap();
        assert_eq!(ratings.counts(), Counts::from_rows([[0, 1], [1, 2]]).unwrap());
        assert_eq!(ratings.counts().missing_cells(), ratings.missing_cells());
    }

    #[test]
    fn rows_of_different_length_are_refused() {
        let rows: [&[u64]; 2] = [&[1, 2], &[3]];
        assert_eq!(Counts::from_rows(rows), Err(Error::RowLength { unit: 1, expected: 2, found: 1 }));
    }
}
