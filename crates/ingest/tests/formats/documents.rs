//! Word documents.

use qualkit_ingest::{IngestError, Options};

use super::{archive, header, notes, read, read_with, told, turn};

/// A document with this body, and with these other parts.
fn docx_with(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{body}</w:body></w:document>"
    );
    archive(&[&[("word/document.xml", main.as_str())], parts].concat())
}

fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn paragraphs(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("<w:p>{}</w:p>", run(line))).collect()
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraphs(&text.split('|').collect::<Vec<_>>()));
    let rows = rows.iter().map(|row| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>()));
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.collect::<String>())
}

#[test]
fn paragraphs_with_labels_are_turns() {
    let body = format!(
        "{}<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>P0</w:t></w:r><w:r><w:t>1:</w:t></w:r>{}</w:p><w:p/>{}",
        paragraphs(&["Interview 1", "Recorded 2018-05-23"]),
        run(" So."),
        paragraphs(&["Interviewer: Why?", "P01: Because.", "It was.", "Interviewer: Oh."])
    );
    let read = read("a.docx", docx(&body)).unwrap();
    let expected = [
        turn("P01", -1, "So."),
        turn("Interviewer", -1, "Why?"),
        turn("P01", -1, "Because.\nIt was."),
        turn("Interviewer", -1, "Oh."),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(header(&read), ["Interview 1", "Recorded 2018-05-23"]);
    assert_eq!(read.transcript.details().recorded.as_deref(), Some("2018-05-23"));
    assert_eq!(notes(&read), Vec::<String>::new());
    assert_eq!(read.why, "a zip archive with word/document.xml in it");
}

#[test]
fn names_with_times_head_the_paragraphs_below() {
    let body = paragraphs(&[
        "Ann Lee   0:05",
        "Hello.",
        "",
        "Bob   0:08",
        "We sell and sale",
        "s to you.",
        "Ann Lee   1:00:09",
        "Oh.",
    ]);
    let read = read("a.docx", docx(&body)).unwrap();
    assert_eq!(
        told(&read),
        [turn("Ann Lee", 5, "Hello."), turn("Bob", 8, "We sell and sale\ns to you."), turn("Ann Lee", 3609, "Oh.")]
    );
    assert_eq!(
        notes(&read)[0],
        "paragraph 6: begins in the middle of a sentence or a word: the line break is kept, check the source"
    );
}

#[test]
fn a_paragraph_can_be_a_caption() {
    let cue = |time: &str, name: &str, words: &str| {
        format!("<w:p><w:r><w:t>{time}</w:t><w:br/><w:t>{name}</w:t><w:br/><w:t>{words}</w:t></w:r></w:p>")
    };
    let body = format!(
        "{}{}{}",
        cue("0:0:6.90 --&gt; 0:0:6.500", "Some Body", "OK. Yeah."),
        cue("0:0:7.0 --&gt; 0:1:0.0", "James Bond", "Umm."),
        table(&[&["saved-by", "Dennis"]])
    );
    let read = read("teams.docx", docx(&body)).unwrap();
    assert_eq!(told(&read), [turn("Some Body", 6, "OK. Yeah."), turn("James Bond", 7, "Umm.")]);
    assert_eq!(read.transcript.turns()[0].begins.unwrap().millis(), 6_090);
    assert_eq!(header(&read), ["saved-by\tDennis"]);
    assert_eq!(notes(&read)[0], "paragraph 3: a table behind the last turn was kept in the header");
}

#[test]
fn every_sign_in_a_run_is_kept() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t>\
        <w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t>\
        <w:sym w:font=\"Wingdings\" w:char=\"F04A\"/><w:sym w:char=\"03B1\"/></w:r>\
        <w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>\
        <w:fldSimple w:instr=\"X\"><w:r><w:t>field</w:t></w:r></w:fldSimple>\
        <w:r><w:instrText>PAGE</w:instrText></w:r><w:smartTag><w:r><w:t>tag</w:t></w:r></w:smartTag>\
        <w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    let read = read("a.docx", docx(body)).unwrap();
    assert_eq!(told(&read)[0].2, "a\tb\nc\u{2011}d\u{ad}e\u{fffd}αlinkfieldtagcontrol");
    assert_eq!(notes(&read)[0], "paragraph 1: a symbol of a special font has no letter and became U+FFFD");
}

#[test]
fn tracked_changes_are_read_as_accepted_and_counted() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">I </w:t></w:r><w:del><w:r><w:delText>never ever</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>always</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>\
        <w:moveTo><w:r><w:t xml:space=\"preserve\"> came</w:t></w:r></w:moveTo></w:p>";
    let read = read("a.docx", docx(body)).unwrap();
    assert_eq!(told(&read)[0].2, "I always came");
    assert_eq!(
        notes(&read)[..2],
        ["tracked changes: 2 words inserted, kept", "tracked changes: 3 words deleted, left out"]
    );
}

#[test]
fn what_stands_beside_the_text_is_counted() {
    let part =
        |name: &str| format!("<w:{name} xmlns:w=\"w\"><w:p><w:r><w:t>one two three</w:t></w:r></w:p></w:{name}>");
    let parts = [
        ("word/footnotes.xml", part("footnotes")),
        ("word/comments.xml", part("comments")),
        ("word/header1.xml", part("hdr")),
        ("word/header2.xml", part("hdr")),
        ("word/footer1.xml", "<broken".to_owned()),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, xml)| (*name, xml.as_str())).collect();
    let numbered = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>So.</w:t></w:r></w:p>";
    let read = read("a.docx", docx_with(numbered, &parts)).unwrap();
    assert_eq!(
        notes(&read)[..4],
        [
            "1 paragraph has an automatic number or bullet, which is not part of the text",
            "footnotes are not part of what was said: 3 words left out",
            "comments are not part of what was said: 3 words left out",
            "headers of pages are not part of what was said: 6 words left out",
        ]
    );
    assert!(notes(&read)[4].starts_with("footers of pages were left out and not counted: word/footer1.xml is broken"));
}

#[test]
fn a_text_box_is_read_once() {
    let text_box = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraphs(&[words]));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict>\
         </mc:Fallback></mc:AlternateContent></w:r>{}</w:p>{}",
        run("before "),
        text_box("inside"),
        text_box("inside"),
        run("behind"),
        paragraphs(&["last"])
    );
    let read = read("a.docx", docx(&body)).unwrap();
    let words: Vec<_> = told(&read).into_iter().map(|(_, _, words)| words).collect();
    assert_eq!(words, ["before behind", "inside", "last"]);
    assert_eq!(notes(&read)[0], "paragraph 1: a text box was kept as paragraphs of its own behind this one");
}

#[test]
fn a_table_of_turns_is_known_by_its_header() {
    let body = format!(
        "{}{}{}{}",
        paragraphs(&["Call 7"]),
        table(&[&["Job", "x"], &["Length", "3m"]]),
        table(&[
            &["Start", "Dur.", "Speaker", "Content"],
            &["0:00:00.4", "5s", "Agent", "Hello.|How are you?"],
            &["0:00:06", "1s", "Customer", "Hi."],
        ]),
        paragraphs(&["The end"])
    );
    let read = read("a.docx", docx(&body)).unwrap();
    assert_eq!(told(&read), [turn("Agent", 0, "Hello.\nHow are you?"), turn("Customer", 6, "Hi.")]);
    assert_eq!(header(&read), ["Call 7", "Job\tx", "Length\t3m", "The end"]);
    assert_eq!(read.transcript.details().title, "Call 7");
    assert_eq!(
        notes(&read)[..2],
        [
            "paragraph 6: columns of the table that were not taken: Dur.",
            "paragraph 19: text behind a table of turns was kept in the header",
        ]
    );
}

#[test]
fn rows_of_a_table_without_a_speaker_are_counted() {
    let rows: &[&[&str]] = &[&["Speaker", "Text"], &["Ann", "Why?"], &["", "So."], &["Ann", "I see."]];
    let read_rows = read("a.docx", docx(&table(rows))).unwrap();
    assert_eq!(told(&read_rows)[1], turn("?", -1, "So."));
    assert_eq!(notes(&read_rows)[0], "paragraph 1: 1 row of the table names no speaker");
    let rows: &[&[&str]] = &[&["Time", "Text"], &["0:01", "Why?"], &["0:02", "So."]];
    let nobody = "paragraph 1: no column of the table names the speaker: every turn is of an unknown speaker";
    assert_eq!(notes(&read("a.docx", docx(&table(rows))).unwrap())[0], nobody);
}

#[test]
fn a_style_marks_heads_only_if_every_paragraph_has_one() {
    let styled = |head: &str, words: &str| {
        let words = words.replace('\n', "</w:t><w:br/><w:t>");
        let style = "<w:rPr><w:rStyle w:val=\"Speaker\"/></w:rPr>";
        format!("<w:p><w:r>{style}<w:t xml:space=\"preserve\">{head}</w:t></w:r>{}</w:p>", run(&words))
    };
    let marked = styled("[00:00:05] Note: ", "Ann: is it?\nBo: no") + "<w:p/>" + &styled("?: ", "So.");
    let expected = [turn("Note", 5, "Ann: is it?\nBo: no"), turn("?", -1, "So.")];
    assert_eq!(told(&read("a.docx", docx(&marked)).unwrap()), expected);
    // Whoever typed more turns in Word set no style.
    let typed = styled("Ann: ", "Why?") + &styled("Bo: ", "So.") + &paragraphs(&["Ann: I see.", "Bo: Yes."]);
    let expected = [turn("Ann", -1, "Why?"), turn("Bo", -1, "So."), turn("Ann", -1, "I see."), turn("Bo", -1, "Yes.")];
    assert_eq!(told(&read("a.docx", docx(&typed)).unwrap()), expected);
}

#[test]
fn a_table_of_turns_is_known_by_its_content() {
    let rows: [&[&str]; 4] = [
        &["Ann", "How was it all?"],
        &["Bob", "It was fine, really."],
        &["Ann", "And then what?"],
        &["Bob", "Then I went home."],
    ];
    let read = read("a.docx", docx(&table(&rows))).unwrap();
    assert_eq!(told(&read)[3], turn("Bob", -1, "Then I went home."));
    assert!(read.guessed_roles);
}

#[test]
fn a_small_table_does_not_hide_the_interview_around_it() {
    let long = "It was long, and there was much to say about it, as there always is.";
    let said: Vec<String> = (0..4).flat_map(|_| ["Int: Why is that so?".to_owned(), format!("P01: {long}")]).collect();
    let body = format!(
        "{}{}",
        table(&[&["Speaker", "Text"], &["Int", "the one who asks"], &["P01", "the one who answers"]]),
        paragraphs(&said.iter().map(String::as_str).collect::<Vec<_>>())
    );
    let read = read("a.docx", docx(&body)).unwrap();
    assert_eq!(told(&read).len(), 8);
    assert_eq!(header(&read)[0], "Speaker\tText");
}

#[test]
fn other_tables_are_text() {
    let body = format!(
        "{}{}{}",
        paragraphs(&["I: Look at this."]),
        table(&[&["Year", "Count"], &["2018", "12"]]),
        paragraphs(&["P01: I see.", "I: Good.", "P01: Yes."])
    );
    let read = read("a.docx", docx(&body)).unwrap();
    assert_eq!(told(&read)[0], turn("I", -1, "Look at this.\nYear\tCount\n2018\t12"));
    assert_eq!(notes(&read)[0], "paragraph 2: a table was kept as text, its cells joined by tabs");
}

#[test]
fn cells_that_are_one_share_their_speaker() {
    let cell = |merge: &str, words: &str| {
        let words = if words.is_empty() { "<w:p/>".to_owned() } else { paragraphs(&[words]) };
        format!("<w:tc><w:tcPr>{merge}</w:tcPr>{words}</w:tc>")
    };
    let row = |merge: &str, label: &str, words: &str| format!("<w:tr>{}{}</w:tr>", cell(merge, label), cell("", words));
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("", "Speaker", "Text"),
        row("<w:vMerge w:val=\"restart\"/>", "Ann", "One."),
        row("<w:vMerge/>", "", "Two.")
    );
    assert_eq!(told(&read("a.docx", docx(&body)).unwrap()), [turn("Ann", -1, "One."), turn("Ann", -1, "Two.")]);
}

#[test]
fn elements_nested_without_end_are_refused() {
    let body = format!("{}<w:p><w:r><w:t>x</w:t></w:r></w:p>{}", "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000));
    let error = read("a.docx", docx(&body)).unwrap_err();
    assert!(error.to_string().contains("elements lie in each other more than 400 deep"), "{error}");
}

#[test]
fn entities_are_not_expanded() {
    let xml = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
    let error = read("a.docx", archive(&[("word/document.xml", xml)])).unwrap_err();
    assert!(matches!(error, IngestError::Xml { line: 1, .. }), "{error}");
}

#[test]
fn a_damaged_document_says_what_to_do() {
    let whole = docx(&paragraphs(&["P01: so."]));
    for length in [20, whole.len() / 2, whole.len() - 10] {
        let error = read("a.docx", &whole[..length]).unwrap_err();
        assert!(matches!(error, IngestError::Archive { .. }), "{length}: {error}");
        assert!(error.to_string().ends_with("open the document in Word and save it again"), "{error}");
    }
}

#[test]
fn what_is_no_archive_is_no_word_document() {
    let options = Options { format: Some(qualkit_ingest::Format::Docx), ..Options::default() };
    let error = read_with("a.txt", "P01: no archive", &options).unwrap_err();
    assert!(matches!(error, IngestError::NotThat { .. }));
    assert_eq!(error.to_string(), "this is no Word (.docx), OpenDocument (.odt) or Excel (.xlsx) file; leave out --as");
}

#[test]
fn a_deleted_end_of_a_paragraph_joins_it_to_the_next() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>So it</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\"> was.\
        </w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone away</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let read = read("a.docx", docx(body)).unwrap();
    assert_eq!(told(&read), [turn("?", -1, "So it was.")]);
    assert_eq!(notes(&read)[0], "tracked changes: 2 words deleted, left out");
}

#[test]
fn what_nobody_sees_and_nobody_filled_in_is_left_out() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a secret</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr>\
        <w:t>So it was.</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r>\
        </w:sdtContent></w:sdt></w:p>";
    let read = read("a.docx", docx(body)).unwrap();
    assert_eq!(told(&read)[0].2, "So it was.");
    assert_eq!(
        notes(&read)[..2],
        ["2 hidden words were left out", "2 words of form fields that nobody filled in were left out"]
    );
}

#[test]
fn numbers_that_styles_set_are_counted() {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"List\"><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>\
        <w:style w:styleId=\"Sub\"><w:basedOn w:val=\"List\"/></w:style><w:style w:styleId=\"Loop\"><w:basedOn w:val=\"Loop\"/></w:style>\
        <w:style w:styleId=\"Bare\"><w:basedOn w:val=\"List\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style></w:styles>";
    let paragraph = |style: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run("So."));
    let body: String = ["List", "Sub", "Loop", "Bare", "None"].map(paragraph).concat();
    let read = read("a.docx", docx_with(&body, &[("word/styles.xml", styles)])).unwrap();
    assert_eq!(notes(&read)[0], "2 paragraphs have automatic numbers or bullets, which are not part of the text");
}
