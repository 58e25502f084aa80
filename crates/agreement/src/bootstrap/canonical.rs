//! An order of patterns and clusters that does not depend on how coders, units, categories or clusters were ordered.
//!
//! Which pattern the first random number goes to decides the digits of a bootstrap, so the order must follow from the
//! table itself. Coders, categories, clusters and patterns get colours; each is told apart by the colours of what it
//! occurs with, until nothing more can be told apart (colour refinement). If two coders or two categories are still
//! alike, each of them in turn is singled out, and of the tables that result the smallest decides.

use super::refinement::{Colours, Graph};

/// Beyond this product of class sizes only the first of a class is singled out: what is alike in so many ways is alike
/// because it can be exchanged (coders who rated the same), and then the choice makes no difference.
const BRANCHES: usize = 120;

/// One distinct row of ratings over all clusters.
pub(crate) struct Pattern {
    /// Coder and category; where coders have no names, all are coder 0.
    pub(crate) cells: Vec<(usize, Option<usize>)>,
    /// The clusters it occurs in, with the number of units that have it there.
    pub(crate) times: Vec<(usize, u64)>,
}

impl Pattern {
    /// Counts the units that have it.
    pub(crate) fn units(&self) -> u64 {
        self.times.iter().map(|&(_, units)| units).sum()
    }
}

/// Gives patterns and clusters in canonical order, as positions in what was given. If categories are
/// `interchangeable`, their order does not matter either; otherwise it is part of the data.
pub(crate) fn canonical_order(
    patterns: &[Pattern],
    clusters: usize,
    interchangeable: bool,
) -> (Vec<usize>, Vec<usize>) {
    let (table, keys) = Table::new(patterns, clusters, interchangeable);
    let colours = Colours::new(&keys, &table.graph);
    let (_, colours) = table.smallest(colours, 1);
    let from = |first: usize, end: usize| colours.order[first..end].iter().map(|thing| thing - first).collect();
    (from(table.first_pattern, table.first_group), from(table.first_cluster, table.first_pattern))
}

/// Coders, categories, clusters, patterns and groups, numbered one after another in this order. A group is the coders
/// who put the units of one pattern into one category.
struct Table<'p> {
    patterns: &'p [Pattern],
    first_category: usize,
    first_cluster: usize,
    first_pattern: usize,
    first_group: usize,
    graph: Graph,
}

/// The table in the words of its colours: equal for two orders of the same table.
type Certificate = Vec<Vec<(usize, u64)>>;

impl Table<'_> {
    /// The table, and what tells its things apart from the first.
    fn new(patterns: &[Pattern], clusters: usize, interchangeable: bool) -> (Table<'_>, Vec<(u8, u64)>) {
        let cells = || patterns.iter().flat_map(|pattern| &pattern.cells);
        let first_category = cells().map(|&(coder, _)| coder + 1).max().unwrap_or(0);
        let categories = cells().filter_map(|&(_, category)| Some(category? + 1)).max().unwrap_or(0);
        let first_cluster = first_category + categories;
        let first_pattern = first_cluster + clusters;
        let first_group = first_pattern + patterns.len();
        let mut keys = vec![(0, 0); first_category];
        keys.extend((1..=categories as u64).map(|category| (1, category)));
        if interchangeable {
            // Those that nobody used keep their own colour, lest there be anything to tell apart.
            cells().filter_map(|&(_, category)| category).for_each(|category| keys[first_category + category].1 = 0);
        }
        keys.extend(std::iter::repeat_n((2, 0), clusters));
        keys.extend(patterns.iter().map(|pattern| (3, pattern.units())));
        let mut links = Vec::new();
        for (pattern, thing) in patterns.iter().zip(first_pattern..) {
            links.extend(pattern.times.iter().map(|&(cluster, times)| (thing, first_cluster + cluster, times)));
            let mut cells: Vec<(Option<usize>, usize)> =
                pattern.cells.iter().map(|&(coder, category)| (category, coder)).collect();
            cells.sort_unstable();
            for same in cells.chunk_by(|one, other| one.0 == other.0) {
                let (group, category) = (keys.len(), same[0].0);
                keys.push((4, u64::from(category.is_some())));
                links.push((group, thing, 0));
                links.extend(category.map(|category| (group, first_category + category, 0)));
                links.extend(same.iter().map(|&(_, coder)| (group, coder, 0)));
            }
        }
        let graph = Graph::new(keys.len(), &links);
        (Table { patterns, first_category, first_cluster, first_pattern, first_group, graph }, keys)
    }

    fn smallest(&self, colours: Colours, branches: usize) -> (Certificate, Colours) {
        let alike = colours.alike(0..self.first_cluster).next();
        let patterns_apart = colours.alike(self.first_pattern..self.first_group).next().is_none();
        let Some(class) = alike.filter(|_| !patterns_apart) else {
            return (self.certificate(&colours), colours);
        };
        let branches = branches * class.len();
        if branches > BRANCHES {
            let colours = colours.settled(&self.graph);
            return (self.certificate(&colours), colours);
        }
        let singled_out = class.iter().map(|&member| colours.clone().singled_out(&self.graph, vec![member]));
        let tables = singled_out.map(|colours| self.smallest(colours, branches));
        tables.min_by(|(one, _), (other, _)| one.cmp(other)).expect("a class has at least two members")
    }

    fn certificate(&self, colours: &Colours) -> Certificate {
        let row = |&thing: &usize| {
            let pattern = &self.patterns[thing - self.first_pattern];
            let cell = |&(coder, category): &(usize, Option<usize>)| {
                (
                    colours.of[coder],
                    category.map_or(0, |category| colours.of[self.first_category + category] as u64 + 1),
                )
            };
            let mut row: Vec<(usize, u64)> = pattern.cells.iter().map(cell).collect();
            row.sort_unstable();
            let times = pattern.times.iter().map(|&(cluster, times)| (colours.of[self.first_cluster + cluster], times));
            let mut times: Vec<(usize, u64)> = times.collect();
            times.sort_unstable();
            row.extend(times);
            row
        };
        colours.order[self.first_pattern..self.first_group].iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each distinct row once, in one cluster.
    fn patterns(rows: &[&[usize]]) -> Vec<Pattern> {
        let mut distinct = std::collections::BTreeMap::new();
        rows.iter().for_each(|&row| *distinct.entry(row).or_insert(0) += 1);
        let cells = |row: &[usize]| row.iter().map(|&cell| Some(cell)).enumerate().collect();
        distinct.into_iter().map(|(row, times)| Pattern { cells: cells(row), times: vec![(0, times)] }).collect()
    }

    /// The multiplicities in canonical order, with the agreement of each row: as much as a statistic can see.
    fn seen(rows: &[&[usize]]) -> Vec<(u64, Vec<usize>)> {
        let patterns = patterns(rows);
        let (order, _) = canonical_order(&patterns, 1, true);
        let shape = |cells: &[(usize, Option<usize>)]| {
            let first = |cell: &(usize, Option<usize>)| cells.iter().position(|other| other.1 == cell.1).unwrap_or(0);
            cells.iter().map(first).collect()
        };
        order.iter().map(|&place| (patterns[place].units(), shape(&patterns[place].cells))).collect()
    }

    #[test]
    fn renamed_categories_and_swapped_coders_give_the_same_order() {
        let table: [&[usize]; 6] = [&[0, 0], &[0, 0], &[0, 1], &[1, 2], &[2, 2], &[1, 1]];
        let renamed: [&[usize]; 6] = [&[7, 7], &[7, 7], &[7, 3], &[3, 5], &[5, 5], &[3, 3]];
        let swapped: [&[usize]; 6] = [&[2, 2], &[1, 0], &[1, 1], &[0, 0], &[2, 1], &[0, 0]];
        assert_eq!(seen(&table), seen(&renamed));
        assert_eq!(seen(&table), seen(&swapped));
    }

    #[test]
    fn ten_coders_who_agree_on_everything_are_no_labour() {
        let patterns = patterns(&[&[0; 10], &[1; 10], &[1; 10]]);
        assert_eq!(canonical_order(&patterns, 1, true), (vec![0, 1], vec![0]));
    }

    #[test]
    fn a_thousand_labels_of_one_unit_each_are_no_labour() {
        let units = 1000;
        let rows = |label: &dyn Fn(usize) -> usize| -> Vec<[usize; 2]> {
            let agreed = |unit: usize| unit.is_multiple_of(3);
            let other = |unit: usize| if agreed(unit) { label(unit) } else { label(unit + units) };
            (0..units).map(|unit| [label(unit), other(unit)]).collect()
        };
        let [table, renamed] = [rows(&|label| label), rows(&|label| (label * 7 + 5) % 2000)]
            .map(|rows| seen(&rows.iter().map(|row| &row[..]).collect::<Vec<_>>()));
        assert_eq!(table, renamed);
        assert_eq!(table.len(), units);
    }

    #[test]
    fn labels_that_are_linked_are_singled_out_one_by_one() {
        // Two for each pair of units, which the second coder has the other way round.
        let rows: Vec<[usize; 2]> = (0..140).map(|unit| [unit, unit ^ 1]).collect();
        let renamed: Vec<[usize; 2]> = rows.iter().map(|row| row.map(|label| (label * 3 + 2) % 140)).collect();
        assert_eq!(
            seen(&rows.iter().map(|row| &row[..]).collect::<Vec<_>>()),
            seen(&renamed.iter().map(|row| &row[..]).collect::<Vec<_>>())
        );
    }

    /// For each row in canonical order, the rows before it that have a label in common with it.
    fn links(rows: &[[usize; 2]]) -> Vec<Vec<usize>> {
        let patterns = patterns(&rows.iter().map(|row| &row[..]).collect::<Vec<_>>());
        let (order, _) = canonical_order(&patterns, 1, true);
        let mut with = std::collections::BTreeMap::<_, Vec<usize>>::new();
        let before = |(place, &pattern): (usize, &usize)| {
            let labels = patterns[pattern].cells.iter().map(|&(_, label)| label);
            let mut found: Vec<usize> =
                labels.clone().flat_map(|label| with.get(&label).cloned().unwrap_or_default()).collect();
            found.sort_unstable();
            labels.for_each(|label| with.entry(label).or_default().push(place));
            found
        };
        order.iter().enumerate().map(before).collect()
    }

    /// Rows whose second label is that of another row, in rings of these sizes.
    fn rings(sizes: &[usize]) -> Vec<[usize; 2]> {
        let mut rows = Vec::new();
        for &size in sizes {
            let first = rows.len();
            rows.extend((0..size).map(|place| [first + place, first + (place + 1) % size]));
        }
        rows
    }

    fn renamed(rows: &[[usize; 2]]) -> Vec<[usize; 2]> {
        rows.iter().map(|row| row.map(|label| (label * 7_919 + 5) % 100_003)).collect()
    }

    #[test]
    fn a_long_chain_of_labels_is_no_labour_whatever_they_are_called() {
        let chain: Vec<[usize; 2]> = (0..30_000).map(|unit| [unit, unit + 1]).collect();
        let mut swapped = renamed(&chain);
        swapped.iter_mut().for_each(|row| row.reverse());
        assert!(links(&chain) == links(&renamed(&chain)));
        assert!(links(&chain) == links(&swapped));
    }

    #[test]
    fn rings_of_labels_are_no_labour_and_are_told_apart_by_their_size() {
        let one = rings(&[20_000]);
        assert!(links(&one) == links(&renamed(&one)));
        let pairs = rings(&[2; 10_000]);
        assert!(links(&pairs) == links(&renamed(&pairs)));
        // All labels are alike at first: each is that of two rows.
        let [several, turned] = [[500, 3, 40, 3, 700], [3, 700, 3, 500, 40]].map(|sizes| rings(&sizes));
        assert_eq!(links(&several), links(&turned));
        assert_eq!(links(&several), links(&renamed(&several)));
    }

    #[test]
    fn clusters_are_ordered_by_what_is_in_them() {
        let one =
            |category, cluster, times| Pattern { cells: vec![(0, Some(category))], times: vec![(cluster, times)] };
        let (_, order) = canonical_order(&[one(0, 0, 5), one(1, 1, 3)], 2, true);
        let (_, turned) = canonical_order(&[one(0, 1, 5), one(1, 0, 3)], 2, true);
        assert_eq!(order, [turned[1], turned[0]]);
    }
}
