mod named;

use crate::bangdiwala_b::b_value;
use crate::brennan_prediger::uniform_term;
use crate::cohen_kappa::kappa_value;
use crate::conger_kappa::conger_value;
use crate::fleiss_kappa::fleiss_term;
use crate::gwet_ac::guessing_term;
use crate::holsti::holsti_value;
use crate::krippendorff_alpha::{alpha_gwet_value, alpha_value};
use crate::light_kappa::light_value;
use crate::lotus::{lotus_value, s_lotus_value};
use crate::scott_pi::pi_value;
use crate::summary::Summary;
use crate::unanimity::unanimity_value;
use crate::units::Units;
use crate::{
    Options, Outcome, Ratings, Undefined, bangdiwala_b, brennan_prediger, cohen_kappa, conger_kappa, fleiss_kappa,
    gwet_ac, holsti, krippendorff_alpha, krippendorff_alpha_gwet, light_kappa, lotus, percent_agreement,
    percent_agreement_all_coders, s_lotus, scott_pi,
};

/// A measure of agreement on fixed units, by name: all have one shape, ratings and options in, an outcome out.
///
/// Names are those of [`Measure::name`]; [`Measure::ALIASES`] are other names of the same numbers.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, Undefined};
/// let ratings = Ratings::from_rows([[Some(0), Some(0), Some(1)], [Some(1), Some(1), Some(1)]], 2)?;
/// let kappa: Measure = "cohen_kappa".parse()?;
/// assert_eq!(kappa.suits(&ratings), Err(Undefined::NotTwoCoders { coders: 3 }));
/// assert_eq!("randolph_kappa".parse(), Ok(Measure::BrennanPrediger));
/// assert!(Measure::FleissKappa.estimate(&ratings, &Options::default()).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// [`percent_agreement`].
    PercentAgreement,
    /// [`percent_agreement_all_coders`].
    PercentAgreementAllCoders,
    /// [`cohen_kappa`].
    CohenKappa,
    /// [`conger_kappa`].
    CongerKappa,
    /// [`light_kappa`].
    LightKappa,
    /// [`scott_pi`].
    ScottPi,
    /// [`fleiss_kappa`].
    FleissKappa,
    /// [`brennan_prediger`].
    BrennanPrediger,
    /// [`gwet_ac`].
    GwetAc,
    /// [`krippendorff_alpha`].
    KrippendorffAlpha,
    /// [`krippendorff_alpha_gwet`].
    KrippendorffAlphaGwet,
    /// [`holsti`].
    Holsti,
    /// [`lotus`].
    Lotus,
    /// [`s_lotus`].
    SLotus,
    /// [`bangdiwala_b`].
    BangdiwalaB,
}

impl Measure {
    /// Says whether the measure is made for such a table, before anything is computed.
    ///
    /// # Undefined when
    ///
    /// It has no value on any table of this kind: too few or too many coders, coders without names. A table it
    /// suits can still leave it undefined, where nothing can be paired or only one category was used.
    pub fn suits(self, ratings: &Ratings) -> Result<(), Undefined> {
        let coders = ratings.coders();
        match self {
            _ if ratings.units() == 0 => Err(Undefined::NoUnits),
            _ if coders < 2 => Err(Undefined::FewerThanTwoCoders { coders }),
            _ if self.asks_who() && !ratings.names_coders() => Err(Undefined::CodersUnnamed),
            Measure::CohenKappa | Measure::ScottPi | Measure::BangdiwalaB if coders != 2 => {
                Err(Undefined::NotTwoCoders { coders })
            }
            _ => Ok(()),
        }
    }

    /// Says whether the measure asks which coder gave which rating.
    pub fn asks_who(self) -> bool {
        match self {
            Measure::CohenKappa
            | Measure::CongerKappa
            | Measure::LightKappa
            | Measure::Holsti
            | Measure::Lotus
            | Measure::SLotus
            | Measure::BangdiwalaB => true,
            Measure::PercentAgreement
            | Measure::PercentAgreementAllCoders
            | Measure::ScottPi
            | Measure::FleissKappa
            | Measure::BrennanPrediger
            | Measure::GwetAc
            | Measure::KrippendorffAlpha
            | Measure::KrippendorffAlphaGwet => false,
        }
    }

    /// Says whether the measure is corrected for chance, so that 0 is what chance gives.
    pub fn corrects_for_chance(self) -> bool {
        !matches!(
            self,
            Measure::PercentAgreement
                | Measure::PercentAgreementAllCoders
                | Measure::Holsti
                | Measure::Lotus
                | Measure::BangdiwalaB
        )
    }

    /// Says whether [`Options::weights`] change the value.
    pub fn takes_weights(self) -> bool {
        matches!(
            self,
            Measure::PercentAgreement
                | Measure::CohenKappa
                | Measure::CongerKappa
                | Measure::LightKappa
                | Measure::ScottPi
                | Measure::FleissKappa
                | Measure::BrennanPrediger
                | Measure::GwetAc
                | Measure::KrippendorffAlphaGwet
        )
    }

    /// Computes the measure with all that belongs to it.
    ///
    /// # Undefined when
    ///
    /// The measure's own function is.
    ///
    /// # Source
    ///
    /// That of the measure's own function.
    ///
    /// # Example
    ///
    /// Artstein and Poesio (2008), *Computational Linguistics* 34:555–596, table 1 on p. 558: .348.
    ///
    /// ```
    /// use qualkit_agreement::{Measure, Options, Ratings};
    /// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
    /// let kappa = Measure::CohenKappa.estimate(&ratings, &Options::default())?;
    /// assert_eq!(format!("{:.3}", kappa.value), "0.348");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn estimate(self, ratings: &Ratings, options: &Options) -> Outcome {
        match self {
            Measure::PercentAgreement => percent_agreement(ratings, options),
            Measure::PercentAgreementAllCoders => percent_agreement_all_coders(ratings, options),
            Measure::CohenKappa => cohen_kappa(ratings, options),
            Measure::CongerKappa => conger_kappa(ratings, options),
            Measure::LightKappa => light_kappa(ratings, options),
            Measure::ScottPi => scott_pi(ratings, options),
            Measure::FleissKappa => fleiss_kappa(ratings, options),
            Measure::BrennanPrediger => brennan_prediger(ratings, options),
            Measure::GwetAc => gwet_ac(ratings, options),
            Measure::KrippendorffAlpha => krippendorff_alpha(ratings, options),
            Measure::KrippendorffAlphaGwet => krippendorff_alpha_gwet(ratings, options),
            Measure::Holsti => holsti(ratings, options),
            Measure::Lotus => lotus(ratings, options),
            Measure::SLotus => s_lotus(ratings, options),
            Measure::BangdiwalaB => bangdiwala_b(ratings, options),
        }
    }

    /// Computes the value alone, without a standard error: the same digits as in [`estimate`](Measure::estimate), in
    /// less time. For resampling.
    ///
    /// # Undefined when
    ///
    /// The measure's own function is.
    ///
    /// # Source
    ///
    /// That of the measure's own function.
    ///
    /// # Example
    ///
    /// Artstein and Poesio (2008), table 1: .348.
    ///
    /// ```
    /// use qualkit_agreement::{Measure, Options, Ratings};
    /// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
    /// let kappa = Measure::CohenKappa.value(&ratings, &Options::default())?;
    /// assert_eq!(format!("{kappa:.3}"), "0.348");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn value(self, ratings: &Ratings, options: &Options) -> Result<f64, Undefined> {
        let of_summary = |value: fn(&Summary<'_>) -> Result<f64, Undefined>| {
            value(&Summary::of(&Units::of(ratings), &options.weights)?)
        };
        match self {
            Measure::PercentAgreement => of_summary(|summary| Ok(1.0 - summary.observed)),
            Measure::PercentAgreementAllCoders => unanimity_value(ratings),
            Measure::CohenKappa => kappa_value(ratings, options),
            Measure::CongerKappa => conger_value(ratings, options),
            Measure::LightKappa => light_value(ratings, options),
            Measure::ScottPi => pi_value(ratings, options),
            Measure::FleissKappa => of_summary(|summary| Ok(summary.corrected(&fleiss_term(summary)?))),
            Measure::BrennanPrediger => of_summary(|summary| Ok(summary.corrected(&uniform_term(summary)?))),
            Measure::GwetAc => of_summary(|summary| Ok(summary.corrected(&guessing_term(summary)?))),
            Measure::KrippendorffAlpha => alpha_value(ratings, options),
            Measure::KrippendorffAlphaGwet => alpha_gwet_value(ratings, options),
            Measure::Holsti => holsti_value(ratings),
            Measure::Lotus => lotus_value(ratings),
            Measure::SLotus => s_lotus_value(ratings),
            Measure::BangdiwalaB => b_value(ratings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_corrected_for_chance_expects_some_agreement_by_chance() {
        let ratings = Ratings::from_confusion(&[[4, 1], [2, 3]]).unwrap();
        for measure in Measure::ALL {
            let expected = measure.estimate(&ratings, &Options::default()).unwrap().expected;
            // The mean of the pairs' kappas corrects within each pair, and has no chance term of its own.
            let expects = expected.is_some_and(|chance| chance > 0.0) || measure == Measure::LightKappa;
            assert_eq!(measure.corrects_for_chance(), expects, "{measure}");
        }
    }
}
