//! The text of a Word document: what stands in its paragraphs and tables.

use qualkit_text::count_words;
use roxmltree::{Document, Node};

use crate::IngestError;

/// How deep elements may lie in each other; Word itself stays below forty.
const DEEPEST: usize = 400;

/// A piece of the document, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph {
        /// Counted from 1, empty ones and those in tables too.
        place: usize,
        text: String,
    },
    Table {
        /// Its first paragraph.
        place: usize,
        rows: Vec<Vec<Cell>>,
    },
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Paragraphs are lines.
    pub(crate) text: String,
    /// Whether the cell is one with the one above.
    pub(crate) joined: bool,
}

/// What is in a document besides the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// Words that tracked changes insert.
    pub(crate) inserted: usize,
    /// Words that tracked changes delete.
    pub(crate) deleted: usize,
    pub(crate) pictures: usize,
    /// Paragraphs with an automatic number.
    pub(crate) numbered: usize,
    pub(crate) readings: usize,
    pub(crate) embedded: usize,
    /// Paragraphs with a text box.
    pub(crate) boxes: Vec<usize>,
    /// Paragraphs with a symbol that is no letter.
    pub(crate) symbols: Vec<usize>,
}

/// Reads the main part of a document.
pub(crate) fn read(document: &Document<'_>, part: &str) -> Result<(Vec<Block>, Beside), IngestError> {
    let mut reader = Reader { part, place: 0, beside: Beside::default() };
    let mut blocks = Vec::new();
    reader.blocks(document.root_element(), 0, &mut blocks)?;
    Ok((blocks, reader.beside))
}

/// All words below an element, without regard to what they are.
pub(crate) fn plain(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|node| matches!(node.tag_name().name(), "t" | "delText"));
    let words: Vec<&str> = texts.filter_map(|node| node.text()).collect();
    words.concat()
}

struct Reader<'p> {
    part: &'p str,
    place: usize,
    beside: Beside,
}

impl Reader<'_> {
    /// Reads what a body, a cell or a text box holds.
    fn blocks(&mut self, parent: Node<'_, '_>, depth: usize, blocks: &mut Vec<Block>) -> Result<(), IngestError> {
        self.check_depth(parent, depth)?;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, depth + 1, blocks)?,
                "tbl" => self.table(node, depth + 1, blocks)?,
                "del" | "moveFrom" => self.beside.deleted += count_words(&plain(node)),
                "altChunk" => self.beside.embedded += 1,
                "AlternateContent" => {
                    if let Some(choice) = choice(node) {
                        self.blocks(choice, depth + 1, blocks)?;
                    }
                }
                name if is_property(name) => {}
                _ => self.blocks(node, depth + 1, blocks)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node<'_, '_>, depth: usize, blocks: &mut Vec<Block>) -> Result<(), IngestError> {
        self.place += 1;
        let place = self.place;
        let properties = node.children().find(|node| node.tag_name().name() == "pPr");
        if properties.is_some_and(|node| node.children().any(|node| node.tag_name().name() == "numPr")) {
            self.beside.numbered += 1;
        }
        let mut text = String::new();
        let mut boxes = Vec::new();
        self.inline(node, depth, &mut text, &mut boxes)?;
        blocks.push(Block::Paragraph { place, text });
        blocks.append(&mut boxes);
        Ok(())
    }

    /// Reads what stands in a line; paragraphs of text boxes go to `boxes`.
    fn inline(
        &mut self,
        parent: Node<'_, '_>,
        depth: usize,
        text: &mut String,
        boxes: &mut Vec<Block>,
    ) -> Result<(), IngestError> {
        self.check_depth(parent, depth)?;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "t" => {
                    let words = node.children().filter_map(|node| node.text());
                    text.extend(words.flat_map(str::chars).map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
                }
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('\u{2011}'),
                "softHyphen" => text.push('\u{ad}'),
                "sym" => text.push(self.symbol(node)),
                "del" | "moveFrom" => self.beside.deleted += count_words(&plain(node)),
                "delText" => self.beside.deleted += count_words(&plain(node)),
                "ins" | "moveTo" => {
                    let before = text.len();
                    self.inline(node, depth + 1, text, boxes)?;
                    self.beside.inserted += count_words(&text[before..]);
                }
                "instrText" | "delInstrText" => {}
                "rt" => self.beside.readings += 1,
                "blip" | "imagedata" => self.beside.pictures += 1,
                "txbxContent" => {
                    self.beside.boxes.push(self.place);
                    self.blocks(node, depth + 1, boxes)?;
                }
                "p" => self.paragraph(node, depth + 1, boxes)?,
                "tbl" => self.table(node, depth + 1, boxes)?,
                "AlternateContent" => {
                    if let Some(choice) = choice(node) {
                        self.inline(choice, depth + 1, text, boxes)?;
                    }
                }
                name if is_property(name) => {}
                _ => self.inline(node, depth + 1, text, boxes)?,
            }
        }
        Ok(())
    }

    fn table(&mut self, node: Node<'_, '_>, depth: usize, blocks: &mut Vec<Block>) -> Result<(), IngestError> {
        let place = self.place + 1;
        let mut rows = Vec::new();
        self.rows(node, depth, &mut rows)?;
        blocks.push(Block::Table { place, rows });
        Ok(())
    }

    fn rows(&mut self, parent: Node<'_, '_>, depth: usize, rows: &mut Vec<Vec<Cell>>) -> Result<(), IngestError> {
        self.check_depth(parent, depth)?;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tr" => {
                    let mut cells = Vec::new();
                    self.cells(node, depth + 1, &mut cells)?;
                    rows.push(cells);
                }
                name if is_property(name) => {}
                _ => self.rows(node, depth + 1, rows)?,
            }
        }
        Ok(())
    }

    fn cells(&mut self, parent: Node<'_, '_>, depth: usize, cells: &mut Vec<Cell>) -> Result<(), IngestError> {
        self.check_depth(parent, depth)?;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tc" => {
                    let mut inside = Vec::new();
                    self.blocks(node, depth + 1, &mut inside)?;
                    let lines: Vec<String> =
                        inside.iter().flat_map(lines).filter(|line| !line.trim().is_empty()).collect();
                    cells.push(Cell { text: lines.join("\n"), joined: is_joined(node) });
                    // A wide cell stands in several columns.
                    cells.extend((1..width(node)).map(|_| Cell::default()));
                }
                name if is_property(name) => {}
                _ => self.cells(node, depth + 1, cells)?,
            }
        }
        Ok(())
    }

    /// The letter of a symbol, unless its code only means something in its font.
    fn symbol(&mut self, node: Node<'_, '_>) -> char {
        let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let letter =
            code.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c) && !c.is_control());
        letter.unwrap_or_else(|| {
            self.beside.symbols.push(self.place);
            '\u{fffd}'
        })
    }

    fn check_depth(&self, node: Node<'_, '_>, depth: usize) -> Result<(), IngestError> {
        if depth <= DEEPEST {
            return Ok(());
        }
        let position = node.document().text_pos_at(node.range().start);
        Err(IngestError::Xml {
            part: self.part.to_owned(),
            line: position.row,
            column: position.col,
            reason: format!("elements lie in each other more than {DEEPEST} deep"),
        })
    }
}

/// The lines of a block; the cells of an inner table are joined by tabs.
fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph { text, .. } => text.lines().map(str::to_owned).collect(),
        Block::Table { rows, .. } => crate::tables::lines(rows),
    }
}

/// Of alternatives that show the same, the first.
fn choice<'a, 'x>(node: Node<'a, 'x>) -> Option<Node<'a, 'x>> {
    let named = |name: &'static str| node.children().find(move |node| node.tag_name().name() == name);
    named("Choice").or_else(|| named("Fallback"))
}

/// Whether an element describes how others look: `pPr`, `rPr`, `tblGrid`.
fn is_property(name: &str) -> bool {
    name.ends_with("Pr") || name == "tblGrid"
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

fn cell_property<'a, 'x>(cell: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    let properties = cell.children().find(|node| node.tag_name().name() == "tcPr")?;
    properties.children().find(|node| node.tag_name().name() == name)
}

fn width(cell: Node<'_, '_>) -> usize {
    let span = cell_property(cell, "gridSpan").and_then(|span| attribute(span, "val")?.parse().ok());
    span.unwrap_or(1).min(64)
}

fn is_joined(cell: Node<'_, '_>) -> bool {
    cell_property(cell, "vMerge").is_some_and(|merge| attribute(merge, "val") != Some("restart"))
}
