//! What must hold for any table of scores, and for the diagnostics of any table of two coders.

use proptest::prelude::*;
use qualkit_agreement::{
    CorrelationAverage, FinnModel, IccForm, Options, Ratings, Scores, Ties, bangdiwala_b, bhapkar, cohen_kappa,
    cohen_kappa_max, coincidences, confusion, finn, icc, kendall_w, lin_concordance, mean_pearson, mean_spearman,
    robinson_a, specific_agreement, stuart_maxwell, two_by_two,
};

type Rows = Vec<Vec<Option<f64>>>;

/// Up to nine units by two to four coders, scores of one decimal so that ties occur, some missing.
fn rows() -> impl Strategy<Value = Rows> {
    let cell = prop_oneof![9 => (-20..20_i32).prop_map(|tenths| Some(f64::from(tenths) / 10.0)), 1 => Just(None)];
    (2..=4_usize).prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(cell.clone(), coders), 1..10))
}

/// The same rows with units and coders in another order.
fn shuffled() -> impl Strategy<Value = (Rows, Rows)> {
    rows().prop_flat_map(|rows| {
        let coders: Vec<usize> = (0..rows[0].len()).collect();
        (Just(rows.clone()), Just(rows).prop_shuffle(), Just(coders).prop_shuffle()).prop_map(
            |(rows, units, coders)| {
                let turned = units.iter().map(|row| coders.iter().map(|&coder| row[coder]).collect()).collect();
                (rows, turned)
            },
        )
    })
}

/// A table of two coders and four categories, and the same with categories in another order.
fn tables() -> impl Strategy<Value = ([[u64; 4]; 4], [[u64; 4]; 4])> {
    let table = prop::array::uniform4(prop::array::uniform4(prop_oneof![1 => Just(0), 2 => 0..9_u64]));
    (table, Just(vec![0, 1, 2, 3]).prop_shuffle()).prop_map(|(table, order)| {
        let turned = std::array::from_fn(|row| std::array::from_fn(|column| table[order[row]][order[column]]));
        (table, turned)
    })
}

fn scores(rows: &Rows) -> Scores {
    Scores::from_rows(rows).expect("rows of one length")
}

/// Every number that does not depend on which coder is first.
fn all_numbers(scores: &Scores) -> Vec<Option<f64>> {
    let options = Options::default();
    let mut numbers = Vec::new();
    for form in IccForm::ALL {
        let icc = icc(scores, form, &options).ok();
        let interval = icc.as_ref().and_then(|icc| icc.estimate.interval.clone());
        numbers.push(icc.as_ref().map(|icc| icc.estimate.value));
        numbers.push(icc.as_ref().and_then(|icc| icc.test).map(|test| test.p_value));
        numbers.extend([interval.as_ref().map(|ends| ends.low), interval.as_ref().map(|ends| ends.high)]);
    }
    for ties in [Ties::Corrected, Ties::Ignored] {
        numbers.push(kendall_w(scores, ties).ok().map(|w| w.estimate.value));
    }
    for average in [CorrelationAverage::Plain, CorrelationAverage::FisherZ] {
        numbers.push(mean_pearson(scores, average).ok().map(|mean| mean.estimate.value));
        numbers.push(mean_spearman(scores, average).ok().map(|mean| mean.estimate.value));
    }
    for model in [FinnModel::OneWay, FinnModel::TwoWay] {
        numbers.push(finn(scores, 5, model).ok().map(|finn| finn.estimate.value));
    }
    numbers.push(robinson_a(scores).ok().map(|a| a.value));
    let lin = lin_concordance(scores, &options).ok().map(|lin| lin.estimate);
    numbers.push(lin.as_ref().map(|lin| lin.value));
    numbers.push(lin.as_ref().and_then(|lin| lin.standard_error));
    numbers
}

proptest! {
    #[test]
    fn no_digit_depends_on_the_order_of_units_or_coders((rows, turned) in shuffled()) {
        prop_assert_eq!(all_numbers(&scores(&rows)), all_numbers(&scores(&turned)));
    }

    #[test]
    fn no_number_is_infinite_or_not_a_number(rows in rows()) {
        for number in all_numbers(&scores(&rows)).into_iter().flatten() {
            prop_assert!(number.is_finite());
        }
    }

    #[test]
    fn values_stay_in_their_ranges(rows in rows()) {
        let scores = scores(&rows);
        for form in IccForm::ALL {
            if let Ok(icc) = icc(&scores, form, &Options::default()) {
                let value = icc.estimate.value;
                prop_assert!(value <= 1.0 + 1e-12, "{form:?} {value}");
                if let Some(interval) = icc.estimate.interval {
                    let holds = interval.low <= value + 1e-12 && value <= interval.high + 1e-12;
                    prop_assert!(holds, "{form:?} {interval:?}");
                }
            }
        }
        for ties in [Ties::Corrected, Ties::Ignored] {
            if let Ok(w) = kendall_w(&scores, ties) {
                prop_assert!((0.0..=1.0).contains(&w.estimate.value));
            }
        }
        if let Ok(lin) = lin_concordance(&scores, &Options::default()) {
            prop_assert!(lin.estimate.value.abs() <= lin.correlation.unwrap_or(0.0).abs() + 1e-12);
        }
    }

    #[test]
    fn another_unit_of_measurement_changes_no_coefficient(rows in rows()) {
        let scaled: Rows = rows.iter().map(|row| row.iter().map(|cell| cell.map(|x| 8.0 * x)).collect()).collect();
        for form in IccForm::ALL {
            let [value, other] =
                [&rows, &scaled].map(|rows| icc(&scores(rows), form, &Options::default()).map(|icc| icc.estimate));
            // A power of two scales without rounding.
            prop_assert_eq!(value, other);
        }
    }

    #[test]
    fn renumbering_the_categories_changes_no_diagnostic((table, turned) in tables()) {
        let numbers = |table: &[[u64; 4]; 4]| {
            let ratings = Ratings::from_confusion(table).unwrap();
            let b = bangdiwala_b(&ratings, &Options::default());
            let b = b.map(|b| (b.value, b.standard_error));
            let table = confusion(&ratings).ok();
            table.map(|table| (stuart_maxwell(&table), bhapkar(&table), cohen_kappa_max(&table), b))
        };
        prop_assert_eq!(numbers(&table), numbers(&turned));
    }

    #[test]
    fn kappa_is_at_most_its_largest_and_the_parts_give_it_back((table, _) in tables()) {
        let ratings = Ratings::from_confusion(&table).unwrap();
        if let Ok(kappa) = cohen_kappa(&ratings, &Options::default()) {
            let largest = cohen_kappa_max(&confusion(&ratings).unwrap()).unwrap();
            prop_assert!(kappa.value <= largest + 1e-15 && largest <= 1.0);
        }
        for category in 0..4 {
            let Ok(parts) = two_by_two(&ratings, category).and_then(|table| table.kappa_parts()) else { continue };
            let table = two_by_two(&ratings, category).unwrap();
            let cells = [[table.both, table.only_first], [table.only_second, table.neither]];
            let binary = Ratings::from_confusion(&cells).unwrap();
            let kappa = cohen_kappa(&binary, &Options::default()).unwrap();
            prop_assert!((kappa.value - parts.kappa).abs() < 1e-12);
        }
    }

    #[test]
    fn specific_agreement_of_two_coders_follows_from_the_coincidences((table, _) in tables()) {
        let ratings = Ratings::from_confusion(&table).unwrap();
        let Ok(table) = coincidences(&ratings) else { return Ok(()) };
        for category in 0..4 {
            if let Ok(agreement) = specific_agreement(&ratings, category, &Options::default()) {
                let share = table.get(category, category) / table.totals()[category] as f64;
                prop_assert!((agreement.value - share).abs() < 1e-15);
            }
        }
    }
}
