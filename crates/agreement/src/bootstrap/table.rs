use std::collections::BTreeMap;

use super::canonical::{Pattern, canonical_order};
use crate::ratings::category;
use crate::{Error, Ratings};

/// The distinct rows of one or more tables of ratings, and an order of rows and tables that only the data decide.
pub(crate) struct Table {
    /// All units of all clusters.
    pub(crate) ratings: Ratings,
    /// For each pattern in canonical order, its row in `ratings`.
    rows: Vec<usize>,
    /// For each pattern in canonical order, its units.
    pub(crate) times: Vec<u64>,
    /// For each cluster in canonical order, the patterns in it and the units that have them.
    clusters: Vec<Vec<(usize, u64)>>,
}

impl Table {
    /// Takes clusters of the same coders, categories and scores; `interchangeable` says that no measure asks for the
    /// order of the categories.
    ///
    /// # Errors
    ///
    /// [`Error::Clusters`] if a cluster has other coders or categories than the first.
    pub(crate) fn new(clusters: &[&Ratings], interchangeable: bool) -> Result<Table, Error> {
        check(clusters)?;
        let (ratings, patterns) = gathered(clusters)?;
        let ratings = ratings.with_scores(clusters[0].scores())?;
        let (rows, order) = canonical_order(&patterns, clusters.len(), interchangeable);
        let mut place = vec![0; rows.len()];
        rows.iter().enumerate().for_each(|(canonical, &row)| place[row] = canonical);
        let mut by_cluster = vec![Vec::new(); clusters.len()];
        for (row, pattern) in patterns.iter().enumerate() {
            pattern.times.iter().for_each(|&(cluster, times)| by_cluster[cluster].push((place[row], times)));
        }
        by_cluster.iter_mut().for_each(|patterns| patterns.sort_unstable());
        let times = rows.iter().map(|&row| patterns[row].units()).collect();
        let clusters = order.into_iter().map(|cluster| std::mem::take(&mut by_cluster[cluster])).collect();
        Ok(Table { ratings, rows, times, clusters })
    }

    /// Counts the clusters.
    pub(crate) fn clusters(&self) -> usize {
        self.clusters.len()
    }

    /// For each pattern, category and number of coders who chose it.
    pub(crate) fn cells(&self) -> Vec<Vec<(u32, u64)>> {
        let mut by_row = Vec::with_capacity(self.rows.len());
        self.ratings.for_each_unit(|unit| by_row.push(unit.cells.to_vec()));
        self.rows.iter().map(|&row| std::mem::take(&mut by_row[row])).collect()
    }

    /// How many units have each pattern if each cluster is taken so many times.
    pub(crate) fn pooled(&self, drawn: &[u64]) -> Vec<u64> {
        let mut times = vec![0; self.rows.len()];
        for (patterns, &drawn) in self.clusters.iter().zip(drawn).filter(|&(_, &drawn)| drawn > 0) {
            patterns.iter().for_each(|&(pattern, units)| times[pattern] += units * drawn);
        }
        times
    }

    /// The ratings with so many units for each pattern.
    pub(crate) fn with_times(&self, times: &[u64]) -> Ratings {
        let mut by_row = vec![0; self.rows.len()];
        self.rows.iter().zip(times).for_each(|(&row, &times)| by_row[row] = times);
        self.ratings.with_times(&by_row)
    }
}

fn check(clusters: &[&Ratings]) -> Result<(), Error> {
    // Coders without names are as many as the largest number of ratings of a unit, which may differ.
    let coders = |ratings: &Ratings| ratings.names_coders().then(|| ratings.coders());
    let shape = |ratings: &Ratings| (coders(ratings), ratings.categories());
    let first = clusters.first().ok_or(Error::NoClusters)?;
    let other = |cluster: &&Ratings| {
        shape(first) != shape(cluster) || first.scores() != cluster.scores() || first.labels() != cluster.labels()
    };
    match clusters.iter().position(other) {
        Some(cluster) => Err(Error::Clusters { cluster }),
        None => Ok(()),
    }
}

fn gathered(clusters: &[&Ratings]) -> Result<(Ratings, Vec<Pattern>), Error> {
    if clusters[0].names_coders() { named(clusters) } else { counted(clusters) }
}

/// The units of several tables in one.
///
/// # Errors
///
/// As for [`Table::new`].
pub(crate) fn pooled_ratings(clusters: &[&Ratings]) -> Result<Ratings, Error> {
    check(clusters)?;
    let (ratings, _) = gathered(clusters)?;
    ratings.with_scores(clusters[0].scores())
}

/// Distinct rows, each with the units of each cluster that have it.
type Gathered<K> = BTreeMap<K, Vec<(usize, u64)>>;

fn add<K: Ord>(gathered: &mut Gathered<K>, row: K, cluster: usize, times: u64) {
    let found = gathered.entry(row).or_default();
    match found.last_mut() {
        Some((last, units)) if *last == cluster => *units += times,
        _ => found.push((cluster, times)),
    }
}

/// Rows of named coders.
fn named(clusters: &[&Ratings]) -> Result<(Ratings, Vec<Pattern>), Error> {
    let mut gathered = Gathered::<Vec<u32>>::new();
    for (cluster, ratings) in clusters.iter().enumerate() {
        ratings.for_each_row(|row, times| add(&mut gathered, row.to_vec(), cluster, times));
    }
    let cells = |row: &[u32]| row.iter().copied().map(category).collect::<Vec<_>>();
    let rows = gathered.iter().map(|(row, times)| (cells(row), times.iter().map(|&(_, units)| units).sum()));
    let ratings = Ratings::from_patterns(rows, clusters[0].categories())?;
    // In the order in which the new table keeps them.
    let mut patterns = Vec::with_capacity(gathered.len());
    ratings.for_each_row(|row, _| {
        let times = gathered.remove(row).unwrap_or_default();
        patterns.push(Pattern { cells: cells(row).into_iter().enumerate().collect(), times });
    });
    Ok((ratings, patterns))
}

/// Rows of counts.
fn counted(clusters: &[&Ratings]) -> Result<(Ratings, Vec<Pattern>), Error> {
    let mut gathered = Gathered::<Vec<(u32, u64)>>::new();
    for (cluster, ratings) in clusters.iter().enumerate() {
        ratings.for_each_unit(|unit| {
            let mut cells = unit.cells.to_vec();
            cells.sort_unstable();
            add(&mut gathered, cells, cluster, unit.times);
        });
    }
    let dense = |cells: &Vec<(u32, u64)>| {
        let mut row = vec![0; clusters[0].categories()];
        cells.iter().for_each(|&(category, count)| row[category as usize] = count);
        row
    };
    let ratings = Ratings::from_counts(gathered.keys().map(dense))?;
    let each = |&(category, count): &(u32, u64)| std::iter::repeat_n((0, Some(category as usize)), count as usize);
    let pattern = |(row, times): (Vec<(u32, u64)>, _)| Pattern { cells: row.iter().flat_map(each).collect(), times };
    let patterns: Vec<Pattern> = gathered.into_iter().map(pattern).collect();
    let units: Vec<u64> = patterns.iter().map(Pattern::units).collect();
    Ok((ratings.with_times(&units), patterns))
}
