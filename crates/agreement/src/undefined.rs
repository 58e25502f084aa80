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
    /// The measure is for two categories, such as applied and not applied.
    #[error("this measure is for two categories, found {categories}")]
    NotTwoCategories {
        /// How many there are.
        categories: usize,
    },
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
