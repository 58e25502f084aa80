use std::collections::HashMap;

use qualkit_table::{Reader, TableError};

use super::{Blind, BlindErrors, BlindProblem, Entry, fold::fold};

impl Blind {
    /// Reads a table `words,replacement,kind,match`, one form of words per row; `kind` and `match` may be
    /// left out. A replacement that does not
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
        let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
        let mut lines = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        for (line, entry) in rows {
            let Folded { text, capitals, .. } = fold(&entry.words);
            let alike = seen.entry(text).or_default();
            let same_capitals = |earlier: &Entry| fold(&earlier.words).capitals == capitals;
            let meets = |earlier: &Entry| {
                [earlier.capitals, entry.capitals].contains(&Capitals::Any) || same_capitals(earlier)
            };
            let covers = |earlier: &Entry| earlier.capitals == Capitals::Any || same_capitals(earlier);
            let contradiction = alike.iter().find(|&&at| {
                meets(&entries[at]) && entries[at].replacement != entry.replacement
            });
            if let Some(&at) = contradiction {
                problems.push(BlindProblem::Contradiction {
                    line,
                    words: entry.words,
                    replacement: entry.replacement,
                    earlier: entries[at].replacement.clone(),
                    first: lines[at],
                });
            } else if !alike.iter().any(|&at| entry.capitals == Capitals::Exact && covers(&entries[at]) || entries[at].capitals == Capitals::Any) {
                alike.push(entries.len());
                lines.push(line);
                entries.push(entry);
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
