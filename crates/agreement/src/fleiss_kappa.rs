use crate::chance_term::ChanceTerm;
use crate::exact_sum::ExactSum;
use crate::summary::Summary;
use crate::units::Units;
use crate::{NullTest, Options, Outcome, Ratings, Undefined, Weights};

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
    let units = Units::of(ratings);
    let summary = Summary::of(&units, &options.weights)?;
    summary.outcome(&fleiss_term(&summary)?, options)
}

/// Gives Fleiss' kappa of one category against all others: the category's own kappa, of pi's kind.
///
/// ```text
/// κ_j = 1 − Σ_i r_ij(r − r_ij) / (n r(r − 1) p_j(1 − p_j))      where no rating is missing
///
/// r_ij   coders who put unit i into category j       r   ratings of each unit
/// p_j    share of category j among all ratings       n   units
/// ```
///
/// It is [`fleiss_kappa`] of two categories, j and all others: so are missing ratings, standard error and interval.
/// Weights are not used.
///
/// Not Cohen's kappa of the collapsed table ([`cohen_kappa_category_2x2`](crate::cohen_kappa_category_2x2)), in which
/// each coder has shares of their own.
///
/// # Undefined when
///
/// As for [`fleiss_kappa`], or there is no such category.
///
/// # Source
///
/// Fleiss (1971), *Psychological Bulletin* 76:378–382, p. 381.
///
/// # Example
///
/// Fleiss (1971): the fifth diagnosis, "other", which none, one, … all six psychiatrists gave to so many patients.
/// Fleiss prints .565, from rounded numbers.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, fleiss_kappa_category};
/// let patients = [(0, 16), (1, 4), (2, 3), (3, 3), (6, 4)];
/// let counts = patients.iter().flat_map(|&(gave, patients)| vec![[6 - gave, gave]; patients]);
/// let kappa = fleiss_kappa_category(&Ratings::from_counts(counts)?, 1, &Options::default())?;
/// assert!((kappa.value - 0.565).abs() < 2e-3);
/// assert_eq!(format!("{:.3}", kappa.value), "0.566");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fleiss_kappa_category(ratings: &Ratings, category: usize, options: &Options) -> Outcome {
    fleiss_kappa(&ratings.one_against_others(category)?, &options.unweighted())
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

/// Tests whether Fleiss' kappa differs from 0, with the standard error it would have if coders agreed by chance only.
///
/// ```text
/// SE₀ = √2 / (Σ p_j q_j √(n r(r − 1))) · √[ (Σ p_j q_j)² − Σ p_j q_j (q_j − p_j) ]      z = κ/SE₀
///
/// p_j   share of category j      q_j = 1 − p_j      n units      r ratings of each
/// ```
///
/// Without weights. For the test only: an interval from SE₀, as some programs print it, is far too narrow. Of one
/// category against all others ([`Ratings::collapsed`]) SE₀ = √(2/(n r(r − 1))).
///
/// # Undefined when
///
/// As for [`fleiss_kappa`], or a rating is missing; there is no test where SE₀ is 0.
///
/// # Source
///
/// Fleiss, Nee and Landis (1979), *Psychological Bulletin* 86:974–977.
///
/// # Example
///
/// Depression in Fleiss's (1971) table against all else: irr 0.84.1 prints kappa .245. SE₀ is √(2/(30·6·5)).
///
/// ```
/// use qualkit_agreement::{Ratings, fleiss_kappa_null_test};
/// let patients = [(0, 17), (1, 6), (2, 4), (3, 1), (4, 1), (5, 1)];
/// let counts = patients.iter().flat_map(|&(gave, patients)| vec![[6 - gave, gave]; patients]);
/// let test = fleiss_kappa_null_test(&Ratings::from_counts(counts)?)?;
/// assert_eq!(format!("{:.3}", test.value), "0.245");
/// assert!((test.standard_error - (2.0_f64 / 900.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fleiss_kappa_null_test(ratings: &Ratings) -> Result<NullTest, Undefined> {
    let units = Units::of(ratings);
    let summary = Summary::of(&units, &Weights::Identity)?;
    let missing_cells = summary.missing_cells;
    if missing_cells > 0 {
        return Err(Undefined::Incomplete { missing_cells });
    }
    let value = summary.corrected(&fleiss_term(&summary)?);
    let spread = || summary.shares.iter().map(|p| p * (1.0 - p));
    let sum = ExactSum::of(spread());
    let skewed = ExactSum::of(summary.shares.iter().zip(spread()).map(|(p, spread)| spread * (1.0 - 2.0 * p)));
    let (units, coders) = (summary.rated as f64, ratings.coders() as f64);
    let scale = libm::sqrt(2.0 / (units * coders * (coders - 1.0))) / sum;
    NullTest::new(value, scale * libm::sqrt((sum * sum - skewed).max(0.0)))
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
