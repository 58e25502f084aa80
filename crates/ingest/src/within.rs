//! Labels that stand only inside paragraphs, where the words of another may look like a turn: `Mother: go.`.

use std::collections::{BTreeMap, BTreeSet};

use crate::head::Head;
use crate::labels::Labels;
use crate::learn::note_once;
use crate::role::same;
use crate::turns::Line;
use crate::{Note, Options};

/// Tells of labels that return and never open a paragraph, where most that stand at the head of lines do, and far more
/// often.
pub(crate) fn note(
    lines: &[Line<'_>],
    heads: &[Option<Head<'_>>],
    labels: &Labels,
    options: &Options,
    unit: &str,
) -> Option<Note> {
    let labelled = |opens: bool| {
        let heads = lines.iter().zip(heads).filter(move |(line, _)| line.opens == opens);
        heads.filter_map(|(line, head)| Some((line.place, labels.of(head.as_ref()?)?)))
    };
    let mut within: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    labelled(false).for_each(|(place, label)| within.entry(label).or_default().push(place));
    let inside: usize = within.values().map(Vec::len).sum();
    let opening: Vec<&str> = if inside > 0 { labelled(true).map(|(_, label)| label).collect() } else { Vec::new() };
    if opening.len() <= inside {
        return None;
    }
    let open: BTreeSet<&str> = opening.iter().copied().collect();
    let given = |label: &str| options.labels().any(|given| same(given, label)) || options.aliases.of(label).is_some();
    let seldom =
        |label: &str, places: &[usize]| places.len() >= 2 && places.len() * 3 <= opening.len() && !given(label);
    let told = within.iter().filter(|(label, places)| !open.contains(*label) && seldom(label, places));
    let mut told: Vec<(usize, String)> = told.map(|(label, places)| (places[0], (*label).to_owned())).collect();
    told.sort_unstable();
    note_once(unit, told, "begins lines only inside paragraphs, and taken as a speaker because it returns")
}
