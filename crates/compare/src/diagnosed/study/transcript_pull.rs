use qualkit_agreement::{Outcome, SetRatings};

use super::super::Revalued;
use super::super::parts::{beside, in_order};
use super::main_values::MainValues;
use crate::Measured;
use crate::coded_units::{put_together, rows};
use crate::compare::pairs;

/// What a transcript does to agreement over all codes.
#[derive(Clone, Debug, PartialEq)]
pub struct TranscriptPull {
    /// The transcript.
    pub transcript: String,
    /// Its units.
    pub units: u64,
    /// Its differences, over all codes.
    pub differences: u64,
    /// The main coefficients of its units alone.
    pub within: Vec<Outcome>,
    /// The main coefficients of all other units.
    pub without: Vec<Revalued>,
}

/// None where there is only one transcript.
pub(super) fn of(values: &MainValues<'_>, main: &[Measured]) -> Vec<TranscriptPull> {
    let clusters = &values.units.sets.clusters;
    if clusters.len() < 2 {
        return Vec::new();
    }
    let all = &values.units.sets.all;
    let pull = |place: usize| {
        let own = &clusters[place];
        let others = clusters.iter().enumerate().filter(|(other, _)| *other != place);
        let others = others.flat_map(|(_, cluster)| rows(&cluster.ratings));
        let rest = put_together(others, all.codes(), all.coders());
        TranscriptPull {
            transcript: own.name.clone(),
            units: own.ratings.units(),
            differences: differences(&own.ratings),
            within: values.of(&own.ratings),
            without: beside(values.of(&rest), main),
        }
    };
    let mut pulls: Vec<TranscriptPull> = (0..clusters.len()).map(pull).collect();
    in_order(&mut pulls, |pull| &pull.without);
    pulls
}

fn differences(sets: &SetRatings) -> u64 {
    rows(sets).iter().map(|(row, units)| units * pairs(row.len()).map(|pair| apart(row, pair)).sum::<u64>()).sum()
}

/// On how many codes two coders differ.
pub(super) fn apart(row: &[Option<&[usize]>], [first, second]: [usize; 2]) -> u64 {
    let (Some(first), Some(second)) = (row[first], row[second]) else { return 0 };
    let only = |one: &[usize], other: &[usize]| one.iter().filter(|code| !other.contains(code)).count() as u64;
    only(first, second) + only(second, first)
}
