use csv::StringRecord;

use crate::TableError;

/// Reads a table that has a header: separated by comma, semicolon or tab, columns in any order, names
/// without regard to case.
///
/// Rows are handed out one at a time; rows without any text are passed over.
#[derive(Debug)]
pub struct Reader<'t> {
    rows: csv::Reader<&'t [u8]>,
    header: Vec<String>,
    record: StringRecord,
    /// Lines before those that `rows` counts.
    first_line: u64,
}

/// A column of the table that is being read; reads as empty where the table has no such column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column(Option<usize>);

/// One row of a table.
#[derive(Debug)]
pub struct Row<'r> {
    record: &'r StringRecord,
    header: &'r [String],
    first_line: u64,
}

impl<'t> Reader<'t> {
    /// Reads the header and finds the separator: the one of `,` `;` tab that stands most often in it,
    /// outside quotation marks.
    ///
    /// # Errors
    /// If there is no header, or two columns bear one name.
    pub fn new(text: &'t str) -> Result<Reader<'t>, TableError> {
        let table = Reader::with_any_header(text)?;
        for (place, column) in table.header.iter().enumerate() {
            if !column.is_empty() && table.header[..place].iter().any(|other| is_called(other, column)) {
                return Err(TableError::RepeatedColumn { column: column.clone() });
            }
        }
        Ok(table)
    }

    /// Reads a table whose columns may share a name; [`Reader::positions`] tells them apart.
    ///
    /// # Errors
    /// If there is no header.
    pub fn with_any_header(text: &'t str) -> Result<Reader<'t>, TableError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (told, text) = told_separator(text);
        let first_line = u64::from(told.is_some());
        let delimiter = told.unwrap_or_else(|| separator(text));
        if let Some(line) = open_quotation(text, delimiter) {
            let reason = "a quotation mark is opened here and never closed".to_owned();
            return Err(TableError::Broken { line: first_line + line, reason });
        }
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        loop {
            if !rows.read_record(&mut record).map_err(broken)? {
                return Err(TableError::Empty);
            }
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                break;
            }
        }
        let mut header: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        Ok(Reader { rows, header, record, first_line })
    }

    /// The names of the columns, as written.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// A column that may be missing. Capitals, spaces, hyphens and underscores make no difference:
    /// `Use when` is `use_when`.
    pub fn optional(&self, name: &str) -> Column {
        Column(self.header.iter().position(|column| is_called(column, name)))
    }

    /// All columns, in the order of the header.
    pub fn positions(&self) -> Vec<Column> {
        (0..self.header.len()).map(|place| Column(Some(place))).collect()
    }

    /// Columns that must be there.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`] names the first that is not.
    pub fn columns<const N: usize>(&self, names: [&str; N]) -> Result<[Column; N], TableError> {
        let mut found = [Column(None); N];
        for (slot, name) in found.iter_mut().zip(names) {
            *slot = self.optional(name);
            if slot.0.is_none() {
                return Err(TableError::MissingColumn { column: name.to_owned(), found: self.header.clone() });
            }
        }
        Ok(found)
    }

    /// The columns that have a name which is not among `known`, with their names.
    pub fn others(&self, known: &[&str]) -> Vec<(Column, String)> {
        self.header
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty() && !known.iter().any(|known| is_called(name, known)))
            .map(|(place, name)| (Column(Some(place)), name.clone()))
            .collect()
    }

    /// The next row that holds any text; `None` at the end.
    ///
    /// # Errors
    /// If a row has more cells than the header, or cannot be read.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, TableError> {
        loop {
            if !self.rows.read_record(&mut self.record).map_err(broken)? {
                return Ok(None);
            }
            if self.record.iter().any(|cell| !cell.is_empty()) {
                break;
            }
        }
        let row = Row { record: &self.record, header: &self.header, first_line: self.first_line };
        if self.record.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty()) {
            let (cells, columns) = (self.record.len(), self.header.len());
            return Err(TableError::TooManyCells { line: row.line(), cells, columns });
        }
        Ok(Some(row))
    }
}

impl Column {
    /// Whether the table has this column.
    pub fn is_there(self) -> bool {
        self.0.is_some()
    }
}

impl Row<'_> {
    /// The text of a cell, without surrounding white space; empty where the row is short or the table
    /// has no such column.
    pub fn get(&self, column: Column) -> &str {
        column.0.and_then(|place| self.record.get(place)).unwrap_or_default().trim()
    }

    /// The line, counted from 1, on which the row begins.
    pub fn line(&self) -> u64 {
        self.first_line + self.record.position().map_or(0, csv::Position::line)
    }

    /// The cell as a number or another type.
    ///
    /// # Errors
    /// [`TableError::Cell`] with line and column, saying that `expected` was expected.
    pub fn parse<T: std::str::FromStr>(&self, column: Column, expected: &str) -> Result<T, TableError> {
        self.get(column).parse().map_err(|_| self.refuse(column, expected))
    }

    /// The error that a cell does not hold what was expected.
    pub fn refuse(&self, column: Column, expected: &str) -> TableError {
        TableError::Cell {
            line: self.line(),
            column: column.0.map(|place| self.header[place].clone()).unwrap_or_default(),
            expected: expected.to_owned(),
            found: self.get(column).to_owned(),
        }
    }
}

fn is_called(column: &str, name: &str) -> bool {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
    };
    column == name || letters(column) == letters(name)
}

/// The line on which a cell opens a quotation that is still open at the end of the table.
fn open_quotation(text: &str, delimiter: u8) -> Option<u64> {
    let (mut line, mut opened, mut at_start) = (1, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (opened, byte) {
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (Some(_), b'"') => opened = None,
            (None, b'"') if at_start => opened = Some(line),
            _ => {}
        }
        line += u64::from(byte == b'\n');
        at_start = opened.is_none() && (byte == delimiter || byte == b'\n' || byte == b'\r');
    }
    opened
}

/// The separator that a first line `sep=;` tells, as some spreadsheets write it, and the table behind it.
fn told_separator(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end().to_ascii_lowercase().strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), rest),
        _ => (None, text),
    }
}

fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
            *count += 1;
        }
    }
    // The first of the most frequent: a header without any separator has one column.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

fn broken(error: csv::Error) -> TableError {
    let line = error.position().map_or(0, csv::Position::line);
    TableError::Broken { line, reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<Vec<String>>, TableError> {
        let mut table = Reader::new(text)?;
        let columns: Vec<Column> = table.header().to_vec().iter().map(|name| table.optional(name)).collect();
        let mut rows = Vec::new();
        while let Some(row) = table.next_row()? {
            rows.push(columns.iter().map(|&column| row.get(column).to_owned()).collect());
        }
        Ok(rows)
    }

    #[test]
    fn semicolons_tabs_marks_and_crlf_read_alike() {
        let expected = vec![vec!["P01".to_owned(), "a, b".to_owned()]];
        assert_eq!(rows("id,words\nP01,\"a, b\"\n").unwrap(), expected);
        assert_eq!(rows("\u{feff}id;words\r\nP01;a, b\r\n;\r\n").unwrap(), expected);
        assert_eq!(rows("id\twords\nP01\ta, b").unwrap(), expected);
    }

    #[test]
    fn a_row_with_too_many_cells_is_named() {
        let error = rows("id,words\nP01,a\nP02,a,b\n").unwrap_err();
        assert_eq!(error, TableError::TooManyCells { line: 3, cells: 3, columns: 2 });
    }

    #[test]
    fn a_first_line_that_tells_the_separator_is_no_header() {
        assert_eq!(rows("sep=;\nid;words\nP01;a, b\n").unwrap(), [["P01", "a, b"]]);
        assert!(matches!(rows("sep=;\nid;words\na;b;c\n"), Err(TableError::TooManyCells { line: 3, .. })));
    }

    #[test]
    fn names_of_columns_are_the_same_however_they_are_joined() {
        let mut table = Reader::new("Use When,not-when\na,b\n").unwrap();
        let [when, not] = table.columns(["use_when", "not_when"]).unwrap();
        assert!(table.others(&["use_when", "not_when"]).is_empty());
        let row = table.next_row().unwrap().unwrap();
        assert_eq!((row.get(when), row.get(not)), ("a", "b"));
    }

    #[test]
    fn a_quotation_that_is_never_closed_is_told() {
        let error = rows("id,words\nP01,\"a\"\"b\"\nP02,\"open\nP03,x\n").unwrap_err();
        assert!(matches!(error, TableError::Broken { line: 3, .. }), "{error}");
        assert!(rows("id,words\nP01,5\" nail\n").is_ok());
    }

    #[test]
    fn a_row_that_is_short_reads_as_empty_cells() {
        assert_eq!(rows("id,words,note\nP01\n").unwrap(), [["P01", "", ""]]);
    }

    #[test]
    fn a_missing_column_names_those_that_are_there() {
        let error = Reader::new("id,words\n").unwrap().columns(["code"]).unwrap_err();
        assert_eq!(error.to_string(), "column 'code' is missing; the table has id, words");
    }

    #[test]
    fn a_repeated_column_is_refused() {
        assert!(matches!(Reader::new("id,Code,code\n"), Err(TableError::RepeatedColumn { .. })));
        let mut table = Reader::with_any_header("id,Code,code\na,b,c\n").unwrap();
        let columns = table.positions();
        assert_eq!(table.next_row().unwrap().map(|row| row.get(columns[2]).to_owned()).as_deref(), Some("c"));
    }
}
