#![doc = include_str!("../README.md")]

mod applied;
mod bangdiwala_b;
mod bootstrap;
mod brennan_prediger;
mod caution;
mod chance_term;
mod coder_sampling;
mod cohen_kappa;
mod coincidences;
mod confusion;
mod conger_kappa;
mod continuum;
mod deviations;
mod disagreement;
mod distribution;
mod error;
mod estimate;
mod estimates;
mod exact_sum;
mod fixed;
mod fleiss_kappa;
mod goodness_of_fit;
mod gwet_ac;
mod holsti;
mod interval;
mod krippendorff_alpha;
mod level;
mod light_kappa;
mod lotus;
mod measure;
mod metric;
mod no_interval;
mod null_test;
mod options;
mod percent_agreement;
mod pooled;
mod profile_likelihood;
mod ratings;
mod rows;
mod scott_pi;
mod specific_agreement;
mod sum;
mod summary;
mod symbols;
mod tally;
mod two_by_two;
mod unanimity;
mod undefined;
mod units;
mod weights;

pub use bangdiwala_b::bangdiwala_b;
pub use bootstrap::{
    Bootstrapped, Drawn, KrippendorffBootstrap, Limits, Resampled, Resampling, bootstrap, cluster_bootstrap,
    krippendorff_bootstrap, resample,
};
pub use brennan_prediger::brennan_prediger;
pub use caution::Caution;
pub use cohen_kappa::{cohen_kappa, cohen_kappa_category_2x2, cohen_kappa_null_test};
pub use confusion::{Confusion, confusion};
pub use conger_kappa::conger_kappa;
pub use continuum::{Continuum, Segment};
pub use error::Error;
pub use estimate::{Chance, Estimate, Outcome};
pub use estimates::estimates;
pub use fleiss_kappa::{fleiss_kappa, fleiss_kappa_category, fleiss_kappa_null_test};
pub use goodness_of_fit::{cluster_goodness_of_fit, goodness_of_fit};
pub use gwet_ac::gwet_ac;
pub use holsti::holsti;
pub use interval::{Interval, IntervalMethod};
pub use krippendorff_alpha::{krippendorff_alpha, krippendorff_alpha_category, krippendorff_alpha_gwet};
pub use level::{Distances, Level};
pub use light_kappa::light_kappa;
pub use lotus::{lotus, lotus_by_coder, s_lotus};
pub use measure::Measure;
pub use no_interval::NoInterval;
pub use null_test::NullTest;
pub use options::{Confidence, Options};
pub use percent_agreement::percent_agreement;
pub use pooled::{Pooled, pooled};
pub use profile_likelihood::{cluster_profile_likelihood, profile_likelihood};
pub use ratings::Ratings;
pub use scott_pi::scott_pi;
pub use specific_agreement::specific_agreement;
pub use symbols::Symbols;
pub use two_by_two::{TwoByTwo, two_by_two};
pub use unanimity::percent_agreement_all_coders;
pub use undefined::Undefined;
pub use weights::{WeightMatrix, Weights};

#[doc = include_str!("../INTERVALS.md")]
pub mod intervals {}
