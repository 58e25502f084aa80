//! Standard errors against numerical derivatives: how much the value changes as one more unit of a kind is sampled.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use proptest::prelude::*;
use qualkit_agreement::{Level, Measure, Options, Ratings, Undefined, Weights, specific_agreement};

type Rows = Vec<Vec<Option<usize>>>;

const CATEGORIES: usize = 4;
/// So many units of each kind make one more a small change.
const MANY: u64 = 1_000_000;
const STEP: u64 = 1_000;

fn rows(coders: impl Strategy<Value = usize>) -> impl Strategy<Value = Rows> {
    let cell = prop_oneof![5 => (0..CATEGORIES).prop_map(Some), 1 => Just(None)];
    coders.prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(cell.clone(), coders), 4..12))
}

fn ratings(rows: &Rows, times: impl Fn(usize) -> u64) -> Ratings {
    let patterns = rows.iter().enumerate().map(|(unit, row)| (row, times(unit)));
    Ratings::from_patterns(patterns, CATEGORIES).unwrap().with_scores(vec![0.5, 1.0, 2.5, 6.0]).unwrap()
}

/// √(n/(n − 1) Σ d²), the d from differences, n the units that `counts`.
fn numerical(
    rows: &Rows,
    counts: impl Fn(&[Option<usize>]) -> bool,
    value: impl Fn(&Ratings) -> Result<f64, Undefined>,
) -> Option<f64> {
    let squares = (0..rows.len()).map(|unit| {
        let less = value(&ratings(rows, |other| MANY - STEP * u64::from(other == unit)))?;
        let more = value(&ratings(rows, |other| MANY + STEP * u64::from(other == unit)))?;
        let effect = (more - less) / 2.0 * (MANY as f64 / STEP as f64);
        Ok(effect * effect)
    });
    let n = rows.iter().filter(|row| counts(row)).count() as f64;
    let sum: f64 = squares.collect::<Result<Vec<f64>, Undefined>>().ok()?.iter().sum();
    (n >= 2.0).then(|| (sum * n / (n - 1.0)).sqrt())
}

fn rated(row: &[Option<usize>]) -> usize {
    row.iter().flatten().count()
}

fn near(ours: Option<f64>, numerical: Option<f64>) -> bool {
    match (ours, numerical) {
        (Some(ours), Some(numerical)) => (ours - numerical).abs() <= 1e-3 * numerical + 1e-5,
        (None, _) => true,
        (Some(_), None) => false,
    }
}

/// Every way to count the distance of categories that a measure knows.
fn all_options(measure: Measure) -> Vec<Options> {
    match measure {
        Measure::KrippendorffAlpha => {
            let levels = [
                Level::Nominal,
                Level::Ordinal,
                Level::Interval,
                Level::Ratio,
                Level::Circular { circumference: 9.0 },
                Level::Bipolar { low: 0.0, high: 7.0 },
            ];
            levels.map(|level| Options { level, ..Options::default() }).to_vec()
        }
        Measure::PercentAgreementAllCoders
        | Measure::Holsti
        | Measure::Lotus
        | Measure::SLotus
        | Measure::BangdiwalaB => vec![Options::default()],
        _ => Weights::NAMED.map(|weights| Options { weights, ..Options::default() }).to_vec(),
    }
}

fn check(rows: &Rows, measure: Measure) -> Result<(), TestCaseError> {
    // Gwet's formulas take the number of units with two ratings as given; it is not where units are sampled.
    let gwet = matches!(
        measure,
        Measure::PercentAgreement
            | Measure::FleissKappa
            | Measure::BrennanPrediger
            | Measure::GwetAc
            | Measure::CongerKappa
    );
    if gwet && rows.iter().any(|row| rated(row) == 1) {
        return Ok(());
    }
    for options in all_options(measure) {
        let Ok(estimate) = measure.estimate(&ratings(rows, |_| 1), &options) else { continue };
        let counts = |row: &[Option<usize>]| match measure {
            Measure::CohenKappa
            | Measure::ScottPi
            | Measure::BangdiwalaB
            | Measure::LightKappa
            | Measure::Lotus
            | Measure::SLotus
            | Measure::PercentAgreementAllCoders
            | Measure::KrippendorffAlpha
            | Measure::KrippendorffAlphaGwet => rated(row) >= 2,
            _ => rated(row) >= 1,
        };
        let mut numerical = numerical(rows, counts, |ratings| measure.value(ratings, &options));
        if let Measure::CohenKappa | Measure::BangdiwalaB = measure {
            let n = estimate.pairable as f64;
            numerical = numerical.map(|error| error * ((n - 1.0) / n).sqrt());
        }
        prop_assert!(
            near(estimate.standard_error, numerical),
            "{} {:?} {:?}: {:?} instead of {:?}",
            measure,
            options.weights,
            options.level,
            estimate.standard_error,
            numerical
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_standard_error_is_the_spread_of_effects_of_units(rows in rows(3..5_usize)) {
        let all = Measure::ALL;
        for measure in all.into_iter().filter(|measure| measure.suits(&ratings(&rows, |_| 1)).is_ok()) {
            check(&rows, measure)?;
        }
    }

    #[test]
    fn so_is_that_of_each_measure_of_two_coders(rows in rows(Just(2_usize))) {
        for measure in Measure::ALL {
            check(&rows, measure)?;
        }
    }

    #[test]
    fn and_that_of_specific_agreement(rows in rows(2..5_usize)) {
        let options = Options::default();
        if let Ok(estimate) = specific_agreement(&ratings(&rows, |_| 1), 1, &options) {
            let value = |ratings: &Ratings| specific_agreement(ratings, 1, &options).map(|estimate| estimate.value);
            prop_assert!(near(estimate.standard_error, numerical(&rows, |row| rated(row) >= 2, value)));
        }
    }
}
