/// Signed numbers as whole multiples of 2⁻⁶⁰, so that sums of a few are exact and no order shows.
///
/// Meant for effects of single ratings, which are small; the range is ±2⁶³.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fixed(i128);

const ONE: f64 = (1_u64 << 60) as f64;

impl Fixed {
    pub(crate) fn new(number: f64) -> Fixed {
        Fixed(whole(number * ONE))
    }

    pub(crate) fn times(self, count: u64) -> Fixed {
        Fixed(self.0 * i128::from(count))
    }

    pub(crate) fn value(self) -> f64 {
        nearest(self.0) / ONE
    }
}

/// Rounds a whole number; fast where it has at most 71 bits, as nearly all have.
#[inline]
pub(crate) fn nearest(whole: i128) -> f64 {
    if let Ok(small) = i64::try_from(whole) {
        return small as f64;
    }
    // What is below the upper 63 bits can only decide a tie.
    match i64::try_from(whole >> 8) {
        Ok(upper) => (upper | i64::from(whole & 0xff != 0)) as f64 * 256.0,
        Err(_) => whole as f64,
    }
}

/// The whole part of a number within ±2¹²³, faster than the conversion that allows for any.
#[inline]
pub(crate) fn whole(number: f64) -> i128 {
    const HIGH: f64 = (1_u64 << 60) as f64;
    let high = (number / HIGH) as i64;
    (i128::from(high) << 60) + i128::from((number - high as f64 * HIGH) as i64)
}

impl std::ops::AddAssign for Fixed {
    fn add_assign(&mut self, other: Fixed) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Fixed {
    fn sum<I: Iterator<Item = Fixed>>(terms: I) -> Fixed {
        Fixed(terms.map(|term| term.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_rounded_as_the_language_does() {
        let mut state = 1_u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i128::from(state >> 11)
        };
        for bits in 1..126 {
            for low in [-1, 0, 1, draw()] {
                // Near a tie of the last bit, too.
                for high in [draw(), 1 << 53, (1 << 53) + 1, (1 << 54) - 1] {
                    let number = if bits < 60 { high >> (60 - bits) } else { high << (bits - 60) };
                    let number = number + low;
                    assert_eq!((nearest(number), nearest(-number)), (number as f64, -number as f64), "{number}");
                }
            }
        }
    }

    #[test]
    fn the_whole_part_is_that_of_the_number() {
        let mut state = 1_u64;
        for exponent in -60..122 {
            for sign in [1.0, -1.0] {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let number = sign * libm::scalbn(1.0 + (state >> 12) as f64 / libm::scalbn(1.0, 52), exponent);
                assert_eq!(whole(number), number as i128, "{number}");
            }
        }
        assert_eq!((whole(0.0), whole(-0.5), whole(0.999)), (0, 0, 0));
    }
}
