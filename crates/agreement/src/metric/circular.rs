use std::f64::consts::PI;

use crate::exact_sum::ExactSum;

/// For each score, less whole turns, the sum of the circular distances sin²(π(c − k)/U) to all, each times its weight.
///
/// ```text
/// Σ_k n_k sin²(φ_c − φ_k) = s_c² Σ n_k c_k² − 2 s_c c_c Σ n_k s_k c_k + c_c² Σ n_k s_k²
///
/// φ   π(score − m)/U, half the angle from m      s, c   its sine and cosine
/// ```
///
/// That holds for any m. With the score next to the mean direction the mixed sum is small, so that nothing is lost
/// where all scores lie near each other.
pub(super) fn sums(scores: &[f64], weights: &[u64], circumference: f64) -> Vec<f64> {
    let (mut sine, mut cosine) = (ExactSum::new(), ExactSum::new());
    for (place, &weight) in scores.iter().zip(weights) {
        let (s, c) = libm::sincos(2.0 * PI * (place / circumference));
        sine.add_times(s, weight);
        cosine.add_times(c, weight);
    }
    let direction = libm::atan2(sine.value(), cosine.value()) / (2.0 * PI) * circumference;
    let nearness = |place: f64| away(place, direction, circumference).abs();
    let middle = scores.iter().copied().reduce(|one, other| if nearness(other) < nearness(one) { other } else { one });
    let middle = middle.unwrap_or(0.0);
    let of_places: Vec<(f64, f64)> =
        scores.iter().map(|&place| libm::sincos(PI * (away(place, middle, circumference) / circumference))).collect();
    let [mut sines, mut mixed, mut cosines] = [(); 3].map(|()| ExactSum::new());
    for (&(s, c), &weight) in of_places.iter().zip(weights) {
        sines.add_times(s * s, weight);
        mixed.add_times(s * c, weight);
        cosines.add_times(c * c, weight);
    }
    let (sines, mixed, cosines) = (sines.value(), mixed.value(), cosines.value());
    of_places.iter().map(|(s, c)| (s * s * cosines - 2.0 * (s * c) * mixed) + c * c * sines).collect()
}

/// How far a place is from another, the shorter way round.
fn away(place: f64, from: f64, circumference: f64) -> f64 {
    let away = (place - from) % circumference;
    if away > circumference / 2.0 {
        away - circumference
    } else if away < circumference / -2.0 {
        away + circumference
    } else {
        away
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_over_pairs() {
        let mut state = 3_u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / libm::scalbn(1.0, 53)
        };
        // Anywhere, on a half, near each other, astride the start, two groups of which one is small.
        let [whole, half, near, astride] = [(0.0, 24.0), (3.0, 12.0), (5.0, 1e-6), (-0.25, 0.5)]
            .map(|(from, range)| (0..300).map(|_| from + range * draw()).collect::<Vec<f64>>());
        let groups = near.iter().copied().chain([17.0, 17.000_001]).collect();
        for scores in [whole, half, near, astride, groups] {
            let weights: Vec<u64> = (0..scores.len()).map(|k| [1, 3, 1_000][k % 3]).collect();
            for (score, sum) in scores.iter().zip(sums(&scores, &weights, 24.0)) {
                let sines = scores.iter().map(|other| libm::sin(PI * (score - other) / 24.0));
                let direct: f64 = sines.zip(&weights).map(|(sine, &weight)| sine * sine * weight as f64).sum();
                assert!((sum / direct - 1.0).abs() < 1e-13, "{score}: {sum} {direct}");
            }
        }
        assert_eq!(sums(&[0.5, 24.5, -23.5], &[1, 1, 1], 24.0), [0.0; 3]);
    }
}
