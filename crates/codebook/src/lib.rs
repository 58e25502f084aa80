//! What codes exist, what they mean, and how they changed.
//!
//! A codebook is a table, one row per code, in the order in which its authors want it read:
//!
//! ```
//! use qualkit_codebook::Codebook;
//!
//! let (codebook, _) = Codebook::read(
//!     "id,name,parent,definition,use_when,not_when\n\
//!      partner,Facilitating partnerships,,How agencies come to work together.,Nothing finer fits.,A child fits.\n\
//!      partner-handoff,Warm handoff,partner,Staff connect client and lawyer.,Someone makes the connection.,\n",
//! )?;
//! let children: Vec<_> = codebook.children(Some("partner")).map(|code| code.name.as_str()).collect();
//! assert_eq!(children, ["Warm handoff"]);
//! assert_eq!(codebook.lint()[0].to_string(), "partner-handoff: 'not_when' is empty: say when not to use the code");
//! # Ok::<(), qualkit_codebook::CodebookErrors>(())
//! ```
//!
//! An id is given once; a name may change. [`diff`] tells what became of a codebook as a list of
//! typed changes; [`Pattern`] is the regular expression by which a code can be applied.

mod change;
mod code;
mod codebook;
mod diff;
mod error;
mod lint;
mod pattern;
mod table;

pub use change::{Change, ChangeKind, read_changes, write_changes};
pub use code::{Code, CodeId, Status};
pub use codebook::Codebook;
pub use diff::diff;
pub use error::{CodebookErrors, CodebookProblem};
pub use lint::{Lint, LintKind};
pub use pattern::{InvalidPattern, Pattern};
