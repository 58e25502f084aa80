use indexmap::IndexMap;
use qualkit_table::{Reader, TableError, Writer};

use crate::CaseId;

/// The cases of a study and their attributes: one row per case, one column per attribute.
///
/// ```
/// use qualkit_transcript::Cases;
///
/// let cases = Cases::read("id,role,county\nP01,case manager,Alder\nP02,,Tule\n")?;
/// assert_eq!(cases.attributes(), ["role", "county"]);
/// assert_eq!(cases.value("P01", "role"), Some("case manager"));
/// assert_eq!(cases.value("P02", "role"), None, "an empty cell is not known");
/// # Ok::<(), qualkit_table::TableError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    attributes: Vec<String>,
    rows: IndexMap<CaseId, Vec<String>>,
}

/// A value of a case that two tables give differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The case.
    pub case: CaseId,
    /// The attribute.
    pub attribute: String,
    /// The value that was known.
    pub known: String,
    /// The other value.
    pub other: String,
}

impl Cases {
    /// Reads a table with a column `id`; every other column is an attribute.
    ///
    /// # Errors
    /// If the column is missing, or a row has no id, or one that stands twice.
    pub fn read(table: &str) -> Result<Cases, TableError> {
        let mut reader = Reader::new(table)?;
        let [id] = reader.columns(["id"])?;
        let (columns, attributes): (Vec<_>, Vec<_>) = reader.others(&["id"]).into_iter().unzip();
        let mut rows = IndexMap::new();
        while let Some(row) = reader.next_row()? {
            let case = CaseId::new(row.get(id)).map_err(|_| row.refuse(id, "a case's id"))?;
            let values = columns.iter().map(|&column| row.get(column).to_owned()).collect();
            if rows.insert(case, values).is_some() {
                return Err(row.refuse(id, "an id that no other row has"));
            }
        }
        Ok(Cases { attributes, rows })
    }

    /// The names of the attributes, in the order of the columns.
    pub fn attributes(&self) -> &[String] {
        &self.attributes
    }

    /// The cases, in the order of the rows.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &CaseId> {
        self.rows.keys()
    }

    /// Whether there is such a case.
    pub fn contains(&self, case: &str) -> bool {
        self.rows.contains_key(case)
    }

    /// The value of an attribute of a case; `None` if the case, the attribute or the value is not known.
    pub fn value(&self, case: &str, attribute: &str) -> Option<&str> {
        let column = self.attributes.iter().position(|name| name.eq_ignore_ascii_case(attribute))?;
        let value = self.rows.get(case)?.get(column)?;
        (!value.is_empty()).then_some(value.as_str())
    }

    /// Takes in what another table tells: cases and attributes that are new, and values that were not known. A value
    /// that was known stays; the conflicts are those that the other table gives differently.
    ///
    /// ```
    /// # use qualkit_transcript::Cases;
    /// let mut cases = Cases::read("id,role\nP01,nurse\n")?;
    /// let conflicts = cases.add(&Cases::read("id,role,county\nP01,clerk,Alder\nP02,clerk,\n")?);
    /// assert_eq!(cases.table(), "id,role,county\nP01,nurse,Alder\nP02,clerk,\n");
    /// assert_eq!((conflicts[0].known.as_str(), conflicts[0].other.as_str()), ("nurse", "clerk"));
    /// # Ok::<(), qualkit_table::TableError>(())
    /// ```
    pub fn add(&mut self, other: &Cases) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        let mut places = Vec::with_capacity(other.attributes.len());
        for name in &other.attributes {
            let known = self.attributes.iter().position(|known| letters(known) == letters(name));
            places.push(known.unwrap_or_else(|| {
                self.attributes.push(name.clone());
                self.attributes.len() - 1
            }));
        }
        let width = self.attributes.len();
        for values in self.rows.values_mut() {
            values.resize(width, String::new());
        }
        for (case, values) in &other.rows {
            let known = self.rows.entry(case.clone()).or_insert_with(|| vec![String::new(); width]);
            for (&place, value) in places.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
                if known[place].is_empty() {
                    known[place].clone_from(value);
                } else if known[place] != *value {
                    conflicts.push(Conflict {
                        case: case.clone(),
                        attribute: self.attributes[place].clone(),
                        known: known[place].clone(),
                        other: value.clone(),
                    });
                }
            }
        }
        conflicts
    }

    /// The cases as a table that [`Cases::read`] reads back.
    pub fn table(&self) -> String {
        let mut writer = Writer::new(std::iter::once("id").chain(self.attributes.iter().map(String::as_str)));
        for (case, values) in &self.rows {
            writer.row(std::iter::once(case.as_str()).chain(values.iter().map(String::as_str)));
        }
        let table = writer.finish();
        // Names of attributes may hold more semicolons than the table has columns.
        let is_clear = Cases::read(&table).is_ok_and(|read| read == *self);
        if is_clear { table } else { format!("sep=,\n{table}") }
    }

    /// The values that an attribute takes, in the order in which they first occur.
    pub fn values<'c>(&'c self, attribute: &str) -> Vec<&'c str> {
        let mut values: Vec<&str> = Vec::new();
        for value in self.rows.keys().filter_map(|case| self.value(case.as_str(), attribute)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }
}

/// A name as tables compare it.
fn letters(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_known_again_changes_nothing() {
        let mut cases = Cases::read("id,Job title,note\nP01,nurse,\"a, \"\"b\"\"\"\n").unwrap();
        let before = cases.clone();
        assert_eq!(cases.add(&Cases::read("id,job_title\nP01,nurse\n").unwrap()), []);
        assert_eq!(cases, before);
    }

    #[test]
    fn attributes_with_other_separators_in_their_names_read_back() {
        let cases = Cases::read("sep=,\nid,yes; no; both; neither\nP01,no\n").unwrap();
        assert_eq!(Cases::read(&cases.table()).unwrap(), cases);
    }
}
