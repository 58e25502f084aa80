use crate::chance_term::ChanceTerm;
use crate::exact_sum::ExactSum;
use crate::summary::Summary;
use crate::{Options, Outcome, Ratings, Undefined};

/// Gives Fleiss' kappa: agreement beyond chance for any number of coders, who need not be the same for each unit.
///
/// ```text
/// κ = (p_a − p_e) / (1 − p_e)      p_e = Σ_kl w_kl π_k π_l      π_k = (1/n) Σ_i r_ik / r_i
///
/// p_a    percent agreement over the units with r_i ≥ 2 (see percent_agreement)
/// r_ik   coders who put unit i into category k       r_i   coders who rated unit i
/// π_k    share of category k, each of the n units with r_i ≥ 1 weighing the same
/// w_kl   weights, [k = l] unless others are chosen
/// ```
///
/// For two coders and no missing ratings this is Scott's pi. Missing ratings follow Gwet: a unit with a single
/// rating says nothing about p_a but counts for π_k; a unit without ratings counts for neither. Other programs drop
/// such units ([`Ratings::complete_only`]), or weigh each rating the same, and give other numbers.
///
/// Standard error after Gwet (2014), not the one under the hypothesis of no agreement, which is too small for an
/// interval; t interval with n − 1 degrees of freedom.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings, only one category was used, or the weights take
/// all categories used for equal or do not fit.
///
/// # Source
///
/// Fleiss (1971), *Psychological Bulletin* 76:378–382; Gwet (2014), *Handbook of Inter-Rater
/// Reliability*, 4th ed., ch. 2, 3 and 5.
///
/// # Example
///
/// Fleiss (1971), table on p. 379: 30 patients, 6 psychiatrists, 5 diagnoses, kappa = .430.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, fleiss_kappa};
/// let diagnoses = [
///     [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0],
///     [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0],
///     [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0],
///     [0, 2, 0, 4, 0], [1, 0, 2, 0, 3], [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0],
///     [1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
/// ];
/// let kappa = fleiss_kappa(&Ratings::from_counts(diagnoses)?, &Options::default())?;
/// assert_eq!(format!("{:.3}", kappa.value), "0.430");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fleiss_kappa(ratings: &Ratings, options: &Options) -> Outcome {
    let summary = Summary::of(ratings, &options.weights)?;
    summary.outcome(&fleiss_term(&summary)?, options)
}

/// Chance is two ratings drawn from those of all coders together.
pub(crate) fn fleiss_term(summary: &Summary<'_>) -> Result<ChanceTerm, Undefined> {
    let (used, shares) = (summary.used(), &summary.shares);
    // How much a rating of the category disagrees with one drawn by chance.
    let disagreeing = |k: usize| {
        if summary.disagreement.is_identity() {
            return 1.0 - shares[k];
        }
        ExactSum::of(used.iter().map(|&l| summary.disagreement.get(k, l) * shares[l]))
    };
    let mut by_category = vec![0.0; shares.len()];
    let mut expected = ExactSum::new();
    for &k in &used {
        let disagreeing = disagreeing(k);
        by_category[k] = 1.0 - disagreeing;
        expected.add(shares[k] * disagreeing);
    }
    let disagreement = summary.some_disagreement(expected.value())?;
    Ok(ChanceTerm { disagreement, by_category: Some(by_category) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Estimate;

    #[test]
    fn a_single_rating_counts_for_the_shares_but_not_for_what_is_observed() {
        let pairs_only = Ratings::from_counts([[2, 0], [1, 1], [0, 2]]).unwrap();
        let with_single = Ratings::from_counts([[2, 0], [1, 1], [0, 2], [1, 0]]).unwrap();
        let [before, after] =
            [&pairs_only, &with_single].map(|ratings| fleiss_kappa(ratings, &Options::default()).unwrap());
        assert_eq!(before.observed, after.observed);
        assert_eq!((before.expected, after.expected), (Some(0.5), Some(0.625 * 0.625 + 0.375 * 0.375)));
    }

    #[test]
    fn a_unit_without_ratings_changes_nothing_but_the_number_of_units() {
        let ratings = Ratings::from_counts([[2, 0], [1, 1], [0, 2]]).unwrap();
        let with_empty = Ratings::from_counts([[2, 0], [1, 1], [0, 2], [0, 0]]).unwrap();
        let [without, with] =
            [&ratings, &with_empty].map(|ratings| fleiss_kappa(ratings, &Options::default()).unwrap());
        assert_eq!(with, Estimate { units: 4, missing_cells: 2, ..without });
    }
}
