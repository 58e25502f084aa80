use indexmap::IndexMap;
use qualkit_codebook::{CodeId, Codebook};

use crate::{ThemeProblem, ThemesErrors};

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

impl Themes {
    /// Themes with the line on which each stands.
    ///
    /// # Errors
    /// Every repeated id, unknown parent and circle.
    pub(crate) fn from_lines(lines: Vec<(u64, Theme)>) -> Result<Themes, ThemesErrors> {
        let mut first_lines: IndexMap<ThemeId, u64> = IndexMap::new();
        let mut themes = Themes::default();
        let mut problems = Vec::new();
        for (line, theme) in lines {
            if let Some(&first) = first_lines.get(&theme.id) {
                problems.push(ThemeProblem::Repeated { line, id: theme.id.to_string(), first });
            } else {
                first_lines.insert(theme.id.clone(), line);
                themes.themes.insert(theme.id.clone(), theme);
            }
        }
        for theme in themes.iter() {
            let id = theme.id.to_string();
            if let Some(parent) = theme.parent.as_ref().filter(|parent| themes.get(parent.as_str()).is_none()) {
                let (line, parent) = (first_lines[&theme.id], parent.to_string());
                let nearest = themes.nearest(&parent).map(str::to_owned);
                problems.push(ThemeProblem::UnknownParent { line, id, parent, nearest });
            } else if let Some(path) = themes.circle_from(theme) {
                problems.push(ThemeProblem::Circle { id, path });
            }
        }
        if problems.is_empty() { Ok(themes) } else { Err(ThemesErrors(problems)) }
    }

    /// The theme's ancestors up to itself, if it comes again among them.
    fn circle_from(&self, theme: &Theme) -> Option<Vec<String>> {
        // A chain longer than there are themes has met another circle.
        let above: Vec<&Theme> = self.ancestors(theme.id.as_str()).take(self.len()).collect();
        let again = above.iter().position(|ancestor| ancestor.id == theme.id)?;
        let path = std::iter::once(theme).chain(above[..=again].iter().copied());
        Some(path.map(|theme| theme.id.to_string()).collect())
    }

    /// All themes, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Theme> {
        self.themes.values()
    }

    /// How many themes there are.
    pub fn len(&self) -> usize {
        self.themes.len()
    }

    /// Whether there is no theme.
    pub fn is_empty(&self) -> bool {
        self.themes.is_empty()
    }

    /// The theme with an id.
    pub fn get(&self, id: &str) -> Option<&Theme> {
        self.themes.get(id)
    }

    /// The themes directly under a theme, or those at the top.
    pub fn children<'t>(&'t self, parent: Option<&'t str>) -> impl Iterator<Item = &'t Theme> {
        self.iter().filter(move |theme| theme.parent.as_ref().map(ThemeId::as_str) == parent)
    }

    /// The themes above a theme, from its parent to the top.
    pub fn ancestors<'t>(&'t self, id: &str) -> impl Iterator<Item = &'t Theme> + use<'t> {
        let parent = |theme: &&Theme| theme.parent.as_ref().and_then(|parent| self.themes.get(parent));
        std::iter::successors(self.themes.get(id).as_ref().and_then(parent), move |theme| parent(theme))
    }

    /// The codes that a theme and the themes under it hold, each once, in order.
    pub fn codes_under(&self, id: &str) -> Vec<&CodeId> {
        let is_under = |theme: &&Theme| {
            theme.id.as_str() == id || self.ancestors(theme.id.as_str()).any(|above| above.id.as_str() == id)
        };
        let mut codes: Vec<&CodeId> = Vec::new();
        for code in self.iter().filter(is_under).flat_map(|theme| &theme.codes) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }

    /// The theme to which a quotation of a code belongs: the first theme without themes under it that
    /// holds the code, else the first that holds it.
    pub fn of_code(&self, code: &str) -> Option<&Theme> {
        let holders = || self.iter().filter(|theme| theme.codes.iter().any(|held| held.as_str() == code));
        let leaf = holders().find(|theme| self.children(Some(theme.id.as_str())).next().is_none());
        leaf.or_else(|| holders().next())
    }

    /// The codes that more than one theme holds, with those themes. Nothing is wrong with that, but the
    /// counts of these themes overlap.
    pub fn shared_codes(&self) -> Vec<(&CodeId, Vec<&ThemeId>)> {
        let mut holders: IndexMap<&CodeId, Vec<&ThemeId>> = IndexMap::new();
        for theme in self.iter() {
            for code in &theme.codes {
                holders.entry(code).or_default().push(&theme.id);
            }
        }
        holders.into_iter().filter(|(_, themes)| themes.len() > 1).collect()
    }

    /// Every code that a theme holds and the codebook does not.
    pub fn check(&self, codebook: &Codebook) -> Vec<ThemeProblem> {
        let held = self.iter().flat_map(|theme| theme.codes.iter().map(move |code| (theme, code)));
        let unknown = held.filter(|(_, code)| codebook.get(code.as_str()).is_none());
        unknown
            .map(|(theme, code)| ThemeProblem::UnknownCode {
                id: theme.id.to_string(),
                code: code.to_string(),
                nearest: codebook.nearest(code.as_str()).map(str::to_owned),
            })
            .collect()
    }

    /// The id that was probably meant, among ids and names.
    pub fn nearest(&self, meant: &str) -> Option<&str> {
        if let Some(theme) = self.iter().find(|theme| theme.name.eq_ignore_ascii_case(meant.trim())) {
            return Some(theme.id.as_str());
        }
        qualkit_table::nearest(meant, self.themes.keys().map(ThemeId::as_str))
    }
}
