//! Columns by the names that other programs give them.

use std::io::{BufRead, BufReader, Cursor, Read};

use qualkit_compare::Layout;

/// What a column is for: the name that the reader knows, and other names for it.
type Role = (&'static str, &'static [&'static str]);

const CODER: Role =
    ("coder", &["coderid", "codername", "rater", "raterid", "annotator", "annotatorid", "judge", "reviewer"]);
const CODE: Role = ("code", &["category", "label", "value", "rating", "score", "codename", "tag"]);
const UNIT: Role =
    ("unit", &["unitid", "item", "itemid", "segment", "segmentid", "subject", "subjectid", "turn", "case", "id"]);
const START: Role = ("start", &["begin", "from", "startoffset", "startposition"]);
const END: Role = ("end", &["stop", "to", "endoffset", "endposition"]);
const TEXT: Role = (
    "text",
    &[
        "document",
        "documentid",
        "doc",
        "docid",
        "docname",
        "file",
        "filename",
        "source",
        "transcript",
        "textid",
        "textname",
    ],
);

/// A table whose header may have been put into the reader's words.
pub struct Headed<R> {
    /// The table.
    pub source: std::io::Chain<Cursor<Vec<u8>>, BufReader<R>>,
    /// The layout that the columns tell, if they had to be renamed for it.
    pub layout: Option<Layout>,
    /// What was taken for what, to be said.
    pub told: Option<String>,
    /// The columns, as the reader sees them.
    pub columns: Vec<String>,
    /// Whether it is no text at all, but a spreadsheet's own file.
    pub is_spreadsheet: bool,
}

/// How an archive begins, which is what spreadsheets save, and how older ones begin.
const SPREADSHEETS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// Reads the first line of a table, and calls the columns of a long table or of spans as the reader does, where each
/// is there under one name that is usual for it.
///
/// Columns that are asked for by their own name, `kept`, stay; a header that already has the reader's names, or in
/// which a role is told by two columns or by none, stays as it is.
pub fn headed<R: Read>(source: R, layout: Option<Layout>, kept: &[&str]) -> std::io::Result<Headed<R>> {
    let mut source = BufReader::new(source);
    let mut first = Vec::new();
    source.read_until(b'\n', &mut first)?;
    let is_spreadsheet = SPREADSHEETS.iter().any(|start| first.starts_with(start));
    let renamed = std::str::from_utf8(&first).ok().and_then(Line::of).and_then(|line| renamed(&line, layout, kept));
    let (head, layout, told) = match renamed {
        Some((head, layout, told)) => (head.into_bytes(), Some(layout), Some(told)),
        None => (first, layout, None),
    };
    let cells = |line: Line<'_>| line.cells.into_iter().map(str::to_owned).collect();
    let columns = std::str::from_utf8(&head).ok().and_then(Line::of).map(cells).unwrap_or_default();
    Ok(Headed { source: Cursor::new(head).chain(source), layout, told, columns, is_spreadsheet })
}

/// A header without line breaks and quotation marks inside of names.
struct Line<'l> {
    before: &'l str,
    separator: char,
    cells: Vec<&'l str>,
    end: &'l str,
}

impl Line<'_> {
    fn of(line: &str) -> Option<Line<'_>> {
        let names = line.trim_end_matches(['\n', '\r']);
        let end = &line[names.len()..];
        let plain = names.trim_start_matches('\u{feff}');
        let before = &names[..names.len() - plain.len()];
        let most = |separator: &char| plain.matches(*separator).count();
        let separator = [',', ';', '\t'].into_iter().rev().max_by_key(most)?;
        let cells: Vec<&str> = plain.split(separator).map(unquoted).collect();
        let simple = !cells.iter().any(|cell| cell.contains('"')) && !plain.to_lowercase().starts_with("sep=");
        simple.then_some(Line { before, separator, cells, end })
    }

    /// The one column with this role; the name that the reader knows goes before all others.
    fn place(&self, (name, others): Role) -> Option<usize> {
        let of = |wanted: &dyn Fn(&str) -> bool| {
            let mut found = (0..self.cells.len()).filter(|&place| wanted(&letters(self.cells[place])));
            match (found.next(), found.next()) {
                (Some(place), None) => Some(Some(place)),
                (Some(_), Some(_)) => Some(None),
                _ => None,
            }
        };
        of(&|cell| cell == name).or_else(|| of(&|cell| others.contains(&cell)))?
    }

    fn has(&self, role: Role) -> bool {
        self.cells.iter().any(|cell| letters(cell) == role.0)
    }
}

fn renamed(line: &Line<'_>, asked: Option<Layout>, kept: &[&str]) -> Option<(String, Layout, String)> {
    let all = |roles: &[Role]| roles.iter().map(|&role| Some((role.0, line.place(role)?))).collect::<Option<Vec<_>>>();
    let spans = || Some((Layout::Spans, all(&[CODER, START, END, CODE])?));
    let long = || Some((Layout::Long, all(&[UNIT, CODER, CODE])?));
    // A column that would else be taken for a coder.
    let wide = || Some((Layout::Wide, all(&[UNIT])?));
    let (layout, mut found) = match asked {
        None if line.cells.iter().any(|cell| is_coder(cell)) => spans().or_else(long)?,
        None | Some(Layout::Wide) => wide()?,
        Some(Layout::Spans) => spans()?,
        Some(Layout::Long) => long()?,
        Some(Layout::Counts) => (Layout::Counts, all(&[UNIT])?),
        Some(Layout::Confusion) => return None,
    };
    if layout == Layout::Spans && !line.has(TEXT) {
        found.extend(line.place(TEXT).map(|place| (TEXT.0, place)));
    }
    let other: Vec<(&str, usize)> =
        found.into_iter().filter(|(name, place)| letters(line.cells[*place]) != *name).collect();
    if other.is_empty() || other.iter().any(|(_, place)| kept.contains(&line.cells[*place])) {
        return None;
    }
    let told: Vec<String> =
        other.iter().map(|(name, place)| format!("'{}' for the {name}", line.cells[*place])).collect();
    let cells = line.cells.iter().enumerate().map(|(place, cell)| {
        let renamed = other.iter().find(|(_, at)| *at == place).map_or(*cell, |(name, _)| *name);
        match renamed.contains(line.separator) {
            true => format!("\"{renamed}\""),
            false => renamed.to_owned(),
        }
    });
    let head = cells.collect::<Vec<_>>().join(&line.separator.to_string());
    let told = format!("read as {layout}, column {}", told.join(", column "));
    Some((format!("{}{head}{}", line.before, line.end), layout, told))
}

/// The layout that the reader's own names tell.
pub fn layout_by(columns: &[String]) -> Option<Layout> {
    let has = |roles: &[Role]| roles.iter().all(|(name, _)| columns.iter().any(|column| letters(column) == *name));
    if has(&[UNIT, CODER, CODE]) {
        Some(Layout::Long)
    } else if has(&[CODER, START, END, CODE]) {
        Some(Layout::Spans)
    } else {
        None
    }
}

/// The columns that the reader passes over in a long table or in spans.
pub fn others(columns: &[String], layout: Option<Layout>) -> Vec<&str> {
    let read: &[Role] = match layout {
        Some(Layout::Long) => &[UNIT, CODER, CODE],
        Some(Layout::Spans) => &[TEXT, CODER, START, END, CODE],
        _ => return Vec::new(),
    };
    let is_read = |column: &&String| read.iter().any(|(name, _)| letters(column) == *name);
    columns.iter().filter(|column| !is_read(column)).map(String::as_str).collect()
}

/// Whether a column tells which text a span lies on.
pub fn names_texts(columns: &[String]) -> bool {
    columns.iter().any(|column| letters(column) == TEXT.0)
}

/// Whether a column would tell the coder of a rating.
pub fn is_coder(column: &str) -> bool {
    let (name, others) = CODER;
    let column = letters(column);
    column == name || others.contains(&column.as_str())
}

/// A name without the quotation marks around it.
fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim()
}

/// A name without what makes no difference in it, as the reader has it.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, ' ' | '-' | '_' | '.')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(table: &str, layout: Option<Layout>) -> (String, Option<Layout>) {
        let headed = headed(table.as_bytes(), layout, &["case"]).unwrap();
        let (mut whole, mut source) = (String::new(), headed.source);
        source.read_to_string(&mut whole).unwrap();
        (whole, headed.layout)
    }

    #[test]
    fn usual_names_are_put_into_the_readers_words_and_the_rest_stays() {
        assert_eq!(
            head("Item;Rater ID;note;Category\r\n1;a;;x\r\n", None),
            ("unit;coder;note;code\r\n1;a;;x\r\n".to_owned(), Some(Layout::Long))
        );
        assert_eq!(
            head("\u{feff}doc,annotator,begin,end,label\n", None),
            ("\u{feff}text,coder,start,end,code\n".to_owned(), Some(Layout::Spans))
        );
    }

    #[test]
    fn what_is_not_plain_stays_as_it_is() {
        for table in ["unit,coder,code\n1,a,x\n", "unit,anna,ben\n1,x,y\n", "item,rater,label,score\n", "", "a\n", "\n"]
        {
            assert_eq!(head(table, None), (table.to_owned(), None), "{table}");
        }
        let clustered = "case,anna,ben\n";
        assert_eq!(head(clustered, None), (clustered.to_owned(), None));
        let square = "id,x,y\n";
        assert_eq!(head(square, Some(Layout::Confusion)), (square.to_owned(), Some(Layout::Confusion)));
    }

    #[test]
    fn names_of_units_are_no_coder() {
        assert_eq!(head("ID,anna,ben\n", None), ("unit,anna,ben\n".to_owned(), Some(Layout::Wide)));
        assert_eq!(head("id,item,ben\n", None), ("id,item,ben\n".to_owned(), None));
    }
}
