//! Intervals by resampling, against other programs' numbers and against resamples listed one by one.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use proptest::prelude::*;
use qualkit_agreement::{
    Drawn, Error, Level, Limits, Measure, NoInterval, Options, Ratings, Resampling, Undefined, Weights, bootstrap,
    cluster_bootstrap, cluster_goodness_of_fit, cluster_profile_likelihood, goodness_of_fit, krippendorff_bootstrap,
    profile_likelihood,
};

/// Hayes and Krippendorff (2007): forty units by five coders; a dot is a missing rating.
const HAYES_KRIPPENDORFF: [&str; 40] = [
    "112.2", "1101.", "2333.", ".00.0", "000.0", "000.0", "102.1", "1.20.", "222.2", "2111.", ".100.", "0000.",
    "1222.", "33223", "111.1", "111.1", "212.2", "1233.", "1101.", "000.0", "0011.", "00.00", "2333.", "0000.",
    "12.22", "0111.", "00010", "1212.", "1122.", "112.2", "110.0", "2121.", "22.22", "3222.", "222.2", "223.2",
    "222.2", "22.12", "2222.", "111.1",
];

fn hayes_krippendorff() -> Ratings {
    let cell = |value: char| value.to_digit(10).map(|value| value as usize);
    Ratings::from_rows(HAYES_KRIPPENDORFF.map(|row| row.chars().map(cell).collect::<Vec<_>>()), 4)
        .unwrap()
        .with_scores(vec![0.0, 1.0, 2.0, 3.0])
        .unwrap()
}

#[test]
fn krippendorffs_bootstrap_gives_the_numbers_of_the_macro() {
    // The macro's algorithm written again elsewhere, 400,000 resamples; M = 318.
    for (level, value, low, high, below) in [
        (Level::Nominal, 0.476_510, 0.400_045, 0.550_034, [1.0, 1.0, 1.0, 1.0, 0.999_545, 0.724_413]),
        (Level::Ordinal, 0.759_829, 0.715_154, 0.801_604, [1.0, 0.969_835, 0.005_095, 0.000_09, 0.0, 0.0]),
        (Level::Interval, 0.757_378, 0.714_180, 0.797_618, [1.0, 0.980_025, 0.006_67, 0.000_1, 0.0, 0.0]),
    ] {
        let options = Options { level, ..Options::default() };
        let alpha = krippendorff_bootstrap(&hayes_krippendorff(), &options, 40_000, 1).unwrap();
        assert!((alpha.value - value).abs() < 1e-6);
        let interval = alpha.interval.unwrap();
        assert!(interval.method.to_string().contains("318 pairs"), "{}", interval.method);
        assert!((interval.low - low).abs() < 0.003 && (interval.high - high).abs() < 0.003, "{interval:?}");
        for ((threshold, share), expected) in alpha.below.into_iter().zip(below) {
            // Four standard errors of a share of 40,000.
            let error = libm::sqrt(expected * (1.0 - expected) / 40_000.0);
            assert!((share - expected).abs() < 4.0 * error + 1e-4, "{threshold}: {share} for {expected}");
        }
    }
}

#[test]
fn the_unit_bootstrap_of_alpha_gives_the_numbers_of_other_programs() {
    // 8,000 resamples written elsewhere; icr 0.6.6 has .340 to .598, .633 to .844 and .644 to .839.
    for (level, low, high) in [
        (Level::Nominal, 0.333_975, 0.600_511),
        (Level::Ordinal, 0.624_908, 0.840_085),
        (Level::Interval, 0.637_240, 0.834_254),
    ] {
        let options = Options { level, ..Options::default() };
        let resampling = Resampling { resamples: 8000, ..Resampling::default() };
        let outcomes = bootstrap(&hayes_krippendorff(), &[Measure::KrippendorffAlpha], &options, &resampling);
        let alpha = outcomes[0].as_ref().unwrap();
        let interval = alpha.resampled.interval.as_ref().unwrap();
        assert!((interval.low - low).abs() < 0.012 && (interval.high - high).abs() < 0.012, "{interval:?}");
        assert_eq!(alpha.resampled.undefined, 0);
        assert_eq!(alpha.estimate.interval.as_ref(), Some(interval));
    }
}

/// Seven units by two coders, one code; every resample can be listed.
fn small() -> Ratings {
    Ratings::from_confusion(&[[2, 1], [1, 3]]).unwrap()
}

/// The share of all n^n resamples in which alpha is at most a value, and of those in which it is undefined; resamples
/// are listed by how often each of the four rows is drawn, each with its multinomial probability.
fn exact_distribution(times: [u64; 4]) -> (Vec<(f64, f64)>, f64) {
    let n: u64 = times.iter().sum();
    let factorial = |k: u64| (1..=k).map(|k| k as f64).product::<f64>();
    let (mut values, mut undefined) = (Vec::new(), 0.0);
    for a in 0..=n {
        for b in 0..=n - a {
            for c in 0..=n - a - b {
                let drawn = [a, b, c, n - a - b - c];
                let probability = factorial(n)
                    * drawn
                        .iter()
                        .zip(times)
                        .map(|(&k, times)| (0..k).map(|_| times as f64 / n as f64).product::<f64>() / factorial(k))
                        .product::<f64>();
                // By the definition: 2n ratings, of which `ones` are of the second category.
                let differing = (drawn[1] + drawn[2]) as f64;
                let ones = (drawn[1] + drawn[2] + 2 * drawn[3]) as f64;
                let (all, zeros) = (2.0 * n as f64, 2.0 * n as f64 - ones);
                if ones == 0.0 || zeros == 0.0 {
                    undefined += probability;
                } else {
                    let observed = 2.0 * differing / all;
                    values.push((1.0 - observed * all * (all - 1.0) / (2.0 * ones * zeros), probability));
                }
            }
        }
    }
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    (values, undefined)
}

#[test]
fn resamples_have_the_distribution_of_all_resamples_listed() {
    let (values, undefined) = exact_distribution([2, 1, 1, 3]);
    let resampling = Resampling { resamples: 40_000, ..Resampling::default() };
    let outcomes = bootstrap(&small(), &[Measure::KrippendorffAlpha], &Options::default(), &resampling);
    let resampled = &outcomes[0].as_ref().unwrap().resampled;
    let error = |share: f64| 4.5 * libm::sqrt(share * (1.0 - share) / 40_000.0);
    let found = f64::from(resampled.undefined) / 40_000.0;
    assert!((found - undefined).abs() < error(undefined), "undefined {found} of {undefined}");
    let mut below = 0.0;
    for (place, &(value, probability)) in values.iter().enumerate() {
        below += probability / (1.0 - undefined);
        if values.get(place + 1).is_none_or(|&(next, _)| next > value + 1e-9) {
            let found = resampled.share_below(value + 1e-9).unwrap();
            assert!((found - below).abs() < error(below.min(1.0)) + 1e-9, "below {value}: {found} of {below}");
        }
    }
    // The limits are the exact quantiles, up to one value of the discrete distribution.
    let interval = resampled.interval.as_ref().unwrap();
    let share_at_most = |limit: f64| {
        let at_most = values.iter().filter(|(value, _)| *value <= limit + 1e-9);
        at_most.map(|(_, probability)| probability).sum::<f64>() / (1.0 - undefined)
    };
    assert!(share_at_most(interval.low) >= 0.024 && share_at_most(interval.low - 1e-6) <= 0.026);
    assert!(share_at_most(interval.high) >= 0.974 && share_at_most(interval.high - 1e-6) <= 0.976);
}

#[test]
fn the_number_of_threads_changes_no_digit() {
    let transcripts = [small(), Ratings::from_confusion(&[[5, 0], [2, 1]]).unwrap(), small()];
    let measures = [Measure::CohenKappa, Measure::KrippendorffAlpha];
    let all = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let (options, bca) = (Options::default(), Resampling { limits: Limits::Bca, ..Resampling::default() });
            (
                bootstrap(&small(), &measures, &options, &bca),
                cluster_bootstrap(&transcripts, &measures, &options, &bca).unwrap(),
                krippendorff_bootstrap(&small(), &options, 1000, 1).unwrap(),
            )
        })
    };
    assert_eq!(all(1), all(2));
}

#[test]
fn another_seed_gives_other_resamples_of_the_same_kind() {
    let with = |seed| {
        let resampling = Resampling { seed, ..Resampling::default() };
        let outcomes = bootstrap(&small(), &[Measure::KrippendorffAlpha], &Options::default(), &resampling);
        outcomes.into_iter().next().unwrap().unwrap().resampled
    };
    let (one, other) = (with(1), with(2));
    assert_ne!(one.standard_error, other.standard_error);
    assert!((one.standard_error.unwrap() - other.standard_error.unwrap()).abs() < 0.03);
}

#[test]
fn clusters_are_drawn_whole() {
    // One transcript without any disagreement and one with nothing else: half of the resamples have both, and alpha
    // has three values only.
    let transcripts = [[[3, 0], [0, 3]], [[0, 3], [3, 0]]].map(|table| Ratings::from_confusion(&table).unwrap());
    let outcomes =
        cluster_bootstrap(&transcripts, &[Measure::KrippendorffAlpha], &Options::default(), &Resampling::default());
    let resampled = &outcomes.unwrap()[0].as_ref().unwrap().resampled.clone();
    let mut values = resampled.replicates().to_vec();
    values.dedup();
    assert_eq!(values.len(), 3);
    let perfect = 1.0 - resampled.share_below(0.99).unwrap();
    // A quarter, standard deviation .0097.
    assert!((perfect - 0.25).abs() < 0.04, "{perfect}");
}

#[test]
fn clusters_of_one_unit_are_the_bootstrap_of_units() {
    let rows = [[0, 0], [0, 0], [0, 1], [1, 0], [1, 1], [1, 1], [1, 1]].map(|row| row.map(Some));
    let transcripts = rows.map(|row| Ratings::from_rows([row], 2).unwrap());
    let measures = [Measure::KrippendorffAlpha];
    let resampling = Resampling { resamples: 20_000, limits: Limits::Bca, ..Resampling::default() };
    let by_unit = bootstrap(&small(), &measures, &Options::default(), &resampling);
    let by_cluster = cluster_bootstrap(&transcripts, &measures, &Options::default(), &resampling).unwrap();
    let [unit, cluster] = [&by_unit, &by_cluster].map(|outcomes| outcomes[0].as_ref().unwrap());
    assert_eq!(unit.estimate.value, cluster.estimate.value);
    let [one, other] = [unit, cluster].map(|outcome| outcome.estimate.standard_error.unwrap());
    assert!((one - other).abs() < 0.01, "{one} {other}");
}

#[test]
fn what_cannot_be_resampled_says_why() {
    let (options, resampling) = (Options::default(), Resampling::default());
    let alone = cluster_bootstrap(&[small()], &[Measure::CohenKappa], &options, &resampling).unwrap();
    let alone = alone[0].as_ref().unwrap();
    assert_eq!(alone.resampled.interval, Err(NoInterval::FewerThanTwo { of: Drawn::Clusters, found: 1 }));
    assert_eq!((alone.estimate.standard_error, alone.estimate.interval.clone()), (None, None));
    assert_eq!(cluster_bootstrap(&[], &[], &options, &resampling), Err(Error::NoClusters));
    let other = Ratings::from_confusion(&[[1, 0, 0], [0, 1, 0], [0, 0, 1]]).unwrap();
    let mixed = cluster_bootstrap(&[small(), other], &[Measure::CohenKappa], &options, &resampling);
    assert_eq!(mixed, Err(Error::Clusters { cluster: 1 }));
    let agreed = Ratings::from_confusion(&[[4, 0], [0, 4]]).unwrap();
    let outcomes = bootstrap(&agreed, &[Measure::CohenKappa], &options, &resampling);
    assert_eq!(outcomes[0].as_ref().unwrap().resampled.interval, Err(NoInterval::AllResamplesEqual));
    let never = Ratings::from_confusion(&[[4, 0], [0, 0]]).unwrap();
    let outcomes = bootstrap(&never, &[Measure::CohenKappa], &options, &resampling);
    assert_eq!(outcomes[0], Err(Undefined::OneCategoryOnly));
    assert_eq!(krippendorff_bootstrap(&never, &options, 1000, 1), Err(Undefined::OneCategoryOnly));
    // Without resamples nothing is known of how often alpha is below a limit.
    let none = krippendorff_bootstrap(&small(), &options, 0, 1).unwrap();
    assert!(none.below.is_empty() && none.interval.is_err());
}

/// Up to nine units by two to four coders in three categories, in clusters, and the same in another order.
fn turned() -> impl Strategy<Value = (Vec<Rows>, Vec<Rows>)> {
    let cell = prop_oneof![4 => (0..3_usize).prop_map(Some), 1 => Just(None)];
    (2..=4_usize)
        .prop_flat_map(move |coders| {
            let row = prop::collection::vec(cell.clone(), coders);
            prop::collection::vec(prop::collection::vec(row, 1..5), 1..4)
        })
        .prop_flat_map(|clusters: Vec<Rows>| {
            let coders: Vec<usize> = (0..clusters[0][0].len()).collect();
            let shuffled = clusters.iter().map(|rows| Just(rows.clone()).prop_shuffle()).collect::<Vec<_>>();
            let orders = (shuffled.prop_shuffle(), Just(coders).prop_shuffle(), Just(vec![0, 1, 2]).prop_shuffle());
            (Just(clusters), orders)
        })
        .prop_map(|(clusters, (shuffled, coders, names))| {
            let row = |row: &Vec<Option<usize>>| coders.iter().map(|&coder| row[coder].map(|k| names[k])).collect();
            let turned = shuffled.iter().map(|rows| rows.iter().map(row).collect()).collect();
            (clusters, turned)
        })
}

type Rows = Vec<Vec<Option<usize>>>;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_digit_depends_on_the_order_of_units_coders_categories_or_clusters((clusters, turned) in turned()) {
        let measures = [Measure::KrippendorffAlpha, Measure::FleissKappa, Measure::CongerKappa, Measure::CohenKappa];
        let options = Options::default();
        let resampling = Resampling { resamples: 60, limits: Limits::Bca, ..Resampling::default() };
        let tables = |clusters: &[Rows]| -> Vec<Ratings> {
            clusters.iter().map(|rows| Ratings::from_rows(rows, 3).unwrap()).collect()
        };
        let (tables, other) = (tables(&clusters), tables(&turned));
        prop_assert_eq!(
            cluster_bootstrap(&tables, &measures, &options, &resampling),
            cluster_bootstrap(&other, &measures, &options, &resampling)
        );
        let units = |clusters: &[Rows]| Ratings::from_rows(clusters.concat(), 3).unwrap();
        let (all, others) = (units(&clusters), units(&turned));
        prop_assert_eq!(
            bootstrap(&all, &measures, &options, &resampling),
            bootstrap(&others, &measures, &options, &resampling)
        );
        prop_assert_eq!(
            krippendorff_bootstrap(&all, &options, 60, 1),
            krippendorff_bootstrap(&others, &options, 60, 1)
        );
    }

    #[test]
    fn with_weights_no_digit_depends_on_the_order_of_units_or_coders((clusters, _) in turned()) {
        let options = Options { level: Level::Ordinal, weights: Weights::Linear, ..Options::default() };
        let resampling = Resampling { resamples: 40, ..Resampling::default() };
        let measures = [Measure::KrippendorffAlpha, Measure::FleissKappa];
        let mut units = clusters.concat();
        let given = bootstrap(&Ratings::from_rows(&units, 3).unwrap(), &measures, &options, &resampling);
        units.reverse();
        units.iter_mut().for_each(|row| row.reverse());
        let reversed = bootstrap(&Ratings::from_rows(&units, 3).unwrap(), &measures, &options, &resampling);
        prop_assert_eq!(given, reversed);
    }

    #[test]
    fn limits_for_one_code_hold_the_value_and_depend_on_no_order(
        cells in prop::array::uniform4(0..30_u64),
        third in 0..4_u64,
    ) {
        let [neither, one, other, both] = cells;
        let table = |cells: [[u64; 2]; 2]| Ratings::from_confusion(&cells).unwrap();
        let options = Options::default();
        let given = table([[neither, one], [other, both]]);
        for measure in [Measure::CohenKappa, Measure::FleissKappa, Measure::ScottPi, Measure::KrippendorffAlpha] {
            let fit = goodness_of_fit(&given, measure, &options);
            prop_assert_eq!(&fit, &goodness_of_fit(&table([[neither, other], [one, both]]), measure, &options));
            prop_assert_eq!(&fit, &goodness_of_fit(&table([[both, one], [other, neither]]), measure, &options));
            match (measure.value(&given, &options), fit) {
                (Ok(value), Ok(fit)) => {
                    prop_assert!(fit.low <= value && value <= fit.high && fit.high <= 1.0 && fit.low >= -1.0 - 1e-12);
                    prop_assert!(fit.low < fit.high);
                }
                (Err(undefined), fit) => prop_assert_eq!(fit, Err(NoInterval::Undefined(undefined))),
                (value, fit) => prop_assert!(false, "{:?} {:?}", value, fit),
            }
        }
        let three = |order: [usize; 3]| {
            let rows = [([0, 0, 0], neither), ([1, 0, 0], one), ([1, 1, 0], other), ([1, 1, 1], both + third)];
            Ratings::from_patterns(rows.map(|(row, times)| (order.map(|coder| Some(row[coder])), times)), 2).unwrap()
        };
        let likelihood = profile_likelihood(&three([0, 1, 2]), Measure::FleissKappa, &options);
        prop_assert_eq!(&likelihood, &profile_likelihood(&three([2, 0, 1]), Measure::FleissKappa, &options));
        if let Ok(interval) = likelihood {
            let value = Measure::FleissKappa.value(&three([0, 1, 2]), &options).unwrap();
            prop_assert!(interval.low <= value && value <= interval.high && interval.high <= 1.0);
        }
    }
}

#[test]
fn goodness_of_fit_gives_the_limits_of_the_cubic_equation() {
    // Donner and Eliasziw (1992) solve a cubic equation; its solution was evaluated elsewhere.
    for ([both, one, neither], low, high) in [
        ([5, 3, 36], 0.362_897_540_191_169, 0.905_661_701_574_919),
        ([1, 1, 42], 0.113_059_803_979_289, 0.937_683_731_431_428),
        ([20, 10, 30], 0.425_428_960_203_004, 0.808_232_959_684_033),
        ([40, 9, 51], 0.671_753_825_930_779, 0.902_657_791_789_135),
    ] {
        let ratings = Ratings::from_confusion(&[[neither, one], [0, both]]).unwrap();
        let interval = goodness_of_fit(&ratings, Measure::ScottPi, &Options::default()).unwrap();
        assert!((interval.low - low).abs() < 1e-12 && (interval.high - high).abs() < 1e-12, "{interval:?}");
    }
}

#[test]
fn limits_for_one_code_refuse_what_they_are_not_made_for() {
    let options = Options::default();
    let fit = |ratings: &Ratings, measure| goodness_of_fit(ratings, measure, &options);
    let three = Ratings::from_counts([[3, 0], [1, 2], [0, 3]]).unwrap();
    let not_two = NoInterval::Undefined(Undefined::NotTwoCoders { coders: 3 });
    assert_eq!(fit(&three, Measure::FleissKappa), Err(not_two));
    let categories = Ratings::from_confusion(&[[3, 1, 0], [0, 2, 1], [1, 0, 2]]).unwrap();
    assert_eq!(fit(&categories, Measure::CohenKappa), Err(NoInterval::NotTwoCategories { categories: 3 }));
    let measure = Measure::PercentAgreement;
    assert_eq!(fit(&small(), measure), Err(NoInterval::NotForMeasure { measure }));
    let weighted = Options { weights: Weights::Linear, ..Options::default() };
    assert_eq!(goodness_of_fit(&small(), Measure::CohenKappa, &weighted), Err(NoInterval::Weighted));
    let unequal = Ratings::from_counts([[3, 0], [1, 1], [0, 3]]).unwrap();
    let refused = profile_likelihood(&unequal, Measure::FleissKappa, &options);
    assert_eq!(refused, Err(NoInterval::UnequalRatings { fewest: 2, most: 3 }));
}

#[test]
fn a_code_that_was_given_only_where_one_coder_rated_has_no_interval_for_one_code() {
    let rows = [([Some(0), Some(0)], 5), ([Some(1), None], 1)];
    let ratings = Ratings::from_patterns(rows, 2).unwrap();
    let (measure, options) = (Measure::FleissKappa, Options::default());
    // Shares count single ratings, so that this measure has a value.
    assert_eq!(measure.value(&ratings, &options), Ok(1.0));
    let nothing = Err(NoInterval::Undefined(Undefined::OneCategoryOnly));
    assert_eq!(goodness_of_fit(&ratings, measure, &options), nothing);
    assert_eq!(profile_likelihood(&ratings, measure, &options), nothing);
}

#[test]
fn clusters_in_which_no_unit_was_rated_twice_do_not_count_as_clusters() {
    let rated = [[[9, 1], [0, 5]], [[12, 0], [1, 2]]].map(|table| Ratings::from_confusion(&table).unwrap());
    let single = Ratings::from_rows([[Some(0), None], [None, Some(0)]], 2).unwrap();
    let more = [&rated[..], &vec![single; 30]].concat();
    let (measure, options) = (Measure::KrippendorffAlpha, Options::default());
    for interval in [cluster_goodness_of_fit, cluster_profile_likelihood] {
        assert_eq!(interval(&more, measure, &options), interval(&rated, measure, &options));
    }
}

#[test]
fn clusters_that_are_all_alike_make_limits_no_narrower_than_independent_units_do() {
    let alike = vec![Ratings::from_confusion(&[[20, 1], [1, 3]]).unwrap(); 30];
    let all = Ratings::from_confusion(&[[600, 30], [30, 90]]).unwrap();
    let options = Options::default();
    for (clustered, alone) in [
        (
            cluster_goodness_of_fit(&alike, Measure::CohenKappa, &options).unwrap(),
            goodness_of_fit(&all, Measure::CohenKappa, &options).unwrap(),
        ),
        (
            cluster_profile_likelihood(&alike, Measure::FleissKappa, &options).unwrap(),
            profile_likelihood(&all, Measure::FleissKappa, &options).unwrap(),
        ),
    ] {
        assert!(clustered.low < alone.low && alone.high < clustered.high);
        // F with 29 degrees of freedom against chi squared: 4.5 % wider, no design effect.
        let wider = (clustered.high - clustered.low) / (alone.high - alone.low);
        assert!(1.03 < wider && wider < 1.06, "{wider}");
    }
}

#[test]
fn transcripts_that_differ_make_limits_wider() {
    let good = Ratings::from_confusion(&[[20, 0], [0, 5]]).unwrap();
    let bad = Ratings::from_confusion(&[[15, 4], [4, 2]]).unwrap();
    let transcripts: Vec<Ratings> =
        (0..20).map(|place| if place % 2 == 0 { good.clone() } else { bad.clone() }).collect();
    let all = Ratings::from_confusion(&[[350, 40], [40, 70]]).unwrap();
    let options = Options::default();
    let clustered = cluster_goodness_of_fit(&transcripts, Measure::CohenKappa, &options).unwrap();
    let alone = goodness_of_fit(&all, Measure::CohenKappa, &options).unwrap();
    assert!((clustered.high - clustered.low) / (alone.high - alone.low) > 1.5, "{clustered:?} {alone:?}");
}

#[test]
fn goodness_of_fit_covers_93_percent_over_all_tables_however_rare_the_code() {
    // The probability of every table is known, so coverage needs no simulation.
    let mut ln_factorials = vec![0.0];
    (1..=100).for_each(|k| ln_factorials.push(ln_factorials[k - 1] + libm::log(k as f64)));
    for units in [44, 100] {
        let mut tables = Vec::new();
        for both in 0..=units {
            for one in 0..=units - both {
                let neither = units - both - one;
                let ratings = Ratings::from_confusion(&[[neither, one], [0, both]]).unwrap();
                if let Ok(interval) = goodness_of_fit(&ratings, Measure::ScottPi, &Options::default()) {
                    tables.push(([both, one, neither], interval));
                }
            }
        }
        for (share, kappa) in [0.02, 0.05, 0.1, 0.3].into_iter().flat_map(|share| [0.4, 0.6, 0.8].map(|k| (share, k))) {
            let one = 2.0 * share * (1.0 - share) * (1.0 - kappa);
            let both = share - one / 2.0;
            let cells = [both, one, 1.0 - both - one];
            let (mut covered, mut defined) = (0.0, 0.0);
            for (counts, interval) in &tables {
                let terms = counts.iter().zip(cells);
                let ln = terms.map(|(&count, cell)| count as f64 * libm::log(cell) - ln_factorials[count as usize]);
                let probability = libm::exp(ln_factorials[units as usize] + ln.sum::<f64>());
                defined += probability;
                covered += if interval.low <= kappa && kappa <= interval.high { probability } else { 0.0 };
            }
            let coverage = covered / defined;
            assert!((0.929..0.976).contains(&coverage), "{units} units, {share}, {kappa}: {coverage}");
        }
    }
}
