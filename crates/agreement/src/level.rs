use crate::Error;

/// Level of measurement: what Krippendorff's alpha takes the distance of two categories to be.
///
/// ```text
/// nominal     δ² = [c ≠ k]
/// ordinal     δ² = (Σ_{g=c}^{k} n_g − (n_c + n_k)/2)²      n_g ratings of category g, categories in order of score
/// interval    δ² = (c − k)²
/// ratio       δ² = ((c − k)/(c + k))², 0 if both are 0
/// circular    δ² = sin²(π(c − k)/U)                        U circumference, in the units of the scores
/// bipolar     δ² = (c − k)² / ((c + k − 2c_min)(2c_max − c − k)), 0 if c = k
///
/// c, k   scores of the two categories
/// ```
///
/// Krippendorff (2019), *Content Analysis*, 4th ed., § 12.3.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Level {
    /// Categories are the same or not.
    #[default]
    Nominal,
    /// Categories have an order, that of their scores; how far apart two are, the ratings between them say.
    Ordinal,
    /// Differences between scores are comparable.
    Interval,
    /// Scores have a zero, and their ratios are comparable.
    Ratio,
    /// Scores lie on a circle, such as hours of the day.
    Circular {
        /// Once round, in the units of the scores: 24 for hours.
        circumference: f64,
    },
    /// Scores lie between two poles, near which differences weigh more.
    Bipolar {
        /// The lower pole.
        low: f64,
        /// The upper pole.
        high: f64,
    },
    /// Distances of one's own.
    Custom(Distances),
}

impl Level {
    /// Gives the level's name for machines.
    pub fn name(&self) -> &'static str {
        match self {
            Level::Nominal => "nominal",
            Level::Ordinal => "ordinal",
            Level::Interval => "interval",
            Level::Ratio => "ratio",
            Level::Circular { .. } => "circular",
            Level::Bipolar { .. } => "bipolar",
            Level::Custom(_) => "custom",
        }
    }
}

/// Sums of distances beyond this could be larger than any number.
pub(crate) const FURTHEST: f64 = 1e200;

/// Squared distances between categories: 0 between a category and itself, the same both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Distances {
    categories: usize,
    cells: Vec<f64>,
}

impl Distances {
    /// Takes a square table, one row and one column per category.
    ///
    /// # Errors
    ///
    /// A row of another length, a distance that is negative, not a number or beyond 10²⁰⁰, one that differs from its mirror
    /// image, or
    /// one between a category and itself that is not 0.
    ///
    /// # Example
    ///
    /// Two of three categories are near each other.
    ///
    /// ```
    /// use qualkit_agreement::Distances;
    /// assert_eq!(Distances::new(&[[0.0, 0.5, 1.0], [0.5, 0.0, 1.0], [1.0, 1.0, 0.0]])?.categories(), 3);
    /// assert!(Distances::new(&[[0.0, 0.5], [0.4, 0.0]]).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn new<R: AsRef<[f64]>>(table: &[R]) -> Result<Distances, Error> {
        let cells = square(table, |value| (0.0..=FURTHEST).contains(&value), 0.0)?;
        Ok(Distances { categories: table.len(), cells })
    }

    /// Counts the categories.
    pub fn categories(&self) -> usize {
        self.categories
    }

    pub(crate) fn largest(&self) -> f64 {
        self.cells.iter().copied().fold(0.0, f64::max)
    }

    pub(crate) fn get(&self, first: usize, second: usize) -> f64 {
        self.cells[first * self.categories + second]
    }
}

/// Checks a table over pairs of categories: square, every value allowed, symmetric, one value on the diagonal.
pub(crate) fn square<R: AsRef<[f64]>>(
    table: &[R],
    allowed: impl Fn(f64) -> bool,
    diagonal: f64,
) -> Result<Vec<f64>, Error> {
    let expected = table.len();
    for (row, cells) in table.iter().enumerate() {
        let found = cells.as_ref().len();
        if found != expected {
            return Err(Error::WeightsShape { row, expected, found });
        }
    }
    for (row, cells) in table.iter().enumerate() {
        for (column, &value) in cells.as_ref().iter().enumerate() {
            let on_diagonal = row == column && value != diagonal;
            let mirrored = table[column].as_ref()[row];
            if !allowed(value) || on_diagonal {
                return Err(Error::Weight { row, column, value });
            }
            if value != mirrored {
                return Err(Error::WeightsAsymmetric { row, column, value, mirrored });
            }
        }
    }
    Ok(table.iter().flat_map(|row| row.as_ref()).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_distance_is_refused_with_its_place() {
        let good = Distances::new(&[[0.0, 2.0], [2.0, 0.0]]).unwrap();
        assert_eq!((good.categories(), good.get(0, 1)), (2, 2.0));
        let refused = |table: &[Vec<f64>]| Distances::new(table).unwrap_err();
        assert_eq!(refused(&[vec![0.0], vec![1.0]]), Error::WeightsShape { row: 0, expected: 2, found: 1 });
        assert_eq!(
            refused(&[vec![0.0, 1.0], vec![2.0, 0.0]]),
            Error::WeightsAsymmetric { row: 0, column: 1, value: 1.0, mirrored: 2.0 }
        );
        assert_eq!(refused(&[vec![0.5]]), Error::Weight { row: 0, column: 0, value: 0.5 });
        for far in [f64::MAX, f64::INFINITY] {
            assert_eq!(refused(&[vec![0.0, far], vec![far, 0.0]]), Error::Weight { row: 0, column: 1, value: far });
        }
        assert_eq!(refused(&[vec![0.0, -1.0], vec![-1.0, 0.0]]), Error::Weight { row: 0, column: 1, value: -1.0 });
    }
}
