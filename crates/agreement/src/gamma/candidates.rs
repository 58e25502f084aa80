use super::cost::ONE;
use super::measure::{Measure, Unit};
use super::partitioning::Partitioning;

/// The unitary alignments among which a best alignment is to be found.
///
/// With C pairs of coders, and everything in units of Δ∅ / C, a unitary alignment of k units whose dissimilarities sum
/// to Σd costs Σd + C − k(k − 1)/2, and each unit alone costs C. Take a set S = A ∪ B of units of different coders, A
/// and B without common units. Then
///
/// ```text
/// cost(S) − cost(A) − cost(B) = Σ_{a ∈ A, b ∈ B} d(a, b) − (C + |A||B|)
/// ```
///
/// so if for one such cut the dissimilarities across it sum to more than C + |A||B|, any alignment that holds S becomes
/// cheaper when S is taken apart, and S is in no best alignment. Only sets that survive every cut are kept. Added up over
/// the k cuts with A a single unit, this gives 2Σd ≤ k(C + k − 1) and so cost(S) ≤ C(k + 2)/2 ≤ kC: the sets that the
/// paper drops, those with a disorder above n·Δ∅, are all dropped here, and many more. Sets that cost exactly as much as
/// their parts stay, for they may be in one of several best alignments.
///
/// With A a single unit the cut bounds each dissimilarity in S by C + n − 1, hence how far apart units of S can lie:
/// candidates are looked for only within that reach.
pub(super) struct Search<'a> {
    measure: &'a Measure,
    units: &'a [Unit],
    /// Sets and dead ends that may still be looked at.
    left: usize,
    /// Dissimilarities among the units of the set under construction.
    among: Vec<Vec<i64>>,
    members: Vec<u32>,
    found: Partitioning,
}

/// A unit that may join the set under construction.
#[derive(Clone, Copy)]
struct Joining {
    unit: u32,
    /// Sum of its dissimilarities to the units already there.
    sum: i64,
}

/// Gives all sets that can be in a best alignment, or `None` if there are more than can be looked at.
///
/// `units` are sorted by centre. Each set of one unit is among them.
pub(super) fn candidates(measure: &Measure, units: &[Unit], most: usize) -> Option<Partitioning> {
    let coders = measure.coders;
    let mut search = Search {
        measure,
        units,
        left: most,
        among: vec![vec![0; coders]; coders],
        members: Vec::with_capacity(coders),
        found: Partitioning::new(units),
    };
    let widest = (measure.pairs() + coders as i64 - 1) * ONE;
    let reach = measure.reach(widest);
    let longest = units.iter().map(|unit| unit.end - unit.start).fold(0.0, f64::max);
    for first in 0..units.len() {
        search.members.push(first as u32);
        search.found.push(&search.members, measure.cost(units, &search.members, 0));
        let unit = &units[first];
        let (centre, length) = (unit.start + unit.end, unit.end - unit.start);
        let mut joining = Vec::new();
        for (second, other) in units.iter().enumerate().skip(first + 1) {
            // Both sides doubled: start + end is twice the centre.
            if other.start + other.end - centre > reach * (length + longest) {
                break;
            }
            search.left = search.left.checked_sub(1)?;
            if other.coder != unit.coder
                && let Some(sum) = measure.between(unit, other, widest)
            {
                joining.push(Joining { unit: second as u32, sum });
            }
        }
        search.extend(&joining, 0)?;
        search.members.pop();
    }
    Some(search.found)
}

impl Search<'_> {
    /// Adds each of `joining` to the set under construction, whose dissimilarities sum to `sum`, and goes on from there.
    fn extend(&mut self, joining: &[Joining], sum: i64) -> Option<()> {
        let size = self.members.len();
        for (place, &Joining { unit, sum: own }) in joining.iter().enumerate() {
            self.left = self.left.checked_sub(1)?;
            self.measure_against(unit);
            if !self.survives_single(size + 1, self.measure.coders as i64) {
                continue;
            }
            self.members.push(unit);
            if self.survives_every_cut() {
                let cost = self.measure.cost(self.units, &self.members, sum + own);
                self.found.push(&self.members, cost);
            }
            if self.members.len() < self.measure.coders {
                let next = self.next(&joining[place + 1..], unit);
                self.extend(&next, sum + own)?;
            }
            self.members.pop();
        }
        Some(())
    }

    fn measure_against(&mut self, unit: u32) {
        let size = self.members.len();
        for place in 0..size {
            let member = &self.units[self.members[place] as usize];
            let distance = self
                .measure
                .between(member, &self.units[unit as usize], i64::MAX >> 2)
                .expect("units that join were found within reach of all members");
            self.among[place][size] = distance;
            self.among[size][place] = distance;
        }
        self.among[size][size] = 0;
    }

    /// Says whether no single unit is further from the first `size` units than a set of `full` units allows.
    fn survives_single(&self, size: usize, full: i64) -> bool {
        let most = (self.measure.pairs() + full - 1) * ONE;
        self.among[..size].iter().all(|row| row[..size].iter().sum::<i64>() <= most)
    }

    fn survives_every_cut(&self) -> bool {
        let size = self.members.len();
        if !self.survives_single(size, size as i64) {
            return false;
        }
        // The last unit is always in B; cuts of one unit have been looked at. Beyond eight units there are too many
        // cuts to try, and leaving some out only keeps sets that are not needed.
        if !(4..=8).contains(&size) {
            return true;
        }
        (1_u32..1 << (size - 1)).all(|cut| {
            let inside = cut.count_ones() as i64;
            let outside = size as i64 - inside;
            if inside == 1 || outside == 1 {
                return true;
            }
            let is_inside = |place: usize| cut >> place & 1 == 1;
            let across: i64 = (0..size)
                .filter(|&place| is_inside(place))
                .map(|place| {
                    (0..size).filter(|&other| !is_inside(other)).map(|other| self.among[place][other]).sum::<i64>()
                })
                .sum();
            across <= (self.measure.pairs() + inside * outside) * ONE
        })
    }

    /// Those of `joining` that may still join after `unit` has.
    fn next(&self, joining: &[Joining], unit: u32) -> Vec<Joining> {
        let most = (self.measure.pairs() + self.measure.coders as i64 - 1) * ONE;
        let joined = &self.units[unit as usize];
        let keep = |candidate: &Joining| {
            let other = &self.units[candidate.unit as usize];
            if other.coder == joined.coder {
                return None;
            }
            let sum = candidate.sum + self.measure.between(joined, other, most)?;
            (sum <= most).then_some(Joining { unit: candidate.unit, sum })
        };
        joining.iter().filter_map(keep).collect()
    }
}
