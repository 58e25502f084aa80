//! `qualkit progress`

use insta::assert_snapshot;

use crate::garden::{coded, empty, refused, run};

#[test]
fn what_nobody_began_is_empty_and_not_zero() {
    let sandbox = coded();
    assert_snapshot!(run(&sandbox, &["progress", "garden"]), @"
    exit 0
    --- stdout
    Progress: turns finished, and codings

                            ana      ana       ben      ben
    Transcript  Turns  finished  codings  finished  codings
    ───────────────────────────────────────────────────────
    P01             6         6        2
    P02             4         0        1         2        0

    An empty cell: the coder has not begun the transcript.

    qualkit [version]
    ");
    assert_snapshot!(sandbox.ok(&["progress", "garden", "--format", "csv"]), @"
    transcript,turns,ana_finished,ana_codings,ben_finished,ben_codings
    P01,6,6,2,,
    P02,4,0,1,2,0
    ");
    assert_snapshot!(run(&sandbox, &["progress", "garden", "--format", "markdown"]), @"
    exit 0
    --- stdout
    **Progress: turns finished, and codings**

    | Transcript | Turns | ana finished | ana codings | ben finished | ben codings |
    | --- | --: | --: | --: | --: | --: |
    | P01 | 6 | 6 | 2 |  |  |
    | P02 | 4 | 0 | 1 | 2 | 0 |

    An empty cell: the coder has not begun the transcript.

    *qualkit [version]*
    ");
}

#[test]
fn transcripts_stand_in_the_order_of_their_numbers() {
    let sandbox = empty();
    for name in ["P10.txt", "P9.txt", "P1.txt"] {
        sandbox.write(name, crate::garden::P01);
    }
    sandbox.ok(&["ingest", "garden", "P10.txt", "P9.txt", "P1.txt"]);
    assert_eq!(sandbox.ok(&["progress", "garden", "--format", "csv"]), "transcript,turns\nP1,6\nP9,6\nP10,6\n");
}

#[test]
fn a_folder_that_is_no_study_is_said_to_be_none() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["progress", "gardens"]), @r#"
    exit 2
    --- stderr
    error: there is no folder 'gardens'
    hint: qualkit init gardens --title "…" makes one
    "#);
    assert_snapshot!(refused(&sandbox, &["progress"]), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      <STUDY>

    Usage: qualkit progress <STUDY>

    For more information, try '--help'.
    ");
}

#[test]
fn an_empty_study_has_no_progress() {
    assert_snapshot!(run(&empty(), &["progress", "garden"]), @"
    exit 0
    --- stdout
    Progress: turns finished, and codings

    (no rows)

    An empty cell: the coder has not begun the transcript.

    qualkit [version]
    ");
}
