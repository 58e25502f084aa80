use std::fmt;

/// How many resamples are drawn, from which seed, and how limits are taken from them.
///
/// The same seed gives the same digits on any machine and with any number of threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// How many resamples; 2,000 by default. Limits of 95 % need at least 39.
    pub resamples: u32,
    /// Chooses the random numbers.
    pub seed: u64,
    /// How limits are taken from the resamples.
    pub limits: Limits,
}

impl Default for Resampling {
    fn default() -> Resampling {
        Resampling { resamples: 2000, seed: 1, limits: Limits::Percentile }
    }
}

/// How the limits of an interval are taken from resamples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limits {
    /// The share (1 − level)/2 of resamples lies below the lower limit and as many above the upper one. Efron and
    /// Tibshirani (1993), *An Introduction to the Bootstrap*, ch. 13.
    #[default]
    Percentile,
    /// Percentiles moved for bias, and for a standard error that changes with the value (BCa). Efron (1987), *J. Amer.
    /// Statist. Assoc.* 82:171–185.
    Bca,
}

/// What a resample draws with replacement: what was sampled in the first place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Units, as if each had been sampled independently of the others.
    Units,
    /// Whole clusters of units, such as transcripts: units of one interview are not independent.
    Clusters,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Drawn::Units => "units",
            Drawn::Clusters => "clusters",
        })
    }
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Limits::Percentile => "percentile",
            Limits::Bca => "BCa",
        })
    }
}
