//! `qualkit agree`: what a number rests on is told with it, in every format.

use qualkit_testkit::Sandbox;

use crate::agree::with;
use crate::garden::{coded, sources};

/// Three coders, one code that is common and one that is not.
const RATINGS: &str = "\
unit,a,b,c
1,1,1,1
2,1,2,1
3,2,2,2
4,1,1,2
5,2,2,2
6,1,1,1
7,2,1,2
8,1,1,1
";

const SPANS: &str = "coder,start,end,code\na,0,50,x\na,100,150,x\na,300,350,x\nb,0,50,x\nb,110,160,x\nb,600,650,x\n";

fn json(sandbox: &Sandbox, words: &[&str]) -> serde_json::Value {
    let words = [&["agree", "table.csv", "--format", "json"], words].concat();
    serde_json::from_str(&sandbox.ok(&words)).unwrap()
}

fn estimates(page: &serde_json::Value) -> Vec<serde_json::Value> {
    page["estimates"].as_array().unwrap().clone()
}

#[test]
fn a_value_has_the_interval_asked_for_or_none_and_the_reason() {
    let methods = [
        ("bootstrap", "percentile bootstrap, 200 resamples of 8 units"),
        ("bca", "BCa bootstrap, 200 resamples of 8 units"),
        ("krippendorff", "KALPHA"),
        ("one-code", "profile likelihood"),
    ];
    for (method, told) in methods {
        let random = if method == "one-code" { &[][..] } else { &["--resamples", "200"] };
        let words = [&["--measure", "all", "--by-category", "--interval", method], random].concat();
        let mut with_interval = 0;
        for one in estimates(&json(&with(RATINGS), &words)) {
            if one["undefined"].is_string() {
                assert!(one["interval"].is_null() && one.get("no_interval").is_none(), "{method}: {one}");
            } else if one["interval"].is_null() {
                assert!(one["no_interval"].is_string(), "{method}: {one}");
            } else {
                with_interval += 1;
                assert!(one["interval"]["method"].as_str().unwrap().contains(told), "{method}: {one}");
            }
            let has_error = one["standard_error"].is_f64() || one["undefined"].is_string();
            assert_ne!(has_error, one["no_standard_error"].is_string(), "{method}: {one}");
        }
        assert!(with_interval > 0, "{method}");
    }
}

#[test]
fn units_can_be_drawn_for_every_statistic_of_fixed_units() {
    let table = "unit,a,b\n1,1,1\n2,1,2\n3,2,2\n4,1,1\n5,2,2\n6,1,1\n7,2,1\n8,3,3\n9,3,1\n10,2,2\n";
    let words = ["--measure", "all", "--by-category", "--interval", "bootstrap", "--resamples", "200"];
    let tests = ["cohen_kappa_null_test", "fleiss_kappa_null_z", "stuart_maxwell_chisq", "bhapkar_chisq"];
    for one in estimates(&json(&with(table), &words)) {
        let name = one["measure"].as_str().unwrap();
        if tests.contains(&name) {
            assert_eq!(one["no_interval"], "it is a test, which has a p-value instead", "{one}");
        } else {
            assert!(one["interval"]["method"].as_str().is_some_and(|told| told.starts_with("percentile")), "{one}");
        }
    }
}

#[test]
fn people_see_a_mark_and_its_reason_and_csv_has_it_in_the_row() {
    let sandbox = with(RATINGS);
    let words = ["agree", "table.csv", "--interval", "krippendorff", "--resamples", "200"];
    let told = sandbox.ok(&words);
    assert!(
        told.contains("(1) No interval: Krippendorff's bootstrap of pairs is for krippendorff_alpha only."),
        "{told}"
    );
    let kappa = told.lines().find(|line| line.starts_with("fleiss_kappa")).unwrap();
    assert!(kappa.contains("(1)"), "{kappa}");
    let csv = sandbox.ok(&[&words[..], &["--format", "csv"]].concat());
    let kappa = csv.lines().find(|line| line.starts_with(",fleiss_kappa")).unwrap();
    assert!(kappa.contains("Krippendorff's bootstrap of pairs is for krippendorff_alpha only"), "{kappa}");
}

#[test]
fn an_interval_of_gamma_says_in_every_format_that_it_covers_the_sampling_only() {
    let sandbox = with(SPANS);
    let words = ["agree", "table.csv", "--measure", "gamma", "--length", "1000"];
    for format in ["text", "markdown", "latex", "csv", "json"] {
        let told = sandbox.ok(&[&words[..], &["--format", format]].concat()).replace("\n  ", " ");
        assert!(told.contains("covers that sampling, not other texts or coders"), "{format}: {told}");
    }
    assert!(sandbox.ok(&words).contains("only)"));
}

#[test]
fn the_length_that_spans_were_taken_to_lie_in_is_told() {
    let sandbox = with(SPANS);
    let told = |words: &[&str]| sandbox.ok(&[&["agree", "table.csv"], words].concat()).replace("\n  ", " ");
    assert!(told(&[]).contains("Length of the text: 650 (up to the last span"));
    assert!(told(&["--length", "1000"]).contains("Length of the text: 1,000 (as given by --length)"));
    let texts = &json(&sandbox, &[])["texts"];
    assert_eq!(*texts, serde_json::json!([{"text": "", "length": 650, "given": false}]));
}

#[test]
fn programs_are_of_the_kind_agreement_and_stand_beside_ours() {
    let sandbox = with(SPANS);
    let page = json(&sandbox, &["--as", "all", "--length", "1000"]);
    assert_eq!((&page["kind"], &page["units"]), (&"agreement".into(), &1000.into()));
    let value = |program: &str, measure: &str| {
        let all = estimates(&page);
        let found = all.iter().find(|one| one["program"] == program && one["measure"] == measure).unwrap();
        for part in ["unit", "agreement", "chance", "uncoded"] {
            assert!(found["rule"][part].is_string(), "{found}");
        }
        found["value"].as_f64().map(|value| format!("{value:.3}"))
    };
    assert_eq!(value("nvivo", "character_kappa_nvivo").unwrap(), "0.529");
    assert_eq!(value("qualcoder", "kappa_qualcoder").unwrap(), "0.404");
    assert_eq!(value("maxqda", "segments_maxqda").unwrap(), "0.333");
    assert_eq!(value("maxqda", "segment_kappa_maxqda"), None);
    assert_eq!(value("qualkit", "krippendorff_alpha").unwrap(), "0.530");
    assert_eq!(value("qualkit", "gwet_ac").unwrap(), "0.839");
    let told = sandbox.ok(&["agree", "table.csv", "--as", "nvivo,maxqda,qualcoder", "--length", "1000"]);
    let row = told.lines().find(|line| line.starts_with("x ")).unwrap();
    let numbers: Vec<&str> = row.split_whitespace().skip(4).collect();
    assert_eq!(numbers, ["0.529", "0.333", "0.404", "0.880", "0.529", "0.530", "0.839"], "{told}");
}

#[test]
fn the_number_of_codes_in_the_run_moves_maxqdas_kappa() {
    let sandbox = with(SPANS);
    let kappa = |codes: usize, overlap: &str| {
        let names: Vec<String> = (1..codes).map(|code| format!("c{code}")).collect();
        let categories = format!("x,{}", names.join(","));
        let words = ["--as", "maxqda", "--length", "1000", "--categories", &categories, "--segment-overlap", overlap];
        let all = estimates(&json(&sandbox, &words));
        let found = all.iter().find(|one| one["measure"] == "segment_kappa_maxqda").unwrap();
        format!("{:.2}", found["value"].as_f64().unwrap())
    };
    assert_eq!([3, 10, 20].map(|codes| kappa(codes, "0.9")), ["0.00", "0.26", "0.30"]);
    assert_eq!([3, 10, 20].map(|codes| kappa(codes, "0.6")), ["0.50", "0.63", "0.65"]);
}

#[test]
fn a_study_gives_one_object_of_all_rounds() {
    let page: serde_json::Value =
        serde_json::from_str(&coded().ok(&["agree", "garden", "--as", "all", "--format", "json"])).unwrap();
    assert_eq!((&page["kind"], &page["layout"]), (&"agreement".into(), &"study".into()));
}

#[test]
fn an_index_of_a_code_is_about_its_presence() {
    let sandbox = coded();
    let words = ["agree", "garden", "--measure", "prevalence_index", "--format", "csv"];
    let told = sandbox.ok(&words);
    assert_eq!(told.lines().count(), 4, "{told}");
}

#[test]
fn what_two_options_do_to_different_measures_is_told() {
    let sandbox = with(RATINGS);
    let told = |words: &[&str]| json(&sandbox, words)["notes"].to_string();
    assert!(told(&["--weights", "linear"]).contains("krippendorff_alpha_gwet is alpha with weights"));
    assert!(told(&["--level", "interval"]).contains("--level changes krippendorff_alpha only"));
    assert_eq!(told(&["--level", "interval", "--weights", "quadratic"]), "[]");
}

#[test]
fn labels_that_look_the_same_or_like_nothing_are_pointed_out() {
    let sandbox = with("unit,a,b\n1,Yes,yes\n2,no,no\n3,NA,no\n");
    let notes = json(&sandbox, &[])["notes"].to_string();
    assert!(notes.contains("'Yes' and 'yes'") && notes.contains("--missing NA"), "{notes}");
    assert!(sandbox.run(&["agree", "table.csv", "--format", "csv"]).stderr.contains("'Yes' and 'yes'"));
}

#[test]
fn columns_may_have_the_names_that_other_programs_give_them() {
    let long = with("Item,Rater,Category\n1,a,x\n1,b,x\n2,a,y\n2,b,x\n");
    let done = long.run(&["agree", "table.csv", "--format", "json"]);
    assert!(done.stderr.contains("read as long, column 'Item' for the unit"), "{}", done.stderr);
    assert_eq!(json(&long, &[])["units"], 2);
    let spans = with("document,annotator,begin,end,label\nd1,a,0,5,x\nd1,b,0,5,x\nd2,a,0,5,x\nd2,b,9,12,x\n");
    assert_eq!(json(&spans, &[])["texts"].as_array().unwrap().len(), 2);
    let wide = with("ID,a,b\n1,1,2\n2,1,1\n3,2,2\n");
    assert_eq!(json(&wide, &[])["coders"], serde_json::json!(["a", "b"]));
    let unclear = with("unit,coder,kind\n1,a,x\n1,b,y\n");
    assert!(unclear.refused(&["agree", "table.csv"]).contains("unit, coder and code"));
}

#[test]
fn tables_that_look_like_others_are_refused_with_what_to_say() {
    let square = with(",x,y\nx,10,2\ny,3,8\n");
    assert!(square.refused(&["agree", "table.csv"]).contains("--layout confusion reads it so"));
    square.ok(&["agree", "table.csv", "--layout", "wide"]);
    let sums = with(",x,y,Total\nx,10,2,12\ny,3,8,11\nTotal,13,10,23\n");
    assert!(sums.refused(&["agree", "table.csv", "--layout", "confusion"]).contains("'Total' holds the sums"));
    let sums = with("unit,x,y,n\nu1,2,0,2\nu2,1,1,2\n");
    assert!(sums.refused(&["agree", "table.csv", "--layout", "counts"]).contains("'n' holds the sums"));
}

#[test]
fn what_is_not_read_is_told() {
    let told = |table: &str, words: &[&str]| json(&with(table), words)["notes"].to_string();
    let long = "unit,coder,code,date\n1,a,x,2020\n1,b,x,2021\n2,a,y,\n2,b,x,\n";
    assert!(told(long, &[]).contains("Nothing is read from: date."));
    let spans = "folder,coder,start,end,code\nf,a,0,5,x\nf,b,0,5,x\n";
    assert!(told(spans, &["--measure", "span_f1"]).contains("all spans are taken to lie on one"));
    assert!(told("unit,a,b\n1,x|y,x\n2,x,x\n", &["--sets"]).contains("separated by ';'"));
    assert!(told("unit,a,b\n1,x;y,x\n2,x,x\n", &[]).contains("--sets takes it for several codes"));
    let nameless = with("unit,a,,b\n1,x,y,x\n2,x,,y\n").run(&["agree", "table.csv"]);
    assert!(nameless.stderr.contains("column 3 has no name and is passed over, though line 2"), "{}", nameless.stderr);
    let behind = with("unit,a,b,\n1,x,x,y\n2,x,y,\n").refused(&["agree", "table.csv"]);
    assert!(behind.contains("line 2 has 4 cells") && !behind.contains("passed over"), "{behind}");
    let clusters = told("unit,site,a,b\n1,s,x,y\n2,t,x,x\n", &["--cluster", "site"]);
    assert!(clusters.contains("take units of one cluster to be independent"), "{clusters}");
    assert!(told("unit,a,b\n1,x,y\n2,x\n", &[]).contains("Line 3 ends too early"));
}

#[test]
fn categories_that_are_typed_wrong_are_refused() {
    let sandbox = with("unit,a,b\n1,1,2\n2,1,1\n");
    for (categories, why) in [("1,2,", "without a name"), ("1,,2", "without a name"), ("1,2,2", "names '2' twice")] {
        let refused = sandbox.run(&["agree", "table.csv", "--categories", categories]);
        assert!(refused.code == Some(2) && refused.stderr.contains(why), "{}", refused.stderr);
    }
}

#[test]
fn what_is_off_the_scale_is_told_with_its_place() {
    let sandbox = with("unit,a,b\n1,1,2\n2,-3,1\n3,2,2\n");
    let told = sandbox.refused(&["agree", "table.csv", "--level", "ratio"]);
    assert!(
        told.contains("line 3, column 'a': krippendorff_alpha: the category '-3' has no place on a ratio scale"),
        "{told}"
    );
}

#[test]
fn a_file_of_weights_that_is_none_is_answered_with_its_shape() {
    let sandbox = with("unit,a,b\n1,x,y\n2,y,y\n");
    sandbox.write("weights.csv", "1,0.5\n0.5,1\n");
    let told = sandbox.refused(&["agree", "table.csv", "--weights", "weights.csv"]);
    assert!(
        told.contains("a square table with the categories as its header and as its first column, here ,x,y"),
        "{told}"
    );
}

#[test]
fn a_spreadsheets_own_file_is_known_for_what_it_is() {
    let told = with("PK\u{3}\u{4}rest").refused(&["agree", "table.csv"]);
    assert!(told.contains("save it as CSV"), "{told}");
}

#[test]
fn segments_without_a_counterpart_lower_gamma_cat_as_pygamma_has_it() {
    let table = "coder,start,end,code\na,0,10,x\na,20,30,y\na,50,60,x\nb,0,10,x\nb,20,30,x\nb,80,90,y\n";
    let page = json(&with(table), &["--measure", "gamma_cat,gamma_cat_pygamma", "--length", "100"]);
    let value = |place: usize| page["estimates"][place]["value"].as_f64().unwrap();
    assert!(value(1) != value(0), "{page}");
}

/// The worked example of docs/agreement.md in a study: a text of 1,000 characters in 20 sentences of 50, all a sentence
/// further on than there, for the first one has the speaker's name.
#[test]
fn the_worked_example_comes_out_of_a_study() {
    let sandbox = sources();
    let sentence = |letters: usize| "字".repeat(letters) + "。";
    sandbox.write("t.txt", format!("{}{}\n", sentence(46), sentence(49).repeat(19)));
    sandbox.write("codes.csv", "id,name,definition\nfear,Fear,x\njoy,Joy,y\nhope,Hope,z\n");
    sandbox.ok(&["init", "study", "--title", "Example"]);
    sandbox.ok(&["codebook", "import", "study", "codes.csv"]);
    sandbox.ok(&["ingest", "study", "t.txt"]);
    for (coder, places) in [("ann", ["50..100", "150..200", "350..400"]), ("ben", ["50..100", "160..210", "650..700"])]
    {
        sandbox.ok(&["coder", "add", "study", coder]);
        for place in places {
            sandbox.ok(&["code", "study", "t", "--coder", coder, "--at", place, "--code", "fear"]);
        }
        sandbox.ok(&["done", "study", "t", "--coder", coder]);
    }
    let page = |words: &[&str]| -> serde_json::Value {
        let words = [&["agree", "study", "--format", "json"], words].concat();
        serde_json::from_str(&sandbox.ok(&words)).unwrap()
    };
    let value = |page: &serde_json::Value, measure: &str, code: Option<&str>| {
        let all = estimates(page);
        let found = all.iter().find(|one| one["measure"] == measure && one["category"].as_str() == code);
        format!("{:.3}", found.unwrap()["value"].as_f64().unwrap())
    };
    let programs = page(&["--as", "all"]);
    assert_eq!(programs["units"], 1000);
    let fear = [
        ("percent_agreement_nvivo", "0.880"),
        ("character_kappa_nvivo", "0.529"),
        ("kappa_qualcoder", "0.404"),
        ("agree_coded_only_qualcoder", "0.429"),
        ("krippendorff_alpha", "0.530"),
        ("gwet_ac", "0.839"),
        ("brennan_prediger", "0.760"),
        ("segments_maxqda", "0.333"),
    ];
    for (measure, expected) in fear {
        assert_eq!(value(&programs, measure, Some("fear")), expected, "{measure}");
    }
    // Three codes in the codebook.
    assert_eq!(value(&programs, "segment_kappa_maxqda", None), "0.000");
    assert_eq!(value(&programs, "document_presence_maxqda", None), "1.000");
    let wide = page(&["--as", "maxqda", "--segment-overlap", "0.6"]);
    assert_eq!(value(&wide, "segments_maxqda", Some("fear")), "0.667");
    assert_eq!(value(&wide, "segment_kappa_maxqda", None), "0.500");
    let sentences = page(&["--unit", "sentence", "--measure", "cohen_kappa"]);
    assert_eq!(value(&sentences, "cohen_kappa", Some("fear")), "0.483");
}

/// Twelve units of six sites, with sets of codes.
const SETS: &str = "\
unit,site,a,b
1,s1,x;y,x
2,s1,;,;
3,s2,y,y
4,s2,x,x;z
5,s3,;,x
6,s3,z,z
7,s4,x,x
8,s4,x;y,x;y
9,s5,y,z
10,s5,;,;
11,s6,z,
12,s6,x;z,x
";

#[test]
fn sets_of_a_table_have_the_intervals_that_those_of_a_study_have() {
    let sandbox = with(SETS);
    for (method, cluster, told) in [
        ("bootstrap", false, "percentile bootstrap, 1000 resamples of 12 units"),
        ("bca", false, "BCa bootstrap, 1000 resamples of 12 units"),
        ("cluster-bootstrap", true, "percentile bootstrap, 1000 resamples of 6 clusters"),
        ("bca", true, "BCa bootstrap, 1000 resamples of 6 clusters"),
    ] {
        let named: &[&str] = if cluster { &["--cluster", "site"] } else { &["--coders", "a,b"] };
        let words = [&["--sets", "--interval", method, "--resamples", "1000"], named].concat();
        let answers = estimates(&json(&sandbox, &words));
        assert_eq!(answers.len(), 4);
        for one in answers {
            assert!(one["interval"]["method"].as_str().is_some_and(|found| found.starts_with(told)), "{one}");
            assert!(one["standard_error"].is_f64(), "{one}");
        }
    }
    let of_two_sites: String = SETS.split_inclusive('\n').take(5).collect();
    let few = json(&with(&of_two_sites), &["--sets", "--interval", "cluster-bootstrap", "--cluster", "site"]);
    assert_eq!(few["estimates"][0]["no_interval"], "2 clusters are too few to resample: at least 5 are needed");
    let complete = json(&sandbox, &["--sets", "--coders", "a,b", "--complete"]);
    assert_eq!(estimates(&complete)[0]["units"], 11);
}

#[test]
fn two_empty_sets_have_no_dice_of_their_own_and_both_ways_to_go_on_have_a_name() {
    let words = ["--sets", "--coders", "a,b", "--measure", "dice_agreement,dice_agreement_coded"];
    let found = estimates(&json(&with(SETS), &words));
    // Of eleven units two are empty for both: the others sum up to 6.
    let values: Vec<String> =
        found.iter().map(|one| format!("{:.4} of {}", one["value"].as_f64().unwrap(), one["units"])).collect();
    assert_eq!(values, ["0.5455 of 11", "0.6667 of 9"]);
}

#[test]
fn what_other_programs_say_has_the_reason_for_lacking_intervals() {
    let sandbox = with(SPANS);
    for one in estimates(&json(&sandbox, &["--as", "all"])) {
        let has_value = one["value"].is_f64();
        assert!(one["interval"].is_null() && one["no_interval"].is_string() == has_value, "{one}");
        assert!(one["standard_error"].is_null() && one["no_standard_error"].is_string() == has_value, "{one}");
    }
    let csv = sandbox.ok(&["agree", "table.csv", "--as", "nvivo", "--format", "csv"]);
    assert!(csv.lines().next().unwrap().contains(",no_interval,"), "{csv}");
    assert!(csv.contains("it is what another program prints, which gives none"), "{csv}");
    let text = sandbox.ok(&["agree", "table.csv", "--as", "nvivo"]).replace("\n  ", " ");
    assert!(text.contains("No intervals: other programs print none"), "{text}");
}

#[test]
fn observed_and_expected_of_what_is_undefined_are_the_same_in_csv_and_json() {
    let sandbox = with("unit,a,b\n1,x,x\n2,x,x\n3,x,x\n");
    let kappa = &json(&sandbox, &["--measure", "cohen_kappa"])["estimates"][0];
    assert_eq!((&kappa["observed"], &kappa["expected"]), (&serde_json::json!(1.0), &serde_json::json!(1.0)));
    let csv = sandbox.ok(&["agree", "table.csv", "--measure", "cohen_kappa", "--format", "csv"]);
    assert!(csv.contains(",,,,1,1,,,"), "{csv}");
}

#[test]
fn a_value_by_declared_categories_of_which_one_was_used_is_pointed_out() {
    let sandbox = with("unit,a,b\n1,x,x\n2,x,x\n3,x,x\n");
    let words = ["--categories", "x,y", "--measure", "gwet_ac,brennan_prediger,cohen_kappa"];
    let page = json(&sandbox, &words);
    let told = "gwet_ac and brennan_prediger are 1 where only one of the declared categories was used";
    assert!(page["notes"][0].as_str().unwrap().starts_with(told), "{page}");
    let done = sandbox.run(&[&["agree", "table.csv", "--format", "csv"], &words[..]].concat());
    assert!(done.stderr.contains(told), "{}", done.stderr);
    let used = with("unit,a,b\n1,x,x\n2,y,y\n3,x,x\n");
    assert_eq!(json(&used, &words)["notes"], serde_json::json!([]));
}

#[test]
fn what_would_be_silent_is_a_note_in_every_format() {
    let table = "unit,coder,code\n1,A,x\n1,B,x\n2,A,y\n2,B,x\n3,A,y\n3,B,y\n";
    let sandbox = with(table);
    let words = ["--pairs", "--missing", "99", "--measure", "percent_agreement"];
    let notes = [
        "No cell that is read holds '99', which was to stand for a missing rating.",
        "--pairs adds nothing: there are two coders, and every value is that of the pair.",
        "The lower end of percent_agreement lies below 0, where no share can be: such intervals are cut at 1 only, as in \
         irrCAC; those from resamples stay inside.",
    ];
    assert_eq!(json(&sandbox, &words)["notes"], serde_json::json!(notes));
    for format in ["text", "markdown", "csv"] {
        let done = sandbox.run(&[&["agree", "table.csv", "--format", format], &words[..]].concat());
        let told = format!("{}{}", done.stdout, done.stderr).replace("\n  ", " ").replace("\\_", "_");
        for note in notes {
            assert!(told.contains(note), "{format}: {told}");
        }
    }
}

#[test]
fn a_coder_of_a_long_table_is_called_a_coder() {
    let sandbox = with("unit,coder,code\n1,A,x\n1,B,x\n2,A,y\n2,B,x\n3,C,q\n2,C,q\n");
    assert!(sandbox.run(&["agree", "table.csv"]).stderr.contains("coder 'C' shares no category with the others\n"));
}

#[test]
fn an_expectation_that_is_less_precise_than_was_asked_for_is_told() {
    let table = "coder,start,end,code\na,0,10,x\na,20,30,y\na,40,60,x\nb,1,11,x\nb,21,30,x\nb,44,60,y\n";
    let words = ["--measure", "gamma,gamma_cat,gamma_k", "--samples", "40", "--length", "100"];
    let notes = json(&with(table), &words)["notes"].to_string();
    assert!(notes.contains("is known less precisely than to 2.0 % for gamma_cat ("), "{notes}");
    assert!(notes.contains("gamma_k of 'x' ("), "{notes}");
}

#[test]
fn huge_numbers_are_shown_shortly_and_are_whole_in_json() {
    let digits = "9".repeat(90);
    let sandbox = with(&format!("unit,a,b\n1,1e50,1e50\n2,1e50,2\n3,3,{digits}\n4,4,5\n"));
    let words = ["--measure", "krippendorff_alpha", "--level", "interval"];
    let text = sandbox.ok(&[&["agree", "table.csv", "--diagnostics"], &words[..]].concat());
    assert!(text.contains("e179") && text.contains("99999999…99999999 (90 digits)"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
    let page = json(&sandbox, &[&["--diagnostics"], &words[..]].concat());
    assert!(page.to_string().contains(&digits));
    let told = sandbox.refused(&["agree", "table.csv", "--categories", &format!("{digits},{digits}")]);
    assert!(told.contains("names '99999999…99999999 (90 digits)' twice"), "{told}");
}

#[test]
fn labels_that_differ_in_blanks_look_different() {
    let sandbox = with("unit,a,b\n1,a  b,a  b\n2,a b,a  b\n3,a b,a b\n4,x,x\n");
    let text = sandbox.ok(&["agree", "table.csv", "--diagnostics"]);
    assert!(text.contains("Counted as different: the categories 'a  b' and 'a b'."), "{text}");
    assert!(text.contains("\na  b "), "{text}");
}
