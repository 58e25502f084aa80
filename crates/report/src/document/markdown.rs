use super::{Block, Document};
use crate::Stamp;
use crate::table::{escape, escape_line};

impl Document {
    /// The page as Markdown.
    pub fn markdown(&self, stamp: &Stamp) -> String {
        let mut parts = vec![format!("# {}", escape(&self.title))];
        for section in &self.sections {
            if !section.heading.is_empty() {
                parts.push(format!("{} {}", "#".repeat(usize::from(section.level) + 1), escape(&section.heading)));
            }
            parts.extend(section.blocks.iter().map(block));
        }
        parts.push(format!("*{}*", escape(&stamp.to_string())));
        parts.join("\n\n") + "\n"
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(words) => escape_line(words),
        Block::Notice(words) => format!("> **Note.** {}", escape(words)),
        Block::List(items) => {
            items.iter().map(|item| format!("- {}", escape_line(item))).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) => table.markdown().trim_end().to_owned(),
        Block::Quotation { id, words, attribution } => {
            format!("> “{}”\n>\n> — {} ({})", escape(words), escape(attribution), escape(id))
        }
        Block::Definition { term, meaning } => format!("**{}.** {}", escape(term), escape(meaning)),
    }
}
