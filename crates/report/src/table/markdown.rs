use super::{Align, Shown, Table};

impl Table {
    /// The table as Markdown: title, pipes, notes.
    pub fn markdown(&self) -> String {
        let title = if self.title.is_empty() { String::new() } else { format!("**{}**\n\n", escape(&self.title)) };
        title + &self.markdown_rows()
    }

    /// As [`Table::markdown`], without the title.
    pub(crate) fn markdown_rows(&self) -> String {
        let columns = self.columns_but(Shown::ToMachines);
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut page = line(columns.iter().map(|(_, column)| escape(&column.label)).collect());
        page.push_str(&line(columns.iter().map(|(_, column)| rule(column.align).to_owned()).collect()));
        for row in &self.rows {
            page.push_str(&line(columns.iter().map(|&(place, _)| escape(&row[place].for_people())).collect()));
        }
        for note in self.notes_for_people() {
            page.push_str(&format!("\n{}\n", escape(&note)));
        }
        page
    }
}

fn rule(align: Align) -> &'static str {
    match align {
        Align::Left => "---",
        Align::Right => "--:",
    }
}

/// Text that Markdown shows as it is, on one line.
pub(crate) fn escape(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len());
    let mut before = None;
    let mut ahead = line.chars().peekable();
    let number = line.chars().take_while(char::is_ascii_digit).count();
    for (place, c) in line.chars().enumerate() {
        ahead.next();
        let next = ahead.peek().copied();
        let means_something = match c {
            '\\' | '`' | '*' | '<' | '|' | '~' => true,
            // Inside a word it is a letter.
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            // Only in front of these does a bracket begin a link.
            ']' => matches!(next, Some('(' | '[' | ':')),
            '&' => next.is_some_and(|next| next.is_alphanumeric() || next == '#'),
            '#' | '>' | '-' | '+' | '=' => place == 0,
            '.' | ')' => place == number && number > 0,
            _ => false,
        };
        if means_something {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escaped
}
