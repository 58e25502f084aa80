use qualkit_table::Writer;

use super::{Cell, Shown, Table};

impl Table {
    /// The table as CSV: keys as header, numbers with 15 significant digits, an undefined number as an
    /// empty cell. Words that a spreadsheet would take for a formula have a space in front.
    pub fn csv(&self) -> String {
        let columns = self.columns_but(Shown::ToPeople);
        let mut table = Writer::new(columns.iter().map(|(_, column)| column.key.as_str()));
        for row in &self.rows {
            table.row(columns.iter().map(|&(place, _)| as_words(&row[place])));
        }
        table.finish()
    }
}

fn as_words(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) if words.starts_with(['=', '+', '-', '@']) => format!(" {words}"),
        cell => cell.for_machines().into_owned(),
    }
}
