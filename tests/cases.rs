//! `qualkit cases`

use insta::assert_snapshot;

use crate::garden::{CASES, empty, refused, run, uncoded};

#[test]
fn cases_are_imported_and_listed() {
    let sandbox = uncoded();
    assert_snapshot!(run(&sandbox, &["cases", "import", "garden", "cases.csv"]), @"
    exit 0
    --- stderr
    2 cases with the attributes role, street
    ");
    assert_snapshot!(run(&sandbox, &["cases", "list", "garden"]), @"
    exit 0
    --- stdout
    Cases

    Id   role      street
    ────────────────────────
    P01  gardener  Elm Row
    P02  visitor   Mill Lane

    qualkit [version]
    ");
    assert_eq!(sandbox.read("garden/cases.csv"), CASES);
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn a_participant_without_a_row_is_a_warning() {
    let sandbox = uncoded();
    sandbox.write("cases.csv", "id,role\nP01,gardener\n");
    sandbox.ok(&["cases", "import", "garden", "cases.csv"]);
    assert_snapshot!(run(&sandbox, &["check", "garden"]), @"
    exit 0
    --- stdout
    warning: transcripts/P02.toml: the case 'P02' of speaker 'Rosa' is not in cases.csv
      add a row to cases.csv
    --- stderr
    0 errors, 1 warning
    ");
}

#[test]
fn cases_saved_by_a_german_spreadsheet_are_read() {
    let sandbox = uncoded();
    sandbox.write("cases.csv", b"id;role\r\nP01;G\xe4rtnerin\r\nP02;Nachbarin\r\n");
    sandbox.ok(&["cases", "import", "garden", "cases.csv"]);
    assert_eq!(sandbox.ok(&["cases", "list", "garden", "--format", "csv"]), "id,role\nP01,Gärtnerin\nP02,Nachbarin\n");
}

#[test]
fn a_table_that_is_no_table_of_cases_is_refused() {
    let sandbox = uncoded();
    sandbox.ok(&["cases", "import", "garden", "cases.csv"]);
    sandbox.write("cases.csv", "role,street\ngardener,Elm Row\n");
    assert_snapshot!(refused(&sandbox, &["cases", "import", "garden", "cases.csv"]), @"
    exit 2
    --- stderr
    error: cases.csv: column 'id' is missing; the table has role, street
    ");
    sandbox.write("cases.csv", "id,role\nP 1,gardener\n");
    assert_snapshot!(refused(&sandbox, &["cases", "import", "garden", "cases.csv"]), @"
    exit 2
    --- stderr
    error: cases.csv: line 2, column 'id': expected a case's id, found 'P 1'
    ");
    assert_snapshot!(refused(&sandbox, &["cases", "import", "garden", "case.csv"]), @"
    exit 2
    --- stderr
    error: cannot read 'case.csv'
    caused by: No such file or directory (os error 2)
    ");
}

#[test]
fn an_empty_study_has_no_cases() {
    assert_snapshot!(run(&empty(), &["cases", "list", "garden"]), @"
    exit 0
    --- stdout
    Cases

    (no rows)

    qualkit [version]
    ");
}

#[test]
fn the_table_is_stored_in_the_one_way_in_which_tables_are_written() {
    let sandbox = uncoded();
    sandbox.write("cases.csv", "id;role\r\nP02;visitor\r\nP01;gardener\r\n");
    sandbox.ok(&["cases", "import", "garden", "cases.csv"]);
    assert!(sandbox.read("garden/cases.csv").starts_with("id,role\n"), "{}", sandbox.read("garden/cases.csv"));
}
