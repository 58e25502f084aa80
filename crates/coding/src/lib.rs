//! Coded segments by coders: making, finding, checking and storing them.
//!
//! A coding is one span, one code, one coder. What one coder did on one transcript is a
//! [`CodingSet`]: the codings and the stretches that the coder has finished. A stretch that is
//! finished and bears no code was read and not coded; one that is not finished was never judged.
//!
//! ```
//! use qualkit_codebook::CodeId;
//! use qualkit_coding::{Added, Answer, CoderId, CodingSet, locate};
//! use qualkit_text::Quotable;
//! use qualkit_transcript::{Source, Transcript, TranscriptId, Utterance};
//!
//! let said = vec![Utterance::new("P04", "It was a trusted, warm handoff. It’s what we do.")];
//! let transcript = Transcript::compose(TranscriptId::new("P04")?, said, Source::default());
//! let span = locate(&transcript, &Quotable::new(transcript.text()), "it's what we do", None);
//! assert!(span.is_err(), "the words begin with a capital");
//!
//! let span = locate(&transcript, &Quotable::new(transcript.text()), "It's what we do", None)?;
//! let mut set = CodingSet::new(transcript.id().clone(), CoderId::new("a")?);
//! let answer = Answer { span, code: CodeId::new("partner-handoff")?, ..Answer::default() };
//! assert!(matches!(set.add(&transcript, answer.clone())?, Added::New(_)));
//! assert!(matches!(set.add(&transcript, answer)?, Added::Present(_)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod apply;
mod coder;
mod coding;
mod locate;
mod progress;
mod set;
mod sheet;
mod table;

pub use apply::{Applied, Widen, apply};
pub use coder::{Coder, CoderId, CoderKind};
pub use coding::{Answer, Coding, CodingId};
pub use locate::{NotLocated, Place, TurnName, locate};
pub use progress::{read_progress, write_progress};
pub use set::{Added, CodingSet, Mismatch, OutsideText, Repeated};
pub use sheet::{SheetImport, SheetProblem, read_sheet, write_sheet};
