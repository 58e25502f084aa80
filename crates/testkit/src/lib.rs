//! For tests and benchmarks: generated studies, and a hermetic runner for the binary.

mod corpus;
mod generate;
mod sandbox;

pub use corpus::corpus;
pub use generate::{Size, generate};
pub use sandbox::{Outcome, Sandbox};
