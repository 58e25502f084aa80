/// Adds floating-point numbers without rounding, so that their order cannot show; rounds once, at the end.
///
/// The sum is kept as a whole number of 2⁻¹⁰⁷⁴, in digits of 32 bits: a superaccumulator. Terms must be finite.
#[derive(Clone)]
pub(crate) struct ExactSum {
    digits: [i64; DIGITS],
    /// How many more terms fit before the carries must be passed on.
    room: u32,
    /// Digits below this one are 0, as far as is known.
    lowest: usize,
    /// Digits from this one on are 0.
    end: usize,
}

/// 2098 bits for any finite number, 64 for a multiplicity, and as many again for the number of terms.
const DIGITS: usize = 70;
const BASE_BITS: u32 = 32;
/// Each term adds less than 2³² to a digit.
const ROOM: u32 = 1 << 30;
/// A term times less than this has four digits.
const FEW: u64 = 1 << 22;

impl ExactSum {
    pub(crate) fn new() -> ExactSum {
        ExactSum { digits: [0; DIGITS], room: ROOM, lowest: DIGITS, end: 0 }
    }

    /// Sums all terms, rounded once.
    pub(crate) fn of(terms: impl IntoIterator<Item = f64>) -> f64 {
        let mut sum = ExactSum::new();
        for term in terms {
            sum.add(term);
        }
        sum.value()
    }

    #[inline]
    pub(crate) fn add(&mut self, term: f64) {
        let (mantissa, shift, negative) = parts(term);
        let digit = (shift / BASE_BITS) as usize;
        // At most 53 + 31 bits: three digits.
        let spread = u128::from(mantissa) << (shift % BASE_BITS);
        let signed = |part: u64| if negative { -(part as i64) } else { part as i64 };
        let low = spread as u64;
        let [first, second, third, ..] = &mut self.digits[digit..] else { return };
        *first += signed(low & 0xffff_ffff);
        *second += signed(low >> BASE_BITS);
        *third += signed((spread >> 64) as u64);
        self.lowest = self.lowest.min(digit);
        self.end = self.end.max(digit + 3);
        self.room -= 1;
        if self.room == 0 {
            self.carry();
        }
    }

    /// Adds `term` so many times.
    #[inline]
    pub(crate) fn add_times(&mut self, term: f64, times: u64) {
        if times >= FEW {
            return self.add_often(term, times);
        }
        let (mantissa, shift, negative) = parts(term);
        let digit = (shift / BASE_BITS) as usize;
        // At most 53 + 22 + 31 bits: four digits.
        let spread = (u128::from(mantissa) * u128::from(times)) << (shift % BASE_BITS);
        let signed = |part: u64| if negative { -(part as i64) } else { part as i64 };
        let [first, second, third, fourth, ..] = &mut self.digits[digit..] else { return };
        let (low, high) = (spread as u64, (spread >> 64) as u64);
        *first += signed(low & 0xffff_ffff);
        *second += signed(low >> BASE_BITS);
        *third += signed(high & 0xffff_ffff);
        *fourth += signed(high >> BASE_BITS);
        self.lowest = self.lowest.min(digit);
        self.end = self.end.max(digit + 4);
        self.room -= 1;
        if self.room == 0 {
            self.carry();
        }
    }

    fn add_often(&mut self, term: f64, times: u64) {
        let (mantissa, shift, negative) = parts(term);
        if mantissa == 0 || times == 0 {
            return;
        }
        let mut digit = (shift / BASE_BITS) as usize;
        self.lowest = self.lowest.min(digit);
        let offset = shift % BASE_BITS;
        let mut put = |part: u64| {
            let part = part as i64;
            self.digits[digit] += if negative { -part } else { part };
            digit += 1;
        };
        // At most 53 + 64 bits; the lowest digit first, so that the rest fits after the shift.
        let product = u128::from(mantissa) * u128::from(times);
        put(((product << offset) as u64) & 0xffff_ffff);
        let mut rest = product >> (BASE_BITS - offset);
        while rest != 0 {
            put((rest as u64) & 0xffff_ffff);
            rest >>= BASE_BITS;
        }
        self.end = self.end.max(digit);
        self.room -= 1;
        if self.room == 0 {
            self.carry();
        }
    }

    /// Gives the sum, rounded to the nearest number.
    pub(crate) fn value(mut self) -> f64 {
        self.carry();
        let negative = self.end > 0 && self.digits[self.end - 1] < 0;
        if negative {
            for digit in &mut self.digits {
                *digit = -*digit;
            }
            self.carry();
        }
        let Some(top) = (0..self.end).rev().find(|&digit| self.digits[digit] != 0) else { return 0.0 };
        // Three digits hold at least 65 bits; what lies below can only decide a tie.
        let part = |back: usize| top.checked_sub(back).map_or(0, |digit| self.digits[digit] as u128);
        let mut leading = part(0) << 64 | part(1) << 32 | part(2);
        if top > 2 && self.digits[..top - 2].iter().any(|&digit| digit != 0) {
            leading |= 1;
        }
        let exponent = (top as i32 - 2) * BASE_BITS as i32 - 1074;
        let value = libm::scalbn(leading as f64, exponent);
        if negative { -value } else { value }
    }

    /// Passes carries on, so that every digit but the highest is at least 0 and below 2³².
    fn carry(&mut self) {
        let mut carried = 0;
        for digit in self.lowest.min(DIGITS)..DIGITS {
            if digit >= self.end && carried == 0 {
                break;
            }
            let sum = self.digits[digit] + carried;
            carried = sum >> BASE_BITS;
            let highest = digit + 1 >= self.end && (carried == 0 || carried == -1);
            if highest && carried == -1 {
                self.digits[digit] = sum;
                self.end = self.end.max(digit + 1);
                carried = 0;
                break;
            }
            self.digits[digit] = sum & 0xffff_ffff;
            self.end = self.end.max(digit + 1);
        }
        debug_assert_eq!(carried, 0, "the highest digit has room for the number of terms");
        self.room = ROOM;
    }
}

/// A finite number as a whole mantissa, the power of 2 above the smallest that it is times, and whether it is negative.
#[inline]
fn parts(term: f64) -> (u64, u32, bool) {
    debug_assert!(term.is_finite(), "a term of an exact sum is finite");
    let bits = term.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as u32;
    let fraction = bits & ((1 << 52) - 1);
    // Subnormal numbers have the exponent of the smallest normal ones and no leading one.
    let (mantissa, shift) = if exponent == 0 { (fraction, 0) } else { (fraction | 1 << 52, exponent - 1) };
    (mantissa, shift, bits >> 63 == 1)
}

/// Rounds a whole number; fast where it is small, as nearly all are.
#[inline]
pub(crate) fn rounded(whole: u128) -> f64 {
    match u64::try_from(whole) {
        Ok(small) => small as f64,
        Err(_) => whole as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_rounded_once_whatever_the_order() {
        assert_eq!(ExactSum::of([1e100, 1.0, -1e100]), 1.0);
        assert_eq!(ExactSum::of([0.1; 10]), 1.0);
        assert_eq!(ExactSum::of([-0.1; 10]), -1.0);
        assert_eq!(ExactSum::of([]), 0.0);
        assert_eq!(ExactSum::of([f64::from_bits(1); 3]), f64::from_bits(3));
        assert_eq!(ExactSum::of([f64::MAX / 4.0, f64::MAX / 4.0, f64::MIN_POSITIVE]), f64::MAX / 2.0);
        assert_eq!(ExactSum::of([-1.5, 0.25, -1e-300]), -1.25);
        assert_eq!(ExactSum::of([3.0, -5.0]), -2.0);
    }

    #[test]
    fn a_tie_is_decided_by_the_smallest_digit() {
        let half = libm::scalbn(1.0, -53);
        assert_eq!(ExactSum::of([1.0, half]), 1.0);
        assert_eq!(ExactSum::of([1.0, half, 1e-200]), 1.0 + f64::EPSILON);
        assert_eq!(ExactSum::of([1.0, half, -1e-200]), 1.0);
    }

    #[test]
    fn a_multiplicity_is_the_same_as_repeated_terms() {
        for term in [0.1, -1.0 / 3.0, 1e-310, 7e250] {
            let mut once = ExactSum::new();
            once.add_times(term, 1000);
            once.add_times(0.7, u64::from(u32::MAX) + 5);
            let mut often = ExactSum::new();
            (0..1000).for_each(|_| often.add(term));
            often.add_times(0.7, 5);
            often.add_times(0.7, u64::from(u32::MAX));
            assert_eq!(once.value(), often.value());
        }
    }

    #[test]
    fn small_whole_numbers_add_as_they_do_in_integers() {
        let mut state = 7_u64;
        let mut sum = ExactSum::new();
        let mut whole = 0_i128;
        for _ in 0..100_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (term, times) = ((state >> 40) as i64 - (1 << 23), state >> 3 & 0xffff);
            sum.add_times(term as f64, times);
            whole += i128::from(term) * i128::from(times);
        }
        assert_eq!(sum.value(), whole as f64);
    }
}
