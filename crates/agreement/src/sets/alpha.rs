use std::collections::BTreeMap;

use super::SetRatings;
use crate::counts::CountRow;
use crate::standard_error::linearised;
use crate::sum::sorted_sum;
use crate::{Estimate, Interval, IntervalMethod, Options, Outcome, Undefined};

/// Gives Krippendorff's alpha of sets of codes, by a distance of sets: any number of coders, any missing ratings.
///
/// ```text
/// α = 1 − D_o / D_e
/// D_o = (1/n) Σ_i Σ_{pairs of ratings of i} δ / (r_i − 1)
/// D_e = Σ_{A, B} n_A n_B δ_AB / (n(n − 1))
///
/// δ_AB   distance of sets A and B      n_A   ratings that are A      n   all ratings      r_i   ratings of unit i
/// ```
///
/// Pairs are ordered. Only units with at least two ratings count, in every sum. The distance is taken as it is, not
/// squared: [`masi_distance`](crate::masi_distance), [`jaccard_distance`](crate::jaccard_distance),
/// [`dice_distance`](crate::dice_distance), [`equal_distance`](crate::equal_distance), or another that takes two sets,
/// their codes in ascending order, is 0 for equal sets and the same both ways round. Time grows with the square of the
/// number of distinct sets. `observed` is 1 − D_o and `expected` 1 − D_e, distances divided by the largest that occurs
/// if that is above 1.
///
/// Standard error and interval are those of [`krippendorff_alpha`](crate::krippendorff_alpha), with agreement 1 − δ in
/// place of 1 for equal categories. `options.weights` are not used.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings; all ratings that count are the same set, or at
/// distance 0 ([`Undefined::OneCategoryOnly`], [`Undefined::NoExpectedDisagreement`]); a distance is negative or not a
/// number.
///
/// # Source
///
/// Krippendorff (2011), *Computing Krippendorff's alpha-reliability*; for sets Passonneau (2006), Proc. LREC, pp.
/// 831–836. Standard error: Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 5.
///
/// # Example
///
/// ```
/// use qualkit_agreement::{Options, SetRatings, equal_distance, masi_distance, set_alpha};
/// let rows = [[vec![0], vec![0]], [vec![0, 1], vec![0]], [vec![], vec![]], [vec![1], vec![1]]];
/// let ratings = SetRatings::from_rows(rows.map(|row| row.map(Some)), 2)?;
/// let strict = set_alpha(&ratings, equal_distance, &Options::default())?;
/// let lenient = set_alpha(&ratings, masi_distance, &Options::default())?;
/// assert!(strict.value < lenient.value);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn set_alpha(ratings: &SetRatings, distance: impl Fn(&[usize], &[usize]) -> f64, options: &Options) -> Outcome {
    let counts = ratings.as_categories().counts();
    let coders = ratings.coders();
    if ratings.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    let pairable = counts.pairable();
    if pairable == 0 {
        return Err(Undefined::NothingPairable);
    }
    let mut given: BTreeMap<usize, u128> = BTreeMap::new();
    for row in counts.pairable_rows() {
        for &(set, count) in &row.cells {
            *given.entry(set).or_insert(0) += u128::from(count) * u128::from(row.times);
        }
    }
    if given.len() == 1 {
        return Err(Undefined::OneCategoryOnly);
    }
    let far = Far::of(ratings, &given, &distance)?;
    let n = given.values().sum::<u128>() as f64;
    let apart = sorted_sum(given.iter().map(|(set, &count)| count as f64 * far.sums[set]));
    if apart == 0.0 {
        return Err(Undefined::NoExpectedDisagreement);
    }
    let within = |row: &CountRow| far.within(row, ratings, &distance);
    let observed = counts.pairable_rows().map(|row| row.times as f64 * within(row) / (row.ratings() - 1) as f64);
    let observed_disagreement = sorted_sum(observed) / n;
    let expected_disagreement = apart / (n * (n - 1.0));
    let value = 1.0 - observed_disagreement / expected_disagreement;

    // As in Krippendorff's alpha for categories, written as a kappa: agreement is 1 − distance.
    let mean_ratings = n / pairable as f64;
    let p_o = 1.0 - observed_disagreement;
    let p_e = 1.0 - apart / (n * n);
    let simple = (p_o - p_e) / (1.0 - p_e);
    let contributions = counts.pairable_rows().map(|row| {
        let ratings = row.ratings() as f64;
        let surplus = (ratings - mean_ratings) / mean_ratings;
        let agreeing = ratings * (ratings - 1.0) - within(row);
        let own_observed = agreeing / (mean_ratings * (ratings - 1.0)) - p_o * surplus;
        let chosen = row.cells.iter().map(|(set, count)| (1.0 - far.sums[set] / n) * (*count as f64 / mean_ratings));
        let own_expected = sorted_sum(chosen) - p_e * surplus;
        let own_value = (own_observed - p_e) / (1.0 - p_e) - 2.0 * (1.0 - simple) * (own_expected - p_e) / (1.0 - p_e);
        (own_value, row.times)
    });
    let standard_error = linearised(contributions, simple, pairable);
    let method = IntervalMethod::GwetLinearised { degrees_of_freedom: counts.rated() - 1 };
    Ok(Estimate {
        value,
        observed: Some(p_o),
        expected: Some(1.0 - expected_disagreement),
        standard_error,
        interval: standard_error.map(|error| Interval::around(value, error, method, options)),
        p_value: None,
        units: ratings.units(),
        coders,
        pairable,
        missing_cells: ratings.missing_cells(),
    })
}

/// How far each set is from all that were given; never the whole table of distances, which may not fit.
struct Far {
    /// Σ_B n_B δ_AB of each set A, over `largest`.
    sums: BTreeMap<usize, f64>,
    /// The largest distance, or 1 if that is larger.
    largest: f64,
}

impl Far {
    fn of(
        ratings: &SetRatings,
        given: &BTreeMap<usize, u128>,
        distance: &impl Fn(&[usize], &[usize]) -> f64,
    ) -> Result<Far, Undefined> {
        let mut largest = 1.0_f64;
        let mut sums = BTreeMap::new();
        for &a in given.keys() {
            let mut terms = Vec::with_capacity(given.len());
            for (&b, &count) in given.iter().filter(|&(&b, _)| b != a) {
                let found = between(ratings, a, b, distance);
                if !found.is_finite() || found < 0.0 {
                    let [first, second] = [a.min(b), a.max(b)].map(|set| ratings.sets()[set].clone());
                    return Err(Undefined::NoDistance { first, second, distance: found.to_string() });
                }
                largest = largest.max(found);
                terms.push(count as f64 * found);
            }
            sums.insert(a, sorted_sum(terms));
        }
        sums.values_mut().for_each(|sum| *sum /= largest);
        Ok(Far { sums, largest })
    }

    /// Adds up over the ordered pairs of a unit's ratings.
    fn within(&self, row: &CountRow, ratings: &SetRatings, distance: &impl Fn(&[usize], &[usize]) -> f64) -> f64 {
        let pairs = row.cells.iter().enumerate().flat_map(|(place, &(a, of_a))| {
            let pairs = row.cells[..place].iter();
            pairs.map(move |&(b, of_b)| 2.0 * (of_a * of_b) as f64 * between(ratings, a, b, distance))
        });
        sorted_sum(pairs) / self.largest
    }
}

/// The distance of two sets, always asked the same way round.
fn between(ratings: &SetRatings, a: usize, b: usize, distance: &impl Fn(&[usize], &[usize]) -> f64) -> f64 {
    distance(&ratings.sets()[a.min(b)], &ratings.sets()[a.max(b)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{equal_distance, krippendorff_alpha};

    fn ratings() -> SetRatings {
        let rows = [
            [Some(vec![0]), Some(vec![0]), None],
            [Some(vec![0, 1]), Some(vec![0]), Some(vec![0, 1])],
            [Some(vec![]), Some(vec![]), Some(vec![1])],
            [Some(vec![1]), None, None],
            [None, Some(vec![1]), Some(vec![1])],
        ];
        SetRatings::from_rows(rows, 2).unwrap()
    }

    #[test]
    fn equal_or_not_is_alpha_for_categories_with_its_error() {
        let ratings = ratings();
        let options = Options::default();
        let sets = set_alpha(&ratings, equal_distance, &options).unwrap();
        let categories = krippendorff_alpha(&ratings.as_categories().counts(), &options).unwrap();
        assert!((sets.value - categories.value).abs() < 1e-14);
        assert!((sets.standard_error.unwrap() - categories.standard_error.unwrap()).abs() < 1e-14);
        assert_eq!((sets.pairable, sets.missing_cells), (categories.pairable, categories.missing_cells));
    }

    #[test]
    fn the_unit_of_the_distance_does_not_matter() {
        let ratings = ratings();
        let [one, ten] = [1.0, 10.0]
            .map(|unit| set_alpha(&ratings, |a, b| unit * crate::masi_distance(a, b), &Options::default()).unwrap());
        assert!((one.value - ten.value).abs() < 1e-14);
    }

    #[test]
    fn a_distance_that_is_no_number_is_refused_with_the_sets() {
        let refused = set_alpha(&ratings(), |_, _| f64::NAN, &Options::default());
        let reason = Undefined::NoDistance { first: vec![], second: vec![0], distance: "NaN".into() };
        assert_eq!(refused, Err(reason));
        let flat = set_alpha(&ratings(), |_, _| 0.0, &Options::default());
        assert_eq!(flat, Err(Undefined::NoExpectedDisagreement));
    }
}
