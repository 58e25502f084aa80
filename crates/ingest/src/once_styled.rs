//! Names that stand once, in the very style in which nearly all paragraphs begin with a label.

use std::collections::BTreeMap;

use crate::Note;
use crate::head::{Head, Shape};
use crate::labels::{is_formed, is_lone_name, is_name_like};
use crate::role::fold;
use crate::style::is_alone;
use crate::turns::Line;

/// Makes titles of names that stand once on a line of their own, where four of five paragraphs begin with such a line;
/// tells of them.
pub(crate) fn title_alone(lines: &[Line<'_>], heads: &mut [Option<Head<'_>>]) -> Option<Note> {
    let title = |at: usize| {
        heads[at].is_some_and(|head| head.shape == Shape::Titled && head.words.is_empty() && lines[at].opens)
    };
    let first = (0..lines.len()).find(|&at| title(at))?;
    let name = |at: usize| heads[at].filter(|head| head.shape == Shape::Plain && head.timed.is_none());
    // What stands on the next line of the paragraph is said.
    let said = |at: usize| {
        lines.get(at + 1).is_some_and(|next| !next.opens) && name(at + 1).is_none_or(|next| !is_alone(next.label))
    };
    let opening: Vec<usize> = (first..lines.len()).filter(|&at| lines[at].opens).collect();
    let titles = opening.iter().filter(|&&at| title(at)).count();
    let once = opening.iter().copied().filter(|&at| said(at) && name(at).is_some_and(|head| is_alone(head.label)));
    let once: Vec<usize> = once.collect();
    let style = titles >= once.len() && (titles + once.len()) * 5 >= opening.len() * 4;
    if style { title_all(once, heads, "only once on a line of their own") } else { None }
}

/// Makes titles of emphasised labels before a colon, where nearly all labels are emphasised and some stand once; tells
/// of those.
pub(crate) fn title_emphasised(lines: &[Line<'_>], heads: &mut [Option<Head<'_>>]) -> Option<Note> {
    let emphasised =
        |at: usize| ["**", "__", "<b>", "<strong>"].iter().any(|sign| lines[at].text.trim_start().starts_with(sign));
    let head = |at: usize| heads[at].filter(|head| lines[at].opens && head.shape == Shape::Colon);
    let first = (0..lines.len()).find(|&at| head(at).is_some() && emphasised(at))?;
    let named = |at: &usize| head(*at).is_some_and(|head| is_formed(head.label) && is_name_like(head.label));
    let all: Vec<usize> = (first..lines.len()).filter(named).collect();
    let marked: Vec<usize> = all.iter().copied().filter(|&at| emphasised(at)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let label = |at: usize| heads[at].map(|head| fold(head.label)).unwrap_or_default();
    marked.iter().for_each(|&at| *counts.entry(label(at)).or_default() += 1);
    let once = |&at: &usize| counts[&label(at)] == 1 && heads[at].is_some_and(|head| is_lone_name(head.label));
    let once: Vec<usize> = marked.iter().copied().filter(once).collect();
    let returning: Vec<usize> = marked.iter().copied().filter(|&at| counts[&label(at)] > 1).collect();
    let distinct = counts.values().filter(|&&count| count > 1).count();
    if once.is_empty() || distinct < 2 || returning.len() < once.len() || marked.len() * 10 < all.len() * 9 {
        return None;
    }
    returning.into_iter().for_each(|at| heads[at] = heads[at].map(|head| Head { shape: Shape::Titled, ..head }));
    title_all(once, heads, "emphasised as the other labels are, but only once")
}

fn title_all(places: Vec<usize>, heads: &mut [Option<Head<'_>>], how: &str) -> Option<Note> {
    let mut names = Vec::new();
    for at in places {
        if let Some(head) = &mut heads[at] {
            names.push(format!("'{}'", head.label));
            head.shape = Shape::Titled;
        }
    }
    let more = names.len().checked_sub(5).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
    let named = names.iter().take(5).cloned().collect::<Vec<_>>().join(", ") + &more.unwrap_or_default();
    (!names.is_empty()).then(|| Note::of_all(format!("{named}: {how}, and taken as a speaker")))
}
