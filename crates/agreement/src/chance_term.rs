use crate::exact_sum::ExactSum;
use crate::summary::Summary;
use crate::{Estimate, Interval, IntervalMethod, Options, Outcome, Undefined};

/// What a unit contributes to expected agreement is added in whole numbers of 2⁻⁶⁰, so that no order shows.
const ONE: f64 = (1_u64 << 60) as f64;

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
        1.0 - self.observed / term.disagreement
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
        let value = self.corrected(term);
        // Where there is a standard error there are two units.
        let method = IntervalMethod::GwetLinearised { degrees_of_freedom: self.rated.saturating_sub(1) };
        Estimate {
            value,
            observed: Some(1.0 - self.observed),
            expected: Some(1.0 - term.disagreement),
            standard_error,
            interval: standard_error.map(|error| Interval::around(value, error, method, options)),
            p_value: None,
            units: self.ratings.units(),
            coders: self.ratings.coders(),
            pairable: self.pairable,
            missing_cells: self.missing_cells,
        }
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
        if self.rated < 2 {
            return vec![None; terms.len()];
        }
        let scale = self.rated as f64 / self.pairable as f64;
        let mut sums = vec![ExactSum::new(); terms.len()];
        let whole = |by_category: &Vec<f64>| by_category.iter().map(|&share| (share * ONE) as u64).collect();
        let tables: Vec<Option<Vec<u64>>> = terms.iter().map(|term| term.by_category.as_ref().map(whole)).collect();
        let values: Vec<f64> = terms.iter().map(|term| self.corrected(term)).collect();
        self.units.for_each(|unit| {
            if unit.ratings == 0 {
                return;
            }
            let observed = (unit.ratings >= 2).then(|| self.disagreement.share_within(&unit));
            for (place, term) in terms.iter().enumerate() {
                let (value, chance) = (values[place], term.disagreement);
                let own = observed.map_or(0.0, |observed| scale * (chance - observed) / chance);
                let own_chance = tables[place].as_ref().map_or(0.0, |table| {
                    let cells = unit.cells.iter();
                    let sum: u128 = cells.map(|&(k, count)| u128::from(table[k as usize]) * u128::from(count)).sum();
                    sum as f64 / ONE / unit.ratings as f64 - (1.0 - chance)
                });
                let away = own - 2.0 * (1.0 - value) * own_chance / chance - value;
                sums[place].add_times(away * away, unit.times);
            }
        });
        let units = self.rated as f64;
        let error =
            |sum: ExactSum| Some(libm::sqrt(sum.value() / (units * (units - 1.0)) * options.unsampled(self.rated)));
        sums.into_iter().map(error).collect()
    }
}
