//! Limits corrected for bias and acceleration: Efron (1987), *J. Amer. Statist. Assoc.* 82:171–185.

use rayon::prelude::*;

use crate::distribution::normal;
use crate::sum::sorted_sum;
use crate::{NoInterval, Undefined};

/// Statistics with one thing of a kind left out, and how many things there are of that kind.
pub(crate) type WithoutOne = (Vec<Option<f64>>, u64);

/// Leaves out one thing of each kind in turn.
pub(crate) fn jackknife(
    multiplicities: &[u64],
    statistics: &(impl Fn(&[u64]) -> Vec<Result<f64, Undefined>> + Sync),
) -> Vec<WithoutOne> {
    let kinds = (0..multiplicities.len()).into_par_iter().filter(|&kind| multiplicities[kind] > 0);
    kinds
        .map_init(
            || multiplicities.to_vec(),
            |times, kind| {
                times[kind] -= 1;
                let values = statistics(times).into_iter().map(Result::ok).collect();
                times[kind] += 1;
                (values, times[kind])
            },
        )
        .collect()
}

/// Gives the acceleration from the values with one thing left out, each with how many things there are of its kind.
///
/// ```text
/// a = Σ_i (θ̄ − θ_i)³ / (6 (Σ_i (θ̄ − θ_i)²)^1.5)      θ_i without thing i, θ̄ their mean
/// ```
///
/// None if one of them is undefined, or if all are equal.
pub(crate) fn acceleration(without_one: impl Iterator<Item = (Option<f64>, u64)>) -> Option<f64> {
    let values: Vec<(f64, f64)> =
        without_one.map(|(value, times)| Some((value?, times as f64))).collect::<Option<_>>()?;
    let things: f64 = values.iter().map(|&(_, times)| times).sum();
    let mean = sorted_sum(values.iter().map(|&(value, times)| times * value)) / things;
    let squares = sorted_sum(values.iter().map(|&(value, times)| times * (mean - value) * (mean - value)));
    let cubes = sorted_sum(values.iter().map(|&(value, t)| t * (mean - value) * (mean - value) * (mean - value)));
    (squares > 0.0).then(|| cubes / (6.0 * squares * libm::sqrt(squares)))
}

/// Gives the shares of resamples below the lower and above the upper limit.
///
/// ```text
/// below = Φ(z₀ + (z₀ − z) / (1 − a(z₀ − z)))      z₀ = Φ⁻¹(share of resamples below the value, half of those equal)
/// above = 1 − Φ(z₀ + (z₀ + z) / (1 − a(z₀ + z)))  z  = Φ⁻¹((1 + level)/2)
/// ```
pub(crate) fn tails(
    value: f64,
    sorted: &[f64],
    acceleration: Option<f64>,
    level: f64,
) -> Result<(f64, f64), NoInterval> {
    let acceleration = acceleration.ok_or(NoInterval::NoAcceleration)?;
    let below = sorted.partition_point(|&replicate| replicate < value);
    let not_above = sorted.partition_point(|&replicate| replicate <= value);
    let twice = below + not_above;
    if twice == 0 || twice == 2 * sorted.len() {
        return Err(NoInterval::ValueOutsideResamples);
    }
    let bias = normal::quantile(twice as f64 / (2 * sorted.len()) as f64);
    let z = normal::half_width(level);
    let moved = |z: f64| {
        let room = 1.0 - acceleration * (bias + z);
        (room > 0.0).then(|| bias + (bias + z) / room).ok_or(NoInterval::NoAcceleration)
    };
    Ok((normal::cdf(moved(-z)?), normal::sf(moved(z)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_bias_and_acceleration_the_tails_are_those_of_the_level() {
        let sorted: Vec<f64> = (0..1000).map(f64::from).collect();
        let (below, above) = tails(499.5, &sorted, Some(0.0), 0.95).unwrap();
        assert!((below - 0.025).abs() < 1e-12 && (above - 0.025).abs() < 1e-12);
    }

    #[test]
    fn a_value_below_most_resamples_moves_both_limits_down() {
        let sorted: Vec<f64> = (0..1000).map(f64::from).collect();
        // z₀ = Φ⁻¹(0.4) = −0.2533: Φ(2 z₀ − 1.96) = 0.006819 and 1 − Φ(2 z₀ + 1.96) = 0.073074.
        let (below, above) = tails(400.0 - 0.5, &sorted, Some(0.0), 0.95).unwrap();
        assert!((below - 0.006_819).abs() < 1e-6 && (above - 0.073_074).abs() < 1e-6, "{below} {above}");
    }

    #[test]
    fn the_acceleration_of_a_mean_is_a_sixth_of_the_skewness_over_root_n() {
        let numbers = [1.0, 2.0, 4.0, 7.0, 11.0];
        let without = |number: f64| (Some((25.0 - number) / 4.0), 1);
        // Σ(x − x̄)³ = 132 and Σ(x − x̄)² = 66 for these.
        let expected = 132.0 / (6.0 * 66.0 * libm::sqrt(66.0));
        let found = acceleration(numbers.into_iter().map(without)).unwrap();
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    #[test]
    fn one_undefined_value_leaves_no_acceleration() {
        assert_eq!(acceleration([(Some(1.0), 3), (None, 1)].into_iter()), None);
        assert_eq!(acceleration([(Some(1.0), 3), (Some(1.0), 1)].into_iter()), None);
    }
}
