//! The tables of a study, one function each. People see rounded numbers and short columns; CSV and JSON
//! hold the raw numbers and the ids.

mod agreement;
mod codebook;
mod cooccurrence;
mod counts;
mod diagnostics;
mod disagreements;
mod estimates;
mod layers;
mod matrix;
mod programs;
mod quotations;
mod sample;
mod themes;

pub use agreement::{agreement_by_code, agreement_by_pair, agreement_overview, with_specific_agreement};
pub use codebook::codebook_table;
pub use cooccurrence::cooccurrence_table;
pub use counts::{counts_table, theme_counts_table};
pub use diagnostics::{diagnostics, study_diagnostics};
pub use disagreements::disagreements_table;
pub use estimates::estimates_table;
pub use layers::layers_note;
pub use matrix::{matrix_amounts_table, matrix_table, theme_matrix_amounts_table, theme_matrix_table};
pub(crate) use programs::{OWN_RULE, programs_side_by_side, programs_table};
pub(crate) use quotations::quotation_id;
pub use quotations::{Attribution, quotations_table};
pub use sample::{Group, Sample, sample_table};
pub use themes::themes_table;

use qualkit_codebook::Codebook;
use qualkit_themes::Themes;

use crate::{Cell, Column};

/// What people call a code.
pub(crate) fn code_name<'n>(codebook: &'n Codebook, id: &'n str) -> &'n str {
    codebook.get(id).map_or(id, |code| code.name.as_str())
}

/// What people call a theme.
pub(crate) fn theme_name<'n>(themes: &'n Themes, id: &'n str) -> &'n str {
    themes.get(id).map_or(id, |theme| theme.name.as_str())
}

/// The columns of names: for people in their tree, for machines as they are.
fn name_columns(label: &str) -> [Column; 2] {
    [Column::words("name_in_tree", label).to_people(), Column::words("name", label).to_machines()]
}

/// A name, for people further right the deeper it lies.
fn name_cells(name: &str, depth: usize) -> [Cell; 2] {
    [Cell::text("› ".repeat(depth) + name), Cell::text(name)]
}

fn code_cells(codebook: &Codebook, id: &str) -> [Cell; 2] {
    name_cells(code_name(codebook, id), codebook.depth(id))
}

fn theme_cells(themes: &Themes, id: &str) -> [Cell; 2] {
    name_cells(theme_name(themes, id), themes.ancestors(id).count())
}

/// The name of a column for machines, made of any words.
fn key(words: &str) -> String {
    let slug = qualkit_table::Id::slug(words).map_or_else(|| "other".to_owned(), |id| id.as_str().to_owned());
    slug.replace('-', "_")
}
