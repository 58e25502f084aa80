use crate::Chance;

/// Says why a measure has no value on these ratings.
///
/// An undefined measure is neither 0 nor 1 nor "not a number": it is a finding of its own, with a reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Undefined {
    /// The table is empty.
    #[error("there are no units to judge agreement on")]
    NoUnits,
    /// Agreement needs at least two coders.
    #[error("agreement needs at least two coders, found {coders}")]
    FewerThanTwoCoders {
        /// How many there are.
        coders: usize,
    },
    /// The measure is for a pair of coders; choose two with [`Ratings::coders_only`](crate::Ratings::coders_only).
    #[error("this measure compares exactly two coders, found {coders}")]
    NotTwoCoders {
        /// How many there are.
        coders: usize,
    },
    /// No unit was rated by two coders.
    #[error("no unit was rated by two coders, so nothing can be compared")]
    NothingPairable,
    /// Every rating that counts is in the same category: expected disagreement is zero, and the measure is 0/0.
    #[error("only one category was used, so agreement beyond chance cannot be judged")]
    OneCategoryOnly,
    /// All categories that were used agree fully by the weights, or lie at the same place of the scale: expected
    /// disagreement is zero, and the measure is 0/0.
    #[error("the categories used do not differ by these weights, so agreement beyond chance cannot be judged")]
    NoDistance,
    /// The table counts ratings, and the measure asks which coder gave them.
    #[error("this measure asks which coder gave which rating, and the table only counts them")]
    CodersUnnamed,
    /// The weights or distances given are for another number of categories.
    #[error("the weights are for {weights} categories, and {categories} are declared")]
    WeightsSize {
        /// How many categories the weights have.
        weights: usize,
        /// How many were declared.
        categories: usize,
    },
    /// The scale cannot hold a score, or has no extent: a negative score on a ratio scale, one beyond a pole.
    #[error("category {category} has the score {score}, which this level of measurement has no place for")]
    OffScale {
        /// The category.
        category: usize,
        /// Its score, as written.
        score: String,
    },
    /// The two coders have no category in common.
    #[error("the two coders have no category in common")]
    NoCategoryShared,
    /// The value has no variation under the hypothesis of no agreement, so that it cannot be tested.
    #[error("the standard error under the hypothesis of no agreement is 0, so there is no test")]
    NoVariation,
    /// The circumference of a circular scale is not a positive number.
    #[error("a circular scale needs a circumference above 0, found {circumference}")]
    NoCircle {
        /// The circumference, as written.
        circumference: String,
    },
    /// A measure that compares every category with every other is asked for too many of them.
    #[error("this measure compares every category with every other, {categories} are more than {limit}")]
    TooManyCategories {
        /// How many there are.
        categories: usize,
        /// How many may be compared.
        limit: usize,
    },
    /// The measure computes with numbers, and the categories are words.
    #[error("this measure computes with numbers, and the categories are not all numbers")]
    NotNumbers,
    /// The measure compares sets of codes.
    #[error("this measure compares sets of codes")]
    NeedsSets,
    /// The measure compares segments of texts.
    #[error("this measure compares segments of texts")]
    NeedsSegments,
    /// The measure compares ratings of fixed units.
    #[error("this measure compares ratings of fixed units")]
    NeedsUnits,
    /// The measure is for two categories, such as applied and not applied.
    #[error("this measure is for two categories, found {categories}")]
    NotTwoCategories {
        /// How many there are.
        categories: usize,
    },
    /// Only one unit was rated by all coders, and the measure is about how units differ.
    #[error("only one unit was rated by every coder, and at least two are needed")]
    FewerThanTwoUnits,
    /// The measure takes chance from a scale in equal steps.
    #[error("the levels of its scale must follow each other in equal steps, and these do not")]
    UnevenSteps,
    /// The variance that the measure divides by is zero, or estimated as less.
    #[error("the ratings do not vary where the measure needs it, so it would divide by zero")]
    NoVariance,
    /// Nobody chose the category where another coder rated, so that nobody could agree on it.
    #[error("nobody chose category {category} where another coder rated")]
    CategoryNotUsed {
        /// The category.
        category: usize,
    },
    /// The measure needs every coder's rating of every unit; see
    /// [`Ratings::complete_only`](crate::Ratings::complete_only).
    #[error("this measure needs equally many ratings of every unit, and {missing_cells} are missing")]
    Incomplete {
        /// Cells without a rating.
        missing_cells: u64,
    },
    /// The coders agree on every unit, and the measure is about how they disagree.
    #[error("the coders do not disagree on any unit, so there is nothing to test")]
    NoDisagreement,
    /// The measure has no variance of its own for the cross-table of two coders.
    #[error("there is no variance of a cross-table for this measure")]
    NoTableVariance,
    /// An interval was asked for, and the estimate has none.
    #[error("the estimate has no interval to judge by")]
    NoInterval,
    /// A category was asked for that was not declared.
    #[error("category {category} is not among the {categories} declared")]
    UnknownCategory {
        /// The category asked for.
        category: usize,
        /// How many were declared.
        categories: usize,
    },
    /// No coder marked anything.
    #[error("no coder marked a segment, so there is nothing to agree on")]
    NoSegments,
    /// No stretch was marked by two coders.
    #[error("no stretch was marked by two coders, so their codes cannot be compared")]
    NoSharedSegments,
    /// Chance alone would bring no disagreement, and the measure is 0/0.
    #[error("chance alone would bring no disagreement, so agreement beyond chance cannot be judged")]
    NoExpectedDisagreement,
    /// A coder marked the same place twice, and the measure asks for one value a place.
    #[error(
        "text {text}, coder {coder}: the segments {} to {} and {} to {} overlap; compare codes one by one, or those \
         that exclude each other", first.0, first.1, second.0, second.1
    )]
    OverlappingSegments {
        /// The text, counted from 0.
        text: usize,
        /// The coder, counted from 0.
        coder: usize,
        /// Where the first segment starts and ends.
        first: (u64, u64),
        /// Where the second segment starts and ends.
        second: (u64, u64),
    },
    /// A text has another number of coders than the first one, and the measure asks who is who.
    #[error("text {text} has {found} coders, expected {expected} as in the first text")]
    CodersDiffer {
        /// The text, counted from 0.
        text: usize,
        /// Coders of the first text.
        expected: usize,
        /// Coders of this text.
        found: usize,
    },
    /// A coder was asked for who is not there.
    #[error("coder {coder} is not among the {coders} coders")]
    UnknownCoder {
        /// The coder asked for.
        coder: usize,
        /// How many there are.
        coders: usize,
    },
    /// Two segmentations are not of the same text.
    #[error("one segmentation has {first} units, the other {second}; they must be of the same text")]
    LengthsDiffer {
        /// Units of the first.
        first: u64,
        /// Units of the second.
        second: u64,
    },
    /// Nobody placed a boundary.
    #[error("nobody placed a boundary, so there is nothing to agree on")]
    NoBoundaries,
    /// A window does not fit into the text.
    #[error("a window of {window} units does not fit into a text of {length}")]
    WindowTooLong {
        /// The window, in units.
        window: u64,
        /// The text, in units.
        length: u64,
    },
    /// Every rating that could be compared is an empty set, and empty sets are left out.
    #[error("every set that could be compared is empty")]
    OnlyEmptySets,
    /// A distance of two sets is negative, not a number or beyond 10²⁰⁰.
    #[error("the distance of {first:?} and {second:?} is {distance}, not a number from 0 to 1e200")]
    NotADistance {
        /// Codes of the first set.
        first: Vec<usize>,
        /// Codes of the second set.
        second: Vec<usize>,
        /// What the distance was, as text.
        distance: String,
    },
    /// The texts are too long for exact sums.
    #[error("the texts are too long, or have too many different numbers of coders, for exact sums")]
    TooLong,
    /// The matrix of dissimilarities does not cover all codes.
    #[error("there are {codes} codes, but dissimilarities of {rows} only")]
    CodesWithoutDissimilarity {
        /// Codes declared.
        codes: usize,
        /// Rows of the matrix.
        rows: usize,
    },
    /// Chance alone gives no disorder, so agreement beyond chance cannot be judged.
    #[error("the disorder expected by chance is zero, so agreement beyond chance cannot be judged")]
    ZeroExpectedDisorder,
    /// Random continua come out without segments, so that chance has no disorder.
    #[error("random texts come out without segments: too few were marked to draw any like them")]
    NothingDrawn,
    /// The best alignment of a text, or of a random one drawn for it, was not proven within the work allowed.
    #[error("text {text}: the best alignment of {segments} segments could not be proven within the work allowed")]
    Unproven {
        /// The text, counted from 0.
        text: usize,
        /// Segments to be aligned.
        segments: usize,
    },
    /// The precision asked for takes more random samples than are drawn.
    #[error("the precision asked for takes more than {most} random samples")]
    TooManySamples {
        /// The most that are drawn.
        most: usize,
    },
}

impl Undefined {
    /// Gives observed and expected agreement where they exist although the coefficient does not.
    ///
    /// That is so where only one category was used: both are 1. Everywhere else there is nothing to observe.
    pub fn chance(&self) -> Option<Chance> {
        match self {
            Undefined::OneCategoryOnly => Some(Chance { observed: 1.0, expected: 1.0 }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_category_only_still_has_observed_and_expected_agreement() {
        let chance = Undefined::OneCategoryOnly.chance().unwrap();
        assert_eq!((chance.observed, chance.expected), (1.0, 1.0));
        assert_eq!(Undefined::NothingPairable.chance(), None);
    }

    #[test]
    fn the_reason_reads_as_plain_words() {
        assert_eq!(
            Undefined::FewerThanTwoCoders { coders: 1 }.to_string(),
            "agreement needs at least two coders, found 1"
        );
    }
}
