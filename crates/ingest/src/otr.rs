//! oTranscribe: JSON around a web page's text, with marks of time.

use serde_json::Value;

use crate::clock;
use crate::json::text;
use crate::markup::unescape;
use crate::told::Told;
use crate::turns::{self, Line};
use crate::{IngestError, Note, Options, repairs};

/// Elements behind which a paragraph ends.
const BLOCKS: [&str; 9] = ["p", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3"];

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let media = ["media", "media-source", "media-time"].iter().any(|key| value.get(key).is_some());
    media && value.get("text").is_some_and(Value::is_string)
}

/// Reads it: the same shapes as in plain text.
pub(crate) fn read(value: &Value, id: &str, options: &Options) -> Result<Told, IngestError> {
    let page = paragraphs(text(value, "text").unwrap_or_default());
    let (page, repaired) = qualkit_text::canonicalize(&page);
    let mut lines = Vec::new();
    for (place, paragraph) in (1..).zip(page.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty())) {
        let inside = paragraph.lines().filter(|line| !line.trim().is_empty());
        lines.extend(inside.enumerate().map(|(at, text)| Line { place, opens: at == 0, text }));
    }
    let mut told = turns::tell(&lines, id, options, "paragraph")?;
    told.notes.splice(..0, Vec::<Note>::from_iter(repairs::note(&repaired)));
    if let Some(media) = text(value, "media") {
        told.header.push(format!("Recording: {media}"));
    }
    Ok(told)
}

/// The text of a page: paragraphs with empty lines between them, marks of time in square brackets.
fn paragraphs(page: &str) -> String {
    let mut plain = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        plain.push_str(&unescape(&rest[..at]));
        rest = &rest[at..];
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(end) = rest.find('>').filter(|_| is_tag) else {
            plain.push('<');
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split([' ', '/', '\n', '\t']).next().unwrap_or_default().to_lowercase();
        if name == "br" {
            plain.push('\n');
        } else if BLOCKS.contains(&name.as_str()) {
            plain.push_str("\n\n");
        } else if name == "span" && tag.contains("timestamp") {
            let (mark, behind) = rest.split_once("</span>").unwrap_or((rest, ""));
            let seconds = tag.split_once("data-timestamp=").and_then(|(_, value)| value.split(['"', '\'']).nth(1));
            match clock::exact(mark, seconds) {
                Some(time) => plain.push_str(&format!("[{time}] ")),
                None => plain.push_str(&format!("[{}] ", unescape(mark.trim()))),
            }
            rest = behind;
        }
    }
    plain.push_str(&unescape(rest));
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_paragraphs_with_marks() {
        let page = "<p><span class=\"timestamp\" data-timestamp=\"38.5\">0:38</span>&nbsp;A &amp; B<br>so</p><p>1 < 2<b>!</b></p>";
        assert_eq!(paragraphs(page).trim(), "[00:00:38.500] \u{a0}A & B\nso\n\n\n\n1 < 2!");
    }
}
