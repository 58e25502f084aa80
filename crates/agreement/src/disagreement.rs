use std::f64::consts::PI;

use crate::exact_sum::rounded;
use crate::rows::Unit;
use crate::{Ratings, Undefined, Weights};

/// A measure with weights compares every category with every other; more than this are refused.
const MOST: usize = 1 << 11;
/// Disagreements are kept as whole numbers of 2⁻⁶², so that their sums are exact and no order shows.
const ONE: f64 = (1_u64 << 62) as f64;

/// How much two categories disagree: 1 − w_kl, from 0 to 1.
pub(crate) enum Disagreement {
    /// Fully, if they are not the same.
    Identity,
    Table {
        categories: usize,
        cells: Vec<u64>,
    },
}

impl Disagreement {
    pub(crate) fn of(weights: &Weights, ratings: &Ratings) -> Result<Disagreement, Undefined> {
        let categories = ratings.categories();
        let scores = match weights {
            Weights::Identity => return Ok(Disagreement::Identity),
            _ if categories > MOST => return Err(Undefined::TooManyCategories { categories, limit: MOST }),
            Weights::Matrix(matrix) if matrix.categories() != categories => {
                return Err(Undefined::WeightsSize { weights: matrix.categories(), categories });
            }
            Weights::Ordinal => ranks(&ratings.scores()),
            _ => ratings.scores(),
        };
        let low = scores.iter().copied().reduce(f64::min).unwrap_or(0.0);
        let high = scores.iter().copied().reduce(f64::max).unwrap_or(0.0);
        if let (Weights::Ratio, Some(category)) = (weights, scores.iter().position(|&score| score < 0.0)) {
            return Err(Undefined::OffScale { category, score: scores[category].to_string() });
        }
        let distance = |k: usize, l: usize| {
            let (x, y) = (scores[k], scores[l]);
            // The same number both ways, also in its last digit.
            let apart = (x - y).abs();
            match weights {
                Weights::Identity => f64::from(u8::from(k != l)),
                Weights::Matrix(matrix) => 1.0 - matrix.get(k, l),
                Weights::Linear => apart,
                Weights::Quadratic => apart * apart,
                Weights::Ordinal => apart * (apart + 1.0) / 2.0,
                Weights::Radical => libm::sqrt(apart),
                Weights::Ratio => quotient(apart, x + y) * quotient(apart, x + y),
                Weights::Circular => {
                    let sine = libm::sin(PI * apart / (high - low + 1.0));
                    sine * sine
                }
                Weights::Bipolar => quotient(apart * apart, (x + y - 2.0 * low) * (2.0 * high - (x + y))),
            }
        };
        let largest = match weights {
            Weights::Matrix(_) => 1.0,
            Weights::Ratio => quotient(high - low, high + low) * quotient(high - low, high + low),
            _ => {
                let all = (0..categories).flat_map(|k| (0..k).map(move |l| (k, l)));
                all.map(|(k, l)| distance(k, l)).fold(0.0, f64::max)
            }
        };
        let cell = |place: usize| {
            let (k, l) = (place / categories, place % categories);
            let share = if k == l { 0.0 } else { quotient(distance(k, l), largest).min(1.0) };
            (share * ONE) as u64
        };
        Ok(Disagreement::Table { categories, cells: (0..categories * categories).map(cell).collect() })
    }

    pub(crate) fn is_identity(&self) -> bool {
        matches!(self, Disagreement::Identity)
    }

    /// Σ over ordered pairs of different coders of how much their categories disagree.
    pub(crate) fn within(&self, unit: &Unit<'_>) -> f64 {
        match self {
            Disagreement::Identity => rounded(unit.disagreeing_pairs()),
            Disagreement::Table { categories, cells } => {
                let mut sum = 0_u128;
                for (place, &(k, count)) in unit.cells.iter().enumerate() {
                    let row = &cells[k as usize * categories..][..*categories];
                    for &(l, others) in &unit.cells[..place] {
                        sum += u128::from(row[l as usize]) * u128::from(count) * u128::from(others);
                    }
                }
                2.0 * (sum as f64 / ONE)
            }
        }
    }

    pub(crate) fn get(&self, k: usize, l: usize) -> f64 {
        match self {
            Disagreement::Identity => f64::from(u8::from(k != l)),
            Disagreement::Table { categories, cells } => cells[k * categories + l] as f64 / ONE,
        }
    }

    /// Σ_kl (1 − w_kl) over all declared categories: q² − T_w.
    pub(crate) fn total(&self, categories: usize) -> f64 {
        match self {
            Disagreement::Identity => categories as f64 * (categories as f64 - 1.0),
            Disagreement::Table { cells, .. } => cells.iter().map(|&cell| u128::from(cell)).sum::<u128>() as f64 / ONE,
        }
    }
}

/// 0/0 is no distance.
fn quotient(a: f64, b: f64) -> f64 {
    if a == 0.0 { 0.0 } else { a / b }
}

/// How many different scores are lower.
fn ranks(scores: &[f64]) -> Vec<f64> {
    let mut order: Vec<f64> = scores.to_vec();
    order.sort_unstable_by(f64::total_cmp);
    order.dedup();
    scores.iter().map(|&score| order.partition_point(|&lower| lower < score) as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(weights: Weights, scores: &[f64]) -> Vec<f64> {
        let ratings = Ratings::from_rows([[Some(0), Some(0)]], scores.len()).unwrap();
        let ratings = ratings.with_scores(scores.to_vec()).unwrap();
        let disagreement = Disagreement::of(&weights, &ratings).unwrap();
        let all = (0..scores.len()).flat_map(|k| (0..scores.len()).map(move |l| (k, l)));
        all.map(|(k, l)| 1.0 - disagreement.get(k, l)).collect()
    }

    #[test]
    fn weights_follow_their_formulas() {
        let close = |a: Vec<f64>, b: &[f64]| {
            assert!(a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-15), "{a:?} {b:?}");
        };
        let third = 1.0 / 3.0;
        close(
            table(Weights::Linear, &[1.0, 2.0, 4.0]),
            &[1.0, 2.0 * third, 0.0, 2.0 * third, 1.0, third, 0.0, third, 1.0],
        );
        close(table(Weights::Quadratic, &[0.0, 1.0, 2.0]), &[1.0, 0.75, 0.0, 0.75, 1.0, 0.75, 0.0, 0.75, 1.0]);
        close(
            table(Weights::Ordinal, &[5.0, 1.0, 3.0]),
            &[1.0, 0.0, 2.0 * third, 0.0, 1.0, 2.0 * third, 2.0 * third, 2.0 * third, 1.0],
        );
        close(table(Weights::Radical, &[0.0, 1.0, 4.0])[..3].to_vec(), &[1.0, 0.5, 0.0]);
    }

    #[test]
    fn a_score_of_zero_has_a_ratio_weight() {
        let weights = table(Weights::Ratio, &[0.0, 1.0, 2.0]);
        assert!((weights[5] - (1.0 - 1.0 / 9.0)).abs() < 1e-15);
        assert_eq!((weights[0], weights[1], weights[2]), (1.0, 0.0, 0.0));
        let ratings = Ratings::from_rows([[Some(0), Some(0)]], 2).unwrap().with_scores(vec![-1.0, 1.0]).unwrap();
        let refused = Disagreement::of(&Weights::Ratio, &ratings).err();
        assert_eq!(refused, Some(Undefined::OffScale { category: 0, score: "-1".to_owned() }));
    }

    #[test]
    fn categories_at_one_place_agree() {
        assert_eq!(table(Weights::Bipolar, &[2.0, 2.0]), [1.0; 4]);
        assert_eq!(table(Weights::Linear, &[3.0]), [1.0]);
    }
}
