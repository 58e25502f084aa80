//! An order of patterns and clusters that does not depend on how coders, units, categories or clusters were ordered.
//!
//! Which pattern the first random number goes to decides the digits of a bootstrap, so the order must follow from the
//! table itself. Coders, categories, clusters and patterns get colours; each is told apart by the colours of what it
//! occurs with, until nothing more can be told apart (colour refinement). If two coders or two categories are still
//! alike, each of them in turn is singled out, and of the tables that result the smallest decides.

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
    let cells = || patterns.iter().flat_map(|pattern| &pattern.cells);
    let coders = cells().map(|&(coder, _)| coder + 1).max().unwrap_or(0);
    let categories = cells().filter_map(|&(_, category)| Some(category? + 1)).max().unwrap_or(0);
    let colours = Colours {
        coders: vec![0; coders],
        categories: if interchangeable { vec![0; categories] } else { (0..categories).collect() },
        clusters: vec![0; clusters],
        patterns: ranks(&patterns.iter().map(Pattern::units).collect::<Vec<u64>>()),
    };
    let (_, colours) = smallest(patterns, colours, 1);
    (positions(&colours.patterns), positions(&colours.clusters))
}

/// What each thing is known by so far: things of one colour cannot be told apart yet.
#[derive(Clone)]
struct Colours {
    coders: Vec<usize>,
    categories: Vec<usize>,
    clusters: Vec<usize>,
    patterns: Vec<usize>,
}

/// The table in the words of its colours: equal for two orders of the same table.
type Certificate = Vec<Vec<(usize, usize)>>;

fn smallest(patterns: &[Pattern], colours: Colours, branches: usize) -> (Certificate, Colours) {
    let colours = refined(patterns, colours);
    let of_coders = alike(&colours.coders);
    let of_categories = alike(&colours.categories);
    if (of_coders.is_none() && of_categories.is_none()) || all_different(&colours.patterns) {
        return (certificate(patterns, &colours), colours);
    }
    let class = of_coders.as_ref().or(of_categories.as_ref()).cloned().unwrap_or_default();
    let of_coders = of_coders.is_some();
    let branches = branches.saturating_mul(class.len());
    if branches > BRANCHES {
        let together = if are_apart(patterns, &colours, of_coders, &class) { &class[..] } else { &class[..1] };
        return smallest(patterns, colours.singled_out(of_coders, together), branches);
    }
    let singled_out =
        class.iter().map(|&member| smallest(patterns, colours.singled_out(of_coders, &[member]), branches));
    singled_out.min_by(|(one, _), (other, _)| one.cmp(other)).expect("a class has at least two members")
}

/// Whether nothing that could still be told apart links two members of a class of coders, or of categories: to single
/// out one of them then tells nothing of the others, and all can be singled out at once as well as one after another.
fn are_apart(patterns: &[Pattern], colours: &Colours, of_coders: bool, class: &[usize]) -> bool {
    let [coders, categories, clusters] =
        [&colours.coders, &colours.categories, &colours.clusters].map(|colours| are_alone(colours));
    let first_category = coders.len();
    let first_cluster = first_category + categories.len();
    // Things that some pattern has are linked, directly or by others; each points towards one that stands for all.
    let mut towards: Vec<usize> = (0..first_cluster + clusters.len()).collect();
    for pattern in patterns {
        let cells = pattern.cells.iter();
        let linked = cells
            .flat_map(|&(coder, category)| {
                [Some((coder, coders[coder])), category.map(|k| (first_category + k, categories[k]))]
            })
            .flatten()
            .chain(pattern.times.iter().map(|&(cluster, _)| (first_cluster + cluster, clusters[cluster])));
        let mut first = None;
        for (thing, _) in linked.filter(|&(_, is_alone)| !is_alone) {
            let end = end_of(&mut towards, thing);
            let first = *first.get_or_insert(end);
            let first = end_of(&mut towards, first);
            towards[end] = first;
        }
    }
    let offset = if of_coders { 0 } else { first_category };
    let mut ends: Vec<usize> = class.iter().map(|&member| end_of(&mut towards, offset + member)).collect();
    ends.sort_unstable();
    ends.windows(2).all(|pair| pair[0] != pair[1])
}

/// Where a way ends, which gets shorter by being gone.
fn end_of(towards: &mut [usize], mut thing: usize) -> usize {
    while towards[thing] != thing {
        towards[thing] = towards[towards[thing]];
        thing = towards[thing];
    }
    thing
}

/// Whether each thing is the only one of its colour.
fn are_alone(colours: &[usize]) -> Vec<bool> {
    let mut alone = vec![false; colours.len()];
    for class in positions(colours).chunk_by(|&one, &other| colours[one] == colours[other]) {
        alone[class[0]] = class.len() == 1;
    }
    alone
}

fn refined(patterns: &[Pattern], mut colours: Colours) -> Colours {
    loop {
        let before = colours.classes();
        colours = round(patterns, &colours);
        if colours.classes() == before {
            return colours;
        }
    }
}

/// Tells apart by what each thing occurs with.
fn round(patterns: &[Pattern], colours: &Colours) -> Colours {
    // Who put the units of a pattern into one category: the pattern, the category, the coders.
    let mut groups = Vec::new();
    let mut members = Vec::new();
    for (number, pattern) in patterns.iter().enumerate() {
        let mut cells: Vec<(Option<usize>, usize)> =
            pattern.cells.iter().map(|&(coder, category)| (category, coder)).collect();
        cells.sort_unstable();
        for same in cells.chunk_by(|one, other| one.0 == other.0) {
            let category = same[0].0;
            let mut coders: Vec<usize> = same.iter().map(|&(_, coder)| colours.coders[coder]).collect();
            coders.sort_unstable();
            groups.push((colours.patterns[number], category.map(|category| colours.categories[category]), coders));
            members.push((number, category, same.iter().map(|&(_, coder)| coder).collect::<Vec<_>>()));
        }
    }
    let group_colours = ranks(&groups);
    let keyed = |old: &[usize]| old.iter().map(|&colour| (colour, Vec::new(), Vec::new())).collect::<Vec<_>>();
    let (mut of_coders, mut of_categories) = (keyed(&colours.coders), keyed(&colours.categories));
    let (mut of_patterns, mut of_clusters) = (keyed(&colours.patterns), keyed(&colours.clusters));
    for (&colour, (pattern, category, coders)) in group_colours.iter().zip(&members) {
        of_patterns[*pattern].1.push(colour);
        if let Some(category) = category {
            of_categories[*category].1.push(colour);
        }
        for &coder in coders {
            of_coders[coder].1.push(colour);
        }
    }
    for (number, pattern) in patterns.iter().enumerate() {
        for &(cluster, times) in &pattern.times {
            of_patterns[number].2.push((colours.clusters[cluster], times));
            of_clusters[cluster].2.push((colours.patterns[number], times));
        }
    }
    let [coders, categories, clusters, patterns] =
        [of_coders, of_categories, of_clusters, of_patterns].map(|mut keys| {
            for (_, groups, times) in &mut keys {
                groups.sort_unstable();
                times.sort_unstable();
            }
            ranks(&keys)
        });
    Colours { coders, categories, clusters, patterns }
}

impl Colours {
    /// The same with a colour for each of some members of one class, before that of the others and in their order.
    fn singled_out(&self, of_coders: bool, members: &[usize]) -> Colours {
        let mut colours = self.clone();
        let kind = if of_coders { &mut colours.coders } else { &mut colours.categories };
        // So many times the colour leaves room in between.
        let room = members.len() + 1;
        kind.iter_mut().for_each(|colour| *colour = room * *colour + room);
        members.iter().enumerate().for_each(|(place, &member)| kind[member] -= members.len() - place);
        colours
    }

    /// How many different colours there are of each kind.
    fn classes(&self) -> [usize; 4] {
        let count = |colours: &[usize]| {
            let mut sorted = colours.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            sorted.len()
        };
        [count(&self.coders), count(&self.categories), count(&self.clusters), count(&self.patterns)]
    }
}

fn certificate(patterns: &[Pattern], colours: &Colours) -> Certificate {
    let order = positions(&colours.patterns);
    let row = |&number: &usize| {
        let cells = patterns[number].cells.iter();
        let mut row: Vec<(usize, usize)> = cells
            .map(|&(coder, cell)| (colours.coders[coder], cell.map_or(0, |category| colours.categories[category] + 1)))
            .collect();
        row.sort_unstable();
        let times = patterns[number].times.iter().map(|&(cluster, times)| (colours.clusters[cluster], times as usize));
        let mut times: Vec<(usize, usize)> = times.collect();
        times.sort_unstable();
        row.extend(times);
        row
    };
    order.iter().map(row).collect()
}

/// The first class with several members.
fn alike(colours: &[usize]) -> Option<Vec<usize>> {
    let order = positions(colours);
    order.chunk_by(|&one, &other| colours[one] == colours[other]).find(|class| class.len() > 1).map(<[usize]>::to_vec)
}

fn all_different(colours: &[usize]) -> bool {
    alike(colours).is_none()
}

/// Numbers keys by their order; equal keys share a number.
fn ranks<K: Ord>(keys: &[K]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&one, &other| keys[one].cmp(&keys[other]));
    let mut ranks = vec![0; keys.len()];
    let mut rank = 0;
    for pair in 1..order.len() {
        if keys[order[pair]] != keys[order[pair - 1]] {
            rank += 1;
        }
        ranks[order[pair]] = rank;
    }
    ranks
}

/// The positions of things in ascending order of their colour.
fn positions(colours: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..colours.len()).collect();
    order.sort_by_key(|&place| colours[place]);
    order
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

    #[test]
    fn clusters_are_ordered_by_what_is_in_them() {
        let one =
            |category, cluster, times| Pattern { cells: vec![(0, Some(category))], times: vec![(cluster, times)] };
        let (_, order) = canonical_order(&[one(0, 0, 5), one(1, 1, 3)], 2, true);
        let (_, turned) = canonical_order(&[one(0, 1, 5), one(1, 0, 3)], 2, true);
        assert_eq!(order, [turned[1], turned[0]]);
    }
}
