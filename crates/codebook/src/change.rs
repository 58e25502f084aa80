use std::fmt;
use std::str::FromStr;

use qualkit_table::{Reader, TableError, Writer};

/// One change of a codebook, from one version to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The version that the change leads to.
    pub version: u32,
    /// The day, as `yyyy-mm-dd`; may be empty.
    pub date: String,
    /// Who made it; may be empty.
    pub coder: String,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// The code that changed.
    pub code: String,
    /// The column that changed, for changes within a row.
    pub field: String,
    /// What stood there before; for a split, the code that was split.
    pub from: String,
    /// What stands there now; for a merge, the code that took it in.
    pub to: String,
    /// Why.
    pub reason: String,
}

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// A new code.
    Added,
    /// Another name.
    Renamed,
    /// Under another code.
    Moved,
    /// Another meaning: definition, detail, instructions, example or pattern.
    Redefined,
    /// It went into another code.
    Merged,
    /// It came out of another code.
    Split,
    /// No longer used.
    Retired,
    /// In use again.
    Restored,
}

const KINDS: [(ChangeKind, &str); 8] = [
    (ChangeKind::Added, "added"),
    (ChangeKind::Renamed, "renamed"),
    (ChangeKind::Moved, "moved"),
    (ChangeKind::Redefined, "redefined"),
    (ChangeKind::Merged, "merged"),
    (ChangeKind::Split, "split"),
    (ChangeKind::Retired, "retired"),
    (ChangeKind::Restored, "restored"),
];

const COLUMNS: [&str; 9] = ["version", "date", "coder", "change", "code", "field", "from", "to", "reason"];

/// Reads a table of changes; `date`, `coder` and `field` may be missing.
///
/// # Errors
/// The first row that is no change.
pub fn read_changes(table: &str) -> Result<Vec<Change>, TableError> {
    let mut reader = Reader::new(table)?;
    let [version, kind, code] = reader.columns(["version", "change", "code"])?;
    let [date, coder, field, from, to, reason] =
        ["date", "coder", "field", "from", "to", "reason"].map(|name| reader.optional(name));
    let mut changes = Vec::new();
    while let Some(row) = reader.next_row()? {
        let cell = |column| row.get(column).to_owned();
        changes.push(Change {
            version: row.parse(version, "a version number")?,
            date: cell(date),
            coder: cell(coder),
            kind: row.parse(kind, "a kind of change (added, renamed, moved, redefined, merged, split, retired)")?,
            code: cell(code),
            field: cell(field),
            from: cell(from),
            to: cell(to),
            reason: cell(reason),
        });
    }
    Ok(changes)
}

/// Writes a table of changes.
pub fn write_changes(changes: &[Change]) -> String {
    let mut table = Writer::new(COLUMNS);
    for change in changes {
        table.row([
            change.version.to_string().as_str(),
            &change.date,
            &change.coder,
            &change.kind.to_string(),
            &change.code,
            &change.field,
            &change.from,
            &change.to,
            &change.reason,
        ]);
    }
    table.finish()
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name);
        f.pad(name)
    }
}

impl FromStr for ChangeKind {
    type Err = ();

    fn from_str(text: &str) -> Result<ChangeKind, ()> {
        let text = text.trim().to_ascii_lowercase();
        KINDS.iter().find(|(_, name)| *name == text).map(|(kind, _)| *kind).ok_or(())
    }
}
