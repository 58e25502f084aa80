//! Squared distances of two scores, without a branch, so that the processor works on several at once.

use std::f64::consts::PI;

/// ((x − y)/(x + y))².
#[inline]
pub(crate) fn ratio(x: f64, y: f64) -> f64 {
    let apart = x - y;
    let share = apart / (x + y);
    if apart == 0.0 { 0.0 } else { share * share }
}

/// sin²(π(x − y)/U) of scores that are less than a whole turn from 0.
#[inline]
pub(crate) fn circular(x: f64, y: f64, circumference: f64) -> f64 {
    let least = |one: f64, other: f64| if one < other { one } else { other };
    let apart = (x - y).abs();
    // The way to the nearest whole turn: none, one or two, exactly.
    let away = least(least(apart, (apart - circumference).abs()), (apart - 2.0 * circumference).abs());
    let sine = sine(PI * (away / circumference));
    sine * sine
}

/// (x − y)²/((x + y − 2L)(2H − x − y)).
#[inline]
pub(crate) fn bipolar(x: f64, y: f64, low: f64, high: f64) -> f64 {
    let apart = x - y;
    let square = apart * apart / ((x + y - 2.0 * low) * (2.0 * high - (x + y)));
    if apart == 0.0 { 0.0 } else { square }
}

/// The sine of up to a right angle: its power series, of which no more can be seen. Every other term by itself, so that
/// two sums are on their way at once.
#[inline]
fn sine(angle: f64) -> f64 {
    const ODD: [f64; 5] =
        [1.0 / 121_645_100_408_832e3, 1.0 / 1_307_674_368e3, 1.0 / 39_916_800.0, 1.0 / 5040.0, 1.0 / 6.0];
    const EVEN: [f64; 5] =
        [1.0 / 5.109_094_217_170_944e19, 1.0 / 355_687_428_096e3, 1.0 / 6_227_020_800.0, 1.0 / 362_880.0, 1.0 / 120.0];
    let square = angle * angle;
    let fourth = square * square;
    let [odd, even] = [ODD, EVEN].map(|terms| terms.into_iter().fold(0.0, |sum, term| sum * fourth + term));
    angle + angle * (fourth * even - square * odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_sine() {
        for step in 0..=10_000 {
            let angle = PI / 2.0 * f64::from(step) / 10_000.0;
            let other = libm::sin(angle);
            assert!((sine(angle) - other).abs() <= 4.0 * f64::EPSILON * other, "{angle}");
        }
        assert_eq!(sine(1e-9), libm::sin(1e-9));
    }

    #[test]
    fn a_whole_turn_is_no_distance() {
        for (x, y) in [(0.3, 0.3), (-17.5, 6.5), (23.0, -1.0)] {
            assert_eq!(circular(x, y, 24.0), 0.0);
        }
        assert!((circular(-23.9, 23.9, 24.0) / circular(0.1, 23.9, 24.0) - 1.0).abs() < 1e-12);
    }
}
