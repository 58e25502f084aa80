//! Inverting a tail probability.

/// Finds x where ln `tail`(x) = ln `target` by Newton's method; `tail` gives the probability and its derivative.
///
/// For this the logarithm of the tail must be concave, as it is for the tails used here: from the second step on the
/// iterates approach from one side. Steps that leave the range already known are replaced by halving it.
pub(super) fn root(start: f64, target: f64, (mut low, mut high): (f64, f64), tail: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut x = start;
    for _ in 0..200 {
        let (probability, slope) = tail(x);
        if probability == target {
            return x;
        }
        // Where the tail is too small for a number its slope is 0, with the sign that it has elsewhere.
        if (probability < target) == slope.is_sign_positive() {
            low = x;
        } else {
            high = x;
        }
        let step = libm::log(probability / target) * probability / slope;
        let next = x - step;
        // Convergence is quadratic: what is left after a step is far below the step's square root of precision.
        if step.abs() <= 1e-10 {
            return next;
        }
        x = if next > low && next < high { next } else { low + (high - low) / 2.0 };
    }
    x
}
