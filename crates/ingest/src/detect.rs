//! Which format bytes have: by what is in them first, by the file's name second.

use crate::clock::Fraction;
use crate::columns::Columns;
use crate::{Format, IngestError, captions, docx, participants, rtf, sbv};

/// What the bytes turned out to be, and why.
pub(crate) type Guess = (Format, String);

const TRANSCRIBE: &str = "transcribe it first and import the transcript";
const EXPORT: &str = "export the transcript as .vtt, .srt, .docx or .txt from the program that made it";

/// The first bytes of documents that are no plain text.
const DOCUMENTS: [(&[u8], Format, &str); 2] =
    [(b"%PDF-", Format::Pdf, "it begins with %PDF-"), (rtf::BEGIN, Format::Rtf, "it begins with {\\rtf")];

/// The first bytes of files that are known but hold no text to read.
const MAGIC: [(&[u8], &str, &str); 7] = [
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a document of Word 97 to 2003 (.doc), or one with a password",
        "open it in Word or LibreOffice and save it as .docx without a password",
    ),
    (b"ID3\x02", "a sound recording", TRANSCRIBE),
    (b"ID3\x03", "a sound recording", TRANSCRIBE),
    (b"ID3\x04", "a sound recording", TRANSCRIBE),
    (b"OggS\0", "a sound recording", TRANSCRIBE),
    (b"\x89PNG", "a picture", "type its text into a .txt file"),
    (b"\xff\xd8\xff", "a picture", "type its text into a .txt file"),
];

/// Beginnings of texts that are known but not read, in lower case.
const TEXTS: [(&str, &str, &str); 4] = [
    (
        "[script info]",
        "a file of captions of SubStation Alpha (.ass, .ssa)",
        "save them as .srt or .vtt in the program that made them",
    ),
    ("<?xml", "XML", EXPORT),
    (
        "file type = \"ootextfile",
        "an object of Praat other than a TextGrid",
        "open the TextGrid in Praat and save it as a text file",
    ),
    (
        "\"praat chronological textgrid",
        "a chronological TextGrid of Praat",
        "open it in Praat and save it as a text file",
    ),
];

/// With what web pages begin, in lower case.
const PAGES: [&str; 5] = ["<!doctype html", "<html", "<head>", "<body", "<meta "];

/// Files inside a zip archive that tell what it is, if it can be read.
const PARTS: [(&str, Format); 2] = [("xl/workbook.xml", Format::Xlsx), ("content.xml", Format::Odt)];

/// Files inside a zip archive that tell what it is, if it cannot.
const ARCHIVES: [(&str, &str, &str); 4] = [
    (
        "xl/workbook.bin",
        "a binary Excel workbook (.xlsb)",
        "save it as .xlsx, or the sheet with the transcript as .csv",
    ),
    ("ppt/presentation.xml", "a presentation (.pptx)", "save its text as .txt"),
    ("project.qde", "a project of another coding program (.qdpx)", "take the transcripts out of it first"),
    ("META-INF/container.xml", "an e-book (.epub)", "save its text as .txt"),
];

/// Refuses bytes that are known but not read; tells documents by their first bytes, and archives by the
/// names inside.
pub(crate) fn by_magic(
    bytes: &[u8],
    names: impl FnOnce() -> Option<Vec<String>>,
) -> Result<Option<Guess>, IngestError> {
    let space = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if let Some((_, format, why)) = DOCUMENTS.iter().find(|(magic, ..)| bytes[space..].starts_with(magic)) {
        return Ok(Some((*format, (*why).to_owned())));
    }
    if let Some((_, found, remedy)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(not_readable(found, remedy));
    }
    let riff = bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WAVE" | b"AVI "));
    if riff || bytes.first() == Some(&0) && bytes.get(4..8) == Some(b"ftyp") {
        return Err(not_readable("a sound or video recording", TRANSCRIBE));
    }
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return Ok(None);
    }
    let Some(names) = names() else {
        // The reader of Word documents says what is wrong with the archive.
        return Ok(Some((Format::Docx, "it begins as a zip archive does".to_owned())));
    };
    if let Some(part) = docx::main_part(&names) {
        return Ok(Some((Format::Docx, format!("a zip archive with {part} in it"))));
    }
    if let Some((part, format)) = PARTS.iter().find(|(part, _)| names.iter().any(|name| name == part)) {
        return Ok(Some((*format, format!("a zip archive with {part} in it"))));
    }
    let known = ARCHIVES.iter().find(|(part, ..)| names.iter().any(|name| name == part));
    let (_, found, remedy) = known.unwrap_or(&(
        "",
        "a zip archive without word/document.xml, so no Word document",
        "unpack it and import the files inside",
    ));
    Err(not_readable(found, remedy))
}

/// Recognises a text by its first lines and its name.
pub(crate) fn by_text(text: &str, file_name: &str) -> Result<Guess, IngestError> {
    let start = &text[..text.char_indices().nth(8192).map_or(text.len(), |(at, _)| at)];
    let start = start.trim_start();
    let lower = start.chars().take(40).collect::<String>().to_lowercase();
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let named: Option<Format> = ending.parse().ok();
    let ends = |format: Format, what: &str| Ok((format, format!("{what}, and the name ends in .{ending}")));
    if start.starts_with("WEBVTT") {
        return Ok((Format::Vtt, "it begins with WEBVTT".to_owned()));
    }
    if is_page(start, &lower) {
        return Ok((Format::Html, "it begins as a web page does".to_owned()));
    }
    if let Some((_, found, remedy)) = TEXTS.iter().find(|(begin, ..)| lower.starts_with(begin)) {
        return Err(not_readable(found, remedy));
    }
    if participants::list(start).is_some() {
        let remedy =
            "it holds nothing that was said; import the meeting's transcript or chat, with this list as --speakers";
        return Err(not_readable("the list of a meeting's participants (Zoom)", remedy));
    }
    match named {
        Some(Format::Vtt) => return ends(Format::Vtt, "it does not begin with WEBVTT"),
        Some(Format::Srt) => return ends(Format::Srt, "it is a text"),
        Some(Format::Csv) => return ends(Format::Csv, "it is a text"),
        Some(Format::Html) => return ends(Format::Html, "it is a text"),
        _ => {}
    }
    if is_srt(start) {
        return Ok((Format::Srt, "numbered captions with two times each".to_owned()));
    }
    if start.lines().next().is_some_and(sbv::is_timing) {
        return Ok((Format::Srt, "captions with two times each, parted by a comma".to_owned()));
    }
    if let Some(header) = table_header(start) {
        return Ok((Format::Csv, format!("a table whose header names {}", header.join(", "))));
    }
    match named {
        Some(Format::Markdown) => ends(Format::Markdown, "it is a text"),
        Some(Format::Text) => ends(Format::Text, "it is a text"),
        _ => Ok((Format::Text, "it is a text of no special shape".to_owned())),
    }
}

fn not_readable(found: &str, remedy: &'static str) -> IngestError {
    IngestError::NotReadable { found: found.to_owned(), remedy }
}

/// A web page, or XML or a comment with one in it.
fn is_page(start: &str, lower: &str) -> bool {
    let wrapped = lower.starts_with("<?xml") || lower.starts_with("<!--");
    PAGES.iter().any(|begin| lower.starts_with(begin))
        || wrapped && start.chars().take(2000).collect::<String>().to_lowercase().contains("<html")
}

pub(crate) fn is_json(start: &str, ending: &str) -> bool {
    let second = start.chars().skip(1).find(|c| !c.is_whitespace());
    match start.chars().next() {
        Some('{') => matches!(second, Some('"' | '}')),
        Some('[') => ending == "json" || second == Some('{'),
        _ => false,
    }
}

/// A number, and two times with an arrow on the next line.
fn is_srt(start: &str) -> bool {
    let mut lines = start.lines().filter(|line| !line.trim().is_empty());
    let number = lines.next().is_some_and(|line| line.trim().parse::<u64>().is_ok());
    number && lines.next().is_some_and(|line| captions::timing(line, Fraction::Decimal).is_some())
}

/// The header of a table that names the text, and the speaker or the time.
fn table_header(start: &str) -> Option<Vec<String>> {
    let line = start.lines().next().filter(|line| line.len() <= 1000)?;
    let table = qualkit_table::Reader::new(line).ok()?;
    let columns = Columns::named(table.header())?;
    columns.tell_turns().then(|| table.header().to_vec())
}
