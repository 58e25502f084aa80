//! Krippendorff, K. (2004). *Content Analysis: An Introduction to Its Methodology*, 2nd ed. Sage.

use qualkit_agreement::{Options, krippendorff_alpha, percent_agreement};

use crate::{assert_prints, by_coders};

#[test]
fn page_225_two_observers_two_values() {
    let ratings = by_coders(["1100000000", "0110010100"]);
    assert_prints(percent_agreement(&ratings, &Options::default()).unwrap().value, "0.6");
    assert_prints(krippendorff_alpha(&ratings, &Options::default()).unwrap().value, "0.095");
}
