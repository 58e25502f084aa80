use qualkit_agreement::{Drawn, NoInterval, Options, Outcome, Resampling, SetRatings, Undefined, resample};

use super::intervals::{FEWEST_CLUSTERS, Intervals, Judged, judged, without};
use crate::coded_units::{SetRow, put_together, rows};
use crate::{Clustered, NoUncertainty};

/// Statistics of sets of codes, with the intervals asked for, or why there is none. `values` gives them, always as many
/// and in the same order, with the interval that their formula has.
///
/// From fewer than [`FEWEST_CLUSTERS`] clusters no interval is made of resampled ones, and none of the formula is told
/// in its place, which would take units to be independent. [`Intervals::UnitsAndCoders`], [`Intervals::OneCode`] and
/// [`Intervals::Krippendorff`] are not for sets; what is asked of sets with them has the interval of the formula.
pub(crate) fn outcomes(
    sets: &Clustered<SetRatings>,
    values: impl Fn(&SetRatings) -> Vec<Outcome> + Sync,
    options: &Options,
    intervals: Intervals,
) -> Vec<Judged> {
    let outcomes = values(&sets.all);
    let (kinds, drawn, resampling): (Vec<Kind<'_>>, Drawn, Resampling) = match intervals {
        Intervals::Analytic | Intervals::UnitsAndCoders | Intervals::OneCode | Intervals::Krippendorff(_) => {
            return outcomes.into_iter().map(|outcome| (outcome, None)).collect();
        }
        Intervals::Units(resampling) => {
            let distinct = rows(&sets.all).into_iter();
            (distinct.map(|(row, units)| Kind::new(vec![(row, 1)], units)).collect(), Drawn::Units, resampling)
        }
        Intervals::Clusters(resampling) => {
            let of_cluster = sets.clusters.iter().map(|cluster| Kind::new(rows(&cluster.ratings), 1));
            (of_cluster.collect(), Drawn::Clusters, resampling)
        }
    };
    if drawn == Drawn::Clusters && kinds.len() < FEWEST_CLUSTERS {
        let reason = NoUncertainty::FewClusters { found: kinds.len() };
        return outcomes.into_iter().map(|outcome| without(outcome, reason.clone())).collect();
    }
    let mut kinds = kinds;
    kinds.sort_by(|one, other| one.key.cmp(&other.key));
    let (codes, coders) = (sets.all.codes(), sets.all.coders());
    let statistics = |times: &[u64]| -> Vec<Result<f64, Undefined>> {
        let drawn = kinds.iter().zip(times).filter(|(_, times)| **times > 0);
        let drawn =
            drawn.flat_map(|(kind, times)| kind.rows.iter().map(move |(row, units)| (row.clone(), units * times)));
        let found = values(&put_together(drawn, codes, coders));
        found.into_iter().map(|outcome| outcome.map(|estimate| estimate.value)).collect()
    };
    let multiplicities: Vec<u64> = kinds.iter().map(|kind| kind.times).collect();
    let found = resample(&multiplicities, drawn, statistics, options.confidence, &resampling);
    let with_interval = |(outcome, found)| match found {
        Ok(found) => judged(outcome, found),
        Err(undefined) => without(outcome, NoUncertainty::Interval(NoInterval::Undefined(undefined))),
    };
    outcomes.into_iter().zip(found).map(with_interval).collect()
}

/// Units that are drawn together.
struct Kind<'s> {
    rows: Vec<SetRow<'s>>,
    /// How many such things there are.
    times: u64,
    /// What they are, whatever the order of coders and units: things are drawn in the order of this.
    key: (Vec<SetRow<'s>>, u64),
}

impl<'s> Kind<'s> {
    fn new(rows: Vec<SetRow<'s>>, times: u64) -> Kind<'s> {
        let mut key = rows.clone();
        for (row, _) in &mut key {
            row.sort_unstable();
        }
        key.sort_unstable();
        Kind { rows, times, key: (key, times) }
    }
}
