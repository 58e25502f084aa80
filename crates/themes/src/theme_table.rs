use qualkit_codebook::CodeId;
use qualkit_table::{Column, Reader, Row, TableError};

use crate::{Theme, ThemeId, Themes, ThemesErrors};

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
        let columns = Columns { id, name, claim, codes, parent };
        let (mut lines, mut problems) = (Vec::new(), Vec::new());
        loop {
            match reader.next_row() {
                Ok(Some(row)) => match columns.theme(&row) {
                    Ok(theme) => lines.push((row.line(), theme)),
                    Err(errors) => problems.extend(errors.into_iter().map(Into::into)),
                },
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
    fn theme(&self, row: &Row<'_>) -> Result<Theme, Vec<TableError>> {
        let mut errors = Vec::new();
        let id = ThemeId::new(row.get(self.id)).map_err(|_| errors.push(row.refuse(self.id, "a theme's id"))).ok();
        let parent = match row.get(self.parent) {
            "" => None,
            parent => {
                ThemeId::new(parent).map_err(|_| errors.push(row.refuse(self.parent, "a theme's id, or nothing"))).ok()
            }
        };
        let mut codes: Vec<CodeId> = Vec::new();
        for code in row.get(self.codes).split(';').filter(|code| !code.trim().is_empty()) {
            match CodeId::new(code) {
                Ok(code) if codes.contains(&code) => {}
                Ok(code) => codes.push(code),
                Err(_) => {
                    errors.push(row.refuse(self.codes, "ids of codes separated by ';'"));
                    break;
                }
            }
        }
        let name = if row.get(self.name).is_empty() { row.get(self.id) } else { row.get(self.name) };
        match id {
            Some(id) if errors.is_empty() => {
                Ok(Theme { id, name: name.to_owned(), claim: row.get(self.claim).to_owned(), codes, parent })
            }
            _ => Err(errors),
        }
    }
}
