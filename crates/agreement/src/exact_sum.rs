/// Adds floating-point numbers without rounding, so that their order cannot show; rounds once, at the end.
///
/// The sum is kept as a whole number of 2⁻¹⁰⁷⁴, in digits of 32 bits: a superaccumulator. Terms of a like size, as most
/// are, are gathered in one number first. Terms must be finite.
#[derive(Clone)]
pub(crate) struct ExactSum {
    digits: [i64; DIGITS],
    /// How many more numbers fit before the carries must be passed on.
    room: u32,
    /// Digits below this one are 0, as far as is known.
    lowest: usize,
    /// Digits from this one on are 0.
    end: usize,
    /// What is still to be added to the digits: a whole number of 2^`base` times 2⁻¹⁰⁷⁴.
    near: i128,
    base: u32,
    /// How many more terms fit into it.
    near_room: u32,
}

/// 2098 bits for any finite number, 64 for a multiplicity, and as many again for the number of terms.
const DIGITS: usize = 70;
const BASE_BITS: u32 = 32;
/// Each number adds less than 2³² to a digit.
const ROOM: u32 = 1 << 30;

/// So many powers of 2 are near.
const NEAR: u32 = 32;
/// A mantissa times less than this, and times a near power of 2, has at most 53 + 22 + 31 bits.
const FEW: u64 = 1 << 22;
const NEAR_ROOM: u32 = 1 << 20;

impl ExactSum {
    pub(crate) fn new() -> ExactSum {
        // No term is near this base.
        let base = 1 << 20;
        ExactSum { digits: [0; DIGITS], room: ROOM, lowest: DIGITS, end: 0, near: 0, base, near_room: NEAR_ROOM }
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
        self.add_times(term, 1);
    }

    /// Adds `term` so many times.
    #[inline]
    pub(crate) fn add_times(&mut self, term: f64, times: u64) {
        let (mantissa, shift, negative) = parts(term);
        let product = u128::from(mantissa) * u128::from(times);
        let above = shift.wrapping_sub(self.base);
        if above >= NEAR || times >= FEW || self.near_room == 0 {
            return self.add_far(product, shift, negative);
        }
        let part = (product << above) as i128;
        self.near += if negative { -part } else { part };
        self.near_room -= 1;
    }

    /// Adds a number that is not near, or too large; what comes then is taken to be near it.
    #[cold]
    fn add_far(&mut self, product: u128, shift: u32, negative: bool) {
        if product > 0 {
            self.settle();
            self.put(product, shift, negative);
            self.base = shift.saturating_sub(NEAR / 2);
        }
    }

    fn settle(&mut self) {
        if self.near != 0 {
            self.put(self.near.unsigned_abs(), self.base, self.near < 0);
        }
        (self.near, self.near_room) = (0, NEAR_ROOM);
    }

    /// Adds a whole number times a power of 2 to the digits.
    fn put(&mut self, whole: u128, shift: u32, negative: bool) {
        let mut digit = (shift / BASE_BITS) as usize;
        let offset = shift % BASE_BITS;
        self.lowest = self.lowest.min(digit);
        // The lowest digit first, so that the rest fits after the shift.
        let mut part = ((whole << offset) as u64) & 0xffff_ffff;
        let mut rest = whole >> (BASE_BITS - offset);
        loop {
            self.digits[digit] += if negative { -(part as i64) } else { part as i64 };
            digit += 1;
            if rest == 0 {
                break;
            }
            part = (rest as u64) & 0xffff_ffff;
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
        self.settle();
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
    fn terms_of_any_size_add_in_any_order() {
        let mut state = 11_u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        // Each with its negative, and one that is left over; near one another for a while, then not.
        for spread in [2, 20, 40, 90, 1900] {
            let mut terms = vec![(0.3, 1)];
            for _ in 0..3000 {
                let term = libm::scalbn(draw(1 << 31) as f64, draw(spread) as i32 - spread as i32 / 2);
                let times = [draw(3), draw(1 << 24)][draw(2) as usize];
                terms.extend([(term, times), (-term, times)]);
            }
            for _ in 0..3 {
                (1..terms.len()).rev().for_each(|last| terms.swap(last, draw(last as u64 + 1) as usize));
                let mut sum = ExactSum::new();
                terms.iter().for_each(|&(term, times)| sum.add_times(term, times));
                assert_eq!(sum.value(), 0.3, "{spread}");
            }
        }
    }

    #[test]
    fn more_terms_than_are_gathered_at_once_are_added() {
        let mut sum = ExactSum::new();
        let terms = NEAR_ROOM as usize * 2 + 3;
        (0..terms).for_each(|_| sum.add_times(1.0, FEW - 1));
        assert_eq!(sum.value(), terms as f64 * (FEW - 1) as f64);
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
