//! What stands behind the agreement in a table of ratings: who, which categories and which clusters it depends on.

mod code_confusion;
mod main_coefficients;
mod pairs;
mod parts;
mod patterns;
mod scales;
mod study;

pub use code_confusion::CodeConfusion;
pub use pairs::{CategoryMargins, PairMargins, PairMatrix, PairParadox};
pub use parts::{Part, PartKind, Revalued};
pub use patterns::RankedPattern;
pub use scales::{OnScales, ScaleWord};
pub use study::{
    AppliedBy, CodeMargins, CodePull, CoderWork, ConfusedCodes, DiagnosedStudy, FEW_UNITS, TranscriptPull,
    diagnose_study,
};

use qualkit_agreement::{Coincidences, Undefined, coincidences};

use crate::{Asked, Clustered, Data, Measured, RatingsTable};

/// What stands behind the agreement in a table of ratings; [`diagnose`] makes it.
///
/// What a kind of data does not have is empty: sets and spans have no patterns, a table of counts has no pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosed {
    /// The main coefficients of all coders. The first one decides the order of what is left out.
    pub main: Vec<Measured>,
    /// How two coders used the categories, for every two.
    pub pairs: Vec<PairMargins>,
    /// How two coders used one category, or code, for every two and each.
    pub by_category: Vec<CategoryMargins>,
    /// Where percent agreement and kappa part.
    pub paradoxes: Vec<PairParadox>,
    /// Which categories meet in a unit. `None` for sets and spans, and for more than [`MOST_CATEGORIES`] categories.
    pub coincidences: Option<Result<Coincidences, Undefined>>,
    /// Which codes coders put where another put others. `None` unless the table holds sets, and for more than
    /// [`MOST_CATEGORIES`] codes.
    pub code_confusion: Option<CodeConfusion>,
    /// Coefficients of every two coders, where there are more than two.
    pub matrices: Vec<PairMatrix>,
    /// The main coefficients without each coder in turn, where there are more than two; the one whose absence raises
    /// the first coefficient most comes first.
    pub without_coder: Vec<Part>,
    /// The main coefficients without the units that anyone put into a category, for each in turn; in the same order.
    pub without_category: Vec<Part>,
    /// The main coefficients within each cluster and without it, in the same order.
    pub clusters: Vec<Part>,
    /// The ways of rating a unit that make up most of the disagreement, at most [`MOST_PATTERNS`].
    pub patterns: Vec<RankedPattern>,
    /// How many ways of rating a unit show disagreement in all.
    pub disagreeing_patterns: usize,
    /// What published scales say of the main coefficients.
    pub scales: Vec<OnScales>,
}

/// More categories than this are not looked at one by one, nor tabulated against each other.
pub const MOST_CATEGORIES: usize = 20;

/// So many ways of rating a unit are told.
pub const MOST_PATTERNS: usize = 10;

/// Asks what stands behind the agreement in a table.
///
/// Weights and level of measurement are those of `asked` for the main coefficients; what is about margins, prevalence
/// and bias, and patterns of disagreement takes categories to be the same or not.
///
/// ```
/// use qualkit_compare::{Asked, Reading, diagnose, read_ratings};
///
/// // Feinstein and Cicchetti (1990): agreement .85 and kappa .32, for nearly all is positive.
/// let table = "category,positive,negative\npositive,80,10\nnegative,5,5\n";
/// let layout = Some("confusion".parse()?);
/// let table = read_ratings(table.as_bytes(), Reading { layout, ..Reading::default() })?;
/// let found = diagnose(&table, &Asked::default());
/// assert!(found.paradoxes[0].prevalence && !found.paradoxes[0].bias);
/// assert_eq!(format!("{:.2}", found.paradoxes[0].kappa), "0.32");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diagnose(table: &RatingsTable, asked: &Asked) -> Diagnosed {
    let table = &of_units_asked(table, asked);
    let asked = &Asked { complete_only: false, pairs: false, by_category: false, ..asked.clone() };
    let main = main_coefficients::of(table, asked);
    let whole = parts::Whole::new(table, asked, &main);
    let mut found = Diagnosed {
        pairs: Vec::new(),
        by_category: Vec::new(),
        paradoxes: Vec::new(),
        coincidences: None,
        code_confusion: None,
        matrices: pairs::matrices(table, asked),
        without_coder: whole.without_coder(),
        without_category: Vec::new(),
        clusters: Vec::new(),
        patterns: Vec::new(),
        disagreeing_patterns: 0,
        scales: scales::of(&main),
        main: main.clone(),
    };
    match &table.data {
        Data::Ratings(Clustered { all, clusters }) => {
            let few = table.categories.len() <= MOST_CATEGORIES;
            found.pairs = pairs::margins(all, &asked.options);
            found.by_category = if few { pairs::by_category(all, &asked.options) } else { Vec::new() };
            found.paradoxes = pairs::paradoxes(all, &found.by_category, &asked.options);
            found.coincidences = few.then(|| coincidences(all));
            found.without_category = if few { whole.without_category(all) } else { Vec::new() };
            found.clusters = whole.clusters(all, clusters);
            (found.patterns, found.disagreeing_patterns) = patterns::of(all);
        }
        Data::Sets(sets) => {
            found.by_category = pairs::by_code(&sets.all, &asked.options);
            found.paradoxes = pairs::of_categories(&found.by_category);
            found.code_confusion = (table.categories.len() <= MOST_CATEGORIES).then(|| code_confusion::of(&sets.all));
            found.clusters = whole.clusters_of_sets(&sets.clusters);
        }
        Data::Spans(spans) => found.clusters = whole.texts(spans),
    }
    found
}

/// The table, without the units that someone did not rate if that is asked.
fn of_units_asked(table: &RatingsTable, asked: &Asked) -> RatingsTable {
    match &table.data {
        Data::Ratings(ratings) if asked.complete_only => {
            let complete = ratings.map(qualkit_agreement::Ratings::complete_only);
            RatingsTable { data: Data::Ratings(complete), ..table.clone() }
        }
        Data::Sets(sets) if asked.complete_only => {
            RatingsTable { data: Data::Sets(sets.map(crate::coded_units::complete)), ..table.clone() }
        }
        _ => table.clone(),
    }
}
