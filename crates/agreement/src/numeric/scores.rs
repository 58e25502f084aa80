use crate::ratings::is_score;
use crate::{Error, Estimate, Ratings, Undefined};

/// Who gave which unit what number: one row per unit, one column per coder, cells may be missing.
///
/// The measures for numbers here use the units that every coder scored ([`complete`](Scores::complete)); a unit with
/// a missing score is left out, and counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    coders: usize,
    units: u64,
    missing_cells: u64,
    /// The rows without a missing score, one after another, in the order given.
    complete: Vec<f64>,
}

impl Scores {
    /// Reads a table of numbers: one row per unit, one column per coder; `None` is missing.
    ///
    /// # Errors
    ///
    /// Rows of different length, a score that is infinite or not a number.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Scores;
    /// let scores = Scores::from_rows([[Some(4.0), Some(5.5)], [Some(2.0), None], [Some(1.0), Some(1.5)]])?;
    /// assert_eq!((scores.units(), scores.complete(), scores.missing_cells()), (3, 2, 1));
    /// assert!(Scores::from_rows([[Some(f64::NAN), Some(1.0)]]).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_rows<R: AsRef<[Option<f64>]>>(rows: impl IntoIterator<Item = R>) -> Result<Scores, Error> {
        let mut scores = Scores { coders: 0, units: 0, missing_cells: 0, complete: Vec::new() };
        for (unit, row) in rows.into_iter().enumerate() {
            let row = row.as_ref();
            if unit == 0 {
                scores.coders = row.len();
            }
            if row.len() != scores.coders {
                return Err(Error::RowLength { unit, expected: scores.coders, found: row.len() });
            }
            if let Some(coder) = row.iter().position(|cell| cell.is_some_and(|score| !is_score(score))) {
                return Err(Error::NotFinite { unit, coder });
            }
            let missing = row.iter().filter(|cell| cell.is_none()).count();
            if missing == 0 {
                scores.complete.extend(row.iter().flatten());
            }
            scores.missing_cells += missing as u64;
            scores.units += 1;
        }
        Ok(scores)
    }

    /// Takes the scores of the categories for the numbers; see [`Ratings::with_scores`](crate::Ratings::with_scores).
    /// A table that does not say who gave which rating has no coders here.
    ///
    /// ```
    /// use qualkit_agreement::{Ratings, Scores};
    /// let ratings = Ratings::from_rows([[Some(0), Some(1)], [Some(1), None]], 2)?.with_scores(vec![2.5, 4.0])?;
    /// assert_eq!(Scores::from_ratings(&ratings), Scores::from_rows([[Some(2.5), Some(4.0)], [Some(4.0), None]])?);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_ratings(ratings: &Ratings) -> Scores {
        let values = ratings.scores();
        let rows = ratings.distinct_rows().into_iter().flat_map(|(row, times)| {
            let row: Vec<Option<f64>> = row.into_iter().map(|cell| cell.map(|category| values[category])).collect();
            std::iter::repeat_n(row, times as usize)
        });
        Scores::from_rows(rows).expect("scores of categories are finite, and rows of one table have one length")
    }

    /// Counts the units, scored or not.
    pub fn units(&self) -> u64 {
        self.units
    }

    /// Counts the coders.
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// Counts the cells without a score.
    pub fn missing_cells(&self) -> u64 {
        self.missing_cells
    }

    /// Counts the units that every coder scored.
    pub fn complete(&self) -> u64 {
        // Without coders no unit says anything.
        (self.complete.len() / self.coders.max(1)) as u64
    }

    /// Gives the rows of the units that every coder scored.
    pub(super) fn complete_rows(&self) -> impl Iterator<Item = &[f64]> + Clone {
        self.complete.chunks_exact(self.coders.max(1))
    }

    /// Gives one coder's scores of the units that every coder scored.
    pub(super) fn column(&self, coder: usize) -> impl Iterator<Item = f64> + Clone {
        self.complete_rows().map(move |row| row[coder])
    }

    /// Says why there is nothing to compare, if so: at least two coders and two complete units are needed.
    pub(super) fn comparable(&self) -> Result<(), Undefined> {
        match (self.coders, self.complete()) {
            _ if self.units == 0 => Err(Undefined::NoUnits),
            (coders @ (0 | 1), _) => Err(Undefined::FewerThanTwoCoders { coders }),
            (_, 0) => Err(Undefined::NothingPairable),
            (_, 1) => Err(Undefined::FewerThanTwoUnits),
            _ => Ok(()),
        }
    }

    /// An estimate with nothing but its value and what it rests on.
    pub(super) fn estimate(&self, value: f64) -> Estimate {
        Estimate {
            value,
            observed: None,
            expected: None,
            standard_error: None,
            interval: None,
            p_value: None,
            units: self.units,
            coders: self.coders,
            pairable: self.complete(),
            missing_cells: self.missing_cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_table_is_refused_with_its_place() {
        let short: [&[Option<f64>]; 2] = [&[Some(1.0), Some(2.0)], &[Some(3.0)]];
        assert_eq!(Scores::from_rows(short), Err(Error::RowLength { unit: 1, expected: 2, found: 1 }));
        for score in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let rows = [[Some(1.0), Some(2.0)], [None, Some(score)]];
            assert_eq!(Scores::from_rows(rows), Err(Error::NotFinite { unit: 1, coder: 1 }));
        }
    }

    #[test]
    fn too_little_to_compare_has_a_reason() {
        let rows = |rows: &[&[Option<f64>]]| Scores::from_rows(rows.iter()).unwrap().comparable();
        assert_eq!(rows(&[]), Err(Undefined::NoUnits));
        assert_eq!(rows(&[&[], &[]]), Err(Undefined::FewerThanTwoCoders { coders: 0 }));
        assert_eq!(rows(&[&[Some(1.0)]]), Err(Undefined::FewerThanTwoCoders { coders: 1 }));
        assert_eq!(rows(&[&[Some(1.0), None]]), Err(Undefined::NothingPairable));
        assert_eq!(rows(&[&[Some(1.0), Some(1.0)], &[None, None]]), Err(Undefined::FewerThanTwoUnits));
    }
}
