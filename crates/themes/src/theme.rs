use indexmap::IndexMap;
use qualkit_codebook::{CodeId, Codebook};

use crate::ThemeProblem;

qualkit_table::id_type! {
    /// The id of a theme: given once, never changed.
    ThemeId
}

/// A claim built from codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The id.
    pub id: ThemeId,
    /// What people call it.
    pub name: String,
    /// What it says, in a sentence or two.
    pub claim: String,
    /// The codes that it holds itself, each once.
    pub codes: Vec<CodeId>,
    /// The theme above it.
    pub parent: Option<ThemeId>,
}

/// The themes of a study, in the order in which they are read.
///
/// Ids are unique, every parent is a theme, and no theme is above itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    themes: IndexMap<ThemeId, Theme>,
}
