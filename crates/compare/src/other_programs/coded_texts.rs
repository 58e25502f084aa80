use qualkit_agreement::{Continuum, Segment};
use qualkit_codebook::CodeId;
use qualkit_coding::{CoderId, CodingSet};
use qualkit_text::Span;
use qualkit_transcript::{Transcript, TranscriptId};

use crate::compared::check;
use crate::judged::common;
use crate::{CompareError, Compared};

/// What several coders marked on several texts.
#[derive(Clone, Debug, PartialEq)]
pub struct CodedTexts {
    /// The names of the coders.
    pub coders: Vec<String>,
    /// The names of the codes, used or not.
    pub codes: Vec<String>,
    /// The names of the texts.
    pub texts: Vec<String>,
    /// Each text's length and what every coder marked on it, coders and codes in the order above.
    pub continua: Vec<Continuum>,
}

/// Codings of a study as other programs would see them.
#[derive(Clone, Debug, PartialEq)]
pub struct FinishedTexts {
    /// The texts, as far as every coder has finished them.
    pub coded: CodedTexts,
    /// Characters of the given transcripts that are not among them.
    pub left_out: u64,
    /// The transcripts of which no stretch was finished by every coder.
    pub not_compared: Vec<TranscriptId>,
}

/// Turns codings into the form that other programs' rules are about.
///
/// Positions are characters of the transcript's text up to the end of its last turn, with white space, speakers' names
/// and questions, as other programs have them. What is missing is not taken for absent: a stretch of a turn that one
/// coder has not finished is cut out, and the text closes up behind it; a coding on both sides of the cut stays one. A
/// turn's head goes with the turn, and is cut out unless all of it was finished. Codings of codes that are not among
/// `codes` are passed over.
///
/// # Errors
/// As for [`compare`](crate::compare).
pub fn finished_texts(
    codes: &[CodeId],
    coders: &[CoderId],
    compared: &[Compared<'_>],
) -> Result<FinishedTexts, CompareError> {
    check(codes, coders, compared)?;
    let coded = CodedTexts {
        coders: coders.iter().map(ToString::to_string).collect(),
        codes: codes.iter().map(ToString::to_string).collect(),
        texts: Vec::new(),
        continua: Vec::new(),
    };
    let mut found = FinishedTexts { coded, left_out: 0, not_compared: Vec::new() };
    for one in compared {
        let transcript = one.transcript;
        let whole = transcript.turns().last().map_or(0, |turn| u64::from(turn.span.end().get()));
        let kept = one.in_order(coders).map(|sets| (kept(transcript, &sets), sets));
        let Some((kept, sets)) = kept.filter(|(kept, _)| !kept.is_empty()) else {
            found.left_out += whole;
            found.not_compared.push(transcript.id().clone());
            continue;
        };
        let length = before(&kept, transcript.text().len());
        let segments = sets.iter().map(|set| segments(set, codes, &kept)).collect();
        found.left_out += whole - length;
        found.coded.texts.push(transcript.id().to_string());
        found.coded.continua.push(Continuum::new(0, length, codes.len(), segments)?);
    }
    Ok(found)
}

/// The stretches that every coder has finished, with the heads of whole turns.
fn kept(transcript: &Transcript, sets: &[&CodingSet]) -> Vec<Span> {
    let mut behind = 0;
    let mut kept: Vec<Span> = Vec::new();
    for turn in transcript.turns() {
        let end = turn.span.end().get();
        if sets.iter().all(|set| set.has_done(turn.span)) {
            kept.extend(Span::new(behind, end).ok());
        } else {
            kept.extend(sets.iter().fold(vec![turn.span], |spans, set| common(&spans, set.done())));
        }
        behind = end;
    }
    kept
}

/// How many characters of the kept stretches stand before a place.
fn before(kept: &[Span], place: u32) -> u64 {
    let part = |span: &Span| span.end().get().min(place).saturating_sub(span.start().get());
    kept.iter().map(|span| u64::from(part(span))).sum()
}

fn segments(set: &CodingSet, codes: &[CodeId], kept: &[Span]) -> Vec<Segment> {
    let segment = |coding: &qualkit_coding::Coding| {
        let code = codes.iter().position(|code| *code == coding.code)?;
        let [start, end] = [coding.span.start(), coding.span.end()].map(|place| before(kept, place.get()));
        (start < end).then_some(Segment { start, end, code })
    };
    set.codings().iter().filter_map(segment).collect()
}

impl CodedTexts {
    /// Every pair of coders, the first before the second.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        crate::compare::pairs(self.coders.len()).map(<(usize, usize)>::from)
    }

    pub(super) fn check(&self) -> Result<(), CompareError> {
        let (coders, codes) = (self.coders.len(), self.codes.len());
        if coders < 2 {
            return Err(CompareError::FewerThanTwoCoders { coders });
        }
        for (text, continuum) in self.continua.iter().enumerate() {
            let found = (continuum.coders().len(), continuum.codes());
            if found != (coders, codes) || self.texts.len() != self.continua.len() {
                let text = self.texts.get(text).cloned().unwrap_or_default();
                return Err(CompareError::OtherShape { text, coders: found.0, codes: found.1 });
            }
        }
        Ok(())
    }
}
