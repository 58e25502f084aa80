use crate::deviations::{Deviations, ROUNDING, beyond_chance};
use crate::disagreement::Disagreement;
use crate::exact_sum::ExactSum;
use crate::{Chance, Confusion, Estimate, IntervalMethod, NullTest, Options, Outcome, Ratings, Undefined, confusion};

/// Gives Cohen's kappa: agreement of two coders beyond chance, each with their own habits.
///
/// ```text
/// κ = (p_o − p_e) / (1 − p_e)      p_o = Σ_kl w_kl p_kl      p_e = Σ_kl w_kl p_k· p_·l
///
/// p_kl   share of units that the first coder put into category k and the second into l
/// w_kl   weights, [k = l] unless others are chosen: weighted kappa
/// ```
///
/// A unit that either coder did not rate is left out (pairwise deletion); `pairable` says how many were used,
/// `missing_cells` how many ratings were missing. [`conger_kappa`](crate::conger_kappa) keeps them for the shares.
/// Categories that nobody used make no difference, unless they are the ends of a weighted scale.
///
/// Standard error for large samples, and a normal interval:
///
/// ```text
/// SE² = Σ_kl p_kl (x_kl − x̄)² / (n(1 − p_e)²)      x_kl = w_kl − (1 − κ)(w̄_k· + w̄_·l)      x̄ = Σ_kl p_kl x_kl
/// w̄_k· = Σ_l w_kl p_·l      w̄_·l = Σ_k w_kl p_k·
/// ```
///
/// irrCAC's `kappa2.table` has the same standard error, with a t interval.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, coders without names, no unit both have rated, both used one and the
/// same category only, or the weights take all categories used for equal or do not fit.
///
/// # Source
///
/// Cohen (1960), *Educational and Psychological Measurement* 20:37–46, p. 40; weights: Cohen (1968), *Psychological
/// Bulletin* 70:213–220. Standard error: Fleiss, Cohen and Everitt (1969), *Psychological Bulletin* 72:323–327.
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
    let found = Pair::of(ratings, options)?;
    let value = found.value();
    let method = IntervalMethod::FleissCohenEveritt;
    let error = found.standard_error(options).map(|error| (error, method));
    let basis = [found.table.units(), ratings.missing_cells()];
    Ok(Estimate::new(Some(found.chance()), value, error, ratings, basis, options))
}

/// Gives Cohen's kappa of one category against all others: the coders' tables collapsed to two by two.
///
/// ```text
/// κ_c = (p_o − p_e) / (1 − p_e)
/// p_o = 1 − p_c· − p_·c + 2p_cc      p_e = p_c· p_·c + (1 − p_c·)(1 − p_·c)
///
/// p_cc        share of units that both coders put into category c
/// p_c·, p_·c  shares that the first and the second put into it
/// ```
///
/// Each coder keeps their own share, unlike in [`fleiss_kappa_category`](crate::fleiss_kappa_category). Weights are not
/// used; missing ratings, standard error and interval as for [`cohen_kappa`].
///
/// # Undefined when
///
/// As for [`cohen_kappa`], or there is no such category. That nobody used the category, or both used no other, is
/// [`Undefined::OneCategoryOnly`].
///
/// # Source
///
/// Cohen (1960) as for [`cohen_kappa`]; of single categories Fleiss, Levin and Paik (2003), *Statistical Methods for
/// Rates and Proportions*, 3rd ed., ch. 18.
///
/// # Example
///
/// The first category of Cohen's (1960) table on p. 45; worked by hand: .78 observed, ½ expected.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, cohen_kappa_category_2x2};
/// let ratings = Ratings::from_confusion(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]])?;
/// let kappa = cohen_kappa_category_2x2(&ratings, 0, &Options::default())?;
/// assert_eq!((kappa.observed, kappa.expected), (Some(0.78), Some(0.5)));
/// assert!((kappa.value - 0.56).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cohen_kappa_category_2x2(ratings: &Ratings, category: usize, options: &Options) -> Outcome {
    cohen_kappa(&ratings.one_against_others(category)?, &options.unweighted())
}

/// Tests whether Cohen's kappa differs from 0, with the standard error it would have if coders agreed by chance only.
///
/// ```text
/// SE₀² = { Σ_kl p_k· p_·l [w_kl − (w̄_k· + w̄_·l)]² − p_e² } / (n(1 − p_e)²)      z = κ/SE₀
/// ```
///
/// The symbols are those of [`cohen_kappa`]. For the test only: an interval from SE₀ would not be one for kappa.
///
/// # Undefined when
///
/// As for [`cohen_kappa`]; there is no test where SE₀ is 0.
///
/// # Source
///
/// Fleiss, Cohen and Everitt (1969), *Psychological Bulletin* 72:323–327.
///
/// # Example
///
/// The help page of epiR 2.0.57: kappa .67, z 11.53.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, cohen_kappa_null_test};
/// let ratings = Ratings::from_confusion(&[[19, 10], [6, 256]])?;
/// let test = cohen_kappa_null_test(&ratings, &Options::default())?;
/// assert_eq!(format!("{:.2} {:.2}", test.value, test.z), "0.67 11.53");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cohen_kappa_null_test(ratings: &Ratings, options: &Options) -> Result<NullTest, Undefined> {
    let found = Pair::of(ratings, options)?;
    NullTest::new(found.value(), found.null_standard_error())
}

/// The value alone.
pub(crate) fn kappa_value(ratings: &Ratings, options: &Options) -> Result<f64, Undefined> {
    Pair::of(ratings, options).map(|found| found.value())
}

/// What kappa of a pair of coders is made of.
pub(crate) struct Pair {
    table: Confusion,
    disagreement: Disagreement,
    /// p_k·.
    first: Vec<f64>,
    /// p_·k.
    second: Vec<f64>,
    /// 1 − p_o.
    observed: f64,
    /// 1 − p_e.
    expected: f64,
    /// n² p_o and n² p_e, where they are whole.
    whole: Option<(u128, u128)>,
}

impl Pair {
    pub(crate) fn of(ratings: &Ratings, options: &Options) -> Result<Pair, Undefined> {
        let table = confusion(ratings)?;
        let disagreement = Disagreement::of(&options.weights, ratings)?;
        let units = table.units() as f64;
        let (first, second) = (table.first_totals(), table.second_totals());
        let used = |totals: &[u64]| -> Vec<usize> { (0..totals.len()).filter(|&k| totals[k] > 0).collect() };
        let (observed, expected, whole) = if disagreement.is_identity() {
            let all = u128::from(table.units()) * u128::from(table.units());
            let agreeing = u128::from(table.agreeing()) * u128::from(table.units());
            let chance: u128 = first.iter().zip(&second).map(|(&a, &b)| u128::from(a) * u128::from(b)).sum();
            let share = |pairs: u128| (all - pairs) as f64 / all as f64;
            (share(agreeing), share(chance), Some((agreeing, chance)))
        } else {
            let observed = table.cells().map(|(k, l, count)| disagreement.get(k, l) * count as f64);
            let (firsts, seconds) = (used(&first), used(&second));
            let pairs = firsts.iter().flat_map(|&k| seconds.iter().map(move |&l| (k, l)));
            let expected = pairs.map(|(k, l)| disagreement.get(k, l) * (first[k] as f64 * second[l] as f64));
            (ExactSum::of(observed) / units, ExactSum::of(expected) / (units * units), None)
        };
        if expected == 0.0 {
            let same = used(&first) == used(&second) && used(&first).len() == 1;
            return Err(if same { Undefined::OneCategoryOnly } else { Undefined::NoDistance });
        }
        let shares = |totals: Vec<u64>| totals.into_iter().map(|total| total as f64 / units).collect();
        Ok(Pair { table, disagreement, first: shares(first), second: shares(second), observed, expected, whole })
    }

    /// n, the units both rated.
    pub(crate) fn units(&self) -> f64 {
        self.table.units() as f64
    }

    pub(crate) fn value(&self) -> f64 {
        // In units squared, so that the value is rounded once.
        let Some((observed, expected)) = self.whole else { return beyond_chance(self.observed, self.expected) };
        let all = u128::from(self.table.units()) * u128::from(self.table.units());
        let beyond = if observed >= expected { (observed - expected) as f64 } else { -((expected - observed) as f64) };
        beyond / (all - expected) as f64
    }

    fn chance(&self) -> Chance {
        let all = u128::from(self.table.units()) * u128::from(self.table.units());
        match self.whole {
            Some((observed, expected)) => {
                Chance { observed: observed as f64 / all as f64, expected: expected as f64 / all as f64 }
            }
            None => Chance { observed: 1.0 - self.observed, expected: 1.0 - self.expected },
        }
    }

    /// Σ_l (1 − w_kl) p_·l of each category: 1 − w̄_k·.
    fn away_from_second(&self) -> Vec<f64> {
        self.away(&self.first, &self.second)
    }

    /// Σ_k (1 − w_kl) p_k· of each category: 1 − w̄_·l.
    fn away_from_first(&self) -> Vec<f64> {
        self.away(&self.second, &self.first)
    }

    fn away(&self, of: &[f64], from: &[f64]) -> Vec<f64> {
        let used: Vec<usize> = (0..from.len()).filter(|&l| from[l] > 0.0).collect();
        let distance = |k: usize| {
            if of[k] == 0.0 {
                0.0
            } else if self.disagreement.is_identity() {
                1.0 - from[k]
            } else {
                ExactSum::of(used.iter().map(|&l| self.disagreement.get(k, l) * from[l]))
            }
        };
        (0..of.len()).map(distance).collect()
    }

    /// For each cell of the table: the categories, how many units, and n times the effect of one unit on kappa.
    pub(crate) fn effects(&self) -> impl Iterator<Item = (usize, usize, u64, f64)> {
        let (rows, columns) = (self.away_from_second(), self.away_from_first());
        let ratio = self.observed / self.expected;
        self.table.cells().map(move |(k, l, count)| {
            let own = self.disagreement.get(k, l) - ratio * (rows[k] + columns[l]);
            (k, l, count, -(own + self.observed) / self.expected)
        })
    }

    fn standard_error(&self, options: &Options) -> Option<f64> {
        let units = self.table.units() as f64;
        let mut squares = Deviations::new();
        self.effects().for_each(|(_, _, count, effect)| squares.add(effect / units, count));
        // Divided by n, not n − 1.
        let error = squares.standard_error_of(self.table.units(), self.effect_size(), options)?;
        Some(error * libm::sqrt((units - 1.0) / units))
    }

    /// How large the terms are whose sum is n times a unit's effect.
    pub(crate) fn effect_size(&self) -> f64 {
        (1.0 + 2.0 * self.observed / self.expected) / self.expected
    }

    fn null_standard_error(&self) -> f64 {
        let (rows, columns) = (self.away_from_second(), self.away_from_first());
        let mut squares = ExactSum::new();
        for k in (0..rows.len()).filter(|&k| self.first[k] > 0.0) {
            for l in (0..columns.len()).filter(|&l| self.second[l] > 0.0) {
                let away = rows[k] + columns[l] - self.disagreement.get(k, l) - self.expected;
                squares.add(self.first[k] * self.second[l] * (away * away));
            }
        }
        let spread = libm::sqrt(squares.value());
        // The terms of `away` are at most 2.
        if spread <= ROUNDING { 0.0 } else { spread / libm::sqrt(self.table.units() as f64) / self.expected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coder_who_never_varies_makes_kappa_exactly_zero_without_any_width() {
        for (often, seldom) in [(45, 5), (30, 7), (1, 1), (999_999, 1), (17, 66), (3, 10)] {
            for table in [[[often, seldom], [0, 0]], [[often, 0], [seldom, 0]], [[0, 0], [seldom, often]]] {
                let ratings = Ratings::from_confusion(&table).unwrap();
                let options = Options::default();
                let found = [
                    cohen_kappa(&ratings, &options),
                    crate::conger_kappa(&ratings, &options),
                    crate::light_kappa(&ratings, &options),
                    crate::two_coder_table(&ratings, crate::Measure::CohenKappa, &options),
                ];
                for kappa in found.map(Result::unwrap) {
                    let ends = kappa.interval.map(|interval| (interval.low, interval.high));
                    assert_eq!((kappa.value, kappa.standard_error, kappa.p_value), (0.0, Some(0.0), None), "{table:?}");
                    assert_eq!(ends, Some((0.0, 0.0)));
                }
                assert_eq!(cohen_kappa_null_test(&ratings, &options), Err(Undefined::NoVariation));
            }
        }
    }

    #[test]
    fn rare_variation_is_no_rounding() {
        let ratings = Ratings::from_confusion(&[[10_000_000, 1], [1, 0]]).unwrap();
        assert!(cohen_kappa(&ratings, &Options::default()).unwrap().standard_error.unwrap() > 1e-9);
        let conger = crate::conger_kappa(&ratings, &Options::default()).unwrap();
        assert!(conger.standard_error.unwrap() > 1e-9 && conger.value < 0.0);
    }

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
