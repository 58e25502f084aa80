//! Every statistic against every reference value: numbers that papers print, and numbers other programs compute.
//!
//! `reference/*.json`: `categories` (their labels), then `rows` (one row per unit, one column per coder, `null` is
//! missing) or `confusion` (rows are the first coder's categories), then `values`. A value may name a `category`: the
//! data are then collapsed to that category against all others. `skip` says why a value is not comparable. `from`
//! names program and version, or the paper.
#![allow(clippy::disallowed_methods, reason = "the test reads its own reference files")]
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::fs;

use qualkit_agreement::{
    Estimate, Options, Ratings, cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement, two_by_two,
};
use serde::Deserialize;

/// Numbers that are compared; a file that goes missing must not go unnoticed.
const NUMBERS: usize = 1349;
/// Values that are set aside with a reason.
const SKIPPED: usize = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    categories: Vec<String>,
    rows: Option<Vec<Vec<Option<usize>>>>,
    confusion: Option<Vec<Vec<u64>>>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    measure: String,
    category: Option<usize>,
    #[serde(rename = "kind")]
    _kind: String,
    value: Option<f64>,
    observed: Option<f64>,
    expected: Option<f64>,
    standard_error: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    tolerance: f64,
    from: String,
    skip: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[test]
fn every_statistic_equals_the_reference_values() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference");
    let (mut numbers, mut skipped, mut wrong) = (0, 0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let reference: Reference = serde_json::from_str(&text).unwrap();
        for value in &reference.values {
            if value.skip.is_some() {
                skipped += 1;
                continue;
            }
            for (what, given, ours) in compared(&reference, value) {
                numbers += 1;
                if ours.is_none_or(|ours| (ours - given).abs() > value.tolerance) {
                    let (name, measure, from) = (&reference.name, &value.measure, &value.from);
                    wrong.push(format!("{name}: {measure} {what} {given} by {from}, here {ours:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {numbers} differ:\n{}", wrong.len(), wrong.join("\n"));
    println!("{numbers} numbers equal, {skipped} values skipped");
    assert_eq!((numbers, skipped), (NUMBERS, SKIPPED));
}

/// What the reference says and what we say, for each number that it gives.
fn compared(reference: &Reference, value: &Value) -> Vec<(&'static str, f64, Option<f64>)> {
    let options = Options::default();
    let ratings = ratings(reference);
    if let ("prevalence_index" | "bias_index", Some(category), Some(given)) =
        (value.measure.as_str(), value.category, value.value)
    {
        let table = two_by_two(&ratings, category).unwrap();
        let ours = if value.measure == "bias_index" { table.bias_index() } else { table.prevalence_index() };
        return vec![("value", given, Some(ours))];
    }
    let ratings = match value.category {
        Some(category) => collapsed(reference, category),
        None => ratings,
    };
    let outcome = match value.measure.as_str() {
        "percent_agreement" => percent_agreement(&ratings, &options),
        "cohen_kappa" => cohen_kappa(&ratings, &options),
        "fleiss_kappa" => fleiss_kappa(&ratings, &options),
        "krippendorff_alpha" => krippendorff_alpha(&ratings, &options),
        other => panic!("{}: no measure is called {other}", reference.name),
    };
    let estimate = outcome.ok();
    let ours = |number: fn(&Estimate) -> Option<f64>| estimate.as_ref().and_then(number);
    let interval = estimate.as_ref().and_then(|estimate| estimate.interval.as_ref());
    let given = [
        ("value", value.value, ours(|estimate| Some(estimate.value))),
        ("observed", value.observed, ours(|estimate| estimate.observed)),
        ("expected", value.expected, ours(|estimate| estimate.expected)),
        ("standard error", value.standard_error, ours(|estimate| estimate.standard_error)),
        ("low", value.low, interval.map(|interval| interval.low)),
        // Programs differ in whether they cut the upper end at 1; here it is cut.
        ("high", value.high.map(|high| high.min(1.0)), interval.map(|interval| interval.high)),
    ];
    given.into_iter().filter_map(|(what, given, ours)| Some((what, given?, ours))).collect()
}

fn ratings(reference: &Reference) -> Ratings {
    match (&reference.rows, &reference.confusion) {
        (Some(rows), None) => Ratings::from_rows(rows, reference.categories.len()).unwrap(),
        (None, Some(table)) => Ratings::from_confusion(table).unwrap(),
        _ => panic!("{} needs either rows or a confusion table", reference.name),
    }
}

/// One category against all others.
fn collapsed(reference: &Reference, category: usize) -> Ratings {
    let binary = |cell: usize| usize::from(cell == category);
    if let Some(rows) = &reference.rows {
        let rows = rows.iter().map(|row| row.iter().map(|cell| cell.map(binary)).collect::<Vec<_>>());
        return Ratings::from_rows(rows, 2).unwrap();
    }
    let table = two_by_two(&ratings(reference), category).unwrap();
    Ratings::from_confusion(&[[table.neither, table.only_second], [table.only_first, table.both]]).unwrap()
}
