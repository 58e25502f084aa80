use std::ops::{Add, Div, Mul, Sub};

/// A number with twice the digits, as the unevaluated sum of two; Dekker (1971), *Numerische Mathematik* 18:224–242.
///
/// For elimination, whose last digit would otherwise depend on the order of the unknowns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Double {
    high: f64,
    low: f64,
}

impl Double {
    pub(super) const ZERO: Double = Double { high: 0.0, low: 0.0 };

    /// The nearest number of ordinary precision.
    pub(super) fn rounded(self) -> f64 {
        self.high
    }

    /// `high` + `low`, where `low` is the smaller.
    fn of(high: f64, low: f64) -> Double {
        let sum = high + low;
        Double { high: sum, low: low - (sum - high) }
    }
}

impl From<f64> for Double {
    fn from(high: f64) -> Double {
        Double { high, low: 0.0 }
    }
}

impl Add for Double {
    type Output = Double;

    fn add(self, other: Double) -> Double {
        let sum = self.high + other.high;
        let part = sum - self.high;
        let rest = (self.high - (sum - part)) + (other.high - part);
        Double::of(sum, rest + (self.low + other.low))
    }
}

impl Sub for Double {
    type Output = Double;

    fn sub(self, other: Double) -> Double {
        self + Double { high: -other.high, low: -other.low }
    }
}

impl Mul for Double {
    type Output = Double;

    fn mul(self, other: Double) -> Double {
        let product = self.high * other.high;
        let rest = libm::fma(self.high, other.high, -product);
        Double::of(product, rest + (self.high * other.low + self.low * other.high))
    }
}

impl Div for Double {
    type Output = Double;

    fn div(self, other: Double) -> Double {
        let first = self.high / other.high;
        let left = self - other * Double::from(first);
        let second = left.high / other.high;
        let left = left - other * Double::from(second);
        Double::of(first, second) + Double::from(left.high / other.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_number_cannot_hold_two_can() {
        let (third, seventh) = (Double::from(1.0) / Double::from(3.0), Double::from(1.0) / Double::from(7.0));
        let nothing = third * Double::from(3.0) - Double::from(1.0);
        assert!(nothing.rounded().abs() < 1e-31);
        let sum = (third + seventh) * Double::from(21.0) - Double::from(10.0);
        assert!(sum.rounded().abs() < 1e-30);
        let kept = (Double::from(1e20) + Double::from(1.0)) - Double::from(1e20);
        assert_eq!(kept.rounded(), 1.0);
    }
}
