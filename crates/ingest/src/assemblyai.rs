//! AssemblyAI: utterances with speakers, or words alone; times in milliseconds.

use qualkit_transcript::Utterance;
use serde_json::Value;

use crate::json::{items, label, millis, text};
use crate::tokens::{self, Token};
use crate::told::Told;
use crate::{Note, Options, heard};

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let timed = |part: &Value| part.get("text").is_some() && part.get("start").is_some() && part.get("end").is_some();
    let known = ["audio_url", "acoustic_model", "language_model", "speech_model", "audio_duration"];
    let own = known.iter().any(|key| value.get(key).is_some());
    let utterances = items(value, "utterances").first();
    utterances.is_some_and(timed) || own && (value.get("words").is_some() || value.get("text").is_some())
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let utterances = items(value, "utterances");
    let mut parts: Vec<Utterance> = if utterances.is_empty() {
        tokens::parts(items(value, "words").iter().filter_map(token).collect())
    } else {
        utterances.iter().map(utterance).collect()
    };
    let mut notes = Vec::new();
    if parts.is_empty()
        && let Some(whole) = text(value, "text")
    {
        parts.push(Utterance::new("", whole.trim()));
    }
    let channels = utterances.iter().any(|part| part.get("channel").is_some_and(|channel| !channel.is_null()));
    if channels || value.get("dual_channel").and_then(Value::as_bool) == Some(true) {
        parts = heard::by_time(parts);
        notes.extend::<Option<Note>>(heard::note_overlaps(&parts));
    }
    let mut told = heard::tell(parts, options);
    notes.append(&mut told.notes);
    Told { language: text(value, "language_code").map(|code| code.replace('_', "-")), notes, ..told }
}

fn speaker(part: &Value) -> String {
    let speaker = label(part.get("speaker"), "Speaker").or_else(|| label(part.get("channel"), "Channel"));
    speaker.unwrap_or_default()
}

fn utterance(part: &Value) -> Utterance {
    let words = text(part, "text").unwrap_or_default().trim().to_owned();
    Utterance {
        label: speaker(part),
        words,
        begins: millis(part.get("start")),
        ends: millis(part.get("end")),
        ..Utterance::default()
    }
}

fn token(word: &Value) -> Option<Token> {
    let (begins, ends) = (millis(word.get("start")), millis(word.get("end")));
    let text = text(word, "text")?.to_owned();
    Some(Token { label: speaker(word), text, attached: false, begins, ends, part: None })
}
