use super::{Align, Shown, Table};

/// Columns with words as long as this are broken into lines.
const WIDE: usize = 40;

impl Table {
    /// The table as LaTeX: a `table` environment with title, `tabular` and notes; no packages are needed.
    pub fn latex(&self) -> String {
        let columns = self.columns_but(Shown::ToMachines);
        let kinds = columns.iter().map(|&(place, column)| {
            let wide = self.rows_for_people().iter().any(|row| row[place].for_people().chars().count() > WIDE);
            match column.align {
                Align::Right => "r",
                Align::Left if wide => "p{0.4\\linewidth}",
                Align::Left => "l",
            }
        });
        let kinds = kinds.collect::<Vec<_>>().join("");
        let line = |cells: Vec<String>| format!("{} \\\\\n", cells.join(" & "));
        let mut page = "\\begin{table}\n".to_owned();
        if !self.title.is_empty() {
            page.push_str(&format!("\\caption{{{}}}\n", escape(&self.title)));
        }
        page.push_str(&format!("\\begin{{tabular}}{{{kinds}}}\n\\hline\n"));
        page.push_str(&line(columns.iter().map(|(_, column)| escape(&column.heading())).collect()));
        page.push_str("\\hline\n");
        for row in self.rows_for_people() {
            page.push_str(&line(columns.iter().map(|&(place, _)| escape(&row[place].for_people())).collect()));
        }
        page.push_str("\\hline\n\\end{tabular}\n");
        for note in self.notes_for_people() {
            page.push_str(&format!("\\par {}\n", escape(&note)));
        }
        page + "\\end{table}\n"
    }
}

/// Text that LaTeX shows as it is, on one line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.split_ascii_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => escaped.extend(['\\', c]),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '<' => escaped.push_str("\\textless{}"),
            '>' => escaped.push_str("\\textgreater{}"),
            '\u{a0}' => escaped.push('~'),
            '–' => escaped.push_str("--"),
            '−' => escaped.push_str("$-$"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_that_means_something_is_escaped() {
        assert_eq!(escape(r"50 % of A&B_c #1 {x} \y ~ ^ $ <"), {
            r"50 \% of A\&B\_c \#1 \{x\} \textbackslash{}y \textasciitilde{} \textasciicircum{} \$ \textless{}"
        });
        assert_eq!(escape("−1 – 2"), "$-$1 -- 2");
    }
}
