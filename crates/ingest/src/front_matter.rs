//! What generators of sites and programs for notes keep at the head of a text: keys and values between two lines of
//! hyphens, which nobody says.

use std::collections::BTreeSet;

use crate::header;

/// The line above it, and the usual one below.
const FENCE: &str = "---";

/// The most lines between the two.
const LONGEST: usize = 200;

/// Keys of a page, in small letters; those of a recording are the same as in other headers.
const KEYS: &str = "aliases author authors categories category created description draft guest guests host hosts lang \
    layout permalink slug speakers status subtitle summary tags title type updated";

/// How many lines at the head of a text are its front matter, with those of hyphens. Turns between two rules are none:
/// of them no key is a page's, or one returns.
pub(crate) fn lines(text: &str) -> usize {
    let above = text.lines().take_while(|line| line.trim().is_empty()).count();
    let mut rest = text.lines().skip(above);
    if rest.next().is_none_or(|line| line.trim_end() != FENCE) {
        return 0;
    }
    let (mut keys, mut known) = (BTreeSet::new(), false);
    for (within, line) in rest.take(LONGEST + 1).enumerate() {
        if matches!(line.trim_end(), FENCE | "...") {
            return if known { above + within + 2 } else { 0 };
        }
        if line.trim().is_empty() || line.starts_with([' ', '\t', '#']) || line.starts_with("- ") {
            continue;
        }
        let Some(key) = key(line).filter(|key| keys.insert(key.to_owned())) else { return 0 };
        known |= KEYS.split(' ').any(|known| known == key) || header::is_key(&key);
    }
    0
}

/// The key of a line, in small letters.
fn key(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let formed = !key.is_empty() && key.len() <= 40 && key.chars().all(word);
    (formed && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| key.trim_end().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_between_two_lines_of_hyphens_are_front_matter() {
        assert_eq!(lines("---\ntitle: A talk\nspeakers:\n  host: Ann\n\n# so\ntags:\n- a\n---\nhost: So.\n"), 9);
        assert_eq!(lines("\n---\nDate: 2020-05-04\n...\n"), 4);
    }

    #[test]
    fn turns_between_two_rules_are_none() {
        for text in [
            "---\nAnn: So.\nBo: Yes.\n---\nAnn: No.\n",
            "---\ntitle: A talk\nAnn: So.\nBo: Yes.\nAnn: Oh.\n---\n",
            "---\ntitle: A talk\nAnd so it was.\n---\n",
            "---\ntitle: A talk\n",
            "title: A talk\n---\n",
            "---\n---\n",
        ] {
            assert_eq!(lines(text), 0, "{text}");
        }
    }
}
