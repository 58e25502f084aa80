use qualkit_agreement::{
    Bootstrapped, Drawn, Estimate, Interval, IntervalMethod, Measure, NoInterval, Options, Outcome, Ratings, Resampled,
    Resampling, Undefined, bootstrap, bootstrap_ratings, cluster_bootstrap, cluster_goodness_of_fit,
    cluster_profile_likelihood, estimates, goodness_of_fit, krippendorff_bootstrap, profile_likelihood,
};

use super::Asked;
use crate::{Clustered, NoUncertainty};

/// How intervals are made.
///
/// What a method is not made for has no interval by it, and the reason; never one by another method.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Intervals {
    /// From the standard error that the measure's source gives.
    #[default]
    Analytic,
    /// From that error and how far the value moves without each of the coders, who are a sample themselves: for measures
    /// of three coders or more.
    UnitsAndCoders,
    /// For one code, applied or not, the intervals that hold where it is rare: by goodness of fit for two coders, by
    /// profile likelihood for more, corrected for clusters if there are several. For kappas and alpha.
    OneCode,
    /// From resamples of units.
    Units(Resampling),
    /// From resamples of clusters, for units of one cluster are not independent.
    Clusters(Resampling),
    /// Krippendorff's bootstrap of pairs, for alpha.
    Krippendorff(Resampling),
}

/// From fewer clusters there are so few different resamples that an interval says nothing: of four, 35.
pub const FEWEST_CLUSTERS: usize = 5;

/// An outcome, and why it has no interval if it has none by the method asked for.
pub(crate) type Judged = (Outcome, Option<NoUncertainty>);

/// Measures with the intervals asked for.
pub(super) fn outcomes(
    ratings: &Clustered<Ratings>,
    measures: &[Measure],
    options: &Options,
    intervals: Intervals,
) -> Vec<Judged> {
    let analytic = || estimates(&ratings.all, measures, options).into_iter();
    let clusters = || -> Vec<Ratings> { ratings.clusters.iter().map(|cluster| cluster.ratings.clone()).collect() };
    match intervals {
        Intervals::Analytic => analytic().map(|outcome| (outcome, None)).collect(),
        Intervals::UnitsAndCoders => {
            let of_both = |measure: &Measure| match measure.estimate_units_and_coders(&ratings.all, options) {
                Ok(estimate @ Estimate { interval: None, .. }) => {
                    let few = ratings.all.coders() < 3;
                    without(Ok(estimate), if few { NoUncertainty::FewCoders } else { NoUncertainty::WithoutCoder })
                }
                outcome => (outcome, None),
            };
            measures.iter().map(of_both).collect()
        }
        Intervals::OneCode => {
            let of_one_code = |(mut outcome, measure): (Outcome, &Measure)| {
                let reason = of_one_code(&mut outcome, &ratings.all, &clusters(), *measure, options);
                (outcome, reason.map(NoUncertainty::Interval))
            };
            analytic().zip(measures).map(of_one_code).collect()
        }
        Intervals::Units(resampling) => {
            bootstrap(&ratings.all, measures, options, &resampling).into_iter().map(bootstrapped).collect()
        }
        Intervals::Clusters(_) if ratings.clusters.len() < FEWEST_CLUSTERS => {
            let reason = NoUncertainty::FewClusters { found: ratings.clusters.len() };
            analytic().map(|outcome| without(outcome, reason.clone())).collect()
        }
        Intervals::Clusters(resampling) => match cluster_bootstrap(&clusters(), measures, options, &resampling) {
            Ok(outcomes) => outcomes.into_iter().map(bootstrapped).collect(),
            Err(error) => {
                let reason = NoUncertainty::Interval(NoInterval::Clusters(error));
                analytic().map(|outcome| without(outcome, reason.clone())).collect()
            }
        },
        Intervals::Krippendorff(resampling) => {
            let of_pairs = |(outcome, measure): (Outcome, &Measure)| {
                if *measure != Measure::KrippendorffAlpha {
                    return without(outcome, NoUncertainty::AlphaOnly);
                }
                let found = krippendorff_bootstrap(&ratings.all, options, resampling.resamples, resampling.seed);
                match found.map_err(NoInterval::Undefined).and_then(|found| found.interval) {
                    Ok(interval) => with(outcome, Some(interval), None),
                    Err(reason) => without(outcome, reason.into()),
                }
            };
            analytic().zip(measures).map(of_pairs).collect()
        }
    }
}

/// A statistic that is none of the measures by name, with the interval asked for.
///
/// `interchangeable` says that it asks neither for the order of the categories nor for one of them.
pub(super) fn outcome_of(
    ratings: &Clustered<Ratings>,
    asked: &Asked,
    interchangeable: bool,
    statistic: impl Fn(&Ratings) -> Outcome + Sync,
) -> Judged {
    let outcome = statistic(&ratings.all);
    if outcome.is_err() {
        return (outcome, None);
    }
    let value = |ratings: &Ratings| vec![statistic(ratings).map(|found| found.value)];
    let resampled = |tables: &[&Ratings], drawn, resampling| -> Result<Resampled, NoInterval> {
        let confidence = asked.options.confidence;
        let found = bootstrap_ratings(tables, drawn, interchangeable, value, confidence, resampling)?;
        Ok(found.into_iter().next().expect("one statistic has one outcome")?)
    };
    let found = match &asked.intervals {
        Intervals::Analytic => return (outcome, None),
        Intervals::UnitsAndCoders => return without(outcome, NoUncertainty::NoSampleOfCoders),
        Intervals::OneCode => return without(outcome, NoUncertainty::KappasOnly),
        Intervals::Krippendorff(_) => return without(outcome, NoUncertainty::AlphaOnly),
        Intervals::Units(resampling) => resampled(&[&ratings.all], Drawn::Units, resampling),
        Intervals::Clusters(_) if ratings.clusters.len() < FEWEST_CLUSTERS => {
            return without(outcome, NoUncertainty::FewClusters { found: ratings.clusters.len() });
        }
        Intervals::Clusters(resampling) => {
            let tables: Vec<&Ratings> = ratings.clusters.iter().map(|cluster| &cluster.ratings).collect();
            resampled(&tables, Drawn::Clusters, resampling)
        }
    };
    match found {
        Ok(found) => judged(outcome, found),
        Err(reason) => without(outcome, reason.into()),
    }
}

fn bootstrapped(found: Result<Bootstrapped, Undefined>) -> Judged {
    match found {
        Ok(Bootstrapped { estimate, resampled }) => judged(Ok(estimate), resampled),
        Err(undefined) => (Err(undefined), None),
    }
}

pub(super) fn judged(outcome: Outcome, resampled: Resampled) -> Judged {
    match resampled.interval {
        Ok(interval) => with(outcome, Some(interval), resampled.standard_error),
        Err(reason) => {
            // An error of 0 would say that the value is sure.
            let error = resampled.standard_error.filter(|_| reason != NoInterval::AllResamplesEqual);
            let (outcome, _) = with(outcome, None, error);
            (outcome, Some(reason.into()))
        }
    }
}

/// The p-value of the formula does not belong to another interval.
fn with(outcome: Outcome, interval: Option<Interval>, standard_error: Option<f64>) -> Judged {
    (outcome.map(|estimate| Estimate { interval, standard_error, p_value: None, ..estimate }), None)
}

/// Takes off what another method made.
pub(super) fn without(outcome: Outcome, reason: NoUncertainty) -> Judged {
    let (outcome, _) = with(outcome, None, None);
    (outcome, Some(reason))
}

/// Gives an outcome the interval for one code, applied or not; gives the reason where there is none.
///
/// The interval does not come from the standard error of the formula, which would contradict it, and is taken off.
pub(crate) fn of_one_code(
    outcome: &mut Outcome,
    all: &Ratings,
    clusters: &[Ratings],
    measure: Measure,
    options: &Options,
) -> Option<NoInterval> {
    let Ok(estimate) = outcome else { return None };
    (estimate.standard_error, estimate.p_value, estimate.interval) = (None, None, None);
    let found: Result<Interval, NoInterval> = match (all.coders(), clusters.len()) {
        (2, 0 | 1) => goodness_of_fit(all, measure, options),
        (2, _) => cluster_goodness_of_fit(clusters, measure, options),
        (_, 0 | 1) => profile_likelihood(all, measure, options),
        (_, _) => cluster_profile_likelihood(clusters, measure, options),
    };
    match found {
        Ok(interval) => {
            estimate.interval = Some(if clusters.len() == 1 { of_one_cluster(interval) } else { interval });
            None
        }
        Err(reason) => Some(reason),
    }
}

/// An interval that takes units to be independent, which all come from one cluster: nothing shows how clusters differ.
fn of_one_cluster(interval: Interval) -> Interval {
    let method = match interval.method {
        IntervalMethod::GoodnessOfFit { .. } => IntervalMethod::GoodnessOfFit { clusters: Some(1) },
        IntervalMethod::ProfileLikelihood { .. } => IntervalMethod::ProfileLikelihood { clusters: Some(1) },
        method => method,
    };
    Interval { method, ..interval }
}
