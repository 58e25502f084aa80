use std::collections::BTreeMap;

use crate::ratings::category;
use crate::{Error, Ratings};

mod agreement;
mod alpha;
mod code_bits;
mod distance;

pub use agreement::{BothEmpty, dice_agreement, overlap_agreement};
pub use alpha::set_alpha;
pub use code_bits::CodeBits;
pub use distance::{dice_distance, equal_distance, jaccard_distance, masi_distance};

/// Which codes each coder gave each unit, none to all of them: one row per unit, one column per coder.
///
/// A coder who judged a unit and gave it no code has given the empty set; a missing rating is one who never judged it.
///
/// Equal sets are kept once, and so are equal rows, with the number of units that have them.
#[derive(Clone, Debug, PartialEq)]
pub struct SetRatings {
    codes: usize,
    /// The distinct sets in ascending order, each with its codes in ascending order.
    sets: Vec<Vec<usize>>,
    /// Category k is the set k.
    ratings: Ratings,
}

impl SetRatings {
    /// Reads a table of sets of code numbers; `None` is missing. Codes may be in any order; one named twice counts
    /// once.
    ///
    /// Codes are numbered from 0; `codes` says how many were open to the coders, used or not.
    ///
    /// # Errors
    ///
    /// Rows of different length, a code that was not declared, a table too large to count.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::SetRatings;
    /// let rows = [[Some(vec![0, 2]), Some(vec![2, 0])], [Some(vec![]), None]];
    /// let ratings = SetRatings::from_rows(rows, 3)?;
    /// assert_eq!(ratings.sets(), [vec![], vec![0, 2]]);
    /// assert_eq!((ratings.units(), ratings.pairable(), ratings.missing_cells()), (2, 1, 1));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_rows<R, S>(rows: impl IntoIterator<Item = R>, codes: usize) -> Result<SetRatings, Error>
    where
        R: AsRef<[Option<S>]>,
        S: AsRef<[usize]>,
    {
        SetRatings::from_patterns(rows.into_iter().map(|row| (row, 1)), codes)
    }

    /// Reads rows of sets together with how many units have them; the rest is as for
    /// [`SetRatings::from_rows`], and `unit` in an error is the place of the row.
    ///
    /// # Errors
    ///
    /// As for [`SetRatings::from_rows`].
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::SetRatings;
    /// let rows = [([Some(vec![0, 2]), Some(vec![2])], 3), ([Some(vec![]), None], 90)];
    /// let ratings = SetRatings::from_patterns(rows, 3)?;
    /// assert_eq!((ratings.units(), ratings.pairable(), ratings.missing_cells()), (93, 3, 90));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_patterns<R, S>(patterns: impl IntoIterator<Item = (R, u64)>, codes: usize) -> Result<SetRatings, Error>
    where
        R: AsRef<[Option<S>]>,
        S: AsRef<[usize]>,
    {
        let mut numbers: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let mut seen: Vec<(Vec<Option<usize>>, u64)> = Vec::new();
        for (unit, (row, times)) in patterns.into_iter().enumerate() {
            let mut numbered = Vec::with_capacity(row.as_ref().len());
            for (coder, cell) in row.as_ref().iter().enumerate() {
                let Some(set) = cell else {
                    numbered.push(None);
                    continue;
                };
                let mut set = set.as_ref().to_vec();
                if let Some(&category) = set.iter().find(|&&code| code >= codes) {
                    return Err(Error::UnknownCategory { unit, coder, category, categories: codes });
                }
                set.sort_unstable();
                set.dedup();
                let next = numbers.len();
                numbered.push(Some(*numbers.entry(set).or_insert(next)));
            }
            seen.push((numbered, times));
        }
        // Numbered as they came; the categories are to be in the sets' own order.
        let mut sorted = vec![0; numbers.len()];
        let mut sets = Vec::with_capacity(numbers.len());
        for (place, (set, number)) in numbers.into_iter().enumerate() {
            sorted[number] = place;
            sets.push(set);
        }
        let rows = seen
            .into_iter()
            .map(|(row, times)| (row.into_iter().map(|cell| cell.map(|n| sorted[n])).collect::<Vec<_>>(), times));
        Ok(SetRatings { codes, ratings: Ratings::from_patterns(rows, sets.len())?, sets })
    }

    /// Counts the units, rated or not.
    pub fn units(&self) -> u64 {
        self.ratings.units()
    }

    /// Counts the coders.
    pub fn coders(&self) -> usize {
        self.ratings.coders()
    }

    /// Counts the declared codes, used or not.
    pub fn codes(&self) -> usize {
        self.codes
    }

    /// Counts the units with at least two ratings.
    pub fn pairable(&self) -> u64 {
        self.ratings.pairable()
    }

    /// Counts the cells without a rating; an empty set is a rating.
    pub fn missing_cells(&self) -> u64 {
        self.ratings.missing_cells()
    }

    /// Gives the distinct sets that occur, in ascending order.
    pub fn sets(&self) -> &[Vec<usize>] {
        &self.sets
    }

    /// Takes each distinct set as a category: coders agree if they gave a unit exactly the same codes.
    ///
    /// So [`percent_agreement`](crate::percent_agreement) and the kappas can be had of sets.
    pub fn as_categories(&self) -> &Ratings {
        &self.ratings
    }

    /// Looks at one code alone: category 1 if a coder gave it to the unit, 0 if not; missing stays missing.
    ///
    /// Of the results for all codes [`pooled`](crate::pooled) makes one.
    ///
    /// # Errors
    ///
    /// A code that was not declared.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{SetRatings, two_by_two};
    /// let rows = [[vec![0, 1], vec![1]], [vec![], vec![1]], [vec![0], vec![]]];
    /// let ratings = SetRatings::from_rows(rows.map(|row| row.map(Some)), 2)?;
    /// let table = two_by_two(&ratings.code(1)?, 1)?;
    /// assert_eq!((table.both, table.only_first, table.only_second, table.neither), (1, 0, 1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn code(&self, code: usize) -> Result<Ratings, Error> {
        if code >= self.codes {
            return Err(Error::UndeclaredCode { code, codes: self.codes });
        }
        let has: Vec<usize> = self.sets.iter().map(|set| usize::from(set.binary_search(&code).is_ok())).collect();
        let mut rows = Vec::new();
        self.ratings.for_each_row(|row, times| {
            let binary: Vec<_> = row.iter().map(|&symbol| category(symbol).map(|set| has[set])).collect();
            rows.push((binary, times));
        });
        Ratings::from_patterns(rows, 2)
    }

    /// Keeps some coders only, in the order given; all units stay.
    ///
    /// # Errors
    ///
    /// A coder who is not in the table, or is chosen twice.
    pub fn coders_only(&self, chosen: &[usize]) -> Result<SetRatings, Error> {
        Ok(SetRatings { ratings: self.ratings.coders_only(chosen)?, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_set_is_a_rating_and_a_missing_one_is_not() {
        let ratings = SetRatings::from_rows([[Some(vec![]), None], [Some(vec![1]), Some(vec![])]], 2).unwrap();
        assert_eq!((ratings.missing_cells(), ratings.pairable()), (1, 1));
        let code = ratings.code(1).unwrap();
        assert_eq!(code, Ratings::from_rows([[Some(0), None], [Some(1), Some(0)]], 2).unwrap());
    }

    #[test]
    fn a_code_that_is_not_declared_is_refused_with_its_place() {
        let refused = SetRatings::from_rows([[Some(vec![0]), Some(vec![2])]], 2).unwrap_err();
        assert_eq!(refused, Error::UnknownCategory { unit: 0, coder: 1, category: 2, categories: 2 });
        let ratings = SetRatings::from_rows([[Some(vec![0]), None]], 2).unwrap();
        assert_eq!(ratings.code(2), Err(Error::UndeclaredCode { code: 2, codes: 2 }));
    }

    #[test]
    fn rows_in_another_order_are_the_same_ratings() {
        let rows = [[Some(vec![1, 0]), Some(vec![])], [Some(vec![2]), None]];
        let turned = [rows[1].clone(), [Some(vec![0, 1, 1]), Some(vec![])]];
        assert_eq!(SetRatings::from_rows(rows, 3), SetRatings::from_rows(turned, 3));
    }

    #[test]
    fn a_row_that_many_units_have_is_those_units() {
        let [one, other] = [[Some(vec![1, 0]), Some(vec![])], [Some(vec![2]), None]];
        let rows = [one.clone(), other.clone(), one.clone()];
        assert_eq!(SetRatings::from_patterns([(one, 2), (other, 1)], 3), SetRatings::from_rows(rows, 3));
    }
}
