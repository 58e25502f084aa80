//! The tables of a study, one function each. People see rounded numbers and short columns; CSV and JSON
//! hold the raw numbers and the ids.

mod agreement;
mod codebook;
mod cooccurrence;
mod counts;
mod disagreements;
mod estimates;
mod matrix;
mod progress;
mod quotations;
mod sample;
mod themes;

pub use agreement::{agreement_by_code, agreement_by_pair, agreement_overview};
pub use codebook::codebook_table;
pub use cooccurrence::cooccurrence_table;
pub use counts::{counts_table, theme_counts_table};
pub use disagreements::disagreements_table;
pub use estimates::{Measured, estimates_table};
pub use matrix::{matrix_table, theme_matrix_table};
pub use progress::{Progress, progress_table};
pub(crate) use quotations::quotation_id;
pub use quotations::{Attribution, quotations_table};
pub use sample::{Sample, sample_table};
pub use themes::themes_table;

use qualkit_codebook::Codebook;
use qualkit_themes::Themes;

use crate::Cell;

/// What people call a code.
pub(crate) fn code_name<'n>(codebook: &'n Codebook, id: &'n str) -> &'n str {
    codebook.get(id).map_or(id, |code| code.name.as_str())
}

/// What people call a theme.
pub(crate) fn theme_name<'n>(themes: &'n Themes, id: &'n str) -> &'n str {
    themes.get(id).map_or(id, |theme| theme.name.as_str())
}

/// The name of a code in its tree.
fn code_in_tree(codebook: &Codebook, id: &str) -> Cell {
    Cell::text(indented(code_name(codebook, id), codebook.depth(id)))
}

/// The name of a theme in its tree.
fn theme_in_tree(themes: &Themes, id: &str) -> Cell {
    Cell::text(indented(theme_name(themes, id), themes.ancestors(id).count()))
}

/// A name, further right the deeper it lies.
fn indented(name: &str, depth: usize) -> String {
    "› ".repeat(depth) + name
}

/// The name of a column for machines, made of any words.
fn key(words: &str) -> String {
    let slug = qualkit_table::Id::slug(words).map_or_else(|| "other".to_owned(), |id| id.as_str().to_owned());
    slug.replace('-', "_")
}
