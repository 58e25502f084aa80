use std::collections::{BTreeMap, BTreeSet};

use qualkit_coding::Coding;
use qualkit_text::{Span, count_words, merge_spans};
use qualkit_transcript::{CaseId, Turn};

use crate::{Layered, Tally};

/// A coding with what analysis asks of it.
#[derive(Clone, Copy)]
pub(crate) struct Piece<'a> {
    /// The place of its transcript among the layers.
    pub(crate) layer: usize,
    pub(crate) coding: &'a Coding,
    pub(crate) case: Option<&'a CaseId>,
    pub(crate) turns: &'a [Turn],
}

/// Every coding of the layers, by transcript and place.
pub(crate) fn pieces<'a>(layers: &[Layered<'a>]) -> Vec<Piece<'a>> {
    let of_layer = |(at, layer): (usize, &Layered<'a>)| {
        let layer = *layer;
        layer.set.codings().iter().map(move |coding| Piece {
            layer: at,
            coding,
            case: layer.case(coding.span),
            turns: layer.turns(coding.span),
        })
    };
    layers.iter().enumerate().flat_map(of_layer).collect()
}

/// Counts some of the codings.
pub(crate) fn tally<'p, 'a: 'p>(layers: &[Layered<'a>], pieces: impl IntoIterator<Item = &'p Piece<'a>>) -> Tally {
    let mut cases: BTreeSet<&CaseId> = BTreeSet::new();
    let mut turns: BTreeSet<(usize, u32)> = BTreeSet::new();
    let mut spans: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    let mut codings = 0;
    for piece in pieces {
        cases.extend(piece.case);
        turns.extend(piece.turns.iter().map(|turn| (piece.layer, turn.number)));
        spans.entry(piece.layer).or_default().push(piece.coding.span);
        codings += 1;
    }
    let transcripts = spans.len();
    let words = spans.into_iter().map(|(layer, spans)| words(&layers[layer], spans)).sum();
    Tally { participants: cases.len(), transcripts, turns: turns.len(), codings, words }
}

/// The words said in some of the spans, each counted once.
fn words(layer: &Layered<'_>, spans: Vec<Span>) -> usize {
    let parts = merge_spans(spans).into_iter().flat_map(|span| layer.said(span));
    parts.filter_map(|part| layer.transcript.text().slice(part)).map(count_words).sum()
}
