//! What each measure says where other programs say NaN, 1, or nothing at all.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use qualkit_agreement::Undefined::{FewerThanTwoCoders, NoUnits, NotTwoCoders, NothingPairable, OneCategoryOnly};
use qualkit_agreement::{
    Options, Outcome, Ratings, Undefined, cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement,
};

type Value = Result<f64, Undefined>;

struct Case {
    what: &'static str,
    /// One line per coder, one character per unit; a dot is a missing rating.
    coders: &'static [&'static str],
    percent: Value,
    cohen: Value,
    fleiss: Value,
    alpha: Value,
}

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    let all = |reason: Undefined| [(); 4].map(|()| Err(reason.clone()));
    let case = |what, coders, [percent, cohen, fleiss, alpha]: [Value; 4]| Case { what, coders, percent, cohen, fleiss, alpha };
    vec![
        case("all in one category", &["aaaaa", "aaaaa"], [Ok(1.0), Err(OneCategoryOnly), Err(OneCategoryOnly), Err(OneCategoryOnly)]),
        case("all in one category, three coders", &["aaa", "aaa", "aaa"], [Ok(1.0), Err(NotTwoCoders { coders: 3 }), Err(OneCategoryOnly), Err(OneCategoryOnly)]),
        case("one coder constant", &["aaaaa", "aaabb"], [Ok(0.6), Ok(0.0), Ok(-0.25), Ok(-0.125)]),
        case("both constant, but different", &["aaaaa", "bbbbb"], [Ok(0.0), Ok(0.0), Ok(-1.0), Ok(-0.8)]),
        case("one unit, agreed", &["a", "a"], [Ok(1.0), Err(OneCategoryOnly), Err(OneCategoryOnly), Err(OneCategoryOnly)]),
        case("one unit, not agreed", &["a", "b"], [Ok(0.0), Ok(0.0), Ok(-1.0), Ok(0.0)]),
        case("one coder", &["aab"], all(FewerThanTwoCoders { coders: 1 })),
        case("no coder", &[], all(NoUnits)),
        case("no unit", &["", ""], all(NoUnits)),
        case("no unit with two ratings", &["ab..", "..ba"], all(NothingPairable)),
        case("no rating at all", &["...", "..."], all(NothingPairable)),
        case("one rating missing", &["aabaa", "aabb."], [Ok(0.75), Ok(0.5), Ok(17.0 / 42.0), Ok(8.0 / 15.0)]),
        case("a unit without any rating", &["aaba.", "aabb."], [Ok(0.75), Ok(0.5), Ok(7.0 / 15.0), Ok(8.0 / 15.0)]),
        case("the second category only where one coder rated", &["aab", "aa."], [Ok(1.0), Err(OneCategoryOnly), Ok(1.0), Err(OneCategoryOnly)]),
        case("all agree", &["abcab", "abcab"], [Ok(1.0), Ok(1.0), Ok(1.0), Ok(1.0)]),
    ]
}

#[test]
fn each_edge_case_has_a_value_or_a_reason() {
    for case in cases() {
        let ratings = ratings(case.coders);
        let options = Options::default();
        for (measure, outcome, expected) in [
            ("percent agreement", percent_agreement(&ratings, &options), case.percent),
            ("Cohen's kappa", cohen_kappa(&ratings, &options), case.cohen),
            ("Fleiss' kappa", fleiss_kappa(&ratings, &options), case.fleiss),
            ("alpha", krippendorff_alpha(&ratings, &options), case.alpha),
        ] {
            assert_value(&format!("{}: {measure}", case.what), &outcome, &expected);
        }
    }
}

#[test]
fn declared_categories_that_nobody_uses_change_nothing() {
    let rows = [[Some(0), Some(0)], [Some(1), Some(0)], [Some(1), Some(1)], [None, Some(1)]];
    let options = Options::default();
    let [two, many] = [2, 1000].map(|categories| Ratings::from_rows(rows, categories).unwrap());
    assert_eq!(cohen_kappa(&two, &options), cohen_kappa(&many, &options));
    assert_eq!(fleiss_kappa(&two, &options), fleiss_kappa(&many, &options));
    assert_eq!(krippendorff_alpha(&two, &options), krippendorff_alpha(&many, &options));
}

#[test]
fn a_single_unit_has_a_value_but_no_standard_error() {
    let ratings = ratings(&["a", "b"]);
    let options = Options::default();
    for outcome in [
        percent_agreement(&ratings, &options),
        cohen_kappa(&ratings, &options),
        fleiss_kappa(&ratings, &options),
        krippendorff_alpha(&ratings, &options),
    ] {
        let estimate = outcome.unwrap();
        assert_eq!((estimate.standard_error, estimate.interval), (None, None));
    }
}

#[test]
fn counts_without_units_or_with_one_coder_are_undefined() {
    let options = Options::default();
    let empty = Ratings::from_counts::<[u64; 2]>([]).unwrap();
    assert_eq!(krippendorff_alpha(&empty, &options), Err(NoUnits));
    let alone = Ratings::from_counts([[1, 0], [0, 1]]).unwrap();
    assert_eq!(fleiss_kappa(&alone, &options), Err(FewerThanTwoCoders { coders: 1 }));
}

fn ratings(coders: &[&str]) -> Ratings {
    let units = coders.first().map_or(0, |line| line.len());
    let category = |byte: u8| byte.checked_sub(b'a').map(usize::from);
    let rows = (0..units).map(|unit| coders.iter().map(|line| category(line.as_bytes()[unit])).collect::<Vec<_>>());
    Ratings::from_rows(rows, 3).unwrap()
}

fn assert_value(what: &str, outcome: &Outcome, expected: &Value) {
    match (outcome, expected) {
        (Ok(estimate), Ok(value)) => {
            assert!((estimate.value - value).abs() < 1e-15, "{what}: {} instead of {value}", estimate.value);
        }
        (Err(undefined), Err(reason)) => assert_eq!(undefined, reason, "{what}"),
        _ => panic!("{what}: {outcome:?} instead of {expected:?}"),
    }
}
