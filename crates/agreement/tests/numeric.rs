//! Every measure of numbers against every reference value.
//!
//! `numeric/*.json`: `rows` (each a row of scores, one per coder, `null` is missing, and how many units have it), then
//! `values`. `f`, `df1`, `df2` are those of an F test; `between`, `within`, `coders`, `residual` mean squares.
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod references;

use qualkit_agreement::{
    CorrelationAverage, Estimate, FTest, FinnModel, IccForm, Interval, MeanSquares, Options, Scores, Ties, finn, icc,
    kendall_w, lin_concordance, mean_pearson, mean_spearman, robinson_a,
};
use references::references;
use serde::Deserialize;

/// Numbers that are compared; a file that goes missing must not go unnoticed.
const NUMBERS: usize = 1180;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    rows: Vec<(Vec<Option<f64>>, usize)>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    measure: String,
    #[serde(rename = "kind")]
    _kind: String,
    value: f64,
    levels: Option<u64>,
    low: Option<f64>,
    high: Option<f64>,
    p_value: Option<f64>,
    f: Option<f64>,
    df1: Option<f64>,
    df2: Option<f64>,
    between: Option<f64>,
    within: Option<f64>,
    coders: Option<f64>,
    residual: Option<f64>,
    scale_shift: Option<f64>,
    location_shift: Option<f64>,
    bias_correction: Option<f64>,
    tolerance: f64,
    from: String,
}

/// What we say about one value.
#[derive(Default)]
struct Ours {
    value: Option<f64>,
    p_value: Option<f64>,
    interval: Option<Interval>,
    test: Option<FTest>,
    squares: Option<MeanSquares>,
    /// Scale shift, location shift, bias correction.
    shifts: [Option<f64>; 3],
}

impl From<Estimate> for Ours {
    fn from(estimate: Estimate) -> Ours {
        Ours { value: Some(estimate.value), p_value: estimate.p_value, interval: estimate.interval, ..Ours::default() }
    }
}

#[test]
fn every_measure_equals_the_reference_values() {
    let (mut numbers, mut wrong) = (0, Vec::new());
    for reference in references::<Reference>("numeric") {
        let rows = reference.rows.iter().flat_map(|(row, times)| vec![row; *times]);
        let scores = Scores::from_rows(rows).unwrap();
        for value in &reference.values {
            for (what, given, ours) in compared(&scores, value) {
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
fn compared(scores: &Scores, value: &Value) -> Vec<(&'static str, f64, Option<f64>)> {
    let ours = ours(scores, value);
    let interval = ours.interval.as_ref();
    let given = [
        ("value", Some(value.value), ours.value),
        ("low", value.low, interval.map(|interval| interval.low)),
        ("high", value.high, interval.map(|interval| interval.high)),
        ("p-value", value.p_value, ours.p_value),
        ("F", value.f, ours.test.map(|test| test.statistic)),
        ("first degrees of freedom", value.df1, ours.test.map(|test| test.first_degrees)),
        ("second degrees of freedom", value.df2, ours.test.map(|test| test.second_degrees)),
        ("between", value.between, ours.squares.map(|squares| squares.between)),
        ("within", value.within, ours.squares.map(|squares| squares.within)),
        ("coders", value.coders, ours.squares.map(|squares| squares.coders)),
        ("residual", value.residual, ours.squares.map(|squares| squares.residual)),
        ("scale shift", value.scale_shift, ours.shifts[0]),
        ("location shift", value.location_shift, ours.shifts[1]),
        ("bias correction", value.bias_correction, ours.shifts[2]),
    ];
    given.into_iter().filter_map(|(what, given, ours)| Some((what, given?, ours))).collect()
}

fn ours(scores: &Scores, value: &Value) -> Ours {
    let options = Options::default();
    match value.measure.as_str() {
        "kendall_w" => kendall_w(scores, Ties::Ignored).unwrap().estimate.into(),
        "kendall_w_tie_corrected" => kendall_w(scores, Ties::Corrected).unwrap().estimate.into(),
        "finn_twoway" => finn(scores, value.levels.unwrap(), FinnModel::TwoWay).unwrap().estimate.into(),
        "robinson" => robinson_a(scores).unwrap().into(),
        "meancor" => mean_pearson(scores, CorrelationAverage::FisherZ).unwrap().estimate.into(),
        "meanrho" => mean_spearman(scores, CorrelationAverage::FisherZ).unwrap().estimate.into(),
        "lin_ccc" => {
            let lin = lin_concordance(scores, &options).unwrap();
            let shifts = [lin.scale_shift, lin.location_shift, Some(lin.bias_correction)];
            Ours { shifts, ..lin.estimate.into() }
        }
        measure => {
            let form = match measure {
                "icc_1_1" | "icc_oneway_agreement_single" | "icc_oneway_consistency_single" => IccForm::OneWaySingle,
                "icc_1_k" | "icc_oneway_agreement_average" | "icc_oneway_consistency_average" => IccForm::OneWayAverage,
                "icc_2_1" | "icc_twoway_agreement_single" => IccForm::AgreementSingle,
                "icc_2_k" | "icc_twoway_agreement_average" => IccForm::AgreementAverage,
                "icc_3_1" | "icc_twoway_consistency_single" => IccForm::ConsistencySingle,
                "icc_3_k" | "icc_twoway_consistency_average" => IccForm::ConsistencyAverage,
                other => panic!("no measure is called {other}"),
            };
            let ours = icc(scores, form, &options).unwrap();
            let (test, squares) = (ours.test, Some(ours.mean_squares));
            match ours.in_irr.filter(|_| value.from.starts_with("irr")) {
                Some(in_irr) => Ours {
                    value: Some(ours.estimate.value),
                    p_value: Some(in_irr.test.p_value),
                    interval: in_irr.interval,
                    test: Some(in_irr.test),
                    squares,
                    ..Ours::default()
                },
                None => Ours { test, squares, ..ours.estimate.into() },
            }
        }
    }
}
