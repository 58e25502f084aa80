use qualkit_agreement::{
    Interval, Measure, NoInterval, Options, Outcome, Ratings, Resampling, bootstrap, cluster_bootstrap,
    cluster_goodness_of_fit, cluster_profile_likelihood, estimates, goodness_of_fit, krippendorff_bootstrap,
    profile_likelihood,
};

use crate::Clustered;

/// How intervals are made.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Intervals {
    /// From the standard error that the measure's source gives.
    #[default]
    Analytic,
    /// For one code, applied or not, the intervals that hold where it is rare: by goodness of fit for two coders, by
    /// profile likelihood for more, corrected for clusters if there are several. For kappas and alpha; the others as
    /// [`Intervals::Analytic`], but none where there are clusters.
    OneCode,
    /// From resamples of units.
    Units(Resampling),
    /// From resamples of clusters, for units of one cluster are not independent.
    Clusters(Resampling),
    /// Krippendorff's bootstrap of pairs, for alpha; the others as [`Intervals::Analytic`].
    Krippendorff(Resampling),
}

/// From fewer clusters there are so few different resamples that an interval says nothing: of four, 35.
pub const FEWEST_CLUSTERS: usize = 5;

/// Measures with the intervals asked for.
pub(super) fn outcomes(
    ratings: &Clustered<Ratings>,
    measures: &[Measure],
    options: &Options,
    intervals: Intervals,
) -> Vec<Outcome> {
    let analytic = || estimates(&ratings.all, measures, options);
    let clusters = || -> Vec<Ratings> { ratings.clusters.iter().map(|cluster| cluster.ratings.clone()).collect() };
    match intervals {
        Intervals::Analytic => analytic(),
        Intervals::OneCode => {
            let mut outcomes = analytic();
            for (measure, outcome) in measures.iter().zip(&mut outcomes) {
                of_one_code(outcome, &ratings.all, &clusters(), *measure, options);
            }
            outcomes
        }
        Intervals::Units(resampling) => {
            let outcomes = bootstrap(&ratings.all, measures, options, &resampling);
            outcomes.into_iter().map(|outcome| outcome.map(|found| found.estimate)).collect()
        }
        Intervals::Clusters(_) if ratings.clusters.len() < FEWEST_CLUSTERS => {
            let mut outcomes = analytic();
            for estimate in outcomes.iter_mut().flatten() {
                (estimate.standard_error, estimate.interval, estimate.p_value) = (None, None, None);
            }
            outcomes
        }
        Intervals::Clusters(resampling) => {
            match cluster_bootstrap(&clusters(), measures, options, &resampling) {
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

/// Gives an outcome the interval for one code, applied or not; without clusters, measures that have none keep theirs.
pub(crate) fn of_one_code(
    outcome: &mut Outcome,
    all: &Ratings,
    clusters: &[Ratings],
    measure: Measure,
    options: &Options,
) {
    let Ok(estimate) = outcome else { return };
    let found: Result<Interval, NoInterval> = match (all.coders(), clusters.len()) {
        (2, 0 | 1) => goodness_of_fit(all, measure, options),
        (2, _) => cluster_goodness_of_fit(clusters, measure, options),
        (_, 0 | 1) => profile_likelihood(all, measure, options),
        (_, _) => cluster_profile_likelihood(clusters, measure, options),
    };
    match found {
        Ok(interval) => estimate.interval = Some(interval),
        // Percent agreement and other measures than kappas and alpha have no such interval. Where units come in
        // clusters, theirs would take them to be independent.
        Err(NoInterval::NotForMeasure { .. } | NoInterval::Weighted) if clusters.len() < 2 => return,
        Err(_) => estimate.interval = None,
    }
    // The interval does not come from the standard error of the formula, and would contradict it.
    estimate.standard_error = None;
    estimate.p_value = None;
}
