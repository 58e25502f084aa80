use qualkit_agreement::{
    Measure, Options, Outcome, Ratings, Resampling, bootstrap, cluster_bootstrap, estimates, krippendorff_bootstrap,
};

use crate::Clustered;

/// How intervals are made.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Intervals {
    /// From the standard error that the measure's source gives.
    #[default]
    Analytic,
    /// From resamples of units.
    Units(Resampling),
    /// From resamples of clusters, for units of one cluster are not independent.
    Clusters(Resampling),
    /// Krippendorff's bootstrap of pairs, for alpha; the others as [`Intervals::Analytic`].
    Krippendorff(Resampling),
}

/// Measures with the intervals asked for.
pub(super) fn outcomes(
    ratings: &Clustered<Ratings>,
    measures: &[Measure],
    options: &Options,
    intervals: Intervals,
) -> Vec<Outcome> {
    let analytic = || estimates(&ratings.all, measures, options);
    match intervals {
        Intervals::Analytic => analytic(),
        Intervals::Units(resampling) => {
            let outcomes = bootstrap(&ratings.all, measures, options, &resampling);
            outcomes.into_iter().map(|outcome| outcome.map(|found| found.estimate)).collect()
        }
        Intervals::Clusters(resampling) => {
            let clusters: Vec<Ratings> = ratings.clusters.iter().map(|cluster| cluster.ratings.clone()).collect();
            match cluster_bootstrap(&clusters, measures, options, &resampling) {
                Ok(outcomes) => outcomes.into_iter().map(|outcome| outcome.map(|found| found.estimate)).collect(),
                // Clusters of one table differ in nothing but their units: there are none.
                Err(_) => analytic(),
            }
        }
        Intervals::Krippendorff(resampling) => {
            let mut outcomes = analytic();
            for (measure, outcome) in measures.iter().zip(&mut outcomes) {
                let Ok(estimate) = outcome else { continue };
                if *measure != Measure::KrippendorffAlpha {
                    continue;
                }
                let found = krippendorff_bootstrap(&ratings.all, options, resampling.resamples, resampling.seed);
                estimate.interval = found.ok().and_then(|found| found.interval.ok());
                estimate.standard_error = None;
                estimate.p_value = None;
            }
            outcomes
        }
    }
}
