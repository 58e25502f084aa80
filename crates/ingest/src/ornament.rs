//! Numbers and signs before labels: `12. Ann: words`, `🔴 Ann: words`, `> Ann: words`, `○Ann words`.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::Note;
use crate::clock::Fraction;
use crate::head::{self, Head, Shape};
use crate::labels::{is_formed, is_name_like, is_numbered_speaker};
use crate::role::{fold, said_by};
use crate::turns::Line;

/// What stands before a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ornament {
    Bullet,
    Number,
    Symbol,
}

/// Makes heads of the labels behind numbers and signs that the whole text shows to be such; tells of those.
pub(crate) fn strip<'t>(lines: &[Line<'t>], heads: &mut [Option<Head<'t>>]) -> Option<Note> {
    // Few labels stand at the head of many lines: each is looked at once.
    let mut written: FxHashMap<&str, usize> = FxHashMap::default();
    for head in heads.iter().flatten().filter(|head| head.shape == Shape::Colon) {
        *written.entry(head.label).or_default() += 1;
    }
    let mut labels: BTreeMap<String, usize> = BTreeMap::new();
    for (label, count) in written.into_iter().filter(|(label, _)| is_name(label)) {
        *labels.entry(fold(label)).or_default() += count;
    }
    let mut found: BTreeMap<Ornament, Vec<(usize, Option<u32>, Head<'t>)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((ornament, number, rest)) = ornament(line.text) else { continue };
        if let Some(head) = head::read(rest, Fraction::Decimal).filter(is_label) {
            *labels.entry(fold(head.label)).or_default() += 1;
            found.entry(ornament).or_default().push((at, number, head));
        }
    }
    let paragraphs = lines.iter().filter(|line| line.opens).count();
    let covered: usize = labels.values().filter(|&&count| count >= 2).sum();
    let dense = labels.values().filter(|&&count| count >= 2).count() >= 2 && covered * 2 >= paragraphs;
    let mut stripped = Vec::new();
    for (ornament, found) in found {
        let numbers: Vec<u32> = found.iter().filter_map(|(_, number, _)| *number).collect();
        let counting = numbers.windows(2).all(|pair| pair[0] < pair[1]);
        let returning = found.iter().map(|(.., head)| fold(head.label)).filter(|label| labels[label] >= 2);
        let returning: Vec<String> = returning.collect();
        let distinct = returning.iter().collect::<BTreeSet<_>>().len();
        // A list may explain the parts in a title.
        let usual = match ornament {
            Ornament::Bullet => dense && distinct >= 2 && returning.len() * 5 >= covered * 4,
            Ornament::Number => counting && found.len() >= 2 && !is_list(&found, &labels),
            Ornament::Symbol => true,
        };
        // Who quotes, or lists what was done, sets a sign before names that stand elsewhere without it.
        let mut behind: BTreeMap<String, usize> = BTreeMap::new();
        found.iter().for_each(|(.., head)| *behind.entry(fold(head.label)).or_default() += 1);
        let always = |label: &str| behind[label] * 5 >= labels[label] * 4;
        let told =
            |label: &str| ornament != Ornament::Bullet && (said_by(label).is_some() || is_numbered_speaker(label));
        // Where two labels return behind a sign, one that stands once behind it may be another.
        let alike = distinct >= 2 && ornament != Ornament::Number;
        let taken = |head: &Head<'_>| {
            let label = fold(head.label);
            always(&label) && (told(head.label) || dense && (alike || labels[&label] >= 2))
        };
        stripped.extend(found.into_iter().filter(|(.., head)| usual && taken(head)).map(|(at, _, head)| (at, head)));
    }
    for &(at, head) in &stripped {
        heads[at] = Some(head);
    }
    let message = format!("numbers or signs stand before {} labels, and were left out with them", stripped.len());
    (!stripped.is_empty()).then(|| Note::of_all(message))
}

/// Whether numbered lines follow each other, most without anybody else between, and others speak more often without a
/// number: a list in somebody's words.
fn is_list(found: &[(usize, Option<u32>, Head<'_>)], labels: &BTreeMap<String, usize>) -> bool {
    let behind: BTreeSet<String> = found.iter().map(|(.., head)| fold(head.label)).collect();
    let others = labels.iter().filter(|(label, count)| **count >= 2 && !behind.contains(*label));
    let (others, spoken) = others.fold((0, 0), |(others, spoken), (_, count)| (others + 1, spoken + count));
    let joined = found.windows(2).filter(|pair| pair[0].0 + 1 == pair[1].0).count();
    others >= 2 && spoken > found.len() && joined * 2 >= found.len()
}

fn is_label(head: &Head<'_>) -> bool {
    head.shape == Shape::Colon && is_name(head.label)
}

fn is_name(label: &str) -> bool {
    is_formed(label) && is_name_like(label)
}

/// Whether a label begins with a number or a sign that may be none of it.
pub(crate) fn is_ornamented(label: &str) -> bool {
    ornament(label).is_some()
}

/// What stands before a possible label, its number, and the rest.
fn ornament(text: &str) -> Option<(Ornament, Option<u32>, &str)> {
    let text = text.trim_start();
    if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|bullet| text.strip_prefix(bullet)) {
        return Some((Ornament::Bullet, None, rest.trim_start()));
    }
    if let Some(rest) = behind_symbols(text) {
        return Some((Ornament::Symbol, None, rest));
    }
    let asked = text.strip_prefix('Q');
    let digits = asked.unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits.get(..length).filter(|digits| (1..=4).contains(&digits.len()))?.parse().ok()?;
    let rest = &digits[length..];
    let closed = rest.strip_prefix(['.', ')']);
    let rest = closed.or(asked.map(|_| rest))?;
    rest.starts_with(char::is_whitespace).then(|| (Ornament::Number, Some(number), rest.trim_start()))
}

/// What follows the signs at the start of a line that are no letters, no figures and no punctuation.
pub(crate) fn behind_symbols(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c: char| is_symbol(c) || c == '>' || c.is_whitespace());
    (rest.len() < text.len() && !rest.is_empty()).then_some(rest)
}

fn is_symbol(c: char) -> bool {
    matches!(c, '•' | '‣' | '\u{25a0}'..='\u{27bf}' | '\u{fe0f}' | '\u{200d}' | '\u{1f300}'..='\u{1faff}')
}

/// `○山田 words`: a circle or the like, and a name in signs that have no capitals.
pub(crate) fn at_circle(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start_matches(is_symbol);
    let (label, words) = rest.trim_start().split_once(char::is_whitespace)?;
    let capitals = |c: char| c.is_lowercase() || c.is_uppercase();
    (rest.len() < line.len() && !label.contains(capitals)).then_some((label, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_signs_are_parted_from_what_follows() {
        assert_eq!(ornament("12. Ann: so"), Some((Ornament::Number, Some(12), "Ann: so")));
        assert_eq!(ornament("Q3 Chair: so"), Some((Ornament::Number, Some(3), "Chair: so")));
        assert_eq!(ornament("🔴 Ann: so"), Some((Ornament::Symbol, None, "Ann: so")));
        assert_eq!(ornament("> Ann: so"), Some((Ornament::Symbol, None, "Ann: so")));
        assert_eq!(ornament("- Ann: so"), Some((Ornament::Bullet, None, "Ann: so")));
    }

    #[test]
    fn words_have_no_ornament() {
        for text in ["Ann: so", "12 of us", "– and so", "\"So\"", "(so)", "Quite"] {
            assert!(ornament(text).is_none(), "{text}");
        }
    }
}
