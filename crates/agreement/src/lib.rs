#![doc = include_str!("../README.md")]

mod applied;
mod bootstrap;
mod caution;
mod chance_term;
mod cohen_kappa;
mod coincidences;
mod confusion;
mod continuum;
mod disagreement;
mod error;
mod estimate;
mod exact_sum;
mod fleiss_kappa;
mod goodness_of_fit;
mod interval;
mod krippendorff_alpha;
mod level;
mod measure;
mod metric;
mod no_interval;
mod options;
mod percent_agreement;
mod pooled;
mod profile_likelihood;
mod quantile;
mod ratings;
mod rows;
mod sum;
mod summary;
mod symbols;
mod tally;
mod two_by_two;
mod undefined;
mod units;
mod weights;

pub use bootstrap::{
    Bootstrapped, Drawn, KrippendorffBootstrap, Limits, Resampled, Resampling, bootstrap, cluster_bootstrap,
    krippendorff_bootstrap, resample,
};
pub use caution::Caution;
pub use cohen_kappa::cohen_kappa;
pub use confusion::{Confusion, confusion};
pub use continuum::{Continuum, Segment};
pub use error::Error;
pub use estimate::{Chance, Estimate, Outcome};
pub use fleiss_kappa::fleiss_kappa;
pub use goodness_of_fit::{cluster_goodness_of_fit, goodness_of_fit};
pub use interval::{Interval, IntervalMethod};
pub use krippendorff_alpha::krippendorff_alpha;
pub use level::{Distances, Level};
pub use measure::Measure;
pub use no_interval::NoInterval;
pub use options::{Confidence, Options};
pub use percent_agreement::percent_agreement;
pub use pooled::{Pooled, pooled};
pub use profile_likelihood::{cluster_profile_likelihood, profile_likelihood};
pub use ratings::Ratings;
pub use symbols::Symbols;
pub use two_by_two::{TwoByTwo, two_by_two};
pub use undefined::Undefined;
pub use weights::{WeightMatrix, Weights};

/// Which interval holds where.
pub mod intervals {}
