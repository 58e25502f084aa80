//! Workbooks and surveys. All fixtures are synthetic; the workbooks hold what Excel writes of them.

use qualkit_ingest::{Collection, IngestError, Options, Rows};
use qualkit_transcript::{Role, TranscriptId};

use super::{archive, header, notes, read, read_with, told, turn};

/// A cell: text, a number, or a time of the clock as a part of a day.
enum Cell {
    Text(&'static str),
    Number(f64),
    Clock(f64),
}

use Cell::{Clock, Number, Text};

/// A workbook of these sheets.
fn xlsx(sheets: &[(&str, &[&[Cell]])]) -> Vec<u8> {
    archive(&parts(sheets))
}

/// The parts of such a workbook, each with its name; the sheets come first.
fn parts(sheets: &[(&str, &[&[Cell]])]) -> Vec<(String, String)> {
    let mut listed = String::new();
    let mut related = String::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    for (number, (name, rows)) in (1..).zip(sheets) {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        related += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
             Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let mut data = String::new();
        for (row, cells) in (1..).zip(*rows) {
            data += &format!("<row r=\"{row}\">");
            for (column, cell) in ('A'..).zip(*cells) {
                data += &match cell {
                    Text(text) => format!(
                        "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                    ),
                    Number(number) => format!("<c r=\"{column}{row}\"><v>{number}</v></c>"),
                    Clock(days) => format!("<c r=\"{column}{row}\" s=\"1\"><v>{days}</v></c>"),
                };
            }
            data += "</row>";
        }
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>"),
        ));
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    parts.push((
        "_rels/.rels".to_owned(),
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
            .to_owned(),
    ));
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets>{listed}</sheets></workbook>"
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{related}\
             <Relationship Id=\"rIdS\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" \
             Target=\"styles.xml\"/></Relationships>"
        ),
    ));
    parts.push((
        "xl/styles.xml".to_owned(),
        format!(
            "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"21\"/></cellXfs></styleSheet>"
        ),
    ));
    parts
}

fn many(file_name: &str, bytes: impl AsRef<[u8]>, options: &Options) -> Result<Collection, IngestError> {
    qualkit_ingest::read_many(TranscriptId::new("file").unwrap(), file_name, bytes.as_ref(), options)
}

fn options(rows: Rows, columns: &str) -> Options {
    let columns = if columns.is_empty() { Default::default() } else { columns.parse().unwrap() };
    Options { rows, columns, ..Options::default() }
}

fn texts(read: &Collection) -> Vec<(&str, &str)> {
    let texts = read.transcripts.iter().map(|read| (read.transcript.id().as_str(), read.transcript.text().as_str()));
    texts.collect()
}

fn messages(read: &Collection) -> Vec<String> {
    read.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_workbook_reads_as_the_same_table_in_text() {
    let rows: [&[Cell]; 5] = [
        &[Text("timestamp"), Text("speaker"), Text("statement"), Text("page")],
        &[Text("0:01"), Text("Ann Lee"), Text("Hello, &lt;Bob&gt;.&#10;So?"), Number(3.0)],
        &[Clock(0.000_763_888_888_888_888_9), Text("Bob"), Text(" Hi. "), Number(3.5)],
        &[Text(""), Text("Bob"), Text("  ")],
        &[Number(3605.5), Text("bob"), Number(12.0)],
    ];
    let read = read("a.xlsx", xlsx(&[("Sheet1", &rows)])).unwrap();
    assert_eq!(
        told(&read),
        [turn("Ann Lee", 1, "Hello, <Bob>.\nSo?"), turn("Bob", 66, "Hi."), turn("Bob", 3605, "12")]
    );
    assert_eq!(read.why, "a zip archive with xl/workbook.xml in it");
    assert_eq!(
        notes(&read)[..5],
        [
            "row 3: holds a time of the clock: check that minutes and seconds were not typed as hours and minutes",
            "columns that were not taken: page",
            "row 4: has no words",
            "numbers in the column of times were read as seconds",
            "'Bob' and 'bob' were taken as one speaker, 'Bob'",
        ]
    );
}

#[test]
fn the_sheet_with_turns_is_found_or_named() {
    let codes: [&[Cell]; 2] = [&[Text("Code"), Text("Count")], &[Text("trust"), Number(4.0)]];
    let turns: [&[Cell]; 5] = [
        &[Text("Interview 7")],
        &[],
        &[Text("Who"), Text("Said"), Text("Text")],
        &[Text("Ann"), Text("x"), Text("How?")],
        &[Text("Bob"), Text("y"), Text("So."), Text("lost")],
    ];
    let book = xlsx(&[("Codebook", &codes), ("Turns", &turns)]);
    let found = read("a.xlsx", &book).unwrap();
    assert_eq!(told(&found), [turn("Ann", -1, "How?"), turn("Bob", -1, "So.")]);
    assert_eq!(header(&found), ["Interview 7"]);
    assert_eq!(
        notes(&found)[..2],
        ["the sheet 'Turns' was read, and not: Codebook", "row 5: has cells under no column name, which were left out"]
    );
    let chosen =
        Options { sheet: Some("turns".into()), columns: "text=Said,speaker=1".parse().unwrap(), ..Options::default() };
    assert_eq!(told(&read_with("a.xlsx", &book, &chosen).unwrap())[0], turn("Ann", -1, "x"));
    let missing = Options { sheet: Some("Sheet9".into()), ..Options::default() };
    let error = read_with("a.xlsx", &book, &missing).unwrap_err();
    assert_eq!(error.to_string(), "the workbook has no sheet 'Sheet9'; it has Codebook, Turns");
}

#[test]
fn columns_are_chosen_by_name_or_number() {
    let text = "a;b;When;c\nAnn;x;0:05;How?\nBob;y;0:07;So.\n";
    let read = read_with("a.csv", text, &options(Rows::Utterances, "speaker=A,text=4,time=when")).unwrap();
    assert_eq!(told(&read), [turn("Ann", 5, "How?"), turn("Bob", 7, "So.")]);
    assert_eq!(notes(&read)[0], "columns that were not taken: b");
    let error = read_with("a.csv", text, &options(Rows::Utterances, "text=said")).unwrap_err();
    assert_eq!(error.to_string(), "the table has no column 'said'; it has a, b, When, c");
}

#[test]
fn a_column_tells_interviews_apart() {
    let text = "interview,speaker,text\nP01,INT,Why?\nP01,P01,So.\nP02,INT,How?\nP02,P02,Thus.\nP01,INT,Oh?\n";
    let options = options(Rows::Utterances, "id=interview");
    let read = many("all.csv", text, &options).unwrap();
    assert_eq!(texts(&read), [("P01", "INT: Why?\n\nP01: So.\n\nINT: Oh?\n"), ("P02", "INT: How?\n\nP02: Thus.\n")]);
    assert_eq!(read_with("all.csv", text, &options).unwrap_err(), IngestError::Several);
}

#[test]
fn a_row_may_be_an_interview() {
    let text =
        "id,county,transcript\nP01,Alder,\"I: Why?\nP01: So.\nI: Oh.\nP01: Yes.\"\nP02,Tule,\nP01,Yuba,It was long.\n";
    let read = many("all.csv", text, &options(Rows::Interviews, "")).unwrap();
    assert_eq!(texts(&read), [("P01", "I: Why?\n\nP01: So.\n\nI: Oh.\n\nP01: Yes.\n"), ("P01-2", "?: It was long.\n")]);
    assert_eq!(read.cases.value("P01", "county"), Some("Alder"));
    assert_eq!(
        messages(&read),
        ["line 6: has no words", "line 7: has an id that another row has, and was given one with a number behind it"]
    );
}

const SURVEY: &str = "Respondent;Age;Why stay?;What now?\n7;31;\"Pay, and pride\";\n9;;;\n12;28;Friends;Leave\n";

#[test]
fn a_respondent_may_be_a_transcript() {
    let read = many("survey.tsv", SURVEY, &options(Rows::Respondents, "text=Why stay?,text=What now?")).unwrap();
    assert_eq!(
        texts(&read),
        [
            ("t7", "Question: Why stay?\n\nt7: Pay, and pride\n"),
            ("t12", "Question: Why stay?\n\nt12: Friends\n\nQuestion: What now?\n\nt12: Leave\n"),
        ]
    );
    let roles: Vec<Role> =
        read.transcripts[0].transcript.details().speakers.iter().map(|speaker| speaker.role).collect();
    assert_eq!(roles, [Role::Interviewer, Role::Participant]);
    assert_eq!(read.cases.attributes(), ["Age"]);
    assert_eq!((read.cases.value("t9", "Age"), read.cases.value("t12", "Age")), (None, Some("28")));
    assert_eq!(messages(&read), ["1 of 3 respondents answered none of the questions"]);
}

#[test]
fn a_question_may_be_a_transcript() {
    let read = many("survey.csv", SURVEY, &options(Rows::Questions, "text=Why stay?,text=What now?")).unwrap();
    assert_eq!(texts(&read), [("Why-stay", "t7: Pay, and pride\n\nt12: Friends\n"), ("What-now", "t12: Leave\n")]);
    assert_eq!(read.transcripts[1].transcript.details().title, "What now?");
    assert_eq!(notes(&read.transcripts[1])[0], "2 of 3 respondents did not answer");
    let cases: Vec<_> =
        read.transcripts[0].transcript.details().speakers.iter().map(|speaker| speaker.case.clone()).collect();
    assert!(cases.iter().all(Option::is_some));
}

#[test]
fn rows_in_which_qualtrics_describes_questions_are_no_answers() {
    let text = "ResponseId,Q1,Q2\nResponse ID,\"How, and why?\",Age\n\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",x\nR_1,So.,31\n";
    let read = many("q.csv", text, &options(Rows::Respondents, "text=Q1")).unwrap();
    assert_eq!(texts(&read), [("R_1", "Question: How, and why?\n\nR_1: So.\n")]);
    assert_eq!(messages(&read), ["2 rows below the header describe the questions and are no answers"]);
}

#[test]
fn another_file_holds_one_transcript() {
    let read = many("a.txt", "I: a\n\nP01: b\n\nI: c\n\nP01: d\n", &Options::default()).unwrap();
    assert_eq!((read.transcripts.len(), read.transcripts[0].transcript.id().as_str()), (1, "file"));
}

#[test]
fn a_workbook_that_is_damaged_or_made_to_do_harm_is_refused() {
    let far = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>text</t></is></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    let mut parts = parts(&[("S", &[&[Text("text")]])]);
    let whole = archive(&parts);
    parts[0].1 = far.to_owned();
    assert_eq!(read("a.xlsx", archive(&parts)).unwrap_err(), IngestError::NoWords);
    for length in [200, whole.len() / 2, whole.len() - 10] {
        assert!(read("a.xlsx", &whole[..length]).is_err());
    }
}
