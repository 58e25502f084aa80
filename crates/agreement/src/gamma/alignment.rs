use super::candidates::candidates;
use super::cost::{Cost, ONE};
use super::measure::{Measure, Unit};
use super::pairing::pairing;
use super::search::{Budget, search};

/// Sets of units that may be looked at when candidates are gathered.
const MOST_CANDIDATES: usize = 1 << 22;

/// How often a proof may look at a set, for one text: some seconds to a minute and a half on one core.
const MOST_WORK: u64 = 1 << 34;

/// A best alignment of one text: each unit is in one unitary alignment.
#[derive(Clone, Debug, Default)]
pub(super) struct Aligned {
    /// The units, sorted by centre.
    pub units: Vec<Unit>,
    /// Unitary alignments: numbers of units, ascending.
    pub sets: Vec<Vec<u32>>,
    pub cost: Cost,
}

/// Finds a best alignment, or `None` if none could be proven the best within the work allowed.
///
/// Of several with the same disorder it is one that costs least as [`Cost`] orders them; of those, the one that comes
/// first in the order of coders and codes given.
pub(super) fn align(measure: &Measure, units: Vec<Unit>) -> Option<Aligned> {
    let mut units = units;
    let centre = |unit: &Unit| unit.start + unit.end;
    units.sort_by(|first, second| {
        let places = centre(first).total_cmp(&centre(second)).then(first.start.total_cmp(&second.start));
        places.then(first.coder.cmp(&second.coder)).then(first.code.cmp(&second.code))
    });
    // Sums of disorders must fit the grid.
    if units.len() as i64 > (i64::MAX >> 2) / ONE / measure.pairs() {
        return None;
    }
    let problem = candidates(measure, &units, MOST_CANDIDATES)?;
    let chosen =
        if measure.coders == 2 { pairing(&problem, &units) } else { search(&problem, &mut Budget(MOST_WORK)).ok()? };
    let mut aligned = Aligned { units, ..Aligned::default() };
    for set in chosen {
        aligned.cost += problem.cost(set as usize);
        aligned.sets.push(problem.members(set as usize).to_vec());
    }
    aligned.sets.sort_unstable();
    Some(aligned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gamma::{Dissimilarity, PairWeight};

    /// The same by trying all partitions.
    fn by_hand(measure: &Measure, units: &[Unit]) -> Cost {
        fn least(measure: &Measure, units: &[Unit], sets: &mut Vec<Vec<u32>>, next: usize) -> Cost {
            if next == units.len() {
                let cost = |set: &Vec<u32>| {
                    let pairs = set.iter().flat_map(|&a| set.iter().filter(move |&&b| a < b).map(move |&b| (a, b)));
                    let sum = pairs
                        .map(|(a, b)| measure.between(&units[a as usize], &units[b as usize], i64::MAX >> 2).unwrap())
                        .sum();
                    measure.cost(units, set, sum)
                };
                return sets.iter().map(cost).fold(Cost::default(), |sum, cost| sum + cost);
            }
            sets.push(vec![next as u32]);
            let mut best = least(measure, units, sets, next + 1);
            sets.pop();
            for place in 0..sets.len() {
                if sets[place].iter().all(|&unit| units[unit as usize].coder != units[next].coder) {
                    sets[place].push(next as u32);
                    best = best.min(least(measure, units, sets, next + 1));
                    sets[place].pop();
                }
            }
            best
        }
        least(measure, units, &mut Vec::new(), 0)
    }

    struct Dice(u64);

    impl Dice {
        fn below(&mut self, below: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % below
        }
    }

    fn random(dice: &mut Dice, coders: usize, most: u64, length: u64) -> Vec<Unit> {
        let mut units = Vec::new();
        for coder in 0..coders {
            for _ in 0..dice.below(most + 1) {
                let start = dice.below(length);
                let end = start + 1 + dice.below(8);
                units.push(Unit { start: start as f64, end: end as f64, coder, code: dice.below(3) as usize });
            }
        }
        units
    }

    #[test]
    fn nothing_beats_the_best_alignment() {
        let mut dice = Dice(1);
        for round in 0..600 {
            let coders = 2 + round % 3;
            let alpha = [1.0, 3.0, 0.25][round / 3 % 3];
            let dissimilarity = Dissimilarity::new(alpha, 1.0, 1.0, crate::gamma::Categorical::Nominal).unwrap();
            let measure = Measure::new(&dissimilarity, PairWeight::Position, &[0, 1, 2], coders);
            let units = random(&mut dice, coders, [4, 3, 2][coders - 2], 20);
            let aligned = align(&measure, units).unwrap();
            assert_eq!(aligned.cost, by_hand(&measure, &aligned.units), "{:?}", aligned.units);
            let mut all: Vec<u32> = aligned.sets.concat();
            all.sort_unstable();
            assert!(all.iter().copied().eq(0..aligned.units.len() as u32));
        }
    }
}
