use super::statistics::Statistics;
use super::table::Table;
use crate::{Drawn, Estimate, Measure, Options, Ratings, Resampled, Resampling, Undefined, resample};

/// A measure with the standard error and the interval that resamples give it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bootstrapped {
    /// The measure on the ratings as they are. Its standard error and its interval come from the resamples; it has no
    /// p-value.
    pub estimate: Estimate,
    /// What the resamples say: why there is no interval, where there is none, and in how many the measure is undefined.
    pub resampled: Resampled,
}

/// Bootstraps measures over units: how would they vary if other units had been sampled?
///
/// A resample draws as many units as the table has, with replacement, rated or not; all measures see the same
/// resamples. As measures depend only on how many units have which row, one binomial draw for each distinct row makes a
/// resample, exactly.
///
/// **Units must have been sampled independently.** The turns of one interview are not: use
/// [`cluster_bootstrap`](crate::cluster_bootstrap) with one table per transcript. Nor does resampling help where a code
/// is rare: a table of 44 units with two positive ones has resamples without any. For one code take
/// [`goodness_of_fit`](crate::goodness_of_fit) (two coders) or [`profile_likelihood`](crate::profile_likelihood) (any
/// number); [`intervals`](crate::intervals) has the figures.
///
/// No digit depends on the number of threads or on the order of units or coders; nor on the order or the names of
/// categories as long as weights and level do not ask for it (identity, nominal). The outcomes are in the order of
/// `measures`.
///
/// # Undefined when
///
/// The measure is undefined on the ratings themselves. Resamples in which it is undefined, say because only one
/// category was drawn, are counted in [`Resampled::undefined`].
///
/// # Source
///
/// Efron and Tibshirani (1993), *An Introduction to the Bootstrap*. Gwet (2014), *Handbook of Inter-Rater Reliability*,
/// 4th ed., takes units to be sampled, too.
///
/// # Example
///
/// Ten units by three coders, kappa and alpha on the same 2,000 resamples.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, Resampling, bootstrap};
/// let ratings = Ratings::from_counts([[3, 0], [3, 0], [2, 1], [0, 3], [0, 3], [1, 2], [3, 0], [0, 3], [2, 1], [0, 3]])?;
/// let measures = [Measure::FleissKappa, Measure::KrippendorffAlpha];
/// let outcomes = bootstrap(&ratings, &measures, &Options::default(), &Resampling::default());
/// let alpha = outcomes[1].as_ref().expect("both categories were used");
/// let interval = alpha.resampled.interval.clone()?;
/// assert!(interval.low < alpha.estimate.value && alpha.estimate.value < interval.high);
/// assert_eq!(interval.method.to_string(), "percentile bootstrap, 2000 resamples of 10 units, seed 1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bootstrap(
    ratings: &Ratings,
    measures: &[Measure],
    options: &Options,
    resampling: &Resampling,
) -> Vec<Result<Bootstrapped, Undefined>> {
    let table = Table::new(&[ratings], Statistics::interchangeable(options)).expect("a table has the shape of itself");
    let statistics = Statistics::new(&table, measures, options);
    let times = &table.times;
    let resampled = resample(times, Drawn::Units, |times| statistics.values(times), options.confidence, resampling);
    statistics.bootstrapped(ratings, resampled)
}
