//! What stands in a document besides the words that are said: counted, and told in notes.

use std::collections::BTreeMap;

use crate::Note;

/// What is in a document besides the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// Words that tracked changes insert.
    pub(crate) inserted: usize,
    /// Words that tracked changes delete.
    pub(crate) deleted: usize,
    /// Words that are formatted so that nobody sees them.
    pub(crate) hidden: usize,
    /// Words of fields that nobody has filled in.
    pub(crate) prompts: usize,
    pub(crate) pictures: usize,
    /// Paragraphs with an automatic number.
    pub(crate) numbered: usize,
    pub(crate) readings: usize,
    pub(crate) embedded: usize,
    /// Paragraphs with a text box.
    pub(crate) boxes: Vec<usize>,
    /// Paragraphs with a symbol that is no letter.
    pub(crate) symbols: Vec<usize>,
    /// How many words stand outside the text.
    pub(crate) outside: BTreeMap<Outside, usize>,
}

/// Where words stand that belong to a document but not to its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outside {
    Footnotes,
    Endnotes,
    Comments,
    Headers,
    Footers,
    Title,
}

impl Outside {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Outside::Footnotes => "footnotes",
            Outside::Endnotes => "endnotes",
            Outside::Comments => "comments",
            Outside::Headers => "headers of pages",
            Outside::Footers => "footers of pages",
            Outside::Title => "titles of windows",
        }
    }
}

impl Beside {
    /// Counts words outside the text.
    pub(crate) fn leave_out(&mut self, outside: Outside, words: usize) {
        *self.outside.entry(outside).or_default() += words;
    }

    pub(crate) fn notes(&self) -> Vec<Note> {
        let counted = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(Note::of_all(format!("1 {one}"))),
            _ => Some(Note::of_all(format!("{count} {many}"))),
        };
        let changed =
            |count: usize, what: &str| (count > 0).then(|| Note::of_all(format!("tracked changes: {count} {what}")));
        let mut notes: Vec<Note> = [
            changed(self.inserted, "words inserted, kept"),
            changed(self.deleted, "words deleted, left out"),
            counted(self.hidden, "hidden word was left out", "hidden words were left out"),
            counted(
                self.prompts,
                "word of a form field that nobody filled in was left out",
                "words of form fields that nobody filled in were left out",
            ),
            counted(self.pictures, "picture was left out", "pictures were left out"),
            counted(
                self.numbered,
                "paragraph has an automatic number or bullet, which is not part of the text",
                "paragraphs have automatic numbers or bullets, which are not part of the text",
            ),
            counted(
                self.readings,
                "reading above a word (ruby) was left out",
                "readings above words (ruby) were left out",
            ),
            counted(
                self.embedded,
                "document embedded in this one was left out",
                "documents embedded in this one were left out",
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        for (places, message) in [
            (&self.boxes, "a text box was kept as paragraphs of its own behind this one"),
            (&self.symbols, "a symbol of a special font has no letter and became U+FFFD"),
        ] {
            notes.extend(Note::first_of("paragraph", places, message));
        }
        for (outside, words) in self.outside.iter().filter(|(_, words)| **words > 0) {
            let message = format!("{} are not part of what was said: {words} words left out", outside.name());
            notes.push(Note::of_all(message));
        }
        notes
    }
}
