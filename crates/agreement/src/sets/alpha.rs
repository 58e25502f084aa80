use super::SetRatings;
use crate::level::FURTHEST;
use crate::metric::MOST;
use crate::{Distances, Level, Options, Outcome, Ratings, Undefined, krippendorff_alpha};

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
/// ([`Undefined::TooManyCategories`]); a distance is negative, not a number or beyond 10²⁰⁰.
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
    let used = used(ratings);
    // Before room is made for the distances of so many.
    if used.len() > MOST {
        return Err(Undefined::TooManyCategories { categories: used.len(), limit: MOST });
    }
    let categories = used.len() + usize::from(used.len() < sets.len());
    let mut table = vec![vec![0.0; categories]; categories];
    for (second, &later) in used.iter().enumerate() {
        for (first, &earlier) in used[..second].iter().enumerate() {
            let sets = [earlier, later].map(|place| &sets[place]);
            let found = distance(sets[0], sets[1]);
            if !(0.0..=FURTHEST).contains(&found) {
                let [first, second] = sets.map(Clone::clone);
                return Err(Undefined::NotADistance { first, second, distance: found.to_string() });
            }
            table[first][second] = found;
            table[second][first] = found;
        }
    }
    let distances = Distances::new(&table).expect("distances are numbers, the same both ways, 0 between equal sets");
    let options = Options { level: Level::Custom(distances), ..options.clone() };
    match used.len() == sets.len() {
        true => krippendorff_alpha(ratings.as_categories(), &options),
        false => krippendorff_alpha(&renumbered(ratings, &used), &options),
    }
}

/// The different sets in units with at least two ratings, in ascending order.
fn used(ratings: &SetRatings) -> Vec<usize> {
    let mut used = vec![false; ratings.sets().len()];
    ratings.as_categories().for_each_unit(|unit| {
        if unit.ratings >= 2 {
            unit.cells.iter().for_each(|&(set, _)| used[set as usize] = true);
        }
    });
    (0..used.len()).filter(|&set| used[set]).collect()
}

/// The sets that count as categories of their own, all others as one after them, which is compared with nothing.
fn renumbered(ratings: &SetRatings, used: &[usize]) -> Ratings {
    let category = |set: usize| used.binary_search(&set).unwrap_or(used.len());
    let rows = ratings.as_categories().distinct_rows();
    let rows = rows.into_iter().map(|(row, units)| {
        let row: Vec<Option<usize>> = row.into_iter().map(|cell| cell.map(category)).collect();
        (row, units)
    });
    Ratings::from_patterns(rows, used.len() + 1).expect("the rows are those of a table")
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
    fn sets_of_units_rated_once_take_no_room_and_change_nothing_but_the_counts() {
        let paired = [[Some(vec![0]), Some(vec![0, 1])], [Some(vec![1]), Some(vec![1])], [Some(vec![]), Some(vec![0])]];
        let single = (2..40_000).map(|code| [Some(vec![code]), None]);
        let alone = SetRatings::from_rows(paired.clone(), 40_000).unwrap();
        let with_single = SetRatings::from_rows(paired.into_iter().chain(single), 40_000).unwrap();
        let [alone, with_single] =
            [alone, with_single].map(|ratings| set_alpha(&ratings, crate::masi_distance, &Options::default()).unwrap());
        assert_eq!((alone.value, alone.observed), (with_single.value, with_single.observed));
        assert_eq!((with_single.units, with_single.pairable, with_single.missing_cells), (40_001, 3, 39_998));
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
