use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use qualkit_codebook::CodeId;
use qualkit_coding::{CoderId, Coding, CodingSet};

use crate::borne::join;
use crate::compared::check;
use crate::judged::Judged;
use crate::{CoderHere, CompareError, Compared, Disagreement, DisagreementKind, Judging, Overlap, Unit};

/// Lists every place where coders differ on one of the codes, in the order of the transcripts, by place
/// and then in the order of the codes.
///
/// Judged on characters, as [`Unit::Character`] defines them: white space, heads of turns and, unless
/// `all_turns`, the words of those who lead the conversation make no difference, and text that one
/// coder has not finished is left out.
///
/// A place is a group of codings of one code, by any of the coders, that are connected by sharing
/// characters. If every coder has a coding in the group, they agree if their codings cover the same
/// characters, however they are cut, and differ on the boundary otherwise. If some have none, it is
/// [`OtherCode`](DisagreementKind::OtherCode) if at least one of these put another code on characters of
/// the place which none of the coders for put there, and else [`Missed`](DisagreementKind::Missed).
///
/// # Errors
/// As for [`compare`](crate::compare).
pub fn disagreements(
    codes: &[CodeId],
    coders: &[CoderId],
    compared: &[Compared<'_>],
    all_turns: bool,
) -> Result<Vec<Disagreement>, CompareError> {
    check(codes, coders, compared)?;
    let order: BTreeMap<&CodeId, usize> = codes.iter().zip(0..).collect();
    let by_character = Judging { unit: Unit::Character, all_turns, overlap: Overlap::Any };
    let mut found = Vec::new();
    for one in compared {
        let Some(sets) = one.in_order(coders) else { continue };
        let judged = Judged::new(one.transcript, by_character, &sets);
        let here = Here { coders, order: &order, judged: &judged, marks: marks(&sets, &judged) };
        let from = found.len();
        for code in codes {
            found.extend(here.groups(code).iter().filter_map(|group| here.judge(one, code, group)));
        }
        found[from..].sort_by_key(|place| (place.span, order[&place.code]));
    }
    Ok(found)
}

/// One coding and the characters that it covers.
struct Mark<'a> {
    coder: usize,
    places: Range<u64>,
    coding: &'a Coding,
}

/// One transcript under comparison.
struct Here<'a> {
    coders: &'a [CoderId],
    order: &'a BTreeMap<&'a CodeId, usize>,
    judged: &'a Judged<'a>,
    /// Sorted by the first character that they cover.
    marks: Vec<Mark<'a>>,
}

fn marks<'a>(sets: &[&'a CodingSet], judged: &Judged<'_>) -> Vec<Mark<'a>> {
    let mut marks: Vec<Mark<'a>> = Vec::new();
    for (coder, set) in sets.iter().enumerate() {
        let covering = set.codings().iter().map(|coding| Mark { coder, places: judged.places(coding.span), coding });
        marks.extend(covering.filter(|mark| !mark.places.is_empty()));
    }
    marks.sort_by_key(|mark| mark.places.start);
    marks
}

impl Here<'_> {
    /// The codings of a code, those together that are connected by sharing characters.
    fn groups(&self, code: &CodeId) -> Vec<Vec<&Mark<'_>>> {
        let mut groups: Vec<Vec<&Mark<'_>>> = Vec::new();
        let mut end = 0;
        for mark in self.marks.iter().filter(|mark| mark.coding.code == *code) {
            match groups.last_mut() {
                Some(group) if mark.places.start < end => group.push(mark),
                _ => groups.push(vec![mark]),
            }
            end = end.max(mark.places.end);
        }
        groups
    }

    fn judge(&self, compared: &Compared<'_>, code: &CodeId, group: &[&Mark<'_>]) -> Option<Disagreement> {
        let start = group.iter().map(|mark| mark.places.start).min()?;
        let end = group.iter().map(|mark| mark.places.end).max()?;
        let covered: Vec<Vec<Range<u64>>> = (0..self.coders.len()).map(|coder| coverage(group, coder)).collect();
        if covered.iter().all(|ranges| *ranges == covered[0]) {
            return None;
        }
        let codes = self.codes_on(&(start..end));
        let (on, off): (Vec<usize>, Vec<usize>) = (0..self.coders.len()).partition(|&coder| !covered[coder].is_empty());
        let put_by_those_for: BTreeSet<_> = on.iter().flat_map(|&coder| &codes[coder]).collect();
        let kind = if off.is_empty() {
            DisagreementKind::Boundary
        } else if off.iter().flat_map(|&coder| &codes[coder]).any(|other| !put_by_those_for.contains(other)) {
            DisagreementKind::OtherCode
        } else {
            DisagreementKind::Missed
        };
        let span = self.judged.span(&(start..end))?;
        let names = |places: Vec<usize>| places.into_iter().map(|coder| self.coders[coder].clone()).collect();
        Some(Disagreement {
            transcript: compared.transcript.id().clone(),
            span,
            turn: compared.transcript.turn_at(span.start()).map_or(0, |turn| turn.number),
            code: code.clone(),
            kind,
            by: codes.iter().enumerate().map(|(coder, codes)| self.by(coder, group, codes)).collect(),
            coders_for: names(on),
            coders_against: names(off),
        })
    }

    fn by(&self, coder: usize, group: &[&Mark<'_>], codes: &BTreeSet<(usize, &CodeId)>) -> CoderHere {
        let own = group.iter().filter(|mark| mark.coder == coder);
        CoderHere {
            coder: self.coders[coder].clone(),
            spans: own.map(|mark| mark.coding.span).collect(),
            codes: codes.iter().map(|(_, code)| (*code).clone()).collect(),
        }
    }

    /// Every code that each coder put on some of these characters.
    fn codes_on(&self, places: &Range<u64>) -> Vec<BTreeSet<(usize, &CodeId)>> {
        let mut codes = vec![BTreeSet::new(); self.coders.len()];
        let behind = self.marks.partition_point(|mark| mark.places.start < places.end);
        for mark in self.marks[..behind].iter().filter(|mark| mark.places.end > places.start) {
            let code = &mark.coding.code;
            codes[mark.coder].insert((self.order.get(code).copied().unwrap_or(usize::MAX), code));
        }
        codes
    }
}

/// The characters that a coder's codings of a group cover.
fn coverage(group: &[&Mark<'_>], coder: usize) -> Vec<Range<u64>> {
    let mut ranges = Vec::new();
    for mark in group.iter().filter(|mark| mark.coder == coder) {
        join(&mut ranges, mark.places.clone());
    }
    ranges
}
