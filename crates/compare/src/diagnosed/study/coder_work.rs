use super::super::Revalued;
use super::super::parts::{beside, in_order};
use super::main_values::MainValues;
use super::transcript_pull::apart;
use crate::Measured;
use crate::coded_units::rows;

/// How much a coder coded, and what agreement is without that coder.
#[derive(Clone, Debug, PartialEq)]
pub struct CoderWork {
    /// The coder.
    pub coder: usize,
    /// Units that the coder judged.
    pub units: u64,
    /// Units to which the coder applied any code.
    pub coded: u64,
    /// How many codes the coder applied, over all units.
    pub given: u64,
    /// Different codes that the coder used.
    pub codes: usize,
    /// Differences with other coders, over all codes.
    pub differences: u64,
    /// The main coefficients of the other coders; empty where two would not remain.
    pub without: Vec<Revalued>,
}

pub(super) fn of(values: &MainValues<'_>, main: &[Measured]) -> Vec<CoderWork> {
    let sets = &values.units.sets.all;
    let coders = sets.coders();
    let work = |coder: usize| {
        let mut work = CoderWork { coder, units: 0, coded: 0, given: 0, codes: 0, differences: 0, without: Vec::new() };
        let mut used = vec![false; sets.codes()];
        for (row, units) in rows(sets) {
            let Some(set) = row[coder] else { continue };
            work.units += units;
            work.coded += if set.is_empty() { 0 } else { units };
            work.given += units * set.len() as u64;
            set.iter().for_each(|&code| used[code] = true);
            let others = (0..coders).filter(|&other| other != coder);
            work.differences += units * others.map(|other| apart(&row, [coder, other])).sum::<u64>();
        }
        work.codes = used.into_iter().filter(|&used| used).count();
        if coders > 2 {
            work.without = beside(values.without_coder(coder), main);
        }
        work
    };
    let mut works: Vec<CoderWork> = (0..coders).map(work).collect();
    in_order(&mut works, |work| &work.without);
    works
}
