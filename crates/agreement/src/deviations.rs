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

impl Deviations {
    pub(crate) fn new() -> Deviations {
        Deviations { squares: ExactSum::new() }
    }

    pub(crate) fn add(&mut self, effect: f64, times: u64) {
        self.squares.add_times(effect * effect, times);
    }

    /// None for fewer than two units, which say nothing about how much units vary.
    pub(crate) fn standard_error(self, units: u64, options: &Options) -> Option<f64> {
        let n = units as f64;
        (units >= 2).then(|| libm::sqrt(self.squares.value() * (n / (n - 1.0)) * options.unsampled(units)))
    }
}
