//! `qualkit codings`

use insta::assert_snapshot;

use crate::garden::{coded, empty, refused, run};

#[test]
fn codings_are_listed_with_their_words() {
    assert_snapshot!(run(&coded(), &["codings", "garden"]), @"
    exit 0
    --- stdout
    Codings

    Id           Coder  Transcript  Turn  Start  End  Code    Words                   Note
    ───────────────────────────────────────────────────────────────────────────────────────────────
    c3fe1d5c62f  ana    P01            2     40   60  way-in  My neighbour told me    word of mouth
    cfde7020003  ana    P01            4    152  162  lost    I was lost
    c9a51c6b6c7  ana    P02            2     93  115  way-in  A flyer at the library

    qualkit [version]
    ");
}

#[test]
fn codings_are_chosen_by_coder_transcript_and_code() {
    let sandbox = coded();
    sandbox.ok(&["code", "garden", "--coder", "ben", "P02", "--turn", "2", "--code", "way-in"]);
    let rows = |words: &[&str]| {
        let table = sandbox.ok(&[&["codings", "garden", "--format", "csv"], words].concat());
        table.lines().count() - 1
    };
    assert_eq!(rows(&[]), 4);
    assert_eq!(rows(&["--coder", "ben"]), 1);
    assert_eq!(rows(&["--code", "way-in"]), 3);
    assert_eq!(rows(&["--transcript", "P02"]), 2);
    assert_eq!(rows(&["--transcript", "P02", "--coder", "ana", "--code", "way-in"]), 1);
}

#[test]
fn a_table_for_machines_has_every_column() {
    let sandbox = coded();
    assert_snapshot!(sandbox.ok(&["codings", "garden", "--code", "lost", "--format", "csv"]), @"
    id,coder,transcript,turn,start,end,code,quote,note,created,codebook_version
    cfde7020003,ana,P01,4,152,162,lost,I was lost,,2019-02-01T00:00:00Z,1
    ");
    let told: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["codings", "garden", "--code", "lost", "--format", "json"])).unwrap();
    let row = &told["rows"][0];
    assert_eq!(
        (&row["quote"], &row["turn"], &row["note"]),
        (&"I was lost".into(), &4.into(), &serde_json::Value::Null)
    );
    assert_eq!(told["qualkit"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["codings", "garden", "--coder", "anna"]), @"
    exit 2
    --- stderr
    error: the study has no coder 'anna'
    hint: did you mean 'ana'?
    ");
    assert_snapshot!(refused(&sandbox, &["codings", "garden", "--transcript", "P001"]), @"
    exit 2
    --- stderr
    error: the study has no transcript 'P001'
    hint: did you mean 'P01'?
    ");
    assert_snapshot!(refused(&sandbox, &["codings", "garden", "--format", "excel"]), @"
    exit 2
    --- stderr
    error: invalid value 'excel' for '--format <FORMAT>': expected text, csv, json, markdown or latex, found 'excel'

    For more information, try '--help'.
    ");
}

#[test]
fn an_empty_study_has_no_codings() {
    assert_snapshot!(run(&empty(), &["codings", "garden"]), @"
    exit 0
    --- stdout
    Codings

    (no rows)

    qualkit [version]
    ");
    assert_snapshot!(run(&empty(), &["codings", "garden", "--format", "csv"]), @"
    exit 0
    --- stdout
    id,coder,transcript,turn,start,end,code,quote,note,created,codebook_version
    ");
}

#[test]
fn a_code_that_nobody_knows_is_no_empty_answer() {
    let told = refused(&coded(), &["codings", "garden", "--code", "lots"]);
    assert!(told.contains("error: the codebook has no code 'lots'\nhint: did you mean 'lost'?"), "{told}");
}
