use crate::{KappaParts, TwoByTwo, Undefined};

/// When agreement and kappa contradict each other; the limits are conventions of this crate and may be set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParadoxRule {
    /// Observed agreement from here on is high: .80 unless set, with which PABAK is at least .60.
    pub high_agreement: f64,
    /// Kappa below this is low: .40 unless set.
    pub low_kappa: f64,
    /// Bias that raises kappa by at least this is worth a word: .05 unless set.
    pub bias_effect: f64,
}

impl Default for ParadoxRule {
    fn default() -> ParadoxRule {
        ParadoxRule { high_agreement: 0.80, low_kappa: 0.40, bias_effect: 0.05 }
    }
}

/// The two paradoxes of kappa, with the numbers that show them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paradox {
    /// The first: agreement is high and kappa low, because the code is much rarer, or much more common, than its
    /// absence.
    pub prevalence: bool,
    /// The second: kappa is higher than it would be if both coders used the code equally often.
    pub bias: bool,
    /// Kappa taken apart.
    pub parts: KappaParts,
}

impl TwoByTwo {
    /// Says whether one of Feinstein and Cicchetti's paradoxes is at work in the kappa of this code.
    ///
    /// The first (high agreement, low kappa): p_o ≥ `high_agreement` and κ < `low_kappa`. Bias only raises kappa, so
    /// what lowers it there is prevalence: see [`KappaParts::prevalence_effect`]. The second (unequal totals help):
    /// κ − BAK ≥ `bias_effect`. Both may hold.
    ///
    /// # Undefined when
    ///
    /// The table is empty, or both coders used one and the same category only.
    ///
    /// # Source
    ///
    /// Feinstein and Cicchetti (1990), *Journal of Clinical Epidemiology* 43:543–549, who name the paradoxes without
    /// giving limits; the parts: Byrt, Bishop and Carlin (1993), *ibid.* 46:423–429.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{ParadoxRule, TwoByTwo};
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// let paradox = table.paradox(&ParadoxRule::default())?;
    /// assert!(paradox.prevalence && !paradox.bias);
    /// assert_eq!(paradox.parts.prevalence_index, 0.75);
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn paradox(&self, rule: &ParadoxRule) -> Result<Paradox, Undefined> {
        let parts = self.kappa_parts()?;
        Ok(Paradox {
            prevalence: parts.observed >= rule.high_agreement && parts.kappa < rule.low_kappa,
            bias: parts.bias_effect() >= rule.bias_effect,
            parts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_balanced_table_has_no_paradox_and_a_biased_one_the_second() {
        let paradox = |both, only_first, only_second, neither| {
            TwoByTwo { both, only_first, only_second, neither }.paradox(&ParadoxRule::default()).unwrap()
        };
        let balanced = paradox(40, 9, 6, 45);
        assert!(!balanced.prevalence && !balanced.bias);
        // Feinstein and Cicchetti (1990): kappa .26, against .13 where the totals are less unequal.
        let biased = paradox(25, 35, 5, 35);
        assert!(!biased.prevalence && biased.bias);
        assert_eq!(format!("{:.2}", biased.parts.kappa), "0.26");
    }
}
