use rayon::prelude::*;

use super::bca;
use super::multinomial::Multinomial;
use super::stream::Stream;
use crate::{Confidence, Drawn, Resampled, Resampling, Undefined};

/// Resamples anything whose statistics depend on how often each thing was drawn: the bootstrap itself.
///
/// `multiplicities` says how many things of each kind the data have; a resample draws as many as there are, with
/// replacement. `statistics` is told how often each kind was drawn and gives any number of statistics, always the same
/// number in the same order; all of them see the same resamples. The outcome has one entry per statistic.
///
/// Kinds may be distinct rows of a table with the number of units that have them, or clusters (transcripts), each with
/// multiplicity 1. The cost is that of the statistics plus, per resample, one binomial draw a kind, however many
/// things there are of it.
///
/// Resample number b takes its random numbers from stream b of the seed, and kinds are drawn for in the order given. So
/// digits do not depend on threads, but they do on that order: to make them independent of how a table was sorted, sort
/// the kinds by something in the data. [`bootstrap`](crate::bootstrap) and
/// [`cluster_bootstrap`](crate::cluster_bootstrap) do.
///
/// # Undefined when
///
/// A statistic is undefined on the data themselves; the reason is handed on.
///
/// # Source
///
/// Efron and Tibshirani (1993), *An Introduction to the Bootstrap*, ch. 6 (standard error), 13 and 14 (limits).
///
/// # Example
///
/// The mean of five numbers, each in the data once.
///
/// ```
/// use qualkit_agreement::{Confidence, Drawn, Resampling, resample};
/// let numbers = [1.0, 2.0, 4.0, 7.0, 11.0];
/// let mean = |times: &[u64]| {
///     vec![Ok(times.iter().zip(numbers).map(|(&times, number)| times as f64 * number).sum::<f64>() / 5.0)]
/// };
/// let outcomes = resample(&[1; 5], Drawn::Units, mean, Confidence::default(), &Resampling::default());
/// let mean = outcomes[0].as_ref().expect("a mean is always defined");
/// assert_eq!(mean.value, 5.0);
/// // The standard deviation with divisor n, over √n: 3.63 / √5.
/// assert!((mean.standard_error.unwrap() - 1.62).abs() < 0.1);
/// let interval = mean.interval.as_ref().unwrap();
/// assert!(1.0 < interval.low && interval.high < 11.0);
/// ```
pub fn resample(
    multiplicities: &[u64],
    drawn: Drawn,
    statistics: impl Fn(&[u64]) -> Vec<Result<f64, Undefined>> + Sync,
    confidence: Confidence,
    resampling: &Resampling,
) -> Vec<Result<Resampled, Undefined>> {
    let values = statistics(multiplicities);
    let items: u64 = multiplicities.iter().sum();
    let multinomial = Multinomial::new(multiplicities);
    let draws: Vec<Vec<Option<f64>>> = (0..resampling.resamples)
        .into_par_iter()
        .map_init(
            || vec![0; multiplicities.len()],
            |times, number| {
                multinomial.draw(items, &mut Stream::new(resampling.seed, number.into()), times);
                statistics(times).into_iter().map(Result::ok).collect()
            },
        )
        .collect();
    let without_one = match resampling.limits {
        crate::Limits::Bca => bca::jackknife(multiplicities, &statistics),
        crate::Limits::Percentile => Vec::new(),
    };
    let outcome = |(place, value): (usize, Result<f64, Undefined>)| {
        let replicates = draws.iter().filter_map(|draw| draw[place]).collect();
        let acceleration = bca::acceleration(without_one.iter().map(|(values, times)| (values[place], *times)));
        Ok(Resampled::new(value?, replicates, (drawn, items), acceleration, confidence, resampling))
    };
    values.into_iter().enumerate().map(outcome).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{IntervalMethod, Limits, NoInterval};

    const NUMBERS: [f64; 6] = [1.0, 2.0, 4.0, 7.0, 11.0, 40.0];

    fn mean(times: &[u64]) -> f64 {
        let sum: f64 = times.iter().zip(NUMBERS).map(|(&times, number)| times as f64 * number).sum();
        sum / times.iter().sum::<u64>() as f64
    }

    fn of(multiplicities: &[u64], limits: Limits, statistic: fn(&[u64]) -> Result<f64, Undefined>) -> Resampled {
        let resampling = Resampling { limits, ..Resampling::default() };
        let statistics = |times: &[u64]| vec![statistic(times)];
        let mut outcomes = resample(multiplicities, Drawn::Units, statistics, Confidence::default(), &resampling);
        outcomes.remove(0).unwrap()
    }

    #[test]
    fn a_statistic_that_is_often_undefined_is_counted_as_such() {
        let largest_seen = of(&[1; 6], Limits::Percentile, |times| {
            if times[5] > 0 { Ok(mean(times)) } else { Err(Undefined::OneCategoryOnly) }
        });
        // (5/6)⁶ of the resamples, standard deviation 21.
        assert!((f64::from(largest_seen.undefined) - 669.8).abs() < 84.0);
        assert_eq!(largest_seen.replicates().len() + largest_seen.undefined as usize, 2000);
        let interval = largest_seen.interval.as_ref().unwrap();
        let IntervalMethod::Bootstrap { undefined, .. } = interval.method else { panic!("{interval:?}") };
        assert_eq!(undefined, largest_seen.undefined);
    }

    #[test]
    fn what_never_varies_has_no_interval() {
        for limits in [Limits::Percentile, Limits::Bca] {
            let constant = of(&[3, 4], limits, |_| Ok(1.0));
            assert_eq!(constant.interval, Err(NoInterval::AllResamplesEqual));
            assert_eq!(constant.standard_error, Some(0.0));
            let single = of(&[1], limits, |times| Ok(mean(times)));
            assert_eq!(single.interval, Err(NoInterval::FewerThanTwo { of: Drawn::Units, found: 1 }));
            assert_eq!(single.standard_error, None);
        }
        let never =
            of(
                &[1; 6],
                Limits::Percentile,
                |times| {
                    if times == [1; 6] { Ok(0.0) } else { Err(Undefined::OneCategoryOnly) }
                },
            );
        assert!(never.replicates().len() < 60);
    }

    #[test]
    fn a_value_outside_the_resamples_has_no_bca_limits() {
        let largest = of(&[1; 6], Limits::Bca, |times| Ok(if times == [1; 6] { 100.0 } else { mean(times) }));
        // Two resamples in a hundred draw each number once, and then the value is 100 too: none is above it.
        assert!(matches!(largest.interval, Err(NoInterval::TooFewResamples { .. })), "{:?}", largest.interval);
        let below =
            of(&[1; 6], Limits::Bca, |times| Ok(if times[0] == 1 && times[1] == 1 { mean(times) } else { 50.0 }));
        assert!(below.interval.is_ok() || matches!(below.interval, Err(NoInterval::TooFewResamples { .. })));
    }

    #[test]
    fn bca_limits_follow_the_skew_and_percentiles_do_not() {
        let [plain, moved] = [Limits::Percentile, Limits::Bca]
            .map(|limits| of(&[2, 3, 2, 2, 2, 1], limits, |times| Ok(mean(times))).interval.unwrap());
        assert!(moved.low > plain.low && moved.high > plain.high, "{plain:?} {moved:?}");
    }
}
