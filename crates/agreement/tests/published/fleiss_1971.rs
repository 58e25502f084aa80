//! Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. *Psychological Bulletin* 76:378–382.
//! The table is on p. 379: 30 patients, each diagnosed by 6 psychiatrists, not the same ones.

use qualkit_agreement::{Options, Ratings, fleiss_kappa};

use crate::assert_prints;

/// One row per patient; depression, personality disorder, schizophrenia, neurosis, other.
const DIAGNOSES: [[u64; 5]; 30] = [
    [0, 0, 0, 6, 0],
    [0, 3, 0, 0, 3],
    [0, 1, 4, 0, 1],
    [0, 0, 0, 0, 6],
    [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2],
    [2, 0, 3, 1, 0],
    [2, 0, 0, 4, 0],
    [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0],
    [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0],
    [1, 0, 0, 5, 0],
    [0, 2, 0, 3, 1],
    [0, 0, 5, 0, 1],
    [3, 0, 0, 1, 2],
    [5, 1, 0, 0, 0],
    [0, 2, 0, 4, 0],
    [1, 0, 2, 0, 3],
    [0, 0, 0, 0, 6],
    [0, 1, 0, 5, 0],
    [0, 2, 0, 1, 3],
    [2, 0, 0, 4, 0],
    [1, 0, 0, 4, 1],
    [0, 5, 0, 1, 0],
    [4, 0, 0, 0, 2],
    [0, 2, 0, 4, 0],
    [1, 0, 5, 0, 0],
    [0, 0, 0, 0, 6],
];

#[test]
fn page_379_kappa_of_thirty_diagnoses() {
    let ratings = Ratings::from_counts(DIAGNOSES).unwrap();
    let kappa = fleiss_kappa(&ratings, &Options::default()).unwrap();
    assert_prints(kappa.value, "0.430");
    assert_eq!((kappa.units, kappa.coders, kappa.missing_cells), (30, 6, 0));
}
