use std::fmt;

use crate::Blind;
use crate::document::STYLE;

/// Listed words that would stand in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The file.
    pub file: String,
    /// The line on which they first stand, counted from 1; `None` for the file's name.
    pub line: Option<usize>,
    /// The words, as listed.
    pub words: String,
    /// Their kind, as listed.
    pub kind: String,
}

/// Searches files and their names for listed words.
pub(super) fn leaks(blind: &Blind, files: &[(String, String)]) -> Vec<Leak> {
    let mut leaks = Vec::new();
    for (file, text) in files {
        // The style of our pages holds nobody's words; its lines are kept, so that lines can be told.
        let text = text.replacen(STYLE, &"\n".repeat(STYLE.lines().count()), 1);
        let in_text = blind.survivors(&text).into_iter().map(|found| (Some(found.line), found));
        let in_name = blind.survivors(file).into_iter().map(|found| (None, found));
        leaks.extend(in_name.chain(in_text).map(|(line, found)| Leak {
            file: file.clone(),
            line,
            words: found.words,
            kind: found.kind,
        }));
    }
    leaks
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: '{}' ({})", self.file, self.words, self.kind),
            None => write!(f, "the name of {}: '{}' ({})", self.file, self.words, self.kind),
        }
    }
}
