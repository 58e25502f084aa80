//! Tables on which other programs give a wrong number, with the right one.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use qualkit_agreement::{Level, Measure, Options, Ratings, Weights};

fn four_decimals(measure: Measure, ratings: &Ratings, options: &Options) -> String {
    format!("{:.4}", measure.value(ratings, options).unwrap())
}

/// Shrout and Fleiss (1979), *Psychological Bulletin* 86:420–428, table 2: six targets, four judges.
fn judges() -> Ratings {
    let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
    Ratings::from_rows(rows.map(|row| row.map(|score| Some(score - 1))), 10).unwrap()
}

/// irr 0.84.1 divides by 1 instead of r − 1 where nothing is missing: −.0957.
#[test]
fn alpha_of_complete_data_with_more_than_two_coders_divides_by_the_other_coders() {
    assert_eq!(four_decimals(Measure::KrippendorffAlpha, &judges(), &Options::default()), "-0.0648");
}

/// DKPro normalises observed and expected distance differently where the extremes never meet: .583.
#[test]
fn weighted_kappa_takes_the_largest_distance_of_the_scale_for_observed_and_expected() {
    let ratings = Ratings::from_confusion(&[[9, 3, 1, 0], [4, 8, 2, 0], [0, 2, 10, 3], [0, 1, 2, 7]]).unwrap();
    let kappa = Measure::CohenKappa;
    let quadratic = Options { weights: Weights::Quadratic, ..Options::default() };
    // A scale with room at the end that nobody used only changes what weights are shares of.
    let wider = Ratings::from_confusion(&[
        [9, 3, 1, 0, 0],
        [4, 8, 2, 0, 0],
        [0, 2, 10, 3, 0],
        [0, 1, 2, 7, 0],
        [0, 0, 0, 0, 0],
    ]);
    let [near, far] = [&ratings, &wider.unwrap()].map(|ratings| kappa.value(ratings, &quadratic).unwrap());
    assert!((near - far).abs() < 1e-14);
}

/// Ranks and scores are two scales: with 3 unused, scikit-learn weighs 1, 2, 4, 5 as 1, 2, 3, 4.
#[test]
fn weights_follow_scores_and_not_ranks_of_the_categories_used() {
    let table = [[5, 1, 0, 0], [1, 4, 1, 0], [0, 0, 6, 1], [0, 0, 1, 5]];
    let ranks = Ratings::from_confusion(&table).unwrap();
    let scores = ranks.clone().with_scores(vec![1.0, 2.0, 4.0, 5.0]).unwrap();
    let linear = Options { weights: Weights::Linear, ..Options::default() };
    let [ranks, scores] = [&ranks, &scores].map(|ratings| Measure::CohenKappa.value(ratings, &linear).unwrap());
    // Disagreement seen and expected, in steps: 5 and 1.3216 × 25 of ranks, 6 and 1.7536 × 25 of scores.
    assert!((ranks - (1.0 - 5.0 / by_chance(&table, [1.0, 2.0, 3.0, 4.0]))).abs() < 1e-14);
    assert!((scores - (1.0 - 6.0 / by_chance(&table, [1.0, 2.0, 4.0, 5.0]))).abs() < 1e-14);
}

fn by_chance(table: &[[u64; 4]; 4], scores: [f64; 4]) -> f64 {
    let total = |k: usize, of_rows: bool| -> u64 {
        (0..4).map(|other| if of_rows { table[k][other] } else { table[other][k] }).sum()
    };
    let cells = (0..4).flat_map(|k| (0..4).map(move |l| (k, l)));
    cells.map(|(k, l)| (total(k, true) * total(l, false)) as f64 * (scores[k] - scores[l]).abs()).sum::<f64>() / 25.0
}

/// irrCAC divides 0 by 0 on the diagonal: NaN.
#[test]
fn ratio_weights_are_defined_for_a_score_of_zero() {
    let ratings = Ratings::from_confusion(&[[4, 1, 0], [1, 3, 1], [0, 0, 5]]).unwrap();
    let ratings = ratings.with_scores(vec![0.0, 1.0, 2.0]).unwrap();
    let weights = Options { weights: Weights::Ratio, ..Options::default() };
    let level = Options { level: Level::Ratio, ..Options::default() };
    // Squared ratios: 1 between 0 and another score, 1/9 between 1 and 2; the largest is 1. Seen: two of 1, one of 1/9.
    let agreement = Measure::PercentAgreement.value(&ratings, &weights).unwrap();
    assert!((agreement - (1.0 - (2.0 + 1.0 / 9.0) / 15.0)).abs() < 1e-14);
    let [gwet, alpha] = [
        Measure::KrippendorffAlphaGwet.value(&ratings, &weights).unwrap(),
        Measure::KrippendorffAlpha.value(&ratings, &level).unwrap(),
    ];
    assert!((gwet - alpha).abs() < 1e-14);
    // 10, 9 and 11 ratings of 0, 1 and 2: 2(10·9 + 10·11 + 9·11/9)/(30·29) expected.
    let expected = 2.0 * (90.0 + 110.0 + 11.0) / (30.0 * 29.0);
    assert!((alpha - (1.0 - (2.0 + 1.0 / 9.0) / 15.0 / expected)).abs() < 1e-14);
}

/// `epi.kappa`, `kappam.fleiss` and JASP make intervals from the standard error under the hypothesis of no agreement.
#[test]
fn the_interval_is_not_made_from_the_standard_error_of_the_test() {
    let ratings = Ratings::from_confusion(&[[40, 9], [6, 45]]).unwrap();
    let kappa = Measure::FleissKappa.estimate(&ratings, &Options::default()).unwrap();
    let test = qualkit_agreement::fleiss_kappa_null_test(&ratings).unwrap();
    let error = kappa.standard_error.unwrap();
    assert!((error - test.standard_error).abs() > 0.01);
    let interval = kappa.interval.unwrap();
    assert!(((interval.high - interval.low) / 2.0 / error - 1.984).abs() < 0.001);
}

/// iaa-kit takes |i − j| for the ordinal level; Gwet's ordinal weights are a third thing.
#[test]
fn krippendorffs_ordinal_level_is_neither_linear_nor_gwets_ordinal() {
    let ordinal = Options { level: Level::Ordinal, ..Options::default() };
    let alpha = Measure::KrippendorffAlpha.value(&judges(), &ordinal).unwrap();
    for weights in [Weights::Ordinal, Weights::Linear] {
        let options = Options { weights, ..Options::default() };
        let other = Measure::KrippendorffAlphaGwet.value(&judges(), &options).unwrap();
        assert!((alpha - other).abs() > 1e-3);
    }
}
