use super::cost::Cost;
use super::duals::{prices, reduced};
use super::partitioning::Partitioning;
use super::sweep::sweep;

/// Ways kept by the first, quick sweep, which gives an alignment to beat.
const QUICK: usize = 64;

/// Ways kept by the sweep that is meant to prove.
const WIDE: usize = 1 << 10;

/// Problems of so few units are swept at once.
const FEW: usize = 12;

/// About how often each set is looked at while prices ascend.
const ROUNDS: usize = 400;

/// What a way in a sweep takes, compared with looking at a set.
const PER_WAY: usize = 32;

/// More than any partition costs.
const NO_LIMIT: i64 = i64::MAX >> 2;

/// What is left of the work that a proof may take, counted in sets looked at.
pub(super) struct Budget(pub u64);

/// The work has run out before the best partition was proven.
#[derive(Debug)]
pub(super) struct Exhausted;

impl Budget {
    fn spend(&mut self, work: usize) -> Result<(), Exhausted> {
        self.0 = self.0.checked_sub(work as u64).ok_or(Exhausted)?;
        Ok(())
    }
}

/// A partition and what it costs.
#[derive(Clone, Debug, Default)]
struct Solution {
    sets: Vec<u32>,
    cost: Cost,
}

/// Gives the cheapest partition, as numbers of sets, proven to be so.
///
/// Prices give a lower bound, a quick sweep an upper one; sets whose reduced cost is above the difference are dropped,
/// and what remains falls apart into pieces, each treated in the same way until it is small enough to sweep entirely.
/// A piece that resists is split by the sets that one of its units can be in.
pub(super) fn search(problem: &Partitioning, budget: &mut Budget) -> Result<Vec<u32>, Exhausted> {
    let solution = solve_parts(problem, |_| true, &[], None, |_| NO_LIMIT, budget)?;
    Ok(solution.expect("each unit can stay alone").sets)
}

/// Solves what is left when only the sets that `keep` says count and the units of `without` are gone; `limit` is the
/// most that a part may cost, given its units, and `known` are prices to start from. `None` if a part costs more, or
/// has no partition.
fn solve_parts(
    problem: &Partitioning,
    keep: impl Fn(usize) -> bool,
    without: &[u32],
    known: Option<&[i64]>,
    limit: impl Fn(&[u32]) -> i64,
    budget: &mut Budget,
) -> Result<Option<Solution>, Exhausted> {
    budget.spend(problem.len())?;
    let mut whole = Solution::default();
    for part in problem.parts(keep) {
        if part.units.len() == 1 && without.contains(&part.units[0]) {
            continue;
        }
        let known = known.map(|prices| part.units.iter().map(|&unit| prices[unit as usize]).collect::<Vec<_>>());
        match solve(&part.problem, known.as_deref(), limit(&part.units), budget)? {
            Some(solution) => {
                whole.sets.extend(solution.sets.iter().map(|&set| part.sets[set as usize]));
                whole.cost += solution.cost;
            }
            None => return Ok(None),
        }
    }
    Ok(Some(whole))
}

/// Solves one part; `None` if all partitions cost more than `limit`, or there are none.
fn solve(
    problem: &Partitioning,
    known: Option<&[i64]>,
    limit: i64,
    budget: &mut Budget,
) -> Result<Option<Solution>, Exhausted> {
    if uncovered(problem) {
        return Ok(None);
    }
    let costs: Vec<Cost> = (0..problem.len()).map(|set| problem.cost(set)).collect();
    if problem.units() <= FEW {
        let swept = sweep(problem, &costs, limit, usize::MAX);
        budget.spend(PER_WAY * swept.looked)?;
        return Ok(swept.best.map(|(sets, cost)| Solution { sets, cost }));
    }
    let prices = prices(problem, known);
    let bound: i64 = prices.iter().sum();
    if bound > limit {
        return Ok(None);
    }
    budget.spend(ROUNDS * problem.len())?;
    let reduced: Vec<Cost> = costs
        .iter()
        .enumerate()
        .map(|(set, &cost)| Cost { disorder: reduced(problem, &prices, set), ..cost })
        .collect();
    let priced = |(sets, mut cost): (Vec<u32>, Cost)| {
        cost.disorder += bound;
        Solution { sets, cost }
    };
    let quick = sweep(problem, &reduced, limit - bound, QUICK);
    budget.spend(PER_WAY * quick.looked)?;
    if quick.proven {
        return Ok(quick.best.map(priced));
    }
    let gap = quick.best.as_ref().map_or(limit - bound, |(_, cost)| cost.disorder);
    let keep = |set: usize| reduced[set].disorder <= gap;
    let kept = (0..problem.len()).filter(|&set| keep(set)).count();
    // Where hardly anything was dropped, going round once more would gain nothing; the sweep drops the rest itself.
    if kept * 20 <= problem.len() * 19 {
        // A part of a best partition costs no more than the same part of any other.
        let mut at_most = vec![0; problem.units()];
        for &set in quick.best.iter().flat_map(|(sets, _)| sets) {
            at_most[problem.members(set as usize)[0] as usize] += reduced[set as usize].disorder;
        }
        let spare = if quick.best.is_some() { 0 } else { gap };
        let limit = |units: &[u32]| {
            let cost = |&unit: &u32| prices[unit as usize] + at_most[unit as usize];
            units.iter().map(cost).sum::<i64>() + spare
        };
        return solve_parts(problem, keep, &[], Some(&prices), limit, budget);
    }
    let wide = sweep(problem, &reduced, gap, WIDE);
    budget.spend(PER_WAY * wide.looked)?;
    if wide.proven {
        return Ok(wide.best.map(priced));
    }
    let known = [quick.best, wide.best].into_iter().flatten().map(|(_, cost)| cost.disorder).min();
    split(problem, &prices, known.map_or(limit, |known| known + bound), budget)
}

fn uncovered(problem: &Partitioning) -> bool {
    let mut covered = vec![false; problem.units()];
    for set in 0..problem.len() {
        for &unit in problem.members(set) {
            covered[unit as usize] = true;
        }
    }
    covered.contains(&false)
}

/// Tries each set of the unit that has the fewest of them, if it has more than one.
fn split(
    problem: &Partitioning,
    prices: &[i64],
    limit: i64,
    budget: &mut Budget,
) -> Result<Option<Solution>, Exhausted> {
    let mut options = vec![0_u32; problem.units()];
    for set in 0..problem.len() {
        for &unit in problem.members(set) {
            options[unit as usize] += 1;
        }
    }
    let unit = (0..problem.units() as u32)
        .filter(|&unit| options[unit as usize] > 1)
        .min_by_key(|&unit| options[unit as usize]);
    let mut sets: Vec<usize> = match unit {
        Some(unit) => (0..problem.len()).filter(|&set| problem.members(set).contains(&unit)).collect(),
        None => vec![0],
    };
    sets.sort_by_key(|&set| problem.cost(set));
    let mut best: Option<Solution> = None;
    for chosen in sets {
        let taken = problem.members(chosen);
        let keep = |set: usize| problem.members(set).iter().all(|unit| !taken.contains(unit));
        let most = best.as_ref().map_or(limit, |best| best.cost.disorder);
        let left = most - problem.cost(chosen).disorder;
        if let Some(mut solution) = solve_parts(problem, keep, taken, Some(prices), |_| left, budget)? {
            solution.sets.push(chosen as u32);
            solution.cost += problem.cost(chosen);
            if solution.cost.disorder <= limit && best.as_ref().is_none_or(|best| solution.cost < best.cost) {
                best = Some(solution);
            }
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gamma::candidates::candidates;
    use crate::gamma::measure::{Measure, Unit};
    use crate::gamma::{Dissimilarity, PairWeight};

    /// Three coders, `each` units of whom overlap two or three deep, with many ties.
    fn overlapping(each: usize, seed: u64) -> Partitioning {
        let mut state = seed;
        let mut draw = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut units = Vec::new();
        for coder in 0..3 {
            for _ in 0..each {
                let start = draw(3 * each as u64) as f64;
                units.push(Unit { start, end: start + 1.0 + draw(8) as f64, coder, code: draw(3) as usize });
            }
        }
        units.sort_by(|first, second| {
            let centres = (first.start + first.end).total_cmp(&(second.start + second.end));
            centres.then(first.start.total_cmp(&second.start)).then(first.coder.cmp(&second.coder))
        });
        let measure = Measure::new(&Dissimilarity::default(), PairWeight::Position, &[0, 1, 2], 3);
        candidates(&measure, &units, usize::MAX).unwrap()
    }

    fn total(problem: &Partitioning, sets: &[u32]) -> Cost {
        sets.iter().map(|&set| problem.cost(set as usize)).fold(Cost::default(), |sum, cost| sum + cost)
    }

    #[test]
    fn prices_and_splits_find_what_a_sweep_over_everything_finds() {
        for seed in 1..=12 {
            let problem = overlapping(12, seed);
            let found = search(&problem, &mut Budget(u64::MAX)).unwrap();
            let costs: Vec<Cost> = (0..problem.len()).map(|set| problem.cost(set)).collect();
            let swept = sweep(&problem, &costs, NO_LIMIT, usize::MAX);
            assert!(swept.proven);
            assert_eq!(total(&problem, &found), swept.best.unwrap().1);
            let known = total(&problem, &found).disorder;
            // A split must come to the same without any sweep over the whole.
            let again = split(&problem, &prices(&problem, None), known, &mut Budget(u64::MAX)).unwrap().unwrap();
            assert_eq!(again.cost, total(&problem, &found));
            assert!(split(&problem, &prices(&problem, None), known - 1, &mut Budget(u64::MAX)).unwrap().is_none());
        }
    }

    #[test]
    fn prices_never_exceed_what_a_set_costs() {
        let problem = overlapping(40, 5);
        let prices = prices(&problem, None);
        assert!((0..problem.len()).all(|set| reduced(&problem, &prices, set) >= 0));
        let best = total(&problem, &search(&problem, &mut Budget(u64::MAX)).unwrap()).disorder;
        let bound: i64 = prices.iter().sum();
        assert!(bound <= best && bound > best / 100 * 98, "{bound} of {best}");
    }

    #[test]
    fn without_enough_work_there_is_no_answer() {
        assert!(search(&overlapping(40, 5), &mut Budget(1000)).is_err());
    }
}
