use crate::sum::sorted_sum;

/// Gwet's (2014) linearised standard error, units sampled from an infinite population.
///
/// ```text
/// √( Σ_i (x_i − x)² / (n(n − 1)) )      x_i what unit i contributes, x the value, n units
/// ```
///
/// `contributions` are the x_i with the number of units that have them. Undefined for fewer than two units.
pub(crate) fn linearised(contributions: impl Iterator<Item = (f64, u64)>, value: f64, units: u64) -> Option<f64> {
    if units < 2 {
        return None;
    }
    let squares = contributions.map(|(x, times)| times as f64 * (x - value) * (x - value));
    let units = units as f64;
    Some(libm::sqrt(sorted_sum(squares) / (units * (units - 1.0))))
}
