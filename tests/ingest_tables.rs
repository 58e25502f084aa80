//! `qualkit ingest` of tables

use insta::assert_snapshot;

use crate::garden::{empty, files, refused, run};

#[test]
fn columns_of_a_table_can_be_chosen() {
    let sandbox = empty();
    sandbox.write("talk.csv", "Wer,Was,Wann\nAnn,Und?,0:05\nRosa,Gut.,0:07\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "talk.csv"]), @"
    exit 2
    --- stderr
    error: talk.csv: no column holds what was said: the table has Wer, Was, Wann; name one of them text, statement, utterance, content, transcript, transcription, words, speech, sentence, message, response, answer
    hint: or say which column it is: --columns text=NAME,speaker=NAME,time=NAME
    ");
    let words = ["ingest", "--stdout", "talk.csv", "--columns", "speaker=wer,text=was,time=3"];
    assert_eq!(sandbox.ok(&words), "[00:00:05] Ann: Und?\n\n[00:00:07] Rosa: Gut.\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "talk.csv", "--columns", "text=Words"]), @"
    exit 2
    --- stderr
    error: talk.csv: the table has no column 'Words'; it has Wer, Was, Wann
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "talk.csv", "--columns", "Was"]), @"
    exit 2
    --- stderr
    error: invalid value 'Was' for '--columns <COLUMNS>': 'Was' chooses no column: expected id=…, speaker=…, text=…, time=… or end=…, separated by commas

    For more information, try '--help'.
    ");
}

#[test]
fn a_column_of_ids_tells_interviews_apart() {
    let sandbox = empty();
    sandbox.write("all.csv", "interview,speaker,text\nP05,Ann,Why?\nP05,Rosa,So.\nP06,Ann,When?\nP06,Bo,Never.\n");
    let words = ["ingest", "garden", "all.csv", "--columns", "id=interview"];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stdout
    Transcripts

                                                                                   Taken
    File     Id   Format  Turns  Timed  Words  Speakers                     Notes  in
    ────────────────────────────────────────────────────────────────────────────────────
    all.csv  P05  csv         2      0      2  Ann: unknown, Rosa: unknown      1  new
    all.csv  P06  csv         2      0      2  Ann: unknown, Bo: unknown        1  new

    qualkit [version]
    --- stderr
    all.csv, P05: it cannot be told who asks and who answers among 'Ann', 'Rosa'; --interviewer LABEL says it
    all.csv, P06: it cannot be told who asks and who answers among 'Ann', 'Bo'; --interviewer LABEL says it
    ");
    assert_eq!(sandbox.read("garden/transcripts/P06.txt"), "Ann: When?\n\nBo: Never.\n");
    let words = ["ingest", "garden", "all.csv", "--columns", "id=interview", "--id", "x"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: --id names one transcript, but a table of several gives each its own
    hint: --columns id=NAME says which column holds the ids
    ");
    let words = ["ingest", "all.csv", "--columns", "id=interview", "--stdout"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: all.csv: the table holds several transcripts, where one was expected
    hint: without --stdout, each becomes a transcript of the study
    ");
}

const SURVEY: &str = "\
Respondent;role;county;Why did you stay?;What is missing?
R1;nurse;Alder;The team.;Money.
R2;clerk;Tule;;Time.
R3;clerk;Tule;;
";

#[test]
fn a_survey_becomes_transcripts_of_respondents_and_cases() {
    let sandbox = empty();
    sandbox.write("survey.csv", SURVEY);
    let chosen = "id=Respondent,text=Why did you stay?,text=What is missing?";
    let words = ["ingest", "garden", "survey.csv", "--rows", "respondents", "--columns", chosen];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stdout
    Transcripts

                                                                                                Taken
    File        Id  Format  Turns  Timed  Words  Speakers                                Notes  in
    ─────────────────────────────────────────────────────────────────────────────────────────────────
    survey.csv  R1  csv         4      0     10  Question: interviewer, R1: participant      0  new
    survey.csv  R2  csv         2      0      4  Question: interviewer, R2: participant      0  new

    qualkit [version]
    --- stderr
    survey.csv: 1 of 3 respondents answered none of the questions
    cases.csv: 3 new cases with the attributes role, county
    ");
    assert_snapshot!(sandbox.read("garden/transcripts/R1.txt"), @"
    Question: Why did you stay?

    R1: The team.

    Question: What is missing?

    R1: Money.
    ");
    assert_snapshot!(sandbox.read("garden/cases.csv"), @"
    id,role,county
    R1,nurse,Alder
    R2,clerk,Tule
    R3,clerk,Tule
    ");
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
    let before = files(&sandbox, "garden");
    sandbox.ok(&words);
    assert!(before == files(&sandbox, "garden"), "the same survey again changes nothing");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "survey.csv", "--rows", "people"]), @"
    exit 2
    --- stderr
    error: invalid value 'people' for '--rows <KIND>': 'people' is nothing that rows can be: expected utterances, interviews, respondents or questions

    For more information, try '--help'.
    ");
}

#[test]
fn a_question_of_a_survey_can_be_a_transcript() {
    let sandbox = empty();
    sandbox.write("survey.csv", SURVEY);
    let chosen = "id=Respondent,text=Why did you stay?,text=What is missing?";
    sandbox.ok(&["ingest", "garden", "survey.csv", "--rows", "questions", "--columns", chosen]);
    assert_eq!(sandbox.read("garden/transcripts/What-is-missing.txt"), "R1: Money.\n\nR2: Time.\n");
    assert!(sandbox.read("garden/transcripts/Why-did-you-stay.toml").contains("case = \"R1\""), "one answer, one case");
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn interviews_by_rows_add_to_cases_and_never_overwrite_them() {
    let sandbox = empty();
    sandbox.write("cases.csv", "id,Role,street\nP05,gardener,Elm Row\n");
    sandbox.ok(&["cases", "import", "garden", "cases.csv"]);
    sandbox.write(
        "all.csv",
        "id,role,age,transcript\nP05,visitor,51,\"Int: Why?\n\nP05: So.\"\nP06,visitor,40,\"Int: And?\n\nP06: No.\"\n",
    );
    assert_snapshot!(run(&sandbox, &["ingest", "garden", "all.csv", "--rows", "interviews"]), @"
    exit 0
    --- stdout
    Transcripts

                                                                                          Taken
    File     Id   Format  Turns  Timed  Words  Speakers                            Notes  in
    ───────────────────────────────────────────────────────────────────────────────────────────
    all.csv  P05  csv         2      0      2  Int: interviewer, P05: participant      0  new
    all.csv  P06  csv         2      0      2  Int: interviewer, P06: participant      0  new

    qualkit [version]
    --- stderr
    all.csv: Role of the case 'P05' is 'visitor', but 'gardener' before, which stays
    cases.csv: 1 new case with the attributes Role, street, age
    ");
    assert_snapshot!(sandbox.read("garden/cases.csv"), @"
    id,Role,street,age
    P05,gardener,Elm Row,51
    P06,visitor,,40
    ");
    assert_eq!(sandbox.read("garden/transcripts/P05.txt"), "Int: Why?\n\nP05: So.\n");
    let before = sandbox.read("garden/cases.csv");
    sandbox.write("bare.csv", "id,text\nP08,\"Int: Why?\n\nP08: So.\"\n");
    sandbox.ok(&["ingest", "garden", "bare.csv", "--rows", "interviews"]);
    assert_eq!(sandbox.read("garden/cases.csv"), before, "a table without attributes tells nothing of cases");
}

/// A workbook of sheets in which Ann says something.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, (name, words)) in (1..).zip(sheets) {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        related += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let cell = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let data = format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>",
            cell("A1", "speaker"),
            cell("B1", "text"),
            cell("A2", "Ann"),
            cell("B2", words)
        );
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let root = format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    let relations = |inside: &str| format!("<Relationships xmlns=\"{PACKAGE}\">{inside}</Relationships>");
    let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>");
    parts.push(("_rels/.rels".to_owned(), relations(&root)));
    parts.push(("xl/workbook.xml".to_owned(), book));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&related)));
    let size = |part: &str| u32::try_from(part.len()).unwrap();
    let packed: Vec<(&str, &[u8], u16, u32)> =
        parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes(), 0, size(part))).collect();
    crate::bad_input::zip(&packed)
}

#[test]
fn a_sheet_of_a_workbook_can_be_named() {
    let sandbox = empty();
    sandbox.write("book.xlsx", workbook(&[("Codes", "Gut"), ("Talk", "Why?")]));
    assert_eq!(sandbox.ok(&["ingest", "--stdout", "book.xlsx", "--sheet", "talk"]), "Ann: Why?\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "book.xlsx", "--sheet", "Nowhere"]), @"
    exit 2
    --- stderr
    error: book.xlsx: the workbook has no sheet 'Nowhere'; it has Codes, Talk
    ");
}
