//! Markdown as `qualkit show --as md` writes it, in which every heading of the third level is the head of a turn.

use qualkit_transcript::Utterance;

use crate::clock::{self, Fraction};
use crate::told::Told;

/// The first line: a definition that no page shows.
pub(crate) const MARK: &str = "[//]: # (qualkit transcript: every heading of level 3 is a turn)";

/// What stands before the label of a turn.
pub(crate) const HEADING: &str = "### ";

/// Reads such a text; `None` for all other Markdown.
pub(crate) fn tell(text: &str) -> Option<Told> {
    let mut told = Told::default();
    for line in text.strip_prefix(MARK)?.lines().filter(|line| !line.trim().is_empty()) {
        match (line.strip_prefix(HEADING), told.utterances.last_mut()) {
            (Some(head), _) => told.utterances.push(turn(&plain(head))),
            (None, Some(turn)) => {
                turn.words.push_str(&plain(line));
                turn.words.push('\n');
            }
            (None, None) => told.header.push(plain(line)),
        }
    }
    Some(told)
}

/// A turn without words, by `Label (00:00:05)` or `Label (00:00:05-00:00:09)`.
fn turn(head: &str) -> Utterance {
    let timed = head.rfind('(').and_then(|at| Some((&head[..at], clock::mark(&head[at..], Fraction::Decimal)?)));
    match timed {
        Some((label, (times, ""))) => {
            Utterance { begins: Some(times.begins), ends: times.ends, ..Utterance::new(label.trim(), "") }
        }
        _ => Utterance::new(head.trim(), ""),
    }
}

/// Signs that Markdown would take for markup, made plain.
pub(crate) fn escape(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        let (before, behind) = (&line[..at], &line[at + c.len_utf8()..]);
        let markup = match c {
            '\\' | '`' | '*' | '_' | '<' | '&' | '~' | '#' => true,
            '>' | '-' | '+' | '=' => before.is_empty(),
            '[' => before.is_empty() && behind.contains("]:"),
            '(' => before.ends_with(']'),
            '.' | ')' => !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        if markup {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// The words of a line whose signs were made plain.
fn plain(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        let escaped = (c == '\\').then(|| letters.next_if(char::is_ascii_punctuation)).flatten();
        words.push(escaped.unwrap_or(c));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markup_read_back() {
        for words in ["#1 *so*", "1. one", "2) \\*", "- <yeah> & a_b", "[a](b)", "[a]: b", "> + = ~~x~~ `y` \\", "10.5"]
        {
            assert_eq!(plain(&escape(words)), words);
        }
        assert_eq!(escape("so 1. it - was [laughs] (a)"), "so 1. it - was [laughs] (a)");
    }

    #[test]
    fn only_marked_text_is_read_and_what_stands_above_the_first_turn_is_header() {
        assert!(tell("### Ann\n\nYes.\n").is_none());
        let told = tell(&format!("{MARK}\n\n# Talk\n\n### Ann (no. 2) (00:00:05)\n\n\\### x\n")).unwrap();
        assert_eq!(told.header, ["# Talk"]);
        let said = &told.utterances[0];
        assert_eq!((said.label.as_str(), said.words.as_str(), said.begins.is_some()), ("Ann (no. 2)", "### x\n", true));
    }
}
