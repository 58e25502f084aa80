use super::cost::ONE;
use super::partitioning::Partitioning;

/// Temperatures in units of Δ∅, and how many rounds each is given at most.
const COOLING: [(f64, usize); 7] =
    [(0.5, 12), (0.2, 12), (0.08, 16), (0.03, 20), (0.01, 24), (0.004, 30), (0.0015, 40)];

/// The same where prices to start from are known, and have not been sharp enough.
const AGAIN: [(f64, usize); 5] = [(0.08, 16), (0.03, 60), (0.01, 120), (0.004, 200), (0.0015, 300)];

/// Sums this close to 1 count as reached.
const SETTLED: f64 = 1e-3;

/// Gives each unit a price such that no set costs less than its units' prices together.
///
/// Whatever the partition, it then costs at least the sum of all prices: a lower bound, exact because prices are whole
/// numbers. What a set costs above its units' prices is its *reduced cost*; a set is in no best alignment if its reduced
/// cost is more than what any known alignment costs above the bound.
///
/// The best prices solve the dual of the linear relaxation. They are approached by smoothing it,
///
/// ```text
/// maximise  Σ_i u_i − T Σ_S exp((Σ_{i ∈ S} u_i − c_S) / T)
/// ```
///
/// one price at a time (each has a closed form: the sum of the exponentials over the sets of a unit must be 1), at
/// falling temperatures T. The result is rounded, lowered where it is too high and raised where there is room, so
/// neither the rounding nor how far the ascent came decides whether the bound holds, only how sharp it is. Prices of a
/// larger problem are a `start` from which the highest temperatures are not needed; the lower ones are then given longer.
pub(super) fn prices(problem: &Partitioning, start: Option<&[i64]>) -> Vec<i64> {
    let sets_of = Incidence::of(problem);
    let cooling = if start.is_some() { &AGAIN[..] } else { &COOLING[..] };
    let mut prices: Vec<f64> = match start {
        Some(start) => start.iter().map(|&price| price as f64 / ONE as f64).collect(),
        None => (0..problem.units()).map(|unit| cheapest_share(problem, sets_of.get(unit))).collect(),
    };
    let costs: Vec<f64> = (0..problem.len()).map(|set| problem.cost(set).disorder as f64 / ONE as f64).collect();
    let mut shares = vec![0.0; problem.len()];
    for &(temperature, rounds) in cooling {
        for (set, share) in shares.iter_mut().enumerate() {
            let priced: f64 = problem.members(set).iter().map(|&unit| prices[unit as usize]).sum();
            // A set priced above its cost would overflow at low temperatures; the first round sets it right.
            *share = libm::exp(((priced - costs[set]) / temperature).min(50.0));
        }
        for _ in 0..rounds {
            let mut furthest = 0.0_f64;
            for (unit, price) in prices.iter_mut().enumerate() {
                let sets = sets_of.get(unit);
                let sum: f64 = sets.iter().map(|&set| shares[set as usize]).sum();
                if sum < 1e-280 {
                    continue;
                }
                furthest = furthest.max((sum - 1.0).abs());
                *price -= temperature * libm::log(sum);
                for &set in sets {
                    shares[set as usize] /= sum;
                }
            }
            if furthest < SETTLED {
                break;
            }
        }
    }
    let mut prices: Vec<i64> = prices.iter().map(|price| libm::floor(price * ONE as f64) as i64).collect();
    lower(problem, &mut prices);
    raise(problem, &sets_of, &mut prices);
    prices
}

/// What the cheapest of these sets, its cost shared among its units, asks of each.
fn cheapest_share(problem: &Partitioning, sets: &[u32]) -> f64 {
    let share = |&set: &u32| problem.cost(set as usize).disorder as f64 / problem.members(set as usize).len() as f64;
    sets.iter().map(share).fold(f64::INFINITY, f64::min) / ONE as f64
}

/// What a set costs above its units' prices.
pub(super) fn reduced(problem: &Partitioning, prices: &[i64], set: usize) -> i64 {
    problem.cost(set).disorder - problem.members(set).iter().map(|&unit| prices[unit as usize]).sum::<i64>()
}

/// Lowers prices until no set costs less than its units.
fn lower(problem: &Partitioning, prices: &mut [i64]) {
    for set in 0..problem.len() {
        let reduced = reduced(problem, prices, set);
        if reduced < 0 {
            let members = problem.members(set);
            // Rounded up, so that what is taken off covers what is missing.
            let each = (-reduced + members.len() as i64 - 1) / members.len() as i64;
            for &unit in members {
                prices[unit as usize] -= each;
            }
        }
    }
}

/// Raises each price in turn as far as the unit's sets allow.
fn raise(problem: &Partitioning, sets_of: &Incidence, prices: &mut [i64]) {
    for unit in 0..problem.units() {
        let room = sets_of.get(unit).iter().map(|&set| reduced(problem, prices, set as usize)).min();
        prices[unit] += room.expect("each unit has a set of its own");
    }
}

/// The sets that each unit is in.
struct Incidence {
    ends: Vec<u32>,
    sets: Vec<u32>,
}

impl Incidence {
    fn of(problem: &Partitioning) -> Incidence {
        let mut ends = vec![0; problem.units()];
        for set in 0..problem.len() {
            for &unit in problem.members(set) {
                ends[unit as usize] += 1;
            }
        }
        let mut total = 0;
        for end in &mut ends {
            let count = *end;
            *end = total;
            total += count;
        }
        let mut sets = vec![0; total as usize];
        for set in 0..problem.len() {
            for &unit in problem.members(set) {
                sets[ends[unit as usize] as usize] = set as u32;
                ends[unit as usize] += 1;
            }
        }
        Incidence { ends, sets }
    }

    fn get(&self, unit: usize) -> &[u32] {
        let from = if unit == 0 { 0 } else { self.ends[unit - 1] };
        &self.sets[from as usize..self.ends[unit] as usize]
    }
}
