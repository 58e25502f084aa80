//! `qualkit coder`

use insta::assert_snapshot;

use crate::garden::{coded, empty, refused, run};

#[test]
fn a_coder_is_added_and_listed() {
    let sandbox = coded();
    let words = ["coder", "add", "garden", "both", "--name", "Ana and Ben", "--kind", "consensus"];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stderr
    added the consensus 'both'
    ");
    assert_snapshot!(run(&sandbox, &["coder", "list", "garden"]), @"
    exit 0
    --- stdout
    Coders

    Id    Name         Kind       Transcripts  Codings
    ──────────────────────────────────────────────────
    ana   ana          person               2        3
    ben   ben          person               1        0
    both  Ana and Ben  consensus            0        0

    qualkit [version]
    ");
}

#[test]
fn comments_in_the_manifest_stay() {
    let sandbox = empty();
    let manifest = sandbox.read("garden/study.toml").replace("seed = 1", "seed = 1 # by dice");
    sandbox.write("garden/study.toml", &manifest);
    sandbox.ok(&["coder", "add", "garden", "ana"]);
    let after = sandbox.read("garden/study.toml");
    for line in manifest.lines() {
        assert!(after.lines().any(|kept| kept == line), "{line} is not in\n{after}");
    }
    assert!(after.contains("\n[[coders]]\nid = \"ana\"\nname = \"ana\"\nkind = \"person\"\n"), "{after}");
}

#[test]
fn a_coder_is_not_added_twice() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["coder", "add", "garden", "ana"]), @"
    exit 2
    --- stderr
    error: the study has a coder 'ana' already
    hint: change the name or kind in study.toml
    ");
}

#[test]
fn a_coder_needs_an_id_and_a_known_kind() {
    let sandbox = empty();
    assert_snapshot!(refused(&sandbox, &["coder", "add", "garden", "Ana B."]), @"
    exit 2
    --- stderr
    error: invalid value 'Ana B.' for '<ID>': 'Ana B.' is no id: an id begins with a letter and has only letters, digits, '-' and '_'

    For more information, try '--help'.
    ");
    assert_snapshot!(refused(&sandbox, &["coder", "add", "garden", "ana", "--kind", "human"]), @"
    exit 2
    --- stderr
    error: invalid value 'human' for '--kind <KIND>': expected person, rule, model or consensus

    For more information, try '--help'.
    ");
}

#[test]
fn an_empty_study_has_no_coders() {
    assert_snapshot!(run(&empty(), &["coder", "list", "garden"]), @"
    exit 0
    --- stdout
    Coders

    (no rows)

    qualkit [version]
    ");
}

#[test]
fn an_id_that_differs_in_capitals_alone_is_refused() {
    let told = refused(&coded(), &["coder", "add", "garden", "Ana"]);
    assert!(told.contains("'ana'"), "{told}");
}
