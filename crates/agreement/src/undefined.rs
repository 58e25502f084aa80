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
    /// Only one unit was rated by all coders, and the measure is about how units differ.
    #[error("only one unit was rated by every coder, and at least two are needed")]
    FewerThanTwoUnits,
    /// The variance that the measure divides by is zero, or estimated as less.
    #[error("the ratings do not vary where the measure needs it, so it would divide by zero")]
    NoVariance,
    /// The coders agree on every unit, and the measure is about how they disagree.
    #[error("the coders do not disagree on any unit, so there is nothing to test")]
    NoDisagreement,
    /// No category was used by both coders.
    #[error("no category was used by both coders")]
    NoCommonCategory,
    /// Nobody put a unit with two ratings into the category.
    #[error("no unit that can be compared was put into category {category}")]
    CategoryNotUsed {
        /// The category asked for.
        category: usize,
    },
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
