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
        let mut page = line(columns.iter().map(|(_, column)| escape(&column.heading())).collect());
        page.push_str(&line(columns.iter().map(|(_, column)| rule(column.align).to_owned()).collect()));
        for row in self.rows_for_people() {
            page.push_str(&line(columns.iter().map(|&(place, _)| escape(&row[place].for_people())).collect()));
        }
        for note in self.notes_for_people() {
            page.push_str(&format!("\n{}\n", escape_line(&note)));
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

/// Text that Markdown shows as it is, on one line; nothing in it begins a heading or a list.
pub(crate) fn escape_line(text: &str) -> String {
    let line = escape(text);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let begins_a_list = digits > 0 && line[digits..].starts_with(['.', ')']);
    if line.starts_with(['#', '>', '-', '+', '=']) {
        format!("\\{line}")
    } else if begins_a_list {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else {
        line
    }
}

/// Text that Markdown shows as it is inside a line.
pub(crate) fn escape(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len());
    let mut before = None;
    let mut ahead = line.chars().peekable();
    while let Some(c) = ahead.next() {
        let next = ahead.peek().copied();
        let means_something = match c {
            '\\' | '`' | '*' | '<' | '|' | '~' => true,
            // Inside a word it is a letter.
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            // Only in front of these does a bracket begin a link.
            ']' => matches!(next, Some('(' | '[' | ':')),
            '&' => next.is_some_and(|next| next.is_alphanumeric() || next == '#'),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_mean_something_is_escaped() {
        assert_eq!(
            escape("a|b *c* snake_case _d_ [name] [x](y) AT&T &amp; <b>"),
            r"a\|b \*c\* snake_case \_d\_ [name] [x\](y) AT\&T \&amp; \<b>"
        );
        assert_eq!(
            ["1. a", "12) b", "- c", "# d", "0.5"].map(escape_line),
            [r"1\. a", r"12\) b", r"\- c", r"\# d", r"0\.5"]
        );
    }
}
