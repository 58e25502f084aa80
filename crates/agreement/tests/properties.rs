//! What must hold for any table of ratings.

use proptest::prelude::*;
use qualkit_agreement::{
    Level, Measure, Options, Outcome, Ratings, Undefined, Weights, cohen_kappa, confusion, estimates, fleiss_kappa,
    krippendorff_alpha, percent_agreement,
};

type Rows = Vec<Vec<Option<usize>>>;

const CATEGORIES: usize = 4;
const SCORES: [f64; CATEGORIES] = [0.1, 0.3, 1.7, 5.0];

/// Up to nine units by two to five coders, with missing ratings.
fn rows() -> impl Strategy<Value = Rows> {
    let cell = prop_oneof![3 => (0..CATEGORIES).prop_map(Some), 1 => Just(None)];
    (2..=5_usize).prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(cell.clone(), coders), 1..10))
}

/// Rows; the same with units, coders and categories in another order; and the scores of the categories in that order.
fn shuffled() -> impl Strategy<Value = (Rows, Rows, Vec<f64>)> {
    rows().prop_flat_map(|rows| {
        let coders: Vec<usize> = (0..rows[0].len()).collect();
        let categories: Vec<usize> = (0..CATEGORIES).collect();
        (Just(rows.clone()), Just(rows).prop_shuffle(), Just(coders).prop_shuffle(), Just(categories).prop_shuffle())
            .prop_map(|(rows, units, coders, categories)| {
                let cell = |row: &[Option<usize>], coder: usize| row[coder].map(|category| categories[category]);
                let turned = units.iter().map(|row| coders.iter().map(|&coder| cell(row, coder)).collect());
                let mut scores = vec![0.0; CATEGORIES];
                (0..CATEGORIES).for_each(|category| scores[categories[category]] = SCORES[category]);
                (rows, turned.collect(), scores)
            })
    })
}

fn ratings(rows: &Rows) -> Ratings {
    let ratings = Ratings::from_rows(rows, CATEGORIES).expect("cells are below CATEGORIES and rows of one length");
    ratings.with_scores(SCORES.to_vec()).expect("there is a score for each category")
}

/// Every measure at every level and with every weights; some are undefined but for two coders.
fn all_measures(ratings: &Ratings) -> Vec<Outcome> {
    let levels = [Level::Ordinal, Level::Interval, Level::Ratio, Level::Circular { circumference: 4.0 }];
    let levels = levels.map(|level| Options { level, ..Options::default() });
    let weighted = Weights::NAMED.map(|weights| Options { weights, ..Options::default() });
    levels.iter().chain(&weighted).flat_map(|options| estimates(ratings, &Measure::ALL, options)).collect()
}

/// The measures that have both an observed and an expected agreement, without weights.
fn proportions(ratings: &Ratings) -> Vec<Outcome> {
    let measures = [
        Measure::PercentAgreement,
        Measure::CohenKappa,
        Measure::CongerKappa,
        Measure::FleissKappa,
        Measure::BrennanPrediger,
        Measure::GwetAc,
        Measure::KrippendorffAlpha,
    ];
    estimates(ratings, &measures, &Options::default())
}

proptest! {
    #[test]
    fn no_digit_depends_on_the_order_of_units_coders_or_categories((rows, turned, scores) in shuffled()) {
        let turned = ratings(&turned).with_scores(scores).unwrap();
        prop_assert_eq!(all_measures(&ratings(&rows)), all_measures(&turned));
    }

    #[test]
    fn no_number_is_above_one_or_not_a_number(rows in rows()) {
        for estimate in proportions(&ratings(&rows)).into_iter().flatten() {
            // No lower bound: single ratings can raise expected agreement above one half, and kappa falls below -1.
            prop_assert!(estimate.value <= 1.0 && estimate.value.is_finite());
            let chance = estimate.chance().expect("all of them have both");
            prop_assert!((0.0..=1.0).contains(&chance.observed) && (0.0..=1.0).contains(&chance.expected));
            prop_assert!(estimate.standard_error.is_none_or(|error| error >= 0.0));
            if let Some(interval) = estimate.interval {
                prop_assert!(interval.low <= estimate.value && estimate.value <= interval.high && interval.high <= 1.0);
            }
        }
    }

    #[test]
    fn a_multiplicity_is_the_same_as_repeated_rows(rows in rows(), times in prop::collection::vec(0..4_u64, 10)) {
        let repeated: Rows =
            rows.iter().zip(&times).flat_map(|(row, &times)| vec![row.clone(); times as usize]).collect();
        let patterns = Ratings::from_patterns(rows.iter().zip(times), CATEGORIES).unwrap();
        let patterns = patterns.with_scores(SCORES.to_vec()).unwrap();
        prop_assert_eq!(all_measures(&patterns), all_measures(&ratings(&repeated)));
    }

    #[test]
    fn counting_pairs_by_hand_gives_the_same(rows in rows()) {
        let table = ratings(&rows);
        let options = Options::default();
        prop_assert!(near(percent_agreement(&table, &options), by_hand::percent(&rows)));
        prop_assert!(near(fleiss_kappa(&table, &options), by_hand::fleiss(&rows)));
        prop_assert!(near(krippendorff_alpha(&table, &options), by_hand::alpha(&rows)));
        let pair: Rows = rows.iter().map(|row| row[..2].to_vec()).collect();
        let chosen = ratings(&rows).coders_only(&[0, 1]).unwrap();
        prop_assert_eq!(&chosen, &ratings(&pair));
        prop_assert!(near(cohen_kappa(&chosen, &options), by_hand::cohen(&pair)));
    }

    #[test]
    fn two_coders_read_back_from_their_cross_table_agree_alike(rows in rows()) {
        let pair: Rows = rows.iter().map(|row| row[..2].to_vec()).collect();
        if let Ok(table) = confusion(&ratings(&pair)) {
            let cells: Vec<Vec<u64>> = (0..CATEGORIES)
                .map(|first| (0..CATEGORIES).map(|second| table.get(first, second)).collect())
                .collect();
            let complete: Rows = pair.into_iter().filter(|row| row.iter().all(Option::is_some)).collect();
            prop_assert_eq!(Ratings::from_confusion(&cells).unwrap().with_scores(SCORES.to_vec()).unwrap(), ratings(&complete));
        }
    }
}

/// `None` by hand is 0/0, or nothing to count.
fn near(outcome: Outcome, by_hand: Option<f64>) -> bool {
    match (outcome, by_hand) {
        (Ok(estimate), Some(value)) => (estimate.value - value).abs() < 1e-12,
        (Err(Undefined::FewerThanTwoCoders { .. } | Undefined::NothingPairable | Undefined::OneCategoryOnly), None) => {
            true
        }
        _ => false,
    }
}

/// The definitions, pair by pair, with no attempt at speed.
mod by_hand {
    use super::Rows;

    fn values(row: &[Option<usize>]) -> Vec<usize> {
        row.iter().copied().flatten().collect()
    }

    /// Ordered pairs of different places.
    fn pairs(values: &[usize]) -> Vec<(usize, usize)> {
        let places = 0..values.len();
        let all = places.clone().flat_map(|a| places.clone().map(move |b| (a, b)));
        all.filter(|(a, b)| a != b).map(|(a, b)| (values[a], values[b])).collect()
    }

    fn differ(pairs: &[(usize, usize)]) -> f64 {
        pairs.iter().filter(|(a, b)| a != b).count() as f64
    }

    fn corrected(observed: f64, expected: f64) -> Option<f64> {
        (expected < 1.0 - 1e-12).then(|| (observed - expected) / (1.0 - expected))
    }

    pub fn percent(rows: &Rows) -> Option<f64> {
        let units: Vec<Vec<(usize, usize)>> =
            rows.iter().map(|row| pairs(&values(row))).filter(|pairs| !pairs.is_empty()).collect();
        let disagreement: f64 = units.iter().map(|pairs| differ(pairs) / pairs.len() as f64).sum();
        (!units.is_empty()).then(|| 1.0 - disagreement / units.len() as f64)
    }

    pub fn fleiss(rows: &Rows) -> Option<f64> {
        let units: Vec<Vec<usize>> = rows.iter().map(|row| values(row)).filter(|unit| !unit.is_empty()).collect();
        // The chance that two ratings agree, each of a unit and a coder drawn at random.
        let mut expected = 0.0;
        for first in &units {
            for second in &units {
                let same = first.iter().flat_map(|a| second.iter().filter(move |b| a == *b)).count();
                expected += same as f64 / (first.len() * second.len()) as f64;
            }
        }
        corrected(percent(rows)?, expected / (units.len() * units.len()) as f64)
    }

    pub fn alpha(rows: &Rows) -> Option<f64> {
        let units: Vec<Vec<usize>> = rows.iter().map(|row| values(row)).filter(|unit| unit.len() >= 2).collect();
        let pooled: Vec<usize> = units.concat();
        let within: f64 = units.iter().map(|unit| differ(&pairs(unit)) / (unit.len() - 1) as f64).sum();
        let all = pairs(&pooled);
        let expected = differ(&all) / all.len() as f64;
        (!all.is_empty() && expected > 0.0).then(|| 1.0 - within / pooled.len() as f64 / expected)
    }

    pub fn cohen(rows: &Rows) -> Option<f64> {
        let units: Vec<(usize, usize)> = rows.iter().filter_map(|row| Some((row[0]?, row[1]?))).collect();
        let squared = (units.len() * units.len()) as f64;
        let chance = units.iter().flat_map(|(a, _)| units.iter().filter(move |(_, b)| a == b)).count() as f64;
        (!units.is_empty())
            .then(|| 1.0 - differ(&units) / units.len() as f64)
            .and_then(|observed| corrected(observed, chance / squared))
    }
}
