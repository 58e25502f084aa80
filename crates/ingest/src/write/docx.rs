use std::io::{Cursor, Write as _};

use qualkit_transcript::Transcript;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Written, times_left_out};

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// `[time] Label: words`, a paragraph a turn; further paragraphs of a turn follow without a label.
pub(super) fn write(transcript: &Transcript) -> Written {
    let mut body = String::new();
    for turn in transcript.turns() {
        let label = &transcript.speaker(turn).label;
        let time = turn.begins.map(|time| format!("[{time}] ")).unwrap_or_default();
        let head = if label.is_empty() { time } else { format!("{time}{label}: ") };
        for (place, line) in transcript.words(turn).lines().filter(|line| !line.trim().is_empty()).enumerate() {
            let bold = if place == 0 { run(&head, "<w:rPr><w:b/></w:rPr>") } else { String::new() };
            body.push_str(&format!("<w:p>{bold}{}</w:p>", run(line, "")));
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let parts =
        [("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", document.as_str())];
    Written { bytes: pack(&parts), notes: times_left_out(transcript) }
}

fn run(text: &str, properties: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\t' => safe.push_str("</w:t><w:tab/><w:t xml:space=\"preserve\">"),
            c => safe.push(c),
        }
    }
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{safe}</w:t></w:r>")
}

/// The same bytes whenever it is written: the parts carry no date.
fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part has a name that fits");
        zip.write_all(content.as_bytes()).expect("memory takes every byte");
    }
    zip.finish().expect("memory takes every byte").into_inner()
}
