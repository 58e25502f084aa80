use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use qualkit_codebook::CodeId;
use qualkit_coding::CodingSet;

use crate::Overlap;
use crate::judged::Judged;

/// Which units bear which codes: for every code and every coder, ranges of units, sorted and disjoint.
pub(crate) struct Borne {
    ranges: Vec<Vec<Vec<Range<u64>>>>,
    /// The codebook's versions of the codings that are borne.
    pub(crate) versions: BTreeSet<u32>,
}

impl Borne {
    pub(crate) fn new(codes: &[CodeId], sets: &[&CodingSet], judged: &Judged<'_>, overlap: Overlap) -> Borne {
        let places: BTreeMap<&CodeId, usize> = codes.iter().zip(0..).collect();
        let mut ranges = vec![vec![Vec::new(); sets.len()]; codes.len()];
        let mut versions = BTreeSet::new();
        for (coder, set) in sets.iter().enumerate() {
            for coding in set.codings() {
                let Some(&code) = places.get(&coding.code) else { continue };
                let units = judged.places(coding.span);
                if !units.is_empty() {
                    versions.insert(coding.codebook_version);
                    join(&mut ranges[code][coder], units);
                }
            }
        }
        if overlap != Overlap::Any {
            let covered = Covered::new(codes.len(), &places, sets, judged);
            for (code, by_coder) in ranges.iter_mut().enumerate() {
                for (coder, touched) in by_coder.iter_mut().enumerate() {
                    *touched = covered.enough(code, coder, touched, overlap);
                }
            }
        }
        Borne { ranges, versions }
    }

    /// The units that bear a code, for each coder.
    pub(crate) fn by_coder(&self, code: usize) -> &[Vec<Range<u64>>] {
        &self.ranges[code]
    }

    /// Adds to `patterns` how many units bear the code for which coders; units that bear it for nobody
    /// are not counted.
    pub(crate) fn count(&self, code: usize, patterns: &mut BTreeMap<Vec<bool>, u64>) {
        let by_coder = self.by_coder(code);
        let mut edges: Vec<(u64, usize)> = Vec::new();
        for (coder, ranges) in by_coder.iter().enumerate() {
            edges.extend(ranges.iter().flat_map(|range| [(range.start, coder), (range.end, coder)]));
        }
        edges.sort_unstable();
        let mut bears = vec![false; by_coder.len()];
        let mut from = 0;
        for (place, coder) in edges {
            if place > from && bears.contains(&true) {
                *patterns.entry(bears.clone()).or_insert(0) += place - from;
            }
            bears[coder] = !bears[coder];
            from = place;
        }
    }
}

/// Which characters are covered by which codes.
struct Covered<'j> {
    judged: &'j Judged<'j>,
    characters: Judged<'j>,
    ranges: Vec<Vec<Vec<Range<u64>>>>,
}

impl<'j> Covered<'j> {
    fn new(
        codes: usize,
        places: &BTreeMap<&CodeId, usize>,
        sets: &[&CodingSet],
        judged: &'j Judged<'j>,
    ) -> Covered<'j> {
        let characters = judged.by_characters();
        let mut ranges = vec![vec![Vec::new(); sets.len()]; codes];
        for (coder, set) in sets.iter().enumerate() {
            for coding in set.codings() {
                let Some(&code) = places.get(&coding.code) else { continue };
                let covered = characters.places(coding.span);
                if !covered.is_empty() {
                    join(&mut ranges[code][coder], covered);
                }
            }
        }
        Covered { judged, characters, ranges }
    }

    /// Those of the touched units of which enough is covered.
    fn enough(&self, code: usize, coder: usize, touched: &[Range<u64>], overlap: Overlap) -> Vec<Range<u64>> {
        let covered = &self.ranges[code][coder];
        let mut enough = Vec::new();
        for unit in touched.iter().cloned().flatten() {
            let Some(span) = self.judged.unit(unit) else { continue };
            let whole = self.characters.places(span);
            let from = covered.partition_point(|range| range.end <= whole.start);
            let within = covered[from..].iter().take_while(|range| range.start < whole.end);
            let sum = within.map(|range| range.end.min(whole.end) - range.start.max(whole.start)).sum();
            if overlap.is_met(sum, whole.end - whole.start) {
                join(&mut enough, unit..unit + 1);
            }
        }
        enough
    }
}

/// Adds a range to ranges none of which begins behind it; those that overlap or touch become one.
pub(crate) fn join(ranges: &mut Vec<Range<u64>>, range: Range<u64>) {
    match ranges.last_mut() {
        Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
        _ => ranges.push(range),
    }
}
