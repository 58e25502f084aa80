//! Deepgram: utterances, or the words of each channel.

use qualkit_transcript::Utterance;
use serde_json::Value;

use crate::json::{items, label, seconds, text};
use crate::tokens::{self, Token};
use crate::told::Told;
use crate::{Note, Options, heard};

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let Some(results) = value.get("results") else { return false };
    let channel = items(results, "channels").first().is_some_and(|channel| channel.get("alternatives").is_some());
    channel || items(results, "utterances").first().is_some_and(|part| part.get("transcript").is_some())
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let results = &value["results"];
    let (channels, utterances) = (items(results, "channels"), items(results, "utterances"));
    let mut notes = Vec::new();
    let mut parts: Vec<Utterance> = if utterances.is_empty() {
        let each = channels.iter().enumerate();
        each.flat_map(|(place, channel)| parts(channel, (channels.len() > 1).then_some(place))).collect()
    } else {
        let each = utterances.iter().enumerate();
        let each: Vec<_> = each.map(|(place, utterance)| stretches(utterance, place, channels.len() > 1)).collect();
        let divided: Vec<usize> =
            (1..).zip(&each).filter(|(_, parts)| parts.len() > 1).map(|(number, _)| number).collect();
        let message = "its words are given to several speakers; it was divided between them";
        notes.extend(Note::first_of("utterance", &divided, message));
        each.into_iter().flatten().collect()
    };
    if channels.len() > 1 {
        parts = heard::by_time(parts);
        notes.extend(heard::note_overlaps(&parts));
    }
    let mut told = heard::tell(parts, options);
    notes.append(&mut told.notes);
    let tag = |channel: &Value| text(channel, "detected_language").map(str::to_owned);
    Told { language: channels.iter().find_map(tag), notes, ..told }
}

/// An utterance, divided where its words are given to another speaker.
fn stretches(utterance: &Value, place: usize, several: bool) -> Vec<Utterance> {
    let channel = several.then(|| label(utterance.get("channel"), "Channel")).flatten();
    let words = items(utterance, "words");
    if words.is_empty() {
        let words = text(utterance, "transcript").unwrap_or_default().trim().to_owned();
        let label = speaker(utterance, channel.as_deref());
        let (begins, ends) = (seconds(utterance.get("start")), seconds(utterance.get("end")));
        return vec![Utterance { label, words, begins, ends, ..Utterance::default() }];
    }
    let all = words.iter().filter_map(|word| token(word, Some(utterance), channel.as_deref(), Some(place)));
    tokens::parts(all.collect())
}

/// The words of a channel.
fn parts(channel: &Value, place: Option<usize>) -> Vec<Utterance> {
    let name = place.map(|place| format!("Channel {place}"));
    let Some(best) = items(channel, "alternatives").first() else { return Vec::new() };
    let words: Vec<Token> =
        items(best, "words").iter().filter_map(|word| token(word, None, name.as_deref(), None)).collect();
    match (words.is_empty(), text(best, "transcript")) {
        (true, Some(whole)) => vec![Utterance::new(name.unwrap_or_default(), whole.trim())],
        _ => tokens::parts(words),
    }
}

/// Whose a word or an utterance is.
fn speaker(part: &Value, channel: Option<&str>) -> String {
    match (channel, label(part.get("speaker"), "Speaker")) {
        (Some(channel), Some(speaker)) => format!("{channel}, {speaker}"),
        (channel, speaker) => speaker.or(channel.map(str::to_owned)).unwrap_or_default(),
    }
}

fn token(word: &Value, utterance: Option<&Value>, channel: Option<&str>, part: Option<usize>) -> Option<Token> {
    let own = Some(word).filter(|word| word.get("speaker").is_some()).or(utterance);
    let text = text(word, "punctuated_word").or_else(|| text(word, "word"))?.to_owned();
    let (begins, ends) = (seconds(word.get("start")), seconds(word.get("end")));
    Some(Token { label: speaker(own.unwrap_or(word), channel), text, attached: false, begins, ends, part })
}
