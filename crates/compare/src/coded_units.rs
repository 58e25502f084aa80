use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use qualkit_agreement::SetRatings;
use qualkit_codebook::CodeId;
use qualkit_coding::{CoderId, CodingSet};
use qualkit_transcript::Transcript;

use crate::borne::{Borne, join};
use crate::compared::check;
use crate::judged::Judged;
use crate::{Cluster, Clustered, CompareError, Compared, Data, Judging, Layout, RatingsTable};

/// Which codes each coder gave each unit, all codes at once; [`coded_units`] makes it.
///
/// A finished unit without a code has the empty set, which is an answer; a unit that a coder has not finished is
/// missing for that coder.
#[derive(Clone, Debug)]
pub struct CodedUnits {
    /// The codes, in the order given.
    pub codes: Vec<String>,
    /// The coders, in the order given.
    pub coders: Vec<String>,
    /// One row per unit, one column per coder; clusters are the transcripts that have such units, in the order given.
    pub sets: Clustered<SetRatings>,
    /// Units of the given transcripts that are not among them.
    pub left_out: u64,
}

/// Gives the sets of codes of every unit that at least two coders have finished.
///
/// A unit that only one coder has finished can be compared with nothing and is left out; so is one that nobody has.
/// [`CodedUnits::complete_only`] leaves those on which [`compare`](crate::compare) rests.
///
/// # Errors
/// As for [`compare`](crate::compare).
pub fn coded_units(
    codes: &[CodeId],
    coders: &[CoderId],
    compared: &[Compared<'_>],
    judging: Judging,
) -> Result<CodedUnits, CompareError> {
    check(codes, coders, compared)?;
    let mut left_out = 0;
    let mut all = Rows::new();
    let mut clusters = Vec::new();
    for one in compared {
        let sets: Vec<Option<&CodingSet>> = coders.iter().map(|coder| one.set_of(coder)).collect();
        let (rows, units) = rows_of(codes, &sets, one.transcript, judging);
        left_out += units - rows.values().sum::<u64>();
        if rows.is_empty() {
            continue;
        }
        for (row, units) in &rows {
            *all.entry(row.clone()).or_insert(0) += units;
        }
        let ratings = ratings(rows, codes.len(), coders.len())?;
        clusters.push(Cluster { name: one.transcript.id().to_string(), ratings });
    }
    Ok(CodedUnits {
        codes: codes.iter().map(ToString::to_string).collect(),
        coders: coders.iter().map(ToString::to_string).collect(),
        sets: Clustered { all: ratings(all, codes.len(), coders.len())?, clusters },
        left_out,
    })
}

impl CodedUnits {
    /// Leaves the units that every coder has finished.
    pub fn complete_only(&self) -> CodedUnits {
        let mut clusters: Vec<Cluster<SetRatings>> = Vec::new();
        for Cluster { name, ratings } in &self.sets.clusters {
            let ratings = complete(ratings);
            if ratings.units() > 0 {
                clusters.push(Cluster { name: name.clone(), ratings });
            }
        }
        let all = complete(&self.sets.all);
        let left_out = self.left_out + self.sets.all.units() - all.units();
        CodedUnits { sets: Clustered { all, clusters }, left_out, ..self.clone() }
    }

    /// The same as a table of sets, of which [`estimates`](crate::estimates) can be asked.
    pub fn table(&self) -> RatingsTable {
        RatingsTable {
            layout: Layout::Wide,
            coders: self.coders.clone(),
            categories: self.codes.clone(),
            data: Data::Sets(self.sets.clone()),
            remarks: Vec::new(),
        }
    }
}

/// What each coder gave a unit, and how many units are so.
type Rows = BTreeMap<Vec<Option<Vec<usize>>>, u64>;

/// The rows of a transcript's units that two coders have finished, and how many units it has in all.
fn rows_of(codes: &[CodeId], sets: &[Option<&CodingSet>], transcript: &Transcript, judging: Judging) -> (Rows, u64) {
    let all = Judged::new(transcript, judging, &[]);
    let mut edges: Vec<(u64, usize, State)> = Vec::new();
    let mut add = |ranges: &[Range<u64>], coder, state| {
        edges.extend(ranges.iter().flat_map(|range| [(range.start, coder, state), (range.end, coder, state)]));
    };
    for (coder, set) in sets.iter().enumerate() {
        let Some(set) = *set else { continue };
        let mut finished = Vec::new();
        for span in Judged::new(transcript, judging, &[set]).spans() {
            join(&mut finished, all.places(*span));
        }
        add(&finished, coder, State::Finished);
        let borne = Borne::new(codes, &[set], &all, judging.overlap);
        for code in 0..codes.len() {
            add(&borne.by_coder(code)[0], coder, State::Bears(code));
        }
    }
    edges.sort_unstable();
    let mut rows = Rows::new();
    let mut finished = vec![false; sets.len()];
    let mut given: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); sets.len()];
    let mut from = 0;
    for (place, coder, state) in edges {
        if place > from && finished.iter().filter(|&&finished| finished).count() >= 2 {
            let cells = finished.iter().zip(&given);
            let row = cells.map(|(finished, given)| finished.then(|| given.iter().copied().collect())).collect();
            *rows.entry(row).or_insert(0) += place - from;
        }
        from = place;
        match state {
            State::Finished => finished[coder] = !finished[coder],
            State::Bears(code) => {
                if !given[coder].remove(&code) {
                    given[coder].insert(code);
                }
            }
        }
    }
    (rows, all.len())
}

/// What begins or ends at a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Finished,
    Bears(usize),
}

fn ratings(rows: Rows, codes: usize, coders: usize) -> Result<SetRatings, CompareError> {
    Ok(SetRatings::from_patterns(rows.into_iter().chain([(vec![None; coders], 0)]), codes)?)
}

/// The distinct rows of a table of sets, each with the number of its units.
pub(crate) fn rows(sets: &SetRatings) -> Vec<SetRow<'_>> {
    let row = |(row, units): (Vec<Option<usize>>, u64)| {
        (row.into_iter().map(|cell| cell.map(|set| sets.sets()[set].as_slice())).collect(), units)
    };
    sets.as_categories().distinct_rows().into_iter().map(row).collect()
}

/// One set per coder, or none where the coder did not judge the units, and how many units these are.
pub(crate) type SetRow<'s> = (Vec<Option<&'s [usize]>>, u64);

/// Rows of tables with so many codes and coders as one table.
pub(crate) fn put_together<'s>(rows: impl IntoIterator<Item = SetRow<'s>>, codes: usize, coders: usize) -> SetRatings {
    // Without any row the number of coders would be lost.
    let nothing = (vec![None; coders], 0);
    SetRatings::from_patterns(rows.into_iter().chain([nothing]), codes)
        .expect("the rows come from tables of this shape, and fewer units than those tables have can be counted")
}

/// The units that every coder has judged.
pub(crate) fn complete(sets: &SetRatings) -> SetRatings {
    let rows = rows(sets).into_iter().filter(|(row, _)| row.iter().all(Option::is_some));
    put_together(rows, sets.codes(), sets.coders())
}

/// The codes that somebody applied.
pub(crate) fn applied(sets: &SetRatings) -> Vec<usize> {
    let mut is_applied = vec![false; sets.codes()];
    for (row, _) in rows(sets) {
        for &code in row.into_iter().flatten().flatten() {
            is_applied[code] = true;
        }
    }
    (0..sets.codes()).filter(|&code| is_applied[code]).collect()
}
