//! What each measure says where other programs say NaN, 1, or nothing at all.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use qualkit_agreement::Undefined::{FewerThanTwoCoders, NoUnits, NotTwoCoders, NothingPairable, OneCategoryOnly};
use qualkit_agreement::{
    Distances, Error, Level, Measure, Options, Outcome, Ratings, Undefined, WeightMatrix, Weights, cohen_kappa,
    estimates, fleiss_kappa, krippendorff_alpha, percent_agreement,
};

type Value = Result<f64, Undefined>;

struct Case {
    what: &'static str,
    /// One line per coder, one character per unit; a dot is a missing rating.
    coders: &'static [&'static str],
    percent: Value,
    cohen: Value,
    fleiss: Value,
    alpha: Value,
}

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    let all = |reason: Undefined| [(); 4].map(|()| Err(reason.clone()));
    let case = |what, coders, [percent, cohen, fleiss, alpha]: [Value; 4]| Case { what, coders, percent, cohen, fleiss, alpha };
    vec![
        case("all in one category", &["aaaaa", "aaaaa"], [Ok(1.0), Err(OneCategoryOnly), Err(OneCategoryOnly), Err(OneCategoryOnly)]),
        case("all in one category, three coders", &["aaa", "aaa", "aaa"], [Ok(1.0), Err(NotTwoCoders { coders: 3 }), Err(OneCategoryOnly), Err(OneCategoryOnly)]),
        case("one coder constant", &["aaaaa", "aaabb"], [Ok(0.6), Ok(0.0), Ok(-0.25), Ok(-0.125)]),
        case("both constant, but different", &["aaaaa", "bbbbb"], [Ok(0.0), Ok(0.0), Ok(-1.0), Ok(-0.8)]),
        case("one unit, agreed", &["a", "a"], [Ok(1.0), Err(OneCategoryOnly), Err(OneCategoryOnly), Err(OneCategoryOnly)]),
        case("one unit, not agreed", &["a", "b"], [Ok(0.0), Ok(0.0), Ok(-1.0), Ok(0.0)]),
        case("one coder", &["aab"], all(FewerThanTwoCoders { coders: 1 })),
        case("no coder", &[], all(NoUnits)),
        case("no unit", &["", ""], all(NoUnits)),
        case("no unit with two ratings", &["ab..", "..ba"], all(NothingPairable)),
        case("no rating at all", &["...", "..."], all(NothingPairable)),
        case("one rating missing", &["aabaa", "aabb."], [Ok(0.75), Ok(0.5), Ok(17.0 / 42.0), Ok(8.0 / 15.0)]),
        case("a unit without any rating", &["aaba.", "aabb."], [Ok(0.75), Ok(0.5), Ok(7.0 / 15.0), Ok(8.0 / 15.0)]),
        case("the second category only where one coder rated", &["aab", "aa."], [Ok(1.0), Err(OneCategoryOnly), Ok(1.0), Err(OneCategoryOnly)]),
        case("all agree", &["abcab", "abcab"], [Ok(1.0), Ok(1.0), Ok(1.0), Ok(1.0)]),
    ]
}

#[test]
fn each_edge_case_has_a_value_or_a_reason() {
    for case in cases() {
        let ratings = ratings(case.coders);
        let options = Options::default();
        for (measure, outcome, expected) in [
            ("percent agreement", percent_agreement(&ratings, &options), case.percent),
            ("Cohen's kappa", cohen_kappa(&ratings, &options), case.cohen),
            ("Fleiss' kappa", fleiss_kappa(&ratings, &options), case.fleiss),
            ("alpha", krippendorff_alpha(&ratings, &options), case.alpha),
        ] {
            assert_value(&format!("{}: {measure}", case.what), &outcome, &expected);
        }
    }
}

#[test]
fn declared_categories_that_nobody_uses_change_nothing() {
    let rows = [[Some(0), Some(0)], [Some(1), Some(0)], [Some(1), Some(1)], [None, Some(1)]];
    let options = Options::default();
    let [two, many] = [2, 1000].map(|categories| Ratings::from_rows(rows, categories).unwrap());
    assert_eq!(cohen_kappa(&two, &options), cohen_kappa(&many, &options));
    assert_eq!(fleiss_kappa(&two, &options), fleiss_kappa(&many, &options));
    assert_eq!(krippendorff_alpha(&two, &options), krippendorff_alpha(&many, &options));
}

#[test]
fn a_single_unit_has_a_value_but_no_standard_error() {
    let ratings = ratings(&["a", "b"]);
    let options = Options::default();
    for outcome in [
        percent_agreement(&ratings, &options),
        cohen_kappa(&ratings, &options),
        fleiss_kappa(&ratings, &options),
        krippendorff_alpha(&ratings, &options),
    ] {
        let estimate = outcome.unwrap();
        assert_eq!((estimate.standard_error, estimate.interval), (None, None));
    }
}

#[test]
fn counts_without_units_or_with_one_coder_are_undefined() {
    let options = Options::default();
    let empty = Ratings::from_counts::<[u64; 2]>([]).unwrap();
    assert_eq!(krippendorff_alpha(&empty, &options), Err(NoUnits));
    let alone = Ratings::from_counts([[1, 0], [0, 1]]).unwrap();
    assert_eq!(fleiss_kappa(&alone, &options), Err(FewerThanTwoCoders { coders: 1 }));
}

#[test]
fn declared_categories_count_where_chance_is_even_or_guessed() {
    let rows = [[Some(0), Some(0)], [Some(1), Some(0)], [Some(1), Some(1)]];
    let options = Options::default();
    let value = |measure: Measure, categories: usize| {
        measure.value(&Ratings::from_rows(rows, categories).unwrap(), &options).unwrap()
    };
    // 2/3 observed; 1/2 and 1/4 expected.
    assert_near(value(Measure::BrennanPrediger, 2), 1.0 / 3.0);
    assert_near(value(Measure::BrennanPrediger, 4), 5.0 / 9.0);
    // π = 1/2: 1/2 and (1/3)(1/2) expected.
    assert_near(value(Measure::GwetAc, 2), 1.0 / 3.0);
    assert_near(value(Measure::GwetAc, 4), 3.0 / 5.0);
    assert_near(value(Measure::SLotus, 2), 2.0 / 3.0);
    assert_near(value(Measure::SLotus, 4), 7.0 / 9.0);
}

#[test]
fn measures_that_ask_less_are_defined_where_kappa_is_not() {
    let options = Options::default();
    let of = |coders: &[&str], measure: Measure| measure.value(&of_two(coders), &options);
    for measure in [Measure::GwetAc, Measure::BrennanPrediger, Measure::Lotus, Measure::Holsti, Measure::BangdiwalaB] {
        assert_eq!(of(&["aaaaa", "aaaaa"], measure), Ok(1.0), "{measure}");
        assert_eq!(of(&["a", "a"], measure), Ok(1.0), "{measure}");
    }
    for measure in [Measure::ScottPi, Measure::GwetAc, Measure::BrennanPrediger] {
        assert_eq!(of(&["aaaaa", "bbbbb"], measure), Ok(-1.0), "{measure}");
    }
    assert_eq!(of(&["aaaaa", "bbbbb"], Measure::CongerKappa), Ok(0.0));
    assert_eq!(of(&["aaaaa", "aaabb"], Measure::CongerKappa), Ok(0.0));
    assert_near(of(&["aaaaa", "aaabb"], Measure::GwetAc).unwrap(), 7.0 / 17.0);
    assert_eq!(of(&["aaaaa", "bbbbb"], Measure::BangdiwalaB), Err(Undefined::NoCategoryShared));
    assert_eq!(of(&["aaaaa", "aaaaa"], Measure::CongerKappa), Err(OneCategoryOnly));
    assert_eq!(of(&["aaaaa", "aaaaa"], Measure::LightKappa), Err(OneCategoryOnly));
    let one_declared = Ratings::from_rows([[Some(0), Some(0)]], 1).unwrap();
    for measure in [Measure::GwetAc, Measure::BrennanPrediger, Measure::SLotus, Measure::FleissKappa] {
        assert_eq!(measure.value(&one_declared, &options), Err(OneCategoryOnly), "{measure}");
    }
}

#[test]
fn both_conventions_for_a_missing_rating_of_two_coders_are_there() {
    let (ratings, options) = (of_two(&["aabba", "aaba."]), Options::default());
    let value = |measure: Measure, ratings: &Ratings| measure.value(ratings, &options).unwrap();
    assert_near(value(Measure::CohenKappa, &ratings), 0.5);
    assert_near(value(Measure::CongerKappa, &ratings), 4.0 / 9.0);
    assert_near(value(Measure::CongerKappa, &ratings.complete_only()), 0.5);
    assert_near(value(Measure::FleissKappa, &ratings.complete_only()), value(Measure::ScottPi, &ratings));
    assert_eq!(format!("{:.4}", value(Measure::GwetAc, &ratings)), "0.5690");
}

#[test]
fn a_unit_without_ratings_or_a_coder_without_ratings_changes_no_coefficient() {
    let options = Options::default();
    let (full, empty) = (of_two(&["aabab", "abbab"]), of_two(&["aabab.", "abbab."]));
    let idle = of_two(&["aabab", "abbab", "....."]);
    for measure in Measure::ALL {
        let [full, empty] = [&full, &empty].map(|ratings| measure.estimate(ratings, &options).unwrap());
        assert_eq!((full.value, full.standard_error), (empty.value, empty.standard_error), "{measure}");
    }
    for measure in [Measure::CongerKappa, Measure::FleissKappa, Measure::Lotus, Measure::KrippendorffAlpha] {
        let [full, idle] = [&full, &idle].map(|ratings| measure.estimate(ratings, &options).unwrap());
        assert_eq!((full.value, full.standard_error), (idle.value, idle.standard_error), "{measure}");
    }
}

#[test]
fn a_measure_that_asks_who_said_what_says_so_of_a_table_of_counts() {
    let counts = Ratings::from_counts([[2, 0], [1, 1], [0, 2]]).unwrap();
    for measure in Measure::ALL {
        let outcome = measure.estimate(&counts, &Options::default());
        if measure.asks_who() {
            assert_eq!(outcome, Err(Undefined::CodersUnnamed), "{measure}");
            assert_eq!(measure.suits(&counts), Err(Undefined::CodersUnnamed));
        } else {
            assert!(outcome.is_ok() && measure.suits(&counts).is_ok(), "{measure}");
        }
    }
    assert_eq!(counts.coders_only(&[0]), Err(Error::CodersUnnamed));
}

#[test]
fn a_hundred_thousand_raters_of_a_unit_take_no_more_room_than_two() {
    let counts = [[100_000, 20_000], [60_000, 60_000], [1, 119_999]];
    let ratings = Ratings::from_counts(counts).unwrap();
    let options = Options { level: Level::Interval, ..Options::default() };
    let (alpha, fleiss) =
        (krippendorff_alpha(&ratings, &options).unwrap(), fleiss_kappa(&ratings, &Options::default()).unwrap());
    let agreeing: u64 = counts.iter().flatten().map(|count| count * (count - 1)).sum();
    let pairs = 120_000.0 * 119_999.0;
    assert_near(fleiss.observed.unwrap(), agreeing as f64 / (3.0 * pairs));
    // Of two values all levels are one.
    assert_near(alpha.value, krippendorff_alpha(&ratings, &Options::default()).unwrap().value);
}

#[test]
fn a_population_that_is_sampled_in_full_leaves_no_error() {
    let ratings = of_two(&["aabab", "abbab"]);
    for measure in Measure::ALL {
        let error = |population: Option<u64>| {
            let options = Options { population, ..Options::default() };
            measure.estimate(&ratings, &options).unwrap().standard_error.unwrap()
        };
        assert_eq!(error(Some(5)), 0.0, "{measure}");
        assert_near(error(Some(10)), error(None) / 2.0_f64.sqrt());
    }
}

#[test]
fn a_scale_says_what_it_has_no_place_for() {
    let ratings = Ratings::from_rows([[Some(0), Some(1)], [Some(1), Some(1)]], 2).unwrap();
    let ratings = ratings.with_scores(vec![-2.0, 3.0]).unwrap();
    let at = |level: Level| krippendorff_alpha(&ratings, &Options { level, ..Options::default() }).unwrap_err();
    assert_eq!(at(Level::Ratio), Undefined::OffScale { category: 0, score: "-2".to_owned() });
    assert_eq!(at(Level::Bipolar { low: -5.0, high: 2.0 }), Undefined::OffScale { category: 1, score: "3".to_owned() });
    assert_eq!(at(Level::Circular { circumference: 0.0 }), Undefined::NoCircle { circumference: "0".to_owned() });
    let three = Distances::new(&[[0.0; 3]; 3]).unwrap();
    assert_eq!(at(Level::Custom(three)), Undefined::WeightsSize { weights: 3, categories: 2 });
    let matrix = WeightMatrix::new(&[[1.0; 3]; 3]).unwrap();
    let options = Options { weights: Weights::Matrix(matrix), ..Options::default() };
    assert_eq!(cohen_kappa(&ratings, &options), Err(Undefined::WeightsSize { weights: 3, categories: 2 }));
    let alike = WeightMatrix::new(&[[1.0; 2]; 2]).unwrap();
    let options = Options { weights: Weights::Matrix(alike), ..Options::default() };
    for measure in [Measure::CohenKappa, Measure::FleissKappa, Measure::CongerKappa] {
        assert_eq!(measure.value(&ratings, &options), Err(Undefined::NoDistance), "{measure}");
    }
    let same_place = ratings.with_scores(vec![3.0, 3.0]).unwrap();
    let interval = Options { level: Level::Interval, ..Options::default() };
    assert_eq!(krippendorff_alpha(&same_place, &interval), Err(Undefined::NoDistance));
}

#[test]
fn more_categories_than_weights_can_compare_are_refused_and_alpha_takes_as_many_as_there_are_units() {
    let units = 20_000_u32;
    let symbols: Vec<u32> = (0..units).flat_map(|unit| [unit + 1, (unit * 7 + 3) % units + 1]).collect();
    let ratings = Ratings::from_symbols(symbols, 2, units as usize).unwrap();
    let at = |level: Level| krippendorff_alpha(&ratings, &Options { level, ..Options::default() });
    let weighted = Options { weights: Weights::Linear, ..Options::default() };
    assert_eq!(cohen_kappa(&ratings, &weighted), Err(Undefined::TooManyCategories { categories: 20_000, limit: 2048 }));
    // Every value once from each coder: ranks are values, and mean squares can be added by hand.
    let (n, mean) = (f64::from(units), f64::from(units - 1) / 2.0);
    let apart = |unit: u32| f64::from(unit) - f64::from((unit * 7 + 3) % units);
    let observed: f64 = (0..units).map(|unit| apart(unit) * apart(unit)).sum::<f64>() / n;
    let spread: f64 = (0..units).map(|unit| (f64::from(unit) - mean) * (f64::from(unit) - mean)).sum::<f64>() / n;
    let expected = 1.0 - observed / (2.0 * spread * 2.0 * n / (2.0 * n - 1.0));
    for level in [Level::Interval, Level::Ordinal] {
        let alpha = at(level).unwrap();
        assert!((alpha.value - expected).abs() < 1e-12 && alpha.standard_error.is_some());
    }
    // Every value as far round a circle as any other: cosines add up to 0, and the mean squared sine is ½.
    let sine = |unit: u32| libm::sin(apart(unit) * std::f64::consts::PI / n);
    let observed: f64 = (0..units).map(|unit| sine(unit) * sine(unit)).sum::<f64>() / n;
    let alpha = at(Level::Circular { circumference: n }).unwrap();
    assert!((alpha.value - (1.0 - observed / (0.5 * 2.0 * n / (2.0 * n - 1.0)))).abs() < 1e-12);
}

#[test]
fn at_the_levels_that_compare_scores_thousands_of_categories_may_stand_in_any_order() {
    let many = 3000_usize;
    let score = |k: usize| [(k * k % 4001) as f64 * 0.37, 0.0][usize::from(k == 5)];
    let rows: Vec<[usize; 2]> = (0..many).map(|unit| [unit, (unit * 31 + 7) % many]).collect();
    let moved = |k: usize| (k * 1009 + 11) % many;
    let given = Ratings::from_rows(rows.iter().map(|row| row.map(Some)), many).unwrap();
    let given = given.with_scores((0..many).map(score).collect()).unwrap();
    let turned = rows.iter().rev().map(|&[one, other]| [other, one].map(|k| Some(moved(k))));
    let mut scores = vec![0.0; many];
    (0..many).for_each(|k| scores[moved(k)] = score(k));
    let turned = Ratings::from_rows(turned, many).unwrap().with_scores(scores).unwrap();
    for level in [Level::Ratio, Level::Circular { circumference: 24.0 }, Level::Bipolar { low: 0.0, high: 1500.0 }] {
        let options = Options { level, ..Options::default() };
        let [one, other] = [&given, &turned].map(|ratings| krippendorff_alpha(ratings, &options).unwrap());
        assert_eq!((one.value, one.standard_error), (other.value, other.standard_error), "{options:?}");
    }
}

#[test]
fn a_large_table_gives_the_same_digits_whatever_its_order() {
    let mut state = 5_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for categories in [5, 60] {
        let rows: Vec<Vec<u16>> = (0..4100)
            .map(|_| {
                let truth = draw(categories);
                (0..8).map(|_| if draw(3) == 0 { draw(categories + 1) as u16 } else { truth as u16 + 1 }).collect()
            })
            .collect();
        let table = |rows: &[Vec<u16>]| Ratings::from_symbols(rows.concat(), 8, categories as usize).unwrap();
        let ratings = table(&rows);
        let turned: Vec<Vec<u16>> = rows.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
        let twice = Ratings::from_patterns(
            rows.iter()
                .map(|row| (row.iter().map(|symbol| symbol.checked_sub(1).map(usize::from)).collect::<Vec<_>>(), 1)),
            categories as usize,
        );
        let levels = [Level::Ordinal, Level::Ratio];
        for level in levels {
            let options = Options { level, weights: Weights::Quadratic, ..Options::default() };
            let all = estimates(&ratings, &Measure::ALL, &options);
            assert!(all.iter().filter(|outcome| outcome.is_ok()).count() >= 11);
            assert_eq!(all, estimates(&table(&turned), &Measure::ALL, &options));
            assert_eq!(all, estimates(twice.as_ref().unwrap(), &Measure::ALL, &options));
            let each: Vec<Outcome> = Measure::ALL.iter().map(|measure| measure.estimate(&ratings, &options)).collect();
            assert_eq!(all, each);
        }
    }
}

/// Like [`ratings`], with two declared categories.
fn of_two(coders: &[&str]) -> Ratings {
    table(coders, 2)
}

#[track_caller]
fn assert_near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-14, "{value} instead of {expected}");
}

fn ratings(coders: &[&str]) -> Ratings {
    table(coders, 3)
}

/// One line per coder, one letter per unit; a dot is a missing rating.
fn table(coders: &[&str], categories: usize) -> Ratings {
    let units = coders.first().map_or(0, |line| line.len());
    let category = |byte: u8| byte.checked_sub(b'a').map(usize::from);
    let rows = (0..units).map(|unit| coders.iter().map(|line| category(line.as_bytes()[unit])).collect::<Vec<_>>());
    Ratings::from_rows(rows, categories).unwrap()
}

fn assert_value(what: &str, outcome: &Outcome, expected: &Value) {
    match (outcome, expected) {
        (Ok(estimate), Ok(value)) => {
            assert!((estimate.value - value).abs() < 1e-15, "{what}: {} instead of {value}", estimate.value);
        }
        (Err(undefined), Err(reason)) => assert_eq!(undefined, reason, "{what}"),
        _ => panic!("{what}: {outcome:?} instead of {expected:?}"),
    }
}
