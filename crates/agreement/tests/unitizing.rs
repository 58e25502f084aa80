//! Measures on free segments against reference values: numbers that papers print, and numbers other programs compute.
//!
//! `unitizing/*.json`: a continuum from `start` to `end`; `codes`, their labels; `coders`, for each the segments as
//! `[start, end, code]`; `values`. `stretch` multiplies all places. `skip` says why a value is not comparable.
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod references;

use qualkit_agreement::{
    AlphaU, Continuum, Intersections, Options, Ratings, Segment, SpanMatch, TwoByTwo, Undefined, UnitizedAlpha,
    alpha_u, bar_u_alpha, character_kappa, character_table, code_alpha_u, cu_alpha, krippendorff_alpha, ku_alpha,
    span_counts, u_alpha,
};
use references::references;
use serde::Deserialize;

/// Numbers that are compared; a file that goes missing must not go unnoticed.
const NUMBERS: usize = 123;
/// Values that are set aside with a reason.
const SKIPPED: usize = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    start: u64,
    end: u64,
    codes: Vec<String>,
    coders: Vec<Vec<(u64, u64, usize)>>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    measure: String,
    code: Option<usize>,
    rule: Option<String>,
    /// Both, only the first, only the second, neither.
    table: Option<[u64; 4]>,
    stretch: Option<u64>,
    #[serde(rename = "kind")]
    _kind: String,
    value: Option<f64>,
    observed: Option<f64>,
    coverage: Option<f64>,
    observed_disagreement: Option<f64>,
    expected_disagreement: Option<f64>,
    precision: Option<f64>,
    recall: Option<f64>,
    both: Option<f64>,
    tolerance: f64,
    from: String,
    skip: Option<String>,
}

#[test]
fn every_measure_equals_the_reference_values() {
    let (mut numbers, mut skipped, mut wrong) = (0, 0, Vec::new());
    for reference in references::<Reference>("unitizing") {
        for value in &reference.values {
            if value.skip.is_some() {
                skipped += 1;
                continue;
            }
            for (what, given, ours) in compared(&reference, value) {
                numbers += 1;
                if (ours - given).abs() > value.tolerance || ours.is_nan() {
                    let (name, measure, from) = (&reference.name, &value.measure, &value.from);
                    wrong.push(format!("{name}: {measure} {what} {given} by {from}, here {ours}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {numbers} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!((numbers, skipped), (NUMBERS, SKIPPED));
}

/// What the reference says and what we say, for each number that it gives.
fn compared(reference: &Reference, value: &Value) -> Vec<(&'static str, f64, f64)> {
    let text = continuum(reference, value.stretch.unwrap_or(1));
    let texts = [text];
    let given = |numbers: &[(&'static str, Option<f64>, f64)]| {
        numbers.iter().filter_map(|&(what, given, ours)| Some((what, given?, ours))).collect()
    };
    let of_family = |measured: Result<UnitizedAlpha, Undefined>| {
        let alpha = measured.unwrap();
        given(&[("value", value.value, alpha.value), ("coverage", value.coverage, alpha.coverage)])
    };
    let sums = || Intersections::of(&texts).unwrap();
    let alpha_u = || -> AlphaU {
        match value.code {
            Some(code) => code_alpha_u(&texts, code),
            None => alpha_u(&texts),
        }
        .unwrap()
    };
    let kappa = |table: TwoByTwo| {
        let kappa = character_kappa(&table).unwrap();
        given(&[("value", value.value, kappa.value), ("observed", value.observed, kappa.observed)])
    };
    match value.measure.as_str() {
        "u_alpha" => of_family(u_alpha(&sums())),
        "bar_u_alpha" => of_family(bar_u_alpha(&sums())),
        "cu_alpha" => of_family(cu_alpha(&sums(), None)),
        "ku_alpha" => of_family(ku_alpha(&sums(), value.code.unwrap())),
        "alpha_u_observed" => vec![("value", value.value.unwrap(), alpha_u().observed_disagreement)],
        "alpha_u_expected" => vec![("value", value.value.unwrap(), alpha_u().expected_disagreement)],
        "alpha_u" => {
            let alpha = alpha_u();
            given(&[
                ("value", value.value, alpha.value),
                ("observed", value.observed_disagreement, alpha.observed_disagreement),
                ("expected", value.expected_disagreement, alpha.expected_disagreement),
            ])
        }
        "character_kappa" => kappa(character_table(&texts, value.code.unwrap(), 0, 1).unwrap()),
        "character_table" => {
            let [both, only_first, only_second, neither] = value.table.unwrap();
            kappa(TwoByTwo { both, only_first, only_second, neither })
        }
        "span_f1" => {
            let rule = match value.rule.as_deref().unwrap() {
                "exact" => SpanMatch::Exact,
                "overlap" => SpanMatch::Overlap,
                "characters" => SpanMatch::Characters,
                iou => SpanMatch::Iou(iou.strip_prefix("iou ").unwrap().parse().unwrap()),
            };
            let counts = span_counts(&texts, 0, 1, rule).unwrap();
            given(&[
                ("value", value.value, counts.f1().unwrap()),
                ("precision", value.precision, counts.precision().unwrap()),
                ("recall", value.recall, counts.recall().unwrap()),
                ("both", value.both, counts.both as f64),
            ])
        }
        other => panic!("{}: no measure is called {other}", reference.name),
    }
}

fn continuum(reference: &Reference, stretch: u64) -> Continuum {
    let segment =
        |&(start, end, code): &(u64, u64, usize)| Segment { start: start * stretch, end: end * stretch, code };
    let coders = reference.coders.iter().map(|segments| segments.iter().map(segment).collect()).collect();
    Continuum::new(reference.start * stretch, reference.end * stretch, reference.codes.len(), coders).unwrap()
}

#[test]
fn one_pair_of_codings_has_many_numbers() {
    let x = |start, end| Segment { start, end, code: 0 };
    let first = vec![x(0, 50), x(100, 150), x(300, 350)];
    let second = vec![x(0, 50), x(110, 160), x(600, 650)];
    let texts = [Continuum::new(0, 1000, 1, vec![first, second]).unwrap()];
    let three = |value: f64| format!("{value:.3}");
    let table = character_table(&texts, 0, 0, 1).unwrap();
    let kappa = character_kappa(&table).unwrap();
    assert_eq!((three(kappa.observed), three(kappa.value)), ("0.880".into(), "0.529".into()));
    let ratings =
        Ratings::from_confusion(&[[table.neither, table.only_second], [table.only_first, table.both]]).unwrap();
    let alpha = krippendorff_alpha(&ratings, &Options::default()).unwrap();
    assert_eq!(three(alpha.value), "0.530");
    let characters = span_counts(&texts, 0, 1, SpanMatch::Characters).unwrap();
    let union = characters.both + characters.only_first + characters.only_second;
    assert_eq!(three(characters.both as f64 / union as f64), "0.429");
    let sixty = span_counts(&texts, 0, 1, SpanMatch::Iou(0.6)).unwrap();
    let ninety = span_counts(&texts, 0, 1, SpanMatch::Iou(0.9)).unwrap();
    assert_eq!((three(sixty.f1().unwrap()), three(ninety.f1().unwrap())), ("0.667".into(), "0.333".into()));
}
