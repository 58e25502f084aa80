//! How results look: tables, pages, and the words that must not stand in them. No arithmetic beyond
//! rounding.
//!
//! - [`Table`]: rows under named columns, with the definitions its numbers rest on; [`render`] writes
//!   it as text, CSV, JSON or Markdown;
//! - [`Document`]: sections of paragraphs, tables and quotations, written as Markdown or as one HTML
//!   page that loads nothing;
//! - [`tables`]: the tables of a study, one function each;
//! - [`report()`]: a whole study as a page, its tables and a manifest;
//! - [`Blind`]: the words that must not stand in what leaves the team.
//!
//! ```
//! use qualkit_report::{Cell, Column, Format, Stamp, Table, render};
//!
//! let mut table = Table::new("codes", "How often each code was applied");
//! table.columns = vec![Column::words("code", "Code"), Column::number("codings", "Codings")];
//! table.push([Cell::text("partner-handoff"), Cell::Count(12)]);
//! let stamp = Stamp::new("0.1.0");
//! assert_eq!(render(&[table], Format::Csv, &stamp, None), "code,codings\npartner-handoff,12\n");
//! ```

mod agreement_results;
mod blind;
mod digits;
mod document;
mod format;
mod program_results;
mod prose;
mod report;
mod round;
mod stamp;
mod table;
pub mod tables;

pub use agreement_results::{AgreementResults, TextLength};
pub use blind::{Blind, BlindErrors, BlindProblem, Replaced, Survivor};
pub use digits::shortened;
pub use document::{Block, Document, Section};
pub use format::{Format, UnknownFormat, render};
pub use program_results::{ProgramResults, ProgramRound};
pub use report::{Decisions, InputFile, Leak, Report, ReportError, ReportInput, Work, report};
pub use round::{Round, texts_told};
pub use stamp::Stamp;
pub use table::{Align, Cell, Column, Shown, Table};
