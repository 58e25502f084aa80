use indexmap::IndexMap;
use qualkit_table::{Reader, TableError};

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
