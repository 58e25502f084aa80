//! `qualkit done`

use insta::assert_snapshot;

use crate::garden::{coded, empty, refused, run, uncoded};

#[test]
fn a_transcript_is_marked_as_finished() {
    let sandbox = uncoded();
    assert_snapshot!(run(&sandbox, &["done", "garden", "--coder", "ana", "P01", "P02"]), @"
    exit 0
    --- stderr
    coder 'ana' is new (person)
    2 transcripts marked as finished by 'ana'
    ");
    assert_snapshot!(run(&sandbox, &["done", "garden", "--coder", "ana", "P01"]), @"
    exit 0
    --- stderr
    0 transcripts marked as finished by 'ana'
    1 left as it was
    ");
    assert_snapshot!(sandbox.read("garden/codings/ana/progress.csv"), @"
    transcript,start,end,updated
    P01,0,350,2019-02-01T00:00:00Z
    P02,0,270,2019-02-01T00:00:00Z
    ");
}

#[test]
fn turns_are_marked_as_finished() {
    let sandbox = uncoded();
    assert_snapshot!(run(&sandbox, &["done", "garden", "--coder", "ana", "P01", "--turns", "1..3"]), @"
    exit 0
    --- stderr
    coder 'ana' is new (person)
    1 transcript marked as finished by 'ana'
    ");
    sandbox.ok(&["done", "garden", "--coder", "ana", "P01", "--turns", "5"]);
    let progress = sandbox.ok(&["progress", "garden", "--format", "csv"]);
    assert!(progress.contains("\nP01,6,4,0\n"), "{progress}");
}

#[test]
fn turns_and_transcripts_must_be_there() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["done", "garden", "--coder", "ana", "P02", "--turns", "1..9"]), @"
    exit 2
    --- stderr
    error: there is no turn 9; 'P02' has 4 turns
    ");
    assert_snapshot!(refused(&sandbox, &["done", "garden", "--coder", "ana", "P02", "--turns", "2-3"]), @"
    exit 2
    --- stderr
    error: invalid value '2-3' for '--turns <FROM..TO>': expected the numbers of two turns, for example 1..40

    For more information, try '--help'.
    ");
    assert_snapshot!(refused(&sandbox, &["done", "garden", "--coder", "ana", "P01", "P02", "--turns", "1..2"]), @"
    exit 2
    --- stderr
    error: --turns goes with one transcript
    ");
    assert_snapshot!(refused(&sandbox, &["done", "garden", "--coder", "ana", "P001"]), @"
    exit 2
    --- stderr
    error: the study has no transcript 'P001'
    hint: did you mean 'P01'?
    ");
    assert_snapshot!(refused(&sandbox, &["done", "garden", "P01"]), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --coder <CODER>

    Usage: qualkit done --coder <CODER> <STUDY> <TRANSCRIPTS>...

    For more information, try '--help'.
    ");
}

#[test]
fn an_empty_study_has_nothing_to_finish() {
    let sandbox = empty();
    sandbox.ok(&["coder", "add", "garden", "ana"]);
    assert_snapshot!(refused(&sandbox, &["done", "garden", "--coder", "ana", "P01"]), @"
    exit 2
    --- stderr
    error: the study has no transcript 'P01'
    hint: qualkit progress garden lists them
    ");
}

#[test]
fn a_transcript_named_twice_is_finished_once() {
    let sandbox = uncoded();
    let told = run(&sandbox, &["done", "garden", "--coder", "ana", "P01", "P01"]);
    assert!(told.contains("\n1 transcript marked as finished by 'ana'\n"), "{told}");
    assert_eq!(sandbox.read("garden/log/ana.csv").lines().count(), 2);
}
