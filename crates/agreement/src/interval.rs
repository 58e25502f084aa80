use std::fmt;

use crate::distribution::{normal, student};
use crate::{Confidence, Options};

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
    /// Value ± t · SE with the linearised standard error of Gwet (2014), units sampled from an infinite population.
    GwetLinearised {
        /// Degrees of freedom of t.
        degrees_of_freedom: u64,
    },
    /// From t around an expectation that was sampled; covers the sampling and nothing else.
    SampledExpectation {
        /// Degrees of freedom of t.
        degrees_of_freedom: u64,
    },
    /// From the quantiles of F, exact for normal scores (Shrout and Fleiss 1979).
    FDistribution,
    /// From the quantiles of F with Satterthwaite's approximate degrees of freedom (McGraw and Wong 1996).
    Satterthwaite {
        /// The approximate degrees of freedom.
        degrees_of_freedom: f64,
    },
    /// Normal on the scale of Fisher's z, artanh of the value.
    FisherZ,
}

impl fmt::Display for IntervalMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IntervalMethod::FleissCohenEveritt => {
                f.write_str("normal, standard error by Fleiss, Cohen and Everitt (1969), upper end cut at 1")
            }
            IntervalMethod::GwetLinearised { degrees_of_freedom } => write!(
                f,
                "t with {degrees_of_freedom} degrees of freedom, linearised standard error by Gwet (2014), \
                 upper end cut at 1"
            ),
            IntervalMethod::SampledExpectation { degrees_of_freedom } => {
                write!(f, "t with {degrees_of_freedom} degrees of freedom around the sampled expected disorder")
            }
            IntervalMethod::FDistribution => f.write_str("F distribution, by Shrout and Fleiss (1979)"),
            IntervalMethod::Satterthwaite { degrees_of_freedom } => write!(
                f,
                "F distribution with about {degrees_of_freedom:.1} degrees of freedom, by McGraw and Wong (1996)"
            ),
            IntervalMethod::FisherZ => f.write_str("normal on the scale of Fisher's z"),
        }
    }
}

impl Interval {
    pub(crate) fn around(value: f64, standard_error: f64, method: IntervalMethod, options: &Options) -> Interval {
        let level = options.confidence.get();
        let multiple = match method {
            IntervalMethod::GwetLinearised { degrees_of_freedom }
            | IntervalMethod::SampledExpectation { degrees_of_freedom } => {
                student::half_width(level, degrees_of_freedom as f64)
            }
            _ => normal::half_width(level),
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
