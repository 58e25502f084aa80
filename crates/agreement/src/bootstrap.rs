//! Resampling: standard errors and intervals from the data themselves.

mod bca;
mod binomial;
mod canonical;
mod multinomial;
mod resample;
mod resampled;
mod resampling;
mod stream;

pub use resample::resample;
pub use resampled::Resampled;
pub use resampling::{Drawn, Limits, Resampling};
