//! Words in, exit code out: what holds for every verb.

use insta::assert_snapshot;

use crate::garden::{coded, empty, run, sources};

/// The commands that a help text lists.
fn commands(help: &str) -> Vec<&str> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names =
        lines.take_while(|line| !line.is_empty()).filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect()
}

#[test]
fn every_verb_explains_itself() {
    let sandbox = sources();
    let help = sandbox.ok(&["--help"]);
    let verbs = commands(&help);
    assert!(verbs.len() >= 14, "{verbs:?}");
    for verb in verbs {
        let help = sandbox.ok(&[verb, "--help"]);
        assert!(help.contains("\nUsage: qualkit "), "{help}");
        assert_eq!(help, sandbox.ok(&["help", verb]));
        for part in commands(&help) {
            assert!(sandbox.ok(&[verb, part, "--help"]).contains("\nUsage: qualkit "), "{verb} {part}");
        }
    }
}

#[test]
fn the_version_is_told() {
    assert_snapshot!(run(&sources(), &["--version"]), @"
    exit 0
    --- stdout
    qualkit [version]
    ");
}

#[test]
fn a_misspelt_verb_is_answered_with_the_nearest() {
    assert_snapshot!(run(&sources(), &["progres", "garden"]), @"
    exit 2
    --- stderr
    error: unrecognized subcommand 'progres'

      tip: a similar subcommand exists: 'progress'

    Usage: qualkit <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn no_verb_is_no_success() {
    let outcome = sources().run(&[]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""));
    assert!(outcome.stderr.contains("Usage: qualkit <COMMAND>"), "{}", outcome.stderr);
}

#[test]
fn options_may_stand_in_any_order() {
    let sandbox = coded();
    let words = ["code", "--code=lost", "--coder", "ben", "garden", "--quote", "I was lost", "P01"];
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    cfd8af540bf: P01 152..162 lost: "I was lost"
    "#);
}

#[test]
fn a_study_may_be_the_folder_one_is_in() {
    let sandbox = coded();
    let listed = sandbox.ok(&["codings", "garden"]);
    let output = sandbox.command(&["codings", "."]).current_dir(sandbox.path("garden")).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), listed);
}

#[test]
fn a_time_that_is_none_is_refused() {
    let sandbox = empty();
    let output =
        sandbox.command(&["ingest", "garden", "P01.txt"]).env("SOURCE_DATE_EPOCH", "yesterday").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "error: SOURCE_DATE_EPOCH is no number of seconds\n");
    assert!(!sandbox.path("garden/transcripts/P01.txt").exists());
}

#[test]
fn nothing_depends_on_the_width_but_tables_for_people() {
    let sandbox = coded();
    for format in ["csv", "json", "markdown"] {
        let words = ["codings", "garden", "--format", format];
        let narrow = sandbox.command(&words).env("COLUMNS", "40").output().unwrap();
        assert_eq!(String::from_utf8(narrow.stdout).unwrap(), sandbox.ok(&words));
    }
}
