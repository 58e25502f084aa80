//! The pieces of a document that has paragraphs and tables, and the turns in them: the part that Word,
//! OpenDocument, RTF and HTML share.

use qualkit_text::{Repairs, canonicalize, count_words};

use crate::docx_heads::Heads;
use crate::told::Told;
use crate::turns::{self, Line};
use crate::{IngestError, Note, Options, docx_heads, repairs, tables};

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

impl Cell {
    /// A cell of its own.
    pub(crate) fn of(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), joined: false }
    }
}

/// What a cell holds, as lines without empty ones between them.
pub(crate) fn cell_text(inside: &[Block]) -> String {
    let lines: Vec<String> = inside.iter().flat_map(lines).filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n")
}

/// The lines of a block; the cells of an inner table are joined by tabs.
fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph { text, .. } => text.lines().map(str::to_owned).collect(),
        Block::Table { rows, .. } => tables::lines(rows),
    }
}

/// Makes turns of the pieces of a document; `beside` are the notes of what stands besides them.
pub(crate) fn read(blocks: Vec<Block>, beside: Vec<Note>, id: &str, options: &Options) -> Result<Told, IngestError> {
    read_headed(blocks, &Heads::new(), beside, id, options)
}

/// The same with the heads that the document marks.
pub(crate) fn read_headed(
    mut blocks: Vec<Block>,
    heads: &Heads,
    beside: Vec<Note>,
    id: &str,
    options: &Options,
) -> Result<Told, IngestError> {
    let mut notes = Vec::from_iter(repairs::note(&canonical(&mut blocks)));
    notes.extend(beside);
    let headed = docx_heads::tell(&blocks, heads).filter(|_| options.speaker_pattern.is_none());
    let headed = headed.map(|utterances| Told { utterances, ..Told::default() });
    let mut told = match headed.or_else(|| tables::tell(&blocks)) {
        Some(told) => told,
        None => tell(&blocks, id, options)?,
    };
    notes.append(&mut told.notes);
    told.notes = notes;
    Ok(told)
}

/// Brings all text into canonical form.
fn canonical(blocks: &mut [Block]) -> Repairs {
    let mut all = Repairs::default();
    let mut mend = |text: &mut String| {
        let (canonical, repairs) = canonicalize(text);
        all.spaces += repairs.spaces;
        all.controls += repairs.controls;
        all.composed |= repairs.composed;
        *text = canonical.into_owned();
    };
    for block in blocks {
        match block {
            Block::Paragraph { text, .. } => mend(text),
            Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(|cell| mend(&mut cell.text)),
        }
    }
    all
}

/// Tells paragraphs; tables between them are text, and behind them belong to the header.
fn tell(blocks: &[Block], id: &str, options: &Options) -> Result<Told, IngestError> {
    let words = |block: &Block| lines(block).iter().map(|line| count_words(line)).sum::<usize>();
    let is_text = |block: &Block| matches!(block, Block::Paragraph { .. }) && words(block) > 0;
    let last = blocks.iter().rposition(is_text).map_or(blocks.len(), |last| last + 1);
    let [before, behind] = [&blocks[..last], &blocks[last..]].map(|blocks| blocks.iter().map(words).sum::<usize>());
    // A table that holds more than all that stands before it is the text, not an appendix.
    let spoken = if behind > before { blocks.len() } else { last };
    let mut rows: Vec<(usize, String)> = Vec::new();
    let mut notes = Vec::new();
    for block in &blocks[..spoken] {
        match block {
            Block::Paragraph { place, text } => rows.push((*place, text.clone())),
            Block::Table { place, rows: table } => {
                notes
                    .push(Note::at(format!("paragraph {place}"), "a table was kept as text, its cells joined by tabs"));
                rows.extend(tables::lines(table).into_iter().map(|row| (*place, row)));
            }
        }
    }
    let mut lines = Vec::new();
    let mut last = 0;
    for (place, text) in &rows {
        for text in text.lines().filter(|line| !line.trim().is_empty()) {
            lines.push(Line { place: *place, opens: *place != last, text });
            last = *place;
        }
    }
    let mut told = turns::tell(&lines, id, options, "paragraph")?;
    for block in &blocks[spoken..] {
        if let Block::Table { place, rows } = block {
            notes.push(Note::at(format!("paragraph {place}"), "a table behind the last turn was kept in the header"));
            told.behind.extend(tables::lines(rows));
        }
    }
    told.notes.append(&mut notes);
    Ok(told)
}
