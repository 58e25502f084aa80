use super::Scores;
use super::anova::mean_squares;
use crate::distribution::gamma;
use crate::{Estimate, Undefined};

/// Whether coders' different means count as disagreement in [`finn`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinnModel {
    /// They do: the variance within units.
    OneWay,
    /// They do not: the residual once units and coders are taken out.
    TwoWay,
}

/// Finn's coefficient with its test.
#[derive(Clone, Debug, PartialEq)]
pub struct Finn {
    /// The coefficient; `p_value` is that of the test.
    pub estimate: Estimate,
    /// χ², the observed variance over the one expected by chance, times its degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom of χ².
    pub degrees_of_freedom: f64,
}

/// Gives Finn's coefficient: agreement against coders who mark every level of the scale equally often.
///
/// ```text
/// r = 1 − M / ((s² − 1)/12)      M = W (one-way) or E (two-way), mean squares      s levels of the scale
/// ```
///
/// Unlike an intraclass correlation it does not fall where units hardly differ, because what is expected by chance
/// comes from the scale, 1 to s in steps of one, and not from the scores. That also makes it as arbitrary as the number
/// of levels. Units with a missing score are left out. The p-value is P(χ² ≤ M · df / ((s² − 1)/12)): how likely so
/// little disagreement is where all levels are marked at random.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, fewer than two units that every coder scored, or fewer than two levels.
///
/// # Source
///
/// Finn (1970), *Educational and Psychological Measurement* 30:71–76; two-way form as in irr 0.84.1.
///
/// # Example
///
/// Shrout and Fleiss (1979), table 2, on a scale of ten levels; worked by hand from the residual mean square of their
/// table 3: 1 − 1.02/8.25.
///
/// ```
/// use qualkit_agreement::{FinnModel, Scores, finn};
/// let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/// let scores = Scores::from_rows(rows.map(|row| row.map(|score| Some(f64::from(score)))))?;
/// assert!((finn(&scores, 10, FinnModel::TwoWay)?.estimate.value - (1.0 - 1.02 / 8.25)).abs() < 5e-4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn finn(scores: &Scores, levels: u64, model: FinnModel) -> Result<Finn, Undefined> {
    let squares = mean_squares(scores)?;
    if levels < 2 {
        return Err(Undefined::NoVariance);
    }
    let (n, k, levels) = (scores.complete() as f64, scores.coders() as f64, levels as f64);
    let chance = (levels * levels - 1.0) / 12.0;
    let (observed, degrees_of_freedom) = match model {
        FinnModel::OneWay => (squares.within, n * (k - 1.0)),
        FinnModel::TwoWay => (squares.residual, (n - 1.0) * (k - 1.0)),
    };
    let statistic = observed / chance * degrees_of_freedom;
    let p_value = gamma::tails(degrees_of_freedom / 2.0, statistic / 2.0).lower;
    let estimate = Estimate { p_value: Some(p_value), ..scores.estimate(1.0 - observed / chance) };
    Ok(Finn { estimate, statistic, degrees_of_freedom })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_drawn_evenly_from_the_scale_agree_by_chance_only() {
        let rows = (1..=5).flat_map(|a| (1..=5).map(move |b| [Some(f64::from(a)), Some(f64::from(b))]));
        let scores = Scores::from_rows(rows).unwrap();
        let finn = finn(&scores, 5, FinnModel::OneWay).unwrap();
        assert!(finn.estimate.value.abs() < 1e-12);
    }

    #[test]
    fn a_scale_of_one_level_has_no_variance() {
        let scores = Scores::from_rows([[Some(1.0), Some(1.0)], [Some(1.0), Some(1.0)]]).unwrap();
        assert_eq!(finn(&scores, 1, FinnModel::TwoWay), Err(Undefined::NoVariance));
        assert_eq!(finn(&scores, 5, FinnModel::TwoWay).unwrap().estimate.value, 1.0);
    }
}
