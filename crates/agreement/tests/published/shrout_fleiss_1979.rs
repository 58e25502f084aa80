//! Shrout, P. E. & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater reliability. *Psychological
//! Bulletin* 86:420–428.

use qualkit_agreement::{IccForm, Options, Scores, icc, mean_squares};

use crate::assert_prints;

/// Table 2: four judges on six targets.
fn scores() -> Scores {
    let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
    Scores::from_rows(rows.map(|row| row.map(|score| Some(f64::from(score))))).expect("rows of one length")
}

#[test]
fn table_3_mean_squares() {
    let squares = mean_squares(&scores()).unwrap();
    assert_prints(squares.between, "11.24");
    assert_prints(squares.within, "6.26");
    assert_prints(squares.coders, "32.49");
    assert_prints(squares.residual, "1.02");
}

#[test]
fn table_4_six_forms() {
    for (form, printed) in IccForm::ALL.into_iter().zip(["0.17", "0.29", "0.71", "0.44", "0.62", "0.91"]) {
        assert_prints(icc(&scores(), form, &Options::default()).unwrap().estimate.value, printed);
    }
}
