#![doc = include_str!("../README.md")]

mod choose;
mod cooccur;
mod counts;
mod error;
mod filter;
mod group;
mod layered;
mod material;
mod matrix;
mod picked;
mod quotation;
mod tally;
mod theme;
mod theme_table;
mod verify;

pub use choose::{WORDS_AIMED_AT, choose};
pub use cooccur::{CoOccurrence, cooccur};
pub use counts::{Count, counts, theme_counts};
pub use error::{ThemeProblem, ThemesErrors, UnknownName};
pub use filter::Filter;
pub use layered::Layered;
pub use matrix::{Column, Matrix, MatrixRow, NOT_KNOWN, matrix, theme_matrix};
pub use picked::PickedQuote;
pub use quotation::{Quotation, quotations};
pub use tally::Tally;
pub use theme::{Theme, ThemeId, Themes};
pub use verify::{QuoteFault, QuoteProblem, verify_quotes};
