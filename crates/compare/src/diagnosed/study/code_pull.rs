use std::collections::BTreeMap;

use qualkit_agreement::Outcome;

use super::super::parts::{beside, in_order};
use super::super::{CodeConfusion, Revalued};
use super::main_values::MainValues;
use crate::Measured;
use crate::coded_units::{applied, rows};

/// What a code does to agreement over all codes.
#[derive(Clone, Debug, PartialEq)]
pub struct CodePull {
    /// The code.
    pub code: usize,
    /// Units to which each coder applied it.
    pub applied: Vec<u64>,
    /// Differences over this code: units times pairs of coders.
    pub differences: u64,
    /// Its share of the differences of all codes; 0 where there are none.
    pub share: f64,
    /// In how many of its differences the other coder put nothing in its place that the first had not put there too.
    pub instead_nothing: u64,
    /// The main coefficients of this code alone.
    pub own: Vec<Outcome>,
    /// The main coefficients of all other codes.
    pub without: Vec<Revalued>,
    /// Who applied it to units on which not all did, the most frequent first.
    pub by: Vec<AppliedBy>,
}

/// Units to which these coders applied a code, and others who judged them did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedBy {
    /// The coders, in order.
    pub coders: Vec<usize>,
    /// How many units.
    pub units: u64,
}

pub(super) fn of(values: &MainValues<'_>, main: &[Measured], confusion: &CodeConfusion) -> Vec<CodePull> {
    let sets = &values.units.sets.all;
    let codes = sets.codes();
    let mut given = vec![vec![0; sets.coders()]; codes];
    let mut differences = vec![0; codes];
    let mut by: Vec<BTreeMap<Vec<usize>, u64>> = vec![BTreeMap::new(); codes];
    for (row, units) in rows(sets) {
        let mut coders_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (coder, cell) in row.iter().enumerate() {
            for &code in cell.iter().copied().flatten() {
                given[code][coder] += units;
                coders_of.entry(code).or_default().push(coder);
            }
        }
        let judges = row.iter().flatten().count() as u64;
        for (code, coders) in coders_of {
            let yes = coders.len() as u64;
            differences[code] += units * yes * (judges - yes);
            if yes < judges {
                *by[code].entry(coders).or_insert(0) += units;
            }
        }
    }
    let all: u64 = differences.iter().sum();
    let pull = |code: usize| {
        let mut by: Vec<AppliedBy> =
            std::mem::take(&mut by[code]).into_iter().map(|(coders, units)| AppliedBy { coders, units }).collect();
        by.sort_by_key(|by| std::cmp::Reverse(by.units));
        CodePull {
            code,
            applied: std::mem::take(&mut given[code]),
            differences: differences[code],
            share: if all == 0 { 0.0 } else { differences[code] as f64 / all as f64 },
            instead_nothing: confusion.alone[code],
            own: values.of_code(code),
            without: beside(values.without_code(code), main),
            by,
        }
    };
    let mut pulls: Vec<CodePull> = applied(sets).into_iter().map(pull).collect();
    in_order(&mut pulls, |pull| &pull.without);
    pulls
}
