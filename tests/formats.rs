//! Studies as earlier formats wrote them are read for ever, and nothing in them is misread or lost.

use std::path::Path;

use qualkit_testkit::Sandbox;

#[test]
fn a_study_of_format_1_is_read() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    sandbox.copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/1"), "old");
    assert_eq!(sandbox.ok(&["check", "old"]), "");
    let codings = sandbox.ok(&["codings", "old", "--format", "csv"]);
    assert!(codings.contains(",a,P01,2,65,88,handoff,\"a trusted, warm handoff\","), "{codings}");
    let themes = sandbox.ok(&["count", "old", "--themes", "--format", "csv"]);
    assert!(themes.contains("\nReaching the lawyer,reach,"), "{themes}");
    let quotes = sandbox.ok(&["quotes", "old", "--picked"]);
    assert!(quotes.contains("The grant ended in [month]") && quotes.contains("administrator"), "{quotes}");
    sandbox.ok(&["report", "old", "--out", "report"]);
    assert!(sandbox.read("report/report.md").contains("decision"));
}

#[test]
fn a_study_of_format_1_is_written_again_as_it_was() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    sandbox.copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/1"), "old");
    let before =
        ["codings/a/P01.csv", "codings/a/progress.csv", "plan.csv"].map(|name| sandbox.read(&format!("old/{name}")));
    sandbox.ok(&["code", "old", "--coder", "a", "P01", "--turn", "2", "--code", "funding"]);
    let codings = sandbox.read("old/codings/a/P01.csv");
    let id = codings.lines().find(|line| line.contains(",funding,")).and_then(|line| line.split(',').next());
    sandbox.ok(&["uncode", "old", "--coder", "a", id.expect("the coding was made")]);
    sandbox.ok(&["plan", "add", "old", "--round", "1", "--coders", "a,b", "P01"]);
    let after =
        ["codings/a/P01.csv", "codings/a/progress.csv", "plan.csv"].map(|name| sandbox.read(&format!("old/{name}")));
    assert_eq!(before, after);
}
