use crate::chance_term::ChanceTerm;
use crate::summary::Summary;
use crate::units::Units;
use crate::{Options, Outcome, Ratings};

/// Gives the share of pairs of coders who agree, averaged over units.
///
/// ```text
/// p_a = (1/n′) Σ_i p_a,i      p_a,i = Σ_k r_ik(r*_ik − 1) / (r_i(r_i − 1))      r*_ik = Σ_l w_kl r_il
///
/// r_ik   coders who put unit i into category k       r_i   coders who rated unit i
/// w_kl   weights, [k = l] unless others are chosen
/// n′     units with r_i ≥ 2, over which the first sum runs
/// ```
///
/// For two coders this is the share of units on which they agree. It is not corrected for chance: `expected` is 0.
/// Each unit weighs the same, however many coders rated it. Units with fewer than two ratings are left out of p_a.
/// Standard error after Gwet (2014), t interval with n − 1 degrees of freedom, n the units with at least one rating:
///
/// ```text
/// SE² = 1/(n(n − 1)) Σ_i [ (n/n′) p_a,i − p_a ]²      p_a,i = 0 where r_i < 2
/// ```
///
/// It takes n′ as given, and so is wider than what the units alone would say where some have a single rating. Gwet's
/// formula for a table of two coders divides by n² instead; all that follows is smaller by √((n − 1)/n).
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings, or the weights do not fit.
///
/// # Source
///
/// Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 2 and 5.
///
/// # Example
///
/// Cohen (1960), p. 37: .29.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, percent_agreement};
/// let ratings = Ratings::from_confusion(&[[25, 12, 3], [13, 2, 15], [12, 16, 2]])?;
/// let agreement = percent_agreement(&ratings, &Options::default())?;
/// assert_eq!(format!("{:.2}", agreement.value), "0.29");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn percent_agreement(ratings: &Ratings, options: &Options) -> Outcome {
    Summary::of(&Units::of(ratings), &options.weights)?.outcome(&ChanceTerm::NONE, options)
}
