//! `qualkit init`

use insta::assert_snapshot;

use crate::garden::{empty, files, run, sources};

#[test]
fn a_new_study_has_a_manifest_and_tells_what_comes_next() {
    let sandbox = sources();
    assert_snapshot!(run(&sandbox, &["init", "garden", "--title", "The \"Elm Row\" study", "--seed", "7"]), @"
    exit 0
    --- stderr
    made the study 'garden'
    next: qualkit ingest garden FILES
    ");
    let names: Vec<String> = files(&sandbox, "garden").into_keys().collect();
    assert_eq!(names, [".gitattributes", ".gitignore", "study.toml"]);
    let manifest = sandbox.read("garden/study.toml");
    for line in ["format = 1", "title = 'The \"Elm Row\" study'", "seed = 7", "unit = \"turn\""] {
        assert!(manifest.lines().any(|found| found == line), "{line} is not in\n{manifest}");
    }
}

#[test]
fn files_that_are_there_stay() {
    let sandbox = sources();
    sandbox.write("garden/.gitignore", "mine\n");
    sandbox.write("garden/notes.txt", "of the field");
    sandbox.ok(&["init", "garden", "--title", "T"]);
    assert_eq!(sandbox.read("garden/.gitignore"), "mine\n");
    assert_eq!(sandbox.read("garden/notes.txt"), "of the field");
}

#[test]
fn a_study_is_not_made_twice() {
    let sandbox = empty();
    let before = files(&sandbox, "garden");
    assert_snapshot!(run(&sandbox, &["init", "garden", "--title", "Another"]), @"
    exit 2
    --- stderr
    error: 'garden' is a study already
    ");
    assert!(before == files(&sandbox, "garden"));
}

#[test]
fn a_study_needs_a_title() {
    assert_snapshot!(run(&sources(), &["init", "garden"]), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --title <TITLE>

    Usage: qualkit init --title <TITLE> <STUDY>

    For more information, try '--help'.
    ");
}

#[test]
fn a_study_is_no_file() {
    let sandbox = sources();
    assert_snapshot!(run(&sandbox, &["init", "P01.txt", "--title", "T"]), @"
    exit 2
    --- stderr
    error: 'P01.txt' is a file, and a study is a folder
    hint: the study's folder comes first, for example: qualkit ingest STUDY FILES
    ");
    assert_eq!(sandbox.read("P01.txt"), crate::garden::P01);
}

#[test]
fn an_empty_study_has_no_problems() {
    assert_snapshot!(run(&empty(), &["check", "garden"]), @"
    exit 0
    --- stderr
    no problems
    ");
}
