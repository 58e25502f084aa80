//! Paragraphs and tables of rich text, as its control words build them.

use crate::blocks::{Block, Cell};

/// Builds the pieces of a document from what is read in order.
#[derive(Default)]
pub(crate) struct Builder {
    blocks: Vec<Block>,
    /// The paragraph that is being read.
    text: String,
    /// Paragraphs so far.
    count: usize,
    /// Whether the paragraph stands in a table.
    in_table: bool,
    /// The table that is being read: its first paragraph and its rows.
    table: Option<(usize, Vec<Vec<Cell>>)>,
    /// Paragraphs of the cell that is being read.
    cell: Vec<String>,
    row: Vec<Cell>,
    /// Which cells of the row go on with the one above, as its definition says.
    joined: Vec<bool>,
    /// What the definition says of the next cell.
    joins: bool,
}

impl Builder {
    /// The number of the paragraph that is being read.
    pub(crate) fn place(&self) -> usize {
        self.count + 1
    }

    pub(crate) fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends a paragraph.
    pub(crate) fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if self.in_table {
            self.count += 1;
            self.cell.push(text);
        } else {
            self.end_table();
            self.count += 1;
            self.blocks.push(Block::Paragraph { place: self.count, text });
        }
    }

    /// Follows a control word of tables.
    pub(crate) fn table(&mut self, word: &[u8]) {
        match word {
            b"intbl" => self.in_table = true,
            b"pard" => self.in_table = false,
            b"trowd" => {
                self.joined.clear();
                self.joins = false;
            }
            b"clvmrg" => self.joins = true,
            b"clvmgf" => self.joins = false,
            b"cellx" => self.joined.push(std::mem::take(&mut self.joins)),
            b"cell" => {
                self.open_table();
                self.count += 1;
                self.cell.push(std::mem::take(&mut self.text));
                let lines: Vec<String> = self.cell.drain(..).filter(|line| !line.trim().is_empty()).collect();
                self.row.push(Cell { text: lines.join("\n"), joined: false });
            }
            b"row" => self.end_row(),
            // An inner table is text of its cell.
            b"nestcell" => self.text.push('\t'),
            b"nestrow" => self.cell.push(std::mem::take(&mut self.text)),
            _ => {}
        }
    }

    fn open_table(&mut self) {
        let place = self.count + 1;
        self.table.get_or_insert((place, Vec::new()));
    }

    fn end_row(&mut self) {
        if !self.text.trim().is_empty() || self.cell.iter().any(|line| !line.trim().is_empty()) {
            self.table(b"cell");
        }
        self.open_table();
        let mut row = std::mem::take(&mut self.row);
        for (cell, joined) in row.iter_mut().zip(&self.joined) {
            cell.joined = *joined;
        }
        if let Some((_, rows)) = &mut self.table {
            rows.push(row);
        }
    }

    fn end_table(&mut self) {
        if !self.row.is_empty() || !self.cell.is_empty() {
            self.end_row();
        }
        if let Some((place, rows)) = self.table.take() {
            self.blocks.push(Block::Table { place, rows });
        }
    }

    /// All pieces, the last whether it is ended or not.
    pub(crate) fn finish(&mut self) -> Vec<Block> {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() && (!self.row.is_empty() || !self.cell.is_empty()) {
            self.cell.push(text);
            self.end_table();
        } else {
            self.end_table();
            self.blocks.push(Block::Paragraph { place: self.count + 1, text });
        }
        std::mem::take(&mut self.blocks)
    }
}
