use std::borrow::Cow;

use super::homogeneous::{self, Divisor};
use super::{circular, formula};
use crate::exact_sum::rounded;
use crate::{Level, Ratings, Undefined};

/// Distances of one's own are gone through pair by pair; more categories than this are refused.
pub(crate) const MOST: usize = 1 << 13;
/// So many categories have a table of distances, and their mean distances are added pair by pair; with more, a distance
/// is computed when it is asked for, and mean distances follow from the formula.
const TABLE: usize = 1 << 9;
/// Distances are added as whole numbers of 2⁻⁶² of a power of two above the largest, so that no order shows.
const BITS: i32 = 62;
const ONE: f64 = (1_u64 << BITS) as f64;

/// Distances pair by pair, as shares of a power of two above the largest one.
pub(crate) struct Pairs {
    pub(crate) level: Level,
    /// On a circle, less whole turns.
    pub(crate) scores: Vec<f64>,
    /// Where each category stands among the used ones, if there is a table.
    ranks: Vec<usize>,
    used: Vec<usize>,
    /// The power of two that turns a distance into a share, of at most 1.
    pub(crate) scale: f64,
    /// Whether sums of shares over all units have less than 128 bits.
    pub(super) small: bool,
    table: Vec<u64>,
}

impl Pairs {
    pub(super) fn of(level: &Level, ratings: &Ratings, totals: &[u64], most: u64) -> Result<Pairs, Undefined> {
        let mut used = Vec::with_capacity(totals.len());
        used.extend((0..totals.len()).filter(|&k| totals[k] > 0));
        let mut scores = ratings.scores();
        if matches!(level, Level::Custom(_)) && used.len() > MOST {
            return Err(Undefined::TooManyCategories { categories: used.len(), limit: MOST });
        }
        let fits = |score: f64| match level {
            Level::Ratio => score >= 0.0,
            Level::Bipolar { low, high } => *low <= score && score <= *high,
            _ => true,
        };
        if let Some(&category) = used.iter().find(|&&k| !fits(scores[k])) {
            return Err(Undefined::OffScale { category, score: scores[category].to_string() });
        }
        match level {
            Level::Custom(distances) if distances.categories() != ratings.categories() => {
                return Err(Undefined::WeightsSize {
                    weights: distances.categories(),
                    categories: ratings.categories(),
                });
            }
            Level::Circular { circumference } if !(circumference.is_finite() && *circumference > 0.0) => {
                return Err(Undefined::NoCircle { circumference: circumference.to_string() });
            }
            Level::Circular { circumference } => {
                // Whole turns lead back to the same place, exactly.
                scores.iter_mut().for_each(|score| *score %= circumference);
            }
            _ => {}
        }
        let small = totals.iter().sum::<u64>().checked_mul(most).is_some();
        let mut pairs =
            Pairs { level: level.clone(), scores, ranks: Vec::new(), used, scale: 1.0, small, table: Vec::new() };
        pairs.scale = match pairs.largest() {
            0.0 => 1.0,
            largest => libm::scalbn(1.0, (-1 - libm::ilogb(largest)).min(1000)),
        };
        if pairs.used.len() <= TABLE {
            pairs.ranks = vec![usize::MAX; totals.len()];
            pairs.used.iter().enumerate().for_each(|(rank, &k)| pairs.ranks[k] = rank);
            let all = pairs.used.iter().flat_map(|&k| pairs.used.iter().map(move |&l| (k, l)));
            pairs.table = all.map(|(k, l)| pairs.computed(k, l)).collect();
        }
        Ok(pairs)
    }

    /// The largest distance, or up to four times as much where it is not worth finding.
    fn largest(&self) -> f64 {
        let far = |distances: &mut dyn Iterator<Item = f64>| distances.fold(0.0, f64::max);
        if self.is_direct() {
            let halves =
                self.used.iter().enumerate().flat_map(|(rank, &k)| self.used[..rank].iter().map(move |&l| (k, l)));
            return far(&mut halves.map(|(k, l)| self.distance(k, l)));
        }
        let lowest = self.used.iter().copied().min_by(|&k, &l| self.scores[k].total_cmp(&self.scores[l]));
        let lowest = lowest.expect("there are many categories");
        let from_lowest = far(&mut self.used.iter().map(|&k| self.distance(k, lowest)));
        match self.level {
            // Two that are each at most half-way from a third are at most twice as far, and distances are squares.
            Level::Circular { .. } => (4.0 * from_lowest).min(1.0),
            // Distances from a pole of the scale grow with the score, and from the highest with the distance to it.
            _ => from_lowest,
        }
    }

    /// Whether the categories are so few, or their distances so irregular, that all pairs are gone through.
    fn is_direct(&self) -> bool {
        self.used.len() <= TABLE || matches!(self.level, Level::Custom(_))
    }

    /// δ².
    fn distance(&self, k: usize, l: usize) -> f64 {
        if k == l {
            return 0.0;
        }
        let (x, y) = (self.scores[k], self.scores[l]);
        match &self.level {
            Level::Nominal => 1.0,
            Level::Ordinal | Level::Interval => (x - y) * (x - y),
            Level::Ratio => formula::ratio(x, y),
            Level::Circular { circumference } => formula::circular(x, y, *circumference),
            Level::Bipolar { low, high } => formula::bipolar(x, y, *low, *high),
            Level::Custom(distances) => distances.get(k, l),
        }
    }

    fn computed(&self, k: usize, l: usize) -> u64 {
        libm::rint(self.distance(k, l) * self.scale * ONE) as u64
    }

    /// The share of δ².
    pub(crate) fn share(&self, k: usize, l: usize) -> u64 {
        if self.table.is_empty() {
            return self.computed(k, l);
        }
        self.table[self.ranks[k] * self.used.len() + self.ranks[l]]
    }

    /// The sum of distances that a sum of shares stands for.
    #[inline]
    pub(super) fn of_shares(&self, sum: u128) -> f64 {
        rounded(sum) / ONE / self.scale
    }

    /// For each category that was used the mean δ² of all ratings from it; of the others, any number.
    pub(super) fn mean_distances(&self, totals: &[u64]) -> Vec<f64> {
        let all = totals.iter().sum::<u64>() as f64;
        if !self.is_direct() {
            let mut means = self.sums_of_distances(totals);
            means.iter_mut().for_each(|sum| *sum /= all);
            return means;
        }
        let mut sums = vec![0_u128; totals.len()];
        for (place, &k) in self.used.iter().enumerate() {
            for &l in &self.used[..place] {
                let share = u128::from(self.share(k, l));
                sums[k] += share * u128::from(totals[l]);
                sums[l] += share * u128::from(totals[k]);
            }
        }
        sums.into_iter().map(|sum| self.of_shares(sum) / all).collect()
    }

    /// For each category the sum of δ² of all ratings from it, without going through the pairs.
    fn sums_of_distances(&self, totals: &[u64]) -> Vec<f64> {
        let mut order = Cow::from(&self.used);
        if !order.is_sorted_by(|&k, &l| self.scores[k] <= self.scores[l]) {
            order.to_mut().sort_by(|&k, &l| self.scores[k].total_cmp(&self.scores[l]));
        }
        // Each score once, in ascending order, and where each category that has it stands.
        let (mut scores, mut weights) = (Vec::with_capacity(order.len()), Vec::<u64>::with_capacity(order.len()));
        let mut places = vec![0_u32; totals.len()];
        for &category in order.iter() {
            let score = self.scores[category];
            if scores.last() != Some(&score) {
                scores.push(score);
                weights.push(0);
            }
            places[category] = scores.len() as u32 - 1;
            weights[scores.len() - 1] += totals[category];
        }
        let sums = match &self.level {
            _ if scores.len() == 1 => vec![0.0],
            Level::Circular { circumference } => circular::sums(&scores, &weights, *circumference),
            Level::Bipolar { low, high } => bipolar(&scores, &weights, *low, *high),
            _ => homogeneous::sums(&scores, &weights, Divisor::SquaredSum),
        };
        places.into_iter().map(|place| sums[place as usize]).collect()
    }
}

/// With a and b from the lower pole, a′ and b′ from the upper one, and R between the poles
///
/// ```text
/// δ² = [ (a − b)²/(a + b) + (a′ − b′)²/(a′ + b′) ] / 2R
/// ```
fn bipolar(scores: &[f64], weights: &[u64], low: f64, high: f64) -> Vec<f64> {
    // Shares of a power of two near R, so that no sum is beyond the numbers.
    let unit = libm::scalbn(1.0, -libm::ilogb(high - low));
    let from_low: Vec<f64> = scores.iter().map(|score| (score - low) * unit).collect();
    let from_high: Vec<f64> = scores.iter().rev().map(|score| (high - score) * unit).collect();
    let backwards: Vec<u64> = weights.iter().rev().copied().collect();
    let lower = homogeneous::sums(&from_low, weights, Divisor::Sum);
    let upper = homogeneous::sums(&from_high, &backwards, Divisor::Sum);
    let range = 2.0 * (high - low) * unit;
    lower.into_iter().zip(upper.into_iter().rev()).map(|(lower, upper)| (lower + upper) / range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Distances, Options, krippendorff_alpha};

    /// Ratings of a unit for each category by two coders, the second of whom chooses a category near by.
    fn ratings(scores: Vec<f64>) -> Ratings {
        let categories = scores.len();
        let units = (0..categories).map(|unit| [unit, (unit + unit * unit % 97) % categories].map(Some));
        Ratings::from_rows(units, categories).unwrap().with_scores(scores).unwrap()
    }

    #[test]
    fn alpha_of_many_categories_is_that_of_a_table_of_their_distances() {
        let many = 2 * TABLE;
        let spread = |k: usize| (k * 7919 % many) as f64;
        let levels =
            [Level::Ratio, Level::Circular { circumference: 700.0 }, Level::Bipolar { low: -3.0, high: 1100.0 }];
        for level in levels {
            // The bipolar sums take scores less a pole, which are rounded.
            let near = if matches!(level, Level::Bipolar { .. }) { 1e-8 } else { 1e-12 };
            for (scores, tolerance) in [
                ((0..many).map(spread).collect::<Vec<f64>>(), 1e-13),
                // A hundred times as many as there are places.
                ((0..many).map(|k| libm::floor(spread(k) / 100.0)).collect(), 1e-13),
                ((0..many).map(|k| 500.0 + 1e-6 * spread(k)).collect(), near),
            ] {
                let ratings = ratings(scores);
                let totals = vec![2; many];
                let pairs = Pairs::of(&level, &ratings, &totals, 2).unwrap();
                let row = |k: usize| (0..many).map(|l| pairs.distance(k, l)).collect::<Vec<f64>>();
                let table = Distances::new(&(0..many).map(row).collect::<Vec<_>>()).unwrap();
                assert!((0..many).all(|k| pairs.distance(0, k) * pairs.scale <= 1.0));
                let [found, direct] = [level.clone(), Level::Custom(table)]
                    .map(|level| krippendorff_alpha(&ratings, &Options { level, ..Options::default() }).unwrap());
                assert!((found.value - direct.value).abs() < tolerance, "{level:?} {} {}", found.value, direct.value);
                let [of_formula, of_pairs] = [found, direct].map(|estimate| estimate.standard_error.unwrap());
                assert!((of_formula / of_pairs - 1.0).abs() < tolerance, "{level:?} {of_formula} {of_pairs}");
            }
        }
    }

    #[test]
    fn many_categories_at_one_place_have_no_distance() {
        let many = 2 * TABLE;
        for level in [Level::Ratio, Level::Circular { circumference: 3.0 }, Level::Bipolar { low: 0.0, high: 6.0 }] {
            let options = Options { level, ..Options::default() };
            assert_eq!(krippendorff_alpha(&ratings(vec![3.0; many]), &options), Err(Undefined::NoDistance));
        }
    }
}
