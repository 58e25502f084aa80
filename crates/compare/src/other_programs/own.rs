use qualkit_agreement::{Estimate, Measure, Options};

use super::{CodedTexts, character_ratings};
use crate::{CompareError, Measured, NoUncertainty};

/// Coefficients that stand beside those of other programs.
const BESIDE: [Measure; 5] = [
    Measure::PercentAgreement,
    Measure::CohenKappa,
    Measure::KrippendorffAlpha,
    Measure::GwetAc,
    Measure::BrennanPrediger,
];

/// What the coefficients of our own say of the same codings: every code and pair of coders, every character a unit.
///
/// They have neither intervals nor standard errors: characters of one passage are not independent of each other.
///
/// # Errors
/// As for [`as_program`](crate::as_program).
pub fn own_values(coded: &CodedTexts) -> Result<Vec<Measured>, CompareError> {
    coded.check()?;
    let mut values = Vec::new();
    let without = |estimate| Estimate { standard_error: None, interval: None, p_value: None, ..estimate };
    for (place, code) in coded.codes.iter().enumerate() {
        let ratings = character_ratings(&coded.continua, |code| code == place)?;
        let nothing = ratings.units() == 0;
        for first in 0..coded.coders.len() {
            for second in first + 1..coded.coders.len() {
                // A table without units has no coders either.
                let pair = if nothing { ratings.clone() } else { ratings.coders_only(&[first, second])? };
                values.extend(BESIDE.map(|measure| {
                    let outcome = measure.estimate(&pair, &Options::default()).map(without);
                    let lacking = outcome.is_ok().then_some(NoUncertainty::Characters);
                    Measured {
                        measure: measure.name(),
                        weights: "unweighted".to_owned(),
                        level: None,
                        category: Some(code.clone()),
                        coders: vec![coded.coders[first].clone(), coded.coders[second].clone()],
                        outcome,
                        no_interval: lacking.clone(),
                        no_standard_error: lacking,
                        caveat: None,
                        reason: None,
                    }
                }));
            }
        }
    }
    Ok(values)
}
