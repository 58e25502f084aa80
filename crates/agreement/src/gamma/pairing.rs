use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cost::Cost;
use super::measure::Unit;
use super::partitioning::Partitioning;

const NONE: usize = usize::MAX;

/// Gives the cheapest partition for two coders, as numbers of sets: an assignment problem.
///
/// Each unit of the first coder chooses a unit of the second, or to stay alone; one after the other by a cheapest
/// augmenting path over the sets there are, with prices on the second coder's units that keep every choice made so far
/// the best. Paths end at the nearest free unit, so on ordinary texts each looks at a few neighbours only.
///
/// Source: Jonker and Volgenant (1987), *Computing* 38:325–340.
pub(super) fn pairing(problem: &Partitioning, units: &[Unit]) -> Vec<u32> {
    let mut alone = vec![0; units.len()];
    let mut options: Vec<Vec<Choice>> = vec![Vec::new(); units.len()];
    for set in 0..problem.len() {
        match *problem.members(set) {
            [unit] => alone[unit as usize] = set as u32,
            [first, second] => {
                let (row, column) = if units[first as usize].coder == 0 { (first, second) } else { (second, first) };
                options[row as usize].push(Choice {
                    column: column as usize,
                    cost: problem.cost(set),
                    set: set as u32,
                });
            }
            _ => unreachable!("with two coders no set has more than two units"),
        }
    }
    let rows: Vec<usize> = (0..units.len()).filter(|&unit| units[unit].coder == 0).collect();
    for &row in &rows {
        for choice in &mut options[row] {
            choice.cost = choice.cost - problem.cost(alone[choice.column] as usize);
        }
        // Staying alone is a column of its own that nobody else can take; it is numbered as the row.
        options[row].push(Choice { column: row, cost: problem.cost(alone[row] as usize), set: alone[row] });
    }
    let mut matching = Matching::new(units.len());
    for &row in &rows {
        matching.augment(row, &options);
    }
    let mut sets = Vec::new();
    for (unit, &alone) in alone.iter().enumerate() {
        match matching.taken[unit] {
            Some((_, place_set)) => sets.push(place_set),
            None if units[unit].coder != 0 => sets.push(alone),
            None => {}
        }
    }
    sets
}

#[derive(Clone, Copy)]
struct Choice {
    column: usize,
    cost: Cost,
    set: u32,
}

/// An assignment in the making.
struct Matching {
    /// Row and set that have a column.
    taken: Vec<Option<(usize, u32)>>,
    /// What the row pays for its column, as a place in its options.
    place: Vec<usize>,
    price: Vec<Cost>,
    distance: Vec<Option<Cost>>,
    /// The row from which a column was reached, and at which of its options.
    from: Vec<(usize, usize)>,
}

impl Matching {
    fn new(units: usize) -> Matching {
        Matching {
            taken: vec![None; units],
            place: vec![NONE; units],
            price: vec![Cost::default(); units],
            distance: vec![None; units],
            from: vec![(NONE, NONE); units],
        }
    }

    /// Gives `row` a column, moving others where that is cheaper.
    fn augment(&mut self, row: usize, options: &[Vec<Choice>]) {
        let mut heap = BinaryHeap::new();
        let mut reached = Vec::new();
        let mut settled = Vec::new();
        let mut scanned = row;
        let mut base = Cost::default();
        let (end, length) = loop {
            for (place, choice) in options[scanned].iter().enumerate() {
                let distance = base + choice.cost - self.price[choice.column];
                if self.distance[choice.column].is_none_or(|known| distance < known) {
                    if self.distance[choice.column].is_none() {
                        reached.push(choice.column);
                    }
                    self.distance[choice.column] = Some(distance);
                    self.from[choice.column] = (scanned, place);
                    heap.push(Reverse((distance, choice.column)));
                }
            }
            let Reverse((distance, column)) = heap.pop().expect("every row can stay alone");
            if self.distance[column] != Some(distance) {
                continue;
            }
            match self.taken[column] {
                None => break (column, distance),
                Some((owner, _)) => {
                    settled.push((column, distance));
                    scanned = owner;
                    let paid = options[owner][self.place[owner]].cost - self.price[column];
                    base = distance - paid;
                }
            }
        };
        for (column, distance) in settled {
            let price = self.price[column] + distance - length;
            self.price[column] = price;
        }
        let mut column = end;
        loop {
            let (owner, place) = self.from[column];
            let given_up = self.place[owner];
            self.taken[column] = Some((owner, options[owner][place].set));
            self.place[owner] = place;
            if owner == row {
                break;
            }
            column = options[owner][given_up].column;
        }
        for column in reached {
            self.distance[column] = None;
        }
    }
}
