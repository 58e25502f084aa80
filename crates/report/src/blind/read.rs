use std::collections::HashMap;

use qualkit_table::{Reader, TableError};

use super::{Blind, BlindErrors, BlindProblem, Entry, fold::fold};

impl Blind {
    /// Reads a table `words,replacement,kind`, one form of words per row. A replacement that does not
    /// stand in square brackets is put in them, so that readers see that it is one.
    ///
    /// # Errors
    /// Every row that cannot be followed.
    pub fn read(table: &str) -> Result<Blind, BlindErrors> {
        let mut problems = Vec::new();
        let rows = rows(table, &mut problems).unwrap_or_else(|error| {
            problems.push(error.into());
            Vec::new()
        });
        let mut seen: HashMap<String, (u64, String)> = HashMap::new();
        let mut lines = Vec::new();
        let mut entries = Vec::new();
        for (line, entry) in rows {
            let earlier = seen.get(&fold(&entry.words).text);
            match earlier {
                Some((_, same)) if *same == entry.replacement => {}
                Some((first, other)) => problems.push(BlindProblem::Contradiction {
                    line,
                    words: entry.words,
                    replacement: entry.replacement,
                    earlier: other.clone(),
                    first: *first,
                }),
                None => {
                    seen.insert(fold(&entry.words).text, (line, entry.replacement.clone()));
                    lines.push(line);
                    entries.push(entry);
                }
            }
        }
        let blind = Blind::new(entries);
        for (entry, &line) in blind.entries.iter().zip(&lines) {
            for found in blind.survivors(&entry.replacement) {
                let replacement = entry.replacement.clone();
                problems.push(BlindProblem::Circular { line, replacement, listed: found.words });
            }
        }
        if problems.is_empty() { Ok(blind) } else { Err(BlindErrors(problems)) }
    }
}

/// The rows that can stand alone, with their lines.
fn rows(table: &str, problems: &mut Vec<BlindProblem>) -> Result<Vec<(u64, Entry)>, TableError> {
    let mut reader = Reader::new(table)?;
    let [words, replacement] = reader.columns(["words", "replacement"])?;
    let kind = reader.optional("kind");
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row()? {
        let line = row.line();
        let entry = Entry {
            words: row.get(words).to_owned(),
            replacement: bracketed(row.get(replacement)),
            kind: if row.get(kind).is_empty() { "other".to_owned() } else { row.get(kind).to_owned() },
        };
        let folded = fold(&entry.words).text;
        let first = folded.split(|c: char| !c.is_alphanumeric()).next();
        if !folded.contains(char::is_alphanumeric) {
            problems.push(BlindProblem::NoWords { line });
        } else if entry.words.contains(['[', ']']) {
            problems.push(BlindProblem::Bracket { line, words: entry.words });
        } else if matches!(first, Some("s" | "es")) {
            problems.push(BlindProblem::Ending { line, words: entry.words });
        } else if entry.replacement.is_empty() {
            problems.push(BlindProblem::NoReplacement { line, words: entry.words });
        } else {
            rows.push((line, entry));
        }
    }
    Ok(rows)
}

fn bracketed(replacement: &str) -> String {
    let stands_in_brackets = replacement.starts_with('[') && replacement.ends_with(']');
    if replacement.is_empty() || stands_in_brackets { replacement.to_owned() } else { format!("[{replacement}]") }
}
