//! EXMARaLDA's basic transcription: tiers of events between points of a timeline. Events of a tier of
//! type `t` that follow each other without a gap are one stretch.

use std::collections::{BTreeMap, HashMap};

use qualkit_transcript::{Timecode, Utterance};
use roxmltree::{Document, Node};

use crate::stretch::Stretch;
use crate::tiers::{self, Tier};
use crate::told::Told;
use crate::xml::{all, attribute, flat, is, text};
use crate::{Join, Note, Options, heard, json};

/// When something begins and ends.
type Times = (Option<Timecode>, Option<Timecode>);

/// A point of the timeline: its place and its time.
type Point = (usize, Option<Timecode>);

/// Reads a document whose root is `basic-transcription`.
pub(crate) fn read(document: &Document<'_>, options: &Options) -> Told {
    let second = |point: Node<'_, '_>| json::seconds(Some(&point.attribute("time")?.into()));
    let timeline: HashMap<&str, Point> = all(document, "tli")
        .enumerate()
        .filter_map(|(place, point)| Some((point.attribute("id")?, (place, second(point)))))
        .collect();
    let names: HashMap<&str, String> = all(document, "speaker")
        .filter_map(|speaker| {
            let short = speaker.children().find(|node| is(*node, "abbreviation")).map(|node| flat(&text(node)));
            Some((speaker.attribute("id")?, short.filter(|short| !short.is_empty())?))
        })
        .collect();
    let (names, shared) = apart(names);
    let mut placed: Vec<(usize, Utterance)> = Vec::new();
    let (mut speech, mut others) = (Vec::new(), Vec::new());
    for tier in all(document, "tier") {
        let speaker = attribute(tier, "speaker");
        let name = attribute(tier, "display-name").or(attribute(tier, "id")).unwrap_or_default().to_owned();
        let known = speaker.map(|id| names.get(id).cloned().unwrap_or_else(|| id.to_owned()));
        let label = known.unwrap_or_else(|| name.clone());
        let said = attribute(tier, "type") == Some("t");
        let stretches = stretches(tier, &label, &timeline, said);
        let parts = stretches.iter().map(|(_, part)| part.clone()).collect();
        if said {
            placed.extend(stretches);
            speech.push(name);
        } else {
            others.push(Tier { name, parts });
        }
    }
    // Points without a time have a place in the order all the same.
    placed.sort_by_key(|(place, _)| *place);
    let parts: Vec<Utterance> = placed.into_iter().map(|(_, part)| part).collect();
    let mut notes: Vec<Note> = tiers::note_others(&others).into_iter().chain(heard::note_overlaps(&parts)).collect();
    if !shared.is_empty() {
        let message = format!("an abbreviation of several speakers, told apart by their ids: {}", shared.join(", "));
        notes.push(Note::of_all(message));
    }
    let untimed = parts.iter().filter(|part| part.begins.is_none()).count();
    if untimed > 0 {
        notes.push(Note::of_all(format!("stretches that begin at a point of the timeline without a time: {untimed}")));
    }
    let times: Vec<Timecode> = all(document, "tli").filter_map(second).collect();
    let backwards = times.windows(2).filter(|pair| pair[1] < pair[0]).count();
    if backwards > 0 {
        let message =
            format!("points of the timeline that lie before the one above them: {backwards}; its order was kept");
        notes.push(Note::of_all(message));
    }
    let header = all(document, "transcription-name").map(|name| flat(&text(name))).filter(|name| !name.is_empty());
    let utterances = options.join.unwrap_or(Join::Never).turns(parts);
    Told { header: header.collect(), utterances, notes, ..Told::default() }
}

/// Adds the id to abbreviations that several speakers have; gives these, too.
fn apart(names: HashMap<&str, String>) -> (HashMap<&str, String>, Vec<String>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    names.values().for_each(|name| *counts.entry(name.clone()).or_default() += 1);
    counts.retain(|_, &mut count| count > 1);
    let apart = names.iter().map(|(&id, name)| match counts.contains_key(name) {
        true => (id, format!("{name} ({id})")),
        false => (id, name.clone()),
    });
    (apart.collect(), counts.into_keys().collect())
}

/// The events of a tier, those that follow each other without a gap as one, with their places.
fn stretches(
    tier: Node<'_, '_>,
    label: &str,
    timeline: &HashMap<&str, Point>,
    joined: bool,
) -> Vec<(usize, Utterance)> {
    let mut stretches: Vec<(usize, Times, Stretch)> = Vec::new();
    let mut open = None;
    for event in tier.children().filter(|node| is(*node, "event")) {
        let (start, end) = (event.attribute("start").unwrap_or_default(), event.attribute("end"));
        let words = text(event).replace(['\n', '\t'], " ");
        let point = |id: &str| timeline.get(id).copied().unwrap_or((usize::MAX, None));
        let (place, begins) = point(start);
        let ends = end.and_then(|end| point(end).1);
        if !joined || open != Some(start) {
            stretches.push((place, (begins, None), Stretch::default()));
        }
        if let Some((_, times, stretch)) = stretches.last_mut() {
            times.1 = ends;
            stretch.add(&words, begins, ends);
        }
        open = end;
    }
    let told =
        stretches.into_iter().map(|(place, (begins, ends), stretch)| (place, stretch.utterance(label, begins, ends)));
    told.filter(|(_, told)| !told.words.is_empty()).collect()
}
