//! Who said what, when: transcripts, turns, speakers, and the one plain-text form of them.
//!
//! The canonical text of a transcript is made to be read. Every turn is a block of lines, blocks are
//! separated by one empty line, and each begins with the time, if it is known, and the speaker's
//! label:
//!
//! ```text
//! [00:00:11] P04: Wait, before. Who hears this? Like the actual sound.
//!
//! [00:00:17] INTERVIEWER: Me, and the person who types it.
//! ```
//!
//! Positions of codings count code points of this text; the head of a turn (time and label) is not
//! part of what was said. A turn of unknown speaker bears the label `?`. [`read_canonical`] reads such a text of which
//! nothing else is known.
//!
//! ```
//! use qualkit_transcript::{Role, Source, Transcript, TranscriptId, Utterance};
//!
//! let said = vec![
//!     Utterance::new("INTERVIEWER", "How did they meet?"),
//!     Utterance::new("P04", "By a warm handoff.\nAlways."),
//! ];
//! let transcript = Transcript::compose(TranscriptId::new("P04")?, said, Source::default());
//! assert_eq!(transcript.text().as_str(), "INTERVIEWER: How did they meet?\n\nP04: By a warm handoff.\nAlways.\n");
//! assert_eq!(transcript.words(&transcript.turns()[1]), "By a warm handoff.\nAlways.");
//! # Ok::<(), qualkit_table::InvalidId>(())
//! ```

mod canonical;
mod cases;
mod part;
mod speaker;
mod timecode;
mod transcript;

pub use canonical::{Malformed, UNKNOWN_SPEAKER, read_canonical};
pub use cases::{Cases, Conflict};
pub use part::{Part, Piece};
pub use speaker::{CaseId, Role, Speaker};
pub use timecode::Timecode;
pub use transcript::{Details, Source, Transcript, TranscriptId, Turn, Utterance};
