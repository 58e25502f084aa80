use super::cost::Cost;
use super::partitioning::Partitioning;

/// What one sweep over the units has found.
pub(super) struct Swept {
    /// The sets of the cheapest partition met, and its cost; `None` if none within the limit was met.
    pub best: Option<(Vec<u32>, Cost)>,
    /// Whether nothing was given up on the way: no cheaper partition exists, or none within the limit.
    pub proven: bool,
    /// Ways that were looked at.
    pub looked: usize,
}

/// Finds the cheapest partition by going through the units in order and keeping, for each way in which later units can
/// already be taken, the cheapest way to get there.
///
/// `costs` are those of the sets (disorders may be reduced costs). What costs more than `limit` is left out; no more
/// than `width` ways are kept at a time, the cheapest ones; if any had to be given up, the result is a good partition
/// but not proven the best. Among equally cheap ones the first in the order of sets wins. If sets reach further than the
/// widest sweep can look ahead, nothing is looked at.
pub(super) fn sweep(problem: &Partitioning, costs: &[Cost], limit: i64, width: usize) -> Swept {
    let ahead = |set: usize| {
        let members = problem.members(set);
        (members[members.len() - 1] - members[0]) as usize
    };
    let reach = (0..problem.len()).map(ahead).max().unwrap_or(0);
    match reach {
        0..=63 => swept::<1>(problem, costs, limit, width),
        64..=255 => swept::<4>(problem, costs, limit, width),
        256..=1023 => swept::<16>(problem, costs, limit, width),
        _ => Swept { best: None, proven: false, looked: 0 },
    }
}

/// Which of the units to come are taken already; the lowest bit is the unit whose turn it is.
type Taken<const WORDS: usize> = [u64; WORDS];

#[derive(Clone, Copy)]
struct Way<const WORDS: usize> {
    taken: Taken<WORDS>,
    cost: Cost,
    /// The last choice on the way, in the list of choices; `NONE` at the start.
    last: u32,
}

const NONE: u32 = u32::MAX;

fn swept<const WORDS: usize>(problem: &Partitioning, costs: &[Cost], limit: i64, width: usize) -> Swept {
    let mut starting = vec![Vec::new(); problem.units()];
    for set in 0..problem.len() {
        starting[problem.members(set)[0] as usize].push(set as u32);
    }
    let (mut proven, mut looked) = (true, 0);
    // (choice before, set chosen)
    let mut choices: Vec<(u32, u32)> = Vec::new();
    let mut ways = vec![Way { taken: [0; WORDS], cost: Cost::default(), last: NONE }];
    let mut next: Vec<(Way<WORDS>, u32)> = Vec::new();
    for (unit, sets) in starting.iter().enumerate() {
        next.clear();
        let masks: Vec<Taken<WORDS>> = sets.iter().map(|&set| mask(problem.members(set as usize))).collect();
        for way in &ways {
            if way.taken[0] & 1 == 1 {
                next.push((Way { taken: shifted(way.taken), ..*way }, NONE));
                continue;
            }
            for (mask, &set) in masks.iter().zip(sets) {
                let cost = way.cost + costs[set as usize];
                let free = (0..WORDS).all(|word| way.taken[word] & mask[word] == 0);
                if cost.disorder > limit || !free || !in_turn(problem, set, unit, &way.taken) {
                    continue;
                }
                let mut taken = way.taken;
                for word in 0..WORDS {
                    taken[word] |= mask[word];
                }
                next.push((Way { taken: shifted(taken), cost, last: way.last }, set));
            }
        }
        looked += next.len();
        // Stable, so that among equals the first stays first.
        next.sort_by(|(first, _), (second, _)| first.taken.cmp(&second.taken).then(first.cost.cmp(&second.cost)));
        next.dedup_by(|(later, _), (earlier, _)| later.taken == earlier.taken);
        if next.len() > width {
            proven = false;
            next.sort_by_key(|(way, _)| way.cost);
            next.truncate(width);
        }
        ways.clear();
        for &(way, set) in &next {
            let mut way = way;
            if set != NONE {
                choices.push((way.last, set));
                way.last = choices.len() as u32 - 1;
            }
            ways.push(way);
        }
    }
    let Some(best) = ways.first() else {
        return Swept { best: None, proven, looked };
    };
    let mut sets = Vec::new();
    let mut choice = best.last;
    while choice != NONE {
        let (before, set) = choices[choice as usize];
        sets.push(set);
        choice = before;
    }
    Swept { best: Some((sets, best.cost)), proven, looked }
}

/// Twins may be exchanged in any partition, so it is enough to look at those in which they are taken in order.
fn in_turn<const WORDS: usize>(problem: &Partitioning, set: u32, unit: usize, taken: &Taken<WORDS>) -> bool {
    problem.members(set as usize).iter().all(|&member| match problem.twin[member as usize] {
        Some(twin) if twin as usize > unit => {
            let ahead = twin as usize - unit;
            taken[ahead / 64] >> (ahead % 64) & 1 == 1
        }
        _ => true,
    })
}

fn mask<const WORDS: usize>(members: &[u32]) -> Taken<WORDS> {
    let mut mask = [0; WORDS];
    for member in members {
        let ahead = (member - members[0]) as usize;
        mask[ahead / 64] |= 1 << (ahead % 64);
    }
    mask
}

fn shifted<const WORDS: usize>(taken: Taken<WORDS>) -> Taken<WORDS> {
    let mut shifted = [0; WORDS];
    for word in 0..WORDS {
        let carried = if word + 1 < WORDS { taken[word + 1] << 63 } else { 0 };
        shifted[word] = taken[word] >> 1 | carried;
    }
    shifted
}
