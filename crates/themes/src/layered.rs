use qualkit_coding::CodingSet;
use qualkit_text::Span;
use qualkit_transcript::{CaseId, Transcript, Turn};

/// A transcript and the layer of codings by which it is analysed: a coder's, or the consensus.
#[derive(Clone, Copy, Debug)]
pub struct Layered<'a> {
    /// The transcript.
    pub transcript: &'a Transcript,
    /// The layer.
    pub set: &'a CodingSet,
}
