use super::cost::Cost;
use super::measure::Unit;

/// A problem of set partitioning: units, and sets of units with their costs; wanted are sets that hold every unit once
/// and cost least together. Each unit has a set of its own, so there always is a solution.
#[derive(Clone, Debug, Default)]
pub(super) struct Partitioning {
    /// For each unit, the nearest earlier unit that nothing distinguishes from it, if there is one.
    pub twin: Vec<Option<u32>>,
    sets: Vec<Set>,
    members: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Set {
    from: u32,
    size: u32,
    cost: Cost,
}

impl Partitioning {
    /// Takes the units without any set yet; equal units must be neighbours.
    pub fn new(units: &[Unit]) -> Partitioning {
        let twin = |place: usize| (place > 0 && units[place] == units[place - 1]).then(|| place as u32 - 1);
        Partitioning { twin: (0..units.len()).map(twin).collect(), sets: Vec::new(), members: Vec::new() }
    }

    /// Adds a set; its members ascend.
    pub fn push(&mut self, members: &[u32], cost: Cost) {
        self.sets.push(Set { from: self.members.len() as u32, size: members.len() as u32, cost });
        self.members.extend_from_slice(members);
    }

    pub fn units(&self) -> usize {
        self.twin.len()
    }

    pub fn len(&self) -> usize {
        self.sets.len()
    }

    pub fn members(&self, set: usize) -> &[u32] {
        let Set { from, size, .. } = self.sets[set];
        &self.members[from as usize..(from + size) as usize]
    }

    pub fn cost(&self, set: usize) -> Cost {
        self.sets[set].cost
    }

    /// Splits into parts that share no set, where only the sets that `keep` says count; gives each part with the units
    /// and sets of the whole that its own stand for. Order is kept.
    pub fn parts(&self, keep: impl Fn(usize) -> bool) -> Vec<Part> {
        let mut root: Vec<u32> = (0..self.units() as u32).collect();
        fn find(root: &mut [u32], mut unit: u32) -> u32 {
            while root[unit as usize] != unit {
                root[unit as usize] = root[root[unit as usize] as usize];
                unit = root[unit as usize];
            }
            unit
        }
        for set in (0..self.len()).filter(|&set| keep(set)) {
            let members = self.members(set);
            for &member in &members[1..] {
                let (first, other) = (find(&mut root, members[0]), find(&mut root, member));
                root[first.max(other) as usize] = first.min(other);
            }
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut place = vec![(0, 0); self.units()];
        let mut part_of = vec![u32::MAX; self.units()];
        for unit in 0..self.units() as u32 {
            let top = find(&mut root, unit) as usize;
            if part_of[top] == u32::MAX {
                part_of[top] = parts.len() as u32;
                parts.push(Part::default());
            }
            let number = part_of[top];
            let part = &mut parts[number as usize];
            place[unit as usize] = (number, part.units.len() as u32);
            let twin = self.twin[unit as usize].map(|twin| place[twin as usize]);
            part.problem.twin.push(twin.filter(|&(other, _)| other == number).map(|(_, twin)| twin));
            part.units.push(unit);
        }
        let mut local = Vec::new();
        for set in (0..self.len()).filter(|&set| keep(set)) {
            let members = self.members(set);
            let part = &mut parts[place[members[0] as usize].0 as usize];
            local.clear();
            local.extend(members.iter().map(|&member| place[member as usize].1));
            part.problem.push(&local, self.cost(set));
            part.sets.push(set as u32);
        }
        parts
    }
}

/// A part of a problem that can be solved on its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub problem: Partitioning,
    /// The unit of the whole that each unit stands for.
    pub units: Vec<u32>,
    /// The set of the whole that each set stands for.
    pub sets: Vec<u32>,
}
