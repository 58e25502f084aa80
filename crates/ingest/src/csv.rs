//! Tables separated by comma, semicolon or tab.

use qualkit_table::{Column, Reader};

use crate::IngestError;
use crate::sheet::{Row, Sheet};

/// Reads canonical text.
pub(crate) fn read(text: &str) -> Result<Sheet, IngestError> {
    let mut table = Reader::new(without_separator_line(text))?;
    let header = table.header().to_vec();
    let columns: Vec<Column> =
        header.iter().map(|name| if name.is_empty() { table.optional("") } else { table.optional(name) }).collect();
    let mut rows = Vec::new();
    while let Some(row) = table.next_row()? {
        let cells = columns.iter().map(|&column| row.get(column).to_owned()).collect();
        rows.push(Row { line: row.line(), cells });
    }
    Ok(Sheet { header, rows, unit: "line", ..Sheet::default() })
}

/// Spreadsheets may name the separator on a line of its own: `sep=;`. The line stays as an empty one,
/// so that lines are counted as in the file.
fn without_separator_line(text: &str) -> &str {
    let named = text.starts_with("sep=").then(|| text.find('\n').filter(|&end| end <= 6)).flatten();
    &text[named.unwrap_or(0)..]
}
