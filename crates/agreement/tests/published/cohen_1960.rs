//! Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*
//! 20:37–46.

use qualkit_agreement::{Options, Ratings, cohen_kappa, percent_agreement};

use crate::assert_prints;

#[test]
fn page_37_agreement_below_what_chance_gives() {
    let ratings = Ratings::from_confusion(&[[25, 12, 3], [13, 2, 15], [12, 16, 2]]).unwrap();
    let agreement = percent_agreement(&ratings, &Options::default()).unwrap();
    assert_prints(agreement.value, "0.29");
    let kappa = cohen_kappa(&ratings, &Options::default()).unwrap();
    assert_prints(kappa.observed, "0.29");
    assert_prints(kappa.expected, "0.35");
}

#[test]
fn page_45_kappa_of_two_hundred_units() {
    let ratings = Ratings::from_confusion(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]]).unwrap();
    let kappa = cohen_kappa(&ratings, &Options::default()).unwrap();
    assert_prints(kappa.observed, "0.70");
    assert_prints(kappa.expected, "0.41");
    assert_prints(kappa.value, "0.492");
    assert_eq!(kappa.units, 200);
}
