use std::collections::BTreeSet;

use qualkit_codebook::{Code, CodeId, Codebook};

use crate::material::Piece;
use crate::{ThemeId, Themes};

/// Codes that are counted together under one name.
pub(crate) struct Group<'g, Id> {
    pub(crate) id: Id,
    pub(crate) depth: usize,
    codes: BTreeSet<&'g str>,
}

impl<Id> Group<'_, Id> {
    pub(crate) fn holds(&self, piece: &Piece<'_>) -> bool {
        self.codes.contains(piece.coding.code.as_str())
    }
}

/// One group per code: the code alone, or with all codes under it.
pub(crate) fn by_code(codebook: &Codebook, with_children: bool) -> Vec<Group<'_, CodeId>> {
    codebook
        .codes()
        .map(|code| Group {
            id: code.id.clone(),
            depth: codebook.depth(code.id.as_str()),
            codes: if with_children { with_descendants(codebook, code) } else { BTreeSet::from([code.id.as_str()]) },
        })
        .collect()
}

/// A code and all codes under it.
pub(crate) fn with_descendants<'b>(codebook: &'b Codebook, code: &'b Code) -> BTreeSet<&'b str> {
    let under = codebook.codes().filter(|other| codebook.ancestors(other.id.as_str()).any(|above| above.id == code.id));
    under.chain([code]).map(|code| code.id.as_str()).collect()
}

/// One group per theme: its codes and those of all themes under it.
pub(crate) fn by_theme(themes: &Themes) -> Vec<Group<'_, ThemeId>> {
    themes
        .iter()
        .map(|theme| Group {
            id: theme.id.clone(),
            depth: themes.ancestors(theme.id.as_str()).count(),
            codes: themes.codes_under(theme.id.as_str()).into_iter().map(CodeId::as_str).collect(),
        })
        .collect()
}
