//! What must hold for any table of ratings.

use proptest::prelude::*;
use qualkit_agreement::{Level, Measure, Options, Outcome, Ratings, Weights, confusion, estimates};

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
    fn coders_who_are_chosen_leave_the_table_that_they_would_have_made(rows in rows()) {
        let pair: Rows = rows.iter().map(|row| row[..2].to_vec()).collect();
        prop_assert_eq!(ratings(&rows).coders_only(&[0, 1]).unwrap(), ratings(&pair));
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
