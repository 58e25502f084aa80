use crate::chance_term::ChanceTerm;
use crate::exact_sum::ExactSum;
use crate::summary::Summary;
use crate::units::Units;
use crate::{Options, Outcome, Ratings, Undefined};

/// Gives Gwet's AC1, or AC2 with weights: agreement beyond what coders who guess give, where guesses are rarer the more
/// lopsided the categories.
///
/// ```text
/// AC = (p_a − p_e) / (1 − p_e)      p_e = T_w/(q(q − 1)) Σ_k π_k(1 − π_k)      T_w = Σ_kl w_kl
///
/// p_a   percent agreement      π_k   share of category k, each rated unit weighing the same
/// q     declared categories, used or not      w_kl   weights: without them T_w = q
/// ```
///
/// Stays near percent agreement where nearly all units are of one category, where kappa falls towards 0. Missing
/// ratings count as in [`fleiss_kappa`](crate::fleiss_kappa). Standard error after Gwet (2014); t interval with n − 1
/// degrees of freedom.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings, fewer than two declared categories, or the
/// weights do not fit. It *is* defined where only one of several declared categories was used.
///
/// # Source
///
/// Gwet (2008), *British Journal of Mathematical and Statistical Psychology* 61:29–48; Gwet (2014), *Handbook of
/// Inter-Rater Reliability*, 4th ed., ch. 2, 3 and 5.
///
/// # Example
///
/// The four raters of Gwet's book, whose table is Krippendorff's: AC1 .775, standard error .143 (Gwet 2014, ch. 6). 0
/// is a missing rating.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, gwet_ac};
/// let observers: [[usize; 12]; 4] = [
///     [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
///     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
///     [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
///     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
/// ];
/// let rows = (0..12).map(|unit| observers.map(|values| values[unit].checked_sub(1)));
/// let ratings = Ratings::from_rows(rows, 5)?;
/// let ac1 = gwet_ac(&ratings, &Options::default())?;
/// assert_eq!(format!("{:.3}", ac1.value), "0.775");
/// assert_eq!(ac1.standard_error.map(|error| format!("{error:.3}")), Some("0.143".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gwet_ac(ratings: &Ratings, options: &Options) -> Outcome {
    let units = Units::of(ratings);
    let summary = Summary::of(&units, &options.weights)?;
    summary.outcome(&guessing_term(&summary)?, options)
}

/// Chance is a guess, as likely as categories are evenly used, of any declared category.
pub(crate) fn guessing_term(summary: &Summary<'_>) -> Result<ChanceTerm, Undefined> {
    let categories = summary.ratings.categories();
    let q = categories as f64;
    if categories < 2 {
        return Err(Undefined::OneCategoryOnly);
    }
    // T_w/(q(q − 1)): for the identity 1/(q − 1).
    let guess = (q * q - summary.disagreement.total(categories)) / (q * (q - 1.0));
    let uneven = ExactSum::of(summary.shares.iter().map(|share| share * (1.0 - share)));
    let disagreement = summary.some_disagreement(1.0 - guess * uneven)?;
    let by_category = summary.shares.iter().map(|share| guess * (1.0 - share)).collect();
    Ok(ChanceTerm { disagreement, by_category: Some(by_category) })
}
