//! Azure Speech: phrases of its batch transcription, and of its fast transcription.

use qualkit_transcript::{Timecode, Utterance};
use serde_json::Value;

use crate::json::{duration, items, label, millis, text, ticks};
use crate::told::Told;
use crate::{Note, Options, heard};

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let phrase = |phrase: &Value| phrase.get("text").is_some() && phrase.get("offsetMilliseconds").is_some();
    value.get("recognizedPhrases").is_some() || items(value, "phrases").first().is_some_and(phrase)
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let batch = items(value, "recognizedPhrases");
    let phrases = if batch.is_empty() { items(value, "phrases") } else { batch };
    let channels: Vec<&Value> = phrases.iter().filter_map(|phrase| phrase.get("channel")).collect();
    let several = channels.windows(2).any(|pair| pair[0] != pair[1]);
    let mut failed = 0;
    let mut parts = Vec::new();
    for phrase in phrases {
        let best = items(phrase, "nBest").first();
        let words = best.and_then(|best| text(best, "display").or_else(|| text(best, "lexical")));
        let Some(words) = words.or_else(|| text(phrase, "text")) else {
            failed += 1;
            continue;
        };
        let begins = time(phrase, "offset");
        let length = time(phrase, "duration");
        let ends = begins.zip(length).map(|(begins, length)| Timecode::from_millis(begins.millis() + length.millis()));
        parts.push(Utterance {
            label: speaker(phrase, several),
            words: words.trim().to_owned(),
            begins,
            ends,
            ..Utterance::default()
        });
    }
    parts = heard::by_time(parts);
    let mut notes = Vec::from_iter(heard::note_overlaps(&parts));
    if failed > 0 {
        notes.push(Note::of_all(format!("phrases without words: {failed}")));
    }
    let mut told = heard::tell(parts, options);
    notes.append(&mut told.notes);
    Told { language: phrases.iter().find_map(|phrase| text(phrase, "locale")).map(str::to_owned), notes, ..told }
}

/// A time in whichever unit is written.
fn time(phrase: &Value, what: &str) -> Option<Timecode> {
    let exact = millis(phrase.get(format!("{what}Milliseconds")));
    let exact = exact.or_else(|| ticks(phrase.get(format!("{what}InTicks"))));
    exact.or_else(|| match phrase.get(what)? {
        Value::String(text) => duration(text),
        number => ticks(Some(number)),
    })
}

fn speaker(phrase: &Value, several: bool) -> String {
    let channel = label(phrase.get("channel"), "Channel").filter(|_| several);
    // The first files of version 3 name the speaker beside the words.
    let best = || items(phrase, "nBest").first().and_then(|best| best.get("speaker"));
    match (channel, label(phrase.get("speaker").or_else(best), "Speaker")) {
        (Some(channel), Some(speaker)) => format!("{channel}, {speaker}"),
        (channel, speaker) => speaker.or(channel).unwrap_or_default(),
    }
}
