use super::{Block, Document};
use crate::{Blind, Cell, Replaced, Table};

impl Table {
    /// The table without the listed words, wherever people would read them, and how many places were
    /// replaced.
    pub fn blinded(mut self, blind: &Blind) -> (Table, Replaced) {
        let mut hand = Hand { blind, replaced: Replaced::default() };
        hand.table(&mut self);
        (self, hand.replaced)
    }
}

impl Document {
    /// The page without the listed words, and how many places were replaced.
    pub fn blinded(mut self, blind: &Blind) -> (Document, Replaced) {
        let mut hand = Hand { blind, replaced: Replaced::default() };
        hand.words(&mut self.title);
        for section in &mut self.sections {
            hand.words(&mut section.heading);
            section.blocks.iter_mut().for_each(|block| hand.block(block));
        }
        (self, hand.replaced)
    }
}

/// Replaces and counts.
struct Hand<'b> {
    blind: &'b Blind,
    replaced: Replaced,
}

impl Hand<'_> {
    fn words(&mut self, words: &mut String) {
        let (blinded, replaced) = self.blind.apply(words);
        *words = blinded;
        self.replaced.add(&replaced);
    }

    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Paragraph(words) | Block::Notice(words) => self.words(words),
            Block::List(items) => items.iter_mut().for_each(|item| self.words(item)),
            Block::Table(table) => self.table(table),
            Block::Quotation { id, words, attribution } => {
                [id, words, attribution].into_iter().for_each(|part| self.words(part));
            }
            Block::Definition { term, meaning } => [term, meaning].into_iter().for_each(|part| self.words(part)),
        }
    }

    fn table(&mut self, table: &mut Table) {
        self.words(&mut table.title);
        table.notes.iter_mut().for_each(|note| self.words(note));
        table.columns.iter_mut().for_each(|column| self.words(&mut column.label));
        self.keys(table);
        for cell in table.rows.iter_mut().flatten() {
            if let Cell::Text(words) | Cell::Undefined(words) = cell {
                self.words(words);
            }
        }
    }

    /// Keys stay keys and stay different: `[county 1]_turns` becomes `county_1_turns`.
    fn keys(&self, table: &mut Table) {
        for place in 0..table.columns.len() {
            let (blinded, replaced) = self.blind.apply(&table.columns[place].key);
            if replaced.total() == 0 {
                continue;
            }
            let stem: String = blinded.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
            let stem = stem.trim_matches('_').replace("__", "_");
            let taken = |key: &str| table.columns.iter().any(|column| column.key == key);
            let numbered = (2..).map(|number| format!("{stem}_{number}"));
            let free = std::iter::once(stem.clone()).chain(numbered).find(|key| !taken(key));
            table.columns[place].key = free.expect("there are more numbers than columns");
        }
    }
}
