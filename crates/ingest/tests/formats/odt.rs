//! OpenDocument texts. All are synthetic: written after the shapes of the OpenDocument format.

use qualkit_ingest::IngestError;

use super::{archive, header, notes, read, told, turn};

fn content(styles: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" \
         xmlns:table=\"tb\" xmlns:draw=\"d\" xmlns:style=\"s\" xmlns:dc=\"dc\" xmlns:xml=\"http://www.w3.org/XML/1998/namespace\">\
         <office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text>\
         </office:body></office:document-content>"
    )
}

fn odt(body: &str) -> Vec<u8> {
    archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content("", body))])
}

#[test]
fn paragraphs_with_labels_are_turns() {
    let body = "<text:h text:outline-level=\"1\">Interview 7</text:h>\n<text:p>I: How <text:span>was</text:span> it?</text:p>\
        <text:p/><text:p>P01: Fine.<text:line-break/>Really.</text:p><text:p>I:<text:tab/>Why?</text:p>\
        <text:p>P01: One<text:s/><text:s text:c=\"2\"/>two.</text:p>";
    let read = read("a.odt", odt(body)).unwrap();
    let expected = [
        turn("I", -1, "How was it?"),
        turn("P01", -1, "Fine.\nReally."),
        turn("I", -1, "Why?"),
        turn("P01", -1, "One   two."),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(header(&read), ["Interview 7"]);
    assert_eq!((read.format.to_string().as_str(), read.why.as_str()), ("odt", "a zip archive with content.xml in it"));
}

#[test]
fn white_space_between_elements_collapses() {
    let body = "<text:p>  So\n   it <text:span> was</text:span> .  </text:p>";
    assert_eq!(told(&read("a.odt", odt(body)).unwrap())[0].2, "So it was .");
}

#[test]
fn tracked_changes_are_read_as_accepted_and_counted() {
    let body = "<text:tracked-changes>\
        <text:changed-region xml:id=\"c1\"><text:deletion><office:change-info><dc:creator>Ann Lee</dc:creator></office:change-info>\
        <text:p>never ever</text:p></text:deletion></text:changed-region>\
        <text:changed-region xml:id=\"c2\"><text:insertion><office:change-info/></text:insertion></text:changed-region>\
        </text:tracked-changes>\
        <text:p>I <text:change text:change-id=\"c1\"/>came <text:change-start text:change-id=\"c2\"/>home at</text:p>\
        <text:p>last<text:change-end text:change-id=\"c2\"/> indeed.</text:p>";
    let read = read("a.odt", odt(body)).unwrap();
    let words: Vec<String> = told(&read).into_iter().map(|turn| turn.2).collect();
    assert_eq!(words, ["I came home at", "last indeed."]);
    assert_eq!(
        notes(&read)[..2],
        ["tracked changes: 3 words inserted, kept", "tracked changes: 2 words deleted, left out"]
    );
}

#[test]
fn what_stands_beside_the_text_is_counted() {
    let styles = "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style>";
    let body = "<text:p>So<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body>\
        <text:p>one two three</text:p></text:note-body></text:note> it \
        <office:annotation><dc:creator>Ann</dc:creator><text:p>four five</text:p></office:annotation>was\
        <text:span text:style-name=\"T1\"> secretly</text:span>.<draw:frame><draw:image/></draw:frame></text:p>\
        <text:list><text:list-item><text:p>An item.</text:p><text:p>Goes on.</text:p></text:list-item></text:list>\
        <text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>around</text:p>";
    let page = "<o><master-page><header><p>Page head</p></header></master-page></o>";
    let read =
        read("a.odt", archive(&[("content.xml", content(styles, body).as_str()), ("styles.xml", page)])).unwrap();
    let words: Vec<String> = told(&read).into_iter().map(|turn| turn.2).collect();
    assert_eq!(words, ["So it was.", "An item.", "Goes on.", "around", "boxed"]);
    assert_eq!(
        notes(&read)[..7],
        [
            "1 hidden word was left out",
            "1 picture was left out",
            "1 paragraph has an automatic number or bullet, which is not part of the text",
            "paragraph 4: a text box was kept as paragraphs of its own behind this one",
            "footnotes are not part of what was said: 3 words left out",
            "comments are not part of what was said: 2 words left out",
            "headers of pages are not part of what was said: 2 words left out",
        ]
    );
}

#[test]
fn a_table_of_turns_is_known_by_its_header() {
    let cell = |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let spanned = "<table:table-cell table:number-rows-spanned=\"2\"><text:p>Ann</text:p></table:table-cell>";
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let body = format!(
        "<table:table><table:table-column/><table:table-header-rows>{}</table:table-header-rows>{}{}{}</table:table>",
        row(&[cell("Time"), cell("Speaker"), cell("Text")]),
        row(&[cell("0:05"), spanned.to_owned(), cell("How was it?")]),
        row(&[cell("0:07"), "<table:covered-table-cell/>".to_owned(), cell("Well?")]),
        row(&[cell("0:09"), cell("Bob"), cell("Fine.")]),
    );
    let read = read("a.odt", odt(&body)).unwrap();
    assert_eq!(told(&read), [turn("Ann", 5, "How was it?"), turn("Ann", 7, "Well?"), turn("Bob", 9, "Fine.")]);
}

#[test]
fn other_opendocument_files_are_refused_by_name() {
    let sheet = "<office:document-content xmlns:office=\"o\"><office:body><office:spreadsheet/></office:body></office:document-content>";
    let error = read("a.odt", archive(&[("content.xml", sheet)])).unwrap_err();
    assert!(error.to_string().starts_with("this is an OpenDocument file that is no text"), "{error}");
    let locked = [("content.xml", "x"), ("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")];
    let error = read("a.odt", archive(&locked)).unwrap_err();
    assert!(error.to_string().starts_with("this is an OpenDocument text with a password"), "{error}");
}

#[test]
fn elements_nested_without_end_are_refused() {
    let body = format!("{}<text:p>x</text:p>{}", "<text:section>".repeat(50_000), "</text:section>".repeat(50_000));
    let error = read("a.odt", odt(&body)).unwrap_err();
    assert!(matches!(&error, IngestError::Xml { reason, .. } if reason.contains("400 deep")), "{error}");
}
