//! The text of a Word document: what stands in its paragraphs and tables.

use std::collections::{BTreeMap, BTreeSet};

use qualkit_text::count_words;
use roxmltree::{Document, Node};

use crate::beside::Beside;
use crate::blocks::{Block, Cell, cell_text};
use crate::docx_heads::Heads;
use crate::{IngestError, docx_heads};

/// How deep elements may lie in each other; Word itself stays below forty.
const DEEPEST: usize = 400;

/// Reads the main part of a document; `numbering` are the styles that number their paragraphs.
pub(crate) fn read(
    document: &Document<'_>,
    part: &str,
    numbering: &BTreeSet<String>,
) -> Result<(Vec<Block>, Heads, Beside), IngestError> {
    let mut reader =
        Reader { part, numbering, place: 0, carried: String::new(), heads: Heads::new(), beside: Beside::default() };
    let mut blocks = Vec::new();
    reader.blocks(document.root_element(), 0, &mut blocks)?;
    if !reader.carried.is_empty() {
        blocks.push(Block::Paragraph { place: reader.place, text: reader.carried });
    }
    Ok((blocks, reader.heads, reader.beside))
}

/// The styles that number the paragraphs which bear them, by themselves or by the style they are based on.
pub(crate) fn numbering_styles(styles: &Document<'_>) -> BTreeSet<String> {
    let mut bases: BTreeMap<&str, &str> = BTreeMap::new();
    let mut told: BTreeMap<&str, bool> = BTreeMap::new();
    for style in styles.descendants().filter(|node| node.tag_name().name() == "style") {
        let Some(id) = attribute(style, "styleId") else { continue };
        if let Some(base) = child(style, "basedOn").and_then(|base| attribute(base, "val")) {
            bases.insert(id, base);
        }
        let numbers = child(style, "pPr").and_then(|properties| child(properties, "numPr"));
        if let Some(numbers) = numbers {
            told.insert(id, is_numbering(numbers));
        }
    }
    let ids = styles.descendants().filter_map(|node| attribute(node, "styleId"));
    let numbers = |id: &&str| {
        // No style is based on itself, however long the way.
        let chain = std::iter::successors(Some(*id), |id| bases.get(id).copied()).take(32);
        chain.into_iter().find_map(|id| told.get(id).copied()).unwrap_or(false)
    };
    ids.filter(numbers).map(str::to_owned).collect()
}

/// Whether numbering is given and not taken away.
fn is_numbering(numbers: Node<'_, '_>) -> bool {
    child(numbers, "numId").and_then(|id| attribute(id, "val")) != Some("0")
}

/// All words below an element, without regard to what they are.
pub(crate) fn plain(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|node| matches!(node.tag_name().name(), "t" | "delText"));
    let words: Vec<&str> = texts.filter_map(|node| node.text()).collect();
    words.concat()
}

struct Reader<'p> {
    part: &'p str,
    numbering: &'p BTreeSet<String>,
    place: usize,
    /// The words of paragraphs whose end is deleted, and which so go on in the next.
    carried: String,
    heads: Heads,
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
                "sdt" if is_prompt(node) => self.beside.prompts += count_words(&plain(node)),
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
        let properties = child(node, "pPr");
        self.beside.numbered += usize::from(properties.is_some_and(|properties| self.is_numbered(properties)));
        let head = docx_heads::of(node);
        self.heads.extend(Some((place, head)).filter(|(_, head)| !head.is_empty()));
        let mut text = std::mem::take(&mut self.carried);
        let mut boxes = Vec::new();
        self.inline(node, depth, &mut text, &mut boxes)?;
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        if mark.is_some_and(|mark| child(mark, "del").or_else(|| child(mark, "moveFrom")).is_some()) {
            self.carried = text;
        } else {
            blocks.push(Block::Paragraph { place, text });
        }
        blocks.append(&mut boxes);
        Ok(())
    }

    fn is_numbered(&self, properties: Node<'_, '_>) -> bool {
        let style = child(properties, "pStyle").and_then(|style| attribute(style, "val"));
        let by_style = style.is_some_and(|style| self.numbering.contains(style));
        child(properties, "numPr").map_or(by_style, is_numbering)
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
                "r" if is_hidden(node) => self.beside.hidden += count_words(&plain(node)),
                "sdt" if is_prompt(node) => self.beside.prompts += count_words(&plain(node)),
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
                "tr" if child(node, "trPr").is_some_and(|properties| child(properties, "del").is_some()) => {
                    self.beside.deleted += count_words(&plain(node));
                }
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
                    cells.push(Cell { text: cell_text(&inside), joined: is_joined(node) });
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

/// Whether a run is formatted so that nobody sees it.
fn is_hidden(run: Node<'_, '_>) -> bool {
    let vanishes = child(run, "rPr").and_then(|properties| child(properties, "vanish"));
    vanishes.is_some_and(|vanish| !matches!(attribute(vanish, "val"), Some("0" | "false" | "off")))
}

/// Whether a content control shows what should be typed into it.
fn is_prompt(control: Node<'_, '_>) -> bool {
    child(control, "sdtPr").is_some_and(|properties| child(properties, "showingPlcHdr").is_some())
}

fn child<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    node.children().find(|node| node.tag_name().name() == name)
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
    child(child(cell, "tcPr")?, name)
}

fn width(cell: Node<'_, '_>) -> usize {
    let span = cell_property(cell, "gridSpan").and_then(|span| attribute(span, "val")?.parse().ok());
    span.unwrap_or(1).min(64)
}

fn is_joined(cell: Node<'_, '_>) -> bool {
    cell_property(cell, "vMerge").is_some_and(|merge| attribute(merge, "val") != Some("restart"))
}
