//! Student's t distribution with real degrees of freedom: its square is F with 1 and ν.

use super::fisher;

/// P(T ≤ t).
#[cfg(test)]
pub(crate) fn cdf(t: f64, degrees: f64) -> f64 {
    sf(-t, degrees)
}

/// P(T > t).
pub(crate) fn sf(t: f64, degrees: f64) -> f64 {
    let half = 0.5 * fisher::sf(t * t, 1.0, degrees);
    if t >= 0.0 { half } else { 1.0 - half }
}

/// t with P(T ≤ t) = `probability`, strictly between 0 and 1.
#[cfg(test)]
pub(crate) fn quantile(probability: f64, degrees: f64) -> f64 {
    if probability < 0.5 {
        -libm::sqrt(fisher::upper_quantile(2.0 * probability, 1.0, degrees))
    } else {
        half_width(2.0 * probability - 1.0, degrees)
    }
}

/// t with P(|T| ≤ t) = `level`, strictly between 0 and 1: how many standard errors an interval reaches.
pub(crate) fn half_width(level: f64, degrees: f64) -> f64 {
    let square = if level < 0.5 {
        fisher::quantile(level, 1.0, degrees)
    } else {
        fisher::upper_quantile(1.0 - level, 1.0, degrees)
    };
    libm::sqrt(square)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_equal_values_of_forty_digits() {
        for (t, degrees, tail) in [
            (0.5, 1.0, 0.352_416_382_349_566_73),
            (2.0, 1.0, 0.147_583_617_650_433_27),
            (1e-8, 3.0, 0.499_999_996_324_474),
            (1.0, 2.5, 0.202_030_513_639_136_73),
            (2.5, 7.25, 0.019_932_760_379_457_29),
            (12.0, 30.0, 2.790_092_707_599_628e-13),
            (40.0, 5.0, 9.205_981_085_886_477e-8),
            (1.96, 1e9, 0.024_997_895_286_864_8),
            (8.0, 1e9, 6.220_967_142_227_382e-16),
            (30.0, 1e6, 6.010_047_116_831_719e-198),
            (1e5, 3.0, 1.102_657_790_446_627_3e-15),
            (0.1, 0.5, 0.473_165_810_564_303_2),
            (3.0, 100.0, 0.001_703_957_671_664_724_8),
        ] {
            assert!((sf(t, degrees) / tail - 1.0).abs() < 1e-12, "{t} {degrees}");
            assert_eq!(sf(t, degrees), cdf(-t, degrees));
            assert!((cdf(t, degrees) + tail - 1.0).abs() < 1e-15, "{t} {degrees}");
        }
    }

    #[test]
    fn quantiles_equal_values_of_forty_digits() {
        for (probability, degrees, t) in [
            (0.975, 1.0, 12.706_204_736_174_693),
            (0.975, 2.5, 3.574_654_842_003_681_8),
            (0.9, 1e9, 1.281_551_566_391_185_4),
            (1e-12, 4.0, -1_316.072_746_559_256_5),
            (0.25, 0.5, -1.553_773_974_030_037_3),
        ] {
            assert!((quantile(probability, degrees) / t - 1.0).abs() < 1e-13, "{probability} {degrees}");
        }
    }

    #[test]
    fn half_widths_are_those_of_the_tables() {
        for (level, degrees, t) in [
            (0.95, 1.0, 12.706_204_736_174_7),
            (0.95, 2.0, 4.302_652_729_749_464),
            (0.95, 9.0, 2.262_157_162_798),
            (0.95, 29.0, 2.045_229_642_133),
            (0.95, 99.0, 1.984_216_951_586),
            (0.95, 999.0, 1.962_341_461_132),
            (0.99, 1.0, 63.656_741_162_87),
            (0.99, 10.0, 3.169_272_672_617),
        ] {
            assert!((half_width(level, degrees) - t).abs() < 1e-11 * t, "{level} {degrees}");
        }
        // Of Cauchy's distribution: tan(π level / 2).
        let t = libm::tan(std::f64::consts::PI * 0.1 / 2.0);
        assert!((half_width(0.1, 1.0) - t).abs() < 1e-15);
    }
}
