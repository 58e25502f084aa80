//! Lines that return on every page of a text that was once printed: page numbers, and what stands beside them.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use crate::Note;
use crate::clock::Fraction;
use crate::head::{self, Head, Shape};
use crate::labels::{Words, words};
use crate::turns::{Line, is_sentence};

/// Words for a page, in small letters.
static PAGES: Words = Words::new(|| {
    words(
        "page, pages, pg, seite, página, pagina, pág, pag, side, sida, strona, str, sivu, oldal, sayfa, стр, страница, \
        页, 頁, ページ, 쪽",
    )
});

/// The fewest pages that show that a line returns.
const FEWEST: usize = 3;

/// A text without the lines that return on its pages.
pub(crate) struct Running<'t> {
    pub(crate) kept: Vec<Line<'t>>,
    pub(crate) removed: Vec<String>,
    first: usize,
}

impl Running<'_> {
    /// What is said of the lines that were moved.
    pub(crate) fn note(&self, unit: &str) -> Note {
        let more = self.removed.len() - 1;
        let shown: Vec<&str> = self.removed[0].split_whitespace().collect();
        let shown = shown.join(" ");
        let message =
            format!("'{shown}' and {more} more lines return on every page: moved out of the turns into the header");
        Note::at(format!("{unit} {}", self.first), message)
    }
}

/// Takes out the lines that count the pages, and those that stand beside them on most pages; `None` if there are none.
pub(crate) fn strip<'t>(lines: &[Line<'t>]) -> Option<Running<'t>> {
    let mut running = vec![false; lines.len()];
    for at in counting(lines) {
        running[at] = true;
    }
    let pages: Vec<usize> = (0..lines.len()).filter(|&at| running[at]).collect();
    let first = *pages.first()?;
    for at in beside(lines, &pages) {
        running[at] = true;
    }
    let first = (0..=first).find(|&at| running[at])?;
    let kept = lines.iter().zip(&running).filter(|(_, running)| !**running).map(|(line, _)| *line).collect();
    let removed = lines.iter().zip(&running).filter(|(_, running)| **running);
    let removed = removed.map(|(line, _)| line.text.trim().to_owned()).collect();
    Some(Running { kept, removed, first: lines[first].place })
}

/// The lines that are one but for a number that counts up by one.
fn counting(lines: &[Line<'_>]) -> Vec<usize> {
    let captions = LazyCell::new(|| lines.iter().any(|line| line.text.contains("-->")));
    let mut alike: BTreeMap<String, Vec<(usize, Vec<u32>)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        // Who counts says numbers below his label.
        let said = || at > 0 && is_bare_label(lines[at - 1].text);
        if let Some((form, numbers)) = form(line.text).filter(|_| !said()) {
            alike.entry(form).or_default().push((at, numbers));
        }
    }
    let is_counting = |form: &str, found: &[(usize, Vec<u32>)]| {
        let bare = !form.contains(char::is_alphabetic);
        let steps = |place: usize| found.windows(2).all(|pair| pair[1].1[place] == pair[0].1[place] + 1);
        let same = |place: usize| found.windows(2).all(|pair| pair[1].1[place] == pair[0].1[place]);
        let numbers = found[0].1.len();
        let counts = (0..numbers).filter(|&place| steps(place)).count() == 1;
        // Numbers alone may count paragraphs or captions.
        let few = !bare || found.len() * 8 <= lines.len() && !*captions;
        // Between two pages something was said.
        let apart = found.windows(2).all(|pair| pair[1].0 > pair[0].0 + 1);
        found.len() >= FEWEST && apart && counts && few && (0..numbers).all(|place| steps(place) || same(place))
    };
    let found = alike.iter().filter(|(form, found)| is_counting(form, found));
    found.flat_map(|(_, found)| found.iter().map(|(at, _)| *at)).collect()
}

/// A line with its numbers taken out, and those; `None` if it cannot count pages.
fn form(text: &str) -> Option<(String, Vec<u32>)> {
    let text = text.trim();
    if text.len() > 200 || is_sentence(text) || !(is_bare(text) || is_apart(text) || is_paged(text)) {
        return None;
    }
    let (mut form, mut numbers, mut digits) = (String::new(), Vec::new(), String::new());
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            numbers.push(digits.parse().ok()?);
            digits.clear();
            form.push('#');
        }
        form.push(c);
    }
    let form = form.trim_end_matches('\0');
    Some((form.split_whitespace().collect::<Vec<_>>().join(" "), numbers))
}

/// Whether a line begins as a turn does.
fn is_label(text: &str) -> bool {
    head::read(text, Fraction::Decimal).is_some_and(|head| matches!(head.shape, Shape::Colon | Shape::Titled))
}

/// Whether a label stands alone, and what is said below it.
fn is_bare_label(text: &str) -> bool {
    let bare = |head: Head<'_>| matches!(head.shape, Shape::Colon | Shape::Titled) && head.words.is_empty();
    text.trim_end().ends_with([':', '：']) && head::read(text, Fraction::Decimal).is_some_and(bare)
}

/// Whether a line holds one number or two, and nothing else but dashes, brackets and bars.
fn is_bare(text: &str) -> bool {
    let sign = |c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | '(' | ')' | '/' | '|' | ' ');
    let numbers = || text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count();
    text.chars().all(|c| c.is_ascii_digit() || sign(c)) && (1..=2).contains(&numbers())
}

/// Whether a line ends in a number that is set apart, as in a footer.
fn is_apart(text: &str) -> bool {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let apart = rest.len() < text.len() && (rest.ends_with('\t') || rest.ends_with("   "));
    apart && rest.contains(char::is_alphabetic) && !rest.trim_end().ends_with(':')
}

/// Whether a number stands behind, or in, a word for a page.
fn is_paged(text: &str) -> bool {
    let bare = |word| str::trim_matches(word, ['.', ':', '|', '(', ')', '[', ']']);
    let is_page = |word: &str| PAGES.contains(word.to_lowercase().as_str());
    let is_digit = |c: char| c.is_ascii_digit();
    let mut above = "";
    text.split_whitespace().any(|word| {
        let before = std::mem::replace(&mut above, word);
        if !word.contains(is_digit) {
            return false;
        }
        let word = bare(word);
        word.starts_with(is_digit) && is_page(bare(before))
            || is_page(word.trim_matches(|c: char| is_digit(c) || c == '第'))
    })
}

/// The lines that stand next to page numbers on most pages and, but for a title, nowhere else.
fn beside(lines: &[Line<'_>], pages: &[usize]) -> Vec<usize> {
    let is_page = |at: usize| pages.binary_search(&at).is_ok();
    let mut near: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let is_title = |at: usize| lines.get(at).is_some_and(|line| !is_label(line.text) && !is_sentence(line.text));
    for &page in pages {
        for at in [page.wrapping_sub(1), page + 1].into_iter().filter(|&at| is_title(at) && !is_page(at)) {
            near.entry(lines[at].text.trim()).or_default().push(at);
        }
    }
    near.values_mut().for_each(Vec::dedup);
    near.retain(|_, places| places.len() >= FEWEST && places.len() * 2 >= pages.len());
    for (at, line) in lines.iter().enumerate().skip(pages[0]) {
        let text = line.text.trim();
        if near.get(text).is_some_and(|places| places.binary_search(&at).is_err()) {
            near.remove(text);
        }
    }
    near.into_values().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip_text(text: &str) -> Option<(Vec<&str>, usize)> {
        let lines: Vec<Line<'_>> =
            (1..).zip(text.lines()).map(|(place, text)| Line { place, opens: true, text }).collect();
        strip(&lines).map(|running| (running.kept.iter().map(|line| line.text).collect(), running.removed.len()))
    }

    #[test]
    fn lines_that_count_pages_are_taken_out_with_those_beside_them() {
        let text = "The Mill\nP: one\nThe Mill\nNo. 7 Page 1 of 3\nP: two\nThe Mill\nNo. 7 Page 2 of 3\nP: three\n\
            The Mill\nNo. 7 Page 3 of 3";
        assert_eq!(strip_text(text), Some((vec!["The Mill", "P: one", "P: two", "P: three"], 6)));
    }

    #[test]
    fn a_footer_sets_its_number_apart() {
        let text = "P: one\nThe Mill, M7     4\nP: two\nThe Mill, M7     5\nP: three\nThe Mill, M7     6";
        assert_eq!(strip_text(text), Some((vec!["P: one", "P: two", "P: three"], 3)));
    }

    #[test]
    fn what_is_said_again_is_no_page() {
        assert_eq!(strip_text("P1: Answer 1 of P1.\nP1: Answer 2 of P1.\nP1: Answer 3 of P1."), None);
        for text in [
            "Question 1\nA: a\nQuestion 2\nA: b\nQuestion 3\nA: c",
            "1\na b\n2\nc d\n3\ne f",
            "p. 3\np. 9\np. 4",
            "a 1\nb\na 2\nb\na 3",
        ] {
            assert_eq!(strip_text(text), None, "{text}");
        }
    }
}
