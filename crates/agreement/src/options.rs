use crate::{Error, Level, Weights};

/// What may be chosen about an estimate; the default is a 95 % interval.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Level of the confidence interval.
    pub confidence: Confidence,
    /// How much two categories agree, for percent agreement and the kappas; [`Weights::Identity`] counts only equal
    /// ones.
    pub weights: Weights,
    /// Level of measurement, for Krippendorff's alpha.
    pub level: Level,
    /// How many units there are in all, if those rated were sampled from so many; `None` is more than can be counted.
    /// The fewer are left out, the smaller the standard errors that take units to be sampled.
    pub population: Option<u64>,
}

impl Options {
    /// Gives the same without weights or level of measurement, for categories that are equal or not: one category
    /// against all others, a code that is there or not.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{Level, Options, Weights};
    /// let options = Options { weights: Weights::Linear, level: Level::Ordinal, ..Options::default() };
    /// assert_eq!(options.unweighted(), Options::default());
    /// ```
    pub fn unweighted(&self) -> Options {
        Options { weights: Weights::Identity, level: Level::Nominal, ..self.clone() }
    }

    /// 1 − f: the share of the population that was not sampled.
    pub(crate) fn unsampled(&self, units: u64) -> f64 {
        self.population.map_or(1.0, |all| all.saturating_sub(units) as f64 / all.max(1) as f64)
    }
}

/// A confidence level, strictly between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// Takes a level as a proportion, such as 0.95.
    ///
    /// # Errors
    ///
    /// [`Error::Confidence`] if it is not strictly between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{Confidence, Options};
    /// let options = Options { confidence: Confidence::new(0.99)?, ..Options::default() };
    /// assert_eq!(options.confidence.get(), 0.99);
    /// assert!(Confidence::new(95.0).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn new(level: f64) -> Result<Confidence, Error> {
        if level > 0.0 && level < 1.0 { Ok(Confidence(level)) } else { Err(Error::Confidence { level }) }
    }

    /// Gives the level as a proportion.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Default for Confidence {
    /// 95 %.
    fn default() -> Confidence {
        Confidence(0.95)
    }
}
