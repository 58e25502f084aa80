//! Speakers whose labels differ only in capitals and spaces are one.

use std::collections::{BTreeMap, HashMap};

use qualkit_transcript::Utterance;

use crate::Note;
use crate::role::fold;

/// Labels that are looked for in the order of the text before all others.
const FIRST: usize = 8;

/// Gives every speaker the spelling that stands most often, of equals the first; notes what was one.
pub(crate) fn merge(utterances: &mut [Utterance]) -> Vec<Note> {
    let (usual, notes) = usual(utterances.iter().map(|utterance| utterance.label.as_str()));
    if !usual.is_empty() {
        for utterance in utterances {
            if let Some(spelling) = usual.get(&utterance.label) {
                spelling.clone_into(&mut utterance.label);
            }
        }
    }
    notes
}

/// The spelling that stands most often, of equals the first, by each label of a speaker who has several; notes what was
/// one.
pub(crate) fn usual<'u>(labels: impl Iterator<Item = &'u str>) -> (HashMap<String, String>, Vec<Note>) {
    // Few labels stand at the head of many utterances: each is looked at once, in the order of the text.
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for label in labels.filter(|label| !label.is_empty()) {
        let near = counts.iter().take(FIRST).position(|(known, _)| *known == label);
        let place = near.unwrap_or_else(|| {
            *places.entry(label).or_insert_with(|| {
                counts.push((label, 0));
                counts.len() - 1
            })
        });
        counts[place].1 += 1;
    }
    counts.retain(|(label, _)| !label.trim().is_empty());
    let mut spellings: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (label, count) in &counts {
        let label = bare(label);
        let known = spellings.entry(fold(&label)).or_default();
        match known.iter_mut().find(|(spelling, _)| *spelling == label) {
            Some((_, all)) => *all += count,
            None => known.push((label, *count)),
        }
    }
    spellings.retain(|_, known| known.len() > 1);
    let mut notes = Vec::new();
    let mut spelled: BTreeMap<&str, &str> = BTreeMap::new();
    for (label, known) in &spellings {
        let (spelling, _) = known.iter().rev().max_by_key(|(_, count)| *count).expect("several spellings are some");
        let all: Vec<String> = known.iter().map(|(spelling, _)| format!("'{spelling}'")).collect();
        notes.push(Note::of_all(format!("{} were taken as one speaker, '{spelling}'", all.join(" and "))));
        spelled.insert(label, spelling);
    }
    let labels = if spelled.is_empty() { &[] } else { &counts[..] };
    let spelling = |label: &str| Some((label.to_owned(), (*spelled.get(fold(label).as_str())?).to_owned()));
    let usual = labels.iter().filter_map(|(label, _)| spelling(label)).collect();
    (usual, notes)
}

/// A label without the signs around it that are never part of it.
fn bare(label: &str) -> String {
    let label = label.trim().trim_end_matches([':', '：']).trim_end();
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spelling_wins() {
        let mut said: Vec<Utterance> =
            ["Ann:", "ann", "Ann ", "BOB", "Bob", ""].map(|label| Utterance::new(label, "x")).to_vec();
        let notes: Vec<String> = merge(&mut said).iter().map(ToString::to_string).collect();
        let labels: Vec<&str> = said.iter().map(|utterance| utterance.label.as_str()).collect();
        assert_eq!(labels, ["Ann", "Ann", "Ann", "BOB", "BOB", ""]);
        assert_eq!(
            notes,
            ["'Ann' and 'ann' were taken as one speaker, 'Ann'", "'BOB' and 'Bob' were taken as one speaker, 'BOB'"]
        );
    }
}
