#![doc = include_str!("../README.md")]

mod asked;
mod borne;
mod coded_units;
mod compare;
mod compared;
mod comparison;
mod diagnosed;
mod disagreement;
mod disagreements;
mod error;
mod judged;
mod judging;
mod measured;
mod other_programs;
mod pool;
mod rated;
mod ratings_table;
mod unit;
mod units_table;

pub use asked::{
    Asked, Choice, FEWEST_CLUSTERS, Intervals, SetDistance, Spanning, Statistic, UnknownSetDistance, UnknownStatistic,
    estimates, estimates_by_code, estimates_of_spans,
};
pub use coded_units::{CodedUnits, coded_units};
pub use compare::compare;
pub use compared::Compared;
pub use comparison::{
    CodeAgreement, ComparedTranscript, Comparison, PairAgreement, PooledAgreement, PooledOutcome, PooledPair,
};
pub use diagnosed::{
    AppliedBy, CategoryMargins, CodeConfusion, CodeMargins, CodePull, CoderWork, ConfusedCodes, Diagnosed,
    DiagnosedStudy, FEW_UNITS, MOST_CATEGORIES, MOST_PATTERNS, OnScales, PairMargins, PairMatrix, PairParadox, Part,
    PartKind, RankedPattern, Revalued, ScaleWord, TranscriptPull, diagnose, diagnose_study,
};
pub use disagreement::{CoderHere, Disagreement, DisagreementKind};
pub use disagreements::disagreements;
pub use error::{CompareError, OverlapInDomain};
pub use judging::{Judging, Overlap, UnknownOverlap};
pub use measured::{Caveat, Measured, NoUncertainty};
pub use other_programs::{
    About, CodedTexts, Domains, FinishedTexts, Program, ProgramRule, ProgramSettings, ProgramValue, UnknownProgram,
    as_program, character_ratings, finished_texts, own_values,
};
pub use rated::{CodeRatings, code_ratings};
pub use ratings_table::{
    Cluster, Clustered, Data, Layout, RatingsError, RatingsTable, Reading, Remark, Spans, UnknownLayout, read_ratings,
    read_weights,
};
pub use unit::{Unit, UnknownUnit, units};
pub use units_table::{UnitRow, units_table};
