//! Segmentation measures against reference values of another program.
//!
//! `segmentation/*.json`: `texts`, for each the coders' segmentations as units per segment, and `values`. A measure of
//! a pair names the `text`, and `first` and `second` coder; for the window measures the second is the reference.
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod references;

use qualkit_agreement::{
    Segmentation, Similarity, boundary_similarity, mean_over_pairs, pk, segmentation_agreement,
    segmentation_similarity, window_diff,
};
use references::references;
use serde::Deserialize;

/// Numbers that are compared; a file that goes missing must not go unnoticed.
const NUMBERS: usize = 222;
const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    texts: Vec<Vec<Vec<u64>>>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    measure: String,
    text: Option<usize>,
    first: Option<usize>,
    second: Option<usize>,
    similarity: Option<String>,
    value: f64,
    standard_deviation: Option<f64>,
}

#[test]
fn every_measure_equals_the_reference_values() {
    let (mut numbers, mut wrong) = (0, Vec::new());
    for reference in references::<Reference>("segmentation") {
        let masses = |text: &Vec<Vec<u64>>| text.iter().map(|own| Segmentation::from_masses(own).unwrap()).collect();
        let texts: Vec<Vec<Segmentation>> = reference.texts.iter().map(masses).collect();
        for value in &reference.values {
            let (ours, deviation) = ours(&texts, value);
            let given = [(Some(value.value), Some(ours)), (value.standard_deviation, deviation)];
            for (given, ours) in given.into_iter().filter_map(|(given, ours)| Some((given?, ours?))) {
                numbers += 1;
                if (ours - given).abs() > TOLERANCE || ours.is_nan() {
                    wrong.push(format!("{}: {} {given}, here {ours}", reference.name, value.measure));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {numbers} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(numbers, NUMBERS);
}

fn ours(texts: &[Vec<Segmentation>], value: &Value) -> (f64, Option<f64>) {
    let compare = |measure: &str, first: &Segmentation, second: &Segmentation| match measure {
        "boundary_similarity" => boundary_similarity(first, second, 2),
        "segmentation_similarity" => segmentation_similarity(first, second, 2),
        "pk" => pk(second, first, None),
        "window_diff" => window_diff(second, first, None),
        other => panic!("no measure is called {other}"),
    };
    if let (Some(text), Some(first), Some(second)) = (value.text, value.first, value.second) {
        let text = &texts[text];
        return (compare(&value.measure, &text[first], &text[second]).unwrap(), None);
    }
    if let Some(measure) = value.measure.strip_prefix("mean_") {
        let mean = mean_over_pairs(texts, |first, second| compare(measure, first, second)).unwrap();
        assert_eq!(mean.left_out, 0);
        return (mean.mean, Some(mean.standard_deviation));
    }
    let similarity = match value.similarity.as_deref().unwrap() {
        "B" => Similarity::Boundary,
        _ => Similarity::Segmentation,
    };
    let agreement = segmentation_agreement(texts, similarity, 2).unwrap();
    let number = match value.measure.as_str() {
        "observed" => agreement.observed,
        "pi" => agreement.pi,
        "kappa" => agreement.kappa,
        "bias" => agreement.bias,
        other => panic!("no measure is called {other}"),
    };
    (number, None)
}
