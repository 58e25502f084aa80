//! `qualkit agree`

use insta::assert_snapshot;
use qualkit_testkit::Sandbox;

use crate::garden::{coded, run, sources};

/// Cohen (1960), p. 45.
const COHEN: &str = ",a,b,c\na,88,14,18\nb,10,40,10\nc,2,6,12\n";

/// Krippendorff (2011), section C: four observers, twelve units, missing ratings.
const OBSERVERS: &str = "\
unit,A,B,C,D
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,3,,
";

/// A sandbox with a table of ratings, `table.csv`.
pub fn with(table: &str) -> Sandbox {
    let sandbox = sources();
    sandbox.write("table.csv", table);
    sandbox
}

fn json(sandbox: &Sandbox, words: &[&str]) -> serde_json::Value {
    let words = [&["agree"], words, &["--format", "json"]].concat();
    serde_json::from_str(&sandbox.ok(&words)).unwrap()
}

/// Value, low and high of a statistic, rounded as papers print them.
fn printed(answers: &serde_json::Value, measure: &str, category: Option<&str>) -> String {
    let estimates = answers["estimates"].as_array().unwrap();
    let found = estimates.iter().find(|one| one["measure"] == measure && one["category"].as_str() == category).unwrap();
    found["value"].as_f64().map_or_else(|| found["undefined"].to_string(), |value| format!("{value:.3}"))
}

#[test]
fn a_table_is_answered_with_what_most_reports_need() {
    assert_snapshot!(run(&with(COHEN), &["agree", "table.csv", "--layout", "confusion"]), @"
    exit 0
    --- stdout
    Agreement

    Measure             Coders          Value    Low   High  Observed  Expected     SE  Units
    ─────────────────────────────────────────────────────────────────────────────────────────
    percent_agreement   rows – columns  0.700  0.636  0.764     0.700     0.000  0.032    200
    cohen_kappa         rows – columns  0.492  0.392  0.591     0.700     0.410  0.051    200
    fleiss_kappa        rows – columns  0.487  0.384  0.591     0.700     0.415  0.052    200
    gwet_ac             rows – columns  0.576  0.481  0.671     0.700     0.292  0.048    200
    krippendorff_alpha  rows – columns  0.488  0.385  0.592     0.700     0.414  0.052    200

    Layout confusion: 200 units, 2 coders, 3 categories; of the ratings none is missing.
    Intervals: percent_agreement, fleiss_kappa, gwet_ac, krippendorff_alpha (95 %, t with 199 degrees
      of freedom, linearised standard error by Gwet (2014), upper end cut at 1); cohen_kappa (95 %,
      normal, standard error by Fleiss, Cohen and Everitt (1969), upper end cut at 1).
    What each measure takes for chance, and every formula: docs/agreement.md.

    qualkit [version]
    ");
}

#[test]
fn published_values_come_out_by_name() {
    let sandbox = with(OBSERVERS);
    let alpha = |level: &str| {
        let answers = json(&sandbox, &["table.csv", "--measure", "krippendorff_alpha", "--level", level]);
        printed(&answers, "krippendorff_alpha", None)
    };
    assert_eq!(["nominal", "ordinal", "interval", "ratio"].map(alpha), ["0.743", "0.815", "0.849", "0.797"]);
    let kappa = json(&with(COHEN), &["table.csv", "--layout", "confusion", "--measure", "cohen_kappa"]);
    assert_eq!(printed(&kappa, "cohen_kappa", None), "0.492");
}

#[test]
fn json_is_one_documented_object() {
    assert_snapshot!(
        sandbox_json(&with("unit,a,b\n1,x,x\n2,x,y\n3,y,y\n4,,y\n"), &["--measure", "cohen_kappa,gwet_ac"]), @r#"
    {
      "qualkit": "0.1.0",
      "kind": "agreement",
      "layout": "wide",
      "units": 4,
      "coders": [
        "a",
        "b"
      ],
      "level": "nominal",
      "missing_cells": 1,
      "estimates": [
        {
          "measure": "cohen_kappa",
          "weights": "unweighted",
          "level": null,
          "category": null,
          "coders": [
            "a",
            "b"
          ],
          "value": 0.4,
          "observed": 0.666666666666667,
          "expected": 0.444444444444444,
          "standard_error": 0.391918358845308,
          "interval": {
            "level": 0.95,
            "low": -0.368145868216849,
            "high": 1.0,
            "method": "normal, standard error by Fleiss, Cohen and Everitt (1969), upper end cut at 1"
          },
          "p_value": 0.153717082963698,
          "units": 3,
          "missing_cells": 1,
          "undefined": null
        },
        {
          "measure": "gwet_ac",
          "weights": "unweighted",
          "level": null,
          "category": null,
          "coders": [
            "a",
            "b"
          ],
          "value": 0.372549019607843,
          "observed": 0.666666666666667,
          "expected": 0.46875,
          "standard_error": 0.60582040534651,
          "interval": {
            "level": 0.95,
            "low": -1.55544189105264,
            "high": 1.0,
            "method": "t with 3 degrees of freedom, linearised standard error by Gwet (2014), upper end cut at 1"
          },
          "p_value": 0.291043665061782,
          "units": 3,
          "missing_cells": 1,
          "undefined": null
        }
      ],
      "notes": [],
      "diagnostics": {}
    }
    "#);
    assert_snapshot!(sandbox_json(&with("unit,a,b\n1,x,x\n2,x,x\n"), &["--measure", "cohen_kappa"]), @r#"
    {
      "qualkit": "0.1.0",
      "kind": "agreement",
      "layout": "wide",
      "units": 2,
      "coders": [
        "a",
        "b"
      ],
      "level": "nominal",
      "missing_cells": 0,
      "estimates": [
        {
          "measure": "cohen_kappa",
          "weights": "unweighted",
          "level": null,
          "category": null,
          "coders": [
            "a",
            "b"
          ],
          "value": null,
          "observed": 1.0,
          "expected": 1.0,
          "standard_error": null,
          "interval": null,
          "p_value": null,
          "units": null,
          "missing_cells": null,
          "undefined": "only one category was used, so agreement beyond chance cannot be judged"
        }
      ],
      "notes": [],
      "diagnostics": {}
    }
    "#);
}

fn sandbox_json(sandbox: &Sandbox, words: &[&str]) -> String {
    sandbox.ok(&[&["agree", "table.csv", "--format", "json"], words].concat())
}

#[test]
fn every_layout_of_the_same_ratings_gives_the_same_kappa() {
    let long = "coder,unit,code\na,1,x\nb,1,x\na,2,x\nb,2,y\na,3,y\nb,3,y\n";
    let wide = "unit,a,b\n1,x,x\n2,x,y\n3,y,y\n";
    let values = [long, wide].map(|table| printed(&json(&with(table), &["table.csv"]), "cohen_kappa", None));
    let confusion = json(&with(",x,y\nx,1,1\ny,0,1\n"), &["table.csv", "--layout", "confusion"]);
    assert_eq!(values, ["0.400", "0.400"]);
    assert_eq!(printed(&confusion, "cohen_kappa", None), "0.400");
    let counts = json(&with("x,y\n2,0\n1,1\n0,2\n"), &["table.csv", "--layout", "counts"]);
    assert_eq!(printed(&counts, "fleiss_kappa", None), "0.333");
}

#[test]
fn spans_and_sets_have_measures_of_their_own() {
    let spans = "coder,start,end,code\na,0,10,x\na,20,30,y\nb,0,10,x\nb,20,30,y\n";
    let answers = json(&with(spans), &["table.csv", "--length", "40", "--seed", "3"]);
    assert_eq!(answers["layout"], "spans");
    assert_eq!(answers["seed"], 3);
    let values = ["u_alpha", "bar_u_alpha", "cu_alpha", "gamma", "span_f1"].map(|name| printed(&answers, name, None));
    assert_eq!(values, ["1.000"; 5]);
    let sets = "unit,a,b\n1,x;y,x\n2,x,x\n3,;,y\n";
    let answers = json(&with(sets), &["table.csv", "--sets", "--by-category"]);
    assert_eq!(printed(&answers, "dice_agreement_coded", None), "0.556");
    assert_eq!(printed(&answers, "percent_agreement", Some("x")), "1.000");
}

#[test]
fn other_programs_are_quoted_with_their_rules() {
    let spans = "coder,start,end,code\na,0,50,x\na,100,150,x\na,300,350,x\nb,0,50,x\nb,110,160,x\nb,600,650,x\n";
    let words = ["agree", "table.csv", "--length", "1000", "--as", "nvivo,qualcoder,maxqda"];
    assert_snapshot!(run(&with(spans), &words), @"
    exit 0
    --- stdout
    Programs side by side, code by code

                  NVivo    MAXQDA  QualCoder    Percent  Cohen’s         Gwet’s
    Code  Coders  kappa  segments    “kappa”  agreement    kappa  Alpha      AC
    ───────────────────────────────────────────────────────────────────────────
    x     a – b   0.529     0.333      0.404      0.880    0.529  0.530   0.839

    NVivo kappa: character_kappa_nvivo_weighted_mean; MAXQDA segments: segments_maxqda; QualCoder
      “kappa”: kappa_qualcoder; the last four are ours, every character a unit.
    All texts together; each rule, and everything else the programs say, in the table below.

    What programs say of these codings

                                                      Code
                                                      or
    Program    Statistic                              domain  Text        Coders  Value  Units
    ──────────────────────────────────────────────────────────────────────────────────────────
    NVivo      percent_agreement_nvivo                x       (the text)  a – b   0.880  1,000
    NVivo      character_kappa_nvivo                  x       (the text)  a – b   0.529  1,000
    NVivo      percent_agreement_nvivo_mean           x       (all)       a – b   0.880  1,000
    NVivo      percent_agreement_nvivo_weighted_mean  x       (all)       a – b   0.880  1,000
    NVivo      character_kappa_nvivo_mean             x       (all)       a – b   0.529  1,000
    NVivo      character_kappa_nvivo_weighted_mean    x       (all)       a – b   0.529  1,000
    NVivo      percent_agreement_nvivo_mean           (all)   (all)       a – b   0.880  1,000
    NVivo      percent_agreement_nvivo_weighted_mean  (all)   (all)       a – b   0.880  1,000
    NVivo      character_kappa_nvivo_mean             (all)   (all)       a – b   0.529  1,000
    NVivo      character_kappa_nvivo_weighted_mean    (all)   (all)       a – b   0.529  1,000
    QualCoder  agreement_qualcoder                    x       (all)       a – b   0.880  1,000
    QualCoder  dual_coded_qualcoder                   x       (all)       a – b   0.090  1,000
    QualCoder  uncoded_qualcoder                      x       (all)       a – b   0.790  1,000
    QualCoder  disagreement_qualcoder                 x       (all)       a – b   0.120  1,000
    QualCoder  agree_coded_only_qualcoder             x       (all)       a – b   0.429    210
    QualCoder  kappa_qualcoder                        x       (all)       a – b   0.404    210
    MAXQDA     document_presence_maxqda               (all)   (the text)  a – b   1.000      1
    MAXQDA     document_presence_used_maxqda          (all)   (the text)  a – b   1.000      1
    MAXQDA     document_frequency_maxqda              (all)   (the text)  a – b   1.000      1
    MAXQDA     document_presence_maxqda               (all)   (all)       a – b   1.000      1
    MAXQDA     document_presence_used_maxqda          (all)   (all)       a – b   1.000      1
    MAXQDA     document_frequency_maxqda              (all)   (all)       a – b   1.000      1
    MAXQDA     segments_maxqda                        x       (the text)  a – b   0.333      6
    MAXQDA     segments_maxqda                        x       (all)       a – b   0.333      6
    MAXQDA     segments_maxqda                        (all)   (all)       a – b   0.333      6
    MAXQDA     segment_kappa_maxqda                   (all)   (all)       a – b       –      6
    qualkit    percent_agreement                      x       (all)       a – b   0.880  1,000
    qualkit    cohen_kappa                            x       (all)       a – b   0.529  1,000
    qualkit    krippendorff_alpha                     x       (all)       a – b   0.530  1,000
    qualkit    gwet_ac                                x       (all)       a – b   0.839  1,000
    qualkit    brennan_prediger                       x       (all)       a – b   0.760  1,000

    percent_agreement_nvivo — NVivo: unit: each character of a text, for one code and one text;
      agreement: both coders marked the character, or neither did; chance: not taken off; uncoded text:
      counts as agreement.
    character_kappa_nvivo — NVivo: unit: each character of a text, for one code and one text;
      agreement: both coders marked the character, or neither did; chance: Cohen's, from how much each
      coder marked; 1 where the two agree on every character, also where it is 0/0; uncoded text: counts
      as agreement.
    percent_agreement_nvivo_mean — NVivo: unit: each character of a text, for one code and one text;
      agreement: both coders marked the character, or neither did; mean of the values, each weighing the
      same; chance: not taken off; uncoded text: counts as agreement (NVivo gives values for each code
      and text only; its help leaves the mean to a spreadsheet).
    percent_agreement_nvivo_weighted_mean — NVivo: unit: each character of a text, for one code and
      one text; agreement: both coders marked the character, or neither did; mean of the values, each
      weighing as its text is long; chance: not taken off; uncoded text: counts as agreement (NVivo
      gives values for each code and text only; its help leaves the mean to a spreadsheet).
    character_kappa_nvivo_mean — NVivo: unit: each character of a text, for one code and one text;
      agreement: both coders marked the character, or neither did; mean of the values, each weighing the
      same; chance: Cohen's, from how much each coder marked; 1 where the two agree on every character,
      also where it is 0/0; uncoded text: counts as agreement (NVivo gives values for each code and text
      only; its help leaves the mean to a spreadsheet).
    character_kappa_nvivo_weighted_mean — NVivo: unit: each character of a text, for one code and one
      text; agreement: both coders marked the character, or neither did; mean of the values, each
      weighing as its text is long; chance: Cohen's, from how much each coder marked; 1 where the two
      agree on every character, also where it is 0/0; uncoded text: counts as agreement (NVivo gives
      values for each code and text only; its help leaves the mean to a spreadsheet).
    agreement_qualcoder, disagreement_qualcoder — QualCoder: unit: each character of all texts
      together; agreement: both coders marked the character; chance: not taken off; uncoded text: counts
      as agreement (segments are counted, not coders: two segments of one coder on the same character
      count as if both coders had marked it, and three or more as nothing).
    dual_coded_qualcoder — QualCoder: unit: each character of all texts together; agreement: both
      coders marked the character; chance: not taken off; uncoded text: counts as disagreement (segments
      are counted, not coders: two segments of one coder on the same character count as if both coders
      had marked it, and three or more as nothing).
    uncoded_qualcoder — QualCoder: unit: each character of all texts together; agreement: both coders
      marked the character; chance: not taken off; uncoded text: is what is counted (segments are
      counted, not coders: two segments of one coder on the same character count as if both coders had
      marked it, and three or more as nothing).
    agree_coded_only_qualcoder — QualCoder: unit: each character of all texts together that is marked;
      agreement: both coders marked the character; chance: not taken off; uncoded text: is left out
      (segments are counted, not coders: two segments of one coder on the same character count as if
      both coders had marked it, and three or more as nothing).
    kappa_qualcoder — QualCoder: unit: each character of all texts together that is marked; agreement:
      both coders marked the character; chance: P_e = P_yes × P_no, where Cohen's would be the sum, so
      that it is at most 1/16; uncoded text: is left out (named kappa, and not Cohen's: close to the
      share of the marked characters that both marked).
    document_presence_maxqda — MAXQDA: unit: a code in a text; agreement: both coders used the code in
      the text, or neither did; chance: not taken off; uncoded text: a code neither used counts as
      agreement.
    document_presence_used_maxqda — MAXQDA: unit: a code in a text; agreement: both coders used the
      code in the text; chance: not taken off; uncoded text: a code neither used in the text is left
      out.
    document_frequency_maxqda — MAXQDA: unit: a code in a text; agreement: both coders used the code
      in the text equally often; chance: not taken off; uncoded text: a code neither used counts as
      agreement.
    segments_maxqda — MAXQDA: unit: each segment of the one coder and of the other; agreement: the
      other has a segment with the same code that covers at least 90 % of it; chance: not taken off;
      uncoded text: is left out (of what the overlap is the share is not documented where we could read
      it: here of the segment that is looked up).
    segment_kappa_maxqda — MAXQDA: unit: each segment of the one coder and of the other; agreement:
      the other has a segment with the same code that covers at least 90 % of it; chance: Brennan and
      Prediger's, 1 / number of codes in the run: codes that nobody used raise kappa; uncoded text: is
      left out (its variant for several codes on a segment, 1 / (number of codes + 1)², could not be
      checked; of what the overlap is the share is not documented where we could read it: here of the
      segment looked up).
    its own coefficients — qualkit: unit: every character; agreement: both coded it or neither;
      chance: as defined in docs/agreement.md; uncoded text: agreement that the code is absent.
    No intervals: other programs print none, and of ours, the characters of a passage are not
      independent of each other, so none is made of them.
    –: undefined, as only one category was used, so agreement beyond chance cannot be judged.

    qualkit [version]
    ");
}

#[test]
fn what_is_no_table_of_ratings_is_refused_with_its_place() {
    let refused = |sandbox: &Sandbox, words: &[&str]| {
        let told = run(sandbox, words);
        assert!(told.starts_with("exit 2\n"), "{told}");
        told
    };
    let refusal = |table: &str, words: &[&str]| refused(&with(table), &[&["agree", "table.csv"], words].concat());
    assert_snapshot!(refusal("unit,a\n1,x\n2,y\n", &[]), @"
    exit 2
    --- stderr
    error: table.csv: the table has one coder, expected at least two coders
    ");
    assert_snapshot!(refusal("unit,a,b\n", &[]), @"
    exit 2
    --- stderr
    error: table.csv: the table has a header and no row, expected units
    ");
    assert_snapshot!(refusal("unit,a,b\n1,,\n2,,\n", &[]), @"
    exit 2
    --- stderr
    error: table.csv: the table has missing cells only, expected ratings
    ");
    assert_snapshot!(refusal("unit,coder,code\n1,a,x\n1,a,y\n", &[]), @"
    exit 2
    --- stderr
    error: table.csv: line 3: 'a' has rated the unit '1' already, on line 2
    ");
    assert_snapshot!(refusal("unit,a,b\n1,low,high\n", &["--level", "ordinal"]), @"
    exit 2
    --- stderr
    error: table.csv: line 2, column 'a': the category 'low' is not a number, so the order of the categories must be given
    hint: --categories low,middle,high gives the order
    ");
    assert_snapshot!(refusal("x,y\n1,-1\n0,2\n", &["--layout", "counts"]), @"
    exit 2
    --- stderr
    error: table.csv: line 2, column 'y': expected a count, 0 or more, found '-1'
    ");
    assert_snapshot!(refusal("coder,start,end,code\na,5,5,x\nb,1,2,x\n", &[]), @"
    exit 2
    --- stderr
    error: table.csv: line 2, column 'end': expected an end after the start, 5, found '5'
    ");
    assert_snapshot!(refusal("unit,a,b\n1,x,y\n", &["--measure", "cohen_kapa"]), @"
    exit 2
    --- stderr
    error: --measure: 'cohen_kapa' is no statistic, did you mean 'cohen_kappa'?
    hint: docs/agreement.md lists all; 'all' asks for all that suit
    ");
    let sandbox = with("unit,a,b\n1,x,y\n2,y,y\n");
    sandbox.write("weights.csv", ",x,y\nx,1,0.5\ny,0.4,1\n");
    assert_snapshot!(refused(&sandbox, &["agree", "table.csv", "--weights", "weights.csv"]), @"
    exit 2
    --- stderr
    error: weights.csv: line 3, column 'x': the weight is 0.4, and 0.5 with row and column exchanged
    hint: weights are a square table with the categories as its header and as its first column, here ,x,y; 1 where row and column are the same, and the same number with both exchanged
    ");
    assert_snapshot!(refused(&sandbox, &["agree", "table.csv", "--interval", "cluster-bootstrap"]), @"
    exit 2
    --- stderr
    error: --interval cluster-bootstrap needs clusters
    hint: --cluster COLUMN names them
    ");
    assert_snapshot!(refused(&sandbox, &["agree", "table.csv", "--unit", "turn"]), @"
    exit 2
    --- stderr
    error: --unit is for studies, and 'table.csv' is no folder
    ");
}

#[test]
fn labels_that_look_like_nothing_are_labels() {
    let answers = json(&with("unit,a,b\n1,nan,nan\n2,\"x, y\",nan\n3,\"x, y\",\"x, y\"\n"), &["table.csv"]);
    assert_eq!(printed(&answers, "cohen_kappa", None), "0.400");
    let answers = json(&with("unit,a,b\n1,NA,x\n2,x,x\n3,y,y\n"), &["table.csv", "--missing", "NA"]);
    assert_eq!(answers["missing_cells"], 1);
    // A spreadsheet writes -99.0 in a column with missing cells.
    let answers = json(&with("unit,a,b\n1,1,1\n2,2,2\n3,-99.0,2\n4,1,2\n"), &["table.csv", "--missing", "-99"]);
    assert_eq!(answers["missing_cells"], 1);
}

#[test]
fn a_whole_turn_of_the_circle_is_no_distance() {
    let table = with("unit,a,b\n1,0,360\n2,360,0\n3,0,0\n4,360,360\n");
    let words = ["table.csv", "--level", "circular", "--circumference", "360", "--measure", "krippendorff_alpha"];
    assert!(json(&table, &words)["estimates"][0]["undefined"].is_string());
}

#[test]
fn a_threshold_on_the_lower_end_heeds_the_uncertainty() {
    let sandbox = with(COHEN);
    let table = ["agree", "table.csv", "--layout", "confusion", "--at-least", "0.45"];
    assert_eq!(sandbox.run(&table).code, Some(0));
    let lower = sandbox.run(&[&table[..], &["--on", "lower"]].concat());
    assert_eq!(lower.code, Some(1));
    assert!(lower.stderr.contains("cohen_kappa is 0.3"), "{}", lower.stderr);
}

#[test]
fn the_same_seed_gives_the_same_interval() {
    let sandbox = with(OBSERVERS);
    let words = ["agree", "table.csv", "--measure", "krippendorff_alpha", "--interval", "bca", "--resamples", "500"];
    let seeded = |seed| sandbox.ok(&[&words[..], &["--seed", seed, "--format", "csv"]].concat());
    assert_eq!(seeded("7"), seeded("7"));
    assert_ne!(seeded("7"), seeded("8"));
}

#[test]
fn a_study_without_units_to_judge_has_the_reason_for_every_code_and_for_all() {
    let sandbox = coded();
    let printed = run(&sandbox, &["agree", "garden", "--measure", "percent_agreement", "--format", "csv"]);
    assert_snapshot!(printed, @r#"
    exit 0
    --- stdout
    round,measure,weights,level,category,coders,value,low,high,observed,expected,standard_error,p_value,units,interval_method,interval_level,no_interval,no_standard_error,undefined
    all,percent_agreement,unweighted,,way-in,ana – ben,,,,,,,,,,,,,there are no units to judge agreement on
    all,percent_agreement,unweighted,,lost,ana – ben,,,,,,,,,,,,,there are no units to judge agreement on
    all,percent_agreement,unweighted,,welcome,ana – ben,,,,,,,,,,,,,there are no units to judge agreement on
    all,percent_agreement,unweighted,,(all codes),ana – ben,,,,,,,,,,,,,"no unit was rated by two coders, so nothing can be compared"
    "#);
}

#[test]
fn numbers_beyond_all_measure_are_refused_and_not_half_computed() {
    let huge = with("unit,a,b\n1,1e200,-1e200\n2,1,1\n");
    let told = run(&huge, &["agree", "table.csv", "--level", "interval"]);
    assert!(told.starts_with("exit 2\n") && told.contains("1e100"), "{told}");
    let tiny = with("unit,a,b\n1,1e-300,2e-300\n2,3e-300,3e-300\n");
    let told = run(&tiny, &["agree", "table.csv", "--level", "interval", "--measure", "all"]);
    assert!(told.starts_with("exit 2\n") && told.contains("1e-100"), "{told}");
    let long = with("coder,start,end,code\na,0,18446744073709551615,x\nb,0,5,x\n");
    let told = run(&long, &["agree", "table.csv"]);
    assert!(told.starts_with("exit 2\n") && told.contains("positions"), "{told}");
}

#[test]
fn overlapping_segments_are_refused_by_name_where_the_measure_forbids_them() {
    let sandbox = with("coder,start,end,code\nann,0,50,x\nann,40,60,y\nben,0,50,x\n");
    let told = run(&sandbox, &["agree", "table.csv", "--measure", "u_alpha"]);
    assert!(told.starts_with("exit 2\n") && told.contains("'ann' marked 0 to 50 and 40 to 60"), "{told}");
    sandbox.ok(&["agree", "table.csv", "--measure", "span_f1"]);
}

#[test]
fn a_table_that_looks_like_another_is_pointed_out() {
    let counts = with("x,y,z\n2,1,0\n0,3,0\n1,1,1\n");
    assert!(run(&counts, &["agree", "table.csv"]).contains("--layout counts"));
    let stray = with("unit,a,b,text\n1,x,y,P1\n2,x,x,P1\n3,y,y,P2\n");
    assert!(run(&stray, &["agree", "table.csv"]).contains("column 'text' shares no category"));
}

#[test]
fn few_clusters_make_no_interval() {
    let table = "unit,a,b,t\n1,x,x,1\n2,x,y,1\n3,y,y,2\n4,y,y,2\n";
    let words = ["table.csv", "--cluster", "t", "--interval", "cluster-bootstrap", "--measure", "cohen_kappa"];
    let answers = json(&with(table), &words);
    assert!(answers["estimates"][0]["value"].is_f64());
    assert!(answers["estimates"][0]["interval"].is_null() && answers["estimates"][0]["p_value"].is_null());
}
