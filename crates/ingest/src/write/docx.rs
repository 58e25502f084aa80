use std::io::{Cursor, Write as _};

use qualkit_transcript::Transcript;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Written, parts_left_out, times};
use crate::docx_heads::STYLE;

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const STYLES_RELATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="160"/></w:pPr></w:style><w:style w:type="character" w:customStyle="1" w:styleId="Speaker"><w:name w:val="Speaker"/><w:qFormat/><w:rPr><w:b/></w:rPr></w:style></w:styles>"#;

/// `[time] Label: words`, a paragraph a turn, as in the canonical text. What stands before the words is set in a style
/// of its own, by which it is known when the document is read.
pub(super) fn write(transcript: &Transcript) -> Written {
    let mut body = String::new();
    let style = format!("<w:rPr><w:rStyle w:val=\"{STYLE}\"/></w:rPr>");
    for turn in transcript.turns() {
        let times = times(turn).map(|times| format!("[{times}] ")).unwrap_or_default();
        let head = format!("{times}{}: ", transcript.speaker(turn).label);
        body.push_str(&format!("<w:p>{}{}</w:p>", run(&head, &style), run(transcript.words(turn), "")));
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", STYLES_RELATION),
        ("word/styles.xml", STYLES),
        ("word/document.xml", document.as_str()),
    ];
    Written { bytes: pack(&parts), notes: parts_left_out(transcript) }
}

fn run(text: &str, properties: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\n' => safe.push_str("</w:t><w:br/><w:t xml:space=\"preserve\">"),
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
