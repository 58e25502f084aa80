use qualkit_coding::{CoderId, CodingSet};
use qualkit_transcript::{Transcript, TranscriptId};

/// What one coder has done on one transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The transcript.
    pub transcript: TranscriptId,
    /// The coder.
    pub coder: CoderId,
    /// The coder's codings.
    pub codings: usize,
    /// Turns that the coder has finished, without those of people who lead the conversation.
    pub finished: usize,
    /// Turns of the transcript, without those of people who lead the conversation.
    pub answers: usize,
}

impl Work {
    /// Counts the codings and the finished turns of a coder on a transcript; `None` if the coder has
    /// not begun.
    pub fn of(transcript: &Transcript, set: &CodingSet) -> Option<Work> {
        if set.codings().is_empty() && set.done().is_empty() {
            return None;
        }
        Some(Work {
            transcript: transcript.id().clone(),
            coder: set.coder().clone(),
            codings: set.codings().len(),
            finished: transcript.answers().filter(|turn| set.has_done(turn.span)).count(),
            answers: transcript.answers().count(),
        })
    }

    /// Whether the coder has finished every turn.
    pub fn is_complete(&self) -> bool {
        self.finished >= self.answers
    }
}
