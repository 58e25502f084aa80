use crate::sum::sorted_sum;
use crate::{Confusion, Estimate, Interval, IntervalMethod, Options, Outcome, Ratings, Undefined, confusion};

/// Gives Cohen's kappa: agreement of two coders beyond chance, each with their own habits.
///
/// ```text
/// κ = (p_o − p_e) / (1 − p_e)      p_o = Σ_k p_kk      p_e = Σ_k p_k· p_·k
///
/// p_kl   share of units that the first coder put into category k and the second into l
/// ```
///
/// A unit that either coder did not rate is left out (pairwise deletion); `pairable` says how many were used,
/// `missing_cells` how many ratings were missing. Categories that nobody used make no difference.
///
/// Standard error for large samples, and a normal interval:
///
/// ```text
/// SE² = Σ_kl p_kl (x_kl − x̄)² / (n(1 − p_e)²)      x_kl = [k = l] − (1 − κ)(p_·k + p_l·)      x̄ = Σ_kl p_kl x_kl
/// ```
///
/// # Undefined when
///
/// There are no units, not exactly two coders, no unit both have rated, or both used one and the same category only.
///
/// # Source
///
/// Cohen (1960), *Educational and Psychological Measurement* 20:37–46, p. 40. Standard error: Fleiss, Cohen and Everitt
/// (1969), *Psychological Bulletin* 72:323–327.
///
/// # Example
///
/// Cohen (1960), p. 45: kappa = .492.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, cohen_kappa};
/// let ratings = Ratings::from_confusion(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]])?;
/// let kappa = cohen_kappa(&ratings, &Options::default())?;
/// assert_eq!(format!("{:.3}", kappa.value), "0.492");
/// assert_eq!((kappa.observed, kappa.expected), (Some(0.70), Some(0.41)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cohen_kappa(ratings: &Ratings, options: &Options) -> Outcome {
    let table = confusion(ratings)?;
    let totals = Totals { first: table.first_totals(), second: table.second_totals() };
    // In units squared, so that the value is rounded once.
    let all = u128::from(table.units()) * u128::from(table.units());
    let observed = u128::from(table.agreeing()) * u128::from(table.units());
    let expected = totals.chance_pairs();
    if expected == all {
        return Err(Undefined::OneCategoryOnly);
    }
    let beyond_chance =
        if observed >= expected { (observed - expected) as f64 } else { -((expected - observed) as f64) };
    let value = beyond_chance / (all - expected) as f64;
    // A single unit says nothing about how much units vary.
    let standard_error = (table.units() >= 2).then(|| standard_error(&table, &totals, value));
    let method = IntervalMethod::FleissCohenEveritt;
    Ok(Estimate {
        value,
        observed: Some(table.agreeing() as f64 / table.units() as f64),
        expected: Some(expected as f64 / all as f64),
        standard_error,
        interval: standard_error.map(|error| Interval::around(value, error, method, options)),
        p_value: None,
        units: ratings.units(),
        coders: ratings.coders(),
        pairable: table.units(),
        missing_cells: ratings.missing_cells(),
    })
}

/// How often each coder used each category.
struct Totals {
    first: Vec<u64>,
    second: Vec<u64>,
}

impl Totals {
    /// n² p_e.
    fn chance_pairs(&self) -> u128 {
        self.first.iter().zip(&self.second).map(|(&first, &second)| u128::from(first) * u128::from(second)).sum()
    }
}

fn standard_error(table: &Confusion, totals: &Totals, value: f64) -> f64 {
    let units = table.units() as f64;
    let chance = totals.chance_pairs() as f64 / (units * units);
    let mean = value - chance * (1.0 - value);
    let squares = table.cells().map(|(first, second, count)| {
        let agrees = if first == second { 1.0 } else { 0.0 };
        let total = (totals.second[first] + totals.first[second]) as f64;
        let distance = agrees - (1.0 - value) * (total / units) - mean;
        count as f64 * distance * distance
    });
    libm::sqrt(sorted_sum(squares)) / (units * (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_is_one_when_all_agree() {
        let ratings = Ratings::from_confusion(&[[5, 0], [0, 3]]).unwrap();
        let kappa = cohen_kappa(&ratings, &Options::default()).unwrap();
        assert_eq!((kappa.value, kappa.standard_error), (1.0, Some(0.0)));
    }

    #[test]
    fn a_unit_that_one_coder_skipped_is_dropped_and_counted() {
        let full = Ratings::from_rows([[Some(0), Some(0)], [Some(1), Some(0)], [Some(1), Some(1)]], 2).unwrap();
        let rows = [[Some(0), Some(0)], [Some(1), Some(0)], [Some(1), Some(1)], [None, Some(1)]];
        let gappy = Ratings::from_rows(rows, 2).unwrap();
        let [full, gappy] = [full, gappy].map(|ratings| cohen_kappa(&ratings, &Options::default()).unwrap());
        assert_eq!(gappy, Estimate { units: 4, missing_cells: 1, ..full });
        assert_eq!(gappy.pairable, 3);
    }

    #[test]
    fn three_coders_are_not_a_pair() {
        let ratings = Ratings::from_rows([[Some(0), Some(1), Some(1)]], 2).unwrap();
        assert_eq!(cohen_kappa(&ratings, &Options::default()), Err(Undefined::NotTwoCoders { coders: 3 }));
    }
}
