use std::collections::{BTreeMap, BTreeSet};

use qualkit_codebook::{CodeId, Codebook};
use qualkit_text::Span;
use qualkit_transcript::CaseId;

use crate::Layered;
use crate::material::{Piece, pieces};

/// How often two codes come together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoOccurrence {
    /// The code that comes first in the codebook.
    pub first: CodeId,
    /// The other.
    pub second: CodeId,
    /// Stretches of text that bear both codes; stretches between which nothing is said are one.
    pub places: usize,
    /// Cases whose turns are among `turns`.
    pub participants: usize,
    /// Turns in which both codes occur, whether or not they share words there.
    pub turns: usize,
    /// Turns in which at least one of them occurs.
    pub turns_with_either: usize,
}

impl CoOccurrence {
    /// The Jaccard index: turns with both codes as a share of turns with either.
    pub fn jaccard(&self) -> f64 {
        self.turns as f64 / self.turns_with_either as f64
    }
}

/// Lists every pair of codes that occur in one turn, in the order of the codebook. Codes count as
/// applied: a code does not count for the code above it.
///
/// ```
/// use qualkit_codebook::{CodeId, Codebook};
/// use qualkit_coding::{Answer, CoderId, CodingSet};
/// use qualkit_text::Span;
/// use qualkit_themes::{Layered, cooccur};
/// use qualkit_transcript::{Source, Transcript, TranscriptId, Utterance};
///
/// let (codebook, _) = Codebook::read("id\nfear\nrumour\n")?;
/// let said = vec![Utterance::new("P", "They were afraid."), Utterance::new("P", "Rumours frightened them.")];
/// let told = Transcript::compose(TranscriptId::new("P")?, said, Source::default());
/// let mut set = CodingSet::new(told.id().clone(), CoderId::new("a")?);
/// let (first, second) = (told.turns()[0].span, told.turns()[1].span);
/// for (span, code) in [(first, "fear"), (second, "fear"), (second, "rumour")] {
///     set.add(&told, Answer { span, code: CodeId::new(code)?, ..Answer::default() })?;
/// }
/// let pairs = cooccur(&codebook, &[Layered { transcript: &told, set: &set }]);
/// assert_eq!((pairs[0].places, pairs[0].turns, pairs[0].jaccard()), (1, 1, 0.5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cooccur(codebook: &Codebook, layers: &[Layered<'_>]) -> Vec<CoOccurrence> {
    let pieces = pieces(layers);
    let mut in_turn: BTreeMap<(usize, u32), BTreeSet<usize>> = BTreeMap::new();
    let mut spans: Vec<BTreeMap<usize, Vec<Span>>> = vec![BTreeMap::new(); layers.len()];
    let mut turns_with: BTreeMap<usize, usize> = BTreeMap::new();
    for Piece { layer, coding, turns, .. } in &pieces {
        let Some(code) = codebook.place(coding.code.as_str()) else { continue };
        spans[*layer].entry(code).or_default().push(coding.span);
        for turn in *turns {
            if in_turn.entry((*layer, turn.number)).or_default().insert(code) {
                *turns_with.entry(code).or_insert(0) += 1;
            }
        }
    }
    let mut found: BTreeMap<(usize, usize), Together<'_>> = BTreeMap::new();
    for ((layer, number), codes) in &in_turn {
        let turn = layers[*layer].transcript.turn(*number);
        let case = turn.and_then(|turn| layers[*layer].case(turn.span));
        for pair in pairs(codes) {
            let together = found.entry(pair).or_default();
            together.turns += 1;
            together.cases.extend(case);
        }
    }
    for (layer, spans) in layers.iter().zip(spans) {
        let stretches: BTreeMap<usize, Vec<Span>> =
            spans.into_iter().map(|(code, spans)| (code, layer.stretches(spans))).collect();
        for pair in pairs(&stretches.keys().copied().collect()) {
            if let Some(together) = found.get_mut(&pair) {
                together.places += places(&stretches[&pair.0], &stretches[&pair.1]);
            }
        }
    }
    let ids: Vec<&CodeId> = codebook.codes().map(|code| &code.id).collect();
    let told = found.into_iter().map(|((first, second), together)| CoOccurrence {
        first: ids[first].clone(),
        second: ids[second].clone(),
        places: together.places,
        participants: together.cases.len(),
        turns: together.turns,
        turns_with_either: turns_with[&first] + turns_with[&second] - together.turns,
    });
    told.collect()
}

#[derive(Default)]
struct Together<'a> {
    places: usize,
    turns: usize,
    cases: BTreeSet<&'a CaseId>,
}

fn pairs(codes: &BTreeSet<usize>) -> impl Iterator<Item = (usize, usize)> {
    codes.iter().flat_map(|&first| codes.range(first + 1..).map(move |&second| (first, second)))
}

/// In how many stretches two sorted, disjoint lists overlap.
fn places(ones: &[Span], others: &[Span]) -> usize {
    let overlapping = |one: &Span| {
        let first = others.partition_point(|other| other.end() <= one.start());
        let behind = others.partition_point(|other| other.start() < one.end());
        behind.saturating_sub(first)
    };
    ones.iter().map(overlapping).sum()
}
