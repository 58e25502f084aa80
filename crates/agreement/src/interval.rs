use std::fmt;

use crate::caution::{Caution, few_clusters, of_bootstrap};
use crate::distribution::{normal, student};
use crate::{Confidence, Drawn, Limits, Options};

/// A confidence interval, with the way it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end, at most 1.
    pub high: f64,
    /// Confidence level.
    pub level: Confidence,
    /// How it was computed.
    pub method: IntervalMethod,
}

/// How an interval was computed.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum IntervalMethod {
    /// Value ± z · SE with the large-sample standard error of Fleiss, Cohen and Everitt (1969).
    FleissCohenEveritt,
    /// Value ± t · SE with the linearised standard error of Gwet (2014), units sampled: from a population without end,
    /// or from the one given in [`Options::population`].
    GwetLinearised {
        /// Degrees of freedom of t.
        degrees_of_freedom: u64,
    },
    /// As [`GwetLinearised`](IntervalMethod::GwetLinearised), with the variance of the cross-table of two coders, which
    /// divides by n instead of n − 1: [`two_coder_table`](crate::two_coder_table).
    GwetTable {
        /// Degrees of freedom of t.
        degrees_of_freedom: u64,
    },
    /// From t around an expectation that was sampled; covers the sampling and nothing else.
    SampledExpectation {
        /// Degrees of freedom of t.
        degrees_of_freedom: u64,
    },
    /// Exact for a binomial proportion (Clopper and Pearson 1934).
    ClopperPearson,
    /// Value ± z · SE, where the value is a difference of two shares of the same units: (p_1 + p_2 − (p_1 − p_2)²)/n is
    /// the variance, with the covariance of the two (McNemar 1947).
    SharesOfSameUnits,
    /// Value ± z · SE, where the two shares are taken to come from different units: for comparison with epiR.
    SharesOfDifferentUnits,
    /// From the quantiles of F, exact for normal scores (Shrout and Fleiss 1979).
    FDistribution,
    /// From the quantiles of F with Satterthwaite's approximate degrees of freedom (McGraw and Wong 1996).
    Satterthwaite {
        /// The approximate degrees of freedom.
        degrees_of_freedom: f64,
    },
    /// Normal on the scale of Fisher's z, artanh of the value.
    FisherZ,
    /// Value ± t · SE, where the standard error is the spread of each unit's first-order effect on the value (the delta
    /// method), units sampled.
    Linearised {
        /// Degrees of freedom of t.
        degrees_of_freedom: u64,
    },
    /// Value ± t · SE with Gwet's (2008) unconditional standard error: units sampled, and coders too.
    GwetUnitsAndCoders {
        /// Degrees of freedom of t, after Satterthwaite, rounded down.
        degrees_of_freedom: u64,
    },
    /// Limits from resamples of the data: [`bootstrap`](crate::bootstrap),
    /// [`cluster_bootstrap`](crate::cluster_bootstrap).
    Bootstrap {
        /// What was drawn.
        drawn: Drawn,
        /// How many of them there are, and in each resample.
        items: u64,
        /// How limits were taken.
        limits: Limits,
        /// How many resamples.
        resamples: u32,
        /// Those of them in which the measure is undefined; limits rest on the others.
        undefined: u32,
        /// The seed.
        seed: u64,
    },
    /// Krippendorff's bootstrap of pairs: [`krippendorff_bootstrap`](crate::krippendorff_bootstrap).
    KrippendorffBootstrap {
        /// Pairs of ratings in each resample.
        pairs: u64,
        /// How many resamples.
        resamples: u32,
        /// The seed.
        seed: u64,
    },
    /// Inverted test of goodness of fit by Donner and Eliasziw (1992): [`goodness_of_fit`](crate::goodness_of_fit).
    GoodnessOfFit {
        /// How many clusters the units come from; none is known where units are taken to be independent, and one shows
        /// no difference to correct for.
        clusters: Option<usize>,
    },
    /// Profile likelihood of the counts: [`profile_likelihood`](crate::profile_likelihood).
    ProfileLikelihood {
        /// How many clusters the units come from; none is known where units are taken to be independent, and one shows
        /// no difference to correct for.
        clusters: Option<usize>,
    },
}

impl fmt::Display for IntervalMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IntervalMethod::FleissCohenEveritt => {
                f.write_str("normal, standard error by Fleiss, Cohen and Everitt (1969), upper end cut at 1")
            }
            IntervalMethod::GwetLinearised { degrees_of_freedom } => write!(
                f,
                "t with {}, linearised standard error by Gwet (2014), upper end cut at 1",
                degrees(*degrees_of_freedom)
            ),
            IntervalMethod::GwetTable { degrees_of_freedom } => write!(
                f,
                "t with {}, linearised standard error of the cross-table by Gwet (2014), which divides by n, upper end \
                 cut at 1",
                degrees(*degrees_of_freedom)
            ),
            IntervalMethod::SampledExpectation { degrees_of_freedom } => write!(
                f,
                "t with {} around the expected disorder, which was sampled: covers that sampling, not other texts or \
                 coders",
                degrees(*degrees_of_freedom)
            ),
            IntervalMethod::SharesOfSameUnits => {
                f.write_str("normal, variance of a difference of two shares of the same units")
            }
            IntervalMethod::SharesOfDifferentUnits => {
                f.write_str("normal, the two shares taken to come from different units, as in epiR")
            }
            IntervalMethod::ClopperPearson => f.write_str("exact, by Clopper and Pearson (1934)"),
            IntervalMethod::FDistribution => f.write_str("F distribution, by Shrout and Fleiss (1979)"),
            IntervalMethod::Satterthwaite { degrees_of_freedom } => write!(
                f,
                "F distribution with about {degrees_of_freedom:.1} degrees of freedom, by McGraw and Wong (1996)"
            ),
            IntervalMethod::FisherZ => f.write_str("normal on the scale of Fisher's z"),
            IntervalMethod::Linearised { degrees_of_freedom } => {
                write!(f, "t with {}, linearised standard error, upper end cut at 1", degrees(*degrees_of_freedom))
            }
            IntervalMethod::GwetUnitsAndCoders { degrees_of_freedom } => write!(
                f,
                "t with {}, standard error for units and coders by Gwet (2008), upper end cut at 1",
                degrees(*degrees_of_freedom)
            ),
            IntervalMethod::Bootstrap { drawn, items, limits, resamples, undefined, seed } => {
                write!(f, "{limits} bootstrap, {resamples} resamples of {items} {drawn}, seed {seed}")?;
                if *undefined > 0 { write!(f, ", {undefined} of them undefined") } else { Ok(()) }
            }
            IntervalMethod::KrippendorffBootstrap { pairs, resamples, seed } => {
                write!(f, "Krippendorff's bootstrap (KALPHA), {resamples} resamples of {pairs} pairs, seed {seed}")
            }
            IntervalMethod::GoodnessOfFit { clusters } => {
                f.write_str("goodness of fit, Donner and Eliasziw (1992)")?;
                write_clusters(f, *clusters)
            }
            IntervalMethod::ProfileLikelihood { clusters } => {
                f.write_str("profile likelihood")?;
                write_clusters(f, *clusters)
            }
        }
    }
}

impl IntervalMethod {
    /// Degrees of freedom of t; none where the interval is normal.
    pub(crate) fn degrees_of_freedom(self) -> Option<u64> {
        match self {
            IntervalMethod::GwetLinearised { degrees_of_freedom }
            | IntervalMethod::GwetTable { degrees_of_freedom }
            | IntervalMethod::Linearised { degrees_of_freedom }
            | IntervalMethod::GwetUnitsAndCoders { degrees_of_freedom }
            | IntervalMethod::SampledExpectation { degrees_of_freedom } => Some(degrees_of_freedom),
            _ => None,
        }
    }

    /// How likely a value at least as large is if the true one is 0: one-sided. None without variation.
    pub(crate) fn p_value(self, value: f64, standard_error: f64) -> Option<f64> {
        let distance = (standard_error > 0.0).then(|| value / standard_error)?;
        Some(match self.degrees_of_freedom() {
            None => normal::sf(distance),
            Some(degrees) => student::sf(distance, degrees as f64),
        })
    }
}

fn degrees(degrees: u64) -> String {
    format!("{degrees} {} of freedom", if degrees == 1 { "degree" } else { "degrees" })
}

fn write_clusters(f: &mut fmt::Formatter<'_>, clusters: Option<usize>) -> fmt::Result {
    match clusters {
        Some(1) => f.write_str(", units of the one cluster taken to be independent"),
        Some(clusters) => write!(f, ", corrected for {clusters} clusters"),
        None => Ok(()),
    }
}

impl Interval {
    /// Says why the interval is to be read with care; nothing, where there is no reason.
    ///
    /// # Example
    ///
    /// The interval of [`cluster_goodness_of_fit`](crate::cluster_goodness_of_fit) from two transcripts.
    ///
    /// ```
    /// use qualkit_agreement::{Caution, Measure, Options, Ratings, cluster_goodness_of_fit};
    /// let transcripts = [Ratings::from_confusion(&[[9, 1], [0, 5]])?, Ratings::from_confusion(&[[12, 0], [1, 2]])?];
    /// let interval = cluster_goodness_of_fit(&transcripts, Measure::CohenKappa, &Options::default())?;
    /// assert_eq!(interval.cautions(), [Caution::FewClusters { clusters: 2 }]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cautions(&self) -> Vec<Caution> {
        match self.method {
            IntervalMethod::Bootstrap { drawn, items, resamples, undefined, .. } => {
                of_bootstrap(drawn, items, undefined, resamples)
            }
            IntervalMethod::GoodnessOfFit { clusters: Some(clusters) }
            | IntervalMethod::ProfileLikelihood { clusters: Some(clusters) } => few_clusters(clusters as u64),
            _ => Vec::new(),
        }
    }

    pub(crate) fn around(value: f64, standard_error: f64, method: IntervalMethod, options: &Options) -> Interval {
        let level = options.confidence.get();
        let multiple = match method.degrees_of_freedom() {
            None => normal::half_width(level),
            Some(degrees) => student::half_width(level, degrees as f64),
        };
        let half = multiple * standard_error;
        Interval { low: value - half, high: (value + half).min(1.0), level: options.confidence, method }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_end_is_cut_at_one_and_the_lower_is_not_moved() {
        let method = IntervalMethod::FleissCohenEveritt;
        let interval = Interval::around(0.9, 0.1, method, &Options::default());
        assert_eq!(interval.high, 1.0);
        assert!((interval.low - 0.704_003_601_545_994_6).abs() < 1e-12);
    }
}
