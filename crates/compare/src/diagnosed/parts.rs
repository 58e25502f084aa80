use std::collections::BTreeMap;

use qualkit_agreement::{Outcome, Ratings, SetRatings, without_category};

use super::main_coefficients::{named, of_name};
use crate::asked::of_coders;
use crate::{Asked, Choice, Cluster, Clustered, Data, Intervals, Measured, RatingsTable, Spans, Statistic};

/// A part of the material, and what the main coefficients are without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which kind of part.
    pub kind: PartKind,
    /// Its name: a coder, a category, a cluster.
    pub name: String,
    /// How many units a cluster has, of spans how many segments; `None` for other parts.
    pub units: Option<u64>,
    /// The main coefficients within a cluster; none for other parts.
    pub within: Vec<Outcome>,
    /// The main coefficients without the part. Empty for clusters of a table of counts or of sets, which are not put
    /// together again.
    pub without: Vec<Revalued>,
}

/// What kind of part is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A coder.
    Coder,
    /// The units that anyone put into a category.
    Category,
    /// A cluster of units, such as a transcript; of spans, a text.
    Cluster,
}

/// A coefficient with a part of the material left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Revalued {
    /// The coefficient of what remains.
    pub outcome: Outcome,
    /// How far leaving the part out moves the value, where both values exist: above 0 if the part pulls agreement down.
    pub change: Option<f64>,
}

/// The whole of which parts are left out.
pub(super) struct Whole<'w> {
    table: &'w RatingsTable,
    statistics: Vec<Statistic>,
    asked: Asked,
    main: &'w [Measured],
}

impl<'w> Whole<'w> {
    pub(super) fn new(table: &'w RatingsTable, asked: &Asked, main: &'w [Measured]) -> Whole<'w> {
        let all = Statistic::all(&table.data);
        let statistics = main.iter().filter_map(|measured| of_name(&all, measured.measure)).collect();
        // Only values are told of parts.
        let asked = Asked { choice: Choice::Usual, intervals: Intervals::Analytic, ..asked.clone() };
        Whole { table, statistics, asked, main }
    }

    /// The coefficients without each coder in turn; none where two coders would not remain.
    pub(super) fn without_coder(&self) -> Vec<Part> {
        let names = &self.table.coders;
        if names.len() < 3 {
            return Vec::new();
        }
        let part = |left_out: usize| {
            let others: Vec<usize> = (0..names.len()).filter(|&coder| coder != left_out).collect();
            let rest = coders_only(self.table, &others);
            self.part(PartKind::Coder, &names[left_out], None, self.values(&rest))
        };
        ordered((0..names.len()).map(part))
    }

    /// The coefficients without the units that anyone put into a category, for each in turn.
    pub(super) fn without_category(&self, all: &Ratings) -> Vec<Part> {
        if !all.names_coders() || all.categories() < 3 {
            return Vec::new();
        }
        let mut columns: Vec<Vec<Outcome>> = vec![Vec::new(); all.categories()];
        for &statistic in &self.statistics {
            let value = |rest: &Ratings| {
                let mut values = self.values_of(&self.of_ratings(rest.clone()), vec![statistic]);
                values.pop().expect("one statistic has one outcome")
            };
            for (column, found) in columns.iter_mut().zip(without_category(all, value)) {
                column.push(found.outcome);
            }
        }
        let names = self.table.categories.iter();
        let parts = names.zip(columns).map(|(name, rest)| self.part(PartKind::Category, name, None, rest));
        ordered(parts)
    }

    /// The coefficients within each cluster and without it; none where there is only one.
    pub(super) fn clusters(&self, all: &Ratings, clusters: &[Cluster<Ratings>]) -> Vec<Part> {
        if clusters.len() < 2 {
            return Vec::new();
        }
        let of_cluster: Vec<_> = clusters.iter().map(|cluster| cluster.ratings.distinct_rows()).collect();
        let mut rows: BTreeMap<&[Option<usize>], u64> = BTreeMap::new();
        for (row, units) in of_cluster.iter().flatten() {
            *rows.entry(row).or_insert(0) += units;
        }
        let part = |place: usize| {
            let (cluster, own) = (&clusters[place], &of_cluster[place]);
            let within = (cluster.ratings.units(), self.values(&self.of_ratings(cluster.ratings.clone())));
            if !all.names_coders() {
                return self.part(PartKind::Cluster, &cluster.name, Some(within), Vec::new());
            }
            let mut others = rows.clone();
            for (row, units) in own {
                others.entry(row).and_modify(|all| *all -= units);
            }
            let rest = Ratings::from_patterns(others, all.categories())
                .and_then(|rest| rest.with_scores(all.scores()))
                .expect("the rows and the categories are those of the whole");
            self.part(PartKind::Cluster, &cluster.name, Some(within), self.values(&self.of_ratings(rest)))
        };
        ordered((0..clusters.len()).map(part))
    }

    /// The coefficients within each cluster of sets.
    pub(super) fn clusters_of_sets(&self, clusters: &[Cluster<SetRatings>]) -> Vec<Part> {
        if clusters.len() < 2 {
            return Vec::new();
        }
        let part = |cluster: &Cluster<SetRatings>| {
            let data = Data::Sets(Clustered { all: cluster.ratings.clone(), clusters: Vec::new() });
            let within = (cluster.ratings.units(), self.values(&self.of_data(data)));
            self.part(PartKind::Cluster, &cluster.name, Some(within), Vec::new())
        };
        clusters.iter().map(part).collect()
    }

    /// The coefficients within each text and without it; none where there is only one.
    pub(super) fn texts(&self, spans: &Spans) -> Vec<Part> {
        if spans.texts.len() < 2 {
            return Vec::new();
        }
        let values = |kept: &dyn Fn(usize) -> bool| {
            let kept = || (0..spans.texts.len()).filter(|&text| kept(text));
            let data = Data::Spans(Spans {
                texts: kept().map(|text| spans.texts[text].clone()).collect(),
                continua: kept().map(|text| spans.continua[text].clone()).collect(),
                length: spans.length,
            });
            self.values(&self.of_data(data))
        };
        let part = |(place, name): (usize, &String)| {
            let segments = spans.continua[place].coders().iter().map(|segments| segments.len() as u64).sum();
            let within = (segments, values(&|text| text == place));
            self.part(PartKind::Cluster, name, Some(within), values(&|text| text != place))
        };
        ordered(spans.texts.iter().enumerate().map(part))
    }

    fn part(&self, kind: PartKind, name: &str, within: Option<(u64, Vec<Outcome>)>, rest: Vec<Outcome>) -> Part {
        let (units, within) = within.map_or((None, Vec::new()), |(units, within)| (Some(units), within));
        Part { kind, name: name.to_owned(), units, within, without: beside(rest, self.main) }
    }

    fn values(&self, table: &RatingsTable) -> Vec<Outcome> {
        self.values_of(table, self.statistics.clone())
    }

    fn values_of(&self, table: &RatingsTable, statistics: Vec<Statistic>) -> Vec<Outcome> {
        named(table, &self.asked, statistics).into_iter().map(|measured| measured.outcome).collect()
    }

    fn of_ratings(&self, all: Ratings) -> RatingsTable {
        self.of_data(Data::Ratings(Clustered { all, clusters: Vec::new() }))
    }

    fn of_data(&self, data: Data) -> RatingsTable {
        RatingsTable {
            layout: self.table.layout,
            coders: self.table.coders.clone(),
            categories: self.table.categories.clone(),
            data,
            remarks: Vec::new(),
        }
    }
}

/// What a part's coefficients say beside those of the whole.
pub(super) fn beside(rest: Vec<Outcome>, main: &[Measured]) -> Vec<Revalued> {
    let revalued = |(outcome, whole): (Outcome, &Measured)| {
        let change = match (&outcome, &whole.outcome) {
            (Ok(rest), Ok(whole)) => Some(rest.value - whole.value),
            _ => None,
        };
        Revalued { outcome, change }
    };
    rest.into_iter().zip(main).map(revalued).collect()
}

/// Puts that one first whose absence raises the first coefficient most; of equal ones, and of those without a value,
/// that which came first.
pub(super) fn in_order<T>(parts: &mut [T], without: impl Fn(&T) -> &[Revalued]) {
    let change = |part: &T| without(part).first().and_then(|first| first.change).unwrap_or(f64::NEG_INFINITY);
    parts.sort_by(|one, other| change(other).total_cmp(&change(one)));
}

fn ordered(parts: impl Iterator<Item = Part>) -> Vec<Part> {
    let mut parts: Vec<Part> = parts.collect();
    in_order(&mut parts, |part| &part.without);
    parts
}

/// What some coders said of all units.
fn coders_only(table: &RatingsTable, coders: &[usize]) -> RatingsTable {
    let data = match &table.data {
        Data::Ratings(ratings) => {
            let all = ratings.all.coders_only(coders).expect("the coders are in the table");
            Data::Ratings(Clustered { all, clusters: Vec::new() })
        }
        Data::Sets(sets) => {
            let all = sets.all.coders_only(coders).expect("the coders are in the table");
            Data::Sets(Clustered { all, clusters: Vec::new() })
        }
        Data::Spans(Spans { texts, continua, length }) => {
            let continua = continua.iter().map(|text| of_coders(text, coders)).collect();
            Data::Spans(Spans { texts: texts.clone(), continua, length: *length })
        }
    };
    let names = coders.iter().map(|&coder| table.coders[coder].clone()).collect();
    let (layout, categories) = (table.layout, table.categories.clone());
    RatingsTable { layout, coders: names, categories, data, remarks: Vec::new() }
}
