/// Signed numbers as whole multiples of 2⁻⁶⁰, so that sums of a few are exact and no order shows.
///
/// Meant for effects of single ratings, which are small; the range is ±2⁶⁷.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fixed(i128);

const ONE: f64 = (1_u64 << 60) as f64;

impl Fixed {
    pub(crate) fn new(number: f64) -> Fixed {
        Fixed((number * ONE) as i128)
    }

    pub(crate) fn times(self, count: u64) -> Fixed {
        Fixed(self.0 * i128::from(count))
    }

    pub(crate) fn value(self) -> f64 {
        match i64::try_from(self.0) {
            Ok(small) => small as f64 / ONE,
            Err(_) => self.0 as f64 / ONE,
        }
    }
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
