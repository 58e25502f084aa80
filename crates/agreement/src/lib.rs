#![doc = include_str!("../README.md")]

mod cohen_kappa;
mod confusion;
mod continuum;
mod counts;
mod diagnostics;
#[allow(dead_code, reason = "not every tail and quantile has a measure that needs it")]
mod distribution;
mod error;
mod estimate;
mod fleiss_kappa;
mod interpretation;
mod interval;
mod krippendorff_alpha;
mod numeric;
mod options;
mod percent_agreement;
mod planning;
mod pooled;
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
pub use diagnostics::{
    Coincidences, KappaParts, MarginalTest, Pabak, Paradox, ParadoxRule, PatternDisagreement, SpecificAgreement,
    Without, WithoutUnit, bangdiwala_b, bhapkar, cohen_kappa_max, coincidences, disagreements, specific_agreement,
    stuart_maxwell, without_category, without_coder, without_unit,
};
pub use error::Error;
pub use estimate::{Chance, Estimate, Outcome};
pub use fleiss_kappa::fleiss_kappa;
pub use interpretation::{Benchmark, Criterion, Label, Level, Membership, Scale, at_least, benchmark};
pub use interval::{Interval, IntervalMethod};
pub use krippendorff_alpha::krippendorff_alpha;
pub use numeric::{
    Concordance, CorrelationAverage, FTest, Finn, FinnModel, IccForm, InIrr, IntraclassCorrelation, KendallW,
    MeanCorrelation, MeanSquares, Scores, Ties, finn, icc, kendall_w, lin_concordance, mean_pearson, mean_spearman,
    mean_squares, robinson_a,
};
pub use options::{Confidence, Options};
pub use percent_agreement::percent_agreement;
pub use planning::{
    CommonCorrelation, SampleSize, Sides, SimulatedCoders, SimulatedWidth, TestPlan, alpha_sample_size,
    cohen_kappa_power, cohen_kappa_sample_size, cohen_kappa_sample_size_largest_variance, units_for_occurrences,
};
pub use pooled::{Pooled, pooled};
pub use ratings::Ratings;
pub use two_by_two::{TwoByTwo, two_by_two};
pub use undefined::Undefined;
pub use weights::Weights;
