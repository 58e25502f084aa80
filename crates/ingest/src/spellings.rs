//! Speakers whose labels differ only in capitals and spaces are one.

use std::collections::BTreeMap;

use qualkit_transcript::Utterance;

use crate::Note;
use crate::role::fold;

/// Gives every speaker the spelling that stands most often, of equals the first; notes what was one.
pub(crate) fn merge(utterances: &mut [Utterance]) -> Vec<Note> {
    let mut spellings: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for utterance in utterances.iter().filter(|utterance| !utterance.label.trim().is_empty()) {
        let label = bare(&utterance.label);
        let known = spellings.entry(fold(&label)).or_default();
        match known.iter_mut().find(|(spelling, _)| *spelling == label) {
            Some((_, count)) => *count += 1,
            None => known.push((label, 1)),
        }
    }
    spellings.retain(|_, known| known.len() > 1);
    let mut notes = Vec::new();
    let mut usual: BTreeMap<&str, &str> = BTreeMap::new();
    for (label, known) in &spellings {
        let (spelling, _) = known.iter().rev().max_by_key(|(_, count)| *count).expect("several spellings are some");
        let all: Vec<String> = known.iter().map(|(spelling, _)| format!("'{spelling}'")).collect();
        notes.push(Note::of_all(format!("{} were taken as one speaker, '{spelling}'", all.join(" and "))));
        usual.insert(label, spelling);
    }
    for utterance in utterances {
        if let Some(spelling) = usual.get(fold(&utterance.label).as_str()) {
            (*spelling).clone_into(&mut utterance.label);
        }
    }
    notes
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
