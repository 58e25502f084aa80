//! Plain text and Markdown.

use crate::told::Told;
use crate::turns::{self, Line};
use crate::{Format, IngestError, Note, Options, canonical, front_matter, markdown};

/// Reads canonical text.
pub(crate) fn read(text: &str, format: Format, id: &str, options: &Options) -> Result<Told, IngestError> {
    if let Some(told) = markdown::tell(text) {
        return Ok(told);
    }
    let spaced = text.trim().lines().any(|line| line.trim().is_empty());
    let indents = format == Format::Text && opens_by_indent(text);
    let front = front_matter::lines(text);
    let mut lines = Vec::new();
    let mut opens = true;
    for (place, text) in (1..).zip(text.lines()).skip(front) {
        if text.chars().all(char::is_whitespace) {
            opens = true;
        } else if !(format == Format::Markdown && is_rule(text)) {
            lines.push(Line { place, opens: opens || indents && is_indented(text), text });
            opens = !spaced;
        }
    }
    if let Some(told) = canonical::tell(text, &lines, id, options) {
        return Ok(told);
    }
    let mut told = turns::tell(&lines, id, options, "line")?;
    let filled = text.lines().take(front).filter(|line| !line.trim().is_empty() && !is_rule(line));
    told.header.splice(..0, filled.map(|line| line.trim().to_owned()));
    if front > 0 {
        let message = format!("lines 1 to {front} are front matter, which nobody says: they were kept in the header");
        told.notes.insert(0, Note::of_all(message));
    }
    Ok(told)
}

/// Whether paragraphs are told by the indent of their first lines: far fewer lines are indented than are not, and those
/// go on with the line before.
fn opens_by_indent(text: &str) -> bool {
    let (mut indented, mut flush, mut wrapped, mut above) = (0usize, 0usize, 0usize, false);
    for line in text.lines() {
        let filled = !line.trim().is_empty();
        if is_indented(line) {
            indented += 1;
        } else if filled {
            flush += 1;
            wrapped += usize::from(above);
        }
        above = filled;
    }
    indented * 2 <= flush && wrapped * 2 >= flush
}

fn is_indented(line: &str) -> bool {
    line.starts_with(['\t', '\u{3000}']) || line.starts_with("  ") && !line.trim().is_empty()
}

/// A line across the page, or under a heading.
fn is_rule(line: &str) -> bool {
    let signs: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    signs.len() >= 3 && matches!(signs[0], '-' | '*' | '_' | '=') && signs.iter().all(|&sign| sign == signs[0])
}
