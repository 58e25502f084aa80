//! The binomial distribution's tails.

use super::beta;

/// P(at least `successes` out of `trials`), each with probability `p`.
pub(crate) fn at_least(successes: u64, trials: u64, p: f64) -> f64 {
    if successes == 0 {
        return 1.0;
    }
    if successes > trials {
        return 0.0;
    }
    // Abramowitz and Stegun (1964) 26.5.24.
    beta::tails(successes as f64, (trials - successes) as f64 + 1.0, p).lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_equal_sums_of_forty_digits() {
        for (successes, trials, p, tail) in [
            (3, 10, 0.25, 0.474_407_196_044_921_9),
            (1, 1000, 0.001, 0.632_304_575_229_035_9),
            (50, 60, 0.5, 8.081_907_283_078_588e-8),
            (10, 1_000_000, 1e-5, 0.542_070_911_081_871_3),
            (0, 5, 0.1, 1.0),
            (6, 5, 0.9, 0.0),
        ] {
            assert!((at_least(successes, trials, p) - tail).abs() <= 1e-13 * tail, "{successes} {trials} {p}");
        }
    }
}
