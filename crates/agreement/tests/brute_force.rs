//! Every coefficient, weight and level against its definition, pair by pair, with no attempt at speed.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]
#![allow(clippy::disallowed_methods, reason = "the definitions are computed by other means than those tested")]

use proptest::prelude::*;
use qualkit_agreement::{Level, Measure, Options, Ratings, Weights, estimates};

type Row = Vec<Option<usize>>;

const SCORES: [f64; 4] = [0.0, 1.0, 2.5, 6.0];
const LOW: f64 = 0.0;
const HIGH: f64 = 6.0;

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let cell = prop_oneof![4 => (0..SCORES.len()).prop_map(Some), 1 => Just(None)];
    (2..=4_usize).prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(cell.clone(), coders), 1..10))
}

fn ratings(rows: &[Row]) -> Ratings {
    Ratings::from_rows(rows, SCORES.len()).unwrap().with_scores(SCORES.to_vec()).unwrap()
}

fn square(x: f64) -> f64 {
    x * x
}

/// Weights by their formulas.
fn weight(weights: &Weights, k: usize, l: usize) -> f64 {
    if k == l {
        return 1.0;
    }
    let (x, y, range) = (SCORES[k], SCORES[l], HIGH - LOW);
    let all = || (0..4).flat_map(|k| (0..4).map(move |l| (SCORES[k], SCORES[l]))).filter(|(x, y)| x != y);
    let angle = |x: f64, y: f64| square((std::f64::consts::PI * (x - y) / (range + 1.0)).sin());
    let pole = |x: f64, y: f64| square(x - y) / ((x + y - 2.0 * LOW) * (2.0 * HIGH - x - y));
    let largest = |distance: &dyn Fn(f64, f64) -> f64| all().map(|(x, y)| distance(x, y)).fold(0.0, f64::max);
    match weights {
        Weights::Identity => 0.0,
        Weights::Linear => 1.0 - (x - y).abs() / range,
        Weights::Quadratic => 1.0 - square(x - y) / square(range),
        Weights::Radical => 1.0 - (x - y).abs().sqrt() / range.sqrt(),
        Weights::Ratio => 1.0 - square((x - y) / (x + y)) / square((HIGH - LOW) / (HIGH + LOW)),
        Weights::Circular => 1.0 - angle(x, y) / largest(&angle),
        Weights::Bipolar => 1.0 - pole(x, y) / largest(&pole),
        Weights::Ordinal => {
            let apart = k.abs_diff(l) as f64;
            1.0 - apart * (apart + 1.0) / 2.0 / 6.0
        }
        _ => unreachable!("only named weights are tried"),
    }
}

/// Ratings given, by coder.
fn given(row: &Row) -> Vec<usize> {
    row.iter().copied().flatten().collect()
}

fn ordered_pairs<T: Copy>(values: &[T]) -> Vec<(T, T)> {
    let places = || 0..values.len();
    let all = places().flat_map(|a| places().map(move |b| (a, b)));
    all.filter(|(a, b)| a != b).map(|(a, b)| (values[a], values[b])).collect()
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn agreement(rows: &[Row], weights: &Weights) -> Option<f64> {
    let own = |pairs: Vec<(usize, usize)>| mean(&pairs.iter().map(|&(a, b)| weight(weights, a, b)).collect::<Vec<_>>());
    mean(&rows.iter().filter_map(|row| own(ordered_pairs(&given(row)))).collect::<Vec<_>>())
}

fn corrected(observed: f64, expected: f64) -> Option<f64> {
    (expected < 1.0 - 1e-12).then(|| (observed - expected) / (1.0 - expected))
}

/// π_k by the mean over rated units.
fn shares(rows: &[Row]) -> Vec<f64> {
    let rated: Vec<Vec<usize>> = rows.iter().map(given).filter(|unit| !unit.is_empty()).collect();
    let own = |unit: &Vec<usize>, k: usize| unit.iter().filter(|&&l| l == k).count() as f64 / unit.len() as f64;
    (0..4).map(|k| rated.iter().map(|unit| own(unit, k)).sum::<f64>() / rated.len() as f64).collect()
}

fn sum_over_categories(term: impl Fn(usize, usize) -> f64) -> f64 {
    (0..4).flat_map(|k| (0..4).map(move |l| (k, l))).map(|(k, l)| term(k, l)).sum()
}

fn fleiss(rows: &[Row], weights: &Weights) -> Option<f64> {
    let shares = shares(rows);
    corrected(agreement(rows, weights)?, sum_over_categories(|k, l| weight(weights, k, l) * shares[k] * shares[l]))
}

fn uniform(rows: &[Row], weights: &Weights) -> Option<f64> {
    corrected(agreement(rows, weights)?, sum_over_categories(|k, l| weight(weights, k, l) / 16.0))
}

fn guessing(rows: &[Row], weights: &Weights) -> Option<f64> {
    let all = sum_over_categories(|k, l| weight(weights, k, l));
    let uneven: f64 = shares(rows).iter().map(|share| share * (1.0 - share)).sum();
    corrected(agreement(rows, weights)?, all / 12.0 * uneven)
}

fn column(rows: &[Row], coder: usize) -> Vec<usize> {
    rows.iter().filter_map(|row| row[coder]).collect()
}

/// Every rating of one coder with every rating of another, coders being drawn at random.
fn conger(rows: &[Row], weights: &Weights) -> Option<f64> {
    let columns: Vec<Vec<usize>> =
        (0..rows[0].len()).map(|coder| column(rows, coder)).filter(|column| !column.is_empty()).collect();
    let places: Vec<usize> = (0..columns.len()).collect();
    let chance = |(g, h): (usize, usize)| {
        let pairs: Vec<f64> = columns[g]
            .iter()
            .flat_map(|&a| columns[h].iter().map(move |&b| (a, b)))
            .map(|(a, b)| weight(weights, a, b))
            .collect();
        mean(&pairs).unwrap()
    };
    let expected = mean(&ordered_pairs(&places).into_iter().map(chance).collect::<Vec<_>>())?;
    corrected(agreement(rows, weights)?, expected)
}

fn cohen(rows: &[Row], weights: &Weights) -> Option<f64> {
    let both: Vec<Row> = rows.iter().filter(|row| row.iter().all(Option::is_some)).cloned().collect();
    if both.is_empty() { None } else { conger(&both, weights) }
}

fn pairs_of_coders(rows: &[Row]) -> Vec<Vec<Row>> {
    let coders = rows[0].len();
    let pairs = (0..coders).flat_map(|g| (g + 1..coders).map(move |h| (g, h)));
    pairs.map(|(g, h)| rows.iter().map(|row| vec![row[g], row[h]]).collect()).collect()
}

fn light(rows: &[Row], weights: &Weights) -> Option<f64> {
    let kappas: Option<Vec<f64>> = pairs_of_coders(rows).iter().map(|pair| cohen(pair, weights)).collect();
    mean(&kappas?)
}

fn holsti(rows: &[Row]) -> Option<f64> {
    agreement(rows, &Weights::Identity)?;
    let own = |pair: &Vec<Row>| {
        let agreeing = pair.iter().filter(|row| row[0].is_some() && row[0] == row[1]).count();
        let decisions = column(pair, 0).len() + column(pair, 1).len();
        (decisions > 0).then(|| 2.0 * agreeing as f64 / decisions as f64)
    };
    let all: Option<Vec<f64>> = pairs_of_coders(rows).iter().map(own).collect();
    mean(&all?)
}

fn lotus(rows: &[Row]) -> Option<f64> {
    let credit = |row: &Row, coder: usize| {
        let values = given(row);
        let times = |value: usize| values.iter().filter(|&&other| other == value).count();
        let most = values.iter().map(|&value| times(value)).max()?;
        let modes = (0..4).filter(|&value| times(value) == most).count() as f64;
        (values.len() >= 2).then_some(())?;
        row[coder].map(|own| if times(own) == most { 1.0 / modes } else { 0.0 })
    };
    let own = |coder: usize| mean(&rows.iter().filter_map(|row| credit(row, coder)).collect::<Vec<_>>());
    mean(&(0..rows[0].len()).filter_map(own).collect::<Vec<_>>())
}

fn unanimous(rows: &[Row]) -> Option<f64> {
    let units = rows.iter().map(given).filter(|unit| unit.len() >= 2);
    mean(&units.map(|unit| f64::from(u8::from(unit.iter().all(|&k| k == unit[0])))).collect::<Vec<_>>())
}

fn bangdiwala(rows: &[Row]) -> Option<f64> {
    let both: Vec<Row> = rows.iter().filter(|row| row.iter().all(Option::is_some)).cloned().collect();
    let count = |coder: usize, k: usize| column(&both, coder).iter().filter(|&&l| l == k).count() as f64;
    let same = |k: usize| both.iter().filter(|row| row[0] == Some(k) && row[1] == Some(k)).count() as f64;
    let chance: f64 = (0..4).map(|k| count(0, k) * count(1, k)).sum();
    (chance > 0.0).then(|| (0..4).map(|k| square(same(k))).sum::<f64>() / chance)
}

/// Krippendorff's δ², the ordinal one from the ratings that count.
fn distance(level: &Level, pooled: &[usize], c: usize, k: usize) -> f64 {
    let (x, y) = (SCORES[c], SCORES[k]);
    match level {
        _ if c == k => 0.0,
        Level::Nominal => 1.0,
        Level::Interval => square(x - y),
        Level::Ratio => square((x - y) / (x + y)),
        Level::Circular { circumference } => square((std::f64::consts::PI * (x - y) / circumference).sin()),
        Level::Bipolar { low, high } => square(x - y) / ((x + y - 2.0 * low) * (2.0 * high - x - y)),
        Level::Ordinal => {
            let count = |g: usize| pooled.iter().filter(|&&other| other == g).count() as f64;
            let between: f64 = (c.min(k)..=c.max(k)).map(count).sum();
            square(between - (count(c) + count(k)) / 2.0)
        }
        _ => unreachable!("only named levels are tried"),
    }
}

fn alpha(rows: &[Row], level: &Level) -> Option<f64> {
    let units: Vec<Vec<usize>> = rows.iter().map(given).filter(|unit| unit.len() >= 2).collect();
    let pooled = units.concat();
    let apart = |values: &[usize]| -> f64 {
        ordered_pairs(values).into_iter().map(|(a, b)| distance(level, &pooled, a, b)).sum()
    };
    let observed: f64 = units.iter().map(|unit| apart(unit) / (unit.len() - 1) as f64).sum();
    let expected = apart(&pooled) / (pooled.len() as f64 - 1.0);
    (!pooled.is_empty() && expected > 0.0).then(|| 1.0 - observed / expected)
}

fn by_hand(measure: Measure, rows: &[Row], options: &Options) -> Option<f64> {
    let weights = &options.weights;
    match measure {
        Measure::PercentAgreement => agreement(rows, weights),
        Measure::PercentAgreementAllCoders => unanimous(rows),
        Measure::CohenKappa => cohen(rows, weights),
        Measure::CongerKappa => agreement(rows, weights).and_then(|_| conger(rows, weights)),
        Measure::LightKappa => light(rows, weights),
        Measure::ScottPi => {
            let both: Vec<Row> = rows.iter().filter(|row| row.iter().all(Option::is_some)).cloned().collect();
            if both.is_empty() { None } else { fleiss(&both, weights) }
        }
        Measure::FleissKappa => fleiss(rows, weights),
        Measure::BrennanPrediger => uniform(rows, weights),
        Measure::GwetAc => guessing(rows, weights),
        Measure::KrippendorffAlpha => alpha(rows, &options.level),
        Measure::Holsti => holsti(rows),
        Measure::Lotus => lotus(rows),
        Measure::SLotus => lotus(rows).map(|lotus| (lotus - 0.25) / 0.75),
        Measure::BangdiwalaB => bangdiwala(rows),
        Measure::KrippendorffAlphaGwet => {
            let units: Vec<Vec<usize>> = rows.iter().map(given).filter(|unit| unit.len() >= 2).collect();
            let pooled = units.concat();
            let apart = |values: &[usize]| -> f64 {
                ordered_pairs(values).into_iter().map(|(a, b)| 1.0 - weight(weights, a, b)).sum()
            };
            let observed: f64 = units.iter().map(|unit| apart(unit) / (unit.len() - 1) as f64).sum();
            let expected = apart(&pooled) / (pooled.len() as f64 - 1.0);
            (!pooled.is_empty() && expected > 0.0).then(|| 1.0 - observed / expected)
        }
        other => unreachable!("{other} has no definition here"),
    }
}

fn all_options() -> Vec<Options> {
    let weighted = Weights::NAMED.map(|weights| Options { weights, ..Options::default() });
    let levels = [
        Level::Ordinal,
        Level::Interval,
        Level::Ratio,
        Level::Circular { circumference: 7.5 },
        Level::Bipolar { low: -1.0, high: 6.0 },
    ];
    weighted.into_iter().chain(levels.map(|level| Options { level, ..Options::default() })).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_measure_equals_its_definition(rows in rows()) {
        let ratings = ratings(&rows);
        for options in all_options() {
            for measure in Measure::ALL.into_iter().filter(|measure| measure.suits(&ratings).is_ok()) {
                let ours = measure.value(&ratings, &options).ok();
                let theirs = by_hand(measure, &rows, &options);
                let near = match (ours, theirs) {
                    (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-9 * theirs.abs().max(1.0),
                    (None, None) => true,
                    _ => false,
                };
                let (weights, level) = (options.weights.name(), options.level.name());
                prop_assert!(near, "{} {} {}: {:?} instead of {:?}", measure, weights, level, ours, theirs);
                let estimate = measure.estimate(&ratings, &options);
                prop_assert_eq!(estimate.map(|estimate| estimate.value), measure.value(&ratings, &options));
            }
        }
    }

    #[test]
    fn measures_together_are_those_of_each(rows in rows()) {
        let ratings = ratings(&rows);
        for options in all_options() {
            let each: Vec<_> = Measure::ALL.iter().map(|measure| measure.estimate(&ratings, &options)).collect();
            prop_assert_eq!(estimates(&ratings, &Measure::ALL, &options), each);
        }
    }

    #[test]
    fn counts_give_what_nameless_measures_need(rows in rows()) {
        let named = ratings(&rows);
        let counts = rows.iter().map(|row| -> Vec<u64> {
            (0..4).map(|k| given(row).iter().filter(|&&l| l == k).count() as u64).collect()
        });
        let counted = Ratings::from_counts(counts).unwrap().with_scores(SCORES.to_vec()).unwrap();
        prop_assume!(counted.coders() == named.coders());
        for options in all_options() {
            for measure in Measure::ALL.into_iter().filter(|measure| measure.suits(&counted).is_ok()) {
                prop_assert_eq!(measure.estimate(&named, &options), measure.estimate(&counted, &options));
            }
        }
    }
}
