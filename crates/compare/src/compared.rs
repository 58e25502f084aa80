use qualkit_codebook::CodeId;
use qualkit_coding::{CoderId, CodingSet};
use qualkit_transcript::Transcript;

use crate::CompareError;

/// A transcript and what the coders did on it.
///
/// Each set says whose it is, so their order is free. A transcript for which one of the coders has no
/// set has no unit that all have finished, and is not compared.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The transcript.
    pub transcript: &'a Transcript,
    /// One set per coder.
    pub sets: Vec<&'a CodingSet>,
}

impl<'a> Compared<'a> {
    /// One set per coder, in the order of the coders; `None` if a coder has none.
    pub(crate) fn in_order(&self, coders: &[CoderId]) -> Option<Vec<&'a CodingSet>> {
        coders.iter().map(|coder| self.set_of(coder)).collect()
    }

    /// The coder's set.
    pub(crate) fn set_of(&self, coder: &CoderId) -> Option<&'a CodingSet> {
        self.sets.iter().copied().find(|set| set.coder() == coder)
    }
}

/// Refuses what cannot be compared without guessing what was meant.
pub(crate) fn check(codes: &[CodeId], coders: &[CoderId], compared: &[Compared<'_>]) -> Result<(), CompareError> {
    if coders.len() < 2 {
        return Err(CompareError::FewerThanTwoCoders { coders: coders.len() });
    }
    check_names(codes, coders, compared)
}

/// Refuses names and sets that stand twice; one coder alone may be tabulated.
pub(crate) fn check_names(codes: &[CodeId], coders: &[CoderId], compared: &[Compared<'_>]) -> Result<(), CompareError> {
    if let Some(coder) = repeated(coders) {
        return Err(CompareError::RepeatedCoder { coder: coder.clone() });
    }
    if let Some(code) = repeated(codes) {
        return Err(CompareError::RepeatedCode { code: code.clone() });
    }
    for (place, Compared { transcript, sets }) in compared.iter().enumerate() {
        if compared[..place].iter().any(|earlier| earlier.transcript.id() == transcript.id()) {
            return Err(CompareError::RepeatedTranscript { transcript: transcript.id().clone() });
        }
        for (at, set) in sets.iter().enumerate() {
            let (coder, transcript) = (set.coder().clone(), transcript.id().clone());
            if *set.transcript() != transcript {
                return Err(CompareError::OtherTranscript { coder, transcript, found: set.transcript().clone() });
            }
            if sets[..at].iter().any(|earlier| *earlier.coder() == coder) {
                return Err(CompareError::RepeatedSet { coder, transcript });
            }
        }
    }
    Ok(())
}

fn repeated<T: Eq>(items: &[T]) -> Option<&T> {
    items.iter().enumerate().find(|(place, item)| items[..*place].contains(item)).map(|(_, item)| item)
}
