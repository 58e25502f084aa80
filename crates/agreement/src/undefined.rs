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
    /// A category was asked for that was not declared.
    #[error("category {category} is not among the {categories} declared")]
    UnknownCategory {
        /// The category asked for.
        category: usize,
        /// How many were declared.
        categories: usize,
    },
    /// Texts have different numbers of coders, so they cannot be taken together.
    #[error("text {text} has {found} coders, expected {expected} as in the first text")]
    DifferentCoders {
        /// The text, counted from 0.
        text: usize,
        /// Coders of the first text.
        expected: usize,
        /// Coders of this one.
        found: usize,
    },
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
