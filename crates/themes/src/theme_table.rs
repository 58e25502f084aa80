use indexmap::IndexSet;
use qualkit_codebook::CodeId;
use qualkit_table::{Column, Reader, Row};

use crate::{Theme, ThemeId, ThemeProblem, Themes, ThemesErrors};

impl Themes {
    /// Reads a table of themes: `id`, and `name`, `claim`, `codes` (separated by `;`) and `parent`, which
    /// may be missing. A theme without a name bears its id.
    ///
    /// ```
    /// use qualkit_themes::Themes;
    ///
    /// let themes = Themes::read("id,claim,codes,parent\nties,Ties come first.,,\nhandoff,,trust;phone,ties\n")?;
    /// let codes: Vec<_> = themes.codes_under("ties").iter().map(ToString::to_string).collect();
    /// assert_eq!(codes, ["trust", "phone"]);
    /// assert_eq!(themes.of_code("phone").map(|theme| theme.name.as_str()), Some("handoff"));
    /// # Ok::<(), qualkit_themes::ThemesErrors>(())
    /// ```
    ///
    /// # Errors
    /// All that is wrong, with lines.
    pub fn read(table: &str) -> Result<Themes, ThemesErrors> {
        let mut reader = Reader::new(table)?;
        let [id] = reader.columns(["id"])?;
        let [name, claim, codes, parent] = ["name", "claim", "codes", "parent"].map(|name| reader.optional(name));
        if !claim.is_there() && !codes.is_there() {
            reader.columns(["codes"])?;
        }
        let columns = Columns { id, name, claim, codes, parent };
        let (mut lines, mut problems) = (Vec::new(), Vec::new());
        loop {
            match reader.next_row() {
                Ok(Some(row)) => lines.extend(columns.theme(&row, &mut problems).map(|theme| (row.line(), theme))),
                Ok(None) => break,
                Err(error) => {
                    problems.push(error.into());
                    break;
                }
            }
        }
        match Themes::from_lines(lines) {
            Ok(themes) if problems.is_empty() => Ok(themes),
            Ok(_) => Err(ThemesErrors(problems)),
            Err(errors) => {
                problems.extend(errors.0);
                Err(ThemesErrors(problems))
            }
        }
    }
}

struct Columns {
    id: Column,
    name: Column,
    claim: Column,
    codes: Column,
    parent: Column,
}

impl Columns {
    /// The theme of a row, with what of it can be read, so that rows which name it are not told of as well.
    fn theme(&self, row: &Row<'_>, problems: &mut Vec<ThemeProblem>) -> Option<Theme> {
        let mut refuse = |column, expected: &str| problems.push(row.refuse(column, expected).into());
        let parent = Some(row.get(self.parent))
            .filter(|parent| !parent.is_empty())
            .and_then(|parent| ThemeId::new(parent).map_err(|_| refuse(self.parent, "a theme's id, or nothing")).ok());
        let named = row.get(self.codes).split(';').filter(|code| !code.trim().is_empty());
        let codes: IndexSet<CodeId> = named.map(CodeId::new).collect::<Result<_, _>>().unwrap_or_else(|_| {
            refuse(self.codes, "ids of codes separated by ';'");
            IndexSet::new()
        });
        let id = ThemeId::new(row.get(self.id)).map_err(|_| refuse(self.id, "a theme's id")).ok()?;
        let name = if row.get(self.name).is_empty() { id.as_str() } else { row.get(self.name) };
        Some(Theme {
            name: name.to_owned(),
            claim: row.get(self.claim).to_owned(),
            codes: codes.into_iter().collect(),
            parent,
            id,
        })
    }
}
