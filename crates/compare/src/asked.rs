//! What is asked of a table of ratings, and the answers.

mod by_code;
mod explained;
mod fixed;
mod intervals;
mod numeric;
mod set_intervals;
mod sets;
mod spans;
mod statistic;
mod two_coders;

pub use by_code::{estimates_by_code, estimates_of_spans};
pub use intervals::{FEWEST_CLUSTERS, Intervals};
pub(crate) use intervals::{Judged, of_one_code};
pub(crate) use set_intervals::outcomes as with_intervals_of_sets;
pub use sets::{SetDistance, UnknownSetDistance};
pub(crate) use sets::{of_coders_of_sets, pooled_over};
pub use spans::Spanning;
pub(crate) use spans::of_coders;
pub use statistic::{Statistic, UnknownStatistic};

use qualkit_agreement::{Options, Undefined};

use crate::{Data, Measured, RatingsTable};

/// What is asked of a table of ratings.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which statistics.
    pub choice: Choice,
    /// Confidence, weights, level of measurement.
    pub options: Options,
    /// Units that every coder rated, only (listwise deletion).
    pub complete_only: bool,
    /// Each category by itself, where there are statistics for that.
    pub by_category: bool,
    /// Each pair of coders by itself too.
    pub pairs: bool,
    /// How intervals are made.
    pub intervals: Intervals,
    /// The distance between sets of codes.
    pub set_distance: SetDistance,
    /// How spans are compared.
    pub spanning: Spanning,
}

/// Which statistics are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Choice {
    /// Those that most reports need.
    #[default]
    Usual,
    /// All that suit the data.
    All,
    /// These.
    Named(Vec<Statistic>),
}

/// Answers what is asked of a table, in the order of [`Statistic::all`] or of the names given.
///
/// A statistic that was named and does not suit the data is answered with the reason; under [`Choice::Usual`] and
/// [`Choice::All`] it is left out.
///
/// ```
/// use qualkit_compare::{Asked, Choice, Reading, estimates, read_ratings};
///
/// let table = read_ratings("unit,a,b\n1,yes,yes\n2,no,yes\n3,no,no\n4,,no\n".as_bytes(), Reading::default())?;
/// let asked = Asked { choice: Choice::Named(vec!["cohen_kappa".parse()?]), ..Asked::default() };
/// let answers = estimates(&table, &asked);
/// assert_eq!(format!("{:.2}", answers[0].outcome.as_ref().unwrap().value), "0.40");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimates(table: &RatingsTable, asked: &Asked) -> Vec<Measured> {
    let answers = match &table.data {
        Data::Ratings(ratings) => fixed::estimates(table, ratings, asked),
        Data::Sets(sets) => sets::estimates(table, sets, asked),
        Data::Spans(spans) => spans::estimates(table, spans, asked),
    };
    explained::explained(table, asked, answers)
}

impl Asked {
    /// Gives the statistics that are asked of such data: those named, or those that suit.
    pub fn of(&self, data: &Data) -> Vec<Statistic> {
        let all = Statistic::all(data);
        let same = |statistic: Statistic| statistic.among(&all).unwrap_or(statistic);
        self.statistics(&all)
            .into_iter()
            .map(same)
            .filter(|statistic| self.by_name() || suits(*statistic, data))
            .collect()
    }

    fn by_name(&self) -> bool {
        matches!(self.choice, Choice::Named(_))
    }

    /// The statistics asked of one kind of data: those named, or those of `all` that belong.
    fn statistics(&self, all: &[Statistic]) -> Vec<Statistic> {
        match &self.choice {
            Choice::Usual => all.iter().copied().filter(|statistic| statistic.is_usual(self)).collect(),
            Choice::All => {
                all.iter().copied().filter(|statistic| self.by_category || !statistic.is_by_category()).collect()
            }
            Choice::Named(named) => named.clone(),
        }
    }

    /// Whether an answer is given: what was not named and does not suit the data is passed over.
    fn keeps(&self, answer: &Measured) -> bool {
        let unsuited = matches!(
            answer.outcome,
            Err(Undefined::NotTwoCoders { .. } | Undefined::CodersUnnamed | Undefined::NotTwoCategories { .. })
        );
        self.by_name() || !unsuited
    }
}

fn suits(statistic: Statistic, data: &Data) -> bool {
    statistic.suits(data, false).is_ok()
}
