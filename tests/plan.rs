//! `qualkit plan`

use insta::assert_snapshot;

use crate::garden::{coded, empty, refused, run};

#[test]
fn a_round_is_planned_and_listed() {
    let sandbox = coded();
    assert_snapshot!(run(&sandbox, &["plan", "add", "garden", "--round", "1", "--coders", "ana,ben", "P01", "P02"]), @"
    exit 0
    --- stderr
    4 rows added to round 1
    ");
    assert_snapshot!(run(&sandbox, &["plan", "add", "garden", "--round", "1", "--coders", "ana", "P01"]), @"
    exit 0
    --- stderr
    0 rows added to round 1
    ");
    assert_snapshot!(run(&sandbox, &["plan", "list", "garden"]), @"
    exit 0
    --- stdout
    Plan: who codes what in which round

    Round  Transcript  Coder
    ────────────────────────
    1      P01         ana
    1      P01         ben
    1      P02         ana
    1      P02         ben

    qualkit [version]
    ");
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn coders_and_transcripts_must_be_there() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["plan", "add", "garden", "--round", "1", "--coders", "ana,benn", "P01"]), @"
    exit 2
    --- stderr
    error: the study has no coder 'benn'
    hint: did you mean 'ben'?
    hint: qualkit coder add garden benn adds one
    ");
    assert_snapshot!(refused(&sandbox, &["plan", "add", "garden", "--round", "1", "--coders", "ana", "Q7"]), @"
    exit 2
    --- stderr
    error: the study has no transcript 'Q7'
    hint: qualkit progress garden lists them
    ");
    assert_snapshot!(refused(&sandbox, &["plan", "add", "garden", "--round", "1", "P01"]), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --coders <CODERS>

    Usage: qualkit plan add --round <ROUND> --coders <CODERS> <STUDY> <TRANSCRIPTS>...

    For more information, try '--help'.
    ");
}

#[test]
fn an_empty_study_has_no_plan() {
    assert_snapshot!(run(&empty(), &["plan", "list", "garden"]), @"
    exit 0
    --- stdout
    Plan: who codes what in which round

    (no rows)

    qualkit [version]
    ");
}

#[test]
fn columns_that_are_not_ours_are_kept() {
    let sandbox = coded();
    sandbox.write("garden/plan.csv", "round,transcript,coder,note\n1,P01,ana,by phone\n");
    sandbox.ok(&["plan", "add", "garden", "--round", "2", "--coders", "ben", "P02"]);
    let plan = sandbox.read("garden/plan.csv");
    assert!(plan.starts_with("round,transcript,coder,note\n1,P01,ana,by phone\n2,P02,ben,"), "{plan}");
}

#[test]
fn a_round_needs_a_name() {
    refused(&coded(), &["plan", "add", "garden", "--round", "", "--coders", "ana", "P01"]);
}

#[test]
fn a_number_written_without_its_zero_is_answered_with_the_nearest() {
    let told = refused(&coded(), &["plan", "add", "garden", "--round", "1", "--coders", "ana", "P1"]);
    assert!(told.contains("hint: did you mean 'P01'?"), "{told}");
}
