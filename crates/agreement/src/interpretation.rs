//! What a coefficient's size is called, by whom, and whether it is enough.

mod benchmark;
mod decision;
mod scale;

pub use benchmark::{Benchmark, Membership, benchmark};
pub use decision::{Criterion, at_least};
pub use scale::{Label, Scale, ScaleLevel};
