//! The text of an OpenDocument text: what stands in its paragraphs and tables.

use std::collections::BTreeSet;

use qualkit_text::count_words;
use roxmltree::{Document, Node};

use crate::IngestError;
use crate::beside::{Beside, Outside};
use crate::blocks::{Block, Cell};

/// How deep elements may lie in each other; word processors stay below forty.
const DEEPEST: usize = 400;

/// The most columns or rows that one cell may stand for.
const WIDEST: usize = 64;

/// What styles say about words that bear them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Styles {
    /// Styles whose words nobody sees.
    hidden: BTreeSet<String>,
    /// Levels of headings that are numbered.
    numbered: BTreeSet<String>,
}

impl Styles {
    /// Takes up the styles of one part of the archive.
    pub(crate) fn learn(&mut self, part: &Document<'_>) {
        for node in part.descendants().filter(Node::is_element) {
            match node.tag_name().name() {
                "text-properties" if attribute(node, "display") == Some("none") => {
                    let style = node.parent().and_then(|style| attribute(style, "name"));
                    self.hidden.extend(style.map(str::to_owned));
                }
                "outline-level-style" if attribute(node, "num-format").is_some_and(|format| !format.is_empty()) => {
                    self.numbered.extend(attribute(node, "level").map(str::to_owned));
                }
                _ => {}
            }
        }
    }

    fn hides(&self, node: Node<'_, '_>) -> bool {
        attribute(node, "style-name").is_some_and(|style| self.hidden.contains(style))
    }
}

/// Reads the main part of a document.
pub(crate) fn read(document: &Document<'_>, part: &str, styles: &Styles) -> Result<(Vec<Block>, Beside), IngestError> {
    let body = document.root_element().children().find(|node| node.tag_name().name() == "body");
    let text = body.and_then(|body| body.children().find(|node| node.tag_name().name() == "text"));
    let Some(text) = text else {
        return Err(IngestError::NotReadable {
            found: "an OpenDocument file that is no text (.ods, .odp)".to_owned(),
            remedy: "save a sheet with a transcript as .xlsx or .csv, anything else as .odt or .txt",
        });
    };
    let mut reader = Reader {
        part,
        styles,
        insertions: insertions(text),
        open: BTreeSet::new(),
        inserted: String::new(),
        place: 0,
        in_item: false,
        beside: Beside::default(),
    };
    let mut blocks = Vec::new();
    reader.blocks(text, 0, &mut blocks)?;
    reader.beside.inserted = count_words(&reader.inserted);
    Ok((blocks, reader.beside))
}

/// All words below an element, paragraphs as lines.
pub(crate) fn plain(node: Node<'_, '_>) -> String {
    let mut words = String::new();
    for node in node.descendants() {
        match node.tag_name().name() {
            "p" | "h" | "tab" | "s" | "line-break" => words.push('\n'),
            _ if node.is_text() => words.push_str(node.text().unwrap_or_default()),
            _ => {}
        }
    }
    words
}

/// The names of tracked changes that insert.
fn insertions(text: Node<'_, '_>) -> BTreeSet<String> {
    let regions = text.descendants().filter(|node| node.tag_name().name() == "changed-region");
    let inserts = regions.filter(|region| region.children().any(|node| node.tag_name().name() == "insertion"));
    inserts.filter_map(|region| attribute(region, "id").map(str::to_owned)).collect()
}

struct Reader<'p> {
    part: &'p str,
    styles: &'p Styles,
    insertions: BTreeSet<String>,
    /// Insertions that are open where the reader stands.
    open: BTreeSet<String>,
    /// All words that are inserted.
    inserted: String,
    place: usize,
    /// Whether the next paragraph begins an item of a list.
    in_item: bool,
    beside: Beside,
}

/// A paragraph as it grows.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// Whether white space here would double a space: at the start, and behind one.
    spaced: bool,
    boxes: Vec<Block>,
}

impl Reader<'_> {
    /// Reads what a body, a section, a list, a cell or a text box holds.
    fn blocks(&mut self, parent: Node<'_, '_>, depth: usize, blocks: &mut Vec<Block>) -> Result<(), IngestError> {
        self.check_depth(parent, depth)?;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" | "h" => self.paragraph(node, depth + 1, blocks)?,
                "table" => self.table(node, depth + 1, blocks)?,
                "tracked-changes" => {
                    let deleted = node.descendants().filter(|node| node.tag_name().name() == "deletion");
                    let paragraphs = deleted.flat_map(|node| node.children()).filter(|node| {
                        // Who deleted, and when, is no word.
                        node.is_element() && node.tag_name().name() != "change-info"
                    });
                    self.beside.deleted += paragraphs.map(|node| count_words(&plain(node))).sum::<usize>();
                }
                "change-start" | "change-end" => self.change(node),
                "section" if attribute(node, "display") == Some("none") => {
                    self.beside.hidden += count_words(&plain(node));
                }
                "list-item" => {
                    self.in_item = true;
                    self.blocks(node, depth + 1, blocks)?;
                    self.in_item = false;
                }
                "forms" => {}
                name if name.ends_with("-decls") || name.ends_with("-source") => {}
                name if is_drawn(name) => {
                    let mut paragraph = Paragraph::default();
                    self.inline(node, depth + 1, &mut paragraph)?;
                    blocks.append(&mut paragraph.boxes);
                }
                _ => self.blocks(node, depth + 1, blocks)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node<'_, '_>, depth: usize, blocks: &mut Vec<Block>) -> Result<(), IngestError> {
        self.place += 1;
        let place = self.place;
        let is_hidden = |node: Node<'_, '_>| {
            node.tag_name().name() == "hidden-paragraph" && attribute(node, "is-hidden") == Some("true")
        };
        if self.styles.hides(node) || node.children().any(is_hidden) {
            self.beside.hidden += count_words(&plain(node));
            return Ok(());
        }
        let level = attribute(node, "outline-level").filter(|_| node.tag_name().name() == "h");
        let numbered = self.in_item || level.is_some_and(|level| self.styles.numbered.contains(level));
        self.in_item = false;
        let mut paragraph = Paragraph { spaced: true, ..Paragraph::default() };
        self.inline(node, depth, &mut paragraph)?;
        self.beside.numbered += usize::from(numbered && !paragraph.text.trim().is_empty());
        self.inserted.push('\n');
        blocks.push(Block::Paragraph { place, text: paragraph.text });
        blocks.append(&mut paragraph.boxes);
        Ok(())
    }

    /// Reads what stands in a line; paragraphs of text boxes go behind it.
    fn inline(&mut self, parent: Node<'_, '_>, depth: usize, to: &mut Paragraph) -> Result<(), IngestError> {
        self.check_depth(parent, depth)?;
        for node in parent.children() {
            if node.is_text() {
                self.say(node.text().unwrap_or_default(), to);
                continue;
            }
            match node.tag_name().name() {
                "s" => {
                    let count = attribute(node, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    to.text.extend(std::iter::repeat_n(' ', usize::min(count, 1000)));
                    self.inserted.push(' ');
                }
                "tab" => self.put('\t', to),
                "line-break" => self.put('\n', to),
                "note" => self.note(node),
                "annotation" => {
                    let paragraphs = node.children().filter(|node| matches!(node.tag_name().name(), "p" | "list"));
                    let words = paragraphs.map(|node| count_words(&plain(node))).sum();
                    self.beside.leave_out(Outside::Comments, words);
                }
                "change-start" | "change-end" => self.change(node),
                "placeholder" => self.beside.prompts += count_words(&plain(node)),
                "hidden-text" if attribute(node, "is-hidden") == Some("true") => {
                    self.beside.hidden += count_words(&plain(node));
                }
                "span" if self.styles.hides(node) => self.beside.hidden += count_words(&plain(node)),
                "ruby-text" => self.beside.readings += 1,
                "text-box" | "custom-shape" | "rect" | "ellipse" => {
                    self.beside.boxes.push(self.place);
                    self.blocks(node, depth + 1, &mut to.boxes)?;
                }
                "image" => self.beside.pictures += 1,
                "object" | "object-ole" => self.beside.embedded += 1,
                "title" | "desc" | "forms" => {}
                "frame" => self.frame(node, depth + 1, to)?,
                "p" | "h" => self.paragraph(node, depth + 1, &mut to.boxes)?,
                "table" => self.table(node, depth + 1, &mut to.boxes)?,
                _ => self.inline(node, depth + 1, to)?,
            }
        }
        Ok(())
    }

    /// A frame holds one thing in several forms; the first is it.
    fn frame(&mut self, node: Node<'_, '_>, depth: usize, to: &mut Paragraph) -> Result<(), IngestError> {
        let held = |name: &str| node.children().find(|node| node.tag_name().name() == name);
        if held("text-box").is_none() && (held("object").is_some() || held("object-ole").is_some()) {
            self.beside.embedded += 1;
        } else if held("text-box").is_none() && held("image").is_some() {
            self.beside.pictures += 1;
        } else {
            self.inline(node, depth, to)?;
        }
        Ok(())
    }

    /// Footnotes and endnotes are counted; their numbers are set by the program.
    fn note(&mut self, node: Node<'_, '_>) {
        let body = node.children().find(|node| node.tag_name().name() == "note-body");
        let endnote = attribute(node, "note-class") == Some("endnote");
        let outside = if endnote { Outside::Endnotes } else { Outside::Footnotes };
        self.beside.leave_out(outside, body.map_or(0, |body| count_words(&plain(body))));
    }

    fn change(&mut self, node: Node<'_, '_>) {
        let Some(id) = attribute(node, "change-id").filter(|id| self.insertions.contains(*id)) else { return };
        if node.tag_name().name() == "change-start" {
            self.open.insert(id.to_owned());
        } else {
            self.open.remove(id);
            self.inserted.push('\n');
        }
    }

    /// White space collapses: spaces that count are elements.
    fn say(&mut self, words: &str, to: &mut Paragraph) {
        for c in words.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if space && to.spaced {
                continue;
            }
            self.put(if space { ' ' } else { c }, to);
            to.spaced = space;
        }
    }

    fn put(&mut self, c: char, to: &mut Paragraph) {
        to.text.push(c);
        to.spaced = false;
        if !self.open.is_empty() {
            self.inserted.push(c);
        }
    }

    fn table(&mut self, node: Node<'_, '_>, depth: usize, blocks: &mut Vec<Block>) -> Result<(), IngestError> {
        let place = self.place + 1;
        let mut rows = Vec::new();
        self.rows(node, depth, &mut Vec::new(), &mut rows)?;
        blocks.push(Block::Table { place, rows });
        Ok(())
    }

    /// Reads rows; `above` says for how many rows more the cell of each column goes on.
    fn rows(
        &mut self,
        parent: Node<'_, '_>,
        depth: usize,
        above: &mut Vec<usize>,
        rows: &mut Vec<Vec<Cell>>,
    ) -> Result<(), IngestError> {
        self.check_depth(parent, depth)?;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "table-row" => {
                    let row = self.row(node, depth + 1, above)?;
                    rows.push(row);
                }
                "table-header-rows" | "table-row-group" | "table-rows" => {
                    self.rows(node, depth + 1, above, rows)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, row: Node<'_, '_>, depth: usize, above: &mut Vec<usize>) -> Result<Vec<Cell>, IngestError> {
        let mut cells: Vec<Cell> = Vec::new();
        for node in row.children().filter(Node::is_element) {
            let number = |name: &str| attribute(node, name).and_then(|count| count.parse().ok()).unwrap_or(1_usize);
            let covered = match node.tag_name().name() {
                "table-cell" => false,
                "covered-table-cell" => true,
                _ => continue,
            };
            let mut inside = Vec::new();
            self.blocks(node, depth + 1, &mut inside)?;
            let text = crate::blocks::cell_text(&inside);
            for _ in 0..number("number-columns-repeated").min(WIDEST) {
                let column = cells.len();
                above.resize(above.len().max(column + 1), 0);
                let joined = covered && above[column] > 0;
                above[column] = if covered {
                    above[column].saturating_sub(1)
                } else {
                    number("number-rows-spanned").saturating_sub(1)
                };
                cells.push(Cell { text: text.clone(), joined });
            }
        }
        Ok(cells)
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

/// Whether an element draws something that may hold paragraphs.
fn is_drawn(name: &str) -> bool {
    matches!(name, "frame" | "custom-shape" | "rect" | "ellipse" | "text-box" | "g")
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}
