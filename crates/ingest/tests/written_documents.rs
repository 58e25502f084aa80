//! An interview that is written in each format reads back as it was: no word lost, made up or moved. The writers here
//! are the simplest that the formats allow, and share nothing with the readers.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use qualkit_ingest::{Options, read};
use qualkit_transcript::TranscriptId;
use zip::write::SimpleFileOptions;

type Turns = Vec<(&'static str, String)>;

fn told(file_name: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let id = TranscriptId::new("P01").expect("a letter and digits are an id");
    let read = match read(id, file_name, bytes, &Options::default()) {
        Ok(read) => read.transcript,
        Err(error) => panic!("{file_name}: {error}"),
    };
    read.turns().iter().map(|turn| (read.speaker(turn).label.clone(), read.words(turn).to_owned())).collect()
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an archive in memory can be written");
        zip.write_all(content.as_bytes()).expect("an archive in memory can be written");
    }
    zip.finish().expect("an archive in memory can be written").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn docx(turns: &Turns) -> Vec<u8> {
    let mut body = String::new();
    for (label, words) in turns {
        // A run may end anywhere.
        let middle = words.char_indices().nth(words.chars().count() / 2).map_or(0, |(at, _)| at);
        let (one, other) = words.split_at(middle);
        let runs = [&format!("{label}: "), one, other].map(|text| {
            format!(
                "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escaped(text).replace('\n', "</w:t><w:br/><w:t>")
            )
        });
        body += &format!("<w:p>{}</w:p>", runs.concat());
    }
    archive(&[("word/document.xml", &format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"))])
}

fn odt(turns: &Turns) -> Vec<u8> {
    let paragraph = |(label, words): &(&str, String)| {
        format!("<t:p>{label}: <t:span>{}</t:span></t:p>\n", escaped(words).replace('\n', "<t:line-break/>"))
    };
    let body: String = turns.iter().map(paragraph).collect();
    archive(&[("content.xml", &format!("<o xmlns:t=\"t\"><body><text>{body}</text></body></o>"))])
}

fn rtf(turns: &Turns) -> Vec<u8> {
    let mut text = "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Times;}}\\f0 ".to_owned();
    for (label, words) in turns {
        for c in format!("{label}: {words}").chars() {
            let _ = match c {
                '\\' | '{' | '}' => write!(text, "\\{c}"),
                '\n' => write!(text, "\\line "),
                c if c.is_ascii() => write!(text, "{c}"),
                c => c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(text, "\\u{}?", unit.cast_signed())),
            };
        }
        text += "\\par\n";
    }
    (text + "}").into_bytes()
}

fn html(turns: &Turns) -> Vec<u8> {
    let paragraph =
        |(label, words): &(&str, String)| format!("<p><b>{label}:</b> {}</p>\n", escaped(words).replace('\n', "<br>"));
    let body: String = turns.iter().map(paragraph).collect();
    format!("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>").into_bytes()
}

fn csv(turns: &Turns) -> Vec<u8> {
    let row = |(label, words): &(&str, String)| format!("{label};\"{}\"\n", words.replace('"', "\"\""));
    format!("speaker;text\n{}", turns.iter().map(row).collect::<String>()).into_bytes()
}

fn xlsx(turns: &Turns) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let mut rows = String::new();
    let header = [("speaker", "text".to_owned())];
    for (row, (label, words)) in (1..).zip(header.iter().chain(turns)) {
        let cell = |column: char, text: &str| {
            format!(
                "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            )
        };
        rows += &format!("<row r=\"{row}\">{}{}</row>", cell('A', label), cell('B', words));
    }
    archive(&[
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

fn pdf(turns: &Turns) -> Vec<u8> {
    let mut drawn = String::new();
    let mut height = 800;
    for (label, words) in turns {
        for line in format!("{label}: {words}").split('\n') {
            let line = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            drawn += &format!("BT /F 10 Tf 1 0 0 1 50 {height} Tm ({line}) Tj ET\n");
            height -= 12;
        }
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 820]/Contents 5 0 R/Resources<</Font<</F 3 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{drawn}\nendstream", drawn.len()),
    ];
    for (number, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<</Root 1 0 R/Size 6>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

/// What somebody says: words, and lines of them.
fn words(letters: &'static str) -> impl Strategy<Value = String> {
    let line =
        prop::collection::vec(letters, 0..8).prop_map(|words| format!("so {}", words.join(" ")).trim().to_owned());
    prop::collection::vec(line, 1..4).prop_map(|lines| lines.join("\n"))
}

fn turns(letters: &'static str) -> impl Strategy<Value = Turns> {
    prop::collection::vec((words(letters), words(letters)), 2..6)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(asked, said)| [("Interviewer", asked), ("P01", said)]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_format_keeps_what_was_said(turns in turns("[a-zA-Z0-9éßżλ日😀ñ’“”–,.;!?'\"&<>{}()\\\\%$+*~^|/-]{1,9}")) {
        let expected: Vec<(String, String)> =
            turns.iter().map(|(label, words)| ((*label).to_owned(), words.clone())).collect();
        for (name, bytes) in [
            ("a.docx", docx(&turns)),
            ("a.odt", odt(&turns)),
            ("a.rtf", rtf(&turns)),
            ("a.html", html(&turns)),
            ("a.csv", csv(&turns)),
            ("a.xlsx", xlsx(&turns)),
        ] {
            prop_assert_eq!(told(name, &bytes), expected.clone(), "{}", name);
        }
    }

    #[test]
    fn pdf_keeps_what_was_said(turns in turns("[a-zA-Z0-9,.;!?&<>{}()\\\\%$+*/-]{1,9}")) {
        let expected: Vec<(String, String)> =
            turns.iter().map(|(label, words)| ((*label).to_owned(), words.clone())).collect();
        prop_assert_eq!(told("a.pdf", &pdf(&turns)), expected);
    }
}
