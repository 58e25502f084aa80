use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width, presets};

use super::{Align, Cell, Column, Shown, Table};

/// Words up to this length are not broken, if the width allows it.
const LONGEST_WORD: usize = 24;

/// Cells up to this length stay on one line, if the width allows it.
const LONGEST_CELL: usize = 14;

impl Table {
    /// The table as text for people: title, rows without boxes, notes. `width` is the number of
    /// characters in a line; `None` breaks no line.
    pub fn text(&self, width: Option<usize>) -> String {
        let mut page = String::new();
        if !self.title.is_empty() {
            page.push_str(&wrap(&self.title, width, 0));
            page.push('\n');
        }
        if self.rows.is_empty() {
            page.push_str("(no rows)\n");
        } else {
            page.push_str(&self.rows_as_text(width));
        }
        for (place, note) in self.notes_for_people().iter().enumerate() {
            page.push_str(if place == 0 { "\n" } else { "" });
            page.push_str(&wrap(note, width, 2));
        }
        page
    }

    fn rows_as_text(&self, width: Option<usize>) -> String {
        let columns = self.columns_but(Shown::ToMachines);
        let mut grid = comfy_table::Table::new();
        grid.load_style(style());
        grid.set_header(columns.iter().map(|(_, column)| &column.label));
        for row in &self.rows {
            grid.add_row(columns.iter().map(|&(place, _)| row[place].for_people()));
        }
        for (drawn, &(place, column)) in grid.column_iter_mut().zip(&columns) {
            drawn.set_padding((0, 2));
            if column.align == Align::Right {
                drawn.set_cell_alignment(CellAlignment::Right);
            }
            if width.is_some() {
                drawn.set_constraint(self.least_width(place, column));
            }
        }
        if let Some(width) = width {
            // The padding behind the last column is cut off.
            grid.set_width(u16::try_from(width + 2).unwrap_or(u16::MAX));
            grid.set_content_arrangement(ContentArrangement::Dynamic);
        }
        let mut text = grid.trim_fmt();
        let behind_header = text.lines().skip_while(|line| !line.starts_with('─')).count();
        if behind_header > self.rows.len() + 1 {
            // Where a row has several lines, an empty one shows where it ends.
            grid.load_style(style().row_separator(LineStyle::none().fill(' ').junction(' ')));
            text = grid.trim_fmt();
        }
        text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    /// Numbers are never broken; words are broken between words.
    fn least_width(&self, place: usize, column: &Column) -> ColumnConstraint {
        let cells = || self.rows.iter().map(|row| row[place].for_people());
        let longest_word = |text: &str| text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        let label = longest_word(&column.label);
        match column.align {
            Align::Right => {
                let numbers = cells().map(|cell| cell.chars().count()).max().unwrap_or(0);
                ColumnConstraint::Absolute(Width::Fixed(fixed(numbers.max(label) + 2)))
            }
            Align::Left => {
                let kept_whole = |cell: &str| match cell.chars().count() {
                    short if short <= LONGEST_CELL => short,
                    _ => longest_word(cell).min(LONGEST_WORD),
                };
                let words = cells().map(|cell| kept_whole(&cell)).max().unwrap_or(0);
                ColumnConstraint::LowerBoundary(Width::Fixed(fixed(words.max(label) + 2)))
            }
        }
    }

    /// The notes, and the reason of every undefined number that the table shows.
    pub(crate) fn notes_for_people(&self) -> Vec<String> {
        let mut notes = self.notes.clone();
        let mut reasons: Vec<&str> = Vec::new();
        for cell in self.rows.iter().flatten() {
            if let Cell::Undefined(reason) = cell
                && !reasons.contains(&reason.as_str())
            {
                reasons.push(reason);
            }
        }
        if !reasons.is_empty() {
            notes.push(format!("– is undefined: {}.", reasons.join("; ")));
        }
        notes
    }
}

fn style() -> TableStyle {
    presets::NOTHING.header_separator(LineStyle::none().fill('─').junction('─'))
}

fn fixed(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// Breaks a text between words so that no line is longer than `width`; lines after the first are
/// indented.
fn wrap(text: &str, width: Option<usize>, indent: usize) -> String {
    let width = width.unwrap_or(usize::MAX);
    let (mut lines, mut length) = (String::new(), 0);
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > width {
            lines.push('\n');
            lines.push_str(&" ".repeat(indent));
            length = indent;
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += letters;
    }
    lines + "\n"
}
