//! Gamma, gamma-cat and gamma-k against other programs' values, and best alignments of random continua against theirs.
//!
//! `reference_gamma/*.json`: `coders` has one list of `[start, end, code]` per coder; `values` name the measure, which
//! of its numbers is given, and how it was made. Values that were sampled have a tolerance for the sampling. `random`
//! are continua that were drawn elsewhere, with the disorder of their best alignment for the first value's weights.
//! `skip` says why a value is not comparable.
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod references;

use std::collections::BTreeMap;

use qualkit_agreement::{
    Categorical, Continuum, Dissimilarity, Gamma, GammaOptions, GammaValue, PairWeight, Sampler, Samples, Segment,
    best_alignment, gamma,
};
use references::references;
use serde::Deserialize;

/// Numbers that are compared; a file that goes missing must not go unnoticed.
const NUMBERS: usize = 108;
/// Values that are set aside with a reason.
const SKIPPED: usize = 3;

/// Other programs compute in single precision.
const SINGLE: f64 = 2e-5;

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
    random: Vec<Random>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    measure: String,
    number: String,
    alpha: f64,
    beta: f64,
    code: Option<usize>,
    sampler: String,
    pair_weight: Option<String>,
    value: f64,
    tolerance: f64,
    from: String,
    skip: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Random {
    coders: Vec<Vec<(u64, u64, usize)>>,
    disorder: f64,
}

#[test]
fn gamma_equals_the_reference_values() {
    let (mut numbers, mut skipped, mut wrong) = (0, 0, Vec::new());
    for reference in references::<Reference>("reference_gamma") {
        let text = continuum(reference.start, reference.end, reference.codes.len(), &reference.coders);
        let mut computed: BTreeMap<String, Gamma> = BTreeMap::new();
        for value in &reference.values {
            if value.skip.is_some() {
                skipped += 1;
                continue;
            }
            let options = options(value, &reference);
            let known = computed.entry(format!("{options:?}"));
            let computed = known.or_insert_with(|| gamma(std::slice::from_ref(&text), &options).unwrap());
            numbers += 1;
            let ours = ours(value, computed);
            if ours.is_none_or(|(ours, sampling)| (ours - value.value).abs() > value.tolerance + sampling) {
                let Value { measure, number, value, from, .. } = value;
                wrong.push(format!("{}: {measure} {number} {value} by {from}, here {ours:?}", reference.name));
            }
        }
        for random in &reference.random {
            numbers += 1;
            let end = random.coders.iter().flatten().map(|&(_, end, _)| end).max().unwrap();
            let text = continuum(0, end, reference.codes.len(), &random.coders);
            let ours = best_alignment(&text, &dissimilarity(&reference.values[0])).unwrap().disorder;
            if (ours - random.disorder).abs() > SINGLE {
                wrong.push(format!("{}: best alignment {}, here {ours}", reference.name, random.disorder));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {numbers} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!((numbers, skipped), (NUMBERS, SKIPPED));
}

fn continuum(start: u64, end: u64, codes: usize, coders: &[Vec<(u64, u64, usize)>]) -> Continuum {
    let segment = |&(start, end, code): &(u64, u64, usize)| Segment { start, end, code };
    let coders = coders.iter().map(|segments| segments.iter().map(segment).collect()).collect();
    Continuum::new(start, end, codes, coders).unwrap()
}

fn dissimilarity(value: &Value) -> Dissimilarity {
    Dissimilarity::new(value.alpha, value.beta, 1.0, Categorical::Nominal).unwrap()
}

fn options(value: &Value, reference: &Reference) -> GammaOptions {
    // Long texts vary little, and take longer.
    let samples = if reference.coders[0].len() > 50 { 40 } else { 400 };
    GammaOptions {
        dissimilarity: dissimilarity(value),
        sampler: match value.sampler.as_str() {
            "shuffle" => Sampler::Shuffle,
            "statistical" => Sampler::Statistical,
            other => panic!("{}: no sampler is called {other}", reference.name),
        },
        samples: Samples::exactly(samples).unwrap(),
        pair_weight: match value.pair_weight.as_deref() {
            None => PairWeight::default(),
            Some("with_empty") => PairWeight::WithEmpty,
            Some(other) => panic!("{}: no weight is called {other}", reference.name),
        },
        seed: 1,
        ..GammaOptions::default()
    }
}

fn ours(value: &Value, gamma: &Gamma) -> Option<(f64, f64)> {
    let of = match value.measure.as_str() {
        "gamma" => Some(&gamma.gamma),
        "gamma_cat" => gamma.cat.as_ref().ok(),
        "gamma_k" => gamma.k[value.code.unwrap()].as_ref().ok(),
        other => panic!("no measure is called {other}"),
    };
    // Our own sampling comes on top of the tolerance, which is for theirs.
    let sampling = |of: &GammaValue| 2.0 * of.standard_error.unwrap_or(0.0);
    of.map(|of| if value.number == "value" { (of.value, sampling(of)) } else { (of.observed_disorder, 0.0) })
}
