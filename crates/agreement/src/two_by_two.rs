use crate::{Ratings, Undefined, confusion};

/// What two coders did with one code, unit by unit: both applied it, only one did, neither did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoByTwo {
    /// Units to which both applied it.
    pub both: u64,
    /// Units to which only the first coder applied it.
    pub only_first: u64,
    /// Units to which only the second coder applied it.
    pub only_second: u64,
    /// Units to which neither applied it, though both judged them.
    pub neither: u64,
}

/// Counts how two coders used the category `positive` against all others; units that either did not rate are left
/// out.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, coders without names, no unit both have rated, or no such category.
///
/// # Example
///
/// Artstein and Poesio (2008), table 1, taking the second category as the code.
///
/// ```
/// use qualkit_agreement::{Ratings, two_by_two};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// let table = two_by_two(&ratings, 1)?;
/// assert_eq!((table.both, table.only_first, table.only_second, table.neither), (50, 20, 10, 20));
/// assert_eq!(table.prevalence_index(), 0.3);
/// assert_eq!(table.bias_index(), 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn two_by_two(ratings: &Ratings, positive: usize) -> Result<TwoByTwo, Undefined> {
    let categories = ratings.categories();
    if positive >= categories {
        return Err(Undefined::UnknownCategory { category: positive, categories });
    }
    let table = confusion(ratings)?;
    let both = table.get(positive, positive);
    let only_first = table.first_totals()[positive] - both;
    let only_second = table.second_totals()[positive] - both;
    let neither = table.units() - both - only_first - only_second;
    Ok(TwoByTwo { both, only_first, only_second, neither })
}

impl TwoByTwo {
    /// Counts the units that both coders judged.
    pub fn units(&self) -> u64 {
        self.both + self.only_first + self.only_second + self.neither
    }

    /// Gives the prevalence index: how far the code is from being as common as its absence.
    ///
    /// ```text
    /// (both − neither) / units      −1 nobody ever applied it, 0 balanced, 1 everybody always did
    /// ```
    ///
    /// Far from 0, kappa is low even where coders agree on nearly all units. An empty table is balanced.
    ///
    /// # Source
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46:423–429.
    ///
    /// # Example
    ///
    /// A table of Feinstein and Cicchetti (1990), *ibid.* 43:543–549; worked by hand: (80 − 5)/100.
    ///
    /// ```
    /// use qualkit_agreement::TwoByTwo;
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// assert_eq!(table.prevalence_index(), 0.75);
    /// ```
    pub fn prevalence_index(&self) -> f64 {
        difference(self.both, self.neither) / self.units().max(1) as f64
    }

    /// Gives the bias index: how much more often the first coder applied the code than the second.
    ///
    /// ```text
    /// (only_first − only_second) / units
    /// ```
    ///
    /// An empty table has no bias.
    ///
    /// # Source
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46:423–429.
    ///
    /// # Example
    ///
    /// A table of Feinstein and Cicchetti (1990), *ibid.* 43:543–549; worked by hand: (10 − 5)/100.
    ///
    /// ```
    /// use qualkit_agreement::TwoByTwo;
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// assert_eq!(table.bias_index(), 0.05);
    /// ```
    pub fn bias_index(&self) -> f64 {
        difference(self.only_first, self.only_second) / self.units().max(1) as f64
    }
}

fn difference(a: u64, b: u64) -> f64 {
    if a >= b { (a - b) as f64 } else { -((b - a) as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_the_coders_turns_the_bias_round_and_keeps_the_prevalence() {
        let ratings = Ratings::from_confusion(&[[9, 4, 0], [1, 7, 2], [3, 0, 5]]).unwrap();
        let swapped = ratings.coders_only(&[1, 0]).unwrap();
        let (table, other) = (two_by_two(&ratings, 1).unwrap(), two_by_two(&swapped, 1).unwrap());
        assert_eq!(table, TwoByTwo { both: 7, only_first: 3, only_second: 4, neither: 17 });
        assert_eq!(table.bias_index(), -other.bias_index());
        assert_eq!(table.prevalence_index(), other.prevalence_index());
    }

    #[test]
    fn a_category_that_was_not_declared_is_refused() {
        let ratings = Ratings::from_confusion(&[[1, 0], [0, 1]]).unwrap();
        let refused = two_by_two(&ratings, 2);
        assert_eq!(refused, Err(Undefined::UnknownCategory { category: 2, categories: 2 }));
    }
}
