use std::fmt;
use std::str::FromStr;

use crate::{
    Error, Options, Outcome, Ratings, Undefined, cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement,
};

/// A measure of agreement on fixed units, by name: all have one shape, ratings and options in, an outcome out.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, Undefined};
/// let ratings = Ratings::from_rows([[Some(0), Some(0), Some(1)], [Some(1), Some(1), Some(1)]], 2)?;
/// let kappa: Measure = "cohen_kappa".parse()?;
/// assert_eq!(kappa.suits(&ratings), Err(Undefined::NotTwoCoders { coders: 3 }));
/// assert!(Measure::FleissKappa.estimate(&ratings, &Options::default()).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// [`percent_agreement`].
    PercentAgreement,
    /// [`cohen_kappa`].
    CohenKappa,
    /// [`fleiss_kappa`].
    FleissKappa,
    /// [`krippendorff_alpha`].
    KrippendorffAlpha,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Measure; 4] =
        [Measure::PercentAgreement, Measure::CohenKappa, Measure::FleissKappa, Measure::KrippendorffAlpha];

    /// Gives the name for machines, such as `cohen_kappa`.
    pub fn name(self) -> &'static str {
        match self {
            Measure::PercentAgreement => "percent_agreement",
            Measure::CohenKappa => "cohen_kappa",
            Measure::FleissKappa => "fleiss_kappa",
            Measure::KrippendorffAlpha => "krippendorff_alpha",
        }
    }

    /// Gives the name for people, such as "Cohen's kappa".
    pub fn title(self) -> &'static str {
        match self {
            Measure::PercentAgreement => "Percent agreement",
            Measure::CohenKappa => "Cohen’s kappa",
            Measure::FleissKappa => "Fleiss’ kappa",
            Measure::KrippendorffAlpha => "Krippendorff’s alpha",
        }
    }

    /// Says whether the measure is made for such a table, before anything is computed.
    ///
    /// # Errors
    ///
    /// Why it has no value on any table of this kind: too few or too many coders, coders without names. A table it
    /// suits can still leave it undefined, where nothing can be paired or only one category was used.
    pub fn suits(self, ratings: &Ratings) -> Result<(), Undefined> {
        let coders = ratings.coders();
        match self {
            _ if ratings.units() == 0 => Err(Undefined::NoUnits),
            _ if coders < 2 => Err(Undefined::FewerThanTwoCoders { coders }),
            Measure::CohenKappa if !ratings.names_coders() => Err(Undefined::CodersUnnamed),
            Measure::CohenKappa if coders != 2 => Err(Undefined::NotTwoCoders { coders }),
            _ => Ok(()),
        }
    }

    /// Computes the measure with all that belongs to it.
    ///
    /// # Errors
    ///
    /// Why it has no value on these ratings.
    pub fn estimate(self, ratings: &Ratings, options: &Options) -> Outcome {
        match self {
            Measure::PercentAgreement => percent_agreement(ratings, options),
            Measure::CohenKappa => cohen_kappa(ratings, options),
            Measure::FleissKappa => fleiss_kappa(ratings, options),
            Measure::KrippendorffAlpha => krippendorff_alpha(ratings, options),
        }
    }

    /// Computes the value alone, without a standard error: the same digits as in [`estimate`](Measure::estimate).
    ///
    /// # Errors
    ///
    /// Why it has no value on these ratings.
    pub fn value(self, ratings: &Ratings, options: &Options) -> Result<f64, Undefined> {
        self.estimate(ratings, options).map(|estimate| estimate.value)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Measure {
    type Err = Error;

    fn from_str(text: &str) -> Result<Measure, Error> {
        let found = Measure::ALL.into_iter().find(|measure| measure.name() == text);
        found.ok_or_else(|| Error::UnknownMeasure { found: text.to_owned() })
    }
}
