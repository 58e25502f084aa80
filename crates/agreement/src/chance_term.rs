use crate::deviations::{Deviations, beyond_chance};
use crate::fixed::Fixed;
use crate::rows::Unit;
use crate::summary::Summary;
use crate::{Chance, Estimate, IntervalMethod, Options, Outcome, Undefined};

/// How a coefficient (p_a − p_e)/(1 − p_e) takes chance, and what each unit contributes to p_e.
pub(crate) struct ChanceTerm {
    /// 1 − p_e, above 0.
    pub(crate) disagreement: f64,
    /// p_e,i = Σ_k g_k r_ik / r_i: the g_k, from 0 to 2; none where p_e does not depend on the ratings.
    pub(crate) by_category: Option<Vec<f64>>,
}

impl ChanceTerm {
    /// No correction for chance.
    pub(crate) const NONE: ChanceTerm = ChanceTerm { disagreement: 1.0, by_category: None };
}

impl Summary<'_> {
    /// 1 − (1 − p_a)/(1 − p_e), which is (p_a − p_e)/(1 − p_e).
    pub(crate) fn corrected(&self, term: &ChanceTerm) -> f64 {
        beyond_chance(self.observed, term.disagreement)
    }

    /// Fails if expected disagreement is 0.
    pub(crate) fn some_disagreement(&self, expected: f64) -> Result<f64, Undefined> {
        match self.used().len() {
            _ if expected > 0.0 => Ok(expected),
            1 => Err(Undefined::OneCategoryOnly),
            _ => Err(Undefined::NoDistance),
        }
    }

    pub(crate) fn outcome(&self, term: &ChanceTerm, options: &Options) -> Outcome {
        let standard_error = self.standard_errors(&[term], options)[0];
        Ok(self.estimate(term, standard_error, options))
    }

    pub(crate) fn estimate(&self, term: &ChanceTerm, standard_error: Option<f64>, options: &Options) -> Estimate {
        let chance = Chance { observed: 1.0 - self.observed, expected: 1.0 - term.disagreement };
        // Where there is a standard error there are two units.
        let method = IntervalMethod::GwetLinearised { degrees_of_freedom: self.rated.saturating_sub(1) };
        let error = standard_error.map(|error| (error, method));
        let basis = [self.pairable, self.missing_cells];
        Estimate::new(Some(chance), self.corrected(term), error, self.ratings, basis, options)
    }

    /// Gwet's (2014) linearised standard errors of several coefficients in one pass over the units, which are sampled.
    ///
    /// ```text
    /// √( Σ_i (κ*_i − κ)² / (n(n − 1)) )
    /// κ*_i = κ_i − 2(1 − κ)(p_e,i − p_e)/(1 − p_e)
    /// κ_i = (n/n′)(p_a,i − p_e)/(1 − p_e), 0 if r_i < 2
    /// ```
    ///
    /// None for fewer than two units.
    pub(crate) fn standard_errors(&self, terms: &[&ChanceTerm], options: &Options) -> Vec<Option<f64>> {
        let mut sums = vec![Deviations::new(); terms.len()];
        let fixed = |shares: &Vec<f64>| shares.iter().map(|&share| Fixed::new(share)).collect();
        let tables: Vec<Option<Vec<Fixed>>> = terms.iter().map(|term| term.by_category.as_ref().map(fixed)).collect();
        let factors: Vec<f64> = terms.iter().map(|term| self.chance_factor(term)).collect();
        self.units.for_each(|unit| {
            if unit.ratings == 0 {
                return;
            }
            let observed = self.own_observed(&unit);
            for (place, term) in terms.iter().enumerate() {
                let own_chance = tables[place].as_ref().map_or(0.0, |table| {
                    let sum: Fixed = unit.cells.iter().map(|&(k, count)| table[k as usize].times(count)).sum();
                    sum.value() / unit.ratings as f64 - (1.0 - term.disagreement)
                });
                let effect = self.observed_effect(term, observed) - factors[place] * own_chance;
                sums[place].add(effect, unit.times);
            }
        });
        let ends = sums.into_iter().zip(terms);
        ends.map(|(sum, term)| sum.standard_error_of(self.rated, self.effect_size(term), options)).collect()
    }

    /// How large the terms are whose sum is a unit's effect, times n.
    pub(crate) fn effect_size(&self, term: &ChanceTerm) -> f64 {
        1.0 / term.disagreement + self.chance_factor(term) * self.rated as f64
    }

    /// 1 − p_a,i, where the unit has two ratings.
    pub(crate) fn own_observed(&self, unit: &Unit<'_>) -> Option<f64> {
        (unit.ratings >= 2).then(|| self.disagreement.share_within(unit))
    }

    /// What (κ*_i − κ)/n has of the first part, (κ_i − κ)/n, from 1 − p_a,i.
    pub(crate) fn observed_effect(&self, term: &ChanceTerm, own_observed: Option<f64>) -> f64 {
        let scale = self.rated as f64 / self.pairable as f64;
        let own = own_observed.map_or(0.0, |observed| scale * (term.disagreement - observed) / term.disagreement);
        (own - self.corrected(term)) / self.rated as f64
    }

    /// What p_e,i − p_e is multiplied by to be taken from that: 2(1 − κ)/(1 − p_e)/n.
    pub(crate) fn chance_factor(&self, term: &ChanceTerm) -> f64 {
        2.0 * (1.0 - self.corrected(term)) / term.disagreement / self.rated as f64
    }
}
