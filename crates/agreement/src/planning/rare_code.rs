use super::plan::inside;
use crate::Error;
use crate::distribution::binomial;

/// Most units that are looked at.
const MOST: u64 = 1 << 53;

/// Gives how many units must be drawn so that a code applies to at least some number of them with some probability.
///
/// ```text
/// the smallest n with P(X ≥ occurrences) ≥ probability      X binomial with n draws of `rate`
/// ```
///
/// Where a code is rare, kappa rests on the few units that have it: this is the number to plan first. It is the
/// quantile of a negative binomial distribution, taken exactly.
///
/// # Errors
///
/// A rate or probability that is not strictly between 0 and 1, or more than 2⁵³ units.
///
/// # Source
///
/// The binomial distribution; no publication.
///
/// # Example
///
/// For a code that applies to one turn in fifty: 149 turns for one occurrence with 95 %.
///
/// ```
/// use qualkit_agreement::units_for_occurrences;
/// // 0.98^149 = .0493
/// assert_eq!(units_for_occurrences(1, 0.02, 0.95)?, 149);
/// assert_eq!(units_for_occurrences(0, 0.02, 0.95)?, 0);
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn units_for_occurrences(occurrences: u64, rate: f64, probability: f64) -> Result<u64, Error> {
    inside("rate of the code", rate, 0.0, 1.0)?;
    inside("probability", probability, 0.0, 1.0)?;
    let enough = |units: u64| binomial::at_least(occurrences, units, rate) >= probability;
    if occurrences == 0 {
        return Ok(0);
    }
    let (mut low, mut high) = (occurrences - 1, occurrences);
    while !enough(high) {
        low = high;
        high = high.saturating_mul(2);
        if high > MOST {
            return Err(Error::TooMany { what: "units", limit: MOST });
        }
    }
    // `low` units are too few, `high` are enough.
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle) { high = middle } else { low = middle }
    }
    Ok(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_fewer_is_too_few_by_direct_summation() {
        let tail = |occurrences: u64, units: u64, rate: f64| {
            let mut term = libm::pow(1.0 - rate, units as f64);
            let mut below = 0.0;
            for j in 0..occurrences {
                below += term;
                term *= (units - j) as f64 / (j + 1) as f64 * rate / (1.0 - rate);
            }
            1.0 - below
        };
        for (occurrences, rate, probability) in [(5, 0.05, 0.9), (30, 0.3, 0.99), (1, 0.5, 0.5), (10, 0.9, 0.95)] {
            let units = units_for_occurrences(occurrences, rate, probability).unwrap();
            assert!(tail(occurrences, units, rate) >= probability, "{rate}");
            assert!(units == occurrences || tail(occurrences, units - 1, rate) < probability, "{rate}");
        }
    }

    #[test]
    fn what_is_no_probability_is_refused() {
        assert!(units_for_occurrences(1, 0.0, 0.95).is_err());
        assert!(units_for_occurrences(1, 0.5, 1.0).is_err());
        assert_eq!(units_for_occurrences(u64::MAX, 0.5, 0.9), Err(Error::TooMany { what: "units", limit: MOST }));
    }
}
