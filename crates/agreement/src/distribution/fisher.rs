//! Fisher's F distribution with real degrees of freedom.

use super::Tails;
use super::beta::{Point, tails_at};
use super::root::root;

/// P(F ≤ f).
#[cfg(test)]
pub(crate) fn cdf(f: f64, first: f64, second: f64) -> f64 {
    tails(f, first, second).lower
}

/// P(F > f).
pub(crate) fn sf(f: f64, first: f64, second: f64) -> f64 {
    tails(f, first, second).upper
}

/// f with P(F ≤ f) = `lower`, strictly between 0 and 1.
pub(crate) fn quantile(lower: f64, first: f64, second: f64) -> f64 {
    let at = |u| {
        let tails = tails(libm::exp(u), first, second);
        (tails.lower, tails.density)
    };
    libm::exp(root(0.0, lower, RANGE, at))
}

/// f with P(F > f) = `upper`, strictly between 0 and 1.
pub(crate) fn upper_quantile(upper: f64, first: f64, second: f64) -> f64 {
    let at = |u| {
        let tails = tails(libm::exp(u), first, second);
        (tails.upper, -tails.density)
    };
    libm::exp(root(0.0, upper, RANGE, at))
}

/// Where ln f may lie.
const RANGE: (f64, f64) = (-700.0, 700.0);

/// Both tails at f, with the density of ln F at ln f.
fn tails(f: f64, first: f64, second: f64) -> Tails {
    let (a, b) = (first / 2.0, second / 2.0);
    let sum = a * f + b;
    if sum.is_infinite() {
        return Tails { lower: 1.0, upper: 0.0, density: 0.0 };
    }
    let point = Point { x: a * f / sum, y: b / sum, below: (1.0 - f) * a * (b / sum) };
    tails_at(a, b, point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tails_equal_values_of_forty_digits() {
        for (f, first, second, lower, upper) in [
            (1.0, 5.0, 5.0, 0.5, 0.5),
            (0.2, 3.0, 9.75, 0.106_035_643_250_437_51, 0.893_964_356_749_562_5),
            (5.0, 2.0, 40.0, 0.988_470_784_953_931_5, 0.011_529_215_046_068_47),
            (11.02, 5.0, 18.0, 0.999_943_604_092_786_8, 5.639_590_721_317_324e-5),
            (1.00001, 1e9, 1e9, 0.562_816_157_931_607_5, 0.437_183_842_068_392_5),
            (1.0002, 1e9, 1e9, 0.999_216_448_513_410_6, 0.000_783_551_486_589_339),
            (0.9998, 1e9, 1e9, 0.000_781_851_413_192_755_1, 0.999_218_148_586_807_2),
            (3.0, 1e9, 4.5, 0.876_030_667_430_740_5, 0.123_969_332_569_259_5),
            (0.1, 2.25, 1e9, 0.076_175_453_480_243_52, 0.923_824_546_519_756_5),
            (50.0, 30.0, 30.0, 1.0, 1.456_551_996_406_054e-18),
            (0.001, 1.0, 1.0, 0.020_124_978_303_644_131, 0.979_875_021_696_355_9),
            (1.05, 1e4, 3e4, 0.998_661_308_461_229_5, 0.001_338_691_538_770_476_5),
        ] {
            assert!((cdf(f, first, second) / lower - 1.0).abs() < 1e-12, "{f} {first} {second}");
            assert!((sf(f, first, second) / upper - 1.0).abs() < 1e-12, "{f} {first} {second}");
        }
    }

    #[test]
    fn quantiles_equal_values_of_forty_digits() {
        for (upper, first, second, f) in [
            (0.025, 5.0, 18.0, 3.381_967_805_875_243),
            (0.025, 3.5, 2.25, 28.417_732_695_584_857),
            (0.975, 4.0, 40.0, 0.118_890_055_904_580_55),
            (1e-9, 10.0, 10.0, 164.317_453_463_476_78),
            (0.025, 1e9, 1e9, 1.000_123_966_689_766_7),
        ] {
            assert!((upper_quantile(upper, first, second) / f - 1.0).abs() < 1e-13, "{upper} {first} {second}");
            let turned = 1.0 / quantile(upper, second, first);
            assert!((turned / f - 1.0).abs() < 1e-13, "{upper} {first} {second}");
        }
    }

    #[test]
    fn nothing_lies_beyond_infinity() {
        assert_eq!((sf(f64::INFINITY, 3.0, 5.0), cdf(0.0, 3.0, 5.0)), (0.0, 0.0));
    }
}
