//! ELAN: tiers of annotations. Tiers without a parent are what was said; those that depend on others
//! say it again: as words, glosses, translations.

use std::collections::HashMap;

use qualkit_transcript::{Timecode, Utterance};
use roxmltree::{Document, Node};

use crate::tiers::{self, Tier};
use crate::told::Told;
use crate::xml::{all, attribute, flat, is, text};
use crate::{Note, Options, json};

/// How many tiers may depend on each other; more would be a circle.
const DEEPEST: usize = 64;

/// Reads a document whose root is `ANNOTATION_DOCUMENT`.
pub(crate) fn read(document: &Document<'_>, options: &Options) -> Told {
    let time = |slot: Node<'_, '_>| slot.attribute("TIME_VALUE")?.trim().parse::<u64>().ok();
    let slots: HashMap<&str, Option<u64>> =
        all(document, "TIME_SLOT").filter_map(|slot| Some((slot.attribute("TIME_SLOT_ID")?, time(slot)))).collect();
    let tiers: Vec<Node<'_, '_>> = all(document, "TIER").collect();
    let mut times: HashMap<&str, (Option<Timecode>, Option<Timecode>)> = HashMap::new();
    let annotations = || all(document, "ALIGNABLE_ANNOTATION");
    let slot = |annotation: Node<'_, '_>, name: &str| {
        let millis = slots.get(annotation.attribute(name)?).copied().flatten()?;
        json::millis(Some(&millis.into()))
    };
    for annotation in annotations() {
        if let Some(id) = annotation.attribute("ANNOTATION_ID") {
            times.insert(id, (slot(annotation, "TIME_SLOT_REF1"), slot(annotation, "TIME_SLOT_REF2")));
        }
    }
    // An annotation that refers to another one has its times, however many steps away.
    let references: HashMap<&str, &str> = all(document, "REF_ANNOTATION")
        .filter_map(|annotation| {
            Some((annotation.attribute("ANNOTATION_ID")?, annotation.attribute("ANNOTATION_REF")?))
        })
        .collect();
    let aligned = |id: &str| {
        let mut chain = std::iter::successors(Some(id), |id| references.get(id).copied()).take(DEEPEST);
        chain.find_map(|id| times.get(id).copied())
    };
    let referring: Vec<_> = references.keys().map(|id| (*id, aligned(id).unwrap_or_default())).collect();
    times.extend(referring);
    let read: Vec<Tier> = tiers.iter().map(|tier| read_tier(*tier, &times)).collect();
    let mut notes = Vec::new();
    let chosen: Vec<usize> = (0..tiers.len())
        .filter(|&place| attribute(tiers[place], "PARENT_REF").is_none())
        .map(|place| said_in(place, &tiers, &read, &mut notes))
        .collect();
    let (mut speech, mut others) = (Vec::new(), Vec::new());
    for (place, tier) in read.into_iter().enumerate() {
        if chosen.contains(&place) { speech.push(tier) } else { others.push(tier) }
    }
    let mut told = tiers::tell(speech, &others, options);
    notes.append(&mut told.notes);
    Told { notes, ..told }
}

/// The tier with the words of a tier that has only numbers: the first of those that depend on it.
fn said_in(place: usize, tiers: &[Node<'_, '_>], read: &[Tier], notes: &mut Vec<Note>) -> usize {
    let lettered = |tier: &Tier| tier.parts.iter().any(|part| !is_number(&part.words));
    if read[place].parts.is_empty() || lettered(&read[place]) {
        return place;
    }
    let name = attribute(tiers[place], "TIER_ID");
    let depends = |other: &usize| attribute(tiers[*other], "PARENT_REF") == name && name.is_some();
    let Some(child) = (0..tiers.len()).filter(depends).find(|&other| lettered(&read[other])) else { return place };
    let (parent, child_name) = (&read[place].name, &read[child].name);
    let message = format!("tier '{parent}' holds only numbers: what was said was read from '{child_name}'");
    notes.push(Note::of_all(message));
    child
}

/// Whether an annotation only counts: `12`, `text.012`, `A_3`.
fn is_number(words: &str) -> bool {
    let stem = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let counted = stem.len() < words.len() && (stem.is_empty() || stem.ends_with(['.', '_', '-', ':', ' ', '#']));
    !words.chars().any(char::is_alphabetic) || counted && !stem.trim_end().contains(char::is_whitespace)
}

fn read_tier(tier: Node<'_, '_>, times: &HashMap<&str, (Option<Timecode>, Option<Timecode>)>) -> Tier {
    let name = attribute(tier, "TIER_ID").unwrap_or_default();
    let label = attribute(tier, "PARTICIPANT").unwrap_or(name);
    let values = tier.descendants().filter(|node| is(*node, "ANNOTATION_VALUE"));
    let parts = values.filter_map(|value| {
        let id = value.parent()?.attribute("ANNOTATION_ID").unwrap_or_default();
        let (begins, ends) = times.get(id).copied().unwrap_or_default();
        let ends = ends.filter(|ends| begins.is_none_or(|begins| begins <= *ends));
        let words = flat(&text(value));
        (!words.is_empty()).then(|| Utterance { label: label.to_owned(), words, begins, ends, ..Utterance::default() })
    });
    Tier { name: name.to_owned(), parts: parts.collect() }
}
