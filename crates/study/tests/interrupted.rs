//! A change that was interrupted is finished or undone, never half.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;

use qualkit_study::{Changes, NewStudy, Study};

fn study() -> (tempfile::TempDir, Study) {
    let folder = tempfile::tempdir().unwrap();
    let study = Study::init(&folder.path().join("s"), &NewStudy { title: "Test", note: "", seed: 1 }).unwrap();
    (folder, study)
}

#[test]
fn a_journal_is_finished_by_whoever_opens_the_study() {
    let (_folder, study) = study();
    let at = |name: &str| study.layout().at(name);
    fs::write(at("cases.csv"), "id\nold\n").unwrap();
    // The state after a kill between two renames: `plan.csv` is in place, `cases.csv` is not.
    fs::write(at("plan.csv"), "round,transcript,coder\n").unwrap();
    fs::write(at(".qualkit/staged-1"), "id\nnew\n").unwrap();
    fs::write(
        at(".qualkit/journal.json"),
        r#"{"renames":[
            {"staged":".qualkit/staged-0","target":"plan.csv","old":null},
            {"staged":".qualkit/staged-1","target":"cases.csv","old":".qualkit/old-1"}]}"#,
    )
    .unwrap();
    let opened = Study::open(study.layout().root()).unwrap();
    assert!(opened.cases().unwrap().contains("new"));
    assert!(!at(".qualkit/journal.json").exists());
}

#[test]
fn a_change_that_cannot_be_finished_is_undone() {
    let (_folder, study) = study();
    let at = |name: &str| study.layout().at(name);
    fs::write(at("cases.csv"), "id\nold\n").unwrap();
    fs::write(at(".qualkit/staged-0"), "id\nnew\n").unwrap();
    fs::write(at(".qualkit/staged-1"), "round,transcript,coder\n").unwrap();
    fs::create_dir_all(at("plan.csv/in the way")).unwrap();
    fs::write(
        at(".qualkit/journal.json"),
        r#"{"renames":[
            {"staged":".qualkit/staged-0","target":"cases.csv","old":".qualkit/old-0"},
            {"staged":".qualkit/staged-1","target":"plan.csv","old":null}]}"#,
    )
    .unwrap();
    assert!(Study::open(study.layout().root()).is_err(), "the change fails once");
    fs::remove_dir_all(at("plan.csv")).unwrap();
    let opened = Study::open(study.layout().root()).unwrap();
    assert!(opened.cases().unwrap().contains("old") && !at("plan.csv").exists());
    let left: Vec<_> = fs::read_dir(at(".qualkit")).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(left, ["lock"]);
}

#[test]
fn staged_files_without_a_journal_change_nothing() {
    let (_folder, study) = study();
    let at = |name: &str| study.layout().at(name);
    fs::write(at("cases.csv"), "id\nold\n").unwrap();
    fs::write(at(".qualkit/staged-0"), "id\nnew\n").unwrap();
    let opened = Study::open(study.layout().root()).unwrap();
    assert!(opened.cases().unwrap().contains("old"));
    let mut changes = Changes::new();
    changes.write(at("plan.csv"), "round,transcript,coder\n1,P01,a\n");
    opened.commit(changes).unwrap();
    assert!(opened.cases().unwrap().contains("old"));
}

#[test]
fn a_write_that_fails_leaves_every_file_as_it_was() {
    let (_folder, study) = study();
    let at = |name: &str| study.layout().at(name);
    fs::write(at("cases.csv"), "id\nold\n").unwrap();
    fs::write(at("blocked"), "a file where a folder should be").unwrap();
    let mut changes = Changes::new();
    changes.write(at("cases.csv"), "id\nnew\n");
    changes.write(at("blocked/plan.csv"), "round,transcript,coder\n");
    assert!(study.commit(changes).is_err());
    assert_eq!(fs::read_to_string(at("cases.csv")).unwrap(), "id\nold\n");
    let left: Vec<_> = fs::read_dir(at(".qualkit")).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(left, ["lock"], "nothing staged is left behind");
}

#[test]
fn a_newer_format_is_refused_with_what_it_needs() {
    let (_folder, study) = study();
    let text = fs::read_to_string(study.layout().manifest()).unwrap();
    fs::write(study.layout().manifest(), text.replace("format = 1", "format = 7\nunheard_of = true")).unwrap();
    let error = Study::open(study.layout().root()).unwrap_err().to_string();
    assert!(
        error.ends_with("has format 7, but this program knows formats up to 1: it needs a newer qualkit"),
        "{error}"
    );
}
