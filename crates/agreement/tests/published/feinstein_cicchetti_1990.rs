//! Feinstein, A. R. & Cicchetti, D. V. (1990). High agreement but low kappa: I. The problems of two paradoxes. *Journal
//! of Clinical Epidemiology* 43:543–549.

use qualkit_agreement::{ParadoxRule, TwoByTwo};

use crate::assert_prints;

#[test]
fn the_first_paradox_same_agreement_other_kappa() {
    let balanced = TwoByTwo { both: 40, only_first: 9, only_second: 6, neither: 45 };
    let skewed = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    let [balanced, skewed] = [balanced, skewed].map(|table| table.paradox(&ParadoxRule::default()).unwrap());
    assert_prints(balanced.parts.observed, "0.85");
    assert_prints(balanced.parts.kappa, "0.70");
    assert_prints(skewed.parts.observed, "0.85");
    assert_prints(skewed.parts.kappa, "0.32");
    assert_eq!((balanced.prevalence, skewed.prevalence), (false, true));
}
