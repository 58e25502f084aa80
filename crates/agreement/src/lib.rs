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
mod columns;
mod confusion;
mod conger_kappa;
mod continuum;
mod deviations;
mod diagnostics;
mod disagreement;
mod distribution;
mod error;
mod estimate;
mod estimates;
mod exact_sum;
mod fixed;
mod fleiss_kappa;
mod gamma;
mod goodness_of_fit;
mod gwet_ac;
mod holsti;
mod interpretation;
mod interval;
mod krippendorff_alpha;
mod level;
mod light_kappa;
mod lotus;
mod measure;
mod metric;
mod no_interval;
mod null_test;
mod numeric;
mod options;
mod percent_agreement;
mod planning;
mod pooled;
mod profile_likelihood;
mod ratings;
mod rows;
mod scott_pi;
mod segmentation;
mod sets;
mod specific_agreement;
mod sum;
mod summary;
mod symbols;
mod tally;
mod two_by_two;
mod two_coder_table;
mod unanimity;
mod undefined;
mod unitizing;
mod units;
mod weights;

pub use bangdiwala_b::bangdiwala_b;
pub use bootstrap::{
    Bootstrapped, Drawn, KrippendorffBootstrap, Limits, Resampled, Resampling, bootstrap, bootstrap_ratings,
    cluster_bootstrap, krippendorff_bootstrap, resample,
};
pub use brennan_prediger::brennan_prediger;
pub use caution::Caution;
pub use cohen_kappa::{cohen_kappa, cohen_kappa_category_2x2, cohen_kappa_null_test};
pub use confusion::{Confusion, confusion};
pub use conger_kappa::conger_kappa;
pub use continuum::{Continuum, Segment};
pub use diagnostics::{
    Coincidences, KappaParts, MarginalTest, Pabak, Paradox, ParadoxRule, PatternDisagreement, Without, WithoutUnit,
    bhapkar, cohen_kappa_max, coincidences, disagreements, stuart_maxwell, without_category, without_coder,
    without_unit,
};
pub use error::Error;
pub use estimate::{Chance, Estimate, Outcome};
pub use estimates::estimates;
pub use fleiss_kappa::{fleiss_kappa, fleiss_kappa_category, fleiss_kappa_null_test};
pub use gamma::{
    Alignment, Categorical, Dissimilarity, Gamma, GammaOptions, GammaValue, PairWeight, Sampler, Samples,
    best_alignment, gamma,
};
pub use goodness_of_fit::{cluster_goodness_of_fit, goodness_of_fit};
pub use gwet_ac::gwet_ac;
pub use holsti::holsti;
pub use interpretation::{Benchmark, Criterion, Label, Membership, Scale, ScaleLevel, at_least, benchmark};
pub use interval::{Interval, IntervalMethod};
pub use krippendorff_alpha::{krippendorff_alpha, krippendorff_alpha_category, krippendorff_alpha_gwet};
pub use level::{Distances, Level};
pub use light_kappa::light_kappa;
pub use lotus::{lotus, lotus_by_coder, s_lotus};
pub use measure::Measure;
pub use no_interval::NoInterval;
pub use null_test::NullTest;
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
pub use profile_likelihood::{cluster_profile_likelihood, profile_likelihood};
pub use ratings::Ratings;
pub use scott_pi::scott_pi;
pub use segmentation::{
    BoundaryEdits, MeanOverPairs, Segmentation, SegmentationAgreement, Similarity, boundary_edits, boundary_similarity,
    mean_over_pairs, pk, segmentation_agreement, segmentation_similarity, window_diff,
};
pub use sets::{
    BothEmpty, CodeBits, SetRatings, dice_agreement, dice_distance, equal_distance, jaccard_distance, masi_distance,
    overlap_agreement, set_alpha,
};
pub use specific_agreement::specific_agreement;
pub use symbols::Symbols;
pub use two_by_two::{TwoByTwo, two_by_two};
pub use two_coder_table::two_coder_table;
pub use unanimity::percent_agreement_all_coders;
pub use undefined::Undefined;
pub use unitizing::{
    AlphaU, CharacterKappa, Intersections, SpanAgreement, SpanCounts, SpanMatch, SpanPair, UnitizedAlpha, alpha_u,
    bar_u_alpha, character_kappa, character_table, code_alpha_u, cu_alpha, ku_alpha, span_agreement, span_counts,
    u_alpha,
};
pub use weights::{WeightMatrix, Weights};

#[doc = include_str!("../INTERVALS.md")]
pub mod intervals {}
