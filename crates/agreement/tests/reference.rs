//! Every statistic against every reference value: numbers that papers print, and numbers other programs compute.
//!
//! `reference/*.json`: `categories` (their labels) and their `scores` if these are not 1, 2, 3, …; then `rows` (one row
//! per unit, one column per coder, `null` is missing) or `confusion` (rows are the first coder's categories); then
//! `values`. A value may have `weights`, a `level`, squared `distances`, or a `category` that it is about. `undefined`
//! says that there is none. `from` names program and version, or the paper.
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod references;

use qualkit_agreement::{
    Distances, Estimate, Level, Measure, NullTest, Options, Outcome, Ratings, WeightMatrix, cohen_kappa_category_2x2,
    cohen_kappa_null_test, fleiss_kappa_category, fleiss_kappa_null_test, krippendorff_alpha_category,
    specific_agreement, two_by_two,
};
use references::references;
use serde::Deserialize;

/// Numbers that are compared; a file that goes missing must not go unnoticed.
const NUMBERS: usize = 6528;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    categories: Vec<String>,
    scores: Option<Vec<f64>>,
    rows: Option<Vec<Vec<Option<usize>>>>,
    confusion: Option<Vec<Vec<u64>>>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    measure: String,
    category: Option<usize>,
    weights: Option<String>,
    level: Option<String>,
    distances: Option<Vec<Vec<f64>>>,
    /// Other scores than those of the categories, where a program takes ranks for them.
    scores: Option<Vec<f64>>,
    #[serde(rename = "kind")]
    _kind: String,
    value: Option<f64>,
    observed: Option<f64>,
    expected: Option<f64>,
    standard_error: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    p_value: Option<f64>,
    null_standard_error: Option<f64>,
    z: Option<f64>,
    /// Ratings of units with two.
    ratings: Option<u64>,
    /// The values of all pairs of coders.
    pairs: Option<Vec<f64>>,
    #[serde(default)]
    undefined: bool,
    tolerance: f64,
    from: String,
    #[serde(rename = "note")]
    _note: Option<String>,
}

/// What the reference says and what we say.
type Compared = (&'static str, f64, Option<f64>);

#[test]
fn every_statistic_equals_the_reference_values() {
    let (mut numbers, mut wrong) = (0, Vec::new());
    for reference in references::<Reference>("reference") {
        for value in &reference.values {
            for (what, given, ours) in compared(&reference, value) {
                numbers += 1;
                // Numbers are given with twelve digits.
                let near = |ours: f64| (ours - given).abs() <= value.tolerance.max(5e-12 * given.abs());
                if !ours.is_some_and(near) {
                    let (name, measure, from) = (&reference.name, &value.measure, &value.from);
                    let how = value.weights.as_ref().or(value.level.as_ref());
                    wrong.push(format!("{name}: {measure} {how:?} {what} {given} by {from}, here {ours:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {numbers} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(numbers, NUMBERS);
}

/// Each number that the reference gives, with ours.
fn compared(reference: &Reference, value: &Value) -> Vec<Compared> {
    let ratings = ratings(reference, value);
    let options = options(value);
    if let ("prevalence_index" | "bias_index", Some(category)) = (value.measure.as_str(), value.category) {
        let table = two_by_two(&ratings, category).unwrap();
        let ours = if value.measure == "bias_index" { table.bias_index() } else { table.prevalence_index() };
        return vec![("value", value.value.unwrap(), Some(ours))];
    }
    let test = null_test(value, &ratings, &options);
    let outcome = outcome(reference, value, &ratings, &options);
    if value.undefined {
        return vec![("undefined", 1.0, Some(f64::from(u8::from(outcome.is_err()))))];
    }
    let estimate = outcome.ok();
    let ours = |number: fn(&Estimate) -> Option<f64>| estimate.as_ref().and_then(number);
    let interval = estimate.as_ref().and_then(|estimate| estimate.interval.as_ref());
    let p_value = match value.measure.as_str() {
        "cohen_kappa_null_test" => test.map(|test| test.p_value),
        _ => ours(|estimate| estimate.p_value),
    };
    let standard_error = match value.measure.strip_suffix("_table") {
        // Gwet's formulas for tables divide by n where those for ratings divide by n − 1; Cohen's is a table's anyhow.
        Some(measure) if measure != "cohen_kappa" => {
            let units = estimate.as_ref().map_or(f64::NAN, |estimate| estimate.units as f64);
            ours(|estimate| estimate.standard_error).map(|error| error * ((units - 1.0) / units).sqrt())
        }
        _ => ours(|estimate| estimate.standard_error),
    };
    let mut compared: Vec<Compared> = [
        ("value", value.value, ours(|estimate| Some(estimate.value))),
        ("observed", value.observed, ours(|estimate| estimate.observed)),
        ("expected", value.expected, ours(|estimate| estimate.expected)),
        ("standard error", value.standard_error, standard_error),
        ("low", value.low, interval.map(|interval| interval.low)),
        // Programs differ in whether they cut the upper end at 1; here it is cut.
        ("high", value.high.map(|high| high.min(1.0)), interval.map(|interval| interval.high)),
        ("p-value", value.p_value, p_value),
        ("standard error under H0", value.null_standard_error, test.map(|test| test.standard_error)),
        ("z under H0", value.z, test.map(|test| test.z)),
        ("ratings of units with two", value.ratings.map(|ratings| ratings as f64), Some(pairable_ratings(reference))),
    ]
    .into_iter()
    .filter_map(|(what, given, ours)| Some((what, given?, ours)))
    .collect();
    let coders = ratings.coders();
    let pairs = (0..coders).flat_map(|first| (first + 1..coders).map(move |second| [first, second]));
    for (pair, &given) in pairs.zip(value.pairs.iter().flatten()) {
        let ours = Measure::CohenKappa.value(&ratings.coders_only(&pair).unwrap(), &options);
        compared.push(("a pair", given, ours.ok()));
    }
    compared
}

fn outcome(reference: &Reference, value: &Value, ratings: &Ratings, options: &Options) -> Outcome {
    match (value.measure.as_str(), value.category) {
        ("fleiss_kappa_category", Some(category)) => fleiss_kappa_category(ratings, category, options),
        ("krippendorff_alpha_category", Some(category)) => krippendorff_alpha_category(ratings, category, options),
        ("cohen_kappa_category_2x2", Some(category)) => cohen_kappa_category_2x2(ratings, category, options),
        ("specific_agreement", Some(category)) => specific_agreement(ratings, category, options),
        ("fleiss_kappa_null_z", None) => Measure::FleissKappa.estimate(ratings, options),
        ("cohen_kappa_null_test", None) => Measure::CohenKappa.estimate(ratings, options),
        (name, None) => {
            let name = match name.strip_suffix("_table") {
                Some("krippendorff_alpha") => "krippendorff_alpha_gwet",
                Some(name) => name,
                None => name,
            };
            let measure: Measure = name.parse().unwrap_or_else(|error| panic!("{}: {error}", reference.name));
            measure.estimate(ratings, options)
        }
        (name, Some(_)) => panic!("{}: {name} is not of one category", reference.name),
    }
}

fn null_test(value: &Value, ratings: &Ratings, options: &Options) -> Option<NullTest> {
    match value.measure.as_str() {
        "cohen_kappa" | "cohen_kappa_null_test" => cohen_kappa_null_test(ratings, options).ok(),
        "fleiss_kappa" | "fleiss_kappa_null_z" => fleiss_kappa_null_test(ratings).ok(),
        "fleiss_kappa_category" => fleiss_kappa_null_test(&ratings.collapsed(value.category?).ok()?).ok(),
        _ => None,
    }
}

fn options(value: &Value) -> Options {
    let mut options = Options::default();
    if let Some(weights) = &value.weights {
        options.weights = weights.parse().unwrap();
    }
    options.level = match value.level.as_deref() {
        None => Level::Nominal,
        Some("ordinal") => Level::Ordinal,
        Some("interval") => Level::Interval,
        Some("ratio") => Level::Ratio,
        Some(other) => panic!("no level is called {other}"),
    };
    if let Some(distances) = &value.distances {
        let weights: Vec<Vec<f64>> =
            distances.iter().map(|row| row.iter().map(|distance| 1.0 - distance).collect()).collect();
        options.weights = qualkit_agreement::Weights::Matrix(WeightMatrix::new(&weights).unwrap());
        options.level = Level::Custom(Distances::new(distances).unwrap());
    }
    options
}

fn ratings(reference: &Reference, value: &Value) -> Ratings {
    let ratings = match (&reference.rows, &reference.confusion) {
        (Some(rows), None) => Ratings::from_rows(rows, reference.categories.len()).unwrap(),
        (None, Some(table)) => Ratings::from_confusion(table).unwrap(),
        _ => panic!("{} needs either rows or a confusion table", reference.name),
    };
    match value.scores.as_ref().or(reference.scores.as_ref()) {
        Some(scores) => ratings.with_scores(scores.clone()).unwrap(),
        None => ratings,
    }
}

fn pairable_ratings(reference: &Reference) -> f64 {
    let whole = |row: &Vec<Option<usize>>| row.iter().flatten().count();
    let of_rows = reference.rows.iter().flatten().map(whole).filter(|&ratings| ratings >= 2).sum::<usize>();
    let of_table: u64 = reference.confusion.iter().flatten().flatten().sum();
    (of_rows as u64 + 2 * of_table) as f64
}
