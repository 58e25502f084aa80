//! What was reported once and must not come back: each test is one report.

use std::fs;

use qualkit_testkit::Sandbox;

/// A group discussion and two interviews, coded by nobody; everyone in them is invented.
fn study() -> Sandbox {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    sandbox.write("G1.txt", "MOD: How is it?\n\nANA: I was afraid at first.\n\nBEN: Me too, I was afraid.\n\nMOD: And now?\n\nANA: Now it is fine.\n");
    sandbox.write("P01.txt", "I: Why?\n\nP01: There was no money.\n\nI: And then?\n\nP01: Then there was.\n");
    sandbox.write("P02.txt", "I: Why?\n\nP02: It was too far.\n\nI: And then?\n\nP02: A bus came.\n");
    sandbox.write(
        "codes.csv",
        "id,name,definition\nfear,Fear,Fear is named.\nmoney,Money,Money is named.\nold,Old,No longer.\n",
    );
    sandbox.ok(&["init", "st", "--title", "Reports"]);
    sandbox.ok(&["ingest", "st", "P01.txt", "P02.txt", "G1.txt", "--interviewer", "I", "--interviewer", "MOD"]);
    sandbox.ok(&["codebook", "import", "st", "codes.csv"]);
    sandbox
}

fn done(sandbox: &Sandbox, coder: &str, transcripts: &[&str]) {
    sandbox.ok(&[&["done", "st", "--coder", coder], transcripts].concat());
}

#[test]
fn ingesting_a_file_again_keeps_what_people_said_of_its_speakers() {
    let sandbox = study();
    sandbox.ok(&["speakers", "set", "st", "G1", "ANA", "--role", "participant", "--case", "ana"]);
    let before = sandbox.read("st/transcripts/G1.toml");
    assert!(sandbox.ok(&["ingest", "st", "G1.txt", "--format", "csv"]).contains(",unchanged"));
    assert_eq!(before, sandbox.read("st/transcripts/G1.toml"));
    let again = sandbox.ok(&["ingest", "st", "G1.txt", "--interviewer", "ANA", "--format", "csv"]);
    assert!(again.contains(",\"same text, new roles or cases\""), "{again}");
    assert!(sandbox.read("st/transcripts/G1.toml").contains("case = \"ana\""));
}

#[test]
fn speakers_without_a_case_are_told() {
    let sandbox = study();
    sandbox
        .write("G2.txt", "MOD: How?\n\nAnn Lee: So.\n\nBo Ray: And so.\n\nMOD: Yes?\n\nAnn Lee: Yes.\n\nBo Ray: No.\n");
    sandbox.ok(&["ingest", "st", "G2.txt", "--interviewer", "MOD"]);
    sandbox.write("cases.csv", "id,role\nP01,patient\nana,patient\n");
    sandbox.ok(&["cases", "import", "st", "cases.csv"]);
    let told = sandbox.ok(&["check", "st"]);
    assert!(told.contains("no case for Ann Lee, Bo Ray: they are not counted as participants"), "{told}");
}

#[test]
fn a_note_in_a_sheet_is_kept_or_told() {
    let sandbox = study();
    sandbox.ok(&["code", "st", "--coder", "a", "P01", "--turn", "2", "--code", "money"]);
    sandbox.write("P01.csv", "turn,text,codes,note\n2,There was no money.,money,on code\n4,Then there was.,,alone\n");
    let outcome = sandbox.run(&["sheet", "import", "st", "--coder", "a", "P01.csv"]);
    assert!(outcome.stderr.contains("turn 4: the note was not taken in"), "{}", outcome.stderr);
    assert!(sandbox.read("st/codings/a/P01.csv").contains(",on code,"));
}

#[test]
fn an_edited_text_is_not_coded_on() {
    let sandbox = study();
    let text = sandbox.read("st/transcripts/P01.txt");
    sandbox.write("st/transcripts/P01.txt", text.replace("Why?", "Why, then?"));
    let told = sandbox.refused(&["code", "st", "--coder", "a", "P01", "--quote", "no money", "--code", "money"]);
    assert!(told.contains("the text is not the one that was ingested"), "{told}");
}

#[test]
fn pairs_that_take_turns_are_compared_pair_by_pair() {
    let sandbox = study();
    for (coders, transcript) in [("a,b", "P01"), ("b,c", "P02"), ("a,c", "G1")] {
        for coder in coders.split(',') {
            sandbox.ok(&["code", "st", "--coder", coder, transcript, "--turn", "2", "--code", "fear"]);
            done(&sandbox, coder, &[transcript]);
        }
        sandbox.ok(&["plan", "add", "st", "--round", "1", "--coders", coders, transcript]);
    }
    let table = sandbox.ok(&["agree", "st", "--format", "json"]);
    for pair in ["1 (a b)", "1 (b c)", "1 (a c)"] {
        assert!(table.contains(pair), "{pair} is not in {table}");
    }
    assert!(!table.contains("\"units\": 0"), "{table}");
}

#[test]
fn nothing_compared_is_not_agreement() {
    let sandbox = study();
    for coder in ["a", "b"] {
        sandbox.ok(&["code", "st", "--coder", coder, "P01", "--turn", "2", "--code", "money"]);
    }
    let outcome = sandbox.run(&["disagreements", "st"]);
    assert!(outcome.stderr.contains("no turn was finished by all of its coders"), "{}", outcome.stderr);
    sandbox.ok(&["report", "st", "--out", "report"]);
    let report = sandbox.read("report/report.md");
    assert!(!report.contains("One person coded"), "{report}");
}

#[test]
fn codes_of_a_later_codebook_are_not_judged_in_an_earlier_round() {
    let sandbox = study();
    for coder in ["a", "b"] {
        sandbox.ok(&["code", "st", "--coder", coder, "P01", "--turn", "2", "--code", "money"]);
        done(&sandbox, coder, &["P01"]);
    }
    sandbox.write(
        "next.csv",
        "id,name,definition\nfear,Fear,Fear is named.\nmoney,Money,Money is named.\nlater,Later,New.\n",
    );
    sandbox.ok(&["codebook", "import", "st", "next.csv"]);
    let table = sandbox.ok(&["agree", "st", "--format", "csv"]);
    assert!(table.contains("money") && !table.contains("later"), "{table}");
}

#[test]
fn a_mark_can_be_taken_back() {
    let sandbox = study();
    done(&sandbox, "a", &["P01", "P02"]);
    sandbox.ok(&["done", "st", "--coder", "a", "P01", "--undo"]);
    let progress = sandbox.ok(&["progress", "st", "--format", "csv"]);
    assert!(progress.contains("\nP01,4,,\n") && progress.contains("\nP02,4,4,0\n"), "{progress}");
}

#[test]
fn one_coder_can_export_tables_and_no_listed_word_leaves() {
    let sandbox = study();
    sandbox.ok(&["code", "st", "--coder", "a", "P01", "--turn", "2", "--code", "money"]);
    done(&sandbox, "a", &["P01"]);
    sandbox.ok(&["export", "tables", "st", "--out", "tables"]);
    assert!(sandbox.read("tables/units.csv").contains("\nP01,1,2,"));
    sandbox.write("blind.csv", "words,replacement,kind\nmoney,[means],thing\n");
    sandbox.ok(&["blind", "import", "st", "blind.csv"]);
    let told = sandbox.refused(&["export", "tables", "st", "--out", "again"]);
    assert!(told.contains("left in codings.csv"), "{told}");
    assert!(!sandbox.path("again").exists());
}

#[test]
fn tables_that_are_no_ratings_are_refused_or_undefined() {
    let sandbox = study();
    sandbox.write("header.csv", "unit,a,b\n");
    let told = sandbox.refused(&["agree", "header.csv"]);
    assert!(told.contains("header.csv"), "{told}");
    sandbox.write("named.csv", "who,a,b\nx,1,1\ny,1,2\nz,2,2\n");
    let told = sandbox.refused(&["agree", "named.csv"]);
    assert!(told.contains("column 'who' has another value in each row"), "{told}");
    sandbox.ok(&["agree", "named.csv", "--coders", "a,b"]);
}

#[test]
fn an_open_quotation_mark_swallows_no_rows() {
    let sandbox = study();
    sandbox.write("blind.csv", "words,replacement,kind\nHill,[place],\"place\nBev,[name],person\n");
    let told = sandbox.refused(&["blind", "import", "st", "blind.csv"]);
    assert!(told.contains("line 2 cannot be read: a quotation mark is opened here and never closed"), "{told}");
}

#[test]
fn a_line_separator_in_a_note_does_no_harm() {
    let sandbox = study();
    let note = "one\u{2028}two";
    sandbox.ok(&["code", "st", "--coder", "a", "P01", "--turn", "2", "--code", "money", "--note", note]);
    assert!(sandbox.ok(&["codings", "st", "--format", "csv"]).contains("one two"));
    sandbox.ok(&["init", "other", "--title", "a\u{2028}b"]);
    sandbox.ok(&["check", "other"]);
}

#[test]
fn patterns_applied_again_leave_what_was_noted() {
    let sandbox = study();
    sandbox.write("next.csv", "id,name,definition,pattern\nfear,Fear,Fear is named.,afraid\n");
    sandbox.ok(&["codebook", "import", "st", "next.csv"]);
    sandbox.ok(&["apply", "st", "--coder", "rules"]);
    let table = sandbox.read("st/codings/rules/G1.csv");
    let noted = table.replacen("I was afraid at first.,,,", "I was afraid at first.,,seen,", 1);
    assert_ne!(table, noted);
    sandbox.write("st/codings/rules/G1.csv", &noted);
    sandbox.ok(&["apply", "st", "--coder", "rules"]);
    assert_eq!(sandbox.read("st/codings/rules/G1.csv"), noted);
}

#[test]
fn a_colleague_whom_the_manifest_does_not_know_has_coded_all_the_same() {
    let sandbox = study();
    sandbox.ok(&["code", "st", "--coder", "a", "P01", "--turn", "2", "--code", "money"]);
    fs::rename(sandbox.path("st/codings/a"), sandbox.path("st/codings/bob")).unwrap();
    sandbox.write("P01.txt", "I: Why?\n\nP01: Another text.\n");
    let told = sandbox.refused(&["ingest", "st", "P01.txt", "--interviewer", "I", "--force"]);
    assert!(told.contains("bob coded it"), "{told}");
}
