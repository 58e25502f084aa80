//! XML as linguists' programs write it, with bounds on what it may cost.

use roxmltree::{Document, Node, ParsingOptions};

use crate::IngestError;

/// The most elements, texts and comments that a file may hold.
const MOST: u32 = 4_000_000;

/// Reads a text as XML. Entities of the document's own are refused: nobody needs them in a transcript,
/// and a few lines of them can grow beyond any memory.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, IngestError> {
    let broken = |row: u32, column: u32, reason: String| IngestError::BrokenXml { line: row, column, reason };
    if let Some(at) = text.find("<!ENTITY") {
        let line = text[..at].bytes().filter(|byte| *byte == b'\n').count() + 1;
        return Err(broken(u32::try_from(line).unwrap_or(u32::MAX), 1, "it declares entities".to_owned()));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start(), options)
        .map_err(|error| broken(error.pos().row, error.pos().col, error.to_string()))
}

/// Whether a node is an element of this name, in whatever namespace.
pub(crate) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The elements of a name anywhere in a document.
pub(crate) fn all<'d, 'i: 'd>(
    document: &'d Document<'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'d, 'i>> + use<'d, 'i> {
    document.descendants().filter(move |node| is(*node, name))
}

/// An attribute that is not empty.
pub(crate) fn attribute<'d>(node: Node<'d, '_>, name: &str) -> Option<&'d str> {
    node.attribute(name).map(str::trim).filter(|value| !value.is_empty())
}

/// The text directly in an element.
pub(crate) fn text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// Text without its breaks and runs of spaces, which mean nothing in XML.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
