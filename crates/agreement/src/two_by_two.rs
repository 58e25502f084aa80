use crate::distribution::normal;
use crate::{Confidence, Interval, IntervalMethod, Ratings, Undefined, confusion};

/// What two coders did with one code, unit by unit: both applied it, only one did, neither did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoByTwo {
    /// Units to which both applied it.
    pub both: u64,
    /// Units to which only the first coder applied it.
    pub only_first: u64,
    /// Units to which only the second coder applied it.
    pub only_second: u64,
    /// Units to which neither applied it, though both judged them.
    pub neither: u64,
}

/// Counts how two coders used the category `positive` against all others; units that either did not rate are left
/// out.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, coders without names, no unit both have rated, or no such category.
///
/// # Example
///
/// Artstein and Poesio (2008), table 1, taking the second category as the code.
///
/// ```
/// use qualkit_agreement::{Ratings, two_by_two};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// let table = two_by_two(&ratings, 1)?;
/// assert_eq!((table.both, table.only_first, table.only_second, table.neither), (50, 20, 10, 20));
/// assert_eq!(table.prevalence_index(), 0.3);
/// assert_eq!(table.bias_index(), 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn two_by_two(ratings: &Ratings, positive: usize) -> Result<TwoByTwo, Undefined> {
    let categories = ratings.categories();
    if positive >= categories {
        return Err(Undefined::UnknownCategory { category: positive, categories });
    }
    let table = confusion(ratings)?;
    let both = table.get(positive, positive);
    let only_first = table.first_totals()[positive] - both;
    let only_second = table.second_totals()[positive] - both;
    let neither = table.units() - both - only_first - only_second;
    Ok(TwoByTwo { both, only_first, only_second, neither })
}

impl TwoByTwo {
    /// Counts the units that both coders judged.
    pub fn units(&self) -> u64 {
        self.both + self.only_first + self.only_second + self.neither
    }

    /// Gives the prevalence index: how far the code is from being as common as its absence.
    ///
    /// ```text
    /// (both − neither) / units      −1 nobody ever applied it, 0 balanced, 1 everybody always did
    /// ```
    ///
    /// Far from 0, kappa is low even where coders agree on nearly all units. An empty table is balanced.
    ///
    /// # Source
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46:423–429.
    ///
    /// # Example
    ///
    /// A table of Feinstein and Cicchetti (1990), *ibid.* 43:543–549; worked by hand: (80 − 5)/100.
    ///
    /// ```
    /// use qualkit_agreement::TwoByTwo;
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// assert_eq!(table.prevalence_index(), 0.75);
    /// ```
    pub fn prevalence_index(&self) -> f64 {
        difference(self.both, self.neither) / self.units().max(1) as f64
    }

    /// Gives the bias index: how much more often the first coder applied the code than the second.
    ///
    /// ```text
    /// (only_first − only_second) / units
    /// ```
    ///
    /// An empty table has no bias.
    ///
    /// # Source
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46:423–429.
    ///
    /// # Example
    ///
    /// A table of Feinstein and Cicchetti (1990), *ibid.* 43:543–549; worked by hand: (10 − 5)/100.
    ///
    /// ```
    /// use qualkit_agreement::TwoByTwo;
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// assert_eq!(table.bias_index(), 0.05);
    /// ```
    pub fn bias_index(&self) -> f64 {
        difference(self.only_first, self.only_second) / self.units().max(1) as f64
    }

    /// Gives the interval of the prevalence index: that of a difference of two shares of the same units.
    ///
    /// ```text
    /// PI ± z √(((a + d)/n − PI²) / n), cut at −1 and 1      a both, d neither, n units
    /// ```
    ///
    /// A unit is in at most one of the two shares, so they vary together. `None` for fewer than two units. epiR takes the
    /// shares for those of different units, which is too narrow here: [`TwoByTwo::prevalence_interval_in_epir`].
    ///
    /// # Source
    ///
    /// McNemar (1947), *Psychometrika* 12:153–157, for the variance of such a difference.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{Confidence, TwoByTwo};
    /// let table = TwoByTwo { both: 19, only_first: 10, only_second: 6, neither: 256 };
    /// let interval = table.prevalence_interval(Confidence::default()).expect("there are many units");
    /// assert_eq!(format!("{:.3} {:.3}", interval.low, interval.high), "-0.875 -0.753");
    /// ```
    pub fn prevalence_interval(&self, confidence: Confidence) -> Option<Interval> {
        self.of_same_units(self.prevalence_index(), self.both + self.neither, confidence)
    }

    /// Gives the interval of the bias index, made like [`TwoByTwo::prevalence_interval`].
    ///
    /// ```text
    /// BI ± z √(((b + c)/n − BI²) / n), cut at −1 and 1      b only the first, c only the second, n units
    /// ```
    ///
    /// The bias index is the difference of how often the two coders applied the code to the same units; epiR takes the
    /// units for different ones, which is too wide where they agree more than by chance:
    /// [`TwoByTwo::bias_interval_in_epir`].
    pub fn bias_interval(&self, confidence: Confidence) -> Option<Interval> {
        self.of_same_units(self.bias_index(), self.only_first + self.only_second, confidence)
    }

    /// Gives the interval of the prevalence index as epiR's `epi.kappa` does, for comparison.
    ///
    /// ```text
    /// PI ± z √((p_a(1 − p_a) + p_d(1 − p_d)) / n)      p_a = a/n, p_d = d/n
    /// ```
    pub fn prevalence_interval_in_epir(&self, confidence: Confidence) -> Option<Interval> {
        self.of_different_units(self.prevalence_index(), [self.both, self.neither], confidence)
    }

    /// Gives the interval of the bias index as epiR's `epi.kappa` does, for comparison.
    ///
    /// ```text
    /// BI ± z √((p_1(1 − p_1) + p_2(1 − p_2)) / n)      p_1 = (a + b)/n, p_2 = (a + c)/n
    /// ```
    pub fn bias_interval_in_epir(&self, confidence: Confidence) -> Option<Interval> {
        let applied = [self.both + self.only_first, self.both + self.only_second];
        self.of_different_units(self.bias_index(), applied, confidence)
    }

    fn of_same_units(&self, index: f64, differing: u64, confidence: Confidence) -> Option<Interval> {
        let units = self.units() as f64;
        let variance = (differing as f64 / units - index * index).max(0.0) / units;
        let found = self.around(index, variance, IntervalMethod::SharesOfSameUnits, confidence)?;
        Some(Interval { low: found.low.max(-1.0), high: found.high.min(1.0), ..found })
    }

    fn of_different_units(&self, index: f64, shares: [u64; 2], confidence: Confidence) -> Option<Interval> {
        let units = self.units() as f64;
        let [one, other] = shares.map(|share| share as f64 / units * (1.0 - share as f64 / units));
        self.around(index, (one + other) / units, IntervalMethod::SharesOfDifferentUnits, confidence)
    }

    fn around(&self, index: f64, variance: f64, method: IntervalMethod, confidence: Confidence) -> Option<Interval> {
        if self.units() < 2 {
            return None;
        }
        let half = normal::half_width(confidence.get()) * libm::sqrt(variance);
        Some(Interval { low: index - half, high: index + half, level: confidence, method })
    }
}

fn difference(a: u64, b: u64) -> f64 {
    if a >= b { (a - b) as f64 } else { -((b - a) as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_the_coders_turns_the_bias_round_and_keeps_the_prevalence() {
        let ratings = Ratings::from_confusion(&[[9, 4, 0], [1, 7, 2], [3, 0, 5]]).unwrap();
        let swapped = ratings.coders_only(&[1, 0]).unwrap();
        let (table, other) = (two_by_two(&ratings, 1).unwrap(), two_by_two(&swapped, 1).unwrap());
        assert_eq!(table, TwoByTwo { both: 7, only_first: 3, only_second: 4, neither: 17 });
        assert_eq!(table.bias_index(), -other.bias_index());
        assert_eq!(table.prevalence_index(), other.prevalence_index());
    }

    #[test]
    fn the_intervals_of_epir_come_out_of_its_formula_and_ours_heed_that_units_are_the_same() {
        // epiR 2.0.57, epi.kappa, on the example of its help page with the categories exchanged.
        let table = TwoByTwo { both: 256, only_first: 6, only_second: 10, neither: 19 };
        let ends = |interval: Option<Interval>| interval.map(|found| [found.low, found.high]).unwrap();
        let near = |found: [f64; 2], expected: [f64; 2]| {
            assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-11), "{found:?}");
        };
        let confidence = Confidence::default();
        near(ends(table.prevalence_interval_in_epir(confidence)), [0.767503162971, 0.86136281641]);
        near(ends(table.bias_interval_in_epir(confidence)), [-0.060874415367, 0.0333830064323]);
        // The unit bootstrap of the same table: .753 to .873, and −.041 to .014.
        near(ends(table.prevalence_interval(confidence)), [0.753450181314, 0.875415798068]);
        near(ends(table.bias_interval(confidence)), [-0.040640459803, 0.013149050869]);
    }

    #[test]
    fn an_index_at_the_end_of_its_scale_has_no_interval_beyond_it() {
        let table = TwoByTwo { both: 9, only_first: 1, only_second: 0, neither: 0 };
        assert_eq!(table.prevalence_interval(Confidence::default()).unwrap().high, 1.0);
        let single = TwoByTwo { both: 1, only_first: 0, only_second: 0, neither: 0 };
        assert_eq!(single.bias_interval(Confidence::default()), None);
    }

    #[test]
    fn a_category_that_was_not_declared_is_refused() {
        let ratings = Ratings::from_confusion(&[[1, 0], [0, 1]]).unwrap();
        let refused = two_by_two(&ratings, 2);
        assert_eq!(refused, Err(Undefined::UnknownCategory { category: 2, categories: 2 }));
    }
}
