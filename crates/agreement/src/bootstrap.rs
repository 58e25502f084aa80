//! Resampling: standard errors and intervals from the data themselves.

mod alpha;
mod bca;
mod binomial;
mod canonical;
mod clusters;
mod krippendorff;
mod multinomial;
mod of_ratings;
mod refinement;
mod resample;
mod resampled;
mod resampling;
mod statistics;
mod stream;
mod table;
mod units;

pub use clusters::cluster_bootstrap;
pub use krippendorff::{KrippendorffBootstrap, krippendorff_bootstrap};
pub use of_ratings::bootstrap_ratings;
pub use resample::resample;
pub use resampled::Resampled;
pub use resampling::{Drawn, Limits, Resampling};
pub(crate) use table::pooled_ratings;
pub use units::{Bootstrapped, bootstrap};
