//! Probabilities and quantiles of the distributions that intervals and tests are read from.
//!
//! Written here, on `libm` alone, because the digits must be the same on every platform, which libraries over the
//! standard `exp` and `ln` cannot promise. Each tail is computed where it is small, never as one minus the other.

pub(crate) mod beta;
pub(crate) mod binomial;
pub(crate) mod chi_squared;
mod density;
pub(crate) mod fisher;
pub(crate) mod gamma;
pub(crate) mod normal;
mod root;
pub(crate) mod student;

/// Both tails of a distribution at a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tails {
    /// P(X ≤ x).
    pub(crate) lower: f64,
    /// P(X > x).
    pub(crate) upper: f64,
    /// Density on the scale in which x is unbounded: of ln X for the gamma and F, of ln(X/(1 − X)) for the beta.
    pub(crate) density: f64,
}
