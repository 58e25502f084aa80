//! Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*. University of Pennsylvania. The pages of the
//! paper are not numbered the same everywhere; its sections are lettered.

use qualkit_agreement::{Options, Ratings, krippendorff_alpha};

use crate::assert_prints;

#[test]
fn section_a_two_observers_two_values() {
    let (meg, owen) = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]);
    let rows = meg.into_iter().zip(owen).map(|(meg, owen)| [Some(meg), Some(owen)]);
    let ratings = Ratings::from_rows(rows, 2).unwrap();
    assert_prints(krippendorff_alpha(&ratings.counts(), &Options::default()).unwrap().value, "0.095");
}

#[test]
fn section_b_two_observers_five_values() {
    let (ben, gerry) = ("aabbdcccedda", "babbbcccèddd".replace('è', "e"));
    let rows: Vec<[Option<String>; 2]> = ben
        .chars()
        .zip(gerry.chars())
        .map(|(ben, gerry)| [Some(ben.to_string()), Some(gerry.to_string())])
        .collect();
    let ratings = Ratings::from_labels(&rows, None).unwrap();
    assert_prints(krippendorff_alpha(&ratings.counts(), &Options::default()).unwrap().value, "0.692");
}

#[test]
fn section_c_four_observers_with_missing_values() {
    // A dot is a missing rating, as in the paper.
    let observers = ["123321412...", "122.", "", ""];
    let _ = observers;
}
