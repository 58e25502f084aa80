use std::collections::HashMap;

use qualkit_table::{Reader, TableError};

use super::fold::{Folded, fold};
use super::{Blind, BlindErrors, BlindProblem, Capitals, Entry};

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
            let is_covered = |earlier: &Entry| match (earlier.capitals, entry.capitals) {
                (Capitals::Any, _) => true,
                (Capitals::Exact, Capitals::Any) => false,
                (Capitals::Exact, Capitals::Exact) => fold(&earlier.words).capitals == capitals,
            };
            let meets = |earlier: &Entry| is_covered(earlier) || entry.capitals == Capitals::Any;
            let contradiction =
                alike.iter().find(|&&at| meets(&entries[at]) && entries[at].replacement != entry.replacement);
            if let Some(&at) = contradiction {
                problems.push(BlindProblem::Contradiction {
                    line,
                    words: entry.words,
                    replacement: entry.replacement,
                    earlier: entries[at].replacement.clone(),
                    first: lines[at],
                });
            } else if !alike.iter().any(|&at| is_covered(&entries[at])) {
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
    let [kind, capitals] = ["kind", "match"].map(|name| reader.optional(name));
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row()? {
        let line = row.line();
        let found = row.get(capitals);
        let capitals = match found.to_ascii_lowercase().as_str() {
            "" | "any" => Some(Capitals::Any),
            "exact" => Some(Capitals::Exact),
            _ => None,
        };
        let entry = Entry {
            words: row.get(words).to_owned(),
            replacement: bracketed(row.get(replacement)),
            kind: if row.get(kind).is_empty() { "other".to_owned() } else { row.get(kind).to_owned() },
            capitals: capitals.unwrap_or_default(),
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
        } else if capitals.is_none() {
            problems.push(BlindProblem::Match { line, words: entry.words, found: found.to_owned() });
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
