//! `qualkit plan-sample`

use insta::assert_snapshot;
use qualkit_testkit::Sandbox;

use crate::garden::{refused, run, sources};

/// A sandbox in which nothing is planned yet: the verb needs no study.
fn nowhere() -> Sandbox {
    sources()
}

/// A row of the answer, as a program reads it.
fn row(words: &[&str]) -> serde_json::Value {
    let words = [&["plan-sample"], words, &["--format", "json"]].concat();
    let mut answer: serde_json::Value = serde_json::from_str(&nowhere().ok(&words)).unwrap();
    answer["rows"][0].take()
}

/// A plan that must be refused.
fn no_plan(words: &[&str]) -> String {
    let sandbox = crate::garden::empty();
    refused(&sandbox, &[&["plan-sample"], words].concat())
}

#[test]
fn two_coders_of_one_code_with_their_own_rates() {
    let words = ["plan-sample", "kappa", "--expected", "0.7", "--null", "0.5", "--rates", "0.35,0.4", "--power", "0.9"];
    assert_snapshot!(run(&nowhere(), &words), @"");
}

#[test]
fn several_categories_with_the_largest_variance() {
    let words = ["plan-sample", "kappa", "--expected", "0.6", "--null", "0.4", "--marginals", "0.2,0.25,0.55"];
    assert_snapshot!(run(&nowhere(), &words), @"");
}

#[test]
fn several_coders_who_apply_a_code_equally_often() {
    let two = ["kappa", "--expected", "0.6", "--null", "0.4", "--prevalence", "0.3", "--sides", "two"];
    assert_eq!(row(&two)["units"], 191);
    let words = ["plan-sample", "kappa", "--expected", "0.6", "--null", "0.4", "--prevalence", "0.3", "--coders", "3"];
    assert_snapshot!(run(&nowhere(), &words), @"");
}

#[test]
fn the_power_of_the_units_that_were_planned_is_what_was_asked_for_and_one_unit_fewer_has_less() {
    for model in [["--rates", "0.3,0.35"], ["--prevalence", "0.2"]] {
        let plan = [&["kappa", "--expected", "0.7", "--null", "0.5"], &model[..]].concat();
        let planned = row(&plan);
        let units = planned["units"].as_u64().unwrap();
        let power = |units: u64| {
            let units = units.to_string();
            row(&[&plan[..], &["--units", &units]].concat())["power"].as_f64().unwrap()
        };
        assert!(power(units) >= 0.8 && power(units - 1) < 0.8, "{model:?}");
        assert_eq!(planned["power_reached"].as_f64().unwrap(), power(units));
    }
    let words = ["plan-sample", "kappa", "--expected=0.7", "--null=0.5", "--rates=0.3,0.35", "--units=100"];
    assert_snapshot!(run(&nowhere(), &words), @"");
}

#[test]
fn a_kappa_that_the_rates_do_not_allow_is_refused_with_the_bounds() {
    let rates = ["kappa", "--expected", "0.5", "--null", "0.3", "--rates", "0.3,0.7"];
    assert_snapshot!(no_plan(&rates), @"");
    assert_snapshot!(no_plan(&[&rates[..], &["--units", "54"]].concat()), @"");
    assert_snapshot!(no_plan(&["kappa", "--expected", "0.5", "--null", "-0.7", "--marginals", "0.2,0.3,0.5"]), @"");
    assert_snapshot!(no_plan(&["kappa", "--expected", "0.5", "--null", "0", "--prevalence", "0.3"]), @"");
}

#[test]
fn a_plan_that_says_nothing_or_too_much_is_refused() {
    let kappas = ["kappa", "--expected", "0.7", "--null", "0.5"];
    let with = |words: &[&str]| no_plan(&[&kappas[..], words].concat());
    assert_snapshot!(with(&[]), @"");
    assert_snapshot!(with(&["--rates", "0.3,0.3", "--prevalence", "0.3"]), @"");
    assert_snapshot!(with(&["--rates", "0.3"]), @"");
    assert_snapshot!(with(&["--rates", "0.3,0.3", "--coders", "3"]), @"");
    assert_snapshot!(with(&["--marginals", "0.2,0.3"]), @"");
    assert_snapshot!(with(&["--marginals", "0.5,0.5", "--units", "100"]), @"");
    assert_snapshot!(with(&["--prevalence", "1.3"]), @"");
    assert_snapshot!(with(&["--prevalence", "0.3", "--coders", "1"]), @"");
    assert_snapshot!(with(&["--prevalence", "0.3", "--power", "0.8", "--units", "100"]), @"");
    assert_snapshot!(with(&["--rates", "0.3,0.3", "--significance", "5"]), @"");
    assert_snapshot!(with(&["--rates", "0.3,0.3", "--sides", "three"]), @"");
    assert_snapshot!(no_plan(&["kappa", "--expected", "0.5", "--null", "0.5", "--rates", "0.3,0.3"]), @"");
    let near = ["kappa", "--expected", "0.5", "--null", "0.50000000001", "--prevalence", "0.3"];
    assert_snapshot!(no_plan(&near), @"");
}

#[test]
fn an_interval_that_excludes_a_limit() {
    let words = ["plan-sample", "interval", "--expected", "0.6", "--lower", "0.4", "--prevalence", "0.3"];
    assert_snapshot!(run(&nowhere(), &words), @"");
    let plan = &words[1..];
    let both = row(&[plan, &["--upper", "0.8"]].concat());
    assert!(both["units"].as_u64() > row(plan)["units"].as_u64() && both["upper"] == 0.8, "{both}");
}

#[test]
fn limits_on_the_wrong_side_are_refused() {
    let plan = ["interval", "--expected", "0.6", "--prevalence", "0.3", "--lower"];
    assert_snapshot!(no_plan(&[&plan[..], &["0.7"]].concat()), @"");
    assert_snapshot!(no_plan(&[&plan[..], &["0.4", "--upper", "0.6"]].concat()), @"");
    assert_snapshot!(no_plan(&[&plan[..], &["0.4", "--confidence", "95"]].concat()), @"");
}

#[test]
fn a_simulated_width_depends_on_the_seed_alone() {
    let words = ["plan-sample", "width", "--expected", "0.7", "--prevalence", "0.3", "--units", "50,200"];
    let words = [&words[..], &["--replications", "100", "--seed", "7"]].concat();
    assert_snapshot!(run(&nowhere(), &words), @"");
    let plan = |seed: &str| nowhere().ok(&[&words[..9], &[seed, "--format", "csv"]].concat());
    assert_eq!(plan("--seed=3"), plan("--seed=3"));
    assert_ne!(plan("--seed=3"), plan("--seed=4"));
}

#[test]
fn the_width_of_other_intervals_and_measures() {
    let plan = ["width", "--expected", "0.7", "--prevalence", "0.05", "--units", "100", "--replications", "50"];
    let with = |words: &[&str]| row(&[&plan[..], words].concat());
    let fit = with(&["--interval", "goodness-of-fit"]);
    let alpha = with(&["--coders", "3", "--measure", "krippendorff_alpha", "--interval", "profile-likelihood"]);
    for row in [&fit, &alpha] {
        assert!(row["width"].as_f64().is_some_and(|width| width > 0.1 && width < 1.0), "{row}");
    }
    assert_eq!((&fit["measure"], &alpha["measure"]), (&"cohen_kappa".into(), &"krippendorff_alpha".into()));
    // More coders see more.
    assert!(alpha["width"].as_f64() < fit["width"].as_f64(), "{alpha} {fit}");
    // Lotus has no interval at all.
    let none = with(&["--measure", "lotus"]);
    assert_eq!((&none["width"], &none["without_interval"]), (&serde_json::Value::Null, &50.into()));
    assert_eq!(none["width_undefined"], "no replication has an interval");
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let plan = ["width", "--expected", "0.7", "--units", "100"];
    let with = |words: &[&str]| no_plan(&[&plan[..], words].concat());
    assert_snapshot!(with(&["--prevalence", "0.3", "--measure", "kappa"]), @"");
    assert_snapshot!(with(&["--prevalence", "0.3", "--measure", "cohen_kappa", "--coders", "3"]), @"");
    assert_snapshot!(with(&["--prevalence", "0.3", "--interval", "goodness-of-fit", "--coders", "3"]), @"");
    assert_snapshot!(with(&["--prevalence", "0.3", "--interval", "goodness-of-fit", "--measure", "gwet_ac"]), @"");
    assert_snapshot!(with(&["--marginals", "0.3,0.3,0.4", "--interval", "profile-likelihood"]), @"");
    assert_snapshot!(with(&["--marginals", "0.3,0.3"]), @"");
    assert_snapshot!(no_plan(&["width", "--expected", "1.7", "--units", "100", "--prevalence", "0.3"]), @"");
    assert_snapshot!(no_plan(&["width", "--expected", "0.7", "--units", "1", "--prevalence", "0.3"]), @"");
}

#[test]
fn a_rare_code_that_is_to_occur_often_enough() {
    let words = ["plan-sample", "rare", "--rate", "0.02", "--occurrences", "10"];
    assert_snapshot!(run(&nowhere(), &words), @"");
    // 0.98^149 = .0493
    assert_eq!(row(&["rare", "--rate", "0.02", "--occurrences", "1"])["units"], 149);
    assert_snapshot!(no_plan(&["rare", "--rate", "2", "--occurrences", "10"]), @"");
    assert_snapshot!(no_plan(&["rare", "--rate", "0.02", "--occurrences", "0"]), @"");
    assert_snapshot!(no_plan(&["rare", "--rate", "0.5", "--occurrences", "18446744073709551615"]), @"");
}

#[test]
fn the_sample_of_krippendorffs_table() {
    let words = ["plan-sample", "alpha", "--smallest", "0.8", "--share", "0.25"];
    assert_snapshot!(run(&nowhere(), &words), @"");
    assert_eq!(row(&["alpha", "--smallest", "0.667", "--share", "0.25"])["units"], 81);
    assert_snapshot!(no_plan(&["alpha", "--smallest", "1", "--share", "0.25"]), @"");
    assert_snapshot!(no_plan(&["alpha", "--smallest", "0.8", "--share", "0.75"]), @"");
}

#[test]
fn a_plan_is_printed_in_every_format() {
    let words = ["plan-sample", "rare", "--rate", "0.02", "--occurrences", "1", "--format"];
    let printed = |format: &str| nowhere().ok(&[&words[..], &[format]].concat());
    assert_eq!(printed("csv"), "units,rate,occurrences,probability\n149,0.02,1,0.95\n");
    assert!(printed("markdown").contains("| 149 | 0.02 | 1 | 0.95 |"));
    assert!(printed("latex").contains("149 & 0.02 & 1 & 0.95"));
}
