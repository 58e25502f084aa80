use askama::Template;

use super::{Align, Cell, Shown, Table, rounded};
use crate::document::replace_unprintable;

#[derive(Template)]
#[template(path = "table.html")]
struct View<'t> {
    title: &'t str,
    labels: Vec<(&'t str, &'static str)>,
    rows: Vec<Vec<Drawn>>,
    notes: Vec<String>,
}

/// A cell as it is drawn.
struct Drawn {
    words: String,
    class: &'static str,
    /// Why there is no number.
    reason: Option<String>,
    /// How much of a bar is filled, in hundredths.
    filled: Option<String>,
}

impl Table {
    /// The table as a fragment of HTML: a `figure` with title, rows and notes. Everything is escaped.
    pub fn html(&self) -> String {
        let columns = self.columns_but(Shown::ToMachines);
        let view = View {
            title: &self.title,
            labels: columns.iter().map(|(_, column)| (column.label.as_str(), class(column.align))).collect(),
            rows: self
                .rows_for_people()
                .iter()
                .map(|row| columns.iter().map(|&(place, column)| draw(&row[place], column.align)).collect())
                .collect(),
            notes: self.notes_for_people(),
        };
        replace_unprintable(view.render().expect("writing to memory does not fail") + "\n")
    }
}

fn draw(cell: &Cell, align: Align) -> Drawn {
    let mut drawn = Drawn { words: cell.for_people().into_owned(), class: class(align), reason: None, filled: None };
    match cell {
        Cell::Undefined(reason) => drawn.reason = Some(reason.clone()),
        Cell::Share { part, whole } if *whole > 0 => {
            drawn.filled = Some(rounded(*part.min(whole) as f64 / *whole as f64 * 100.0, 1));
        }
        _ => {}
    }
    drawn
}

fn class(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => "n",
    }
}
