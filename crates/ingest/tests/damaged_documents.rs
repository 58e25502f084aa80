//! Damaged documents are read or refused, whatever is damaged in them.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use qualkit_ingest::{Format, Options, Rows, read, read_many};
use qualkit_transcript::TranscriptId;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

const DOCX: &str = "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"L\"/><w:numPr/>\
    <w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>I: How</w:t><w:tab/><w:br/></w:r><w:ins><w:r><w:t>was</w:t></w:r></w:ins>\
    <w:del><w:r><w:delText>is</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/><w:gridSpan w:val=\"2\"/>\
    </w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p></w:body></w:document>";

const ODT: &str = "<?xml version=\"1.0\"?><o xmlns:t=\"t\"><body><text><tracked-changes><changed-region id=\"c\"><insertion/>\
    </changed-region></tracked-changes><p>I: How<s c=\"3\"/><tab/><line-break/><note><note-body><p>n</p></note-body></note>\
    <change-start change-id=\"c\"/>was<change-end change-id=\"c\"/></p><table><table-row><table-cell number-rows-spanned=\"2\">\
    <p>a</p></table-cell><covered-table-cell number-columns-repeated=\"9\"/></table-row></table><list><list-item><p>b</p>\
    </list-item></list></text></body></o>";

const SHEET: &str = "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>speaker</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>text</t>\
    </is></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>Ann</v></c><c r=\"B2\" s=\"1\"><v>0.5</v></c></row><row r=\"3\">\
    <c r=\"A3\" t=\"e\"><v>#N/A</v></c><c r=\"B3\" t=\"b\"><v>1</v></c></row></sheetData></worksheet>";

const RTF: &str = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset128 B;}{\\f2\\fcharset2 C;}}\\f0 I: It\\'92s \
    \\u8217?{\\uc2\\u-10179\\'3f\\'3f\\u-8704??}{\\footnote\\ftnalt n}\\par{\\f1\\'93\\'fa}{\\f2\\'b7}\\trowd\\clvmrg\\cellx1\\intbl a\\cell\\row\
    \\pard{\\upr{x}{\\*\\ud{y}}}{\\*\\shpinst{\\shptxt b\\par}}{\\listtext 1.}{\\pict\\bin3 abc}{\\v h}{\\deleted d}\\\nP01: so.}";

const HTML: &str = "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><p><a name=\"ts_12140_22800_S01\">S01: a\
    </a><br>b&amp;&eacute;&#x1F600;</p><table><tr><td rowspan=2 colspan=3>c<td>d</table><ul><li>e</ul><span class=timestamp>0:05</span>\
    <del>f</del><ins>g</ins><div id=ftn1>h</div><span style='display:none'>i</span><pre> j\n</pre><script>k</script></body></html>";

const PDF: &str = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[4 0 R 5 0 R]/Count 2\
    /MediaBox[0 0 600 800]>>\nendobj\n3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/B/C]>>>>\nendobj\n\
    4 0 obj\n<</Type/Page/Parent 2 0 R/Contents 6 0 R/Resources<</Font<</F 3 0 R>>>>>>\nendobj\n5 0 obj\n<</Type/Page/Parent 2 0 R\
    /Contents[6 0 R 6 0 R]/Resources<</Font<</F 3 0 R>>/XObject<</X 7 0 R>>>>>>\nendobj\n6 0 obj\n<</Length 91>>\nstream\nBT /F 12 Tf 80 700 Td \
    (I: How) Tj 0 -14 Td [(P01: s) -300 (o.)] TJ T* ET q 1 0 0 1 0 0 cm Q\nendstream\nendobj\n7 0 obj\n<</Type/XObject/Subtype/Form\
    /BBox[0 0 9 9]/Length 5>>\nstream\n/X Do\nendstream\nendobj\n";

const CSV: &str =
    "id;speaker;time;text\r\nP01;Ann;0:05;\"How; was\r\nit?\"\r\nP01;bob;1,5;So.\r\nP02;;;\"x \"\"y\"\"\"\r\n";

const TXT: &str = "I = interviewer; P = participant\n\n[00:00:05] I: How? #00:00:12-3#\n\nP (0:20): So.\n\n1. Who?\n\nAnn Lee   1:00\n\n00:12 x\n";

fn id() -> TranscriptId {
    TranscriptId::new("P01").expect("a letter and digits are an id")
}

/// What is done to a source: where, how much goes, and what comes instead.
fn damages() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "<",
            ">",
            "</p>",
            "<p>",
            "{",
            "}",
            "\\",
            "\\u-1 ",
            "\\bin99999999 ",
            "\\'",
            "&#0;",
            "&#x110000;",
            "\"",
            "\0",
            "-1",
            "99999999999999999999",
            "0 0 obj",
            "endstream",
            "[",
            "(",
            ")",
            ";",
            "\n",
            "\u{202e}",
            "\u{d7ff}",
            "<!--",
            "]]>",
            "NaN",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    prop::collection::vec((any::<usize>(), prop_oneof![Just(0usize), 0..9usize, 0..400usize], piece), 1..6)
}

fn damage(source: &str, damages: &[(usize, usize, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = source.as_bytes().to_vec();
    for (place, length, piece) in damages {
        let start = place % (bytes.len() + 1);
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, piece.iter().copied());
    }
    bytes
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("an archive in memory can be written");
        zip.write_all(content).expect("an archive in memory can be written");
    }
    zip.finish().expect("an archive in memory can be written").into_inner()
}

fn workbook(sheet: &[u8]) -> Vec<u8> {
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" \
        r:id=\"r1\"/></sheets></workbook>";
    archive(&[
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// Puts the places of its objects behind the body of a PDF, wherever they are.
fn with_places(mut body: Vec<u8>) -> Vec<u8> {
    let mut places = String::new();
    for number in 1..8 {
        let head = format!("{number} 0 obj");
        let place = body.windows(head.len()).position(|window| window == head.as_bytes()).unwrap_or(0);
        places += &format!("{place:010} 00000 n \n");
    }
    let start = body.len();
    let end =
        format!("xref\n0 8\n0000000000 65535 f \n{places}trailer\n<</Root 1 0 R/Size 8>>\nstartxref\n{start}\n%%EOF\n");
    body.extend(end.as_bytes());
    body
}

/// Reads bytes in every way in which a table or a document can be.
fn read_all(name: &str, bytes: &[u8], format: Option<Format>) {
    let _ = read(id(), name, bytes, &Options { format, ..Options::default() });
    for rows in [Rows::Utterances, Rows::Interviews, Rows::Respondents, Rows::Questions] {
        let columns = "id=1,text=2".parse().unwrap_or_default();
        let _ = read_many(id(), name, bytes, &Options { format, rows, columns, ..Options::default() });
    }
}

#[test]
fn the_sources_are_read_as_they_are() {
    let docx = archive(&[("word/document.xml", DOCX.as_bytes())]);
    let odt = archive(&[("content.xml", ODT.as_bytes())]);
    let sources: [(&str, &[u8]); 8] = [
        ("a.docx", &docx),
        ("a.odt", &odt),
        ("a.xlsx", &workbook(SHEET.as_bytes())),
        ("a.rtf", RTF.as_bytes()),
        ("a.html", HTML.as_bytes()),
        ("a.pdf", &with_places(PDF.as_bytes().to_vec())),
        ("a.csv", CSV.as_bytes()),
        ("a.txt", TXT.as_bytes()),
    ];
    for (name, bytes) in sources {
        if let Err(error) = read(id(), name, bytes, &Options::default()) {
            panic!("{name}: {error}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn damaged_word_documents(damages in damages()) {
        read_all("a.docx", &archive(&[("word/document.xml", &damage(DOCX, &damages))]), None);
    }

    #[test]
    fn damaged_open_documents(damages in damages()) {
        let damaged = damage(ODT, &damages);
        read_all("a.odt", &archive(&[("content.xml", &damaged), ("styles.xml", &damaged)]), None);
    }

    #[test]
    fn damaged_workbooks(damages in damages()) {
        read_all("a.xlsx", &workbook(&damage(SHEET, &damages)), None);
    }

    #[test]
    fn damaged_archives(damages in damages()) {
        let whole = archive(&[("word/document.xml", DOCX.as_bytes()), ("content.xml", ODT.as_bytes())]);
        let text: String = whole.iter().map(|&byte| char::from(byte)).collect();
        let damaged: Vec<u8> = damage(&text, &damages);
        for format in [None, Some(Format::Docx), Some(Format::Odt), Some(Format::Xlsx)] {
            read_all("a.docx", &damaged, format);
        }
    }

    #[test]
    fn damaged_rich_text(damages in damages()) {
        read_all("a.rtf", &damage(RTF, &damages), Some(Format::Rtf));
    }

    #[test]
    fn damaged_web_pages(damages in damages()) {
        read_all("a.html", &damage(HTML, &damages), Some(Format::Html));
    }

    #[test]
    fn damaged_pdf(damages in damages()) {
        read_all("a.pdf", &with_places(damage(PDF, &damages)), Some(Format::Pdf));
    }

    #[test]
    fn damaged_tables(damages in damages()) {
        read_all("a.csv", &damage(CSV, &damages), Some(Format::Csv));
    }

    #[test]
    fn damaged_texts(damages in damages()) {
        read_all("a.txt", &damage(TXT, &damages), None);
        let options = Options { speaker_pattern: "^(?<speaker>[^:]*):".parse().ok(), ..Options::default() };
        let _ = read(id(), "a.txt", &damage(TXT, &damages), &options);
    }
}
