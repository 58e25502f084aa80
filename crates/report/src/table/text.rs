use std::borrow::Cow;

use super::widths::{self, Measured};
use super::wrap::{width_of, wrap};
use super::{Align, Cell, Shown, Table};
use crate::digits::shortened;
use crate::prose::grouped;

/// Between two columns.
const GAP: &str = "  ";

impl Table {
    /// The table as text for people: title, rows without boxes, notes. `width` is the number of
    /// characters in a line; `None` breaks no line.
    pub fn text(&self, width: Option<usize>) -> String {
        let width = width.unwrap_or(usize::MAX);
        let mut page = String::new();
        if !self.title.is_empty() {
            page.push_str(&(wrap(&self.title, width).join("\n") + "\n\n"));
        }
        page.push_str(&if self.rows.is_empty() { "(no rows)\n".to_owned() } else { self.rows_as_text(width) });
        for (place, note) in self.notes_for_people().iter().enumerate() {
            page.push_str(if place == 0 { "\n" } else { "" });
            let indent = width.saturating_sub(2);
            page.push_str(&(wrap(note, indent).join("\n  ") + "\n"));
        }
        page
    }

    fn rows_as_text(&self, width: usize) -> String {
        let columns = self.columns_but(Shown::ToMachines);
        let aligns: Vec<Align> = columns.iter().map(|(_, column)| column.align).collect();
        let cells: Vec<Vec<Cow<'_, str>>> = self
            .rows_for_people()
            .iter()
            .map(|row| columns.iter().map(|&(place, _)| row[place].for_people()).collect())
            .collect();
        let headings: Vec<Cow<'_, str>> = columns.iter().map(|(_, column)| column.heading()).collect();
        let measured: Vec<Measured<'_>> = (headings.iter().zip(&aligns).enumerate())
            .map(|(at, (heading, align))| {
                let of_column = cells.iter().map(move |row| row[at].as_ref());
                Measured::new(heading, of_column, *align == Align::Left)
            })
            .collect();
        let gaps = GAP.len() * columns.len().saturating_sub(1);
        let widths = widths::choose(&measured, width.saturating_sub(gaps));
        let heading: Vec<_> = measured.iter().zip(&widths).map(|(column, &width)| column.heading(width)).collect();
        let rows: Vec<Vec<Vec<String>>> =
            cells.iter().map(|row| row.iter().zip(&widths).map(|(cell, &width)| wrap(cell, width)).collect()).collect();
        let wrapped = rows.iter().filter(|row| row.iter().any(|cell| cell.len() > 1)).count();
        let spaced = wrapped > 0 && wrapped * 3 >= rows.len();

        let tallest = heading.iter().map(Vec::len).max().unwrap_or(0);
        // Headings stand on the rule.
        let on_the_rule = |lines: Vec<String>| [vec![String::new(); tallest - lines.len()], lines].concat();
        let mut page = draw(&heading.into_iter().map(on_the_rule).collect::<Vec<_>>(), &widths, &aligns);
        page.push_str(&("─".repeat(widths.iter().sum::<usize>() + gaps) + "\n"));
        for (place, row) in rows.iter().enumerate() {
            // Where many rows have several lines, an empty one shows where each ends.
            page.push_str(if spaced && place > 0 { "\n" } else { "" });
            page.push_str(&draw(row, &widths, &aligns));
        }
        page
    }

    /// The notes, with how many rows are not shown, and the reason of every undefined number that the table shows.
    pub(crate) fn notes_for_people(&self) -> Vec<String> {
        let (rows, all) = (self.rows_for_people(), self.rows.len());
        let mut notes = Vec::new();
        if rows.len() < all {
            let all = grouped(all as u64);
            notes.push(format!("The first {} of {all}; CSV and JSON hold all.", grouped(rows.len() as u64)));
        }
        notes.extend(self.notes.iter().map(|note| shortened(note).into_owned()));
        let mut reasons: Vec<&str> = Vec::new();
        for cell in rows.iter().flatten() {
            if let Cell::Undefined(reason) = cell
                && !reasons.contains(&reason.as_str())
            {
                reasons.push(reason);
            }
        }
        if !reasons.is_empty() {
            notes.push(format!("–: undefined, as {}.", shortened(&reasons.join("; "))));
        }
        notes
    }
}

/// The lines of a row.
fn draw(cells: &[Vec<String>], widths: &[usize], aligns: &[Align]) -> String {
    let mut page = String::new();
    for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        let mut drawn = String::new();
        for (place, (cell, &width)) in cells.iter().zip(widths).enumerate() {
            let words = cell.get(line).map_or("", String::as_str);
            let space = " ".repeat(width.saturating_sub(width_of(words)));
            drawn.push_str(if place > 0 { GAP } else { "" });
            match aligns[place] {
                Align::Left => drawn.extend([words, &space]),
                Align::Right => drawn.extend([&space, words]),
            }
        }
        page.push_str(drawn.trim_end());
        page.push('\n');
    }
    page
}
