//! Tables as researchers' spreadsheets write them, read generously and written in one way; and the
//! ids in them.
//!
//! - [`Reader`]: a CSV text with a header, separated by `,`, `;` or tabs, columns in any order;
//! - [`Writer`]: comma, LF, a fixed order of columns;
//! - [`Id`]: a name that is given once, safe as a file name and left alone by spreadsheets;
//! - [`nearest`]: the name that was probably meant.
//!
//! ```
//! use qualkit_table::Reader;
//!
//! let mut table = Reader::new("Code; name\nhandoff; Warm handoff\n")?;
//! let [id, name] = table.columns(["code", "name"])?;
//! let row = table.next_row()?.expect("there is one row");
//! assert_eq!((row.get(id), row.get(name), row.line()), ("handoff", "Warm handoff", 2));
//! # Ok::<(), qualkit_table::TableError>(())
//! ```

mod error;
mod extra;
mod id;
mod nearest;
mod reader;
mod writer;

pub use error::TableError;
pub use extra::Extra;
pub use id::{Id, InvalidId};
pub use nearest::{is_near, nearest};
pub use reader::{Column, Reader, Row};
pub use writer::{Writer, one_line};
