//! `qualkit agree`: every option either does something or is refused by name.

use insta::assert_snapshot;
use qualkit_testkit::Sandbox;

use crate::garden::{coded, sources};

/// One table of each kind, with the words that say how it is read.
const TABLES: [(&str, &str, &[&str]); 6] = [
    ("wide.csv", "unit,a,b\n1,1,2\n2,2,2\n3,1,1\n4,1,1\n", &[]),
    ("long.csv", "unit,coder,code\n1,a,1\n1,b,2\n2,a,2\n2,b,2\n3,a,1\n3,b,1\n", &[]),
    ("confusion.csv", ",1,2\n1,10,2\n2,3,8\n", &["--layout", "confusion"]),
    ("counts.csv", "1,2\n2,0\n1,1\n0,2\n", &["--layout", "counts"]),
    ("sets.csv", "unit,a,b\n1,x;y,x\n2,x,x\n3,;,y\n", &["--sets"]),
    ("spans.csv", "coder,start,end,code\na,0,10,x\na,20,30,y\nb,0,12,x\nb,20,30,y\n", &[]),
];

const WIDE: &str = "wide.csv";
const LONG: &str = "long.csv";
const CONFUSION: &str = "confusion.csv";
const COUNTS: &str = "counts.csv";
const SETS: &str = "sets.csv";
const SPANS: &str = "spans.csv";

/// Options, and the tables for which they do something; everywhere else they are refused.
const HEEDED: [(&[&str], &[&str]); 42] = [
    (&["--level", "interval"], &[WIDE, LONG, CONFUSION, COUNTS]),
    (&["--level", "interval", "--measure", "percent_agreement"], &[]),
    (&["--level", "circular", "--circumference", "4"], &[WIDE, LONG, CONFUSION, COUNTS]),
    (&["--circumference", "4"], &[]),
    (&["--weights", "linear"], &[WIDE, LONG, CONFUSION, COUNTS]),
    (&["--weights", "linear", "--measure", "krippendorff_alpha"], &[]),
    (&["--complete"], &[WIDE, LONG, COUNTS, SETS]),
    (&["--by-category"], &[WIDE, LONG, CONFUSION, COUNTS, SETS, SPANS]),
    (&["--by-category", "--measure", "brennan_prediger"], &[SETS]),
    (&["--pairs"], &[WIDE, LONG, CONFUSION, SETS, SPANS]),
    (&["--diagnostics"], &[WIDE, LONG, CONFUSION, COUNTS, SETS, SPANS]),
    (&["--diagnostics", "--format", "csv"], &[]),
    (&["--interval", "analytic"], &[WIDE, LONG, CONFUSION, COUNTS, SETS]),
    (&["--confidence", "0.9", "--seed", "4"], &[WIDE, LONG, CONFUSION, COUNTS, SETS, SPANS]),
    (&["--level", "nominal", "--weights", "unweighted"], &[WIDE, LONG, CONFUSION, COUNTS, SETS, SPANS]),
    (
        &["--interval", "bca", "--resamples", "60", "--seed", "4", "--measure", "scott_pi"],
        &[WIDE, LONG, CONFUSION, COUNTS],
    ),
    (&["--resamples", "60"], &[]),
    (&["--set-distance", "jaccard"], &[SETS]),
    (&["--set-distance", "jaccard", "--measure", "dice_agreement"], &[]),
    (&["--dissimilarity", "3,1,1"], &[SPANS]),
    (&["--sampler", "statistical"], &[SPANS]),
    (&["--samples", "5"], &[SPANS]),
    (&["--precision", "0.05"], &[SPANS]),
    (&["--samples", "5", "--measure", "u_alpha"], &[]),
    (&["--at-least", "-1", "--on", "value"], &[WIDE, LONG, CONFUSION, COUNTS, SETS, SPANS]),
    (&["--on", "value"], &[]),
    (&["--segment-overlap", "0.7"], &[SPANS]),
    (&["--segment-overlap", "0.7", "--measure", "span_recall"], &[SPANS]),
    (&["--segment-overlap", "0.7", "--measure", "gamma"], &[]),
    (&["--as", "nvivo"], &[SPANS]),
    (&["--as", "nvivo", "--segment-overlap", "0.5"], &[]),
    (&["--as", "nvivo", "--measure", "gamma"], &[]),
    (&["--as", "nvivo", "--at-least", "0.5"], &[]),
    (&["--missing", "NA"], &[WIDE, LONG, CONFUSION, COUNTS, SETS]),
    (&["--interval", "bootstrap", "--resamples", "60"], &[WIDE, LONG, CONFUSION, COUNTS, SETS]),
    (&["--interval", "units-and-coders"], &[WIDE, LONG, CONFUSION, COUNTS]),
    (&["--interval", "one-code"], &[WIDE, LONG, CONFUSION, COUNTS]),
    (&["--coders", "a,b"], &[WIDE, LONG, SETS, SPANS]),
    (&["--length", "40"], &[SPANS]),
    (&["--start", "0"], &[SPANS]),
    (&["--overlap", "0.5"], &[]),
    (&["--unit", "turn"], &[]),
];

#[test]
fn an_option_does_something_or_is_refused_by_name() {
    let sandbox = tables();
    for (options, heeded) in HEEDED {
        for (name, _, layout) in TABLES {
            let done = sandbox.run(&[&["agree", name], layout, options].concat());
            let said = format!("{name} {options:?}: {}{}", done.stdout, done.stderr);
            if heeded.contains(&name) {
                assert_eq!(done.code, Some(0), "{said}");
            } else {
                let named = options.iter().any(|word| word.starts_with("--") && done.stderr.contains(word));
                assert!(done.code == Some(2) && named, "{said}");
            }
        }
    }
}

fn tables() -> Sandbox {
    let sandbox = sources();
    for (name, table, _) in TABLES {
        sandbox.write(name, table);
    }
    sandbox
}

#[test]
fn a_study_refuses_what_is_for_tables_and_what_its_codes_cannot_heed() {
    let sandbox = coded();
    let refused: [&[&str]; 9] = [
        &["--level", "ordinal"],
        &["--weights", "linear"],
        &["--complete"],
        &["--set-distance", "masi"],
        &["--sampler", "shuffle"],
        &["--on", "lower"],
        &["--unit", "turn", "--measure", "gamma"],
        &["--all-turns", "--as", "nvivo"],
        &["--measure", "dice_agreement"],
    ];
    for options in refused {
        let done = sandbox.run(&[&["agree", "garden"], options].concat());
        assert!(done.code == Some(2) && done.stderr.contains(options[0]), "{options:?}: {}", done.stderr);
    }
    for options in [&["--measure", "gamma", "--seed", "3"][..], &["--confidence", "0.9"], &["--as", "all"]] {
        sandbox.ok(&[&["agree", "garden"], options].concat());
    }
}

#[test]
fn a_measure_that_such_a_table_can_never_have_is_refused_with_those_it_can() {
    let sandbox = tables();
    let refused = |name: &str, measure: &str, layout: &[&str]| {
        sandbox.refused(&[&["agree", name, "--measure", measure], layout].concat())
    };
    let told = refused(SPANS, "cohen_kappa", &[]);
    assert!(told.contains("ratings of fixed units") && told.contains("what suits: u_alpha"), "{told}");
    assert!(refused(WIDE, "gamma", &[]).contains("segments of texts"));
    assert!(refused(WIDE, "dice_agreement", &[]).contains("sets of codes"));
    assert!(refused(COUNTS, "cohen_kappa", &["--layout", "counts"]).contains("which coder gave which rating"));
    assert!(refused(SETS, "cohen_kappa", &["--sets"]).contains("--by-category"));
    // 0/0 is an answer, and so is a measure of two coders where there happen to be three.
    sandbox.write("same.csv", "unit,a,b,c\n1,x,x,x\n2,x,x,x\n");
    let answer = sandbox.ok(&["agree", "same.csv", "--measure", "cohen_kappa,fleiss_kappa", "--format", "csv"]);
    assert!(answer.contains("found 3") && answer.contains("only one category was used"), "{answer}");
}

#[test]
fn an_option_refused_beside_other_programs_says_why() {
    let sandbox = tables();
    let refused = |option: &str| sandbox.refused(&["agree", SPANS, "--as", "all", option]);
    assert!(refused("--by-category").contains("every code by itself anyway"));
    assert!(refused("--pairs").contains("every pair anyway"));
    assert!(sandbox.refused(&["agree", SPANS, "--missing", "x"]).contains("missing ratings of units"));
}

#[test]
fn a_number_that_cannot_be_meant_is_refused_with_what_is_expected() {
    let sandbox = tables();
    for number in ["0", "-3", "nan", "inf"] {
        let words = ["agree", WIDE, "--level", "circular", "--circumference", number];
        assert!(sandbox.refused(&words).contains("expected a number above 0"), "{number}");
    }
    for number in ["nan", "inf", "much"] {
        let told = sandbox.refused(&["agree", WIDE, "--at-least", number]);
        assert!(told.contains("expected a number, for example 0.8"), "{number}: {told}");
    }
    for number in ["1.01", "80", "1e150"] {
        assert!(sandbox.refused(&["agree", WIDE, "--at-least", number]).contains("no agreement is more than 1"));
    }
}

#[test]
fn an_interval_that_has_another_name_elsewhere_is_pointed_out() {
    let sandbox = tables();
    for (measure, interval) in [("kalpha", "krippendorff"), ("unit", "bootstrap")] {
        let told = sandbox.refused(&["agree", WIDE, "--measure", &format!("krippendorff_alpha_{measure}_bootstrap")]);
        assert!(told.contains(&format!("--measure krippendorff_alpha --interval {interval}")), "{told}");
    }
}

#[test]
fn a_threshold_is_for_agreement_and_names_what_does_not_reach_it() {
    let sandbox = tables();
    for (table, measure) in [
        (SPANS, "pk_mean"),
        (SPANS, "window_diff_mean"),
        (SPANS, "gamma_best_alignment_disorder"),
        (WIDE, "bias_index"),
    ] {
        let told = sandbox.refused(&["agree", table, "--measure", measure, "--at-least", "0.1"]);
        assert!(told.contains(&format!("more of {measure} is not more agreement")), "{told}");
    }
    let missed = |words: &[&str]| {
        let done = sandbox.run(&[&["agree"], words, &["--at-least", "0.99"]].concat());
        assert_eq!(done.code, Some(1), "{}", done.stderr);
        done.stderr
    };
    assert!(missed(&[SPANS, "--measure", "span_f1"]).contains("span_f1 (exact) is 0.500, less than 0.99"));
    let told = missed(&[WIDE, "--measure", "specific_agreement"]);
    assert!(told.contains("specific_agreement of '1' is 0.800, less than 0.99"), "{told}");
    // Errors are not judged where all measures are asked for: here they are 0, the best there is.
    sandbox.write("same.csv", "coder,start,end,code\na,0,10,x\na,20,30,y\nb,0,10,x\nb,20,30,y\n");
    let told = sandbox.run(&["agree", "same.csv", "--measure", "all", "--at-least", "0.99"]).stderr;
    assert!(!told.contains("pk_mean") && !told.contains("disorder"), "{told}");
}

#[test]
fn several_measures_and_missing_cells_may_follow_one_option_and_never_take_the_table() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    sandbox.write("table.csv", "unit,a,b,c\n1,x,x,y\n2,y,NA,-99\n3,x,x,x\n4,y,y,y\n5,x,y,x\n");
    sandbox.write("other.csv", "unit,a,b\n1,x,x\n");
    let told = |words: &str| sandbox.ok(&["agree"].into_iter().chain(words.split(' ')).collect::<Vec<_>>());
    let apart = told("table.csv --missing NA --missing -99 --measure percent_agreement,fleiss_kappa");
    for words in [
        "table.csv --missing NA -99 --measure percent_agreement fleiss_kappa",
        "--missing NA -99 table.csv --measure percent_agreement fleiss_kappa",
        "--missing NA -99 --measure percent_agreement fleiss_kappa table.csv",
        "--missing=NA -99 --measure=percent_agreement fleiss_kappa -- table.csv",
    ] {
        assert_eq!(told(words), apart, "{words}");
    }
    assert_eq!(told("--missing NA table.csv"), told("table.csv --missing NA"));
    assert_eq!(told("--measure fleiss_kappa table.csv"), told("table.csv --measure fleiss_kappa"));
    let refused = |words: &str| sandbox.refused(&["agree"].into_iter().chain(words.split(' ')).collect::<Vec<_>>());
    // A file is no missing cell unless it is tied to the option.
    for words in ["table.csv --missing NA other.csv", "--missing NA other.csv table.csv", "table.csv other.csv"] {
        assert!(refused(words).contains("unexpected argument"), "{words}");
    }
    told("table.csv --missing NA --missing=other.csv");
    assert!(
        refused("table.csv --measure fleiss_kappa kripendorff_alpha").contains("did you mean 'krippendorff_alpha'")
    );
    assert!(refused("--missing NA gone.csv").contains("no table and no study 'gone.csv'"));
    assert!(refused("--measure lotus this --missing that other").contains("which word names the table"));
}

#[test]
fn coders_may_be_taken_for_a_sample_of_coders() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    // Randolph (2005), p. 17: SE² is 1/27 of units and 1/9 of coders.
    sandbox.write("table.csv", "a,b,c\n1,1,1\n1,1,0\n0,0,1\n0,0,0\n");
    let measures = ["--measure", "percent_agreement", "krippendorff_alpha", "lotus"];
    let asked = [&["agree", "table.csv", "--interval", "units-and-coders"], &measures[..]].concat();
    assert_snapshot!(sandbox.ok(&asked), @"
    Agreement

    Measure             Coders     Value     Low   High  Observed  Expected     SE  Units
    ─────────────────────────────────────────────────────────────────────────────────────
    percent_agreement   a – b – c  0.667  -0.558  1.000     0.667     0.000  0.385      4
    krippendorff_alpha  a – b – c  0.389  -1.835  1.000     0.667     0.455  0.699      4
    lotus               a – b – c  0.833   0.221  1.000     0.833     0.000  0.192      4

    Layout wide: 4 units, 3 coders, 2 categories; of the ratings none is missing.
    The lower end of percent_agreement lies below 0, where no share can be: such intervals are cut at
      1 only, as in irrCAC; those from resamples stay inside.
    Intervals: percent_agreement, krippendorff_alpha, lotus (95 %, t with 3 degrees of freedom,
      standard error for units and coders by Gwet (2008), upper end cut at 1).
    What each measure takes for chance, and every formula: docs/agreement.md.

    qualkit 0.1.0
    ");
    let two = ["agree", "table.csv", "--interval", "units-and-coders", "--coders", "a,b", "--measure", "gwet_ac"];
    assert_snapshot!(sandbox.ok(&two), @"
    Agreement

    Measure  Coders  Value  Low  High  Observed  Expected  SE  Units
    ────────────────────────────────────────────────────────────────
    gwet_ac  a – b   1.000  (1)           1.000     0.500          4

    Layout wide: 4 units, 2 coders, 2 categories; of the ratings none is missing.
    (1) No interval: two coders do not show how much coders differ; three or more do.
    What each measure takes for chance, and every formula: docs/agreement.md.

    qualkit 0.1.0
    ");
}

#[test]
fn finns_levels_are_the_steps_of_the_scale_whatever_they_are_called() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    let told = |table: &str, options: &[&str]| {
        sandbox.write("table.csv", table);
        let told = sandbox.ok(&[&["agree", "table.csv", "--measure", "finn_twoway"], options].concat());
        told.lines().find(|line| line.starts_with("finn_twoway")).unwrap_or_default().to_owned()
    };
    let whole = told("unit,a,b\n1,1,1\n2,2,2\n3,3,4\n4,4,4\n", &[]);
    assert_eq!(told("unit,a,b\n1,0.1,0.1\n2,0.2,0.2\n3,0.3,0.4\n4,0.4,0.4\n", &[]), whole);
    let gap = "unit,a,b\n1,1,1\n2,2,2\n3,2,4\n4,4,4\n";
    assert!(!told(gap, &[]).contains("0."), "{}", told(gap, &[]));
    assert!(told(gap, &["--categories", "1,2,3,4"]).contains("0."));
}

#[test]
fn codings_whose_code_the_codebook_does_not_have_are_told_as_not_compared() {
    let study = coded();
    study.ok(&["done", "garden", "P01", "--coder", "ben"]);
    let words = ["agree", "garden", "--coders", "ana,ben"];
    assert_eq!(study.run(&words).stderr, "");
    let codings = study.read("garden/codings/ana/P01.csv");
    study.write("garden/codings/ana/P01.csv", codings.replacen(",lost,", ",gone,", 1));
    let told = study.run(&words).stderr;
    assert!(told.contains("are not compared: 'gone' (1); qualkit check says where"), "{told}");
}

#[test]
fn what_cannot_be_found_is_told_with_the_tables_that_are_there() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    assert!(sandbox.refused(&["agree", "gone"]).contains("hint: a table is a CSV file; a study is a folder"));
    for name in ["a", "b", "c", "d", "e", "f", "g"] {
        sandbox.write(&format!("tables/{name}1.csv"), "unit,a,b\n1,x,x\n");
    }
    let told = sandbox.refused(&["agree", "tables/somewhere"]);
    assert!(told.contains("tables there: 'tables/a1.csv', ") && told.contains("'tables/e1.csv' and 2 more"), "{told}");
    assert!(sandbox.refused(&["agree", "nowhere/a1.csv"]).contains("there is no folder 'nowhere' either"));
}

#[test]
fn pairs_of_whom_neither_marked_anything_are_told_where_f_leaves_them_out() {
    let study = coded();
    study.ok(&["coder", "add", "garden", "cleo"]);
    study.ok(&["coder", "add", "garden", "dora"]);
    for coder in ["ana", "ben", "cleo", "dora"] {
        study.ok(&["done", "garden", "P01", "--coder", coder]);
    }
    let told = study.ok(&["agree", "garden", "--measure", "span_f1"]);
    assert!(told.contains("have no F and are left out: 3 of 6 from span_f1 in"), "{told}");
    assert!(!study.ok(&["agree", "garden", "--measure", "span_f1", "--coders", "ana,ben"]).contains("have no F"));
}

#[test]
fn how_much_of_two_segments_must_be_common_can_be_chosen_for_spans_and_studies() {
    let sandbox = tables();
    let told = |options: &[&str]| {
        let found =
            sandbox.ok(&[&["agree", SPANS, "--measure", "span_precision,span_f1", "--pairs"], options].concat());
        found.lines().filter(|line| line.starts_with("span_")).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(told(&["--segment-overlap", "0.85"]), @"
    span_precision  exact       a – b   0.500  (1)                                    4
    span_precision  overlap     a – b   1.000  (1)                                    4
    span_precision  iou>=0.85   a – b   0.500  (1)                                    4
    span_precision  characters  a – b   0.909  (1)                                    4
    span_f1         exact       a – b   0.500  (1)                                    4
    span_f1         overlap     a – b   1.000  (1)                                    4
    span_f1         iou>=0.85   a – b   0.500  (1)                                    4
    span_f1         characters  a – b   0.952  (1)                                    4
    span_precision  exact       b – a   0.500  (1)                                    4
    span_precision  overlap     b – a   1.000  (1)                                    4
    span_precision  iou>=0.85   b – a   0.500  (1)                                    4
    span_precision  characters  b – a   1.000  (1)                                    4
    span_precision and span_recall take the first coder of a row as the reference: precision is the
    ");
    for share in ["0", "-0.5", "1.01", "nan", "half"] {
        let told = sandbox.refused(&["agree", SPANS, "--measure", "span_f1", "--segment-overlap", share]);
        assert!(told.contains("--segment-overlap") && told.contains("a share above 0 and at most 1"), "{told}");
    }
    let study = coded();
    for coder in ["ana", "ben"] {
        study.ok(&["done", "garden", "P01", "--coder", coder]);
    }
    let measured = ["agree", "garden", "--measure", "span_precision,span_recall,span_f1", "--segment-overlap", "0.7"];
    let told = study.ok(&measured);
    assert!(told.contains("iou>=0.7") && told.contains("characters"), "{told}");
    assert!(told.contains("take the first coder of a row as the reference"), "{told}");
}

#[test]
fn a_table_that_is_not_there_is_told_with_the_one_that_may_be_meant() {
    let sandbox = tables();
    let told = sandbox.refused(&["agree", "confusoin.csv"]);
    assert!(told.contains("no table and no study 'confusoin.csv'"), "{told}");
    assert!(told.contains("did you mean 'confusion.csv'?"), "{told}");
    assert!(!sandbox.refused(&["agree", "nowhere/at-all.csv"]).contains("did you mean"));
    // An ending that all tables share is no likeness.
    assert!(!sandbox.refused(&["agree", "conditions.csv"]).contains("did you mean"));
    assert!(sandbox.refused(&["agree", "confusion"]).contains("did you mean 'confusion.csv'?"));
}
