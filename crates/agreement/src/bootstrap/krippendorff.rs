use std::collections::BTreeMap;

use rayon::prelude::*;

use super::multinomial::Multinomial;
use super::stream::Stream;
use crate::coincidences::Coincidences;
use crate::metric::Metric;
use crate::sum::sorted_sum;
use crate::units::Units;
use crate::{Interval, IntervalMethod, NoInterval, Options, Ratings, Undefined};

/// Values of alpha that the probability of falling below is given for: those the SPSS macro prints.
const THRESHOLDS: [f64; 6] = [0.9, 0.8, 0.7, 0.67, 0.6, 0.5];

/// What Krippendorff's bootstrap says about alpha.
#[derive(Clone, Debug, PartialEq)]
pub struct KrippendorffBootstrap {
    /// Alpha of the ratings themselves.
    pub value: f64,
    /// The interval, or why there is none.
    pub interval: Result<Interval, NoInterval>,
    /// q: for each of .9, .8, .7, .67, .6 and .5, the share of resamples in which alpha is below it; empty without
    /// resamples.
    pub below: Vec<(f64, f64)>,
    replicates: Vec<f64>,
}

impl KrippendorffBootstrap {
    /// Gives alpha in each resample, in ascending order.
    ///
    /// One value per resample, those set to −1 or 0 included.
    ///
    /// # Source
    ///
    /// As for [`krippendorff_bootstrap`], where there is an example.
    pub fn replicates(&self) -> &[f64] {
        &self.replicates
    }
}

/// Gives the interval of Krippendorff's alpha that the SPSS macro KALPHA prints, at any level of measurement.
///
/// ```text
/// α_b = 1 − Σ δ² / (M D_e)      over M pairs of ratings, drawn independently: a pair of categories c, k comes with
///                               probability o_cc/n if c = k and 2 o_ck/n if not
/// M = min(25 Q, (m − 1) n/2), cut to a whole number
///
/// o_ck   coincidences: ordered pairs of ratings c, k of one unit, over its number of ratings less 1
/// n      ratings of units with at least two      m   coders      Q   cells o_ck that are not 0
/// D_e    expected disagreement of the data themselves, in every resample
/// ```
///
/// α_b below −1 counts as −1. Where α_b is 1: if only one category was ever agreed on, it counts as 0; otherwise a
/// share Σ_c (o_cc/n)^P of the resamples, taken from those with α_b = 1, counts as 0, where P is the number of pairs of
/// ratings that units have: the chance that every pair agrees on the same category. The limits are the values at ⌊B(1 −
/// level)/2⌋ and ⌊B(1 + level)/2⌋ + 1 of B in ascending order.
///
/// **For comparison with published numbers only.** Pairs of one unit are drawn as if they were independent of each
/// other, D_e is taken as known, and M is capped. With three coders and more, whose pairs are not independent, the
/// interval is too narrow; with two categories and hundreds of units, where M is 25 Q = 100 pairs at most, it is much
/// too wide, however many units there are. [`intervals`](crate::intervals) has the figures. It is never the default.
///
/// Of the pairs only the distance counts, so one binomial draw for each different distance makes a resample. Digits do
/// not depend on the order of units, coders or categories, nor on the number of threads.
///
/// # Undefined when
///
/// Alpha is.
///
/// # Source
///
/// Hayes and Krippendorff (2007), *Communication Methods and Measures* 1:77–89; Hayes' macro KALPHA 3.0 (2011);
/// Krippendorff (2019), *Content Analysis*, 4th ed., § 12.4.
///
/// # Example
///
/// Two coders, 100 units.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, krippendorff_bootstrap};
/// let ratings = Ratings::from_confusion(&[[60, 5], [7, 28]])?;
/// let alpha = krippendorff_bootstrap(&ratings, &Options::default(), 2000, 1)?;
/// // Probability of alpha below .5.
/// assert_eq!(alpha.below[5].0, 0.5);
/// assert!(alpha.below[5].1 < 0.05);
/// let interval = alpha.interval?;
/// assert!(0.5 < interval.low && interval.low < alpha.value && alpha.value < interval.high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn krippendorff_bootstrap(
    ratings: &Ratings,
    options: &Options,
    resamples: u32,
    seed: u64,
) -> Result<KrippendorffBootstrap, Undefined> {
    let units = Units::of(ratings);
    let found = Coincidences::of(&units)?;
    let metric = Metric::of(&options.level, ratings, &found.totals, found.most)?;
    let alpha = found.alpha(&metric)?;
    let pairs = Pairs::of(ratings, &metric);
    let all = found.all as f64;
    let limit = 25.0 * pairs.cells as f64;
    let drawn = libm::floor(limit.min((ratings.coders() - 1) as f64 * all / 2.0)) as u64;
    let weights: Vec<f64> = pairs.distances.iter().map(|&(_, weight)| weight).collect();
    let multinomial = Multinomial::weighted(&weights);
    let mut replicates: Vec<f64> = (0..resamples)
        .into_par_iter()
        .map_init(
            || vec![0; weights.len()],
            |times, number| {
                multinomial.draw(drawn, &mut Stream::new(seed, number.into()), times);
                let distances =
                    times.iter().zip(&pairs.distances).map(|(&times, &(distance, _))| times as f64 * distance);
                (1.0 - distances.sum::<f64>() / (drawn as f64 * alpha.expected)).max(-1.0)
            },
        )
        .collect();
    replicates.sort_unstable_by(f64::total_cmp);
    corrected(&mut replicates, &pairs, all);
    let interval = limits(&replicates, options.confidence.get()).map(|(low, high)| Interval {
        low,
        high,
        level: options.confidence,
        method: IntervalMethod::KrippendorffBootstrap { pairs: drawn, resamples, seed },
    });
    let share = |threshold: f64| {
        let below = replicates.partition_point(|&replicate| replicate < threshold);
        (threshold, below as f64 / replicates.len() as f64)
    };
    let below = if replicates.is_empty() { Vec::new() } else { THRESHOLDS.map(share).to_vec() };
    Ok(KrippendorffBootstrap { value: alpha.value, interval, below, replicates })
}

/// The pairs of ratings that units have, by how far apart they are.
struct Pairs {
    /// Different distances δ² in ascending order, with the coincidences that have each; the first is 0.
    distances: Vec<(f64, f64)>,
    /// o_cc of the categories ever agreed on, in ascending order.
    agreed: Vec<f64>,
    /// Q.
    cells: usize,
    /// P.
    within: f64,
}

impl Pairs {
    fn of(ratings: &Ratings, metric: &Metric) -> Pairs {
        // Ordered pairs of each two categories, by the number of ratings of the unit: whole numbers, so exact.
        let mut counted = BTreeMap::<(u32, u32), BTreeMap<u64, u128>>::new();
        let mut within = 0_u128;
        ratings.for_each_unit(|unit| {
            within += unit.pairs() / 2 * u128::from(unit.times);
            for &(one, count) in unit.cells.iter().filter(|_| unit.ratings >= 2) {
                for &(other, others) in unit.cells.iter().filter(|&&(other, _)| one <= other) {
                    let others = if one == other { others - 1 } else { 2 * others };
                    let pairs = u128::from(count) * u128::from(others) * u128::from(unit.times);
                    if pairs > 0 {
                        *counted.entry((one, other)).or_default().entry(unit.ratings).or_insert(0) += pairs;
                    }
                }
            }
        });
        let coincidences = |by_ratings: &BTreeMap<u64, u128>| {
            sorted_sum(by_ratings.iter().map(|(&ratings, &pairs)| pairs as f64 / (ratings - 1) as f64))
        };
        let (mut agreed, mut apart) = (Vec::new(), Vec::new());
        for (&(one, other), by_ratings) in &counted {
            if one == other {
                agreed.push(coincidences(by_ratings));
            } else {
                apart.push((metric.distance(one, other), coincidences(by_ratings)));
            }
        }
        let cells = agreed.len() + 2 * apart.len();
        agreed.sort_unstable_by(f64::total_cmp);
        apart.push((0.0, sorted_sum(agreed.iter().copied())));
        apart.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        let alike = apart.chunk_by(|one, other| one.0 == other.0);
        let distances = alike.map(|same| (same[0].0, sorted_sum(same.iter().map(|&(_, weight)| weight)))).collect();
        Pairs { distances, agreed, cells, within: within as f64 }
    }
}

/// Takes back the resamples in which every pair agrees as far as that could be by chance; they are the last ones.
fn corrected(sorted: &mut [f64], pairs: &Pairs, all: f64) {
    let perfect = sorted.len() - sorted.partition_point(|&replicate| replicate < 1.0);
    let taken_back = if pairs.agreed.len() <= 1 {
        perfect
    } else {
        let chance = pairs.agreed.iter().map(|&agreed| libm::pow(agreed / all, pairs.within));
        let expected = libm::round(sorted.len() as f64 * sorted_sum(chance));
        perfect.min(expected as usize)
    };
    let end = sorted.len();
    sorted[end - taken_back..].fill(0.0);
    sorted.sort_unstable_by(f64::total_cmp);
}

fn limits(sorted: &[f64], level: f64) -> Result<(f64, f64), NoInterval> {
    // 0.975 is not exactly (1 + 0.95)/2; a place must not be lost to that.
    const ROUNDING: f64 = 1e-9;
    let resamples = sorted.len();
    let low = libm::floor(resamples as f64 * (1.0 - level) / 2.0 + ROUNDING) as usize;
    let high = libm::floor(resamples as f64 * (1.0 + level) / 2.0 + ROUNDING) as usize + 1;
    match (sorted.first(), sorted.last()) {
        (Some(first), Some(last)) if low >= 1 && high <= resamples => {
            if first == last {
                Err(NoInterval::AllResamplesEqual)
            } else {
                Ok((sorted[low - 1], sorted[high - 1]))
            }
        }
        _ => Err(NoInterval::TooFewResamples { resamples: resamples as u32 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfect_resamples_are_taken_back_as_far_as_chance_goes() {
        let pairs = |agreed: Vec<f64>, within| Pairs { distances: Vec::new(), agreed, cells: 0, within };
        let mut one_category = [0.5, 0.9, 1.0, 1.0];
        corrected(&mut one_category, &pairs(vec![10.0], 5.0), 12.0);
        assert_eq!(one_category, [0.0, 0.0, 0.5, 0.9]);
        // (.5² + .5²) of four resamples.
        let mut two_categories = [0.5, 1.0, 1.0, 1.0];
        corrected(&mut two_categories, &pairs(vec![10.0, 10.0], 2.0), 20.0);
        assert_eq!(two_categories, [0.0, 0.0, 0.5, 1.0]);
    }

    #[test]
    fn one_pair_where_only_one_category_was_agreed_on_is_never_perfect() {
        let ratings = Ratings::from_confusion(&[[30, 1], [0, 0]]).unwrap();
        let alpha = krippendorff_bootstrap(&ratings, &Options::default(), 1000, 1).unwrap();
        assert!(alpha.replicates().iter().all(|&replicate| replicate <= 0.0));
    }

    #[test]
    fn limits_are_the_places_of_the_macro() {
        let sorted: Vec<f64> = (1..=1000).map(f64::from).collect();
        assert_eq!(limits(&sorted, 0.95), Ok((25.0, 976.0)));
        assert_eq!(limits(&sorted[..30], 0.95), Err(NoInterval::TooFewResamples { resamples: 30 }));
    }
}
