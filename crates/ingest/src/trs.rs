//! Transcriber: turns of one or several speakers, divided by points of time.

use std::collections::HashMap;

use qualkit_transcript::{Timecode, Utterance};
use roxmltree::{Document, Node};

use crate::stretch::Stretch;
use crate::told::Told;
use crate::xml::{all, attribute, flat, is};
use crate::{Join, Note, Options, heard, json};

/// Reads a document whose root is `Trans`.
pub(crate) fn read(document: &Document<'_>, options: &Options) -> Told {
    let names: HashMap<&str, &str> = all(document, "Speaker")
        .filter_map(|speaker| Some((speaker.attribute("id")?, attribute(speaker, "name")?)))
        .collect();
    let mut parts = Vec::new();
    let mut marks: Vec<String> = Vec::new();
    for turn in all(document, "Turn") {
        let ids: Vec<&str> = attribute(turn, "speaker").unwrap_or_default().split_whitespace().collect();
        let labels: Vec<String> =
            ids.iter().map(|id| names.get(id).map_or_else(|| (*id).to_owned(), |name| flat(name))).collect();
        parts.extend(utterances(turn, &labels, &mut marks));
    }
    let mut notes = Vec::from_iter(note_marks(&marks));
    notes.extend(note_beyond(document));
    notes.extend(heard::note_overlaps(&parts));
    let root = document.root_element();
    let header =
        all(document, "Topic").filter_map(|topic| attribute(topic, "desc")).map(|topic| format!("Topic: {topic}"));
    let header = attribute(root, "version_date").map(|date| format!("Version: {date}")).into_iter().chain(header);
    let language = root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).map(str::to_owned);
    let utterances = options.join.unwrap_or(Join::Never).turns(parts);
    Told { header: header.collect(), utterances, language, notes, ..Told::default() }
}

/// Tells of points of time that lie outside the turn in which they stand, or before the one above them.
fn note_beyond(document: &Document<'_>) -> Option<Note> {
    let mut beyond = Vec::new();
    for (number, turn) in (1..).zip(all(document, "Turn")) {
        let (mut latest, ends) = (time(turn, "startTime"), time(turn, "endTime"));
        for point in turn.children().filter(|node| is(*node, "Sync")).filter_map(|sync| time(sync, "time")) {
            beyond.extend((Some(point) < latest || ends.is_some_and(|ends| point > ends)).then_some(number));
            latest = latest.max(Some(point));
        }
    }
    beyond.dedup();
    Note::first_of("turn", &beyond, "a point of time (Sync) lies outside the turn or before the one above it; check it")
}

fn time(node: Node<'_, '_>, name: &str) -> Option<Timecode> {
    json::seconds(Some(&attribute(node, name)?.into()))
}

/// What each speaker of a turn says: all of it if there is one, else a new stretch wherever another one
/// goes on.
fn utterances(turn: Node<'_, '_>, labels: &[String], marks: &mut Vec<String>) -> Vec<Utterance> {
    let (mut clock, ends): (Option<Timecode>, _) = (time(turn, "startTime"), time(turn, "endTime"));
    let mut parts: Vec<(usize, Option<Timecode>, Stretch)> = Vec::new();
    let mut who = 0;
    let mut open = None;
    for node in turn.children() {
        if is(node, "Sync") {
            clock = time(node, "time").or(clock);
            if let Some(clock) = clock {
                parts.iter_mut().for_each(|(_, _, stretch)| stretch.end(clock));
            }
        } else if is(node, "Who") {
            who = attribute(node, "nb")
                .and_then(|number| number.parse::<usize>().ok())
                .map_or(0, |number| number.saturating_sub(1));
        } else if is(node, "Event") || is(node, "Comment") || is(node, "Background") {
            let mark = attribute(node, "desc").or(attribute(node, "type")).unwrap_or_default();
            marks.push(mark.to_owned());
        } else if let Some(words) = node.text().filter(|words| node.is_text() && !words.trim().is_empty()) {
            if open != Some(who) {
                parts.push((who, clock, Stretch::default()));
            }
            if let Some((_, _, stretch)) = parts.last_mut() {
                stretch.add(&format!(" {words}"), clock, None);
            }
            open = Some(who);
        }
    }
    if let Some(ends) = ends {
        parts.iter_mut().for_each(|(_, _, stretch)| stretch.end(ends));
    }
    let label = |who: usize| labels.get(who).map(String::as_str).unwrap_or_default();
    // Of several speakers, one may have ended long before the turn does.
    let until = |stretch: &Stretch| if labels.len() > 1 { stretch.ends() } else { ends };
    let told = parts.into_iter().map(|(who, begins, stretch)| {
        let ends = until(&stretch);
        stretch.utterance(label(who), begins, ends)
    });
    told.collect()
}

fn note_marks(marks: &[String]) -> Option<Note> {
    let mut kinds: Vec<&str> = marks.iter().map(String::as_str).filter(|mark| !mark.is_empty()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let some = kinds.iter().take(8).copied().collect::<Vec<_>>().join(", ");
    let message =
        format!("marks of noises and comments, which are no words and were left out: {} ({some})", marks.len());
    (!marks.is_empty()).then(|| Note::of_all(message))
}
