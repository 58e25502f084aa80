use crate::Table;

mod blinded;
mod html;
mod markdown;

pub(crate) use html::{STYLE, replace_unprintable};

/// A page for people: sections with headings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A stretch of a page under a heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The heading; empty for what stands under the title at once.
    pub heading: String,
    /// 1 for a section of the page, 2 for a section of a section.
    pub level: u8,
    /// What stands in it, without the sections under it.
    pub blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Block {
    /// Sentences.
    Paragraph(String),
    /// Sentences that nobody may overlook.
    Notice(String),
    /// Items, in order.
    List(Vec<String>),
    /// A table with its title and notes.
    Table(Table),
    /// Words that somebody said.
    Quotation {
        /// By which the text refers to it, such as `Q7`.
        id: String,
        /// The words.
        words: String,
        /// Who said them, as far as readers may know.
        attribution: String,
    },
    /// What a term means.
    Definition {
        /// The term.
        term: String,
        /// Its meaning.
        meaning: String,
    },
}

impl Document {
    /// A page without sections.
    pub fn new(title: impl Into<String>) -> Document {
        Document { title: title.into(), sections: Vec::new() }
    }

    /// The tables of the page, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
    }
}

impl Section {
    /// A section of the page.
    pub fn new(heading: impl Into<String>, blocks: Vec<Block>) -> Section {
        Section { heading: heading.into(), level: 1, blocks }
    }

    /// A section of the section before it.
    pub fn under(heading: impl Into<String>, blocks: Vec<Block>) -> Section {
        Section { level: 2, ..Section::new(heading, blocks) }
    }
}

impl Block {
    /// A paragraph.
    pub fn paragraph(words: impl Into<String>) -> Block {
        Block::Paragraph(words.into())
    }
}
