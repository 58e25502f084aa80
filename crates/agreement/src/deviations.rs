use crate::Options;
use crate::exact_sum::ExactSum;

/// First-order effects of units on a value, squared and added.
///
/// ```text
/// SE = √( (1 − f) n/(n − 1) Σ_i d_i² )      d_i effect of unit i, which sum to 0      n units sampled, f their share
/// ```
#[derive(Clone)]
pub(crate) struct Deviations {
    squares: ExactSum,
}

/// What a sum of a few terms may be off by, as a share of the largest.
pub(crate) const ROUNDING: f64 = 64.0 * f64::EPSILON;

/// 1 − D_o/D_e, exactly 0 where the two differ by nothing but rounding.
pub(crate) fn beyond_chance(observed: f64, expected: f64) -> f64 {
    let value = 1.0 - observed / expected;
    if value.abs() <= 8.0 * f64::EPSILON { 0.0 } else { value }
}

impl Deviations {
    pub(crate) fn new() -> Deviations {
        Deviations { squares: ExactSum::new() }
    }

    pub(crate) fn add(&mut self, effect: f64, times: u64) {
        self.squares.add_times(effect * effect, times);
    }

    /// The standard error, exactly 0 where nothing but rounding is left of effects that cancel; `size` is that of the
    /// terms an effect is the sum of, times n. None for fewer than two units, which say nothing about how much units
    /// vary.
    pub(crate) fn standard_error_of(self, units: u64, size: f64, options: &Options) -> Option<f64> {
        // Σ d² is at least this where one unit's effect, however small its share, is more than rounding.
        let noise = ROUNDING * size;
        let is_noise = self.squares.clone().value() * units as f64 <= noise * noise;
        if is_noise && units >= 2 { Some(0.0) } else { self.standard_error(units, options) }
    }

    /// None for fewer than two units, which say nothing about how much units vary.
    pub(crate) fn standard_error(self, units: u64, options: &Options) -> Option<f64> {
        let n = units as f64;
        (units >= 2).then(|| libm::sqrt(self.squares.value() * (n / (n - 1.0)) * options.unsampled(units)))
    }
}
