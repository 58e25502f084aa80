use crate::{Outcome, Undefined};

/// What a threshold is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Criterion {
    /// The value itself: half of all studies of a population that just reaches it will fail.
    #[default]
    Value,
    /// The lower end of the confidence interval: what may be claimed of the population.
    LowerLimit,
}

/// Says whether a measure reaches a threshold: whether its value, or the lower end of its interval, is at least that.
///
/// # Undefined when
///
/// The measure itself is, or the lower end is asked for and the estimate has no interval: [`Undefined::NoInterval`].
///
/// # Source
///
/// Thresholds in use: .800, or .667 for tentative conclusions, Krippendorff (2019), *Content Analysis*, 4th ed.,
/// § 12.4.3.
///
/// # Example
///
/// Cohen (1960), p. 45: kappa .492, which need not be .4 in other samples.
///
/// ```
/// use qualkit_agreement::{Criterion, Options, Ratings, at_least, cohen_kappa};
/// let ratings = Ratings::from_confusion(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]])?;
/// let kappa = cohen_kappa(&ratings, &Options::default());
/// assert_eq!(at_least(&kappa, 0.4, Criterion::Value), Ok(true));
/// assert_eq!(at_least(&kappa, 0.4, Criterion::LowerLimit), Ok(false));
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn at_least(outcome: &Outcome, threshold: f64, on: Criterion) -> Result<bool, Undefined> {
    let estimate = outcome.as_ref().map_err(Clone::clone)?;
    let number = match on {
        Criterion::Value => estimate.value,
        Criterion::LowerLimit => estimate.interval.as_ref().ok_or(Undefined::NoInterval)?.low,
    };
    Ok(number >= threshold - ROUNDING)
}

/// What sums of many terms may be off by, far less than any agreement is known by: 0.8 computed must reach 0.8 written.
const ROUNDING: f64 = 1e-12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Ratings, cohen_kappa};

    #[test]
    fn rounding_does_not_decide() {
        let half = Ratings::from_confusion(&[[20, 10], [20, 50]]).unwrap();
        let mut kappa = cohen_kappa(&half, &Options::default()).unwrap();
        kappa.value = 0.1 + 0.2 - 1e-16;
        let low = kappa.interval.as_mut().unwrap();
        low.low = -1e-16;
        let outcome = Ok(kappa);
        assert_eq!(at_least(&outcome, 0.3, Criterion::Value), Ok(true));
        assert_eq!(at_least(&outcome, 0.0, Criterion::LowerLimit), Ok(true));
        assert_eq!(at_least(&outcome, 0.300_001, Criterion::Value), Ok(false));
    }

    #[test]
    fn an_undefined_measure_reaches_nothing_and_says_why() {
        let same = Ratings::from_confusion(&[[3, 0], [0, 0]]).unwrap();
        let kappa = cohen_kappa(&same, &Options::default());
        assert_eq!(at_least(&kappa, 0.0, Criterion::Value), Err(Undefined::OneCategoryOnly));
        let single = Ratings::from_confusion(&[[0, 1], [0, 0]]).unwrap();
        let kappa = cohen_kappa(&single, &Options::default());
        assert_eq!(at_least(&kappa, 0.0, Criterion::Value), Ok(true));
        assert_eq!(at_least(&kappa, 0.0, Criterion::LowerLimit), Err(Undefined::NoInterval));
    }
}
