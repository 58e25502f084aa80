//! Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*. University of Pennsylvania. The sections are
//! lettered; the pages are not numbered alike in all copies.

use qualkit_agreement::{Options, krippendorff_alpha};

use crate::{assert_prints, by_coders};

#[test]
fn section_b_two_observers_five_values() {
    let ratings = by_coders(["aabbdcccedda", "babbbccceddd"]);
    let alpha = krippendorff_alpha(&ratings, &Options::default()).unwrap();
    assert_prints(alpha.value, "0.692");
}

#[test]
fn section_c_four_observers_with_missing_ratings() {
    let ratings = by_coders(["123321412...", "1233224125..", ".33323422513", "12332441251."]);
    let alpha = krippendorff_alpha(&ratings, &Options::default()).unwrap();
    assert_prints(alpha.value, "0.743");
    assert_eq!((alpha.units, alpha.pairable, alpha.missing_cells), (12, 11, 7));
}
