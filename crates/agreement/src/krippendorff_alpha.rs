use std::collections::BTreeMap;

use crate::standard_error::linearised;
use crate::sum::sorted_sum;
use crate::{Counts, Estimate, Interval, IntervalMethod, Options, Outcome, Undefined};

/// Gives Krippendorff's alpha for nominal data: any number of coders, any pattern of missing ratings.
///
/// ```text
/// α = 1 − D_o / D_e
/// D_o = 1 − Σ_c o_cc / n      o_cc = Σ_i r_ic(r_ic − 1) / (r_i − 1)
/// D_e = 1 − Σ_c n_c(n_c − 1) / (n(n − 1))
///
/// r_ic   coders who put unit i into category c       r_i   coders who rated unit i
/// n_c    ratings of category c                       n     all ratings
/// ```
///
/// Only units with at least two ratings count, here and in every sum; the others are left out altogether.
/// `observed` is 1 − D_o, `expected` is 1 − D_e.
///
/// The standard error is Gwet's for alpha, written as a kappa with a small-sample correction:
///
/// ```text
/// v = 1/(n′(n′ − 1)) Σ_i [ (p_i − p_e)/(1 − p_e) − 2(1 − α′)(e_i − p_e)/(1 − p_e) − α′ ]²
/// α′ = (p − p_e)/(1 − p_e)      p = mean p_i       p_e = Σ_c π_c²       π_c = n_c / n
/// p_i = Σ_c r_ic(r_ic − 1) / (r̄(r_i − 1)) − p(r_i − r̄)/r̄
/// e_i = Σ_c π_c r_ic / r̄ − p_e(r_i − r̄)/r̄
///
/// n′ units with at least two ratings, r̄ their mean number of ratings
/// ```
///
/// The interval uses t with one degree of freedom less than there are units with a rating, as irrCAC does. Counting
/// the units with two ratings only would be easier to defend, and makes it a little wider where many are missing.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings, or all ratings that count are of one
/// category: there is then nothing that coders could have confused.
///
/// # Source
///
/// Krippendorff (2011), *Computing Krippendorff's alpha-reliability*, section C; Krippendorff (2019), *Content
/// Analysis*, 4th ed., § 12.3. Standard error: Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 5.
///
/// # Example
///
/// Krippendorff (2011), section C: four observers, twelve units, missing data; alpha = .743.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, krippendorff_alpha};
/// let observers: [[usize; 12]; 4] = [
///     [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
///     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
///     [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
///     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
/// ];
/// // In the paper's table a dot is a missing rating; here 0.
/// let rows = (0..12).map(|unit| observers.map(|values| values[unit].checked_sub(1)));
/// let alpha = krippendorff_alpha(&Ratings::from_rows(rows, 5)?.counts(), &Options::default())?;
/// assert_eq!(format!("{:.3}", alpha.value), "0.743");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn krippendorff_alpha(counts: &Counts, options: &Options) -> Outcome {
    let coders = counts.coders();
    if counts.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    let totals = Totals::of(counts);
    if totals.ratings == 0 {
        return Err(Undefined::NothingPairable);
    }
    if totals.categories.len() == 1 {
        return Err(Undefined::OneCategoryOnly);
    }
    let (observed_disagreement, expected_disagreement) = (totals.observed(), totals.expected());
    let value = 1.0 - observed_disagreement / expected_disagreement;
    let standard_error = standard_error(counts, &totals);
    let method = IntervalMethod::GwetLinearised { degrees_of_freedom: counts.rated() - 1 };
    Ok(Estimate {
        value,
        observed: Some(1.0 - observed_disagreement),
        expected: Some(1.0 - expected_disagreement),
        standard_error,
        interval: standard_error.map(|error| Interval::around(value, error, method, options)),
        p_value: None,
        units: counts.units(),
        coders,
        pairable: counts.pairable(),
        missing_cells: counts.missing_cells(),
    })
}

/// What alpha is made of, over the units with at least two ratings.
struct Totals {
    /// n.
    ratings: u128,
    /// n_c of each category used.
    categories: BTreeMap<usize, u128>,
    /// Ordered pairs of coders who disagree on a unit, by the number of ratings that the unit has.
    disagreeing: BTreeMap<u64, u128>,
}

impl Totals {
    fn of(counts: &Counts) -> Totals {
        let mut totals = Totals { ratings: 0, categories: BTreeMap::new(), disagreeing: BTreeMap::new() };
        for row in counts.pairable_rows() {
            let times = u128::from(row.times);
            for &(category, count) in &row.cells {
                *totals.categories.entry(category).or_insert(0) += u128::from(count) * times;
            }
            totals.ratings += u128::from(row.ratings()) * times;
            *totals.disagreeing.entry(row.ratings()).or_insert(0) += (row.pairs() - row.agreeing_pairs()) * times;
        }
        totals
    }

    /// D_o.
    fn observed(&self) -> f64 {
        let pairs = self.disagreeing.iter().map(|(&ratings, &pairs)| pairs as f64 / (ratings - 1) as f64);
        sorted_sum(pairs) / self.ratings as f64
    }

    /// D_e.
    fn expected(&self) -> f64 {
        let alike: u128 = self.categories.values().map(|&count| count * count).sum();
        (self.ratings * self.ratings - alike) as f64 / (self.ratings * (self.ratings - 1)) as f64
    }
}

fn standard_error(counts: &Counts, totals: &Totals) -> Option<f64> {
    let units = counts.pairable();
    let mean_ratings = totals.ratings as f64 / units as f64;
    let share = |category: &usize| totals.categories[category] as f64 / totals.ratings as f64;
    let expected = sorted_sum(totals.categories.keys().map(|category| share(category) * share(category)));
    // The mean over units of what they contribute; the correction for unequal numbers of ratings averages out.
    let observed = 1.0 - totals.observed();
    let value = (observed - expected) / (1.0 - expected);
    let contributions = counts.pairable_rows().map(|row| {
        let ratings = row.ratings();
        let surplus = (ratings as f64 - mean_ratings) / mean_ratings;
        let own_observed = row.agreeing_pairs() as f64 / (mean_ratings * (ratings - 1) as f64) - observed * surplus;
        let chosen = row.cells.iter().map(|(category, count)| share(category) * (*count as f64 / mean_ratings));
        let own_expected = sorted_sum(chosen) - expected * surplus;
        let own_value = (own_observed - expected) / (1.0 - expected)
            - 2.0 * (1.0 - value) * (own_expected - expected) / (1.0 - expected);
        (own_value, row.times)
    });
    linearised(contributions, value, units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_with_fewer_than_two_ratings_change_neither_alpha_nor_its_error() {
        let counts = Counts::from_rows([[2, 0], [1, 1], [0, 2]]).unwrap();
        let with_single = Counts::from_rows([[2, 0], [1, 1], [0, 2], [1, 0], [0, 0]]).unwrap();
        let [without, with] =
            [&counts, &with_single].map(|counts| krippendorff_alpha(counts, &Options::default()).unwrap());
        assert_eq!((without.value, without.standard_error), (with.value, with.standard_error));
        assert_eq!((with.units, with.pairable, with.missing_cells), (5, 3, 3));
    }

    #[test]
    fn a_category_chosen_only_where_one_coder_rated_does_not_make_alpha_defined() {
        let counts = Counts::from_rows([[2, 0], [2, 0], [0, 1]]).unwrap();
        assert_eq!(krippendorff_alpha(&counts, &Options::default()), Err(Undefined::OneCategoryOnly));
    }
}
