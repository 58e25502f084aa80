use crate::fleiss_kappa::fleiss_term;
use crate::summary::Summary;
use crate::units::Units;
use crate::{Options, Outcome, Ratings, Undefined};

/// Gives Scott's pi: agreement of two coders beyond chance, both taken to have the same habits.
///
/// ```text
/// π = (p_a − p_e) / (1 − p_e)      p_e = Σ_kl w_kl π_k π_l      π_k share of category k among the ratings of both
/// ```
///
/// A unit that either coder did not rate is left out. [`fleiss_kappa`](crate::fleiss_kappa) is the same number if nothing
/// is missing, and keeps single ratings for the shares if something is. Standard error and interval as there.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, no unit both have rated, or only one category was used.
///
/// # Source
///
/// Scott (1955), *Public Opinion Quarterly* 19:321–325.
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
