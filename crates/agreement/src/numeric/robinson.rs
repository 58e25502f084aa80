use super::Scores;
use super::anova::relative_mean_squares;
use crate::{Outcome, Undefined};

/// Gives Robinson's A of scores from which each coder's mean is taken out: the share of variation between units.
///
/// ```text
/// A = S_b / (S_b + S_e)      S_b, S_e   sums of squares between units and residual
///                            ICC(3,1) = (kA − 1) / (k − 1)
/// ```
///
/// It runs from 0 to 1, and chance gives 1/k for k coders, which is why ICC(3,1) is preferred. Units with a missing
/// score are left out. Coders' different means do not count against agreement, as irr computes it.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, fewer than two units that every coder scored, or nothing varies but the
/// coders' means.
///
/// # Source
///
/// Robinson (1957), *American Sociological Review* 22:17–25; this form as in irr 0.84.1.
///
/// # Example
///
/// Shrout and Fleiss (1979), table 2; worked by hand from the mean squares of their table 3: 11.24/(11.24 + 3 · 1.02).
///
/// ```
/// use qualkit_agreement::{Scores, robinson_a};
/// let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/// let scores = Scores::from_rows(rows.map(|row| row.map(|score| Some(f64::from(score)))))?;
/// assert!((robinson_a(&scores)?.value - 11.24 / (11.24 + 3.0 * 1.02)).abs() < 5e-4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn robinson_a(scores: &Scores) -> Outcome {
    let (squares, _) = relative_mean_squares(scores)?;
    let residual = squares.residual * (scores.coders() as f64 - 1.0);
    let all = squares.between + residual;
    if all > 0.0 { Ok(scores.estimate(squares.between / all)) } else { Err(Undefined::NoVariance) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{IccForm, Options, icc};

    #[test]
    fn it_is_the_consistency_of_one_coder_on_another_scale() {
        let rows = [[1.0, 2.0, 2.5], [2.0, 2.5, 3.5], [4.0, 6.0, 1.0], [7.0, 6.5, 5.0]];
        let scores = Scores::from_rows(rows.map(|row| row.map(Some))).unwrap();
        let consistency = icc(&scores, IccForm::ConsistencySingle, &Options::default()).unwrap().estimate.value;
        let a = robinson_a(&scores).unwrap().value;
        assert!(((3.0 * a - 1.0) / 2.0 - consistency).abs() < 1e-14);
    }

    #[test]
    fn scores_that_do_not_vary_have_no_value() {
        let scores = Scores::from_rows([[Some(0.1), Some(0.3)], [Some(0.1), Some(0.3)]]).unwrap();
        assert_eq!(robinson_a(&scores), Err(Undefined::NoVariance));
    }
}
