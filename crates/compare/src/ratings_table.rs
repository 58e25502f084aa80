use std::fmt;
use std::str::FromStr;

use indexmap::IndexMap;
use qualkit_agreement::Ratings;
use qualkit_table::{Column, Reader, Row, TableError};

/// How a table of ratings is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One row per unit, one column per coder; a column `unit` names the units.
    Wide,
    /// One row per rating: `unit,coder,code`.
    Long,
    /// A square table for two coders: rows are the first one's categories, columns the second one's.
    Confusion,
    /// One row per unit, one column per category: how many coders gave it.
    Counts,
}

/// A text that names no layout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected wide, long, confusion or counts, found '{found}'")]
pub struct UnknownLayout {
    /// The text.
    pub found: String,
}

/// How the cells of a table of ratings are to be understood.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading<'r> {
    /// The layout; if none is given, long for a table with the columns `unit`, `coder` and `code`, and
    /// wide for every other.
    pub layout: Option<Layout>,
    /// Cells that stand for a missing rating, beside the empty one.
    pub missing: &'r [String],
    /// The categories, if not those that occur.
    pub categories: &'r [String],
    /// The columns of a wide table that are coders; all but `unit` if none is named.
    pub coders: &'r [String],
}

/// Ratings as they were read from a table.
#[derive(Clone, Debug)]
pub struct RatingsTable {
    /// The layout it was read in.
    pub layout: Layout,
    /// The names of the coders; empty where the table does not tell who gave which rating.
    pub coders: Vec<String>,
    /// The ratings, by coder where the table tells.
    pub ratings: Ratings,
}

/// Why a table holds no ratings.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RatingsError {
    /// The table itself.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Two ratings of one unit by one coder.
    #[error("line {line}: '{coder}' has rated the unit '{unit}' already")]
    RatedTwice {
        /// The line, counted from 1.
        line: u64,
        /// The coder.
        coder: String,
        /// The unit.
        unit: String,
    },
    /// Two rows for one unit.
    #[error("line {line}: the unit '{unit}' has a row already")]
    RepeatedUnit {
        /// The line, counted from 1.
        line: u64,
        /// The unit.
        unit: String,
    },
    /// A column that looks like names of units, not like a coder.
    #[error(
        "column '{column}' has another value in each row, as names of units have: call it 'unit', or name the coders"
    )]
    NamesOfUnits {
        /// The column.
        column: String,
    },
    /// A square table whose rows are not those of its header.
    #[error("line {line}: expected the row of '{expected}', as in the header, found '{found}'")]
    NotSquare {
        /// The line, counted from 1.
        line: u64,
        /// The category that should have this row.
        expected: String,
        /// The category that it has.
        found: String,
    },
    /// The cells cannot be taken as ratings.
    #[error(transparent)]
    Ratings(#[from] qualkit_agreement::Error),
}

/// Reads a table of ratings; an empty cell is missing.
///
/// ```
/// use qualkit_agreement::{Options, cohen_kappa};
/// use qualkit_compare::{Reading, read_ratings};
///
/// let table = read_ratings("unit,a,b\n1,yes,yes\n2,no,yes\n3,no,no\n4,,no\n", Reading::default())?;
/// let kappa = cohen_kappa(&table.ratings, &Options::default())?;
/// assert_eq!((kappa.pairable, format!("{:.2}", kappa.value)), (3, "0.40".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the table is broken, a unit is rated twice by one coder, or a cell is not what its layout asks for.
pub fn read_ratings(table: &str, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let reader = Reader::new(table)?;
    let is_long = ["unit", "coder", "code"].iter().all(|name| reader.optional(name).is_there());
    match reading.layout.unwrap_or(if is_long { Layout::Long } else { Layout::Wide }) {
        Layout::Wide => wide(reader, reading),
        Layout::Long => long(reader, reading),
        Layout::Confusion => confusion(reader),
        Layout::Counts => counts(reader),
    }
}

type Cells = Vec<Vec<Option<String>>>;

fn rated(
    layout: Layout,
    coders: Vec<String>,
    rows: &Cells,
    reading: Reading<'_>,
) -> Result<RatingsTable, RatingsError> {
    let declared: Vec<&str> = reading.categories.iter().map(String::as_str).collect();
    let ratings = Ratings::from_labels(rows, (!declared.is_empty()).then_some(declared.as_slice()))?;
    Ok(RatingsTable { layout, coders, ratings })
}

fn rating(cell: &str, reading: Reading<'_>) -> Option<String> {
    (!cell.is_empty() && !reading.missing.iter().any(|missing| missing == cell)).then(|| cell.to_owned())
}

fn wide(mut reader: Reader<'_>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let unit = reader.optional("unit");
    let (columns, coders): (Vec<Column>, Vec<String>) = reader
        .others(&["unit"])
        .into_iter()
        .filter(|(_, name)| reading.coders.is_empty() || reading.coders.iter().any(|coder| coder == name))
        .unzip();
    let mut seen: IndexMap<String, ()> = IndexMap::new();
    let mut rows: Cells = Vec::new();
    while let Some(row) = reader.next_row()? {
        if unit.is_there() && seen.insert(row.get(unit).to_owned(), ()).is_some() {
            return Err(RatingsError::RepeatedUnit { line: row.line(), unit: row.get(unit).to_owned() });
        }
        rows.push(columns.iter().map(|&column| rating(row.get(column), reading)).collect());
    }
    if let Some(place) = names_of_units(&rows).filter(|_| reading.coders.is_empty()) {
        return Err(RatingsError::NamesOfUnits { column: coders[place].clone() });
    }
    rated(Layout::Wide, coders, &rows, reading)
}

/// The column that has another value in each of at least three rows, none of which any other column has.
fn names_of_units(rows: &Cells) -> Option<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    (0..columns).filter(|_| columns > 2 && rows.len() > 2).find(|&place| {
        let mut own: Vec<&str> = rows.iter().filter_map(|row| row[place].as_deref()).collect();
        own.sort_unstable();
        let distinct = own.len() == rows.len() && own.windows(2).all(|pair| pair[0] != pair[1]);
        let others = rows.iter().flat_map(|row| row.iter().enumerate().filter(|(at, _)| *at != place));
        distinct && others.filter_map(|(_, cell)| cell.as_deref()).all(|cell| own.binary_search(&cell).is_err())
    })
}

fn long(mut reader: Reader<'_>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let [unit, coder, code] = reader.columns(["unit", "coder", "code"])?;
    let mut coders: Vec<String> = Vec::new();
    let mut units: IndexMap<String, Vec<Option<Option<String>>>> = IndexMap::new();
    while let Some(row) = reader.next_row()? {
        let (line, name) = (row.line(), row.get(coder));
        if name.is_empty() {
            return Err(row.refuse(coder, "the name of a coder").into());
        }
        let place = coders.iter().position(|known| known == name).unwrap_or_else(|| {
            coders.push(name.to_owned());
            coders.len() - 1
        });
        let cells = units.entry(row.get(unit).to_owned()).or_default();
        cells.resize(cells.len().max(place + 1), None);
        if cells[place].is_some() {
            let (coder, unit) = (name.to_owned(), row.get(unit).to_owned());
            return Err(RatingsError::RatedTwice { line, coder, unit });
        }
        cells[place] = Some(rating(row.get(code), reading));
    }
    let full = |mut cells: Vec<Option<Option<String>>>| {
        cells.resize(coders.len(), None);
        cells.into_iter().map(Option::flatten).collect()
    };
    let rows: Cells = units.into_values().map(full).collect();
    rated(Layout::Long, coders, &rows, reading)
}

fn number(row: &Row<'_>, column: Column) -> Result<u64, TableError> {
    if row.get(column).is_empty() { Ok(0) } else { row.parse(column, "a count, 0 or more") }
}

fn confusion(mut reader: Reader<'_>) -> Result<RatingsTable, RatingsError> {
    let named: Vec<(Column, String)> =
        reader.header().iter().map(|name| (reader.optional(name), name.clone())).collect();
    let mut rows: Vec<(u64, Vec<u64>, String)> = Vec::new();
    let mut labelled = named.first().is_some_and(|(_, name)| name.is_empty());
    while let Some(row) = reader.next_row()? {
        if rows.is_empty()
            && let Some((first, _)) = named.first()
        {
            labelled |= row.get(*first).parse::<u64>().is_err();
        }
        let skip = usize::from(labelled);
        let label = if labelled { row.get(named[0].0).to_owned() } else { String::new() };
        let cells = named.iter().skip(skip).map(|(column, _)| number(&row, *column)).collect::<Result<_, _>>()?;
        rows.push((row.line(), cells, label));
    }
    let categories: Vec<&String> = named.iter().skip(usize::from(labelled)).map(|(_, name)| name).collect();
    for ((line, _, found), expected) in rows.iter().zip(&categories).filter(|_| labelled) {
        if found != *expected {
            let (expected, found) = ((*expected).clone(), found.clone());
            return Err(RatingsError::NotSquare { line: *line, expected, found });
        }
    }
    let table: Vec<Vec<u64>> = rows.into_iter().map(|(_, cells, _)| cells).collect();
    let ratings = Ratings::from_confusion(&table)?;
    let coders = vec!["rows".to_owned(), "columns".to_owned()];
    Ok(RatingsTable { layout: Layout::Confusion, coders, ratings })
}

fn counts(mut reader: Reader<'_>) -> Result<RatingsTable, RatingsError> {
    let columns: Vec<Column> = reader.others(&["unit"]).into_iter().map(|(column, _)| column).collect();
    let mut rows: Vec<Vec<u64>> = Vec::new();
    while let Some(row) = reader.next_row()? {
        rows.push(columns.iter().map(|&column| number(&row, column)).collect::<Result<_, _>>()?);
    }
    let ratings = Ratings::from_counts(&rows)?;
    Ok(RatingsTable { layout: Layout::Counts, coders: Vec::new(), ratings })
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Layout::Wide => "wide",
            Layout::Long => "long",
            Layout::Confusion => "confusion",
            Layout::Counts => "counts",
        })
    }
}

impl FromStr for Layout {
    type Err = UnknownLayout;

    fn from_str(text: &str) -> Result<Layout, UnknownLayout> {
        let known = [Layout::Wide, Layout::Long, Layout::Confusion, Layout::Counts];
        let found = known.into_iter().find(|layout| layout.to_string() == text);
        found.ok_or_else(|| UnknownLayout { found: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qualkit_agreement::{Options, cohen_kappa, fleiss_kappa};

    fn kappa(table: &str, reading: Reading<'_>) -> String {
        let table = read_ratings(table, reading).unwrap();
        let kappa = cohen_kappa(&table.ratings, &Options::default()).unwrap();
        format!("{:.4}", kappa.value)
    }

    #[test]
    fn wide_long_and_confusion_say_the_same() {
        let wide = "unit;a;b\n1;x;x\n2;x;y\n3;y;y\n4;y;y\n5;NA;y\n";
        let long = "coder,unit,code\na,1,x\nb,1,x\nb,2,y\na,2,x\na,3,y\nb,3,y\na,4,y\nb,4,y\nb,5,y\n";
        let missing = ["NA".to_owned()];
        let reading = Reading { missing: &missing, ..Reading::default() };
        let layout = Some(Layout::Confusion);
        let expected = kappa(wide, reading);
        assert_eq!(kappa(long, Reading::default()), expected);
        assert_eq!(kappa(",x,y\nx,1,1\ny,0,2\n", Reading { layout, ..Reading::default() }), expected);
        assert_eq!(kappa("x,y\n1,1\n0,2\n", Reading { layout, ..Reading::default() }), expected);
    }

    #[test]
    fn a_column_of_names_is_not_taken_for_a_coder() {
        let table = "id,a,b\nP1,yes,yes\nP2,no,yes\nP3,no,no\n";
        let error = read_ratings(table, Reading::default()).unwrap_err();
        assert_eq!(error, RatingsError::NamesOfUnits { column: "id".to_owned() });
        let coders = ["a".to_owned(), "b".to_owned()];
        assert_eq!(kappa(table, Reading { coders: &coders, ..Reading::default() }), "0.4000");
    }

    #[test]
    fn counts_have_no_coders() {
        let reading = Reading { layout: Some(Layout::Counts), ..Reading::default() };
        let table = read_ratings("unit,yes,no\n1,3,0\n2,1,2\n3,0,3\n", reading).unwrap();
        assert!(!table.ratings.names_coders() && table.coders.is_empty());
        assert!(fleiss_kappa(&table.ratings, &Options::default()).is_ok());
    }

    #[test]
    fn ratings_that_contradict_each_other_are_named_with_their_line() {
        let long = "unit,coder,code\n1,a,x\n1,b,x\n1,a,y\n";
        let error = read_ratings(long, Reading::default()).unwrap_err();
        assert_eq!(error.to_string(), "line 4: 'a' has rated the unit '1' already");
        let error = read_ratings("unit,a,b\n1,x,x\n1,x,y\n", Reading::default()).unwrap_err();
        assert_eq!(error.to_string(), "line 3: the unit '1' has a row already");
        let reading = Reading { layout: Some(Layout::Confusion), ..Reading::default() };
        let error = read_ratings(",x,y\ny,1,1\nx,0,2\n", reading).unwrap_err();
        assert_eq!(error.to_string(), "line 2: expected the row of 'x', as in the header, found 'y'");
        let error = read_ratings(",x,y\nx,1,-1\ny,0,2\n", reading).unwrap_err();
        assert_eq!(error.to_string(), "line 2, column 'y': expected a count, 0 or more, found '-1'");
    }
}
