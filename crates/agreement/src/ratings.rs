use std::collections::{BTreeMap, BTreeSet};

use crate::tally::Tally;
use crate::{Counts, Error};

/// Who put which unit into which category: one row per unit, one column per coder, cells may be missing.
///
/// Missing means that the coder never judged the unit. A coder who looked and found nothing to code has given a
/// rating, and needs a category for it.
///
/// Only the distinct rows are kept, with the number of units that have them, so that a table with a unit for each
/// character of a text is as cheap as a small one. Two tables are equal if they hold the same rows, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratings {
    coders: usize,
    categories: usize,
    labels: Option<Vec<String>>,
    units: u64,
    /// The distinct rows in ascending order, `coders` symbols each: 0 is missing, category k is k + 1.
    symbols: Vec<u32>,
    multiplicities: Vec<u64>,
}

impl Ratings {
    /// Reads a table of category numbers: one row per unit, one column per coder; `None` is missing.
    ///
    /// Categories are numbered from 0; `categories` says how many were open to the coders, used or not.
    ///
    /// # Errors
    ///
    /// Rows of different length, a category that was not declared, a table too large to count.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// let rows = [[Some(0), Some(0)], [Some(1), None], [Some(1), Some(0)]];
    /// let ratings = Ratings::from_rows(rows, 2)?;
    /// assert_eq!((ratings.units(), ratings.pairable(), ratings.missing_cells()), (3, 2, 1));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_rows<R: AsRef<[Option<usize>]>>(
        rows: impl IntoIterator<Item = R>,
        categories: usize,
    ) -> Result<Ratings, Error> {
        Ratings::from_patterns(rows.into_iter().map(|row| (row, 1)), categories)
    }

    /// Reads rows as [`from_rows`](Ratings::from_rows) does, each with the number of units that have it.
    ///
    /// # Errors
    ///
    /// As for [`from_rows`](Ratings::from_rows).
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// // A text of 1,000 characters: both coded 40 of them, only the first another 20, the rest neither.
    /// let patterns = [([Some(1), Some(1)], 40), ([Some(1), Some(0)], 20), ([Some(0), Some(0)], 940)];
    /// assert_eq!(Ratings::from_patterns(patterns, 2)?.units(), 1000);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_patterns<R: AsRef<[Option<usize>]>>(
        patterns: impl IntoIterator<Item = (R, u64)>,
        categories: usize,
    ) -> Result<Ratings, Error> {
        let mut patterns = patterns.into_iter().peekable();
        let coders = patterns.peek().map_or(0, |(row, _)| row.as_ref().len());
        let mut tally = Tally::new(coders, categories)?;
        for (unit, (row, multiplicity)) in patterns.enumerate() {
            tally.add(unit, row.as_ref(), multiplicity)?;
        }
        Ok(Ratings::from_tally(tally, None))
    }

    /// Reads a table of labels: one row per unit, one column per coder; `None` is missing.
    ///
    /// The categories are `declared`, in that order, or else the labels that occur, sorted by code point.
    ///
    /// # Errors
    ///
    /// Rows of different length, a label declared twice, a label that is not among the declared ones.
    ///
    /// # Example
    ///
    /// Krippendorff (2011), section B: two observers, twelve units, alpha = .692.
    ///
    /// ```
    /// use qualkit_agreement::{Options, Ratings, krippendorff_alpha};
    /// let ben_and_gerry = [
    ///     ["a", "b"], ["a", "a"], ["b", "b"], ["b", "b"], ["d", "b"], ["c", "c"],
    ///     ["c", "c"], ["c", "c"], ["e", "e"], ["d", "d"], ["d", "d"], ["a", "d"],
    /// ];
    /// let rows = ben_and_gerry.map(|row| row.map(Some));
    /// let ratings = Ratings::from_labels(&rows, None)?;
    /// assert_eq!(ratings.labels().map(<[_]>::len), Some(5));
    /// let alpha = krippendorff_alpha(&ratings.counts(), &Options::default())?;
    /// assert_eq!(format!("{:.3}", alpha.value), "0.692");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_labels<R, S>(rows: &[R], declared: Option<&[&str]>) -> Result<Ratings, Error>
    where
        R: AsRef<[Option<S>]>,
        S: AsRef<str>,
    {
        let labels: Vec<&str> = match declared {
            Some(declared) => declared.to_vec(),
            None => {
                let cells = rows.iter().flat_map(|row| row.as_ref()).flatten();
                cells.map(AsRef::as_ref).collect::<BTreeSet<_>>().into_iter().collect()
            }
        };
        let mut numbers = BTreeMap::new();
        for (category, &label) in labels.iter().enumerate() {
            if numbers.insert(label, category).is_some() {
                return Err(Error::RepeatedLabel { label: label.to_owned() });
            }
        }
        let coders = rows.first().map_or(0, |row| row.as_ref().len());
        let mut tally = Tally::new(coders, labels.len())?;
        let mut numbered = Vec::with_capacity(coders);
        for (unit, row) in rows.iter().enumerate() {
            numbered.clear();
            for (coder, cell) in row.as_ref().iter().enumerate() {
                numbered.push(match cell.as_ref().map(AsRef::as_ref) {
                    None => None,
                    Some(label) => Some(*numbers.get(label).ok_or_else(|| Error::UnknownLabel {
                        unit,
                        coder,
                        label: label.to_owned(),
                    })?),
                });
            }
            tally.add(unit, &numbered, 1)?;
        }
        Ok(Ratings::from_tally(tally, Some(labels.into_iter().map(str::to_owned).collect())))
    }

    /// Reads the cross-table of two coders: rows are the first coder's categories, columns the second's.
    ///
    /// # Errors
    ///
    /// The table is not square.
    ///
    /// # Example
    ///
    /// Cohen (1960), p. 45, as frequencies of 200 units: kappa = .492.
    ///
    /// ```
    /// use qualkit_agreement::{Options, Ratings, cohen_kappa};
    /// let ratings = Ratings::from_confusion(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]])?;
    /// let kappa = cohen_kappa(&ratings, &Options::default())?;
    /// assert_eq!(format!("{:.3}", kappa.value), "0.492");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_confusion<R: AsRef<[u64]>>(table: &[R]) -> Result<Ratings, Error> {
        let categories = table.len();
        let mut tally = Tally::new(2, categories)?;
        for (row, counts) in table.iter().enumerate() {
            let counts = counts.as_ref();
            if counts.len() != categories {
                return Err(Error::NotSquare { row, expected: categories, found: counts.len() });
            }
            for (column, &count) in counts.iter().enumerate() {
                tally.add(row, &[Some(row), Some(column)], count)?;
            }
        }
        Ok(Ratings::from_tally(tally, None))
    }

    fn from_tally(tally: Tally, labels: Option<Vec<String>>) -> Ratings {
        let (coders, categories, units) = (tally.coders(), tally.categories(), tally.units());
        let (symbols, multiplicities) = tally.into_patterns();
        Ratings { coders, categories, labels, units, symbols, multiplicities }
    }

    /// Counts the units, rated or not.
    pub fn units(&self) -> u64 {
        self.units
    }

    /// Counts the coders.
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// Counts the declared categories, used or not.
    pub fn categories(&self) -> usize {
        self.categories
    }

    /// Gives the categories' labels in order, if the table was read from labels.
    pub fn labels(&self) -> Option<&[String]> {
        self.labels.as_deref()
    }

    /// Counts the cells without a rating.
    pub fn missing_cells(&self) -> u64 {
        self.patterns().map(|(row, times)| times * (row.len() - rated(row)) as u64).sum()
    }

    /// Counts the units with at least two ratings.
    pub fn pairable(&self) -> u64 {
        self.patterns().filter(|(row, _)| rated(row) >= 2).map(|(_, times)| times).sum()
    }

    /// Keeps some coders only, in the order given; all units stay, also those the chosen coders did not rate.
    ///
    /// # Errors
    ///
    /// A coder who is not in the table, or is chosen twice.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// let ratings = Ratings::from_rows([[Some(0), None, Some(1)], [Some(1), Some(1), None]], 2)?;
    /// let outer = ratings.coders_only(&[0, 2])?;
    /// assert_eq!((outer.coders(), outer.units(), outer.pairable()), (2, 2, 1));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn coders_only(&self, chosen: &[usize]) -> Result<Ratings, Error> {
        let coders = self.coders;
        for (place, &coder) in chosen.iter().enumerate() {
            if coder >= coders {
                return Err(Error::UnknownCoder { coder, coders });
            }
            if chosen[..place].contains(&coder) {
                return Err(Error::RepeatedCoder { coder });
            }
        }
        let mut tally = Tally::new(chosen.len(), self.categories)?;
        let mut kept = Vec::with_capacity(chosen.len());
        for (unit, (row, times)) in self.patterns().enumerate() {
            kept.clear();
            kept.extend(chosen.iter().map(|&coder| category(row[coder])));
            tally.add(unit, &kept, times)?;
        }
        Ok(Ratings::from_tally(tally, self.labels.clone()))
    }

    /// Forgets which coder gave which rating: how many put each unit into each category.
    pub fn counts(&self) -> Counts {
        Counts::from_ratings(self)
    }

    /// Gives the distinct rows, one symbol per coder, with the number of units that have them.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = (&[u32], u64)> {
        // Without coders there are no cells to compare, so no pattern says anything.
        self.symbols.chunks_exact(self.coders.max(1)).zip(self.multiplicities.iter().copied())
    }
}

/// Reads a symbol of a pattern.
pub(crate) fn category(symbol: u32) -> Option<usize> {
    symbol.checked_sub(1).map(|category| category as usize)
}

fn rated(row: &[u32]) -> usize {
    row.iter().filter(|&&symbol| symbol != 0).count()
}

#[cfg(test)]
mod tests;
