use std::collections::BTreeMap;

use crate::sum::sorted_sum;
use crate::{Ratings, Undefined};

/// Krippendorff's table of coincidences: how often two categories meet in a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Coincidences {
    categories: usize,
    /// The cells that are not 0, both orders.
    cells: BTreeMap<(usize, usize), f64>,
    totals: Vec<u64>,
}

/// Tabulates coincidences: every pair of ratings of a unit, each unit with as much weight as it has ratings.
///
/// ```text
/// o_ck = Σ_i (ordered pairs of ratings c and k of unit i) / (r_i − 1)      n_c = Σ_k o_ck      n = Σ_c n_c
///
/// r_i   coders who rated unit i; units with fewer than two ratings are left out
/// ```
///
/// The table is symmetric; n_c is how many of the ratings that can be paired are c. Krippendorff's alpha is
/// 1 − (n − 1) Σ_{c≠k} o_ck / Σ_{c≠k} n_c n_k.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, or no unit with two ratings.
///
/// # Source
///
/// Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*, section C; (2019), *Content Analysis*, 4th ed.,
/// § 12.3.
///
/// # Example
///
/// ```
/// use qualkit_agreement::{Ratings, coincidences};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// let table = coincidences(&ratings)?;
/// assert_eq!((table.get(0, 0), table.get(0, 1), table.get(1, 1)), (40.0, 30.0, 100.0));
/// assert_eq!((table.totals(), table.pairable_ratings()), (&[70, 130][..], 200));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn coincidences(ratings: &Ratings) -> Result<Coincidences, Undefined> {
    let (coders, categories) = (ratings.coders(), ratings.categories());
    if ratings.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    let mut totals = vec![0; categories];
    // Whole pairs, kept apart by what they are divided by.
    let mut pairs = BTreeMap::<(usize, usize), BTreeMap<u64, u128>>::new();
    ratings.for_each_unit(|unit| {
        if unit.ratings < 2 {
            return;
        }
        for &(first, chose) in unit.cells {
            totals[first as usize] += unit.times * chose;
            for &(second, also) in unit.cells {
                let partners = if first == second { also - 1 } else { also };
                if partners > 0 {
                    let met = u128::from(unit.times) * u128::from(chose) * u128::from(partners);
                    let cell = (first as usize, second as usize);
                    *pairs.entry(cell).or_default().entry(unit.ratings - 1).or_insert(0) += met;
                }
            }
        }
    });
    if pairs.is_empty() {
        return Err(Undefined::NothingPairable);
    }
    let cells = pairs.into_iter().map(|(cell, pairs)| {
        let shares = pairs.into_iter().map(|(others, pairs)| pairs as f64 / others as f64);
        (cell, sorted_sum(shares))
    });
    Ok(Coincidences { categories, cells: cells.collect(), totals })
}

impl Coincidences {
    /// Counts the declared categories: the table has as many rows and columns.
    pub fn categories(&self) -> usize {
        self.categories
    }

    /// Gives o_ck: how often `first` and `second` meet; 0 for a category that was not declared.
    ///
    /// # Source
    ///
    /// As for [`coincidences`], where the example is.
    pub fn get(&self, first: usize, second: usize) -> f64 {
        self.cells.get(&(first, second)).copied().unwrap_or(0.0)
    }

    /// Gives n_c for each category: how many of the ratings that can be paired are in it.
    pub fn totals(&self) -> &[u64] {
        &self.totals
    }

    /// Counts the ratings that can be paired, n.
    pub fn pairable_ratings(&self) -> u64 {
        self.totals.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, krippendorff_alpha};

    #[test]
    fn rows_add_up_to_the_ratings_and_alpha_follows_from_the_table() {
        let rows = [
            [Some(0), Some(0), Some(1), Some(0)],
            [Some(1), Some(2), None, Some(2)],
            [None, Some(2), Some(2), None],
            [Some(1), None, None, None],
        ];
        let counts = Ratings::from_rows(rows, 3).unwrap();
        let table = coincidences(&counts).unwrap();
        assert_eq!((table.totals(), table.pairable_ratings()), (&[3, 2, 4][..], 9));
        let (mut observed, mut expected) = (0.0, 0.0);
        for first in 0..3 {
            let row: f64 = (0..3).map(|second| table.get(first, second)).sum();
            assert!((row - table.totals()[first] as f64).abs() < 1e-14);
            for second in (0..3).filter(|&second| second != first) {
                observed += table.get(first, second);
                expected += (table.totals()[first] * table.totals()[second]) as f64;
            }
        }
        let alpha = krippendorff_alpha(&counts, &Options::default()).unwrap().value;
        assert!((1.0 - 8.0 * observed / expected - alpha).abs() < 1e-14);
    }
}
