use std::fmt;

use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_text::Span;
use qualkit_transcript::TranscriptId;

/// A place where coders differ on a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The transcript.
    pub transcript: TranscriptId,
    /// From the first to the last word that any of the coders gave the code here, as far as every
    /// coder has finished the text.
    pub span: Span,
    /// The number of the turn in which the span begins.
    pub turn: u32,
    /// The code on which they differ.
    pub code: CodeId,
    /// How they differ.
    pub kind: DisagreementKind,
    /// Those who applied the code here, in the order of the coders.
    pub coders_for: Vec<CoderId>,
    /// Those who did not; nobody if they differ on the boundary.
    pub coders_against: Vec<CoderId>,
    /// What each coder did here, in the order of the coders.
    pub by: Vec<CoderHere>,
}

/// What one coder did at a place of disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoderHere {
    /// The coder.
    pub coder: CoderId,
    /// The coder's codings of the code in question here, whole, in order; none for a coder against.
    pub spans: Vec<Span>,
    /// Every code that the coder put on words of this place: compared codes in their order, then others
    /// by id.
    pub codes: Vec<CodeId>,
}

/// How coders differ at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisagreementKind {
    /// Some applied the code, the others did not, and put nothing else there that would tell why.
    Missed,
    /// Some applied the code, and one of the others put a code there that none of them did.
    OtherCode,
    /// All applied the code, but to different words.
    Boundary,
}

impl fmt::Display for DisagreementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            DisagreementKind::Missed => "missed",
            DisagreementKind::OtherCode => "other-code",
            DisagreementKind::Boundary => "boundary",
        })
    }
}
