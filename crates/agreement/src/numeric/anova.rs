use super::Scores;
use super::range::Range;
use crate::Undefined;
use crate::distribution::fisher;
use crate::sum::sorted_sum;

/// The analysis of variance of a table of scores: what the coefficients for numbers are made of.
///
/// ```text
/// between    B = k Σ_i (x̄_i − x̄)² / (n − 1)                          units
/// within     W = Σ_ij (x_ij − x̄_i)² / (n(k − 1))                      coders within units
/// coders     J = n Σ_j (x̄_j − x̄)² / (k − 1)                          coders
/// residual   E = Σ_ij (x_ij − x̄_i − x̄_j + x̄)² / ((n − 1)(k − 1))     what neither explains
///
/// x_ij   score of unit i by coder j      n units      k coders
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanSquares {
    /// Between units.
    pub between: f64,
    /// Within units.
    pub within: f64,
    /// Between coders.
    pub coders: f64,
    /// Residual of units by coders.
    pub residual: f64,
}

/// An F test: the ratio of two mean squares and what it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FTest {
    /// F.
    pub statistic: f64,
    /// Degrees of freedom of the numerator.
    pub first_degrees: f64,
    /// Degrees of freedom of the denominator; not always whole.
    pub second_degrees: f64,
    /// P(at least this F) where the coefficient is 0 in the population.
    pub p_value: f64,
}

impl FTest {
    pub(super) fn new(statistic: f64, first_degrees: f64, second_degrees: f64) -> FTest {
        let p_value = fisher::sf(statistic, first_degrees, second_degrees);
        FTest { statistic, first_degrees, second_degrees, p_value }
    }
}

/// Gives the mean squares of units, coders and their residual, over the units that every coder scored.
///
/// A sum of squares that is no larger than what rounding alone makes of the scores is 0.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, or fewer than two units that every coder scored.
///
/// # Source
///
/// Shrout and Fleiss (1979), *Psychological Bulletin* 86:420–428, table 1.
///
/// # Example
///
/// Shrout and Fleiss (1979), table 3: 11.24, 6.26, 32.49 and 1.02.
///
/// ```
/// use qualkit_agreement::{Scores, mean_squares};
/// let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/// let scores = Scores::from_rows(rows.map(|row| row.map(|score| Some(f64::from(score)))))?;
/// let squares = mean_squares(&scores)?;
/// assert_eq!(format!("{:.2} {:.2}", squares.between, squares.within), "11.24 6.26");
/// assert_eq!(format!("{:.2} {:.2}", squares.coders, squares.residual), "32.49 1.02");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mean_squares(scores: &Scores) -> Result<MeanSquares, Undefined> {
    let (squares, width) = relative_mean_squares(scores)?;
    Ok(squares.times(width * width))
}

impl MeanSquares {
    pub(super) fn times(self, factor: f64) -> MeanSquares {
        MeanSquares {
            between: self.between * factor,
            within: self.within * factor,
            coders: self.coders * factor,
            residual: self.residual * factor,
        }
    }
}

/// The mean squares in units of the squared width of the scores' range, and that width.
pub(super) fn relative_mean_squares(scores: &Scores) -> Result<(MeanSquares, f64), Undefined> {
    scores.comparable()?;
    let (n, k) = (scores.complete() as f64, scores.coders() as f64);
    let range = Range::of(scores.complete_rows().flatten().copied());
    let share = |score: f64| range.share(score);
    let unit_means: Vec<f64> =
        scores.complete_rows().map(|row| sorted_sum(row.iter().map(|&score| share(score))) / k).collect();
    let coder_means: Vec<f64> =
        (0..scores.coders()).map(|coder| sorted_sum(scores.column(coder).map(share)) / n).collect();
    let mean = sorted_sum(unit_means.iter().copied()) / n;
    let squares = |deviations: Vec<f64>| {
        let sum = sorted_sum(deviations.into_iter().map(|deviation| deviation * deviation));
        let rounding = 64.0 * f64::EPSILON;
        if sum <= n * k * rounding * rounding { 0.0 } else { sum }
    };
    let mut within = Vec::with_capacity(unit_means.len() * coder_means.len());
    let mut residual = Vec::with_capacity(within.capacity());
    for (row, unit) in scores.complete_rows().zip(&unit_means) {
        for (&score, coder) in row.iter().zip(&coder_means) {
            within.push(share(score) - unit);
            residual.push((share(score) - unit) - (coder - mean));
        }
    }
    let between = k * squares(unit_means.iter().map(|unit| unit - mean).collect());
    let coders = n * squares(coder_means.iter().map(|coder| coder - mean).collect());
    let squares = MeanSquares {
        between: between / (n - 1.0),
        within: squares(within) / (n * (k - 1.0)),
        coders: coders / (k - 1.0),
        residual: squares(residual) / ((n - 1.0) * (k - 1.0)),
    };
    Ok((squares, range.width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_only_differ_between_coders_leave_nothing_between_units_nor_in_the_residual() {
        let scores = Scores::from_rows(vec![[Some(0.1), Some(0.3)]; 7]).unwrap();
        let squares = mean_squares(&scores).unwrap();
        assert_eq!((squares.between, squares.residual), (0.0, 0.0));
        assert!((squares.coders - 7.0 * 0.02).abs() < 1e-15);
    }

    #[test]
    fn equal_scores_leave_nothing_at_all() {
        let scores = Scores::from_rows(vec![[Some(0.1); 3]; 5]).unwrap();
        let none = MeanSquares { between: 0.0, within: 0.0, coders: 0.0, residual: 0.0 };
        assert_eq!(mean_squares(&scores), Ok(none));
    }
}
