use crate::{Column, Row};

/// The cells of a row that stand in columns which are not ours, as they were: nobody's column is lost
/// when a table is written again.
///
/// ```
/// use qualkit_table::{Extra, Reader};
///
/// let mut table = Reader::new("id,owner\nP01,team 1\n")?;
/// let others = table.others(&["id"]);
/// let extra = table.next_row()?.expect("there is a row").extra(&others);
/// let columns = Extra::columns([&extra]);
/// assert_eq!((columns[0], extra.cells(&columns).next()), ("owner", Some("team 1")));
/// # Ok::<(), qualkit_table::TableError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(Vec<(String, String)>);

impl Extra {
    /// The names of all columns that these rows have, in the order in which they first occur.
    pub fn columns<'e>(rows: impl IntoIterator<Item = &'e Extra>) -> Vec<&'e str> {
        let mut columns: Vec<&str> = Vec::new();
        for (name, _) in rows.into_iter().flat_map(|row| &row.0) {
            if !columns.contains(&name.as_str()) {
                columns.push(name);
            }
        }
        columns
    }

    /// Takes over the cells of a later row; columns that it lacks stay.
    pub fn update(&mut self, later: Extra) {
        for (name, cell) in later.0 {
            match self.0.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = cell,
                None => self.0.push((name, cell)),
            }
        }
    }

    /// The cells under these columns; empty where the row has none.
    pub fn cells(&self, columns: &[&str]) -> impl Iterator<Item = &str> {
        columns
            .iter()
            .map(|column| self.0.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell.as_str()))
    }
}

impl Row<'_> {
    /// The cells under columns that are not ours, see [`Reader::others`](crate::Reader::others).
    pub fn extra(&self, columns: &[(Column, String)]) -> Extra {
        Extra(columns.iter().map(|(column, name)| (name.clone(), self.get(*column).to_owned())).collect())
    }
}
