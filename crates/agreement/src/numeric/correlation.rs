use super::Scores;
use super::concordance::Moments;
use super::range::Range;
use super::ranks::twice_ranks;
use crate::sum::sorted_sum;
use crate::{Estimate, Undefined};

/// How correlations of several pairs of coders are averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrelationAverage {
    /// Their plain mean.
    Plain,
    /// tanh of the mean of their artanh (Fisher's z). Pairs that correlate perfectly have no z and are left out, and
    /// counted; where all do, the plain mean.
    FisherZ,
}

/// A mean of pairwise correlations.
#[derive(Clone, Debug, PartialEq)]
pub struct MeanCorrelation {
    /// The mean.
    pub estimate: Estimate,
    /// Pairs of coders.
    pub pairs: u64,
    /// Pairs whose correlation is 1 or −1.
    pub perfect: u64,
}

/// Gives the mean of Pearson's correlations over all pairs of coders.
///
/// ```text
/// r̄ = 2/(k(k − 1)) Σ_{g<h} r_gh      r_gh = s_gh / (s_g s_h)
///
/// s_gh   covariance of the scores of coders g and h      s_g   standard deviation of those of g      k   coders
/// ```
///
/// A correlation does not see that a coder is always higher, or spreads scores more: use
/// [`icc`](crate::icc) or [`lin_concordance`](crate::lin_concordance) for agreement. Units with a missing score are
/// left out for all pairs.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, fewer than two units that every coder scored, or one coder gave all
/// units the same.
///
/// # Source
///
/// As functions `meancor` and `meanrho` in irr 0.84.1.
///
/// # Example
///
/// The second coder doubles the first one's scores, the third turns them round; worked by hand: 1, −1 and −1.
///
/// ```
/// use qualkit_agreement::{CorrelationAverage, Scores, mean_pearson};
/// let scores = Scores::from_rows([[1.0, 2.0, 3.0], [2.0, 4.0, 2.0], [3.0, 6.0, 1.0]].map(|row| row.map(Some)))?;
/// let mean = mean_pearson(&scores, CorrelationAverage::Plain)?;
/// assert!((mean.estimate.value + 1.0 / 3.0).abs() < 1e-12);
/// assert_eq!((mean.pairs, mean.perfect), (3, 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mean_pearson(scores: &Scores, average: CorrelationAverage) -> Result<MeanCorrelation, Undefined> {
    let column = |coder| {
        let range = Range::of(scores.column(coder));
        scores.column(coder).map(|score| range.share(score)).collect()
    };
    mean(scores, (0..scores.coders()).map(column).collect(), average)
}

/// Gives the mean of Spearman's rank correlations over all pairs of coders; tied scores share their mean rank.
///
/// As [`mean_pearson`], of ranks instead of scores: only their order counts.
///
/// # Undefined when
///
/// As for [`mean_pearson`].
///
/// # Source
///
/// As for [`mean_pearson`].
///
/// # Example
///
/// The coders rank three units 1, 2, 3 and 1, 3, 2; worked by hand: 1 − 6 · 2/(3 · 8).
///
/// ```
/// use qualkit_agreement::{CorrelationAverage, Scores, mean_spearman};
/// let scores = Scores::from_rows([[1.0, 1.0], [2.0, 9.0], [5.0, 4.0]].map(|row| row.map(Some)))?;
/// let mean = mean_spearman(&scores, CorrelationAverage::Plain)?;
/// assert!((mean.estimate.value - 0.5).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mean_spearman(scores: &Scores, average: CorrelationAverage) -> Result<MeanCorrelation, Undefined> {
    let ranks = |coder| twice_ranks(scores.column(coder)).into_iter().map(|rank| rank as f64).collect();
    mean(scores, (0..scores.coders()).map(ranks).collect(), average)
}

fn mean(scores: &Scores, columns: Vec<Vec<f64>>, average: CorrelationAverage) -> Result<MeanCorrelation, Undefined> {
    scores.comparable()?;
    let mut correlations = Vec::new();
    for (place, first) in columns.iter().enumerate() {
        for second in &columns[..place] {
            correlations.push(correlation(first, second).ok_or(Undefined::NoVariance)?);
        }
    }
    let pairs = correlations.len() as u64;
    let imperfect: Vec<f64> = correlations.iter().copied().filter(|r| r.abs() < 1.0).collect();
    let perfect = pairs - imperfect.len() as u64;
    let value = match average {
        CorrelationAverage::FisherZ if !imperfect.is_empty() => {
            let sum = sorted_sum(imperfect.iter().map(|&r| libm::atanh(r)));
            libm::tanh(sum / imperfect.len() as f64)
        }
        _ => sorted_sum(correlations) / pairs as f64,
    };
    Ok(MeanCorrelation { estimate: scores.estimate(value), pairs, perfect })
}

/// Pearson's correlation; perfect if it is so but for rounding, absent where a column does not vary.
fn correlation(first: &[f64], second: &[f64]) -> Option<f64> {
    const ROUNDING: f64 = 1e-14;
    let moments = Moments::of(first, second);
    let scale = libm::sqrt(moments.first * moments.second);
    let r = moments.product / scale;
    (scale > 0.0).then(|| if r.abs() > 1.0 - ROUNDING { r.signum() } else { r })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(rows: &[[f64; 3]]) -> Scores {
        Scores::from_rows(rows.iter().map(|row| row.map(Some))).unwrap()
    }

    #[test]
    fn perfect_pairs_are_left_out_of_the_mean_of_z_and_counted() {
        let scores = scores(&[[1.0, 1.1, 2.0], [2.0, 2.1, 1.0], [3.0, 3.1, 4.0], [4.0, 4.1, 3.0]]);
        let mean = mean_pearson(&scores, CorrelationAverage::FisherZ).unwrap();
        assert_eq!((mean.pairs, mean.perfect), (3, 1));
        assert!((mean.estimate.value - 0.6).abs() < 1e-12);
        let plain = mean_spearman(&scores, CorrelationAverage::Plain).unwrap();
        assert!((plain.estimate.value - (1.0 + 0.6 + 0.6) / 3.0).abs() < 1e-12);
    }

    #[test]
    fn only_perfect_pairs_have_their_own_mean() {
        let same = scores(&[[1.0, 10.0, 5.0], [2.0, 20.0, 6.0], [3.0, 30.0, 7.0]]);
        assert_eq!(mean_pearson(&same, CorrelationAverage::FisherZ).unwrap().estimate.value, 1.0);
        let opposed = scores(&[[1.0, 10.0, 7.0], [2.0, 20.0, 6.0], [3.0, 30.0, 5.0]]);
        let mean = mean_pearson(&opposed, CorrelationAverage::FisherZ).unwrap();
        assert_eq!((mean.estimate.value, mean.perfect), (-1.0 / 3.0, 3));
    }

    #[test]
    fn a_coder_who_gives_all_units_the_same_has_no_correlation() {
        let scores = scores(&[[0.1, 10.0, 7.0], [0.1, 20.0, 6.0], [0.1, 30.0, 5.0]]);
        assert_eq!(mean_spearman(&scores, CorrelationAverage::Plain), Err(Undefined::NoVariance));
    }
}
