//! A study on disk: a folder of text and tables.
//!
//! ```text
//! study.toml                  title, coders, settings
//! codebook.csv                the codes; codebook-changes.csv tells how they came to be
//! cases.csv                   participants and their attributes
//! transcripts/P01.txt         canonical text, P01.toml beside it
//! codings/a/P01.csv           what coder `a` coded; codings/a/progress.csv what `a` has finished
//! plan.csv                    who codes what in which round
//! ```
//!
//! [`Study::open`] reads the manifest; everything else is read when it is asked for, so that coding
//! one passage does not load a thousand interviews. Changes are collected in a [`Changes`] and
//! committed at once: a kill at any moment leaves all of the old or all of the new.
//!
//! ```
//! use qualkit_study::{Changes, NewStudy, Study};
//! use qualkit_transcript::{Source, Transcript, TranscriptId, Utterance};
//!
//! # let folder = tempfile::tempdir()?;
//! # let root = folder.path().join("my-study");
//! let study = Study::init(&root, &NewStudy { title: "Handoffs", note: "", seed: 1 })?;
//! let said = vec![Utterance::new("P01", "By a warm handoff.")];
//! let transcript = Transcript::compose(TranscriptId::new("P01")?, said, Source::default());
//! let mut changes = Changes::new();
//! study.put_transcript(&transcript, &mut changes);
//! study.commit(changes)?;
//!
//! let again = Study::open(&root)?.transcript(transcript.id())?;
//! assert_eq!(again.text().as_str(), "P01: By a warm handoff.\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod changes;
mod check;
mod codebook;
mod codings;
mod decision;
mod details;
mod error;
mod init;
mod journal;
mod layers;
mod layout;
mod lock;
mod log;
mod manifest;
mod plan;
mod problem;
mod study;
mod times;

pub use changes::Changes;
pub use codebook::CodebookHistory;
pub use decision::Decision;
pub use error::StudyError;
pub use init::NewStudy;
pub use layout::Layout;
pub use lock::Lock;
pub use manifest::{FORMAT, Manifest};
pub use plan::{Plan, PlanRow, Round};
pub use problem::{Problem, Severity};
pub use study::Study;
pub use times::TIMES_REMEDY;
