use qualkit_table::{Extra, Id, Reader, TableError, Writer};

use crate::{Code, CodeId, Codebook, CodebookErrors, CodebookProblem, Status};

const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "parent",
    "definition",
    "detail",
    "use_when",
    "not_when",
    "example",
    "pattern",
    "color",
    "origin",
    "status",
];

impl Codebook {
    /// Reads a codebook's table.
    ///
    /// A table needs `id` or `name` (or `code`); every other column may be missing, and columns that
    /// are not ours are kept. What has not the form of an id becomes one, and its row's name if it has
    /// no other; each such case is told.
    ///
    /// # Errors
    /// All that is wrong, with lines.
    pub fn read(table: &str) -> Result<(Codebook, Vec<String>), CodebookErrors> {
        Codebook::read_after(&Codebook::default(), table)
    }

    /// Reads the table of a later version. A column that it lacks says nothing: there the codes keep what
    /// they have in `before`.
    ///
    /// # Errors
    /// All that is wrong, with lines.
    pub fn read_after(before: &Codebook, table: &str) -> Result<(Codebook, Vec<String>), CodebookErrors> {
        let mut reader = Reader::new(table)?;
        let id_column = [reader.optional("id"), reader.optional("code"), reader.optional("name")];
        if id_column.iter().all(|column| !column.is_there()) {
            return Err(TableError::MissingColumn { column: "id".into(), found: reader.header().to_vec() }.into());
        }
        let [name, parent, definition, detail, use_when, not_when, example, pattern, color, origin, status] =
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(|at| reader.optional(COLUMNS[at]));
        let description = reader.optional("description");
        let extra = reader.others(&[&COLUMNS[..], &["code", "description"]].concat());
        let (mut codes, mut notices, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            let row = match reader.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(error) => {
                    problems.push(error.into());
                    break;
                }
            };
            let line = row.line();
            let given = id_column.iter().map(|&column| row.get(column)).find(|cell| !cell.is_empty());
            let Some((given, id)) = given.and_then(|given| Some((given, take_id(given, line, &mut notices)?))) else {
                problems.push(CodebookProblem::Nameless { line });
                continue;
            };
            let known = before.get(id.as_str()).cloned();
            let mut code = known.unwrap_or_else(|| Code::new(id, given));
            if !row.get(name).is_empty() {
                row.get(name).clone_into(&mut code.name);
            }
            if parent.is_there() {
                let above = Some(row.get(parent)).filter(|parent| !parent.is_empty());
                let id = |name: &str| Id::new(name).ok().or_else(|| Id::slug(name)).map(CodeId::from);
                code.parent = above.and_then(id);
            }
            for (cell, column) in [
                (&mut code.definition, if definition.is_there() { definition } else { description }),
                (&mut code.detail, detail),
                (&mut code.use_when, use_when),
                (&mut code.not_when, not_when),
                (&mut code.example, example),
                (&mut code.pattern, pattern),
                (&mut code.color, color),
                (&mut code.origin, origin),
            ] {
                if column.is_there() {
                    row.get(column).clone_into(cell);
                }
            }
            // A retired code that is listed again is in use again, unless the table says otherwise.
            code.status = Status::Active;
            if status.is_there() {
                match row.parse(status, "'active' or 'retired'") {
                    Ok(status) => code.status = status,
                    Err(error) => problems.push(error.into()),
                }
            }
            code.extra.update(row.extra(&extra));
            codes.push((line, code));
        }
        resolve_parents(&mut codes);
        match (Codebook::from_lines(codes), problems.is_empty()) {
            (Ok(book), true) => Ok((book, notices)),
            (Ok(_), false) => Err(CodebookErrors(problems)),
            (Err(errors), _) => {
                problems.extend(errors.0);
                Err(CodebookErrors(problems))
            }
        }
    }

    /// Writes the codebook's table: our columns in their order, then the others.
    pub fn write(&self) -> String {
        let others = Extra::columns(self.codes().map(|code| &code.extra));
        let mut table = Writer::new(COLUMNS.iter().chain(&others));
        for code in self.codes() {
            let status = code.status.to_string();
            let ours = [
                code.id.as_str(),
                &code.name,
                code.parent.as_ref().map_or("", CodeId::as_str),
                &code.definition,
                &code.detail,
                &code.use_when,
                &code.not_when,
                &code.example,
                &code.pattern,
                &code.color,
                &code.origin,
                &status,
            ];
            table.row(ours.into_iter().chain(code.extra.cells(&others)));
        }
        table.finish()
    }
}

/// A parent may be named by its name: then it is the code whose name makes the same id.
fn resolve_parents(codes: &mut [(u64, Code)]) {
    let slug = |name: &str| Id::slug(name).map(CodeId::from);
    let known: Vec<(CodeId, Option<CodeId>)> =
        codes.iter().map(|(_, code)| (code.id.clone(), slug(&code.name))).collect();
    for (_, code) in codes {
        let Some(parent) = code.parent.as_ref().filter(|parent| known.iter().all(|(id, _)| id != *parent)) else {
            continue;
        };
        let named = slug(parent.as_str());
        let by_id = known.iter().find(|(id, _)| Some(id) == named.as_ref());
        let by_name = || known.iter().find(|(_, name)| name.is_some() && *name == named);
        if let Some((id, _)) = by_id.or_else(by_name) {
            code.parent = Some(id.clone());
        }
    }
}

fn take_id(given: &str, line: u64, notices: &mut Vec<String>) -> Option<CodeId> {
    let lower = given.to_lowercase();
    if let Ok(id) = Id::new(&lower).or_else(|_| Id::new(given))
        && lower == given
    {
        return Some(id.into());
    }
    let id = Id::slug(given)?;
    notices.push(format!("line {line}: '{given}' is no id (lower-case letters, digits, '-', '_'); it became '{id}'"));
    Some(id.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_where_there_are_none() {
        let (book, notices) = Codebook::read("Code;Description\nWarm handoff;In person.\nTrust;\n").unwrap();
        let ids: Vec<_> = book.codes().map(|code| (code.id.as_str(), code.name.as_str())).collect();
        assert_eq!(ids, [("warm-handoff", "Warm handoff"), ("trust", "Trust")]);
        assert_eq!(book.get("warm-handoff").unwrap().definition, "In person.");
        assert_eq!(notices.len(), 2);
    }

    #[test]
    fn columns_that_are_not_ours_are_kept() {
        let table = "id,name,owner\na,A,team 1\n";
        let (book, _) = Codebook::read(table).unwrap();
        let (again, _) = Codebook::read(&book.write()).unwrap();
        assert_eq!(again.get("a").unwrap().extra.cells(&["owner"]).collect::<Vec<_>>(), ["team 1"]);
        assert_eq!(book, again);
    }

    #[test]
    fn a_parent_may_be_named_by_its_name() {
        let (book, _) =
            Codebook::read("id,name,parent\ngap,Room for improvement,\na,A,Room for improvement\n").unwrap();
        assert_eq!(book.get("a").unwrap().parent.as_ref().map(CodeId::as_str), Some("gap"));
        let (book, _) = Codebook::read("name,parent\nBarriers,\nTime,Barriers\n").unwrap();
        assert_eq!(book.get("time").unwrap().parent.as_ref().map(CodeId::as_str), Some("barriers"));
    }

    #[test]
    fn a_column_that_is_not_there_says_nothing() {
        let (before, _) = Codebook::read("id,name,pattern,status\na,A,x,retired\nb,B,y,\n").unwrap();
        let (after, _) = Codebook::read_after(&before, "id,definition\na,New.\nc,\n").unwrap();
        let a = after.get("a").unwrap();
        assert_eq!(
            (a.name.as_str(), a.pattern.as_str(), a.definition.as_str(), a.is_active()),
            ("A", "x", "New.", true)
        );
        assert!(after.get("b").is_none() && after.get("c").unwrap().pattern.is_empty());
    }

    #[test]
    fn a_wrong_status_is_named_with_its_place() {
        let errors = Codebook::read("id,status\na,old\n").unwrap_err();
        assert_eq!(errors.to_string(), "line 2, column 'status': expected 'active' or 'retired', found 'old'");
    }

    #[test]
    fn a_table_without_a_code_column_names_its_columns() {
        let errors = Codebook::read("label,text\na,b\n").unwrap_err();
        assert_eq!(errors.to_string(), "column 'id' is missing; the table has label, text");
    }
}
