//! The standard normal distribution.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, SQRT_2};

use super::root::root;

/// P(Z ≤ z).
pub(crate) fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / SQRT_2)
}

/// P(Z > z).
pub(crate) fn sf(z: f64) -> f64 {
    cdf(-z)
}

/// z with P(Z ≤ z) = `probability`, strictly between 0 and 1.
pub(crate) fn quantile(probability: f64) -> f64 {
    if probability < 0.5 { -upper(2.0 * probability) } else { upper(2.0 * (1.0 - probability)) }
}

/// z with P(|Z| ≤ z) = `level`, strictly between 0 and 1: how many standard errors an interval reaches.
pub(crate) fn half_width(level: f64) -> f64 {
    if level >= 0.5 {
        return upper(1.0 - level);
    }
    // The density is highest at 0, so this lies below the root.
    let start = level * libm::sqrt(FRAC_PI_2);
    root(start, level, (0.0, 1.0), |z| (libm::erf(z / SQRT_2), two_sided_density(z)))
}

/// z ≥ 0 with P(|Z| > z) = `both_tails`.
fn upper(both_tails: f64) -> f64 {
    root(0.0, both_tails, (-1.0, 40.0), |z| (libm::erfc(z / SQRT_2), -two_sided_density(z)))
}

fn two_sided_density(z: f64) -> f64 {
    libm::sqrt(FRAC_2_PI) * libm::exp(-z * z / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_equal_values_of_forty_digits() {
        for (z, tail) in [
            (0.0, 0.5),
            (1.0, 0.158_655_253_931_457_05),
            (5.0, 2.866_515_718_791_939e-7),
            (10.0, 7.619_853_024_160_525e-24),
            (30.0, 4.906_713_927_148_187e-198),
            (37.0, 5.725_571_222_524_577e-300),
            (-2.0, 0.977_249_868_051_820_8),
        ] {
            assert!((sf(z) / tail - 1.0).abs() < 2e-13, "{z}");
            assert_eq!(sf(z), cdf(-z));
        }
    }

    #[test]
    fn quantiles_equal_values_of_forty_digits() {
        for (probability, z) in [
            (1e-300, -37.047_096_299_361_2),
            (1e-10, -6.361_340_902_404_057),
            (0.025, -1.959_963_984_540_054_2),
            (0.3, -0.524_400_512_708_040_8),
            (0.975, 1.959_963_984_540_053_9),
        ] {
            assert!((quantile(probability) / z - 1.0).abs() < 1e-14, "{probability}");
        }
        assert_eq!(quantile(0.5), 0.0);
    }

    #[test]
    fn half_widths_are_those_of_the_tables() {
        for (level, z) in [
            (0.01, 0.012_533_469_508_069_263),
            (0.4, 0.524_400_512_708_040_8),
            (0.5, 0.674_489_750_196_081_7),
            (0.90, 1.644_853_626_951_472_7),
            (0.95, 1.959_963_984_540_054),
            (0.99, 2.575_829_303_548_900_4),
            (0.999, 3.290_526_731_491_926),
        ] {
            assert!((half_width(level) / z - 1.0).abs() < 1e-14, "{level}");
        }
    }
}
