use super::SetRatings;
use super::distance::overlap;
use crate::deviations::Deviations;
use crate::exact_sum::ExactSum;
use crate::{Chance, Estimate, IntervalMethod, Options, Outcome, Undefined};

/// What two coders have in common who both gave a unit no code: 0/0, so it has to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BothEmpty {
    /// They agree: 1.
    Agree,
    /// They have no code in common: 0, as DKPro Statistics counts.
    Differ,
    /// The pair is left out; a unit of which no pair is left counts as one without two ratings.
    LeftOut,
}

/// Gives Dice's agreement: what share of the codes that two coders gave a unit they have in common, averaged.
///
/// ```text
/// p = (1/n′) Σ_i p_i      p_i = mean of 2|A ∩ B| / (|A| + |B|) over the pairs of ratings A, B of unit i
///
/// n′   units with a pair
/// ```
///
/// Not corrected for chance: `expected` is 0. Units with fewer than two ratings are left out. The standard error is
/// that of [`percent_agreement`](crate::percent_agreement).
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings; or all sets are empty, and left out
/// ([`Undefined::OnlyEmptySets`]).
///
/// # Source
///
/// Dice (1945), *Ecology* 26:297–302.
///
/// # Example
///
/// The nine units of DKPro Statistics' test of sets, which gives .500.
///
/// ```
/// use qualkit_agreement::{BothEmpty, Options, SetRatings, dice_agreement};
/// let units: [[&[usize]; 2]; 9] = [
///     [&[], &[]], [&[0], &[]], [&[0], &[0]], [&[0], &[1]], [&[0, 1], &[0]], [&[0, 1], &[0, 2]],
///     [&[0, 1, 2], &[0, 1, 2]], [&[2], &[0, 2]], [&[2], &[0, 2]],
/// ];
/// let ratings = SetRatings::from_rows(units.map(|unit| unit.map(Some)), 3)?;
/// let agreement = dice_agreement(&ratings, BothEmpty::Differ, &Options::default())?;
/// assert!((agreement.value - 0.5).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dice_agreement(ratings: &SetRatings, empty: BothEmpty, options: &Options) -> Outcome {
    mean(ratings, empty, options, |first, second| {
        2.0 * overlap(first, second).0 as f64 / (first.len() + second.len()) as f64
    })
}

/// Gives the share of pairs of coders who have a code in common on a unit, averaged over units.
///
/// ```text
/// p = (1/n′) Σ_i p_i      p_i = share of the pairs of ratings A, B of unit i with A ∩ B ≠ ∅      n′   units with a pair
/// ```
///
/// Not corrected for chance, and higher the more codes coders give. The rest is as for [`dice_agreement`].
///
/// # Undefined when
///
/// As for [`dice_agreement`].
///
/// # Source
///
/// As `MaxPercentageAgreement` in DKPro Statistics.
///
/// # Example
///
/// The nine units of DKPro Statistics' test of sets, which gives .667.
///
/// ```
/// use qualkit_agreement::{BothEmpty, Options, SetRatings, overlap_agreement};
/// let units: [[&[usize]; 2]; 9] = [
///     [&[], &[]], [&[0], &[]], [&[0], &[0]], [&[0], &[1]], [&[0, 1], &[0]], [&[0, 1], &[0, 2]],
///     [&[0, 1, 2], &[0, 1, 2]], [&[2], &[0, 2]], [&[2], &[0, 2]],
/// ];
/// let ratings = SetRatings::from_rows(units.map(|unit| unit.map(Some)), 3)?;
/// let agreement = overlap_agreement(&ratings, BothEmpty::Differ, &Options::default())?;
/// assert!((agreement.value - 6.0 / 9.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn overlap_agreement(ratings: &SetRatings, empty: BothEmpty, options: &Options) -> Outcome {
    mean(ratings, empty, options, |first, second| f64::from(u8::from(overlap(first, second).0 > 0)))
}

fn mean(
    ratings: &SetRatings,
    empty: BothEmpty,
    options: &Options,
    similarity: impl Fn(&[usize], &[usize]) -> f64,
) -> Outcome {
    let coders = ratings.coders();
    if ratings.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    if ratings.pairable() == 0 {
        return Err(Undefined::NothingPairable);
    }
    let sets = ratings.sets();
    // Of a unit: its mean similarity, if any pair is left.
    let of_unit = |cells: &[(u32, u64)]| {
        let (mut sum, mut pairs) = (ExactSum::new(), 0);
        for (place, &(a, of_a)) in cells.iter().enumerate() {
            for &(b, of_b) in &cells[..=place] {
                let times = if a == b { of_a * (of_a - 1) / 2 } else { of_a * of_b };
                let (a, b) = (&sets[a.min(b) as usize], &sets[a.max(b) as usize]);
                let similar = match (a.is_empty() && b.is_empty(), empty) {
                    (false, _) => similarity(a, b),
                    (true, BothEmpty::Agree) => 1.0,
                    (true, BothEmpty::Differ) => 0.0,
                    (true, BothEmpty::LeftOut) => continue,
                };
                pairs += times;
                sum.add_times(similar, times);
            }
        }
        (pairs > 0).then(|| sum.value() / pairs as f64)
    };
    let mut found: Vec<(Option<f64>, u64)> = Vec::new();
    ratings.as_categories().for_each_unit(|unit| {
        if unit.ratings > 0 {
            found.push((of_unit(unit.cells), unit.times));
        }
    });
    let (mut sum, mut units, mut pairable) = (ExactSum::new(), 0, 0);
    for &(mean, times) in &found {
        units += times;
        if let Some(mean) = mean {
            pairable += times;
            sum.add_times(mean, times);
        }
    }
    if pairable == 0 {
        return Err(Undefined::OnlyEmptySets);
    }
    let value = sum.value() / pairable as f64;
    // Gwet's linearised standard error of percent agreement, with the mean similarity of a unit in its place.
    let scale = units as f64 / pairable as f64;
    let mut effects = Deviations::new();
    for (mean, times) in found {
        effects.add((scale * mean.unwrap_or(0.0) - value) / units as f64, times);
    }
    let method = IntervalMethod::GwetLinearised { degrees_of_freedom: units.saturating_sub(1) };
    let error = effects.standard_error(units, options).map(|error| (error, method));
    let chance = Chance { observed: value, expected: 0.0 };
    let basis = [pairable, ratings.missing_cells()];
    Ok(Estimate { p_value: None, ..Estimate::new(Some(chance), value, error, ratings.as_categories(), basis, options) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::percent_agreement;

    #[test]
    fn with_single_codes_both_are_percent_agreement() {
        let rows = [[Some(vec![0]), Some(vec![0]), None], [Some(vec![1]), Some(vec![0]), Some(vec![1])]];
        let ratings = SetRatings::from_rows(rows, 2).unwrap();
        let options = Options { population: Some(5), ..Options::default() };
        let percent = percent_agreement(ratings.as_categories(), &options).unwrap();
        let found = [
            dice_agreement(&ratings, BothEmpty::Differ, &options).unwrap(),
            overlap_agreement(&ratings, BothEmpty::LeftOut, &options).unwrap(),
        ];
        for found in found {
            assert!((found.value - percent.value).abs() < 1e-15);
            assert!((found.standard_error.unwrap() - percent.standard_error.unwrap()).abs() < 1e-15);
            assert_eq!((found.pairable, found.missing_cells), (percent.pairable, percent.missing_cells));
        }
    }

    #[test]
    fn two_empty_sets_agree_differ_or_are_left_out() {
        let ratings = SetRatings::from_rows([[Some(vec![]), Some(vec![])], [Some(vec![0]), Some(vec![1])]], 2).unwrap();
        let value = |empty| dice_agreement(&ratings, empty, &Options::default()).unwrap();
        assert_eq!((value(BothEmpty::Agree).value, value(BothEmpty::Differ).value), (0.5, 0.0));
        assert_eq!((value(BothEmpty::LeftOut).value, value(BothEmpty::LeftOut).pairable), (0.0, 1));
        let empty = SetRatings::from_rows([[Some(vec![]), Some(vec![])]], 2).unwrap();
        let nothing = overlap_agreement(&empty, BothEmpty::LeftOut, &Options::default());
        assert_eq!(nothing, Err(Undefined::OnlyEmptySets));
    }
}
