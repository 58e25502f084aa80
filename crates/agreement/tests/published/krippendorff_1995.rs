//! Krippendorff, K. (1995). On the reliability of unitizing continuous data. *Sociological Methodology* 25:47–76.

use qualkit_agreement::{Continuum, Segment, code_alpha_u};

use crate::assert_prints;

/// Two observers on a continuum of 24, all places times `stretch`.
fn text(stretch: u64, observers: [&[(u64, u64)]; 2]) -> Continuum {
    let segment = |&(start, end): &(u64, u64)| Segment { start: start * stretch, end: end * stretch, code: 0 };
    let observers = observers.map(|segments| segments.iter().map(segment).collect());
    Continuum::new(0, 24 * stretch, 1, observers.to_vec()).expect("segments lie on the continuum")
}

const A: [&[(u64, u64)]; 2] = [&[(2, 10), (14, 20)], &[(4, 8), (15, 17)]];
const C: [&[(u64, u64)]; 2] =
    [&[(2, 8), (10, 12), (14, 18), (20, 22)], &[(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)]];

#[test]
fn page_57_observed_disagreement() {
    let observed = |observers| code_alpha_u(&[text(1, observers)], 0).unwrap().observed_disagreement;
    assert_prints(observed(A), "0.03125");
    // Printed .02777, cut off.
    assert_prints(observed(C), "0.0278");
}

#[test]
fn page_57_expected_disagreement_where_positions_are_fine() {
    let alpha = code_alpha_u(&[text(50_000, A)], 0).unwrap();
    assert_prints(alpha.expected_disagreement, "0.0699");
    assert_prints(alpha.value, "0.553");
}
