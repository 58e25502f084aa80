use std::borrow::Cow;

use crate::{Column, Reader, TableError};

/// Writes a table in the one way in which all our tables are written: comma, LF, quotation marks only
/// where they are needed.
///
/// ```
/// let mut table = qualkit_table::Writer::new(["id", "words"]);
/// table.row(["P01", "yes, \"no\""]);
/// assert_eq!(table.finish(), "id,words\nP01,\"yes, \"\"no\"\"\"\n");
/// ```
#[derive(Debug)]
pub struct Writer {
    rows: csv::Writer<Vec<u8>>,
}

impl Writer {
    /// A table with these columns.
    pub fn new<I>(columns: I) -> Writer
    where
        I: IntoIterator,
        I::Item: AsRef<[u8]>,
    {
        let rows =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).flexible(true).from_writer(Vec::new());
        let mut writer = Writer { rows };
        writer.row(columns);
        writer
    }

    /// Adds a row.
    pub fn row<I>(&mut self, cells: I)
    where
        I: IntoIterator,
        I::Item: AsRef<[u8]>,
    {
        for cell in cells {
            let cell = String::from_utf8_lossy(cell.as_ref());
            self.rows.write_field(plain_line_ends(&cell).as_bytes()).expect("writing to memory does not fail");
        }
        self.rows.write_record(None::<&[u8]>).expect("writing to memory does not fail");
    }

    /// A table as we write it, with the columns and rows of one that was read; and how many rows it has.
    ///
    /// # Errors
    /// If the table cannot be read.
    pub fn copy(table: &str) -> Result<(String, usize), TableError> {
        let mut reader = Reader::new(table)?;
        let unnamed = reader.optional("");
        let (columns, names): (Vec<Column>, Vec<String>) = reader.others(&[]).into_iter().unzip();
        let mut writer = Writer::new(&names);
        let mut rows = 0;
        while let Some(row) = reader.next_row()? {
            if unnamed.is_there() && !row.get(unnamed).is_empty() {
                return Err(row.refuse(unnamed, "a name in the header of this column"));
            }
            writer.row(columns.iter().map(|&column| row.get(column)));
            rows += 1;
        }
        Ok((writer.finish(), rows))
    }

    /// The table as text.
    pub fn finish(self) -> String {
        let bytes = self.rows.into_inner().expect("writing to memory does not fail");
        String::from_utf8(bytes).expect("cells are text")
    }
}

/// A cell on one line: each line end becomes a space, so that positions inside stay what they are.
pub fn one_line(cell: &str) -> Cow<'_, str> {
    if cell.contains(is_line_end) { Cow::Owned(cell.replace(is_line_end, " ")) } else { Cow::Borrowed(cell) }
}

/// A cell whose line ends are line feeds, which are quoted; others would be read as the end of a row.
fn plain_line_ends(cell: &str) -> Cow<'_, str> {
    if cell.contains(|c| c != '\n' && is_line_end(c)) {
        Cow::Owned(cell.replace("\r\n", "\n").replace(is_line_end, "\n"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
