use crate::Error;
use crate::distribution::normal;

/// What a test is to achieve; the default is 5 % one-sided with a power of 80 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TestPlan {
    /// Probability of rejecting the null value where it holds.
    pub significance: f64,
    /// Probability of rejecting it where the expected value holds.
    pub power: f64,
    /// Whether only a larger value speaks against the null value.
    pub sides: Sides,
}

/// One-sided or two-sided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// Only a difference in the expected direction counts.
    One,
    /// A difference in either direction counts.
    Two,
}

impl Default for TestPlan {
    fn default() -> TestPlan {
        TestPlan { significance: 0.05, power: 0.80, sides: Sides::One }
    }
}

impl TestPlan {
    pub(super) fn check(&self) -> Result<(), Error> {
        inside("significance level", self.significance, 0.0, 1.0)?;
        inside("power", self.power, 0.0, 1.0)
    }

    /// How many standard errors the test takes.
    pub(super) fn critical(&self) -> f64 {
        let tail = match self.sides {
            Sides::One => self.significance,
            Sides::Two => self.significance / 2.0,
        };
        -normal::quantile(tail)
    }
}

/// How many units are needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampleSize {
    /// As the formula gives it.
    pub exact: f64,
    /// Rounded up.
    pub units: u64,
    /// Whether the coders' rates allow the kappas at all. Where they do not, the formula still gives a number, which
    /// other programs print without a word; a study so planned cannot come out as planned.
    pub attainable: bool,
}

impl SampleSize {
    pub(super) fn of(exact: f64) -> SampleSize {
        // A number that is whole but for rounding is not rounded up.
        SampleSize { exact, units: libm::ceil(exact * (1.0 - 1e-12)) as u64, attainable: true }
    }
}

/// Refuses a parameter that does not lie strictly between two ends.
pub(super) fn inside(what: &'static str, value: f64, low: f64, high: f64) -> Result<(), Error> {
    if value > low && value < high { Ok(()) } else { Err(Error::Parameter { what, value, low, high }) }
}
