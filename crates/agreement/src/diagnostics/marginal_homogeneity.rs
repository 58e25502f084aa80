use super::double::Double;
use crate::distribution::chi_squared;
use crate::{Confusion, Undefined};

/// A test of whether two coders use the categories equally often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarginalTest {
    /// χ².
    pub statistic: f64,
    /// Degrees of freedom: categories on which the coders differ, less one for each group of them that is not
    /// connected to the others by any disagreement.
    pub degrees_of_freedom: u64,
    /// P(at least this χ²) where the totals are equal in the population.
    pub p_value: f64,
}

/// Tests whether two coders use the categories equally often (Stuart–Maxwell); with two categories this is McNemar's
/// test without continuity correction.
///
/// ```text
/// χ² = d′ S⁻ d      d_k = n_k· − n_·k      S_kk = n_k· + n_·k − 2n_kk      S_kl = −(n_kl + n_lk)
///
/// n_kl   units that the first coder put into category k and the second into l
/// S⁻     any generalised inverse: one category of each connected group is left out
/// ```
///
/// A category that nobody used, or on which the coders never disagree, has nothing to say and takes no degree of
/// freedom. A category with equal totals stays in: that its totals are equal is evidence.
///
/// # Undefined when
///
/// The coders do not disagree on any unit.
///
/// # Source
///
/// Stuart (1955), *Biometrika* 42:412–416. Maxwell (1970), *British Journal of Psychiatry* 116:651–655.
///
/// # Example
///
/// McNemar's test of the table [[20, 10], [20, 50]] is (20 − 10)²/(20 + 10).
///
/// ```
/// use qualkit_agreement::{Ratings, confusion, stuart_maxwell};
/// let table = confusion(&Ratings::from_confusion(&[[20, 10], [20, 50]])?)?;
/// let test = stuart_maxwell(&table)?;
/// assert_eq!(format!("{:.3} {} {:.4}", test.statistic, test.degrees_of_freedom, test.p_value), "3.333 1 0.0679");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn stuart_maxwell(table: &Confusion) -> Result<MarginalTest, Undefined> {
    let (statistic, degrees_of_freedom) = statistic(table)?;
    Ok(test(statistic, degrees_of_freedom))
}

/// Tests as [`stuart_maxwell`] does, with the variance estimated without assuming equal totals (Bhapkar).
///
/// ```text
/// χ²_B = χ² / (1 − χ²/n)      χ² Stuart and Maxwell's      n units
/// ```
///
/// The two agree for many units; Bhapkar's is the more powerful.
///
/// # Undefined when
///
/// The coders do not disagree on any unit, or disagree on all units and always in the same way (χ² = n).
///
/// # Source
///
/// Bhapkar (1966), *Journal of the American Statistical Association* 61:228–235. Relation of the two: Ireland, Ku and
/// Kullback (1969), *ibid.* 64:1323–1341.
///
/// # Example
///
/// Worked by hand: Stuart and Maxwell's χ² of the table [[20, 10], [20, 50]] is 100/30, of 100 units.
///
/// ```
/// use qualkit_agreement::{Ratings, bhapkar, confusion};
/// let table = confusion(&Ratings::from_confusion(&[[20, 10], [20, 50]])?)?;
/// assert!((bhapkar(&table)?.statistic - (100.0 / 30.0) / (1.0 - 1.0 / 30.0)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bhapkar(table: &Confusion) -> Result<MarginalTest, Undefined> {
    let (statistic, degrees_of_freedom) = statistic(table)?;
    let rest = 1.0 - statistic / table.units() as f64;
    // What is left is 0 but for rounding where all units lie on one side.
    if rest <= 1e-12 {
        return Err(Undefined::NoVariance);
    }
    Ok(test(statistic / rest, degrees_of_freedom))
}

fn test(statistic: f64, degrees_of_freedom: u64) -> MarginalTest {
    let p_value = chi_squared::sf(statistic, degrees_of_freedom as f64);
    MarginalTest { statistic, degrees_of_freedom, p_value }
}

/// Stuart and Maxwell's χ² and its degrees of freedom.
fn statistic(table: &Confusion) -> Result<(f64, u64), Undefined> {
    let nodes = nodes(table);
    if nodes.is_empty() {
        return Err(Undefined::NoDisagreement);
    }
    let mut groups = 0;
    let mut statistic = Double::ZERO;
    let mut open: Vec<usize> = (0..nodes.len()).collect();
    while let Some(&start) = open.first() {
        let group = connected(&nodes, start);
        open.retain(|place| !group.contains(place));
        groups += 1;
        statistic = statistic + quadratic_form(&nodes, &group[1..]);
    }
    Ok((statistic.rounded(), nodes.len() as u64 - groups))
}

/// A category on which the coders disagree at least once.
struct Node {
    category: usize,
    /// First coder's total less the second's.
    difference: i128,
    /// Other categories that one coder chose where the other chose this one, and on how many units.
    others: Vec<(usize, u64)>,
}

impl Node {
    fn disagreements(&self) -> u64 {
        self.others.iter().map(|&(_, units)| units).sum()
    }

    fn with(&self, category: usize) -> u64 {
        self.others.iter().find(|&&(other, _)| other == category).map_or(0, |&(_, units)| units)
    }
}

fn nodes(table: &Confusion) -> Vec<Node> {
    let mut nodes = std::collections::BTreeMap::<usize, Node>::new();
    for (first, second, units) in table.cells().filter(|(first, second, units)| first != second && *units > 0) {
        for (category, other, sign) in [(first, second, 1), (second, first, -1)] {
            let node = nodes.entry(category).or_insert(Node { category, difference: 0, others: Vec::new() });
            node.difference += sign * i128::from(units);
            match node.others.iter_mut().find(|(known, _)| *known == other) {
                Some((_, sum)) => *sum += units,
                None => node.others.push((other, units)),
            }
        }
    }
    nodes.into_values().collect()
}

/// Places of all nodes that disagreements connect with `start`, in ascending order.
fn connected(nodes: &[Node], start: usize) -> Vec<usize> {
    let mut group = vec![start];
    let mut next = 0;
    while next < group.len() {
        let node = &nodes[group[next]];
        for (place, other) in nodes.iter().enumerate() {
            if node.with(other.category) > 0 && !group.contains(&place) {
                group.push(place);
            }
        }
        next += 1;
    }
    group.sort_unstable();
    group
}

/// d′S⁻¹d over the nodes at `places`, from S = LDL′: S is positive definite once a node is left out.
fn quadratic_form(nodes: &[Node], places: &[usize]) -> Double {
    let mut factor: Vec<Vec<Double>> = Vec::with_capacity(places.len());
    let mut pivots: Vec<Double> = Vec::with_capacity(places.len());
    let mut solved: Vec<Double> = Vec::with_capacity(places.len());
    let mut sum = Double::ZERO;
    for (row, &place) in places.iter().enumerate() {
        let node = &nodes[place];
        let mut line: Vec<Double> = Vec::with_capacity(row);
        let mut pivot = Double::from(node.disagreements() as f64);
        let mut right = Double::from(node.difference as f64);
        for (column, &other) in places[..row].iter().enumerate() {
            let mut entry = Double::from(-(node.with(nodes[other].category) as f64));
            for before in 0..column {
                entry = entry - line[before] * factor[column][before];
            }
            // `line` holds L times D until here, L is what is divided by D.
            let share = entry / pivots[column];
            pivot = pivot - entry * share;
            right = right - share * solved[column];
            line.push(entry);
        }
        sum = sum + right * right / pivot;
        factor.push(line.iter().zip(&pivots).map(|(&entry, &pivot)| entry / pivot).collect());
        pivots.push(pivot);
        solved.push(right);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ratings, confusion};

    fn table<const Q: usize>(counts: [[u64; Q]; Q]) -> Confusion {
        confusion(&Ratings::from_confusion(&counts).unwrap()).unwrap()
    }

    #[test]
    fn two_categories_give_mcnemars_test() {
        let test = stuart_maxwell(&table([[9, 5], [1, 4]])).unwrap();
        assert!((test.statistic - 16.0 / 6.0).abs() < 1e-14);
        assert_eq!(test.degrees_of_freedom, 1);
    }

    #[test]
    fn categories_that_nobody_used_or_on_which_all_agree_change_nothing() {
        let wide = [[9, 5, 0, 0, 2], [1, 4, 0, 0, 3], [0, 0, 0, 0, 0], [0, 0, 0, 7, 0], [4, 1, 0, 0, 6]];
        let (wide, small) = (stuart_maxwell(&table(wide)), stuart_maxwell(&table([[9, 5, 2], [1, 4, 3], [4, 1, 6]])));
        assert_eq!(wide, small);
        assert_eq!(small.unwrap().degrees_of_freedom, 2);
    }

    #[test]
    fn groups_that_no_disagreement_connects_are_tested_each_and_added() {
        let both = [[9, 5, 0, 0], [1, 4, 0, 0], [0, 0, 3, 8], [0, 0, 2, 3]];
        let both = stuart_maxwell(&table(both)).unwrap();
        assert!((both.statistic - (16.0 / 6.0 + 36.0 / 10.0)).abs() < 1e-14);
        assert_eq!(both.degrees_of_freedom, 2);
    }

    #[test]
    fn coders_who_never_disagree_cannot_be_tested() {
        assert_eq!(stuart_maxwell(&table([[3, 0], [0, 2]])), Err(Undefined::NoDisagreement));
        assert_eq!(bhapkar(&table([[0, 3], [0, 0]])), Err(Undefined::NoVariance));
    }
}
