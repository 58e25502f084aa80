#![doc = include_str!("../README.md")]

mod cohen_kappa;
mod confusion;
mod continuum;
mod counts;
mod error;
mod estimate;
mod fleiss_kappa;
mod gamma;
mod interval;
mod krippendorff_alpha;
mod options;
mod percent_agreement;
mod pooled;
mod quantile;
mod ratings;
mod standard_error;
mod sum;
mod tally;
mod two_by_two;
mod undefined;
mod weights;

pub use cohen_kappa::cohen_kappa;
pub use confusion::{Confusion, confusion};
pub use continuum::{Continuum, Segment};
pub use counts::Counts;
pub use error::Error;
pub use estimate::{Chance, Estimate, Outcome};
pub use fleiss_kappa::fleiss_kappa;
pub use gamma::{
    Alignment, Categorical, Dissimilarity, Gamma, GammaOptions, GammaValue, PairWeight, Sampler, Samples,
    best_alignment, gamma,
};
pub use interval::{Interval, IntervalMethod};
pub use krippendorff_alpha::krippendorff_alpha;
pub use options::{Confidence, Options};
pub use percent_agreement::percent_agreement;
pub use pooled::{Pooled, pooled};
pub use ratings::Ratings;
pub use two_by_two::{TwoByTwo, two_by_two};
pub use undefined::Undefined;
pub use weights::Weights;
