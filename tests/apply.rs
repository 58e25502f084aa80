//! `qualkit apply`

use insta::assert_snapshot;

use crate::garden::{CODEBOOK, coded, empty, files, refused, run};

#[test]
fn patterns_are_applied_to_answers_and_widened_to_sentences() {
    let sandbox = coded();
    assert_snapshot!(run(&sandbox, &["apply", "garden", "--coder", "rules"]), @r"
    exit 0
    --- stdout
    Codings by pattern

    Code    Pattern             Transcripts  Codings
    ────────────────────────────────────────────────
    way-in  (flyer|neighbou?r)            2        3
    lost    \blost\b                      1        1

    qualkit [version]
    --- stderr
    coder 'rules' is new (rule)
    4 codings by 'rules' in 2 transcripts
    ");
    assert_snapshot!(sandbox.ok(&["codings", "garden", "--coder", "rules", "--format", "csv"]), @"
    id,coder,transcript,turn,start,end,code,quote,note,created,codebook_version
    c54d71e7e0c,rules,P01,2,40,61,way-in,My neighbour told me.,,2019-02-01T00:00:00Z,1
    c261c54baa4,rules,P01,4,152,163,lost,I was lost.,,2019-02-01T00:00:00Z,1
    cc6e782a1d2,rules,P01,6,290,326,way-in,My neighbour told me about the shed.,,2019-02-01T00:00:00Z,1
    cefe694a535,rules,P02,2,93,116,way-in,A flyer at the library.,,2019-02-01T00:00:00Z,1
    ");
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn applying_twice_changes_no_coding() {
    let sandbox = coded();
    sandbox.ok(&["apply", "garden", "--coder", "rules"]);
    let before = files(&sandbox, "garden/codings");
    let again =
        sandbox.command(&["apply", "garden", "--coder", "rules"]).env("SOURCE_DATE_EPOCH", "1600000000").output();
    assert!(again.unwrap().status.success());
    assert!(before == files(&sandbox, "garden/codings"));
}

#[test]
fn what_a_pattern_no_longer_finds_is_taken_out_and_people_are_left_alone() {
    let sandbox = coded();
    sandbox.ok(&["apply", "garden", "--coder", "rules"]);
    let people = files(&sandbox, "garden/codings/ana");
    sandbox.write("v2.csv", CODEBOOK.replace("(flyer|neighbou?r)", "flyer"));
    sandbox.ok(&["codebook", "import", "garden", "v2.csv"]);
    sandbox.ok(&["apply", "garden", "--coder", "rules"]);
    let found = sandbox.ok(&["codings", "garden", "--coder", "rules", "--code", "way-in", "--format", "csv"]);
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(people == files(&sandbox, "garden/codings/ana"));
}

#[test]
fn a_match_can_stay_as_it_is_and_questions_be_searched_too() {
    let sandbox = coded();
    sandbox.write("v2.csv", CODEBOOK.replace("(flyer|neighbou?r)", "find"));
    sandbox.ok(&["codebook", "import", "garden", "v2.csv"]);
    let words = ["apply", "garden", "--coder", "rules", "P02", "--widen", "none", "--all-turns"];
    sandbox.ok(&words);
    let found = sandbox.ok(&["codings", "garden", "--coder", "rules", "--format", "csv"]);
    assert!(found.lines().count() == 2 && found.contains(",P02,1,") && found.contains(",way-in,find,"), "{found}");
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = coded();
    let before = files(&sandbox, "garden");
    let told = sandbox.ok(&["apply", "garden", "--coder", "rules", "--dry-run", "--format", "csv"]);
    assert_snapshot!(told, @r"
    code,pattern,transcripts,codings
    way-in,(flyer|neighbou?r),2,3
    lost,\blost\b,1,1
    ");
    assert!(before == files(&sandbox, "garden"));
}

#[test]
fn patterns_are_applied_by_a_rule_and_nobody_else() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["apply", "garden", "--coder", "ana"]), @"
    exit 2
    --- stderr
    error: 'ana' is a person; patterns are applied by a coder of kind rule
    hint: name another coder, for example --coder rules
    ");
    assert_snapshot!(refused(&sandbox, &["apply", "garden", "--coder", "ana", "--widen", "page"]), @"
    exit 2
    --- stderr
    error: invalid value 'page' for '--widen <WIDEN>': expected none, sentence or turn

    For more information, try '--help'.
    ");
}

#[test]
fn a_broken_pattern_is_named_with_its_place() {
    let sandbox = coded();
    sandbox.ok(&["coder", "add", "garden", "rules", "--kind", "rule"]);
    sandbox.write("v2.csv", CODEBOOK.replace("(flyer|neighbou?r)", "(flyer").replace("\\blost\\b", "*lost"));
    sandbox.ok(&["codebook", "import", "garden", "v2.csv"]);
    assert_snapshot!(refused(&sandbox, &["apply", "garden", "--coder", "rules"]), @"
    exit 2
    --- stderr
    error: code 'way-in', column 'pattern', character 1: unclosed group in '(flyer'
    code 'lost', column 'pattern', character 1: repetition operator missing expression in '*lost'
    hint: correct the pattern and import the codebook again
    ");
}

#[test]
fn a_codebook_without_patterns_says_so() {
    let sandbox = empty();
    sandbox.write("plain.csv", "id,name\nlost,Feeling lost\n");
    sandbox.ok(&["codebook", "import", "garden", "plain.csv"]);
    assert_snapshot!(refused(&sandbox, &["apply", "garden", "--coder", "rules"]), @"
    exit 2
    --- stderr
    error: no code of the codebook has a pattern
    hint: fill in the column 'pattern' and import the codebook again
    ");
}

#[test]
fn an_empty_study_has_nothing_to_apply_to() {
    let sandbox = empty();
    assert_snapshot!(refused(&sandbox, &["apply", "garden", "--coder", "rules"]), @"
    exit 2
    --- stderr
    error: the study has no codebook yet
    hint: qualkit codebook import garden codebook.csv, or the name of a shipped one
    ");
    sandbox.ok(&["codebook", "import", "garden", "codebook.csv"]);
    assert_snapshot!(run(&sandbox, &["apply", "garden", "--coder", "rules"]), @r"
    exit 0
    --- stdout
    Codings by pattern

    Code    Pattern             Transcripts  Codings
    ────────────────────────────────────────────────
    way-in  (flyer|neighbou?r)            0        0
    lost    \blost\b                      0        0

    qualkit [version]
    --- stderr
    coder 'rules' is new (rule)
    0 codings by 'rules' in 0 transcripts
    ");
}

#[test]
fn a_transcript_named_twice_is_counted_once() {
    let sandbox = coded();
    let once = sandbox.ok(&["apply", "garden", "--coder", "rules", "P01", "--dry-run"]);
    assert_eq!(once, sandbox.ok(&["apply", "garden", "--coder", "rules", "P01", "P01", "--dry-run"]));
}

#[test]
fn a_dry_run_says_that_nothing_was_written() {
    let outcome = coded().run(&["apply", "garden", "--coder", "rules", "--dry-run"]);
    assert!(outcome.stderr.contains("nothing was written (--dry-run)"), "{}", outcome.stderr);
}
