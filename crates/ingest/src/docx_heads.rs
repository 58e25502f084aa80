//! Heads of turns that a Word document marks as such: words in the style `Speaker` at the start of every paragraph.

use std::collections::BTreeMap;

use qualkit_text::canonicalize;
use qualkit_transcript::{Utterance, read_canonical};
use roxmltree::Node;

use crate::blocks::Block;
use crate::document;

/// The style of characters in which `qualkit show --as docx` sets the head of a turn.
pub(crate) const STYLE: &str = "Speaker";

/// The words of heads, by the places of their paragraphs.
pub(crate) type Heads = BTreeMap<usize, String>;

/// What stands in the style at the start of a paragraph; empty if nothing does.
pub(crate) fn of(paragraph: Node<'_, '_>) -> String {
    let runs = paragraph.children().filter(|node| node.is_element() && !document::plain(*node).is_empty());
    let styled = runs.take_while(|run| {
        let style = run.children().find(|node| node.tag_name().name() == "rPr").and_then(|properties| {
            let style = properties.children().find(|node| node.tag_name().name() == "rStyle")?;
            style.attributes().find(|attribute| attribute.name() == "val")
        });
        run.tag_name().name() == "r" && style.is_some_and(|style| style.value() == STYLE)
    });
    styled.map(document::plain).collect()
}

/// The turns of a document in which every paragraph begins with such a head; `None` for all others, whose labels have
/// to be learned.
pub(crate) fn tell(blocks: &[Block], heads: &Heads) -> Option<Vec<Utterance>> {
    let mut utterances = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { text, .. } if text.trim().is_empty() => {}
            Block::Paragraph { place, text } => {
                let head = canonicalize(heads.get(place)?).0.into_owned();
                let words = text.strip_prefix(&head).filter(|words| !words.trim().is_empty())?;
                // A head is that of a canonical text.
                let turn = read_canonical(&format!("{} .\n", head.trim()))?.pop()?;
                utterances.push(Utterance { words: words.to_owned(), ..turn });
            }
            Block::Table { .. } => return None,
        }
    }
    (!utterances.is_empty()).then_some(utterances)
}
