use crate::Drawn;

/// Fewer clusters than this do not show how much clusters vary.
const FEW_CLUSTERS: u64 = 20;
/// If a larger share of resamples is undefined, the others are a choice of the luckier samples.
const UNDEFINED_SHARE: f64 = 0.05;

/// Says why an interval is to be read with care.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Caution {
    /// There are so few clusters that the interval is likely to be too narrow.
    #[error("{}: the interval is likely to be too narrow", few(*clusters))]
    FewClusters {
        /// How many there are.
        clusters: u64,
    },
    /// The measure is undefined in many resamples; the interval describes the others only.
    #[error("the measure is undefined in {undefined} of {resamples} resamples; the interval rests on the others")]
    OftenUndefined {
        /// Resamples in which it is undefined.
        undefined: u32,
        /// All resamples.
        resamples: u32,
    },
}

fn few(clusters: u64) -> String {
    match clusters {
        1 => "one cluster does not show how clusters differ".to_owned(),
        _ => format!("{clusters} clusters are few"),
    }
}

/// What is to be said of a bootstrap interval.
pub(crate) fn of_bootstrap(drawn: Drawn, items: u64, undefined: u32, resamples: u32) -> Vec<Caution> {
    let mut cautions = if drawn == Drawn::Clusters { few_clusters(items) } else { Vec::new() };
    if f64::from(undefined) > UNDEFINED_SHARE * f64::from(resamples) {
        cautions.push(Caution::OftenUndefined { undefined, resamples });
    }
    cautions
}

/// What is to be said of an interval that rests on how much clusters vary.
pub(crate) fn few_clusters(clusters: u64) -> Vec<Caution> {
    if clusters < FEW_CLUSTERS { vec![Caution::FewClusters { clusters }] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_clusters_and_undefined_resamples_are_said() {
        assert_eq!(of_bootstrap(Drawn::Units, 5, 100, 2000), []);
        assert_eq!(of_bootstrap(Drawn::Clusters, 20, 0, 2000), []);
        assert_eq!(
            of_bootstrap(Drawn::Clusters, 19, 101, 2000),
            [Caution::FewClusters { clusters: 19 }, Caution::OftenUndefined { undefined: 101, resamples: 2000 }]
        );
        assert_eq!(
            Caution::FewClusters { clusters: 1 }.to_string(),
            "one cluster does not show how clusters differ: the interval is likely to be too narrow"
        );
    }
}
