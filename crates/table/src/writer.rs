use std::borrow::Cow;

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
        self.rows.write_record(cells).expect("writing to memory does not fail");
    }

    /// The table as text.
    pub fn finish(self) -> String {
        let bytes = self.rows.into_inner().expect("writing to memory does not fail");
        String::from_utf8(bytes).expect("cells are text")
    }
}

/// A cell on one line: each line feed becomes a space, so that positions inside stay what they are.
pub fn one_line(cell: &str) -> Cow<'_, str> {
    if cell.contains('\n') { Cow::Owned(cell.replace('\n', " ")) } else { Cow::Borrowed(cell) }
}
