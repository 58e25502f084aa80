//! `qualkit check`

use insta::assert_snapshot;

use crate::garden::{coded, empty, files, run};

#[test]
fn a_sound_study_has_no_problems() {
    let sandbox = coded();
    let before = files(&sandbox, "garden");
    assert_snapshot!(run(&sandbox, &["check", "garden"]), @"
    exit 0
    --- stderr
    no problems
    ");
    assert!(before == files(&sandbox, "garden"), "check writes nothing");
}

#[test]
fn an_empty_study_has_no_problems() {
    assert_snapshot!(run(&empty(), &["check", "garden"]), @"
    exit 0
    --- stderr
    no problems
    ");
}

#[test]
fn every_problem_is_told_with_file_line_and_remedy() {
    let sandbox = coded();
    sandbox.write(
        "garden/codings/ana/P01.csv",
        "id,start,end,code,quote,rating,note,created,codebook_version\n\
         c1,5,33,wellcome,How did you find the garden?,,,,1\n\
         c2,40,60,way-in,My brother told me,,,,1\n\
         c3,40,6000,way-in,My neighbour told me,,,,1\n",
    );
    sandbox.write("garden/codings/ana/P09.csv", "id,start,end,code,quote\n");
    sandbox.write("garden/codings/zoe/P01.csv", "id,start,end,code,quote\n");
    sandbox.write("garden/plan.csv", "round,transcript,coder\n1,P09,ana\n1,P01,zoe\n");
    sandbox.write("garden/cases.csv", "role\ngardener\n");
    std::fs::remove_file(sandbox.path("garden/transcripts/P02.toml")).unwrap();
    assert_snapshot!(run(&sandbox, &["check", "garden"]), @r#"
    exit 1
    --- stdout
    error: cases.csv: column 'id' is missing; the table has role
      correct the file
    error: codings/ana/P01.csv:2: the codebook has no code 'wellcome'; did you mean 'welcome'?
      add the code to the codebook, or correct the row
    error: codings/ana/P01.csv:3: coding 'c2': the words at 40..60 are "My neighbour told me", not "My brother told me"
      the text or the table was changed by hand: put back the text, or code the passage again
    error: codings/ana/P01.csv:4: coding 'c3': its span 40..6000 lies outside the text, which has 351 characters
      take the row out and code the passage again
    error: codings/ana/P09.csv: the study has no transcript 'P09'
      ingest the transcript, or take the file out
    error: codings/zoe: 'zoe' is no coder of study.toml
      qualkit coder add garden zoe, or rename the folder
    error: plan.csv: the study has no coder 'zoe'
      correct the row
    error: plan.csv: the study has no transcript 'P09'
      correct the row
    error: transcripts/P02.txt: 'P02.toml' is missing beside it
      ingest the original again; a text without its details cannot be read
    --- stderr
    9 errors, 0 warnings
    "#);
}

#[test]
fn a_text_that_was_edited_is_an_error() {
    let sandbox = coded();
    let text = sandbox.read("garden/transcripts/P01.txt");
    sandbox.write("garden/transcripts/P01.txt", text.replace("And the first week?", "And the second week?"));
    assert_snapshot!(run(&sandbox, &["check", "garden"]), @r#"
    exit 1
    --- stdout
    error: codings/ana/P01.csv:3: coding 'cfde7020003': the words at 152..162 are " I was los", not "I was lost"
      the text or the table was changed by hand: put back the text, or code the passage again
    error: transcripts/P01.txt: the text is not the one that was ingested: positions of codings may be off
      put back the text that was ingested, for example with git checkout
    --- stderr
    2 errors, 0 warnings
    "#);
}

#[test]
fn line_ends_that_git_changed_are_a_warning() {
    let sandbox = coded();
    let text = sandbox.read("garden/transcripts/P01.txt");
    sandbox.write("garden/transcripts/P01.txt", text.replace('\n', "\r\n"));
    assert_snapshot!(run(&sandbox, &["check", "garden"]), @"
    exit 0
    --- stdout
    warning: transcripts/P01.txt: the text is not canonical (12 line ends made LF); it is read as if it were
      check what changed the file: an editor, or git without .gitattributes
    --- stderr
    0 errors, 1 warning
    ");
}

#[test]
fn problems_are_a_table_for_machines() {
    let sandbox = coded();
    sandbox.write("garden/codings/zoe/P01.csv", "id,start,end,code,quote\n");
    let outcome = sandbox.run(&["check", "garden", "--format", "json"]);
    assert_eq!(outcome.code, Some(1));
    let told: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(told["table"], "problems");
    assert_eq!(told["rows"][0]["severity"], "error");
    assert_eq!(told["rows"][0]["file"], "codings/zoe");
    assert_eq!(told["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn a_folder_that_is_no_study_is_said_to_be_none() {
    let sandbox = empty();
    sandbox.write("elsewhere/notes.txt", "none");
    assert_snapshot!(run(&sandbox, &["check", "elsewhere"]), @r#"
    exit 2
    --- stderr
    error: 'elsewhere' is no study: it has no study.toml
    hint: qualkit init elsewhere --title "…" makes one
    "#);
}

#[test]
fn the_line_of_a_coding_is_that_of_its_own_row() {
    let sandbox = coded();
    let rows = "id,start,end,code,quote\nc10,5,33,lost,How did you find the garden?\nc1,40,60,lost,My sister told me\n";
    sandbox.write("garden/codings/ana/P01.csv", rows);
    let told = sandbox.run(&["check", "garden"]).stdout;
    assert!(told.contains("codings/ana/P01.csv:3: coding 'c1': the words at 40..60"), "{told}");
    let rows = "start,end,code,quote,id\n5,33,lost,How did you find the garden?,c10\n40,60,lost,My sister told me,c1\n";
    sandbox.write("garden/codings/ana/P01.csv", rows);
    assert_eq!(told, sandbox.run(&["check", "garden"]).stdout);
}
