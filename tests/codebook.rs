//! `qualkit codebook`

use insta::assert_snapshot;

use crate::garden::{CODEBOOK, coded, empty, files, refused, run, uncoded};

#[test]
fn the_first_codebook_is_version_1() {
    let sandbox = empty();
    assert_snapshot!(run(&sandbox, &["codebook", "import", "garden", "codebook.csv"]), @"
    exit 0
    --- stderr
    codebook version 1: 3 codes
    ");
    assert_snapshot!(run(&sandbox, &["codebook", "list", "garden"]), @"
    exit 0
    --- stdout
    Codebook, version 1

    Code          Id       Definition
    ──────────────────────────────────────────────────────
    Way in        way-in   How someone came to the garden.
    Feeling lost  lost     Not knowing where things are.
    Welcome       welcome  Being received warmly.

    qualkit [version]
    ");
    assert!(!sandbox.path("garden/codebook-changes.csv").exists());
}

#[test]
fn the_next_codebook_is_a_version_with_its_changes() {
    let sandbox = coded();
    sandbox.write(
        "v2.csv",
        "id,name,parent,definition,use_when,not_when\n\
         way-in,How they came,,How someone came to the garden.,They tell how they heard of it.,They tell why they stayed.\n\
         friend,Through a friend,way-in,A person told them.,A friend or neighbour is named.,It was a flyer.\n\
         lost,Feeling lost,,Not knowing where things are.,Somebody cannot find something.,They lost money.\n",
    );
    sandbox.write("why.csv", "version,change,code,field,from,to,reason\n2,split,friend,,way-in,,too broad\n");
    let words = ["codebook", "import", "garden", "v2.csv", "--changes", "why.csv", "--reason", "second meeting"];
    let before = files(&sandbox, "garden");
    sandbox.ok(&[&words[..], &["--dry-run"]].concat());
    assert!(before == files(&sandbox, "garden"), "a dry run writes nothing");
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stderr
    way-in renamed (name)
    friend split
    welcome retired
    codebook version 2: 3 codes
    ");
    assert_snapshot!(sandbox.read("garden/codebook-changes.csv"), @"
    version,date,coder,change,code,field,from,to,reason
    2,2019-02-01,,renamed,way-in,name,Way in,How they came,second meeting
    2,2019-02-01,,split,friend,,way-in,,too broad
    2,2019-02-01,,retired,welcome,,,,second meeting
    ");
    let codes = sandbox.ok(&["codebook", "export", "garden"]);
    assert_eq!(codes, sandbox.read("garden/codebook.csv"));
    assert!(codes.lines().any(|line| line.starts_with("welcome,Welcome,") && line.ends_with(",retired")), "{codes}");
    assert_snapshot!(sandbox.ok(&["codebook", "show", "garden", "way-in"]), @"
    How they came (way-in)
    Over: friend
    Definition: How someone came to the garden.
    Use when: They tell how they heard of it.
    Not when: They tell why they stayed.
    Pattern: (flyer|neighbou?r)
    Version 2: renamed from 'Way in' to 'How they came': second meeting
    ");
    let before = files(&sandbox, "garden");
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stderr
    nothing differs from version 2
    ");
    assert!(before == files(&sandbox, "garden"), "the same codebook again changes nothing");
}

#[test]
fn a_shipped_codebook_is_taken_in_by_its_name() {
    let sandbox = empty();
    sandbox.ok(&["codebook", "import", "garden", "i-help"]);
    let list = sandbox.ok(&["codebook", "list", "garden", "--format", "csv"]);
    assert!(list.lines().count() > 20, "{list}");
    let shipped = sandbox.ok(&["codebook", "list", "--shipped", "--format", "csv"]);
    assert!(shipped.lines().any(|line| line.starts_with("i-help,")), "{shipped}");
    assert_snapshot!(refused(&sandbox, &["codebook", "import", "garden", "i-hlp"]), @"
    exit 2
    --- stderr
    error: there is no file 'i-hlp', and no shipped codebook of this name
    hint: did you mean the shipped codebook 'i-help'?
    ");
}

#[test]
fn a_code_is_shown_with_all_that_is_said_of_it() {
    let sandbox = uncoded();
    assert_snapshot!(run(&sandbox, &["codebook", "show", "garden", "lost"]), @r"
    exit 0
    --- stdout
    Feeling lost (lost)
    Definition: Not knowing where things are.
    Use when: Somebody cannot find something.
    Not when: They lost money.
    Pattern: \blost\b
    ");
    assert_snapshot!(run(&sandbox, &["codebook", "show", "garden", "lots"]), @"
    exit 2
    --- stderr
    error: the codebook has no code 'lots'
    hint: did you mean 'lost'?
    ");
}

#[test]
fn remarks_are_an_answer_that_is_no() {
    let sandbox = uncoded();
    assert_snapshot!(run(&sandbox, &["codebook", "check", "garden"]), @"
    exit 0
    --- stderr
    no remarks
    ");
    sandbox.write(
        "bad.csv",
        "id,name,definition,use_when,not_when,pattern\nway-in,Way in,,,Use far-away instead.,(flyer\n",
    );
    sandbox.ok(&["codebook", "import", "garden", "bad.csv"]);
    assert_snapshot!(run(&sandbox, &["codebook", "check", "garden"]), @"
    exit 1
    --- stdout
    way-in: 'definition' is empty: say what the code means
    way-in: 'use_when' is empty: say when to use the code
    way-in: its instructions send to 'far-away', which is no code of this codebook
    code 'way-in', column 'pattern', character 1: unclosed group in '(flyer'
    --- stderr
    4 remarks
    ");
}

#[test]
fn what_is_exported_reads_back_as_the_same() {
    let sandbox = uncoded();
    sandbox.ok(&["codebook", "export", "garden", "--out", "out.csv"]);
    assert_eq!(sandbox.read("out.csv"), sandbox.read("garden/codebook.csv"));
    let outcome = sandbox.run(&["codebook", "import", "garden", "out.csv"]);
    assert_eq!(outcome.stderr, "nothing differs from version 1\n");
    assert_snapshot!(run(&sandbox, &["codebook", "export", "garden", "--out", "out.csv"]), @"
    exit 2
    --- stderr
    error: 'out.csv' is there already
    hint: --force overwrites it
    ");
    sandbox.ok(&["codebook", "export", "garden", "--out", "out.csv", "--force", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&sandbox.read("out.csv")).unwrap();
    assert_eq!(told["rows"][1]["id"], "lost");
    assert_eq!(told["rows"][1]["pattern"], "\\blost\\b");
}

#[test]
fn a_spreadsheet_in_another_encoding_with_semicolons_is_read() {
    let sandbox = empty();
    sandbox.write("de.csv", b"Code;Description\r\nW\xe4rme;Herzliche Aufnahme\r\nVerlust;Nichts finden\r\n");
    assert_snapshot!(run(&sandbox, &["codebook", "import", "garden", "de.csv"]), @"
    exit 0
    --- stderr
    de.csv: read as windows-1252, guessed from its letters
    de.csv: line 2: 'Wärme' is no id (lower-case letters, digits, '-', '_'); it became 'wärme'
    de.csv: line 3: 'Verlust' is no id (lower-case letters, digits, '-', '_'); it became 'verlust'
    codebook version 1: 2 codes
    4 remarks on the codes: qualkit codebook check garden lists them
    ");
    assert_snapshot!(sandbox.read("garden/codebook.csv"), @"
    id,name,parent,definition,detail,use_when,not_when,example,pattern,color,origin,status
    wärme,Wärme,,Herzliche Aufnahme,,,,,,,,active
    verlust,Verlust,,Nichts finden,,,,,,,,active
    ");
}

#[test]
fn all_that_is_wrong_with_a_codebook_is_told_at_once() {
    let sandbox = uncoded();
    sandbox.write("wrong.csv", "id,name,parent,status\na,A,,\na,B,,\n,,,retired\nb,C,aa,\nc,D,d,\nd,E,c,\ne,F,,gone\n");
    assert_snapshot!(refused(&sandbox, &["codebook", "import", "garden", "wrong.csv"]), @"
    exit 2
    --- stderr
    error: wrong.csv: line 4: the code has neither id nor name
    wrong.csv: line 8, column 'status': expected 'active' or 'retired', found 'gone'
    wrong.csv: line 3: the id 'a' stands already on line 2
    wrong.csv: line 5: the parent 'aa' of 'b' is no code of this codebook; did you mean 'a'?
    wrong.csv: 'c' is above itself: c > d > c
    ");
}

#[test]
fn a_study_without_codebook_says_how_to_get_one() {
    let sandbox = empty();
    for words in
        [&["codebook", "list", "garden"][..], &["codebook", "check", "garden"], &["codebook", "export", "garden"]]
    {
        let told = refused(&sandbox, words);
        assert!(told.contains("error: the study has no codebook yet\nhint: qualkit codebook import garden"), "{told}");
    }
    assert_snapshot!(refused(&sandbox, &["codebook", "show", "garden", "lost"]), @"
    exit 2
    --- stderr
    error: the study has no codebook yet
    hint: qualkit codebook import garden codebook.csv, or the name of a shipped one
    ");
}

#[test]
fn a_misspelt_verb_is_answered_with_the_nearest() {
    assert_snapshot!(refused(&uncoded(), &["codebook", "lst", "garden"]), @"
    exit 2
    --- stderr
    error: unrecognized subcommand 'lst'

      tip: a similar subcommand exists: 'list'

    Usage: qualkit codebook <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn a_table_of_changes_with_a_missing_column_is_refused() {
    let sandbox = uncoded();
    sandbox.write("why.csv", "code,reason\nlost,too broad\n");
    sandbox.write("v2.csv", CODEBOOK.replace("Feeling lost", "Lost"));
    assert_snapshot!(refused(&sandbox, &["codebook", "import", "garden", "v2.csv", "--changes", "why.csv"]), @"
    exit 2
    --- stderr
    error: why.csv: column 'version' is missing; the table has code, reason
    ");
}

#[test]
fn a_table_for_machines_has_names_as_they_are() {
    let sandbox = empty();
    sandbox.write("tree.csv", "id,name,parent\nway-in,Way in,\nfriend,Through a friend,way-in\n");
    sandbox.ok(&["codebook", "import", "garden", "tree.csv"]);
    let codes = sandbox.ok(&["codebook", "list", "garden", "--format", "csv"]);
    assert!(codes.contains("\nfriend,Through a friend,way-in,"), "{codes}");
}
