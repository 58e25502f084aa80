//! Word documents: the archive around them, and what stands beside the text in it.

use std::io::{Cursor, Read as _};

use qualkit_text::{Repairs, canonicalize, count_words};
use roxmltree::Document;
use zip::ZipArchive;

use crate::document::{self, Beside, Block};
use crate::tables;
use crate::told::Told;
use crate::turns::{self, Line};
use crate::{IngestError, Note, Options, repairs};

/// The most that the parts of the archive may hold together, in MiB: a long interview has less than one.
const LIMIT: u64 = 256;

/// The names of the files in an archive; `None` if it cannot be opened.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    Package::open(bytes).ok().map(|package| package.names)
}

/// The part that holds the document, among the names of the files in an archive.
pub(crate) fn main_part(names: &[String]) -> Option<&str> {
    let exact = names.iter().find(|name| *name == "word/document.xml");
    let numbered = || names.iter().find(|name| name.starts_with("word/document") && name.ends_with(".xml"));
    exact.or_else(numbered).map(String::as_str)
}

/// Reads the bytes of a document.
pub(crate) fn read(bytes: &[u8], id: &str, options: &Options) -> Result<Told, IngestError> {
    let mut package = Package::open(bytes)?;
    let missing = || IngestError::Archive { reason: "word/document.xml is missing".to_owned() };
    let main = main_part(&package.names).ok_or_else(missing)?.to_owned();
    let xml = package.unpack(&main)?;
    let (mut blocks, beside) = document::read(&parse(&xml, &main)?, &main)?;
    let mut notes = Vec::from_iter(repairs::note(&canonical(&mut blocks)));
    notes.extend(beside_notes(&beside));
    notes.extend(left_out(&mut package));
    let mut told = tables::tell(&blocks).unwrap_or_else(|| tell(&blocks, id, options));
    notes.append(&mut told.notes);
    told.notes = notes;
    Ok(told)
}

/// The archive around a document.
struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    fn open(bytes: &'b [u8]) -> Result<Package<'b>, IngestError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match bytes {
            [b'P', b'K', ..] => IngestError::Archive { reason: error.to_string() },
            _ => IngestError::NoDocx,
        })?;
        let names = archive.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
        Ok(Package { archive, names, left: LIMIT << 20 })
    }

    /// Unpacks a part, but no more than any transcript has, whatever size the archive claims.
    fn unpack(&mut self, name: &str) -> Result<String, IngestError> {
        let damaged = |reason: String| IngestError::Archive { reason: format!("{name}: {reason}") };
        let part = self.archive.by_name(name).map_err(|error| damaged(error.to_string()))?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        self.left = match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => left,
            None => return Err(IngestError::TooLarge { part: name.to_owned(), limit: LIMIT }),
        };
        match String::from_utf8(bytes) {
            Ok(xml) => Ok(xml),
            Err(error) => Ok(qualkit_text::decode(error.as_bytes())?.text),
        }
    }

    /// How many words a part has.
    fn count(&mut self, part: &str) -> Result<usize, IngestError> {
        let xml = self.unpack(part)?;
        let document = parse(&xml, part)?;
        let paragraphs = document.descendants().filter(|node| node.tag_name().name() == "p");
        Ok(paragraphs.map(|node| count_words(&document::plain(node))).sum())
    }
}

fn parse<'x>(xml: &'x str, part: &str) -> Result<Document<'x>, IngestError> {
    let options = roxmltree::ParsingOptions { nodes_limit: 20_000_000, ..roxmltree::ParsingOptions::default() };
    Document::parse_with_options(xml.trim_start_matches('\u{feff}'), options).map_err(|error| IngestError::Xml {
        part: part.to_owned(),
        line: error.pos().row,
        column: error.pos().col,
        reason: error.to_string(),
    })
}

/// Brings all text into canonical form.
fn canonical(blocks: &mut [Block]) -> Repairs {
    let mut all = Repairs::default();
    let mut mend = |text: &mut String| {
        let (canonical, repairs) = canonicalize(text);
        all.spaces += repairs.spaces;
        all.controls += repairs.controls;
        all.composed |= repairs.composed;
        *text = canonical.into_owned();
    };
    for block in blocks {
        match block {
            Block::Paragraph { text, .. } => mend(text),
            Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(|cell| mend(&mut cell.text)),
        }
    }
    all
}

/// Tells paragraphs; tables between them are text, and behind them belong to the header.
fn tell(blocks: &[Block], id: &str, options: &Options) -> Told {
    let has_words = |block: &Block| matches!(block, Block::Paragraph { text, .. } if !text.trim().is_empty());
    let spoken = blocks.iter().rposition(has_words).map_or(blocks.len(), |last| last + 1);
    let mut rows: Vec<(usize, String)> = Vec::new();
    let mut notes = Vec::new();
    for block in &blocks[..spoken] {
        match block {
            Block::Paragraph { place, text } => rows.push((*place, text.clone())),
            Block::Table { place, rows: table } => {
                notes
                    .push(Note::at(format!("paragraph {place}"), "a table was kept as text, its cells joined by tabs"));
                rows.extend(tables::lines(table).into_iter().map(|row| (*place, row)));
            }
        }
    }
    let mut lines = Vec::new();
    let mut last = 0;
    for (place, text) in &rows {
        for text in text.lines().filter(|line| !line.trim().is_empty()) {
            lines.push(Line { place: *place, opens: *place != last, text });
            last = *place;
        }
    }
    let mut told = turns::tell(&lines, id, options, "paragraph");
    for block in &blocks[spoken..] {
        if let Block::Table { place, rows } = block {
            notes.push(Note::at(format!("paragraph {place}"), "a table behind the last turn was kept in the header"));
            told.behind.extend(tables::lines(rows));
        }
    }
    told.notes.append(&mut notes);
    told
}

/// What the text itself says of changes, pictures and the like.
fn beside_notes(beside: &Beside) -> Vec<Note> {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(Note::of_all(format!("1 {one}"))),
        _ => Some(Note::of_all(format!("{count} {many}"))),
    };
    let changed =
        |count: usize, what: &str| (count > 0).then(|| Note::of_all(format!("tracked changes: {count} {what}")));
    let mut notes: Vec<Note> = [
        changed(beside.inserted, "words inserted, kept"),
        changed(beside.deleted, "words deleted, left out"),
        counted(beside.pictures, "picture was left out", "pictures were left out"),
        counted(
            beside.numbered,
            "paragraph has an automatic number or bullet, which is not part of the text",
            "paragraphs have automatic numbers or bullets, which are not part of the text",
        ),
        counted(
            beside.readings,
            "reading above a word (ruby) was left out",
            "readings above words (ruby) were left out",
        ),
        counted(
            beside.embedded,
            "document embedded in this one was left out",
            "documents embedded in this one were left out",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    for (places, message) in [
        (&beside.boxes, "a text box was kept as paragraphs of its own behind this one"),
        (&beside.symbols, "a symbol of a special font has no letter and became U+FFFD"),
    ] {
        notes.extend(Note::first_of("paragraph", places, message));
    }
    notes
}

/// The words in parts of the archive that are not the text.
fn left_out(package: &mut Package<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for (stem, what) in [
        ("footnotes", "footnotes"),
        ("endnotes", "endnotes"),
        ("comments", "comments"),
        ("header", "headers of pages"),
        ("footer", "footers of pages"),
    ] {
        let is_part = |name: &&String| {
            let part = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml"));
            let number = part.and_then(|part| part.strip_prefix(stem));
            number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let mut words = 0;
        let parts: Vec<String> = package.names.iter().filter(is_part).cloned().collect();
        for part in parts {
            match package.count(&part) {
                Ok(count) => words += count,
                Err(error) => notes.push(Note::of_all(format!("{what} were left out and not counted: {error}"))),
            }
        }
        if words > 0 {
            notes.push(Note::of_all(format!("{what} are not part of what was said: {words} words left out")));
        }
    }
    notes
}
