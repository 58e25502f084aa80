#![doc = include_str!("../README.md")]

mod border;
mod borne;
mod compare;
mod compared;
mod comparison;
mod disagreement;
mod disagreements;
mod error;
mod judged;
mod judging;
mod pool;
mod ratings_table;
mod unit;
mod units_table;

pub use compare::compare;
pub use compared::Compared;
pub use comparison::{
    CodeAgreement, ComparedTranscript, Comparison, PairAgreement, PooledAgreement, PooledOutcome, PooledPair,
};
pub use disagreement::{CoderHere, Disagreement, DisagreementKind};
pub use disagreements::disagreements;
pub use error::CompareError;
pub use judging::{Judging, Overlap, UnknownOverlap};
pub use ratings_table::{
    Cluster, Clustered, Data, Layout, RatingsError, RatingsTable, Reading, Spans, UnknownLayout, read_ratings,
    read_weights,
};
pub use unit::{Unit, UnknownUnit, units};
pub use units_table::{UnitRow, units_table};
