//! `qualkit uncode`

use insta::assert_snapshot;

use crate::garden::{coded, empty, files, refused, run};

#[test]
fn a_coding_is_taken_out_by_its_id() {
    let sandbox = coded();
    let codings = sandbox.ok(&["codings", "garden", "--code", "lost", "--format", "csv"]);
    let id = codings.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let before = files(&sandbox, "garden");
    let words = ["uncode", "garden", "--coder", "ana", &id];
    assert_snapshot!(run(&sandbox, &[&words[..], &["--dry-run"]].concat()), @r#"
    exit 0
    --- stderr
    P01 152..162 lost cfde7020003: "I was lost"
    1 coding would be taken out (--dry-run)
    "#);
    assert!(before == files(&sandbox, "garden"), "a dry run writes nothing");
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    P01 152..162 lost cfde7020003: "I was lost"
    1 coding taken out
    "#);
    assert_snapshot!(sandbox.ok(&["codings", "garden", "--format", "csv"]), @"
    id,coder,transcript,turn,start,end,code,quote,note,created,codebook_version
    c3fe1d5c62f,ana,P01,2,40,60,way-in,My neighbour told me,word of mouth,2019-02-01T00:00:00Z,1
    c9a51c6b6c7,ana,P02,2,93,115,way-in,A flyer at the library,,2019-02-01T00:00:00Z,1
    ");
    assert_snapshot!(sandbox.read("garden/log/ana.csv"), @r#"
    when,verb,what
    2019-02-01T00:00:00Z,code,3 new codings from ana.csv
    2019-02-01T00:00:00Z,done,P01
    2019-02-01T00:00:00Z,uncode,"P01 152..162 lost cfde7020003: ""I was lost"""
    "#);
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: 'ana' has no coding 'cfde7020003'; nothing was taken out
    hint: qualkit codings garden --coder ana lists them
    ");
}

#[test]
fn codings_are_taken_out_by_transcript_and_code() {
    let sandbox = coded();
    let words = ["uncode", "garden", "--coder", "ana", "--transcript", "P01", "--code", "way-in"];
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    P01 40..60 way-in c3fe1d5c62f: "My neighbour told me"
    1 coding taken out
    "#);
    let codings = sandbox.ok(&["codings", "garden", "--format", "csv"]);
    assert_eq!(codings.lines().count(), 3, "{codings}");
}

#[test]
fn all_or_none_of_the_named_codings_are_taken_out() {
    let sandbox = coded();
    let codings = sandbox.ok(&["codings", "garden", "--code", "lost", "--format", "csv"]);
    let id = codings.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let told = refused(&sandbox, &["uncode", "garden", "--coder", "ana", &id, "c0"]);
    assert!(told.contains("error: 'ana' has no coding 'c0'; nothing was taken out"), "{told}");
}

#[test]
fn nothing_is_taken_out_unless_something_is_named() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["uncode", "garden", "--coder", "ana"]), @"
    exit 2
    --- stderr
    error: name codings by id, or by --transcript and --code
    ");
    assert_snapshot!(refused(&sandbox, &["uncode", "garden", "--coder", "anna", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: the study has no coder 'anna'
    hint: did you mean 'ana'?
    ");
}

#[test]
fn a_coder_leaves_the_codings_of_others_alone() {
    let sandbox = coded();
    let before = sandbox.read("garden/codings/ana/P01.csv");
    sandbox.run(&["uncode", "garden", "--coder", "ben", "--code", "way-in"]);
    assert_eq!(before, sandbox.read("garden/codings/ana/P01.csv"));
}

#[test]
fn an_empty_study_has_no_coder_to_take_from() {
    assert_snapshot!(refused(&empty(), &["uncode", "garden", "--coder", "ana", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: the study has no coder 'ana'
    hint: qualkit coder list STUDY lists the coders
    ");
}

#[test]
fn a_misspelt_code_or_transcript_is_refused() {
    let sandbox = coded();
    let told = refused(&sandbox, &["uncode", "garden", "--coder", "ana", "--code", "lots"]);
    assert!(told.contains("hint: did you mean 'lost'?"), "{told}");
    let told = refused(&sandbox, &["uncode", "garden", "--coder", "ana", "--transcript", "P001"]);
    assert!(told.contains("hint: did you mean 'P01'?"), "{told}");
}
