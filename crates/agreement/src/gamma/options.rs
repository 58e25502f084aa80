use super::{Dissimilarity, Sampler};
use crate::{Confidence, Error};

/// What may be chosen about gamma.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GammaOptions {
    /// How unlike two segments are.
    pub dissimilarity: Dissimilarity,
    /// How random continua are drawn.
    pub sampler: Sampler,
    /// How many random continua are drawn.
    pub samples: Samples,
    /// Where the random numbers start; the same seed gives the same digits.
    pub seed: u64,
    /// Level of the interval, and of the precision asked for.
    pub confidence: Confidence,
    /// What a pair of segments weighs in gamma-cat and gamma-k.
    pub pair_weight: PairWeight,
}

/// What a pair of aligned segments weighs in gamma-cat and gamma-k, before the number of segments aligned is allowed
/// for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PairWeight {
    /// max(0, 1 − α·d_pos / Δ∅), as Mathet's program and pygamma-agreement have it.
    #[default]
    PositionTimesAlpha,
    /// max(0, 1 − d_pos / Δ∅), as published for α = 1, where it is the same.
    Position,
    /// As [`PositionTimesAlpha`](PairWeight::PositionTimesAlpha), and each pair of a segment and ∅ in one unitary
    /// alignment counts as unlike with weight Δ∅: as pygamma-agreement has it, which calls it experimental. Segments
    /// without a counterpart then lower gamma-cat.
    WithEmpty,
}

/// How many random continua are drawn; by default as many as the paper's medium precision takes, .02.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Samples(Number);

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Exactly(usize),
    Precision(f64),
}

impl Samples {
    /// Draws so many and no more.
    ///
    /// # Errors
    ///
    /// [`Error::Sampling`] if it is none.
    pub fn exactly(number: usize) -> Result<Samples, Error> {
        match number {
            0 => Err(Error::Sampling { what: "at least one sample has to be drawn" }),
            _ => Ok(Samples(Number::Exactly(number))),
        }
    }

    /// Draws 30, and then as many more as it takes for the expected disorder to be known to a share of itself.
    ///
    /// ```text
    /// N = ⌈(z · c / precision)²⌉
    ///
    /// z   normal deviate of the confidence level (1.96 for 95 %)
    /// c   standard deviation of the first 30 disorders, divided by their mean
    /// ```
    ///
    /// The paper uses .05 (low), .02 (medium) and .01 (high precision).
    ///
    /// # Errors
    ///
    /// [`Error::Sampling`] if `precision` is not strictly between 0 and 1.
    ///
    /// # Source
    ///
    /// Mathet, Widlöcher and Métivier (2015), *Computational Linguistics* 41(3):437–479.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{GammaOptions, Samples};
    /// let options = GammaOptions { samples: Samples::precise(0.01)?, ..GammaOptions::default() };
    /// assert_ne!(options.samples, Samples::default());
    /// assert!(Samples::precise(2.0).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn precise(precision: f64) -> Result<Samples, Error> {
        if precision > 0.0 && precision < 1.0 {
            Ok(Samples(Number::Precision(precision)))
        } else {
            Err(Error::Sampling { what: "the precision of the expected disorder must be between 0 and 1" })
        }
    }

    pub(super) fn number(self) -> Number {
        self.0
    }
}

impl Default for Samples {
    fn default() -> Samples {
        Samples(Number::Precision(0.02))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_samples_and_impossible_precisions_are_refused() {
        assert!(Samples::exactly(0).is_err());
        assert!(Samples::exactly(1).is_ok());
        for precision in [0.0, 1.0, 2.0, -0.1, f64::NAN] {
            assert!(Samples::precise(precision).is_err());
        }
    }
}
