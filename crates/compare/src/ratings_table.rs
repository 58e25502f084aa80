mod block;
mod clusters;
mod confusion;
mod counts;
mod error;
mod labels;
mod layout;
mod long;
mod marks;
mod named;
mod names;
mod recent;
mod remark;
mod rows;
mod sets;
mod spans;
mod square;
mod weights;
mod wide;

pub use error::RatingsError;
pub use layout::{Layout, UnknownLayout};
pub use remark::Remark;
pub use weights::read_weights;

use std::io::Read;

use qualkit_agreement::{Continuum, Error, Ratings, SetRatings, Symbols};

use clusters::Clusters;
use labels::Categories;
pub(crate) use labels::{number, numbers};
use rows::Rows;

/// How the cells of a table of ratings are to be understood.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading<'r> {
    /// The layout; if none is given, long for a table with the columns `unit`, `coder` and `code`, spans for one with
    /// `coder`, `start`, `end` and `code`, and wide for every other.
    pub layout: Option<Layout>,
    /// Cells that stand for a missing rating, beside the empty one.
    pub missing: &'r [String],
    /// The categories in their order, used or not; if none are given, those that occur.
    pub categories: &'r [String],
    /// The coders wanted, in this order. Needed for a wide table with columns that are neither coders nor `unit` nor
    /// the clusters; if none is named, all.
    pub coders: &'r [String],
    /// The column that tells which cluster (transcript, site) a unit lies in.
    pub cluster: Option<&'r str>,
    /// Whether a cell of a wide or long table holds a set of codes, separated by `;`. An empty cell is missing; a cell
    /// with nothing but `;` was judged and bears no code. In a long table several rows of one unit and coder make one
    /// set.
    pub sets: bool,
    /// Whether the categories need an order, as every level of measurement but the nominal one does.
    pub ordered: bool,
    /// Where every text of a table of spans begins; if it is not given, at 0.
    pub start: Option<u64>,
    /// How long every text of a table of spans is, from its start; if it is not given, a text ends where its last span
    /// does.
    pub length: Option<u64>,
}

/// Ratings as they were read from a table.
#[derive(Clone, Debug)]
pub struct RatingsTable {
    /// The layout it was read in.
    pub layout: Layout,
    /// The names of the coders; empty where the table does not tell who gave which rating.
    pub coders: Vec<String>,
    /// The labels of the categories, or of the codes, in order.
    pub categories: Vec<String>,
    /// What the coders said.
    pub data: Data,
    /// What else has to be said of the table as it was read.
    pub remarks: Vec<Remark>,
}

/// What the coders said.
#[derive(Clone, Debug)]
pub enum Data {
    /// One category per unit and coder.
    Ratings(Clustered<Ratings>),
    /// Several codes per unit and coder, or none.
    Sets(Clustered<SetRatings>),
    /// Stretches of texts.
    Spans(Spans),
}

/// All ratings, and those of each cluster.
#[derive(Clone, Debug)]
pub struct Clustered<T> {
    /// All units.
    pub all: T,
    /// The units of each cluster, clusters by name, coders and categories as in `all`; empty if no column of clusters
    /// was named.
    pub clusters: Vec<Cluster<T>>,
}

/// The ratings of a cluster.
#[derive(Clone, Debug)]
pub struct Cluster<T> {
    /// Its name.
    pub name: String,
    /// The ratings of its units.
    pub ratings: T,
}

/// Stretches that coders marked on texts.
///
/// Every coder of the table has worked on every text: one who has no row for a text marked nothing there.
#[derive(Clone, Debug)]
pub struct Spans {
    /// The names of the texts, in order; one empty name if the table has no column `text`.
    pub texts: Vec<String>,
    /// What the coders marked on each text.
    pub continua: Vec<Continuum>,
    /// The length that was given for all texts.
    pub length: Option<u64>,
}

/// Reads a table of ratings; an empty cell is missing.
///
/// The table is read in one go from its bytes, which must be UTF-8: comma, semicolon or tab; with a byte order mark or
/// a line `sep=;` at the head or without; columns in any order. Labels are compared without blanks around them; capitals
/// count. If all labels are numbers, equal numbers are one category (`1` and `1.0`), categories stand in the order of
/// their values, and the values are their scores; words stand in the order of their code points, or in that of the
/// header in the layouts confusion and counts. Whole numbers with a zero before them or with more than 15 digits may be
/// names: where one would fall together with another label (`010` and `10`), all labels are words. Of a long table no more is kept than the distinct units, the labels, and
/// one cell per unit and coder. Coders of a long table or of spans stand in the order of their names.
///
/// In the layouts confusion and counts an empty cell is 0, as spreadsheets write it in cross-tables, which is told in
/// [`RatingsTable::remarks`]; a cell that is not there, because its row is short, is an error.
///
/// ```
/// use qualkit_agreement::{Options, cohen_kappa};
/// use qualkit_compare::{Data, Reading, read_ratings};
///
/// let table = read_ratings("unit,a,b\n1,yes,yes\n2,no,yes\n3,no,no\n4,,no\n".as_bytes(), Reading::default())?;
/// let Data::Ratings(ratings) = table.data else { panic!("a wide table holds ratings") };
/// let kappa = cohen_kappa(&ratings.all, &Options::default())?;
/// assert_eq!((kappa.pairable, format!("{:.2}", kappa.value)), (3, "0.40".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A broken table, a cell that is not what its layout asks for, a unit rated twice by one coder, categories that need
/// an order and have none, fewer than two coders, no unit, no rating: each with its place.
pub fn read_ratings(source: impl Read, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let named_before = |&at: &usize| reading.coders[..at].contains(&reading.coders[at]);
    if let Some(at) = (0..reading.coders.len()).find(named_before) {
        return Err(RatingsError::RepeatedCoder { coder: reading.coders[at].clone() });
    }
    let rows = Rows::new(source)?;
    let has = |names: &[&str]| names.iter().all(|name| rows.column(name).is_ok_and(|place| place.is_some()));
    let layout = reading.layout.unwrap_or_else(|| {
        if has(&["unit", "coder", "code"]) {
            Layout::Long
        } else if has(&["coder", "start", "end", "code"]) {
            Layout::Spans
        } else {
            Layout::Wide
        }
    });
    for (given, what) in [(reading.start, "start"), (reading.length, "length")] {
        if given.is_some() && layout != Layout::Spans {
            return Err(RatingsError::NotInLayout { layout, what });
        }
    }
    match (layout, reading.sets) {
        (Layout::Wide, false) => wide::read(rows, reading),
        (Layout::Wide, true) => sets::wide(rows, reading),
        (Layout::Long, false) => long::read(rows, reading),
        (Layout::Long, true) => sets::long(rows, reading),
        (_, true) => Err(RatingsError::NotInLayout { layout, what: "sets of codes" }),
        (Layout::Confusion, _) => confusion::read(rows, reading),
        (Layout::Counts, _) => counts::read(rows, reading),
        (Layout::Spans, _) => spans::read(rows, reading),
    }
}

/// Makes ratings of one symbol per unit and coder, units in rows; `cells` is how many there are.
fn table(
    layout: Layout,
    coders: Vec<String>,
    categories: Categories,
    symbols: impl Iterator<Item = u32>,
    cells: usize,
    clusters: &Clusters,
) -> Result<RatingsTable, RatingsError> {
    // Narrow symbols where there is a choice: every measure goes over them again.
    let data = if categories.labels.len() <= usize::from(u8::MAX) {
        let mut narrow: Vec<u8> = Vec::with_capacity(cells);
        symbols.for_each(|symbol| narrow.push(symbol as u8));
        clustered(narrow, coders.len(), &categories, clusters)?
    } else {
        let mut wide: Vec<u32> = Vec::with_capacity(cells);
        symbols.for_each(|symbol| wide.push(symbol));
        clustered(wide, coders.len(), &categories, clusters)?
    };
    let Categories { labels: categories, remarks, .. } = categories;
    Ok(RatingsTable { layout, coders, categories, data: Data::Ratings(data), remarks })
}

fn clustered<T: Copy + Default + PartialEq>(
    symbols: Vec<T>,
    coders: usize,
    categories: &Categories,
    clusters: &Clusters,
) -> Result<Clustered<Ratings>, RatingsError>
where
    Vec<T>: Into<Symbols>,
{
    let rated = |symbols: Vec<T>| {
        let ratings = Ratings::from_symbols(symbols, coders, categories.labels.len())?;
        scored(ratings, categories.scores.clone())
    };
    let units = symbols.len().checked_div(coders).unwrap_or(0);
    check_enough(units, coders, symbols.iter().any(|symbol| *symbol != T::default()))?;
    let clusters = clusters.units().into_iter().map(|(name, units)| {
        let own = units.into_iter().flat_map(|unit| &symbols[unit * coders..][..coders]).copied().collect();
        Ok(Cluster { name, ratings: rated(own)? })
    });
    let clusters = clusters.collect::<Result<_, RatingsError>>()?;
    Ok(Clustered { all: rated(symbols)?, clusters })
}

fn scored(ratings: Ratings, scores: Option<Vec<f64>>) -> Result<Ratings, Error> {
    match scores {
        Some(scores) => ratings.with_scores(scores),
        None => Ok(ratings),
    }
}

fn check_enough(units: usize, coders: usize, any: bool) -> Result<(), RatingsError> {
    let (expected, found) = match (units, coders, any) {
        (0, _, _) => ("units", "a header and no row"),
        (_, 0, _) => ("at least two coders", "none"),
        (_, 1, _) => ("at least two coders", "one coder"),
        (_, _, false) => ("ratings", "missing cells only"),
        _ => return Ok(()),
    };
    Err(RatingsError::TooLittle { expected, found })
}

#[cfg(test)]
mod tests;
