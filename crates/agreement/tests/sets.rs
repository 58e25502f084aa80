//! Measures on sets of codes against reference values, and what must hold for any sets.
//!
//! `sets/*.json`: `rows`, one per unit, with one set of code numbers per coder; `values`. A distance of two sets names
//! them.
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod references;

use proptest::prelude::*;
use qualkit_agreement::{
    BothEmpty, CodeBits, Options, Outcome, SetRatings, Undefined, cohen_kappa, dice_agreement, dice_distance,
    equal_distance, jaccard_distance, masi_distance, overlap_agreement, percent_agreement, pooled, set_alpha,
    two_by_two,
};
use references::references;
use serde::Deserialize;

/// Numbers that are compared; a file that goes missing must not go unnoticed.
const NUMBERS: usize = 22;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    codes: Vec<String>,
    rows: Vec<Vec<Option<Vec<usize>>>>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    measure: String,
    distance: Option<String>,
    first: Option<Vec<usize>>,
    second: Option<Vec<usize>>,
    #[serde(rename = "kind")]
    _kind: String,
    value: f64,
    tolerance: f64,
    from: String,
}

type Distance = fn(&[usize], &[usize]) -> f64;

#[test]
fn every_measure_equals_the_reference_values() {
    let (mut numbers, mut wrong) = (0, Vec::new());
    for reference in references::<Reference>("sets") {
        for value in &reference.values {
            numbers += 1;
            let ours = ours(&reference, value);
            if (ours - value.value).abs() > value.tolerance || ours.is_nan() {
                let (name, measure, from) = (&reference.name, &value.measure, &value.from);
                wrong.push(format!("{name}: {measure} {} by {from}, here {ours}", value.value));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {numbers} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(numbers, NUMBERS);
}

fn ours(reference: &Reference, value: &Value) -> f64 {
    let options = Options::default();
    let ratings = SetRatings::from_rows(&reference.rows, reference.codes.len()).unwrap();
    let by_name = || -> Distance {
        match value.distance.as_deref().unwrap() {
            "equal" => equal_distance,
            "jaccard" => jaccard_distance,
            "masi" => masi_distance,
            "dice" => dice_distance,
            "dkpro" => |a, b| f64::from(relation(a, b)) / 3.0,
            "dkpro_masi" => |a, b| jaccard_distance(a, b) * f64::from(relation(a, b)) / 3.0,
            other => panic!("no distance is called {other}"),
        }
    };
    match value.measure.as_str() {
        "distance" => by_name()(value.first.as_ref().unwrap(), value.second.as_ref().unwrap()),
        "set_alpha" => set_alpha(&ratings, by_name(), &options).unwrap().value,
        "percent_agreement" => percent_agreement(ratings.as_categories(), &options).unwrap().value,
        "dice_agreement" => dice_agreement(&ratings, BothEmpty::Differ, &options).unwrap().value,
        "overlap_agreement" => overlap_agreement(&ratings, BothEmpty::Differ, &options).unwrap().value,
        other => panic!("no measure is called {other}"),
    }
}

/// 0 for equal sets, 1 where one contains the other (the empty one is in any), 2 where they overlap, 3 where they have
/// nothing in common.
fn relation(first: &[usize], second: &[usize]) -> u8 {
    let shared = first.iter().filter(|code| second.contains(code)).count();
    match shared {
        _ if first == second => 0,
        _ if shared == first.len() || shared == second.len() => 1,
        0 => 3,
        _ => 2,
    }
}

const CODES: usize = 4;

type Rows = Vec<Vec<Option<Vec<usize>>>>;

fn rows() -> impl Strategy<Value = Rows> {
    let set = prop::collection::vec(0..CODES, 0..4);
    let cell = prop_oneof![4 => set.prop_map(Some), 1 => Just(None)];
    (2..=4_usize).prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(cell.clone(), coders), 1..9))
}

const DISTANCES: [Distance; 4] = [equal_distance, jaccard_distance, masi_distance, dice_distance];
const EMPTY: [BothEmpty; 3] = [BothEmpty::Agree, BothEmpty::Differ, BothEmpty::LeftOut];

fn all_measures(rows: &Rows) -> Vec<Outcome> {
    let ratings = SetRatings::from_rows(rows, CODES).unwrap();
    let options = Options::default();
    let mut all: Vec<Outcome> = DISTANCES.iter().map(|distance| set_alpha(&ratings, distance, &options)).collect();
    for empty in EMPTY {
        all.extend([dice_agreement(&ratings, empty, &options), overlap_agreement(&ratings, empty, &options)]);
    }
    all
}

/// A set as it stands in the table: sorted, each code once.
fn tidy(set: &[usize]) -> Vec<usize> {
    (0..CODES).filter(|code| set.contains(code)).collect()
}

fn alpha_by_hand(rows: &Rows, distance: Distance) -> Option<f64> {
    let units = rows.iter().map(|row| row.iter().flatten().map(|set| tidy(set)).collect::<Vec<_>>());
    let units: Vec<Vec<Vec<usize>>> = units.filter(|unit| unit.len() >= 2).collect();
    let mean = |sets: &[Vec<usize>]| {
        let mut sum = 0.0;
        for (i, a) in sets.iter().enumerate() {
            sum += sets.iter().enumerate().filter(|&(j, _)| j != i).map(|(_, b)| distance(a, b)).sum::<f64>();
        }
        sum / (sets.len() - 1) as f64
    };
    let pooled: Vec<Vec<usize>> = units.concat();
    let observed: f64 = units.iter().map(|unit| mean(unit)).sum();
    (pooled.len() >= 2)
        .then(|| mean(&pooled))
        .filter(|&expected| expected > 0.0)
        .map(|expected| 1.0 - observed / expected)
}

proptest! {
    #[test]
    fn alpha_pair_by_pair_is_the_same(rows in rows()) {
        let ratings = SetRatings::from_rows(&rows, CODES).unwrap();
        for distance in DISTANCES {
            let ours = set_alpha(&ratings, distance, &Options::default());
            match (&ours, alpha_by_hand(&rows, distance)) {
                (Ok(ours), Some(value)) => prop_assert!((ours.value - value).abs() < 1e-9, "{} {value}", ours.value),
                (Err(_), None) => {}
                (ours, by_hand) => prop_assert!(false, "{ours:?} {by_hand:?}"),
            }
        }
    }

    #[test]
    fn no_digit_depends_on_the_order_of_units_coders_or_codes(
        (rows, turned) in rows().prop_flat_map(|rows| {
            let coders: Vec<usize> = (0..rows[0].len()).collect();
            let names: Vec<usize> = (0..CODES).collect();
            (Just(rows.clone()), Just(rows).prop_shuffle(), Just(coders).prop_shuffle(), Just(names).prop_shuffle())
                .prop_map(|(rows, units, coders, names)| {
                    let renamed = |set: &Vec<usize>| set.iter().map(|&code| names[code]).collect();
                    let row = |row: &Vec<Option<Vec<usize>>>| {
                        coders.iter().map(|&coder| row[coder].as_ref().map(renamed)).collect()
                    };
                    let turned: Rows = units.iter().map(row).collect();
                    (rows, turned)
                })
        })
    ) {
        prop_assert_eq!(all_measures(&rows), all_measures(&turned));
    }

    #[test]
    fn no_number_is_above_one_or_not_a_number(rows in rows()) {
        for estimate in all_measures(&rows).into_iter().flatten() {
            prop_assert!(estimate.value <= 1.0 + 1e-15 && estimate.value.is_finite());
            let chance = estimate.chance().unwrap();
            prop_assert!((-1e-15..=1.0).contains(&chance.observed) && (-1e-15..=1.0).contains(&chance.expected));
            prop_assert!(estimate.standard_error.is_none_or(|error| error >= 0.0));
        }
    }

    #[test]
    fn coders_who_do_the_same_agree_wholly(sets in prop::collection::vec(prop::collection::vec(0..CODES, 1..4), 2..9)) {
        let rows: Rows = sets.into_iter().map(|set| vec![Some(set); 3]).collect();
        for outcome in all_measures(&rows) {
            prop_assert!(matches!(&outcome, Ok(estimate) if estimate.value == 1.0)
                || matches!(&outcome, Err(Undefined::OneCategoryOnly)), "{outcome:?}");
        }
    }

    #[test]
    fn bits_and_ratings_give_the_same_tables(rows in rows(), ahead in 0..70_usize) {
        let coders = rows[0].len();
        // Units nobody judged put the others across the border of a word.
        let mut bits = CodeBits::new(ahead + rows.len(), coders, CODES);
        for (unit, row) in rows.iter().enumerate() {
            for (coder, cell) in row.iter().enumerate() {
                if let Some(set) = cell {
                    bits.judge(ahead + unit, coder, set).unwrap();
                }
            }
        }
        let ratings = SetRatings::from_rows(&rows, CODES).unwrap();
        for first in 0..coders {
            for second in (0..coders).filter(|&second| second != first) {
                let tables = bits.of_pair(first, second).unwrap();
                for (code, &table) in tables.iter().enumerate() {
                    prop_assert_eq!(bits.two_by_two(code, first, second), Ok(table));
                    let pair = ratings.coders_only(&[first, second]).unwrap().code(code).unwrap();
                    match two_by_two(&pair, 1) {
                        Ok(expected) => prop_assert_eq!(table, expected),
                        Err(_) => prop_assert_eq!(table.units(), 0),
                    }
                }
            }
        }
    }
}

#[test]
fn the_kappas_of_single_codes_can_be_pooled() {
    let rows = [[vec![0], vec![0]], [vec![0, 1], vec![1]], [vec![], vec![]], [vec![1], vec![0]]];
    let ratings = SetRatings::from_rows(rows.map(|row| row.map(Some)), 3).unwrap();
    let kappas = [0, 1, 2].map(|code| cohen_kappa(&ratings.code(code).unwrap(), &Options::default()));
    let pooled = pooled(&kappas).unwrap();
    // Observed 2/4, 3/4 and 1; expected 1/2, 1/2 and 1, nobody having used the third code.
    assert_eq!((pooled.codes, pooled.one_category_only), (3, 1));
    assert!((pooled.value - (0.75 - 2.0 / 3.0) / (1.0 / 3.0)).abs() < 1e-15);
}
