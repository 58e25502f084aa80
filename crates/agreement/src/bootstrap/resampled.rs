use super::bca;
use crate::sum::sorted_sum;
use crate::{Confidence, Drawn, Interval, IntervalMethod, Limits, NoInterval, Resampling};

/// What resamples say about a statistic.
#[derive(Clone, Debug, PartialEq)]
pub struct Resampled {
    /// The statistic on the data themselves.
    pub value: f64,
    /// Standard deviation of the statistic over the resamples in which it is defined, divisor their number less one.
    /// There is none for fewer than two things to draw or fewer than two such resamples.
    pub standard_error: Option<f64>,
    /// The interval, or why there is none.
    pub interval: Result<Interval, NoInterval>,
    /// Resamples in which the statistic is undefined. Limits and standard error rest on the others; if there are many,
    /// they describe only the luckier samples: see [`Interval::cautions`].
    pub undefined: u32,
    replicates: Vec<f64>,
}

impl Resampled {
    pub(crate) fn new(
        value: f64,
        mut replicates: Vec<f64>,
        (drawn, items): (Drawn, u64),
        acceleration: Option<f64>,
        confidence: Confidence,
        resampling: &Resampling,
    ) -> Resampled {
        replicates.sort_unstable_by(f64::total_cmp);
        let undefined = resampling.resamples - replicates.len() as u32;
        let limits = limits(value, &replicates, (drawn, items), acceleration, confidence, resampling.limits);
        let method = IntervalMethod::Bootstrap {
            drawn,
            items,
            limits: resampling.limits,
            resamples: resampling.resamples,
            undefined,
            seed: resampling.seed,
        };
        let interval = limits.map(|(low, high)| Interval { low, high, level: confidence, method });
        let standard_error = if items < 2 { None } else { deviation(&replicates) };
        Resampled { value, standard_error, interval, undefined, replicates }
    }

    /// Gives the statistic in each resample in which it is defined, in ascending order.
    ///
    /// # Source
    ///
    /// As for [`resample`](crate::resample), where there is an example.
    pub fn replicates(&self) -> &[f64] {
        &self.replicates
    }

    /// Gives the share of these resamples in which the statistic is below `threshold`: how likely it is that other
    /// samples fall short of it.
    ///
    /// ```text
    /// q = #{b : θ_b < threshold} / B′      θ_b   the statistic in resample b      B′   resamples in which it is defined
    /// ```
    ///
    /// `None` where it is defined in none.
    ///
    /// # Source
    ///
    /// q of Hayes and Krippendorff (2007), *Communication Methods and Measures* 1:77–89, here of any statistic.
    ///
    /// # Example
    ///
    /// The mean of two numbers; worked by hand: half of all resamples draw each once, a quarter only the smaller one.
    ///
    /// ```
    /// use qualkit_agreement::{Confidence, Drawn, Resampling, resample};
    /// let mean = |times: &[u64]| vec![Ok((times[0] as f64 + 3.0 * times[1] as f64) / 2.0)];
    /// let outcomes = resample(&[1; 2], Drawn::Units, mean, Confidence::default(), &Resampling::default());
    /// let mean = outcomes[0].as_ref().expect("a mean is always defined");
    /// assert!(mean.share_below(2.0).is_some_and(|share| (share - 0.25).abs() < 0.05));
    /// assert!(mean.share_below(2.5).is_some_and(|share| (share - 0.75).abs() < 0.05));
    /// ```
    pub fn share_below(&self, threshold: f64) -> Option<f64> {
        let below = self.replicates.partition_point(|&replicate| replicate < threshold);
        (!self.replicates.is_empty()).then(|| below as f64 / self.replicates.len() as f64)
    }
}

fn limits(
    value: f64,
    sorted: &[f64],
    (drawn, items): (Drawn, u64),
    acceleration: Option<f64>,
    confidence: Confidence,
    limits: Limits,
) -> Result<(f64, f64), NoInterval> {
    if items < 2 {
        return Err(NoInterval::FewerThanTwo { of: drawn, found: items });
    }
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        return Err(NoInterval::UndefinedInEveryResample);
    };
    if first == last {
        return Err(NoInterval::AllResamplesEqual);
    }
    let level = confidence.get();
    let (below, above) = match limits {
        Limits::Percentile => ((1.0 - level) / 2.0, (1.0 - level) / 2.0),
        Limits::Bca => bca::tails(value, sorted, acceleration, level)?,
    };
    let too_few = NoInterval::TooFewResamples { resamples: sorted.len() as u32 };
    let low = rank(below, sorted.len()).ok_or(too_few.clone())?;
    let high = rank(above, sorted.len()).ok_or(too_few)?;
    Ok((sorted[low - 1], sorted[sorted.len() - high]))
}

/// Which resample, counted from the outermost, leaves the share `tail` beyond it: ⌊(B + 1) tail⌋ of B, Efron and
/// Tibshirani (1993), p. 160.
fn rank(tail: f64, resamples: usize) -> Option<usize> {
    // 0.05 is not exactly half of 1 − 0.9; a rank must not be lost to that.
    const ROUNDING: f64 = 1e-9;
    let rank = libm::floor((resamples + 1) as f64 * tail + ROUNDING) as usize;
    (1..=resamples).contains(&rank).then_some(rank)
}

fn deviation(replicates: &[f64]) -> Option<f64> {
    if replicates.len() < 2 {
        return None;
    }
    let number = replicates.len() as f64;
    let mean = sorted_sum(replicates.iter().copied()) / number;
    let squares = sorted_sum(replicates.iter().map(|replicate| (replicate - mean) * (replicate - mean)));
    // Equal values may differ from their mean by a rounding.
    let varies = replicates.first() != replicates.last();
    Some(if varies { libm::sqrt(squares / (number - 1.0)) } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_leave_the_share_beyond_them() {
        assert_eq!(rank(0.025, 1999), Some(50));
        assert_eq!(rank((1.0 - 0.9) / 2.0, 1999), Some(100));
        assert_eq!(rank(0.025, 39), Some(1));
        assert_eq!(rank(0.025, 38), None);
    }
}
