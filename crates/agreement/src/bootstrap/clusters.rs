use super::statistics::Statistics;
use super::table::Table;
use crate::{Bootstrapped, Drawn, Error, Measure, Options, Ratings, Resampling, Undefined, resample};

/// Bootstraps measures over clusters of units: how would they vary if other transcripts had been sampled?
///
/// Takes one table per cluster, all with the same coders and categories. A resample draws as many clusters as there
/// are, with replacement, each with all of its units; the measures are those of the drawn units pooled. This is the
/// bootstrap for studies: what coders do with one turn of an interview tells something about what they do with the
/// next, and a bootstrap over units ([`bootstrap`](crate::bootstrap)) takes that for independent evidence.
///
/// A few clusters do not show how much clusters vary: with 10 to 20 a nominal 95 % covers some 90 %, and for rare codes
/// less ([`intervals`](crate::intervals)). [`Interval::cautions`](crate::Interval::cautions) says so for fewer than 20.
/// For one code take [`cluster_goodness_of_fit`](crate::cluster_goodness_of_fit) (two coders) or
/// [`cluster_profile_likelihood`](crate::cluster_profile_likelihood), which cover better with few clusters.
///
/// Digits depend neither on the order of clusters nor on anything else that [`bootstrap`](crate::bootstrap) names.
///
/// # Undefined when
///
/// The measure is undefined on all units pooled. With fewer than two clusters it has a value but no interval:
/// [`NoInterval::FewerThanTwo`](crate::NoInterval::FewerThanTwo).
///
/// # Errors
///
/// There are no clusters, or one of them has other coders, categories or scores than the first.
///
/// # Source
///
/// Davison and Hinkley (1997), *Bootstrap Methods and their Application*, § 3.8; Field and Welsh (2007), *J. R.
/// Statist. Soc. B* 69:369–390.
///
/// # Example
///
/// Three transcripts of four turns each, two coders, one code.
///
/// ```
/// use qualkit_agreement::{Caution, Measure, Options, Ratings, Resampling, cluster_bootstrap};
/// let transcripts = [
///     Ratings::from_confusion(&[[2, 1], [0, 1]])?,
///     Ratings::from_confusion(&[[1, 0], [1, 2]])?,
///     Ratings::from_confusion(&[[3, 0], [0, 1]])?,
/// ];
/// let measures = [Measure::CohenKappa];
/// let outcomes = cluster_bootstrap(&transcripts, &measures, &Options::default(), &Resampling::default())?;
/// let kappa = outcomes[0].as_ref().expect("both categories were used");
/// assert_eq!(kappa.estimate.units, 12);
/// assert_eq!(kappa.resampled.interval.clone()?.cautions(), [Caution::FewClusters { clusters: 3 }]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cluster_bootstrap(
    clusters: &[Ratings],
    measures: &[Measure],
    options: &Options,
    resampling: &Resampling,
) -> Result<Vec<Result<Bootstrapped, Undefined>>, Error> {
    let clusters: Vec<&Ratings> = clusters.iter().collect();
    let table = Table::new(&clusters, Statistics::interchangeable(options))?;
    let statistics = Statistics::new(&table, measures, options);
    let values = |drawn: &[u64]| statistics.values(&table.pooled(drawn));
    let once = vec![1; table.clusters()];
    let resampled = resample(&once, Drawn::Clusters, values, options.confidence, resampling);
    Ok(statistics.bootstrapped(&table.ratings, resampled))
}
