use crate::fleiss_kappa::fleiss_term;
use crate::summary::Summary;
use crate::units::Units;
use crate::{Options, Outcome, Ratings, Undefined};

/// Gives Scott's pi: agreement of two coders beyond chance, both taken to have the same habits.
///
/// ```text
/// π = (p_a − p_e) / (1 − p_e)      p_a = Σ_kl w_kl p_kl      p_e = Σ_kl w_kl π_k π_l
///
/// p_kl   share of units that the first coder put into category k and the second into l
/// π_k    share of category k among the ratings of both      w_kl   weights, [k = l] unless others are chosen
/// ```
///
/// A unit that either coder did not rate is left out. [`fleiss_kappa`](crate::fleiss_kappa) is the same number if
/// nothing is missing, and keeps single ratings for the shares if something is. Standard error and interval as there.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, no unit both have rated, only one category was used, or the weights take
/// all categories used for equal or do not fit.
///
/// # Source
///
/// Scott (1955), *Public Opinion Quarterly* 19:321–325.
///
/// # Example
///
/// Artstein and Poesio (2008), *Computational Linguistics* 34:555–596, table 1 on p. 558: .341.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, scott_pi};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// assert_eq!(format!("{:.3}", scott_pi(&ratings, &Options::default())?.value), "0.341");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn scott_pi(ratings: &Ratings, options: &Options) -> Outcome {
    let complete = pairs_only(ratings)?;
    let units = Units::of(&complete);
    let summary = Summary::of(&units, &options.weights)?;
    let estimate = summary.outcome(&fleiss_term(&summary)?, options)?;
    Ok(crate::Estimate { units: ratings.units(), missing_cells: ratings.missing_cells(), ..estimate })
}

/// The value alone.
pub(crate) fn pi_value(ratings: &Ratings, options: &Options) -> Result<f64, Undefined> {
    let complete = pairs_only(ratings)?;
    let units = Units::of(&complete);
    let summary = Summary::of(&units, &options.weights)?;
    Ok(summary.corrected(&fleiss_term(&summary)?))
}

fn pairs_only(ratings: &Ratings) -> Result<Ratings, Undefined> {
    match ratings.coders() {
        _ if ratings.units() == 0 => Err(Undefined::NoUnits),
        2 => {
            let complete = ratings.complete_only();
            if complete.units() == 0 { Err(Undefined::NothingPairable) } else { Ok(complete) }
        }
        coders @ (0 | 1) => Err(Undefined::FewerThanTwoCoders { coders }),
        coders => Err(Undefined::NotTwoCoders { coders }),
    }
}
