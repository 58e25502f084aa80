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
    assert_snapshot!(run(&nowhere(), &words), @"
    exit 0
    --- stdout
    Units that show kappa to be above 0.5 if it is 0.7

            By the           Power  Expected   Null
    Units  formula  Power  reached     kappa  kappa  Rates      Sides  Significance
    ───────────────────────────────────────────────────────────────────────────────
      145   144.28    0.9    0.901       0.7    0.5  0.35, 0.4  one            0.05

    Cohen’s kappa of one code, two coders with the rates given. n = ((z_{1−α} √Q0 + z_power √Q1) / (κ1
      − κ0))², with z_{1−α/2} if two-sided; Q is n times the large-sample variance of kappa (Fleiss,
      Cohen and Everitt 1969) at the null value κ0 and at the expected value κ1. Cantor (1996),
      Psychological Methods 1:150–153.
    Checked against N.cohen.kappa of irr 0.84.1 (R), which also answers where the rates do not allow a
      kappa.
    A formula for large samples: where it gives few units, or few that bear the code, the power may be
      another.
    Units are taken to be independent. Turns and sentences of one interview are not quite: take more
      of them, or units from more interviews.

    qualkit [version]
    ");
}

#[test]
fn several_categories_with_the_largest_variance() {
    let words = ["plan-sample", "kappa", "--expected", "0.6", "--null", "0.4", "--marginals", "0.2,0.25,0.55"];
    assert_snapshot!(run(&nowhere(), &words), @"
    exit 0
    --- stdout
    Units that show kappa to be above 0.4 if it is 0.6

            By the         Expected   Null
    Units  formula  Power     kappa  kappa  Marginals        Sides  Significance
    ────────────────────────────────────────────────────────────────────────────
      101   100.61    0.8       0.6    0.4  0.2, 0.25, 0.55  one            0.05

    Cohen’s kappa of several categories, which both coders use as often as given. n = ((z_{1−α} √Q0 +
      z_power √Q1) / (κ1 − κ0))², with z_{1−α/2} if two-sided; Q is the largest n times large-sample
      variance of kappa that any table with these marginals and this kappa has. Flack, Afifi,
      Lachenbruch and Schouten (1988), Psychometrika 53:321–325.
    Checked against N2.cohen.kappa of irr 0.84.1 (R). The number is enough whatever way coders
      disagree, and mostly more than enough.
    A formula for large samples: where it gives few units, or few that bear the code, the power may be
      another.
    Units are taken to be independent. Turns and sentences of one interview are not quite: take more
      of them, or units from more interviews.

    qualkit [version]
    ");
}

#[test]
fn several_coders_who_apply_a_code_equally_often() {
    let two = ["kappa", "--expected", "0.6", "--null", "0.4", "--prevalence", "0.3", "--sides", "two"];
    assert_eq!(row(&two)["units"], 191);
    let words = ["plan-sample", "kappa", "--expected", "0.6", "--null", "0.4", "--prevalence", "0.3", "--coders", "3"];
    assert_snapshot!(run(&nowhere(), &words), @"
    exit 0
    --- stdout
    Units that show kappa to be above 0.4 if it is 0.6

            By the           Power  Expected   Null
    Units  formula  Power  reached     kappa  kappa  Prevalence  Coders  Sides  Significance
    ────────────────────────────────────────────────────────────────────────────────────────
       84    83.12    0.8    0.804       0.6    0.4         0.3       3  one            0.05

    Intraclass kappa (Scott’s pi, Fleiss’ kappa) of one code that all coders apply equally often, the
      same for every pair of them: the goodness-of-fit test on how many of them apply it to a unit. n =
      λ / Σ_j (P_j(κ1) − P_j(κ0))² / P_j(κ0), λ the noncentrality of χ² with one degree of freedom.
      Donner and Eliasziw (1992), Statistics in Medicine 11:1511–1519; more than two coders: Altaye,
      Donner and Klar (2001), Biometrics 57:584–588.
    Checked for two coders, two-sided, against PowerBinary of kappaSize 1.2 (R); one-sided plans and
      more coders are not checked against another program.
    The formula takes the prevalence as known. For two coders that hardly matters; for more coders of
      a code far from half of all units it promises too much: at a prevalence of .1 and kappa .6 against
      .4, three coders need 9 % more units than it says, five 26 %.
    qualkit agree --interval one-code goes by profile likelihood for more than two coders, which
      assumes less than this formula and takes more units: for kappa .6 above .4, simulated with a power
      of .80, three coders 10 % more at a prevalence of .3 and 30 % at .1, five 30 % and 60 %.
    A formula for large samples: where it gives few units, or few that bear the code, the power may be
      another.
    Units are taken to be independent. Turns and sentences of one interview are not quite: take more
      of them, or units from more interviews.

    qualkit [version]
    ");
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
    assert_snapshot!(run(&nowhere(), &words), @"
    exit 0
    --- stdout
    Power to show kappa to be above 0.5 if it is 0.7

                  Expected   Null
    Units  Power     kappa  kappa  Rates      Sides  Significance
    ─────────────────────────────────────────────────────────────
      100  0.740       0.7    0.5  0.3, 0.35  one            0.05

    Cohen’s kappa of one code, two coders with the rates given. n = ((z_{1−α} √Q0 + z_power √Q1) / (κ1
      − κ0))², with z_{1−α/2} if two-sided; Q is n times the large-sample variance of kappa (Fleiss,
      Cohen and Everitt 1969) at the null value κ0 and at the expected value κ1. Cantor (1996),
      Psychological Methods 1:150–153.
    Checked against N.cohen.kappa of irr 0.84.1 (R), which also answers where the rates do not allow a
      kappa.
    A formula for large samples: where it gives few units, or few that bear the code, the power may be
      another.
    Units are taken to be independent. Turns and sentences of one interview are not quite: take more
      of them, or units from more interviews.

    qualkit [version]
    ");
}

#[test]
fn a_kappa_that_the_rates_do_not_allow_is_refused_with_the_bounds() {
    let rates = ["kappa", "--expected", "0.5", "--null", "0.3", "--rates", "0.3,0.7"];
    assert_snapshot!(no_plan(&rates), @"
    exit 2
    --- stderr
    error: kappa, with these rates: expected a number between -0.7241 and 0.3103, found 0.5
    ");
    assert_snapshot!(no_plan(&[&rates[..], &["--units", "54"]].concat()), @"
    exit 2
    --- stderr
    error: kappa, with these rates: expected a number between -0.7241 and 0.3103, found 0.5
    ");
    assert_snapshot!(no_plan(&["kappa", "--expected", "0.5", "--null", "-0.7", "--marginals", "0.2,0.3,0.5"]), @"
    exit 2
    --- stderr
    error: kappa, with these rates: expected a number between -0.6129 and 1, found -0.7
    ");
    assert_snapshot!(no_plan(&["kappa", "--expected", "0.5", "--null", "0", "--prevalence", "0.3"]), @"
    exit 2
    --- stderr
    error: null kappa: expected a number between 0 and 1, the ends excluded, found 0
    ");
}

#[test]
fn a_plan_that_says_nothing_or_too_much_is_refused() {
    let kappas = ["kappa", "--expected", "0.7", "--null", "0.5"];
    let with = |words: &[&str]| no_plan(&[&kappas[..], words].concat());
    assert_snapshot!(with(&[]), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      <--rates <SHARE,SHARE>|--marginals <SHARES>|--prevalence <SHARE>>

    Usage: qualkit plan-sample kappa --expected <KAPPA> --null <KAPPA> <--rates <SHARE,SHARE>|--marginals <SHARES>|--prevalence <SHARE>>

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--rates", "0.3,0.3", "--prevalence", "0.3"]), @"
    exit 2
    --- stderr
    error: the argument '--rates <SHARE,SHARE>' cannot be used with '--prevalence <SHARE>'

    Usage: qualkit plan-sample kappa --expected <KAPPA> --null <KAPPA> <--rates <SHARE,SHARE>|--marginals <SHARES>|--prevalence <SHARE>>

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--rates", "0.3"]), @"
    exit 2
    --- stderr
    error: invalid value '0.3' for '--rates <SHARE,SHARE>': expected one proportion for each of two coders, for example 0.3,0.35

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--rates", "0.3,0.3", "--coders", "3"]), @"
    exit 2
    --- stderr
    error: the argument '--rates <SHARE,SHARE>' cannot be used with '--coders <CODERS>'

    Usage: qualkit plan-sample kappa --expected <KAPPA> --null <KAPPA> <--rates <SHARE,SHARE>|--marginals <SHARES>|--prevalence <SHARE>>

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--marginals", "0.2,0.3"]), @"
    exit 2
    --- stderr
    error: --marginals: the shares add up to 0.5, expected 1
    hint: of thirds make one a little larger, as in 0.3333,0.3333,0.3334
    ");
    assert_snapshot!(with(&["--marginals", "0.5,0.5", "--units", "100"]), @"
    exit 2
    --- stderr
    error: the argument '--marginals <SHARES>' cannot be used with '--units <UNITS>'

    Usage: qualkit plan-sample kappa --expected <KAPPA> --null <KAPPA> <--rates <SHARE,SHARE>|--marginals <SHARES>|--prevalence <SHARE>>

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--prevalence", "1.3"]), @"
    exit 2
    --- stderr
    error: invalid value '1.3' for '--prevalence <SHARE>': expected a proportion between 0 and 1, for example 0.3

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--prevalence", "0.3", "--coders", "1"]), @"
    exit 2
    --- stderr
    error: invalid value '1' for '--coders <CODERS>': 1 is not in 2..=100

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--prevalence", "0.3", "--power", "0.8", "--units", "100"]), @"
    exit 2
    --- stderr
    error: the argument '--power <PROBABILITY>' cannot be used with '--units <UNITS>'

    Usage: qualkit plan-sample kappa --expected <KAPPA> --null <KAPPA> --power <PROBABILITY> <--rates <SHARE,SHARE>|--marginals <SHARES>|--prevalence <SHARE>>

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--rates", "0.3,0.3", "--significance", "5"]), @"
    exit 2
    --- stderr
    error: invalid value '5' for '--significance <PROBABILITY>': expected a proportion between 0 and 0.5, for example 0.05

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--rates", "0.3,0.3", "--sides", "three"]), @"
    exit 2
    --- stderr
    error: invalid value 'three' for '--sides <SIDES>': expected one or two

    For more information, try '--help'.
    ");
    assert_snapshot!(no_plan(&["kappa", "--expected", "0.5", "--null", "0.5", "--rates", "0.3,0.3"]), @"
    exit 2
    --- stderr
    error: --expected and --null are both 0.5
    hint: the smaller their distance, the more units it takes to show it
    ");
    let near = ["kappa", "--expected", "0.5", "--null", "0.50000000001", "--prevalence", "0.3"];
    assert_snapshot!(no_plan(&near), @"
    exit 2
    --- stderr
    error: the plan takes more than 9007199254740992 units
    hint: the two values are too close to each other, or the share is too near 0 or 1
    ");
}

#[test]
fn an_interval_that_excludes_a_limit() {
    let words = ["plan-sample", "interval", "--expected", "0.6", "--lower", "0.4", "--prevalence", "0.3"];
    assert_snapshot!(run(&nowhere(), &words), @"
    exit 0
    --- stdout
    Units for an interval above 0.4 if kappa is 0.6

            By the  Expected  Lower  Upper
    Units  formula     kappa  limit  limit  Prevalence  Coders  Confidence
    ──────────────────────────────────────────────────────────────────────
       66    65.65       0.6    0.4                0.3       2        0.95

    qualkit agree --interval one-code makes this interval with --confidence 0.9.
    Intraclass kappa (Scott’s pi, Fleiss’ kappa) of one code that all coders apply equally often. n =
      χ² / Σ_j (P_j(κ) − P_j(limit))² / P_j(limit), the larger of two limits; χ² of one degree of
      freedom is exceeded with twice 1 − confidence for one limit, with 1 − confidence for two. Donner
      and Rotondi (2010), International Journal of Biostatistics 6:31.
    Checked for two coders and one limit against CIBinary of kappaSize 1.2 (R); two limits and more
      coders are not checked against another program.
    This is the interval if the sample shows exactly the expected kappa. In about half of all studies
      kappa comes out lower, and the interval reaches the limit: to exclude it with a known probability,
      use qualkit plan-sample kappa.
    The formula takes the prevalence as known. For two coders that hardly matters; for more coders of
      a code far from half of all units it promises too much: at a prevalence of .1 and kappa .6 against
      .4, three coders need 9 % more units than it says, five 26 %.
    Units are taken to be independent. Turns and sentences of one interview are not quite: take more
      of them, or units from more interviews.

    qualkit [version]
    ");
    let plan = &words[1..];
    let both = row(&[plan, &["--upper", "0.8"]].concat());
    assert!(both["units"].as_u64() > row(plan)["units"].as_u64() && both["upper"] == 0.8, "{both}");
}

#[test]
fn limits_on_the_wrong_side_are_refused() {
    let plan = ["interval", "--expected", "0.6", "--prevalence", "0.3", "--lower"];
    assert_snapshot!(no_plan(&[&plan[..], &["0.7"]].concat()), @"
    exit 2
    --- stderr
    error: lower limit of kappa: expected a number between 0 and 0.6, found 0.7
    ");
    assert_snapshot!(no_plan(&[&plan[..], &["0.4", "--upper", "0.6"]].concat()), @"
    exit 2
    --- stderr
    error: upper limit of kappa: expected a number between 0.6 and 1, the ends excluded, found 0.6
    ");
    assert_snapshot!(no_plan(&[&plan[..], &["0.4", "--confidence", "95"]].concat()), @"
    exit 2
    --- stderr
    error: invalid value '95' for '--confidence <CONFIDENCE>': expected a proportion from 0.5 to below 1, for example 0.95

    For more information, try '--help'.
    ");
}

#[test]
fn a_simulated_width_depends_on_the_seed_alone() {
    let words = ["plan-sample", "width", "--expected", "0.7", "--prevalence", "0.3", "--units", "50,200"];
    let words = [&words[..], &["--replications", "100", "--seed", "7"]].concat();
    assert_snapshot!(run(&nowhere(), &words), @"
    exit 0
    --- stdout
    Expected width of the interval of Cohen’s kappa by simulation

                    Error of
            Mean         the   Mean   Without  Without
    Units  width  simulation  value  interval    width  Replications
    ────────────────────────────────────────────────────────────────
       50  0.424      0.0084  0.697         0        0           100
      200  0.217      0.0018  0.697         0        0           100

    Simulated with seed 7: 2 coders; with probability 0.7 a unit is clear and all give it the same
      category, else each draws one; shares of the categories 0.3, 0.7.
    Interval: the measure’s own, at a level of 0.95. That of a kappa or alpha is not to be relied on
      where few units bear the code: it then covers the true value far less often than its level says,
      and its width promises too much. --interval goodness-of-fit or profile-likelihood is made for such
      codes.
    Mean width and mean value are over the replications that have an interval; the error is the
      standard error of that mean width. Replications in which nobody disagrees may have an interval
      without width, which says that they show no variation, not that there is none; they lower the
      mean. Real coders find some units harder than others in other ways than this model: the width is a
      plan, not a promise.
    Units are taken to be independent. Turns and sentences of one interview are not quite: take more
      of them, or units from more interviews.

    qualkit [version]
    ");
    let plan = |seed: &str| nowhere().ok(&[&words[..10], &[seed, "--format", "csv"]].concat());
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
}

#[test]
fn replications_without_an_interval_are_counted() {
    let plan = ["width", "--expected", "0.7", "--prevalence", "0.000001", "--units", "10", "--replications", "50"];
    let none = row(&plan);
    assert_eq!((&none["width"], &none["without_interval"]), (&serde_json::Value::Null, &50.into()));
    assert_eq!(none["width_undefined"], "no replication has an interval");
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let plan = ["width", "--expected", "0.7", "--units", "100"];
    let with = |words: &[&str]| no_plan(&[&plan[..], words].concat());
    assert_snapshot!(with(&["--prevalence", "0.3", "--measure", "kappa"]), @"
    exit 2
    --- stderr
    error: invalid value 'kappa' for '--measure <MEASURE>': 'kappa' names no measure of agreement

    For more information, try '--help'.
    ");
    assert_snapshot!(with(&["--prevalence", "0.3", "--measure", "cohen_kappa", "--coders", "3"]), @"
    exit 2
    --- stderr
    error: this measure compares exactly two coders, found 3
    ");
    assert_snapshot!(with(&["--prevalence", "0.3", "--interval", "goodness-of-fit", "--coders", "3"]), @"
    exit 2
    --- stderr
    error: --interval goodness-of-fit is for two coders, not 3
    hint: --interval profile-likelihood is for any number
    ");
    assert_snapshot!(with(&["--prevalence", "0.3", "--interval", "goodness-of-fit", "--measure", "gwet_ac"]), @"
    exit 2
    --- stderr
    error: this interval is for kappas and alpha, not for gwet_ac
    ");
    assert_snapshot!(with(&["--marginals", "0.3,0.3,0.4", "--interval", "profile-likelihood"]), @"
    exit 2
    --- stderr
    error: --interval profile-likelihood is for one code: --prevalence
    ");
    assert_snapshot!(with(&["--marginals", "0.3,0.3"]), @"
    exit 2
    --- stderr
    error: --marginals: the shares add up to 0.6, expected 1
    hint: of thirds make one a little larger, as in 0.3333,0.3333,0.3334
    ");
    assert_snapshot!(no_plan(&["width", "--expected", "1.7", "--units", "100", "--prevalence", "0.3"]), @"
    exit 2
    --- stderr
    error: invalid value '1.7' for '--expected <KAPPA>': expected a number from 0 to 1, for example 0.7

    For more information, try '--help'.
    ");
    assert_snapshot!(no_plan(&["width", "--expected", "0.7", "--units", "1", "--prevalence", "0.3"]), @"
    exit 2
    --- stderr
    error: invalid value '1' for '--units <UNITS>': 1 is not in 2..=100000

    For more information, try '--help'.
    ");
}

#[test]
fn a_rare_code_that_is_to_occur_often_enough() {
    let words = ["plan-sample", "rare", "--rate", "0.02", "--occurrences", "10"];
    assert_snapshot!(run(&nowhere(), &words), @"
    exit 0
    --- stdout
    Units in which a rare code occurs often enough

    Units  Rate  Occurrences  Probability
    ─────────────────────────────────────
      782  0.02           10         0.95

    The smallest n with P(X ≥ occurrences) ≥ probability, X binomial with n draws of the rate: a
      quantile of the negative binomial distribution, exact.
    The rate is taken as known. If it comes from a pilot, plan with the smallest rate that the pilot
      leaves open.
    Units are taken to be independent. Turns and sentences of one interview are not quite: take more
      of them, or units from more interviews.

    qualkit [version]
    ");
    // 0.98^149 = .0493
    assert_eq!(row(&["rare", "--rate", "0.02", "--occurrences", "1"])["units"], 149);
    assert_snapshot!(no_plan(&["rare", "--rate", "2", "--occurrences", "10"]), @"
    exit 2
    --- stderr
    error: invalid value '2' for '--rate <SHARE>': expected a proportion between 0 and 1, for example 0.3

    For more information, try '--help'.
    ");
    assert_snapshot!(no_plan(&["rare", "--rate", "0.02", "--occurrences", "0"]), @"
    exit 2
    --- stderr
    error: invalid value '0' for '--occurrences <OCCURRENCES>': 0 is not in 1..18446744073709551615

    For more information, try '--help'.
    ");
    assert_snapshot!(no_plan(&["rare", "--rate", "0.5", "--occurrences", "18446744073709551615"]), @"
    exit 2
    --- stderr
    error: more than 9007199254740992 units cannot be counted exactly
    ");
}

#[test]
fn the_sample_of_krippendorffs_table() {
    let words = ["plan-sample", "alpha", "--smallest", "0.8", "--share", "0.25"];
    assert_snapshot!(run(&nowhere(), &words), @"
    exit 0
    --- stdout
    Units at least for an alpha of 0.8

                              Share of
                                   the
                                 least
            By the  Smallest  frequent
    Units  formula     alpha  category  Significance
    ────────────────────────────────────────────────
      139   138.52       0.8      0.25          0.05

    n = 2z² ((1 + α)(3 − α) / (4 p(1 − p)(1 − α)) − α), α the smallest acceptable alpha, p the share
      of the least frequent category, z the normal quantile of 1 − significance. Krippendorff (2019),
      Content Analysis, 4th ed., § 12.4, after Bloch and Kraemer (1989), Biometrics 45:269–287, equation
      3.7.
    For two coders. Checked against what the ATLAS.ti manual prints from Krippendorff’s table for four
      codes at .05 (139 for .800, 81 for .667); other numbers are not checked against a printed table.
      The formula is for a code that applies or does not; among several categories p is the share of the
      rarest.
    Units are taken to be independent. Turns and sentences of one interview are not quite: take more
      of them, or units from more interviews.

    qualkit [version]
    ");
    assert_eq!(row(&["alpha", "--smallest", "0.667", "--share", "0.25"])["units"], 81);
    assert_snapshot!(no_plan(&["alpha", "--smallest", "1", "--share", "0.25"]), @"
    exit 2
    --- stderr
    error: invalid value '1' for '--smallest <ALPHA>': expected a proportion between 0 and 1, for example 0.3

    For more information, try '--help'.
    ");
    assert_snapshot!(no_plan(&["alpha", "--smallest", "0.8", "--share", "0.75"]), @"
    exit 2
    --- stderr
    error: --share is 0.75, and the least frequent category has at most 0.5
    hint: for V categories equally often used it is 1/V
    ");
}

#[test]
fn a_plan_is_printed_in_every_format() {
    let words = ["plan-sample", "rare", "--rate", "0.02", "--occurrences", "1", "--format"];
    let printed = |format: &str| nowhere().ok(&[&words[..], &[format]].concat());
    assert_eq!(printed("csv"), "units,rate,occurrences,probability\n149,0.02,1,0.95\n");
    assert!(printed("markdown").contains("| 149 | 0.02 | 1 | 0.95 |"));
    assert!(printed("latex").contains("149 & 0.02 & 1 & 0.95"));
}

#[test]
fn more_than_two_coders_are_told_what_their_own_interval_takes() {
    let sandbox = nowhere();
    let told = |verb: &str, limit: &str, coders: &str| {
        let shares = ["--expected", "0.6", limit, "0.4", "--prevalence", "0.3", "--coders", coders];
        let page = sandbox.ok(&[&["plan-sample", verb, "--format", "json"], &shares[..]].concat());
        page.contains("which assumes less than this formula and takes more units")
    };
    for (verb, limit) in [("kappa", "--null"), ("interval", "--lower")] {
        assert_eq!(["2", "3", "5"].map(|coders| told(verb, limit, coders)), [false, true, true], "{verb}");
    }
}
