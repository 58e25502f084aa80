mod choose;
mod columns;
mod labels;
mod pairs;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Error;
use crate::rows::{Counted, Named, Rows, Unit};
use crate::symbols::Symbols;
use crate::tally::{EXACT, Tally, check_categories};

/// Whether a number can be a score: the squares of what is larger, or nearer to 0, are beyond what can be computed with.
pub(crate) fn is_score(number: f64) -> bool {
    number == 0.0 || (1e-100..=1e100).contains(&number.abs())
}

/// Of one unit no more ratings are taken: each takes room where resamples are put in order.
const MOST_OF_A_UNIT: u64 = 1 << 20;

/// Who put which unit into which category: one row per unit, one column per coder, cells may be missing.
///
/// Missing means that the coder never judged the unit. A coder who looked and found nothing to code has given a
/// rating, and needs a category for it.
///
/// A table may also say only how many coders put each unit into each category ([`Ratings::from_counts`]). Measures that
/// ask who said what have no value on such a table, and say so.
///
/// Where there can be few different rows, only the distinct ones are kept, with the number of units that have them, so
/// that a table with a unit for each character of a text is as cheap as a small one. Two tables are equal if they hold
/// the same rows, in any order.
///
/// Categories are numbered from 0. For measures that ask how far apart two categories are, each has a score:
/// [`Ratings::scores`].
#[derive(Clone, Debug)]
pub struct Ratings {
    coders: usize,
    categories: usize,
    labels: Option<Arc<[String]>>,
    scores: Option<Arc<[f64]>>,
    units: u64,
    rows: Rows,
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
        Ok(Ratings::from_tally(coders, categories, tally))
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
        Ok(Ratings::from_tally(2, categories, tally))
    }

    /// Reads a table of counts: one row per unit, one column per category, each cell the number of coders who chose it.
    ///
    /// Coders have no names in such a table (Fleiss' layout). Their number is taken to be the largest number of ratings
    /// that a unit has; units with fewer have missing ratings.
    ///
    /// # Errors
    ///
    /// Rows of different length, a unit with more than 1,048,576 ratings, a table too large to count.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// // Three coders, two categories; one rating of the last unit is missing.
    /// let ratings = Ratings::from_counts([[3, 0], [1, 2], [0, 2]])?;
    /// assert_eq!((ratings.coders(), ratings.units(), ratings.missing_cells()), (3, 3, 1));
    /// assert!(!ratings.names_coders());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_counts<R: AsRef<[u64]>>(rows: impl IntoIterator<Item = R>) -> Result<Ratings, Error> {
        let mut rows = rows.into_iter().peekable();
        let categories = rows.peek().map_or(0, |row| row.as_ref().len());
        check_categories(categories)?;
        let mut counted = Counted::default();
        let mut largest = 0;
        for (unit, row) in rows.enumerate() {
            let row = row.as_ref();
            if row.len() != categories {
                return Err(Error::RowLength { unit, expected: categories, found: row.len() });
            }
            let found = row.iter().fold(0, |sum: u64, &count| sum.saturating_add(count));
            if found > MOST_OF_A_UNIT {
                return Err(Error::TooManyRatings { unit, found, limit: MOST_OF_A_UNIT });
            }
            largest = found.max(largest);
            if largest.saturating_mul(unit as u64 + 1) > EXACT {
                return Err(Error::TooMany { what: "ratings", limit: EXACT });
            }
            let cells = row.iter().enumerate().filter(|&(_, &count)| count > 0);
            counted.cells.extend(cells.map(|(category, &count)| (category as u32, count)));
            counted.ends.push(counted.cells.len());
        }
        let units = counted.ends.len();
        let rows = Rows::Counted(Arc::new(counted), vec![1; units].into());
        Ok(Ratings { coders: largest as usize, categories, labels: None, scores: None, units: units as u64, rows })
    }

    fn from_tally(coders: usize, categories: usize, tally: Tally) -> Ratings {
        let (units, rows) = tally.into_rows();
        Ratings { coders, categories, labels: None, scores: None, units, rows }
    }

    fn from_named(coders: usize, categories: usize, units: u64, symbols: Symbols, times: Option<Vec<u64>>) -> Ratings {
        let rows = Rows::named(Named { symbols, times });
        Ratings { coders, categories, labels: None, scores: None, units, rows }
    }

    /// Gives each category a score, in the order of the categories: its place on a scale.
    ///
    /// # Errors
    ///
    /// Not one score per category, or one that is neither 0 nor a number from 1e-100 to 1e100, whatever its sign.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// let ratings = Ratings::from_rows([[Some(0), Some(2)]], 3)?.with_scores(vec![0.0, 1.0, 10.0])?;
    /// assert_eq!(ratings.scores(), [0.0, 1.0, 10.0]);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn with_scores(mut self, scores: Vec<f64>) -> Result<Ratings, Error> {
        if scores.len() != self.categories {
            return Err(Error::ScoreCount { expected: self.categories, found: scores.len() });
        }
        if let Some(category) = scores.iter().position(|&score| !is_score(score)) {
            return Err(Error::Score { category, score: scores[category] });
        }
        self.scores = Some(scores.into());
        Ok(self)
    }

    /// Gives each category's score: as set with [`with_scores`](Ratings::with_scores), or the numbers that all labels
    /// are, or else 1, 2, 3, … in the order of the categories.
    pub fn scores(&self) -> Vec<f64> {
        match &self.scores {
            Some(scores) => scores.to_vec(),
            None => (1..=self.categories).map(|rank| rank as f64).collect(),
        }
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

    /// Says whether the table tells which coder gave which rating; a table of counts does not.
    pub fn names_coders(&self) -> bool {
        matches!(self.rows, Rows::Named(..))
    }

    /// Counts the cells without a rating: coders times units, less the ratings.
    pub fn missing_cells(&self) -> u64 {
        let mut ratings = 0;
        self.for_each_unit(|unit| ratings += unit.times * unit.ratings);
        self.coders as u64 * self.units - ratings
    }

    /// Counts the units with at least two ratings.
    pub fn pairable(&self) -> u64 {
        let mut pairable = 0;
        self.for_each_unit(|unit| pairable += if unit.ratings >= 2 { unit.times } else { 0 });
        pairable
    }

    /// Visits the units, or groups of units that are alike, without the names of the coders.
    pub(crate) fn for_each_unit(&self, visit: impl FnMut(Unit<'_>)) {
        self.rows.for_each_unit(self.coders, visit);
    }

    /// Visits the rows that units have, one symbol per coder, with the number of units; none if coders have no names.
    pub(crate) fn for_each_row(&self, visit: impl FnMut(&[u32], u64)) {
        self.rows.for_each_row(self.coders, visit);
    }

    /// The rows as they are kept: each distinct one, or one per unit.
    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Gives, for each row that is kept, how many units have it.
    pub(crate) fn times(&self) -> Vec<u64> {
        match &self.rows {
            Rows::Named(_, None) => vec![1; self.rows.len(self.coders)],
            Rows::Named(_, Some(times)) | Rows::Counted(_, times) => times.to_vec(),
        }
    }

    /// Gives the same rows with other multiplicities, one for each row that is kept, in the order of
    /// [`times`](Ratings::times). The rows are shared, not copied.
    pub(crate) fn with_times(&self, times: &[u64]) -> Ratings {
        debug_assert_eq!(times.len(), self.rows.len(self.coders), "one multiplicity per row");
        let rows = match &self.rows {
            Rows::Named(symbols, _) => Rows::Named(Arc::clone(symbols), Some(times.into())),
            Rows::Counted(counted, _) => Rows::Counted(Arc::clone(counted), times.into()),
        };
        Ratings { units: times.iter().sum(), rows, ..self.clone() }
    }

    /// Gives the distinct rows in ascending order, one cell per coder, with the number of units that have each; none
    /// where coders have no names.
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// let ratings = Ratings::from_rows([[Some(1), None], [Some(0), Some(0)], [Some(1), None]], 2)?;
    /// assert_eq!(ratings.distinct_rows(), [(vec![Some(0), Some(0)], 1), (vec![Some(1), None], 2)]);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn distinct_rows(&self) -> Vec<(Vec<Option<usize>>, u64)> {
        if !self.names_coders() {
            return Vec::new();
        }
        let row = |symbols: Vec<(u32, u64)>| symbols.into_iter().map(|(symbol, _)| category(symbol)).collect();
        self.distinct().into_iter().map(|(symbols, times)| (row(symbols), times)).collect()
    }

    /// The distinct rows, and how many units have each; of a table of counts, its cells.
    fn distinct(&self) -> BTreeMap<Vec<(u32, u64)>, u64> {
        let mut distinct = BTreeMap::new();
        if self.names_coders() {
            self.for_each_row(|row, times| {
                *distinct.entry(row.iter().map(|&symbol| (symbol, 1)).collect()).or_insert(0) += times;
            });
        } else {
            self.for_each_unit(|unit| *distinct.entry(unit.cells.to_vec()).or_insert(0) += unit.times);
        }
        distinct
    }
}

impl PartialEq for Ratings {
    fn eq(&self, other: &Ratings) -> bool {
        let shape = |ratings: &Ratings| (ratings.coders, ratings.categories, ratings.units, ratings.names_coders());
        shape(self) == shape(other)
            && self.labels == other.labels
            && self.scores() == other.scores()
            && self.distinct() == other.distinct()
    }
}

/// Reads a symbol of a row.
pub(crate) fn category(symbol: u32) -> Option<usize> {
    symbol.checked_sub(1).map(|category| category as usize)
}

#[cfg(test)]
mod tests;
