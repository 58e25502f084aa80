//! Tables separated by comma, semicolon or tab.

use std::borrow::Cow;

use qualkit_table::Reader;

use crate::IngestError;
use crate::columns::Columns;
use crate::sheet::{Row, Sheet};

/// How many lines above the header of a table may say what it is.
const ABOVE: usize = 20;

/// Reads canonical text.
pub(crate) fn read(text: &str) -> Result<Sheet, IngestError> {
    let text = without_separator_line(text);
    let above = above(text);
    let title: Vec<String> = text.lines().take(above).map(|line| line.trim().to_owned()).collect();
    let below: Cow<'_, str> = match above {
        0 => text.into(),
        // Lines are counted as in the file.
        _ => text
            .lines()
            .enumerate()
            .fold(String::with_capacity(text.len()), |mut below, (at, line)| {
                below.push_str(if at < above { "" } else { line });
                below.push('\n');
                below
            })
            .into(),
    };
    let mut table = Reader::with_any_header(&below)?;
    let header = table.header().to_vec();
    let columns = table.positions();
    let mut rows = Vec::new();
    while let Some(row) = table.next_row()? {
        let cells = columns.iter().map(|&column| row.get(column).to_owned()).collect();
        rows.push(Row { line: row.line(), cells });
    }
    let above = title.into_iter().filter(|line| !line.is_empty()).collect();
    Ok(Sheet { above, header, rows, unit: "line", ..Sheet::default() })
}

/// How many lines stand above the header, if the first line is none and one of the next names the columns of turns.
fn above(text: &str) -> usize {
    let names = |line: &str| {
        let table = Reader::with_any_header(line).ok()?;
        Columns::named(table.header()).filter(Columns::tell_turns)
    };
    text.lines().take(ABOVE).position(|line| names(line).is_some()).unwrap_or(0)
}

/// Spreadsheets may name the separator on a line of its own: `sep=;`. The line stays as an empty one,
/// so that lines are counted as in the file.
fn without_separator_line(text: &str) -> &str {
    let named = text.starts_with("sep=").then(|| text.find('\n').filter(|&end| end <= 6)).flatten();
    &text[named.unwrap_or(0)..]
}
