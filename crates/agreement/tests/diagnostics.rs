//! Every diagnostic of two coders' tables against every reference value.
//!
//! `diagnostics/*.json`: `confusion` (rows are the first coder's categories), then `values`; a value may be that of a
//! `category`.
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod references;

use qualkit_agreement::{
    Confusion, MarginalTest, Options, Ratings, bangdiwala_b, bhapkar, cohen_kappa_max, confusion, specific_agreement,
    stuart_maxwell, two_by_two,
};
use references::references;
use serde::Deserialize;

/// Numbers that are compared; a file that goes missing must not go unnoticed.
const NUMBERS: usize = 263;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    confusion: Vec<Vec<u64>>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    measure: String,
    category: Option<usize>,
    #[serde(rename = "kind")]
    _kind: String,
    value: f64,
    standard_error: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    p_value: Option<f64>,
    tolerance: f64,
    from: String,
}

#[test]
fn every_diagnostic_equals_the_reference_values() {
    let (mut numbers, mut wrong) = (0, Vec::new());
    for reference in references::<Reference>("diagnostics") {
        let ratings = Ratings::from_confusion(&reference.confusion).unwrap();
        for value in &reference.values {
            for (what, given, ours) in compared(&ratings, value) {
                numbers += 1;
                if ours.is_none_or(|ours| (ours - given).abs() > value.tolerance * given.abs().max(1.0)) {
                    let (name, measure, from) = (&reference.name, &value.measure, &value.from);
                    wrong.push(format!("{name}: {measure} {what} {given} by {from}, here {ours:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {numbers} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(numbers, NUMBERS);
}

/// What the reference says and what we say, for each number that it gives.
fn compared(ratings: &Ratings, value: &Value) -> Vec<(&'static str, f64, Option<f64>)> {
    let options = Options::default();
    let table = confusion(ratings).unwrap();
    let (mut error, mut interval, mut p_value) = (None, None, None);
    let mut tested = |test: MarginalTest| {
        p_value = Some(test.p_value);
        test.statistic
    };
    let ours = match value.measure.as_str() {
        "cohen_kappa_max" => cohen_kappa_max(&table).unwrap(),
        "specific_agreement" => specific_agreement(ratings, value.category.unwrap(), &options).unwrap().value,
        "bhapkar_chisq" => tested(bhapkar(&table).unwrap()),
        "stuart_maxwell_chisq" => tested(stuart_maxwell(&without_equal_totals(&table)).unwrap()),
        "pabak" | "maxwell_re" => {
            let pabak = two_by_two(ratings, 0).unwrap().pabak(&options).unwrap();
            interval = Some(pabak.interval);
            pabak.value
        }
        "bangdiwala_b" => {
            let b = bangdiwala_b(ratings, &options).unwrap();
            (error, interval) = (b.standard_error, b.interval);
            b.value
        }
        other => panic!("no measure is called {other}"),
    };
    let given = [
        ("value", Some(value.value), Some(ours)),
        ("standard error", value.standard_error, error),
        ("low", value.low, interval.as_ref().map(|interval| interval.low)),
        // Programs differ in whether they cut the upper end at 1; here it is cut.
        ("high", value.high.map(|high| high.min(1.0)), interval.as_ref().map(|interval| interval.high)),
        ("p-value", value.p_value, p_value),
    ];
    given.into_iter().filter_map(|(what, given, ours)| Some((what, given?, ours))).collect()
}

/// irr's Stuart–Maxwell test drops categories with equal totals, and the units in them, before it tests what is left,
/// though Bhapkar's in the same program does not, and equal totals are evidence. Dropping them here too shows that
/// nothing else differs.
fn without_equal_totals(table: &Confusion) -> Confusion {
    let (first, second) = (table.first_totals(), table.second_totals());
    let kept: Vec<usize> = (0..table.categories()).filter(|&category| first[category] != second[category]).collect();
    let rows: Vec<Vec<u64>> =
        kept.iter().map(|&row| kept.iter().map(|&column| table.get(row, column)).collect()).collect();
    confusion(&Ratings::from_confusion(&rows).unwrap()).unwrap()
}

#[test]
fn bhapkars_test_follows_from_stuart_and_maxwells_on_the_whole_table() {
    for table in [vec![vec![20, 5, 1], vec![4, 15, 6], vec![3, 5, 18]], vec![vec![3, 9], vec![2, 4]]] {
        let table = confusion(&Ratings::from_confusion(&table).unwrap()).unwrap();
        let (stuart, bhapkar) = (stuart_maxwell(&table).unwrap(), bhapkar(&table).unwrap());
        let back = bhapkar.statistic / (1.0 + bhapkar.statistic / table.units() as f64);
        assert!((back - stuart.statistic).abs() < 1e-12);
        assert_eq!(stuart.degrees_of_freedom, bhapkar.degrees_of_freedom);
    }
}
