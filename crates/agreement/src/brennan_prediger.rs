use crate::chance_term::ChanceTerm;
use crate::summary::Summary;
use crate::units::Units;
use crate::{Options, Outcome, Ratings, Undefined};

/// Gives Brennan and Prediger's kappa: agreement beyond what equally likely categories give.
///
/// ```text
/// κ = (p_a − p_e) / (1 − p_e)      p_e = T_w / q²      T_w = Σ_kl w_kl
///
/// p_a   percent agreement      q   declared categories, used or not      w_kl   weights: without them p_e = 1/q
/// ```
///
/// Known by other names too: Bennett, Alpert and Goldstein's S for two coders; Randolph's free-marginal kappa for any
/// number; for two categories PABAK (Byrt, Bishop and Carlin 1993) and Maxwell's RE, 2p_a − 1. All are this number.
/// Missing ratings count as in [`percent_agreement`](crate::percent_agreement). Standard error after Gwet (2014), that
/// of p_a divided by 1 − p_e; t interval with n − 1 degrees of freedom.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings, fewer than two declared categories, or the
/// weights take all declared categories for equal or do not fit.
///
/// # Source
///
/// Brennan and Prediger (1981), *Educational and Psychological Measurement* 41:687–699.
///
/// # Example
///
/// Brennan and Prediger (1981), p. 689: .40, where Cohen's kappa is .27.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, brennan_prediger};
/// let ratings = Ratings::from_confusion(&[[50, 0, 0], [10, 10, 10], [20, 0, 0]])?;
/// let kappa = brennan_prediger(&ratings, &Options::default())?;
/// assert_eq!(format!("{:.2}", kappa.value), "0.40");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn brennan_prediger(ratings: &Ratings, options: &Options) -> Outcome {
    let units = Units::of(ratings);
    let summary = Summary::of(&units, &options.weights)?;
    summary.outcome(&uniform_term(&summary)?, options)
}

/// Chance is two declared categories drawn with equal probability.
pub(crate) fn uniform_term(summary: &Summary<'_>) -> Result<ChanceTerm, Undefined> {
    let categories = summary.ratings.categories();
    let squared = categories as f64 * categories as f64;
    let disagreement = summary.some_disagreement(summary.disagreement.total(categories) / squared)?;
    Ok(ChanceTerm { disagreement, by_category: None })
}
