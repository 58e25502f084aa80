use crate::disagreement::Disagreement;
use crate::exact_sum::{ExactSum, rounded};
use crate::rows::Unit;
use crate::units::Units;
use crate::{Ratings, Undefined, Weights};

/// Shares of categories are added as whole numbers of 2⁻⁵⁶, so that no order shows.
const ONE: u64 = 1 << 56;

/// What percent agreement and the kappas of nameless coders are made of, counted once.
pub(crate) struct Summary<'r> {
    pub(crate) ratings: &'r Ratings,
    pub(crate) units: &'r Units<'r>,
    pub(crate) disagreement: Disagreement,
    /// n: units with at least one rating.
    pub(crate) rated: u64,
    /// n′: units with at least two.
    pub(crate) pairable: u64,
    pub(crate) missing_cells: u64,
    /// 1 − p_a.
    pub(crate) observed: f64,
    /// π_k of each category, each rated unit weighing the same.
    pub(crate) shares: Vec<f64>,
}

impl<'r> Summary<'r> {
    /// # Undefined when
    ///
    /// There are no units, fewer than two coders, no unit with two ratings, or the weights do not fit.
    pub(crate) fn of(units: &'r Units<'r>, weights: &Weights) -> Result<Summary<'r>, Undefined> {
        let ratings = units.ratings();
        let coders = ratings.coders();
        if ratings.units() == 0 {
            return Err(Undefined::NoUnits);
        }
        if coders < 2 {
            return Err(Undefined::FewerThanTwoCoders { coders });
        }
        let disagreement = Disagreement::of(weights, ratings)?;
        let (mut rated, mut pairable, mut given) = (0, 0, 0);
        let mut observed = ExactSum::new();
        let mut shares = vec![0_u128; ratings.categories()];
        units.for_each(|unit| {
            if unit.ratings == 0 {
                return;
            }
            rated += unit.times;
            given += unit.times * unit.ratings;
            for &(category, count) in unit.cells {
                shares[category as usize] += u128::from(share(count, unit.ratings)) * u128::from(unit.times);
            }
            if unit.ratings >= 2 {
                pairable += unit.times;
                observed.add_times(disagreement.share_within(&unit), unit.times);
            }
        });
        if pairable == 0 {
            return Err(Undefined::NothingPairable);
        }
        let shares = shares.into_iter().map(|share| share as f64 / ONE as f64 / rated as f64).collect();
        Ok(Summary {
            ratings,
            units,
            disagreement,
            rated,
            pairable,
            missing_cells: coders as u64 * ratings.units() - given,
            observed: observed.value() / pairable as f64,
            shares,
        })
    }

    /// The categories that somebody used.
    pub(crate) fn used(&self) -> Vec<usize> {
        (0..self.shares.len()).filter(|&category| self.shares[category] > 0.0).collect()
    }
}

impl Disagreement {
    /// 1 − p_a,i: the share of disagreement among the ordered pairs of coders who rated a unit.
    pub(crate) fn share_within(&self, unit: &Unit<'_>) -> f64 {
        self.within(unit) / rounded(unit.pairs())
    }
}

/// r_ik / r_i, as a whole number of parts.
fn share(count: u64, ratings: u64) -> u64 {
    if count < 256 {
        (count * ONE) / ratings
    } else {
        ((u128::from(count) * u128::from(ONE)) / u128::from(ratings)) as u64
    }
}
