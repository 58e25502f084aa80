//! The chi-squared distribution with real degrees of freedom.

use super::gamma;

/// P(X > x).
pub(crate) fn sf(x: f64, degrees: f64) -> f64 {
    gamma::tails(degrees / 2.0, x / 2.0).upper
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_equal_values_of_forty_digits() {
        for (x, degrees, tail) in [
            (0.0, 3.0, 1.0),
            (3.84, 1.0, 0.050_043_521_248_705_103),
            (0.01, 1.0, 0.920_344_325_445_942),
            (100.0, 3.0, 1.554_159_431_389_605e-21),
            (1_000_100_000.0, 1e9, 0.012_675_611_994_935_557),
            (999_900_000.0, 1e9, 0.987_328_293_333_739_5),
            (40.0, 20.5, 0.006_113_671_604_744_214),
            (700.0, 2.0, 9.929_590_396_264_98e-153),
            (1400.0, 1.0, 2.101_014_516_264_217_5e-306),
            (0.5, 7.0, 0.999_446_481_390_425),
        ] {
            assert!((sf(x, degrees) / tail - 1.0).abs() < 1e-12, "{x} {degrees}");
        }
    }
}
