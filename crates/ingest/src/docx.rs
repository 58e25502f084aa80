//! Word documents: the parts of the archive, and what stands beside the text in them.

use std::collections::BTreeSet;

use qualkit_text::count_words;
use roxmltree::Document;

use crate::archive::{self, Package};
use crate::beside::Outside;
use crate::told::Told;
use crate::{IngestError, Note, Options, blocks, document};

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
    let styles = numbering_styles(&mut package);
    let (blocks, heads, mut beside) = document::read(&archive::parse(&xml, &main)?, &main, &styles)?;
    let uncounted = left_out(&mut package, |outside, words| beside.leave_out(outside, words));
    let mut notes = beside.notes();
    notes.extend(uncounted);
    blocks::read_headed(blocks, &heads, notes, id, options)
}

/// The styles of paragraphs that number them; none if the part that tells it is missing or broken.
fn numbering_styles(package: &mut Package<'_>) -> BTreeSet<String> {
    let part = "word/styles.xml";
    if !package.names.iter().any(|name| name == part) {
        return BTreeSet::new();
    }
    let Ok(xml) = package.unpack(part) else { return BTreeSet::new() };
    archive::parse(&xml, part).map(|styles| document::numbering_styles(&styles)).unwrap_or_default()
}

/// Counts the words in parts of the archive that are not the text; notes the parts that cannot be counted.
fn left_out(package: &mut Package<'_>, mut count: impl FnMut(Outside, usize)) -> Vec<Note> {
    let mut notes = Vec::new();
    for (stem, outside) in [
        ("footnotes", Outside::Footnotes),
        ("endnotes", Outside::Endnotes),
        ("comments", Outside::Comments),
        ("header", Outside::Headers),
        ("footer", Outside::Footers),
    ] {
        let is_part = |name: &&String| {
            let part = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml"));
            let number = part.and_then(|part| part.strip_prefix(stem));
            number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let parts: Vec<String> = package.names.iter().filter(is_part).cloned().collect();
        for part in parts {
            match words(package, &part) {
                Ok(words) => count(outside, words),
                Err(error) => {
                    let what = outside.name();
                    notes.push(Note::of_all(format!("{what} were left out and not counted: {error}")));
                }
            }
        }
    }
    notes
}

/// How many words a part has.
fn words(package: &mut Package<'_>, part: &str) -> Result<usize, IngestError> {
    let xml = package.unpack(part)?;
    let document: Document<'_> = archive::parse(&xml, part)?;
    let paragraphs = document.descendants().filter(|node| node.tag_name().name() == "p");
    Ok(paragraphs.map(|node| count_words(&document::plain(node))).sum())
}
