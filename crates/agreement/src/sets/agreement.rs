use super::SetRatings;
use super::distance::overlap;
use crate::standard_error::linearised;
use crate::sum::sorted_sum;
use crate::{Estimate, Interval, IntervalMethod, Options, Outcome, Undefined};

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
/// 2|A ∩ B| / (|A| + |B|), mean over the pairs of ratings of a unit, then over units
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
pub fn dice_agreement(ratings: &SetRatings, empty: BothEmpty, options: &Options) -> Outcome {
    mean(ratings, empty, options, |first, second| {
        2.0 * overlap(first, second).0 as f64 / (first.len() + second.len()) as f64
    })
}

/// Gives the share of pairs of coders who have a code in common on a unit, averaged over units.
///
/// Not corrected for chance, and higher the more codes coders give. The rest is as for [`dice_agreement`].
///
/// # Undefined when
///
/// As for [`dice_agreement`].
pub fn overlap_agreement(ratings: &SetRatings, empty: BothEmpty, options: &Options) -> Outcome {
    mean(ratings, empty, options, |first, second| f64::from(u8::from(overlap(first, second).0 > 0)))
}

fn mean(
    ratings: &SetRatings,
    empty: BothEmpty,
    options: &Options,
    similarity: impl Fn(&[usize], &[usize]) -> f64,
) -> Outcome {
    let counts = ratings.as_categories().counts();
    let coders = ratings.coders();
    if ratings.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    if counts.pairable() == 0 {
        return Err(Undefined::NothingPairable);
    }
    let sets = ratings.sets();
    // Per distinct row: its mean similarity, if any pair is left.
    let of_row = |cells: &[(usize, u64)]| {
        let (mut terms, mut pairs) = (Vec::new(), 0);
        for (place, &(a, of_a)) in cells.iter().enumerate() {
            for &(b, of_b) in &cells[..=place] {
                let times = if a == b { of_a * (of_a - 1) / 2 } else { of_a * of_b };
                let similar = match (sets[a].is_empty() && sets[b].is_empty(), empty) {
                    (false, _) => similarity(&sets[a], &sets[b]),
                    (true, BothEmpty::Agree) => 1.0,
                    (true, BothEmpty::Differ) => 0.0,
                    (true, BothEmpty::LeftOut) => continue,
                };
                pairs += times;
                terms.push(times as f64 * similar);
            }
        }
        (pairs > 0).then(|| sorted_sum(terms) / pairs as f64)
    };
    let rows: Vec<(Option<f64>, u64)> = counts.rated_rows().map(|row| (of_row(&row.cells), row.times)).collect();
    let pairable: u64 = rows.iter().filter(|(mean, _)| mean.is_some()).map(|(_, times)| times).sum();
    if pairable == 0 {
        return Err(Undefined::OnlyEmptySets);
    }
    let value = sorted_sum(rows.iter().filter_map(|&(mean, times)| Some(mean? * times as f64))) / pairable as f64;
    let units = counts.rated();
    let scale = units as f64 / pairable as f64;
    let contributions = rows.iter().map(|&(mean, times)| (scale * mean.unwrap_or(0.0), times));
    let standard_error = linearised(contributions, value, units);
    let method = IntervalMethod::GwetLinearised { degrees_of_freedom: units - 1 };
    Ok(Estimate {
        value,
        observed: Some(value),
        expected: Some(0.0),
        standard_error,
        interval: standard_error.map(|error| Interval::around(value, error, method, options)),
        p_value: None,
        units: ratings.units(),
        coders,
        pairable,
        missing_cells: ratings.missing_cells(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::percent_agreement;

    #[test]
    fn with_single_codes_both_are_percent_agreement() {
        let rows = [[Some(vec![0]), Some(vec![0]), None], [Some(vec![1]), Some(vec![0]), Some(vec![1])]];
        let ratings = SetRatings::from_rows(rows, 2).unwrap();
        let options = Options::default();
        let percent = percent_agreement(&ratings.as_categories().counts(), &options);
        assert_eq!(dice_agreement(&ratings, BothEmpty::Differ, &options), percent);
        assert_eq!(overlap_agreement(&ratings, BothEmpty::LeftOut, &options), percent);
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
