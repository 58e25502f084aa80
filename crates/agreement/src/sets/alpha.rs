use super::SetRatings;
use crate::metric::MOST;
use crate::{Distances, Level, Options, Outcome, Undefined, krippendorff_alpha};

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
/// number of distinct sets. `observed` is 1 − D_o and `expected` 1 − D_e in the units of the distance: below 0 where
/// that goes far beyond 1. Alpha is the same whatever the distance is multiplied by.
///
/// Standard error and interval are those of [`krippendorff_alpha`](crate::krippendorff_alpha), with agreement 1 − δ in
/// place of 1 for equal categories. `options.weights` are not used.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings; all ratings that count are the same set, or at
/// distance 0 ([`Undefined::OneCategoryOnly`], [`Undefined::NoDistance`]); more than 8,192 different sets count
/// ([`Undefined::TooManyCategories`]); a distance is negative or not a number.
///
/// # Source
///
/// Krippendorff (2011), *Computing Krippendorff's alpha-reliability*; for sets Passonneau (2006), Proc. LREC, pp.
/// 831–836. Standard error: Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 5.
///
/// # Example
///
/// The nine units of DKPro Statistics' test of sets: alpha .239 with sets as wholes; NLTK 3.10.4 gives .273 with MASI.
///
/// ```
/// use qualkit_agreement::{Options, SetRatings, equal_distance, masi_distance, set_alpha};
/// let units: [[&[usize]; 2]; 9] = [
///     [&[], &[]], [&[0], &[]], [&[0], &[0]], [&[0], &[1]], [&[0, 1], &[0]], [&[0, 1], &[0, 2]],
///     [&[0, 1, 2], &[0, 1, 2]], [&[2], &[0, 2]], [&[2], &[0, 2]],
/// ];
/// let ratings = SetRatings::from_rows(units.map(|unit| unit.map(Some)), 3)?;
/// assert_eq!(format!("{:.3}", set_alpha(&ratings, equal_distance, &Options::default())?.value), "0.239");
/// assert_eq!(format!("{:.3}", set_alpha(&ratings, masi_distance, &Options::default())?.value), "0.273");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn set_alpha(ratings: &SetRatings, distance: impl Fn(&[usize], &[usize]) -> f64, options: &Options) -> Outcome {
    let sets = ratings.sets();
    // Before room is made for the distances of so many.
    let categories = used(ratings);
    if categories > MOST {
        return Err(Undefined::TooManyCategories { categories, limit: MOST });
    }
    let mut table = vec![vec![0.0; sets.len()]; sets.len()];
    for second in 0..sets.len() {
        for first in 0..second {
            let found = distance(&sets[first], &sets[second]);
            if !found.is_finite() || found < 0.0 {
                let [first, second] = [first, second].map(|set| sets[set].clone());
                return Err(Undefined::NotADistance { first, second, distance: found.to_string() });
            }
            table[first][second] = found;
            table[second][first] = found;
        }
    }
    let distances = Distances::new(&table).expect("distances are numbers, the same both ways, 0 between equal sets");
    krippendorff_alpha(ratings.as_categories(), &Options { level: Level::Custom(distances), ..options.clone() })
}

/// Counts the different sets in units with at least two ratings.
fn used(ratings: &SetRatings) -> usize {
    let mut used = vec![false; ratings.sets().len()];
    ratings.as_categories().for_each_unit(|unit| {
        if unit.ratings >= 2 {
            unit.cells.iter().for_each(|&(set, _)| used[set as usize] = true);
        }
    });
    used.into_iter().filter(|&used| used).count()
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
        let categories = krippendorff_alpha(ratings.as_categories(), &options).unwrap();
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
    fn more_sets_than_can_be_compared_are_refused_before_any_distance_is_asked_for() {
        let rows = (0..=MOST).map(|code| [Some([code]), Some([code])]).chain([[Some([MOST + 1]), None]]);
        let ratings = SetRatings::from_rows(rows, MOST + 2).unwrap();
        let refused = set_alpha(&ratings, |_, _| panic!("no distance is needed"), &Options::default());
        assert_eq!(refused, Err(Undefined::TooManyCategories { categories: MOST + 1, limit: MOST }));
    }

    #[test]
    fn a_distance_that_is_no_number_is_refused_with_the_sets() {
        let refused = set_alpha(&ratings(), |_, _| f64::NAN, &Options::default());
        let reason = Undefined::NotADistance { first: vec![], second: vec![0], distance: "NaN".into() };
        assert_eq!(refused, Err(reason));
        let flat = set_alpha(&ratings(), |_, _| 0.0, &Options::default());
        assert_eq!(flat, Err(Undefined::NoDistance));
    }
}
