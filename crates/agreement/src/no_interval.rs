use crate::{Drawn, Error, Measure, Undefined};

/// Says why a value has no confidence interval of the kind asked for.
///
/// An interval that cannot be had is not an interval of no width.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoInterval {
    /// A single unit or cluster says nothing about how much they vary.
    #[error("one can only see how {of} vary if there are at least two, found {found}")]
    FewerThanTwo {
        /// What would have been drawn.
        of: Drawn,
        /// How many there are.
        found: u64,
    },
    /// The statistic is the same in every resample, as where all coders agree on all units: resampling sees no
    /// variation, which does not mean that there is none.
    #[error("every resample gives the same value, so resampling cannot tell how sure it is")]
    AllResamplesEqual,
    /// The statistic is undefined in every resample.
    #[error("the measure is undefined in every resample")]
    UndefinedInEveryResample,
    /// A limit lies beyond the outermost resample.
    #[error("{resamples} resamples are too few: a limit lies beyond the outermost")]
    TooFewResamples {
        /// Resamples in which the statistic is defined.
        resamples: u32,
    },
    /// The value lies outside of what the resamples give, so their bias cannot be corrected for.
    #[error("all resamples lie to one side of the value, so their bias cannot be corrected for")]
    ValueOutsideResamples,
    /// Leaving out one unit or cluster leaves the statistic undefined or never changes it, so that the acceleration of
    /// BCa cannot be estimated.
    #[error("leaving out one at a time does not show how the measure responds, so BCa limits cannot be computed")]
    NoAcceleration,
    /// The measure itself has no value.
    #[error(transparent)]
    Undefined(#[from] Undefined),
    /// This interval is made for other measures.
    #[error("this interval is for kappas and alpha, not for {measure}")]
    NotForMeasure {
        /// The measure asked for.
        measure: Measure,
    },
    /// This interval is made for categories that are the same or not.
    #[error("this interval is for unweighted measures at the nominal level")]
    Weighted,
    /// This interval is made for a code that was applied or not.
    #[error("this interval is for one code, applied or not; {categories} categories were used")]
    NotTwoCategories {
        /// How many were used.
        categories: usize,
    },
    /// This interval takes units that were rated equally often.
    #[error("this interval is for units rated equally often; here by {fewest} to {most} coders")]
    UnequalRatings {
        /// The fewest ratings of a unit with at least two.
        fewest: u64,
        /// The most.
        most: u64,
    },
    /// The clusters do not fit together.
    #[error(transparent)]
    Clusters(#[from] Error),
}
