use std::ops::{Add, AddAssign, Neg, Sub};

/// Dissimilarities are counted in units of Δ∅ / 2⁴⁰, so that sums are exact and the least one is one number, whichever
/// way it is reached and in whichever order it is added up.
pub(super) const ONE: i64 = 1 << 40;

/// What an alignment, or a part of one, costs: first its disorder; among equal disorders, the one that brings the most
/// pairs of segments together costs less; among those, the one whose pairs weigh the most in gamma-cat; among those,
/// the one with the least weighted categorical dissimilarity.
///
/// Ordered as a tuple and added member by member, so that it behaves as one number in every algorithm here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Sum of dissimilarities over pairs of coders, in units of Δ∅ / 2⁴⁰.
    pub disorder: i64,
    /// Number of pairs with a minus sign.
    pub pairs: i64,
    /// Sum of the pairs' weights in gamma-cat with a minus sign, in 2⁻⁴⁰.
    pub confidence: i64,
    /// Sum of the weighted categorical dissimilarities, in 2⁻⁴⁰.
    pub unlike: i64,
}

impl Add for Cost {
    type Output = Cost;

    fn add(self, other: Cost) -> Cost {
        Cost {
            disorder: self.disorder + other.disorder,
            pairs: self.pairs + other.pairs,
            confidence: self.confidence + other.confidence,
            unlike: self.unlike + other.unlike,
        }
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Cost) {
        *self = *self + other;
    }
}

impl Neg for Cost {
    type Output = Cost;

    fn neg(self) -> Cost {
        Cost { disorder: -self.disorder, pairs: -self.pairs, confidence: -self.confidence, unlike: -self.unlike }
    }
}

impl Sub for Cost {
    type Output = Cost;

    fn sub(self, other: Cost) -> Cost {
        self + -other
    }
}

/// Rounds a number of units of Δ∅ to the grid.
pub(super) fn on_grid(number: f64) -> i64 {
    libm::round(number * ONE as f64) as i64
}

/// Turns a sum on the grid back into a number.
pub(super) fn off_grid(sum: i128) -> f64 {
    sum as f64 / ONE as f64
}
