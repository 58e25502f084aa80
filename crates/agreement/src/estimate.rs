use crate::{Interval, IntervalMethod, Options, Ratings, Undefined};

/// What a measure of agreement gives: its value, what it is made of, and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The measure; 1 is perfect agreement, and for the chance-corrected ones 0 is what chance gives.
    pub value: f64,
    /// Observed agreement, where the measure has one: a proportion. For alpha this is 1 − D_o in the units of δ², a
    /// proportion at the nominal level.
    pub observed: Option<f64>,
    /// Agreement expected by chance, where the measure has one: a proportion. For alpha 1 − D_e; for percent agreement
    /// 0.
    pub expected: Option<f64>,
    /// Standard error of the value, where the data allow one (it takes at least two units). It is 0 if all units
    /// agree, which says that the formula sees no variation, not that there is none.
    pub standard_error: Option<f64>,
    /// Confidence interval, where there is a standard error.
    pub interval: Option<Interval>,
    /// How likely a value at least as large is if the true one is 0: one-sided, from the standard error that the
    /// interval uses. None where that is 0 or missing.
    pub p_value: Option<f64>,
    /// Units in the table, rated or not.
    pub units: u64,
    /// Coders in the table.
    pub coders: usize,
    /// Units with at least two ratings: those on which agreement can be seen.
    pub pairable: u64,
    /// Cells of the table without a rating.
    pub missing_cells: u64,
}

impl Estimate {
    /// Gives a value alone, without error, interval or chance, for statistics that have none.
    ///
    /// The other counts are those of the table; `pairable` says on how many units the value rests.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{Estimate, Ratings};
    /// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
    /// let estimate = Estimate::plain(0.7, &ratings, ratings.pairable());
    /// assert_eq!((estimate.units, estimate.coders, estimate.standard_error), (100, 2, None));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn plain(value: f64, ratings: &Ratings, pairable: u64) -> Estimate {
        Estimate {
            value,
            observed: None,
            expected: None,
            standard_error: None,
            interval: None,
            p_value: None,
            units: ratings.units(),
            coders: ratings.coders(),
            pairable,
            missing_cells: ratings.missing_cells(),
        }
    }

    /// An estimate with the interval and the p-value that follow from its standard error.
    pub(crate) fn new(
        chance: Option<Chance>,
        value: f64,
        error: Option<(f64, IntervalMethod)>,
        ratings: &Ratings,
        [pairable, missing_cells]: [u64; 2],
        options: &Options,
    ) -> Estimate {
        Estimate {
            value,
            observed: chance.map(|chance| chance.observed),
            expected: chance.map(|chance| chance.expected),
            standard_error: error.map(|(error, _)| error),
            interval: error.map(|(error, method)| Interval::around(value, error, method, options)),
            p_value: error.and_then(|(error, method)| method.p_value(value, error)),
            units: ratings.units(),
            coders: ratings.coders(),
            pairable,
            missing_cells,
        }
    }

    /// Gives observed and expected agreement, where the measure has both; `None` where it lacks one.
    pub fn chance(&self) -> Option<Chance> {
        Some(Chance { observed: self.observed?, expected: self.expected? })
    }
}

/// A measure's value, or the reason why there is none.
pub type Outcome = Result<Estimate, Undefined>;

/// Observed agreement and the agreement expected by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Observed agreement, a proportion.
    pub observed: f64,
    /// Agreement expected by chance, a proportion.
    pub expected: f64,
}

impl Chance {
    /// Corrects the observed agreement for chance.
    ///
    /// ```text
    /// (p_o − p_e) / (1 − p_e)      p_o observed, p_e expected agreement
    /// ```
    ///
    /// # Undefined when
    ///
    /// Expected agreement is 1: [`Undefined::OneCategoryOnly`].
    ///
    /// # Source
    ///
    /// Cohen (1960), *Educational and Psychological Measurement* 20:37–46, p. 40.
    ///
    /// # Example
    ///
    /// ```
    /// // Cohen (1960), p. 45: .70 observed, .41 expected, kappa .492.
    /// let chance = qualkit_agreement::Chance { observed: 0.70, expected: 0.41 };
    /// assert_eq!(format!("{:.3}", chance.corrected()?), "0.492");
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn corrected(self) -> Result<f64, Undefined> {
        if self.expected >= 1.0 {
            return Err(Undefined::OneCategoryOnly);
        }
        Ok((self.observed - self.expected) / (1.0 - self.expected))
    }
}
