//! Krippendorff, K. (2004). *Content analysis: an introduction to its methodology*, 2nd ed. Sage. The example of
//! unitizing on pp. 251–256.

use qualkit_agreement::{Continuum, Segment, alpha_u, code_alpha_u};

use crate::assert_prints;

const C: usize = 0;
const K: usize = 1;

fn text() -> Continuum {
    let segment = |start, end, code| Segment { start, end, code };
    let k = [segment(180, 240, K), segment(300, 350, K)];
    let first = [segment(225, 295, C), segment(370, 400, C), k[0], k[1]].to_vec();
    let second = [segment(220, 300, C), segment(355, 375, C), segment(400, 420, C), k[0], k[1]].to_vec();
    Continuum::new(150, 450, 2, vec![first, second]).expect("segments lie on the continuum")
}

#[test]
fn page_254_each_category() {
    let c = code_alpha_u(&[text()], C).unwrap();
    assert_prints(c.value, "0.7286");
    assert_prints(c.observed_disagreement, "0.0144");
    assert_prints(c.expected_disagreement, "0.0532");
    let k = code_alpha_u(&[text()], K).unwrap();
    assert_prints(k.value, "1.000");
    assert_prints(k.expected_disagreement, "0.0490");
}

#[test]
fn page_254_all_categories() {
    // Printed .8591, from the rounded disagreements.
    let alpha = alpha_u(&[text()]).unwrap();
    assert!((alpha.value - 0.8591).abs() < 0.0005);
    assert_eq!((alpha.segments, alpha.coders, alpha.length), (9, 2, 300));
}
