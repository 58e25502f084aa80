use std::fmt;
use std::str::FromStr;

use crate::{Stamp, Table};

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people, at the width of a terminal.
    #[default]
    Text,
    /// For spreadsheets and programs.
    Csv,
    /// For programs, with the definitions.
    Json,
    /// For wikis and notes.
    Markdown,
    /// For papers.
    Latex,
}

/// A text that names no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected text, csv, json, markdown or latex, found '{found}'")]
pub struct UnknownFormat {
    /// The text.
    pub found: String,
}

const NAMES: [(Format, &str); 5] = [
    (Format::Text, "text"),
    (Format::Csv, "csv"),
    (Format::Json, "json"),
    (Format::Markdown, "markdown"),
    (Format::Latex, "latex"),
];

/// Writes tables, one after another.
///
/// `width` is the number of characters in a line of text; `None` breaks no line. One table makes one
/// JSON object, any other number an array. Tables of CSV are separated by an empty line.
pub fn render(tables: &[Table], format: Format, stamp: &Stamp, width: Option<usize>) -> String {
    let join = |write: &dyn Fn(&Table) -> String| tables.iter().map(write).collect::<Vec<_>>().join("\n");
    match format {
        Format::Text => join(&|table| table.text(width)) + &format!("\n{stamp}\n"),
        Format::Csv => join(&Table::csv),
        Format::Json => match tables {
            [table] => table.json(stamp),
            tables => crate::table::json_of(tables, stamp),
        },
        Format::Latex => format!("% {stamp}\n") + &join(&Table::latex),
        Format::Markdown => join(&Table::markdown) + &format!("\n*{stamp}*\n"),
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(NAMES.iter().find(|(format, _)| format == self).map_or("", |(_, name)| name))
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Format, UnknownFormat> {
        let found = NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(text.trim()));
        found.map(|(format, _)| *format).ok_or_else(|| UnknownFormat { found: text.to_owned() })
    }
}
