use qualkit_table::Writer;

use super::{Shown, Table};

impl Table {
    /// The table as CSV: keys as header, numbers with 15 significant digits, an undefined number as an
    /// empty cell.
    pub fn csv(&self) -> String {
        let columns = self.columns_but(Shown::ToPeople);
        let mut table = Writer::new(columns.iter().map(|(_, column)| column.key.as_str()));
        for row in &self.rows {
            table.row(columns.iter().map(|&(place, _)| row[place].for_machines().into_owned()));
        }
        table.finish()
    }
}
