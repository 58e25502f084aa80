//! The regularised incomplete beta function I_x(a, b): the distribution from which F, Student's t and the binomial
//! follow.

use std::f64::consts::TAU;

use super::Tails;
use super::density::{deviance, stirling_error};
use super::root::root;

/// A point at which the beta distribution is asked for, given so that nothing has to be subtracted again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// x.
    pub(super) x: f64,
    /// 1 − x.
    pub(super) y: f64,
    /// a − (a + b) x: how far x lies below the mean, in units of a + b.
    pub(super) below: f64,
}

/// Gives both tails of the beta distribution with parameters a, b > 0 at x, 0 ≤ x ≤ 1.
pub(crate) fn tails(a: f64, b: f64, x: f64) -> Tails {
    let y = 1.0 - x;
    let below = if a <= b { a - (a + b) * x } else { (a + b) * y - b };
    tails_at(a, b, Point { x, y, below })
}

/// x with P(X ≤ x) = `lower`, strictly between 0 and 1.
pub(crate) fn quantile(lower: f64, a: f64, b: f64) -> f64 {
    let at = |u| {
        let tails = tails_at(a, b, from_logit(u, a, b));
        (tails.lower, tails.density)
    };
    from_logit(root(libm::log(a / b), lower, LOGITS, at), a, b).x
}

/// x with P(X > x) = `upper`, strictly between 0 and 1.
pub(crate) fn upper_quantile(upper: f64, a: f64, b: f64) -> f64 {
    let at = |u| {
        let tails = tails_at(a, b, from_logit(u, a, b));
        (tails.upper, -tails.density)
    };
    from_logit(root(libm::log(a / b), upper, LOGITS, at), a, b).x
}

/// Where ln(x/(1 − x)) may lie.
const LOGITS: (f64, f64) = (-700.0, 700.0);

fn from_logit(u: f64, a: f64, b: f64) -> Point {
    let (x, y) = (1.0 / (1.0 + libm::exp(-u)), 1.0 / (1.0 + libm::exp(u)));
    Point { x, y, below: a * y - b * x }
}

pub(super) fn tails_at(a: f64, b: f64, point: Point) -> Tails {
    let Point { x, y, below } = point;
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0, density: 0.0 };
    }
    if y <= 0.0 {
        return Tails { lower: 1.0, upper: 0.0, density: 0.0 };
    }
    let front = front(a, b, point);
    if below >= 0.0 {
        let lower = front * fraction(a, b, x, y, below);
        Tails { lower, upper: 1.0 - lower, density: front }
    } else {
        let upper = front * fraction(b, a, y, x, -below);
        Tails { lower: 1.0 - upper, upper, density: front }
    }
}

/// x^a y^b / B(a, b).
fn front(a: f64, b: f64, point: Point) -> f64 {
    let n = a + b;
    let exponent = deviance(a, n * point.x, point.below) + deviance(b, n * point.y, -point.below);
    let corrections = stirling_error(n) - stirling_error(a) - stirling_error(b);
    libm::sqrt(a / n * b / TAU) * libm::exp(corrections - exponent)
}

/// I_x(a, b) over its front, for x at or below the mean: the continued fraction of Didonato and Morris (1992), *ACM
/// Trans. Math. Softw.* 18:360–373, equation 9.
fn fraction(a: f64, b: f64, x: f64, y: f64, below: f64) -> f64 {
    let shift = 1.0 + below;
    let (odds, one) = (b / a, 1.0 + 1.0 / a);
    let (mut n, mut p, mut s) = (0.0, 1.0, a + 1.0);
    let (mut above_before, mut above) = (0.0, 1.0);
    let (mut under_before, mut under) = (1.0, shift / one);
    let mut value = one / shift;
    loop {
        n += 1.0;
        let t = n / a;
        let w = n * (b - n) * x;
        let share = a / s;
        let alpha = p * (p + odds) * share * share * (w * x);
        let beta = n + w / s + (1.0 + t) / (one + t + t) * (shift + n * (1.0 + y));
        p = 1.0 + t;
        s += 2.0;
        (above_before, above) = (above, alpha * above_before + beta * above);
        (under_before, under) = (under, alpha * under_before + beta * under);
        let next = above / under;
        if (next - value).abs() <= f64::EPSILON / 4.0 * next.abs() {
            return next;
        }
        value = next;
        above_before /= under;
        under_before /= under;
        above = next;
        under = 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_parameters_give_polynomials() {
        // I_x(1, b) = 1 − (1 − x)^b; I_x(2, 2) = 3x² − 2x³.
        for x in [0.001, 0.3, 0.5, 0.9] {
            let one = tails(1.0, 3.0, x);
            assert!((one.upper - (1.0 - x) * (1.0 - x) * (1.0 - x)).abs() < 1e-15, "{x}");
            let two = tails(2.0, 2.0, x);
            assert!((two.lower - x * x * (3.0 - 2.0 * x)).abs() < 1e-15, "{x}");
        }
    }

    #[test]
    fn quantiles_invert_the_tails() {
        // 1 − (1 − x)^b and x^a have quantiles in closed form.
        assert!((quantile(0.025, 1.0, 7.0) - (1.0 - libm::pow(0.975, 1.0 / 7.0))).abs() < 1e-16);
        assert!((upper_quantile(0.025, 7.0, 1.0) - libm::pow(0.975, 1.0 / 7.0)).abs() < 1e-15);
        for (a, b) in [(2.0, 3.0), (70.0, 31.0), (1.0, 1e6), (0.5, 2.0)] {
            for tail in [1e-6, 0.025, 0.5, 0.9] {
                assert!((tails(a, b, quantile(tail, a, b)).lower / tail - 1.0).abs() < 1e-9, "{a} {b} {tail}");
                assert!((tails(a, b, upper_quantile(tail, a, b)).upper / tail - 1.0).abs() < 1e-9, "{a} {b} {tail}");
            }
        }
    }

    #[test]
    fn quantiles_are_found_where_the_first_step_leaves_all_numbers() {
        for tail in [5e-15, 1e-100, 1e-300] {
            let found = quantile(tail, 1e9, 1e9);
            assert!((libm::log(tails(1e9, 1e9, found).lower / tail)).abs() < 1e-4, "{tail} {found}");
            assert!((found + upper_quantile(tail, 1e9, 1e9) - 1.0).abs() < 1e-12, "{tail} {found}");
        }
    }

    #[test]
    fn the_ends_have_all_probability_on_one_side() {
        assert_eq!((tails(2.0, 3.0, 0.0).lower, tails(2.0, 3.0, 0.0).upper), (0.0, 1.0));
        assert_eq!((tails(2.0, 3.0, 1.0).lower, tails(2.0, 3.0, 1.0).upper), (1.0, 0.0));
    }
}
