//! The regularised incomplete gamma functions P(a, x) and Q(a, x).

use std::f64::consts::TAU;

use super::Tails;
use super::density::{deviance, stirling_error};

/// Gives both tails of the gamma distribution with shape a > 0 and scale 1 at x ≥ 0.
pub(crate) fn tails(a: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0, density: 0.0 };
    }
    if x.is_infinite() {
        return Tails { lower: 1.0, upper: 0.0, density: 0.0 };
    }
    // x^a e^−x / Γ(a).
    let density = libm::sqrt(a / TAU) * libm::exp(-stirling_error(a) - deviance(a, x, a - x));
    if x <= a {
        let lower = density * series(a, x);
        Tails { lower, upper: 1.0 - lower, density }
    } else {
        let upper = density * fraction(a, x);
        Tails { lower: 1.0 - upper, upper, density }
    }
}

/// Abramowitz and Stegun (1964) 6.5.29: all terms are positive.
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut next) = (1.0 / a, 1.0 / a, a);
    loop {
        next += 1.0;
        term *= x / next;
        let longer = sum + term;
        if longer == sum {
            return sum;
        }
        sum = longer;
    }
}

/// Abramowitz and Stegun (1964) 6.5.31, the even part, evaluated forwards by Lentz's method.
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = (x - a) + 1.0;
    let mut c = f64::INFINITY;
    let mut d = 1.0 / b;
    let mut value = d;
    let mut i = 0.0;
    loop {
        i += 1.0;
        let numerator = i * (a - i);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        let step = c * d;
        value *= step;
        if (step - 1.0).abs() <= f64::EPSILON {
            return value;
        }
    }
}
