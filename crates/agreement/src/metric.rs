mod circular;
pub(crate) mod formula;
mod homogeneous;
mod pairs;

pub(crate) use pairs::{MOST, Pairs};

use crate::exact_sum::{ExactSum, rounded};
use crate::rows::Unit;
use crate::{Level, Ratings, Undefined, Weights};

/// Squared distances of categories, in a form that makes sums over pairs of ratings cheap.
pub(crate) enum Metric {
    /// 0 or 1.
    Nominal,
    /// The squared difference of places, which are whole numbers; `unit` turns it into δ².
    Line {
        places: Vec<u64>,
        unit: f64,
        /// Squares of sums over one unit fit into 64 bits.
        small: bool,
    },
    /// Pair by pair.
    Pairs(Pairs),
}

impl Metric {
    /// The metric of a level, for categories of which `totals` says how many ratings they have; `most` is the largest
    /// number of ratings of one unit.
    pub(crate) fn of(level: &Level, ratings: &Ratings, totals: &[u64], most: u64) -> Result<Metric, Undefined> {
        match level {
            Level::Nominal => Ok(Metric::Nominal),
            Level::Interval => Ok(interval(&ratings.scores(), totals, most)),
            Level::Ordinal => Ok(ordinal(&ratings.scores(), totals, most)),
            _ => Pairs::of(level, ratings, totals, most).map(Metric::Pairs),
        }
    }

    /// The metric 1 − w of weights.
    pub(crate) fn of_weights(
        weights: &Weights,
        ratings: &Ratings,
        totals: &[u64],
        most: u64,
    ) -> Result<Metric, Undefined> {
        match weights {
            Weights::Identity => Ok(Metric::Nominal),
            Weights::Quadratic => {
                let scores = ratings.scores();
                let low = scores.iter().copied().fold(f64::INFINITY, f64::min);
                let range = scores.iter().map(|score| score - low).fold(0.0, f64::max);
                Ok(match interval(&scores, totals, most) {
                    Metric::Line { places, unit, small } if range > 0.0 => {
                        Metric::Line { places, unit: unit / (range * range), small }
                    }
                    other => other,
                })
            }
            _ => {
                let disagreement = crate::disagreement::Disagreement::of(weights, ratings)?;
                let categories = ratings.categories();
                let rows: Vec<Vec<f64>> =
                    (0..categories).map(|k| (0..categories).map(|l| disagreement.get(k, l)).collect()).collect();
                let distances = crate::Distances::new(&rows).expect("weights are symmetric and 1 on the diagonal");
                Pairs::of(&Level::Custom(distances), ratings, totals, most).map(Metric::Pairs)
            }
        }
    }

    /// The place of each category, if the distance is one of places.
    pub(crate) fn places(&self) -> &[u64] {
        match self {
            Metric::Line { places, .. } => places,
            _ => &[],
        }
    }

    /// δ² of two categories.
    pub(crate) fn distance(&self, k: u32, l: u32) -> f64 {
        let cells = [(k, 1), (l, 1)];
        let places = cells.iter().filter_map(|&(k, _)| self.places().get(k as usize).copied());
        self.within(&Unit { cells: &cells, ratings: 2, times: 1 }, places) / 2.0
    }

    /// Σ δ² over ordered pairs of different ratings of a unit; `of_cells` are the places of its categories, if there are
    /// places.
    #[inline]
    pub(crate) fn within(&self, unit: &Unit<'_>, of_cells: impl Iterator<Item = u64>) -> f64 {
        self.of_whole(self.whole_within(unit, of_cells))
    }

    /// Whether whole numbers have so few bits that their sums over all units have less than 128.
    pub(crate) fn is_small(&self) -> bool {
        match self {
            Metric::Nominal => true,
            Metric::Line { small, .. } => *small,
            Metric::Pairs(pairs) => pairs.small,
        }
    }

    /// [`within`](Metric::within) as the whole number that it is computed from.
    #[inline]
    pub(crate) fn whole_within(&self, unit: &Unit<'_>, of_cells: impl Iterator<Item = u64>) -> u128 {
        match self {
            Metric::Nominal => unit.disagreeing_pairs(),
            Metric::Line { .. } => {
                let (mut sum, mut squares) = (0_u128, 0_u128);
                for (&(_, count), place) in unit.cells.iter().zip(of_cells) {
                    let place = u128::from(place);
                    sum += place * u128::from(count);
                    squares += place * place * u128::from(count);
                }
                u128::from(unit.ratings) * squares - sum * sum
            }
            Metric::Pairs(pairs) => {
                let mut sum = 0;
                let chosen = |&(_, &(_, count)): &(usize, &(u32, u64))| count > 0;
                for (place, &(k, count)) in unit.cells.iter().enumerate().filter(chosen) {
                    for (_, &(l, others)) in unit.cells[..place].iter().enumerate().filter(chosen) {
                        sum += u128::from(pairs.share(k as usize, l as usize)) * u128::from(count) * u128::from(others);
                    }
                }
                sum
            }
        }
    }

    /// The sum of δ² that a whole number stands for.
    #[inline]
    pub(crate) fn of_whole(&self, whole: u128) -> f64 {
        match self {
            Metric::Nominal => rounded(whole),
            Metric::Line { unit, .. } => 2.0 * rounded(whole) * unit,
            Metric::Pairs(pairs) => 2.0 * pairs.of_shares(whole),
        }
    }

    /// For each category that was used the mean δ² of all ratings from it; of the others, any number.
    pub(crate) fn mean_distances(&self, totals: &[u64]) -> Vec<f64> {
        let all: u64 = totals.iter().sum();
        match self {
            Metric::Nominal => totals.iter().map(|total| (all - total) as f64 / all as f64).collect(),
            Metric::Line { places, unit, .. } => {
                let (centre, spread) = centre_and_spread(places, totals);
                let mean = |&place: &u64| {
                    let away = place as f64 - centre;
                    (away * away + spread) * unit
                };
                places.iter().map(mean).collect()
            }
            Metric::Pairs(pairs) => pairs.mean_distances(totals),
        }
    }
}

/// The mean place of all ratings, and their mean squared distance from it.
pub(crate) fn centre_and_spread(places: &[u64], totals: &[u64]) -> (f64, f64) {
    let all: u64 = totals.iter().sum();
    let sum: u128 = places.iter().zip(totals).map(|(&place, &count)| u128::from(place) * u128::from(count)).sum();
    let centre = sum as f64 / all as f64;
    let mut spread = ExactSum::new();
    for (&place, &count) in places.iter().zip(totals) {
        let away = place as f64 - centre;
        spread.add_times(away * away, count);
    }
    (centre, spread.value() / all as f64)
}

/// So many bits of a place leave room for the squares of sums over one unit.
fn bits(most: u64) -> i32 {
    let ratings = 64 - most.leading_zeros() as i32;
    ((126 - 2 * ratings) / 2).min(52)
}

fn interval(scores: &[f64], totals: &[u64], most: u64) -> Metric {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (&score, &total) in scores.iter().zip(totals) {
        // No guess whether a category was used.
        low = if (total > 0) & (score < low) { score } else { low };
        high = if (total > 0) & (score > high) { score } else { high };
    }
    // Halves first: the range of two finite scores need not be finite.
    let range = high / 2.0 - low / 2.0;
    let away = |k: usize| if totals[k] > 0 { scores[k] / 2.0 - low / 2.0 } else { 0.0 };
    // 2^exponent places to one unit of the scores; a power of two, so that whole scores stay whole.
    let exponent = if range > 0.0 { bits(most) - 1 - libm::ilogb(range) } else { 0 };
    // Two factors, each of which is a finite number whatever the exponent.
    let [one, other] = [exponent / 2, exponent - exponent / 2].map(|exponent| libm::scalbn(1.0, exponent));
    let mut places: Vec<u64> = (0..scores.len()).map(|k| nearest_whole(away(k) * one * other)).collect();
    // Whole scores are small whole places.
    let zeros = places.iter().fold(0, |all, &place| all | place).trailing_zeros().min(63);
    places.iter_mut().for_each(|place| *place >>= zeros);
    line(places, libm::scalbn(1.0, 2 - 2 * exponent + 2 * zeros as i32), most)
}

/// The whole number nearest to one of at most 2⁵², an even one between two: what is beside 2⁵² has no room for fractions.
#[inline]
fn nearest_whole(number: f64) -> u64 {
    const WHOLE: f64 = (1_u64 << 52) as f64;
    (number + WHOLE).to_bits() - WHOLE.to_bits()
}

/// Krippendorff's ordinal distance is the squared difference of mid-ranks: n_{<c} + n_c/2.
fn ordinal(scores: &[f64], totals: &[u64], most: u64) -> Metric {
    let mut places = vec![0; totals.len()];
    let mut below = 0;
    for tied in by_score(scores).chunk_by(|&a, &b| scores[a] == scores[b]) {
        let here: u64 = tied.iter().map(|&k| totals[k]).sum();
        tied.iter().for_each(|&k| places[k] = 2 * below + here);
        below += here;
    }
    // Twice the ranks, so that halves are whole.
    let shift = (64 - below.leading_zeros() as i32 + 1 - bits(most)).max(0) as u32;
    places.iter_mut().for_each(|place| *place >>= shift);
    line(places, libm::scalbn(1.0, 2 * shift as i32 - 2), most)
}

fn line(places: Vec<u64>, unit: f64, most: u64) -> Metric {
    let largest = places.iter().copied().max().unwrap_or(0);
    let small = largest.checked_mul(most).and_then(|sum| sum.checked_mul(sum)).is_some();
    Metric::Line { places, unit, small }
}

/// The categories in ascending order of their scores.
pub(crate) fn by_score(scores: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    if !scores.is_sorted() {
        order.sort_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_whole_number_is_the_even_one_of_two() {
        let most = libm::scalbn(1.0, 52);
        for number in [0.0, 0.5, 0.49999999999999994, 1.5, 2.5, 1e9 + 0.5, 1e15 + 0.25, most - 0.5, most] {
            assert_eq!(nearest_whole(number) as f64, libm::rint(number), "{number}");
        }
    }
}
