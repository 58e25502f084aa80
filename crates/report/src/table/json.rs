use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Cell, Column, Shown, Table, significant};
use crate::Stamp;

impl Table {
    /// The table as a JSON object: `qualkit` (the version), `seed` if chance was used, `table`,
    /// `title`, `notes`, and `rows`, each an object with the keys of the columns in their order.
    ///
    /// Numbers have 15 significant digits. An undefined number is `null`, and its reason stands under
    /// the key with `_undefined` behind it. An empty cell is `null`.
    pub fn json(&self, stamp: &Stamp) -> String {
        pretty(&Stamped { table: self, stamp })
    }
}

/// Several tables as a JSON array of what [`Table::json`] makes of each.
pub(crate) fn json_of(tables: &[Table], stamp: &Stamp) -> String {
    pretty(&tables.iter().map(|table| Stamped { table, stamp }).collect::<Vec<_>>())
}

/// Tables under their names, each as its rows.
pub(crate) struct KeyedTables<'t>(pub(crate) &'t [Table]);

impl Serialize for KeyedTables<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for table in self.0 {
            map.serialize_entry(&table.name, &Rows(table.columns_but(Shown::ToPeople), &table.rows))?;
        }
        map.end()
    }
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("tables hold texts and numbers") + "\n"
}

struct Stamped<'t> {
    table: &'t Table,
    stamp: &'t Stamp,
}

struct Rows<'t>(Vec<(usize, &'t Column)>, &'t [Vec<Cell>]);

struct Row<'r>(&'r [(usize, &'r Column)], &'r [Cell]);

impl Serialize for Stamped<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("qualkit", &self.stamp.version)?;
        if let Some(seed) = self.stamp.seed {
            map.serialize_entry("seed", &seed)?;
        }
        map.serialize_entry("table", &self.table.name)?;
        map.serialize_entry("title", &self.table.title)?;
        map.serialize_entry("notes", &self.table.notes)?;
        map.serialize_entry("rows", &Rows(self.table.columns_but(Shown::ToPeople), &self.table.rows))?;
        map.end()
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.1.len()))?;
        for row in self.1 {
            rows.serialize_element(&Row(&self.0, row))?;
        }
        rows.end()
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for &(place, column) in self.0 {
            map.serialize_key(&column.key)?;
            match &self.1[place] {
                Cell::Text(words) => map.serialize_value(words)?,
                Cell::Count(count) => map.serialize_value(count)?,
                Cell::Share { .. } => map.serialize_value(&self.1[place].for_people())?,
                Cell::Number { value, .. } | Cell::Percent { value, .. } => {
                    map.serialize_value(&significant(*value))?
                }
                Cell::Undefined(_) | Cell::Empty => map.serialize_value(&())?,
            }
            if let Cell::Undefined(reason) = &self.1[place] {
                map.serialize_entry(&format!("{}_undefined", column.key), reason)?;
            }
        }
        map.end()
    }
}
