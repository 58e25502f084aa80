//! How many units to code, before coding them.

mod alpha;
mod cohen;
mod common_correlation;
mod linear_program;
mod plan;
mod rare_code;
mod simulation;

pub use alpha::alpha_sample_size;
pub use cohen::{cohen_kappa_power, cohen_kappa_sample_size, cohen_kappa_sample_size_largest_variance};
pub use common_correlation::CommonCorrelation;
pub use plan::{SampleSize, Sides, TestPlan};
pub use rare_code::units_for_occurrences;
pub use simulation::{SimulatedCoders, SimulatedWidth};
