//! Plain text and Markdown.

use crate::told::Told;
use crate::turns::{self, Line};
use crate::{Format, IngestError, Options, canonical, markdown};

/// Reads canonical text.
pub(crate) fn read(text: &str, format: Format, id: &str, options: &Options) -> Result<Told, IngestError> {
    if let Some(told) = markdown::tell(text) {
        return Ok(told);
    }
    let spaced = text.trim().lines().any(|line| line.trim().is_empty());
    let mut lines = Vec::new();
    let mut opens = true;
    for (place, text) in (1..).zip(text.lines()) {
        if text.chars().all(char::is_whitespace) {
            opens = true;
        } else if !(format == Format::Markdown && is_rule(text)) {
            lines.push(Line { place, opens, text });
            opens = !spaced;
        }
    }
    if let Some(told) = canonical::tell(text, &lines, id, options) {
        return Ok(told);
    }
    turns::tell(&lines, id, options, "line")
}

/// A line across the page, or under a heading.
fn is_rule(line: &str) -> bool {
    let signs: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    signs.len() >= 3 && matches!(signs[0], '-' | '*' | '_' | '=') && signs.iter().all(|&sign| sign == signs[0])
}
