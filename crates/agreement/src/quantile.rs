//! How many standard errors an interval reaches to either side.
//!
//! Both functions invert the central probability P(|X| ≤ x) by bisection to the last bit. Written here because the
//! digits must be the same on every platform, which libraries over the standard `exp` and `ln` cannot promise.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, SQRT_2};

/// From here on the expansion in powers of 1/ν is exact to double precision, and the finite sum is long.
const MANY: u64 = 1000;

/// Gives z with P(|Z| ≤ z) = `level` for a standard normal Z.
pub(crate) fn normal_half_width(level: f64) -> f64 {
    invert(|z| libm::erf(z / SQRT_2), level, 40.0)
}

/// Gives t with P(|T| ≤ t) = `level` for Student's t with ν = `degrees` ≥ 1 degrees of freedom.
pub(crate) fn student_half_width(level: f64, degrees: u64) -> f64 {
    if degrees >= MANY {
        return expanded(level, degrees as f64);
    }
    let angle = invert(|angle| central_probability(angle, degrees), level, FRAC_PI_2);
    libm::sqrt(degrees as f64) * libm::tan(angle)
}

/// P(|T| ≤ √ν tan θ) for whole ν: finite sums of positive terms, Abramowitz & Stegun (1964) 26.7.3 and 26.7.4.
fn central_probability(angle: f64, degrees: u64) -> f64 {
    let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
    let odd = degrees % 2 == 1;
    let mut sum = 0.0;
    let mut term = if odd { cosine } else { 1.0 };
    let mut power = if odd { 1 } else { 0 };
    while power + 2 <= degrees {
        sum += term;
        term *= cosine * cosine * (power + 1) as f64 / (power + 2) as f64;
        power += 2;
    }
    if odd { FRAC_2_PI * (angle + sine * sum) } else { sine * sum }
}

/// t as a series in 1/ν around the normal z, Abramowitz & Stegun (1964) 26.7.5.
fn expanded(level: f64, degrees: f64) -> f64 {
    let z = normal_half_width(level);
    let s = z * z;
    let first = z * (s + 1.0) / 4.0;
    let second = z * ((5.0 * s + 16.0) * s + 3.0) / 96.0;
    let third = z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0;
    let fourth = z * ((((79.0 * s + 776.0) * s + 1482.0) * s - 1920.0) * s - 945.0) / 92160.0;
    z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees
}

fn invert(probability: impl Fn(f64) -> f64, level: f64, mut high: f64) -> f64 {
    let mut low = 0.0;
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return middle;
        }
        if probability(middle) < level {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantiles_are_those_of_the_tables() {
        for (level, z) in [
            (0.5, 0.674_489_750_196_081_7),
            (0.90, 1.644_853_626_951_472_7),
            (0.95, 1.959_963_984_540_054),
            (0.99, 2.575_829_303_548_900_4),
            (0.999, 3.290_526_731_491_926),
        ] {
            assert!((normal_half_width(level) - z).abs() < 1e-13, "{level}");
        }
    }

    #[test]
    fn student_quantiles_are_those_of_the_tables() {
        for (level, degrees, t) in [
            (0.95, 1, 12.706_204_736_174_7),
            (0.95, 2, 4.302_652_729_749_464),
            (0.95, 9, 2.262_157_162_798),
            (0.95, 29, 2.045_229_642_133),
            (0.95, 99, 1.984_216_951_586),
            (0.95, 999, 1.962_341_461_132),
            (0.99, 1, 63.656_741_162_87),
            (0.99, 10, 3.169_272_672_617),
        ] {
            assert!((student_half_width(level, degrees) - t).abs() < 1e-11 * t, "{level} {degrees}");
        }
    }

    #[test]
    fn sum_and_expansion_meet_where_one_hands_over_to_the_other() {
        for level in [0.5, 0.9, 0.95, 0.99, 0.999] {
            let angle = invert(|angle| central_probability(angle, MANY), level, FRAC_PI_2);
            let summed = libm::sqrt(MANY as f64) * libm::tan(angle);
            assert!((summed - expanded(level, MANY as f64)).abs() < 1e-11, "{level}");
        }
    }
}
