#![doc = include_str!("../README.md")]

mod chance_term;
mod cohen_kappa;
mod coincidences;
mod confusion;
mod continuum;
mod disagreement;
#[allow(dead_code, reason = "the tests and tails are for measures that follow")]
mod distribution;
mod error;
mod estimate;
mod exact_sum;
mod fleiss_kappa;
mod gamma;
mod interval;
mod krippendorff_alpha;
mod level;
mod measure;
mod metric;
mod numeric;
mod options;
mod percent_agreement;
mod pooled;
mod ratings;
mod rows;
mod segmentation;
mod sets;
mod sum;
mod summary;
mod symbols;
mod tally;
mod two_by_two;
mod undefined;
mod unitizing;
mod units;
mod weights;

pub use cohen_kappa::cohen_kappa;
pub use confusion::{Confusion, confusion};
pub use continuum::{Continuum, Segment};
pub use error::Error;
pub use estimate::{Chance, Estimate, Outcome};
pub use fleiss_kappa::fleiss_kappa;
pub use gamma::{
    Alignment, Categorical, Dissimilarity, Gamma, GammaOptions, GammaValue, PairWeight, Sampler, Samples,
    best_alignment, gamma,
};
pub use interval::{Interval, IntervalMethod};
pub use krippendorff_alpha::krippendorff_alpha;
pub use level::{Distances, Level};
pub use measure::Measure;
pub use numeric::{
    Concordance, CorrelationAverage, FTest, Finn, FinnModel, IccForm, InIrr, IntraclassCorrelation, KendallW,
    MeanCorrelation, MeanSquares, Scores, Ties, finn, icc, kendall_w, lin_concordance, mean_pearson, mean_spearman,
    mean_squares, robinson_a,
};
pub use options::{Confidence, Options};
pub use percent_agreement::percent_agreement;
pub use pooled::{Pooled, pooled};
pub use ratings::Ratings;
pub use segmentation::{
    BoundaryEdits, MeanOverPairs, Segmentation, SegmentationAgreement, Similarity, boundary_edits, boundary_similarity,
    mean_over_pairs, pk, segmentation_agreement, segmentation_similarity, window_diff,
};
pub use sets::{
    BothEmpty, CodeBits, SetRatings, dice_agreement, dice_distance, equal_distance, jaccard_distance, masi_distance,
    overlap_agreement, set_alpha,
};
pub use symbols::Symbols;
pub use two_by_two::{TwoByTwo, two_by_two};
pub use undefined::Undefined;
pub use unitizing::{
    AlphaU, CharacterKappa, CodeDistances, Intersections, SpanAgreement, SpanCounts, SpanMatch, SpanPair,
    UnitizedAlpha, alpha_u, bar_u_alpha, character_kappa, character_table, code_alpha_u, cu_alpha, ku_alpha,
    span_agreement, span_counts, u_alpha,
};
pub use weights::{WeightMatrix, Weights};
