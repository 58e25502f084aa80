//! Paragraphs and tables of a web page, as its elements build them.

use qualkit_transcript::Timecode;

use crate::IngestError;
use crate::blocks::{Block, Cell};

/// How deep tables may lie in each other.
const DEEPEST: usize = 100;

/// The most columns that one cell may stand in.
const WIDEST: usize = 64;

/// Builds the pieces of a document from what is read in order.
#[derive(Default)]
pub(crate) struct Builder {
    blocks: Vec<Block>,
    tables: Vec<Table>,
    text: String,
    /// Whether white space here would double a space.
    spaced: bool,
    count: usize,
    /// Whether the paragraph begins an item of a list.
    item: bool,
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    place: usize,
    rows: Vec<Vec<Cell>>,
    /// What the cells hold, for a table that is no table but a frame around paragraphs.
    held: Vec<Block>,
    cell: Vec<Block>,
    /// The cell that is open: how many columns it stands in.
    width: usize,
    /// For how many rows more the cell of each column goes on.
    above: Vec<usize>,
    /// For how many rows the open cell stands.
    height: usize,
}

impl Builder {
    /// The paragraph that is being read.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// White space collapses, unless it is kept.
    pub(crate) fn say(&mut self, words: &str, kept: bool) {
        for c in words.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if space && !kept {
                if !self.spaced && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.spaced = true;
            } else {
                self.text.push(c);
                self.spaced = false;
            }
        }
    }

    pub(crate) fn break_line(&mut self) {
        self.text.push('\n');
        self.spaced = true;
    }

    pub(crate) fn begin_item(&mut self) {
        self.item = true;
    }

    /// Puts what stands behind a place of the paragraph into square brackets, if it is a time.
    pub(crate) fn mark(&mut self, start: usize, time: impl Fn(&str) -> Option<Timecode>) {
        if let Some(time) = time(self.text.get(start..).unwrap_or_default()) {
            self.text.truncate(start);
            self.text.push_str(&format!("[{time}] "));
            self.spaced = true;
        }
    }

    /// Ends a paragraph, with a mark before it; tells whether it was numbered. Empty ones are none.
    pub(crate) fn end_paragraph(&mut self, mark: Option<&str>) -> bool {
        let text = std::mem::take(&mut self.text);
        self.spaced = false;
        if text.trim().is_empty() {
            return false;
        }
        self.count += 1;
        let text = match mark {
            Some(mark) => format!("{mark}{}", text.trim_start()),
            None => text,
        };
        let block = Block::Paragraph { place: self.count, text };
        match self.tables.last_mut() {
            Some(table) => table.cell.push(block),
            None => self.blocks.push(block),
        }
        std::mem::take(&mut self.item)
    }

    pub(crate) fn begin_table(&mut self) -> Result<(), IngestError> {
        if self.tables.len() >= DEEPEST {
            let reason = format!("tables lie in each other more than {DEEPEST} deep");
            return Err(IngestError::Damaged { what: "web page", reason });
        }
        self.tables.push(Table { place: self.count + 1, ..Table::default() });
        Ok(())
    }

    pub(crate) fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.end_cell();
            table.rows.push(Vec::new());
        }
    }

    pub(crate) fn begin_cell(&mut self, width: usize, height: usize) {
        if let Some(table) = self.tables.last_mut() {
            table.end_cell();
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            (table.width, table.height) = (width.clamp(1, WIDEST), height);
        }
    }

    pub(crate) fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        table.end_cell();
        let outer = self.tables.last_mut().map_or(&mut self.blocks, |outer| &mut outer.cell);
        // A table of one column is a frame.
        if table.rows.iter().all(|row| row.len() <= 1) {
            outer.append(&mut table.held);
        } else {
            outer.push(Block::Table { place: table.place, rows: table.rows });
        }
    }

    /// All pieces; tables end with the page.
    pub(crate) fn finish(&mut self) -> Vec<Block> {
        while !self.tables.is_empty() {
            self.end_table();
        }
        std::mem::take(&mut self.blocks)
    }
}

impl Table {
    /// Ends the open cell; what stands in no cell becomes one.
    fn end_cell(&mut self) {
        if self.width == 0 && self.cell.is_empty() {
            return;
        }
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let row = self.rows.last_mut().expect("a row was begun");
        while let Some(above) = self.above.get_mut(row.len()).filter(|above| **above > 0) {
            *above -= 1;
            row.push(Cell { text: String::new(), joined: true });
        }
        let text = crate::blocks::cell_text(&self.cell);
        self.held.append(&mut self.cell);
        for column in 0..self.width.max(1) {
            let at = row.len();
            self.above.resize(self.above.len().max(at + 1), 0);
            self.above[at] = self.height.saturating_sub(1);
            row.push(if column == 0 { Cell { text: text.clone(), joined: false } } else { Cell::default() });
        }
        (self.width, self.height) = (0, 0);
    }
}
