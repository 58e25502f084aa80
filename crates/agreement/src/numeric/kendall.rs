use super::Scores;
use super::ranks::twice_ranks;
use crate::distribution::chi_squared;
use crate::{Estimate, Undefined};

/// Whether [`kendall_w`] allows for ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// The largest W that the coders' ties allow is 1.
    Corrected,
    /// As if there were none: with ties W stays below 1 even where all coders agree.
    Ignored,
}

/// Kendall's coefficient of concordance with its test.
#[derive(Clone, Debug, PartialEq)]
pub struct KendallW {
    /// W; `p_value` is that of the test.
    pub estimate: Estimate,
    /// χ² = k(n − 1)W.
    pub statistic: f64,
    /// Degrees of freedom, n − 1.
    pub degrees_of_freedom: u64,
}

/// Gives Kendall's W: how far coders put the units into the same order.
///
/// ```text
/// W = (12 Σ_i R_i² − 3k²n(n + 1)²) / (k²n(n² − 1) − k Σ_j T_j)      T_j = Σ (t³ − t) over coder j's ties
///
/// R_i   sum of unit i's ranks over coders, ties sharing their mean rank      n units      k coders
/// t     how many units share a rank      without the correction T_j = 0
/// ```
///
/// The mean of Spearman's correlations over all pairs of coders is (kW − 1)/(k − 1) where nobody has ties. Units with a
/// missing score are left out. The p-value is that of χ² with n − 1 degrees of freedom, good for n of about 8 and more.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, fewer than two units that every coder scored, or every coder gave all
/// units the same.
///
/// # Source
///
/// Kendall and Babington Smith (1939), *Annals of Mathematical Statistics* 10:275–287; ties: Kendall (1970), *Rank
/// Correlation Methods*, 4th ed., ch. 6.
///
/// # Example
///
/// Shrout and Fleiss (1979), table 2: irr 0.84.1 gives .887, .855 without the correction.
///
/// ```
/// use qualkit_agreement::{Scores, Ties, kendall_w};
/// let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/// let scores = Scores::from_rows(rows.map(|row| row.map(|score| Some(f64::from(score)))))?;
/// assert_eq!(format!("{:.3}", kendall_w(&scores, Ties::Corrected)?.estimate.value), "0.887");
/// assert_eq!(format!("{:.3}", kendall_w(&scores, Ties::Ignored)?.estimate.value), "0.855");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn kendall_w(scores: &Scores, ties: Ties) -> Result<KendallW, Undefined> {
    scores.comparable()?;
    let (n, k) = (u128::from(scores.complete()), scores.coders() as u128);
    let mut rank_sums = vec![0; scores.complete() as usize];
    let mut tied = 0;
    let mut all_tied = true;
    for coder in 0..scores.coders() {
        let ranks = twice_ranks(scores.column(coder));
        for (sum, &rank) in rank_sums.iter_mut().zip(&ranks) {
            *sum += u128::from(rank);
        }
        let mut sorted = ranks;
        sorted.sort_unstable();
        for alike in sorted.chunk_by(|a, b| a == b) {
            let t = alike.len() as u128;
            tied += t * t * t - t;
            all_tied &= t == n;
        }
    }
    if all_tied {
        return Err(Undefined::NoVariance);
    }
    // Everything in whole numbers: sums of twice the ranks, squared, are four times those of the formula.
    let squares: u128 = rank_sums.iter().map(|sum| sum * sum).sum();
    let numerator = 3 * squares - 3 * k * k * n * (n + 1) * (n + 1);
    let denominator = k * k * n * (n * n - 1) - if ties == Ties::Corrected { k * tied } else { 0 };
    let value = numerator as f64 / denominator as f64;
    let degrees_of_freedom = scores.complete() - 1;
    let statistic = (scores.coders() as u64 * degrees_of_freedom) as f64 * value;
    let p_value = chi_squared::sf(statistic, degrees_of_freedom as f64);
    let estimate = Estimate { p_value: Some(p_value), ..scores.estimate(value) };
    Ok(KendallW { estimate, statistic, degrees_of_freedom })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w_is_one_when_all_coders_give_the_same_order_and_zero_when_two_reverse_it() {
        let same = Scores::from_rows([[1.0, 10.0], [2.0, 20.0], [2.0, 20.0], [5.0, 21.0]].map(|row| row.map(Some)));
        assert_eq!(kendall_w(&same.unwrap(), Ties::Corrected).unwrap().estimate.value, 1.0);
        let reversed = Scores::from_rows([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]].map(|row| row.map(Some))).unwrap();
        assert_eq!(kendall_w(&reversed, Ties::Corrected).unwrap().estimate.value, 0.0);
    }

    #[test]
    fn coders_who_tie_everything_say_nothing() {
        let scores = Scores::from_rows([[Some(1.0), Some(2.0)], [Some(1.0), Some(2.0)]]).unwrap();
        assert_eq!(kendall_w(&scores, Ties::Corrected), Err(Undefined::NoVariance));
        assert_eq!(kendall_w(&scores, Ties::Ignored), Err(Undefined::NoVariance));
    }
}
