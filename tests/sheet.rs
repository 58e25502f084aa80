//! `qualkit sheet`

use insta::assert_snapshot;

use crate::garden::{coded, empty, files, refused, run, uncoded};

#[test]
fn a_sheet_has_a_row_per_turn_with_the_codes_given() {
    let sandbox = coded();
    assert_snapshot!(run(&sandbox, &["sheet", "export", "garden", "--coder", "ana", "P01"]), @r#"
    exit 0
    --- stdout
    turn,speaker,text,codes,note
    1,INT,How did you find the garden?,,
    2,P01,"My neighbour told me. She had a plot by the fence, and I was curious.",way-in,word of mouth
    3,INT,And the first week?,,
    4,P01,"Honestly? I was lost. Nobody told me where the tools were. I said to myself, “¿dónde está la señora?” and nearly gave up.",lost,
    5,INT,What changed?,,
    6,P01,My neighbour told me about the shed. After that it was easy.,,
    "#);
}

#[test]
fn a_sheet_that_comes_back_as_it_went_changes_no_coding() {
    let sandbox = coded();
    sandbox.ok(&["sheet", "export", "garden", "--coder", "ana", "P01", "--out", "P01.csv"]);
    let before = sandbox.read("garden/codings/ana/P01.csv");
    assert_snapshot!(run(&sandbox, &["sheet", "import", "garden", "--coder", "ana", "P01.csv"]), @"
    exit 0
    --- stderr
    0 new codings by 'ana' in 'P01'; 6 turns read
    ");
    assert_eq!(before, sandbox.read("garden/codings/ana/P01.csv"));
}

#[test]
fn a_sheet_saved_by_a_german_spreadsheet_becomes_codings_of_turns() {
    let sandbox = coded();
    let sheet = "turn;speaker;text;codes;note\r\n\
                 2;Rosa;A flyer at the library. It was in two languages.;Way in;schön\r\n\
                 4;Rosa;Then I came on a Saturday, and they gave me soup.;\"welcome ; lost;\";\r\n\
                 1;Interviewer;How did you find the garden?;;\r\n";
    let cp1252: Vec<u8> = sheet.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    sandbox.write("P02.csv", cp1252);
    assert_snapshot!(run(&sandbox, &["sheet", "import", "garden", "--coder", "ben", "P02.csv"]), @"
    exit 0
    --- stderr
    P02.csv: read as windows-1252, guessed from its letters
    3 new codings by 'ben' in 'P02'; 3 turns read
    ");
    assert_snapshot!(sandbox.ok(&["codings", "garden", "--coder", "ben", "--format", "csv"]), @r#"
    id,coder,transcript,turn,start,end,code,quote,note,created,codebook_version
    cfa666b1519,ben,P02,2,93,141,way-in,A flyer at the library. It was in two languages.,schön,2019-02-01T00:00:00Z,1
    ca04d72fe47,ben,P02,4,221,270,lost,"Then I came on a Saturday, and they gave me soup.",,2019-02-01T00:00:00Z,1
    c186e043e4c,ben,P02,4,221,270,welcome,"Then I came on a Saturday, and they gave me soup.",,2019-02-01T00:00:00Z,1
    "#);
    assert_snapshot!(sandbox.read("garden/codings/ben/progress.csv"), @"
    transcript,start,end,updated
    P02,33,141,2019-02-01T00:00:00Z
    P02,221,270,2019-02-01T00:00:00Z
    ");
}

#[test]
fn codes_that_the_sheet_lacks_are_kept_unless_they_shall_go() {
    let sandbox = coded();
    let sheet = sandbox.ok(&["sheet", "export", "garden", "--coder", "ana", "P01"]);
    sandbox.write("P01.csv", sheet.replace(",lost,", ",,"));
    assert_snapshot!(run(&sandbox, &["sheet", "import", "garden", "--coder", "ana", "P01.csv"]), @"
    exit 0
    --- stderr
    1 coding that the sheet does not have is kept; --replace takes them out
    0 new codings by 'ana' in 'P01'; 6 turns read
    ");
    let before = files(&sandbox, "garden");
    let words = ["sheet", "import", "garden", "--coder", "ana", "P01.csv", "--replace"];
    assert_snapshot!(run(&sandbox, &[&words[..], &["--dry-run"]].concat()), @r#"
    exit 0
    --- stderr
    would be taken out: 152..162 lost "I was lost"
    0 codings would be made; nothing was written (--dry-run)
    "#);
    assert!(before == files(&sandbox, "garden"), "a dry run writes nothing");
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    taken out: 152..162 lost "I was lost"
    0 new codings by 'ana' in 'P01'; 6 turns read
    "#);
    assert!(!sandbox.read("garden/codings/ana/P01.csv").contains(",lost,"));
}

/// A sheet with five rows that cannot be taken in.
const EDITED: &str = "\
turn,speaker,text,codes,note
1,INT,How did you find the garden?,welcome,
2,P01,My neighbour told me. She had a plot by the gate.,way-in,
3,INT,And the first week?,wellcome,
4.0,P01,Honestly?,lost,
5,INT,What changed?,,
5,INT,What changed?,lost,
7,P01,Nothing.,lost,
";

#[test]
fn every_row_that_cannot_be_taken_in_is_named() {
    let sandbox = coded();
    sandbox.write("P01.csv", EDITED);
    assert_snapshot!(refused(&sandbox, &["sheet", "import", "garden", "--coder", "ben", "P01.csv"]), @r#"
    exit 2
    --- stderr
    P01.csv: line 3: the text is not that of turn 2: the sheet has "… by the gate.", the transcript "… by the fence, and I was curious."
    P01.csv: line 4: there is no code 'wellcome'; did you mean 'welcome'?
    P01.csv: line 5, column 'turn': expected the number of a turn, found '4.0'
    P01.csv: line 7: turn 5 has a row already, on line 6
    P01.csv: line 8: the transcript has no turn 7
    error: 5 problems in the sheet, so nothing was taken in
    hint: --partial takes in the rows without problems
    "#);
    assert_snapshot!(run(&sandbox, &["sheet", "import", "garden", "--coder", "ben", "P01.csv", "--partial"]), @r#"
    exit 0
    --- stderr
    P01.csv: line 3: the text is not that of turn 2: the sheet has "… by the gate.", the transcript "… by the fence, and I was curious."
    P01.csv: line 4: there is no code 'wellcome'; did you mean 'welcome'?
    P01.csv: line 5, column 'turn': expected the number of a turn, found '4.0'
    P01.csv: line 7: turn 5 has a row already, on line 6
    P01.csv: line 8: the transcript has no turn 7
    5 problems: their rows were left out (--partial)
    1 new coding by 'ben' in 'P01'; 2 turns read
    "#);
    let codings = sandbox.ok(&["codings", "garden", "--coder", "ben", "--format", "csv"]);
    assert_eq!(codings.lines().count(), 2, "{codings}");
}

#[test]
fn the_name_of_the_sheet_or_an_option_names_the_transcript() {
    let sandbox = coded();
    sandbox.ok(&["sheet", "export", "garden", "--coder", "ben", "P01", "--out", "P01-ben.csv"]);
    let words = ["sheet", "import", "garden", "--coder", "ben", "P01-ben.csv"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: the study has no transcript 'P01-ben'
    hint: did you mean 'P01'?
    hint: --transcript names it
    ");
    sandbox.ok(&[&words[..], &["--transcript", "P01"]].concat());
}

#[test]
fn a_file_is_overwritten_by_force_only() {
    let sandbox = coded();
    sandbox.write("P01.csv", "my work\n");
    let words = ["sheet", "export", "garden", "--coder", "ana", "P01", "--out", "P01.csv"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: 'P01.csv' is there already
    hint: --force overwrites it
    ");
    assert_eq!(sandbox.read("P01.csv"), "my work\n");
    sandbox.ok(&[&words[..], &["--force"]].concat());
    assert!(sandbox.read("P01.csv").starts_with("\u{feff}turn,speaker,text,codes,note\n"));
}

#[test]
fn a_text_that_looks_like_a_formula_is_none_for_a_spreadsheet() {
    let sandbox = uncoded();
    sandbox.write("P03.txt", "INT: And?\n\nP03: =1+1, as they say.\n\nINT: Why?\n\nP03: -- no, leave it.\n");
    sandbox.ok(&["ingest", "garden", "P03.txt"]);
    sandbox.ok(&["sheet", "export", "garden", "--coder", "ana", "P03", "--out", "P03.csv"]);
    let sheet = sandbox.read("P03.csv");
    assert!(sheet.contains(",\" =1+1, as they say.\",") && sheet.contains(",\" -- no, leave it.\","), "{sheet}");
    sandbox.ok(&["sheet", "import", "garden", "--coder", "ana", "P03.csv"]);
}

#[test]
fn an_empty_study_has_nothing_to_code() {
    let sandbox = empty();
    assert_snapshot!(refused(&sandbox, &["sheet", "export", "garden", "--coder", "ana", "P01"]), @"
    exit 2
    --- stderr
    error: the study has no transcript 'P01'
    hint: qualkit progress garden lists them
    ");
    sandbox.write("P01.csv", EDITED);
    assert_snapshot!(refused(&sandbox, &["sheet", "import", "garden", "--coder", "ana", "P01.csv"]), @"
    exit 2
    --- stderr
    error: the study has no codebook yet
    hint: qualkit codebook import garden codebook.csv, or the name of a shipped one
    ");
}
