use std::collections::BTreeMap;

use crate::percent_agreement::observed;
use crate::standard_error::linearised;
use crate::sum::sorted_sum;
use crate::{Chance, Counts, Estimate, Interval, IntervalMethod, Options, Outcome, Undefined};

/// Gives Fleiss' kappa: agreement beyond chance for any number of coders, who need not be the same for each unit.
///
/// ```text
/// κ = (p_a − p_e) / (1 − p_e)      p_e = Σ_k π_k²      π_k = (1/n) Σ_i r_ik / r_i
///
/// p_a    percent agreement over the units with r_i ≥ 2 (see percent_agreement)
/// r_ik   coders who put unit i into category k       r_i   coders who rated unit i
/// π_k    share of category k, each of the n units with r_i ≥ 1 weighing the same
/// ```
///
/// For two coders and no missing ratings this is Scott's pi. Missing ratings follow Gwet: a unit with a single
/// rating says nothing about p_a but counts for π_k; a unit without ratings counts for neither. Other programs drop
/// such units, or weigh each rating the same, and give other numbers.
///
/// Standard error after Gwet (2014), not the one under the hypothesis of no agreement, which is too small for an
/// interval; t interval with n − 1 degrees of freedom.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings, or only one category was used.
///
/// # Source
///
/// Fleiss (1971), *Psychological Bulletin* 76:378–382; Gwet (2014), *Handbook of Inter-Rater
/// Reliability*, 4th ed., ch. 2, 3 and 5.
///
/// # Example
///
/// Fleiss (1971), table on p. 379: 30 patients, 6 psychiatrists, 5 diagnoses, kappa = .430.
///
/// ```
/// use qualkit_agreement::{Counts, Options, fleiss_kappa};
/// let diagnoses = [
///     [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0],
///     [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0],
///     [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0],
///     [0, 2, 0, 4, 0], [1, 0, 2, 0, 3], [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0],
///     [1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
/// ];
/// let kappa = fleiss_kappa(&Counts::from_rows(diagnoses)?, &Options::default())?;
/// assert_eq!(format!("{:.3}", kappa.value), "0.430");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fleiss_kappa(counts: &Counts, options: &Options) -> Outcome {
    let observed = observed(counts)?;
    let shares = shares(counts);
    if shares.len() == 1 {
        return Err(Undefined::OneCategoryOnly);
    }
    let expected = sorted_sum(shares.values().map(|share| share * share));
    let value = Chance { observed, expected }.corrected()?;

    let units = counts.rated();
    let scale = units as f64 / counts.pairable() as f64;
    let contributions = counts.rated_rows().map(|row| {
        let ratings = row.ratings() as f64;
        let own_expected = sorted_sum(row.cells.iter().map(|&(k, count)| shares[&k] * (count as f64 / ratings)));
        let own_value = match row.pairs() {
            0 => 0.0,
            pairs => scale * (row.agreeing_pairs() as f64 / pairs as f64 - expected) / (1.0 - expected),
        };
        (own_value - 2.0 * (1.0 - value) * (own_expected - expected) / (1.0 - expected), row.times)
    });
    let standard_error = linearised(contributions, value, units);
    let method = IntervalMethod::GwetLinearised { degrees_of_freedom: units - 1 };
    Ok(Estimate {
        value,
        observed: Some(observed),
        expected: Some(expected),
        standard_error,
        interval: standard_error.map(|error| Interval::around(value, error, method, options)),
        p_value: None,
        units: counts.units(),
        coders: counts.coders(),
        pairable: counts.pairable(),
        missing_cells: counts.missing_cells(),
    })
}

/// π_k of each category that was used. Counted exactly among units with equally many ratings, then averaged.
fn shares(counts: &Counts) -> BTreeMap<usize, f64> {
    let mut chosen: BTreeMap<usize, BTreeMap<u64, u128>> = BTreeMap::new();
    for row in counts.rated_rows() {
        let ratings = row.ratings();
        for &(category, count) in &row.cells {
            *chosen.entry(category).or_default().entry(ratings).or_insert(0) +=
                u128::from(count) * u128::from(row.times);
        }
    }
    let units = counts.rated() as f64;
    let share = |by_ratings: BTreeMap<u64, u128>| {
        sorted_sum(by_ratings.into_iter().map(|(ratings, count)| count as f64 / ratings as f64)) / units
    };
    chosen.into_iter().map(|(category, by_ratings)| (category, share(by_ratings))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_rating_counts_for_the_shares_but_not_for_what_is_observed() {
        let pairs_only = Counts::from_rows([[2, 0], [1, 1], [0, 2]]).unwrap();
        let with_single = Counts::from_rows([[2, 0], [1, 1], [0, 2], [1, 0]]).unwrap();
        let [before, after] =
            [&pairs_only, &with_single].map(|counts| fleiss_kappa(counts, &Options::default()).unwrap());
        assert_eq!(before.observed, after.observed);
        assert_eq!((before.expected, after.expected), (Some(0.5), Some(0.625 * 0.625 + 0.375 * 0.375)));
    }

    #[test]
    fn a_unit_without_ratings_changes_nothing_but_the_number_of_units() {
        let counts = Counts::from_rows([[2, 0], [1, 1], [0, 2]]).unwrap();
        let with_empty = Counts::from_rows([[2, 0], [1, 1], [0, 2], [0, 0]]).unwrap();
        let [without, with] = [&counts, &with_empty].map(|counts| fleiss_kappa(counts, &Options::default()).unwrap());
        assert_eq!(with, Estimate { units: 4, missing_cells: 2, ..without });
    }
}
