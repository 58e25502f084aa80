//! whisper.cpp: a list under `transcription`, with offsets in milliseconds.

use qualkit_transcript::Utterance;
use serde_json::Value;

use crate::json::{items, label, millis, seconds, text};
use crate::told::Told;
use crate::{Note, Options, heard};

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let stretch = |item: &Value| item.get("offsets").is_some() || item.get("timestamps").is_some();
    items(value, "transcription").first().is_some_and(stretch)
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let all = items(value, "transcription");
    let raw = |item: &Value| item.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
    let spaced = all.iter().filter(|item| raw(item).starts_with(' ')).count() * 2 > all.len();
    let mut parts: Vec<Utterance> = Vec::new();
    let mut pieces = 0;
    for item in all {
        let time = |side: &str| {
            let offset = millis(item.get("offsets").and_then(|offsets| offsets.get(side)));
            offset.or_else(|| seconds(item.get("timestamps").and_then(|stamps| stamps.get(side))))
        };
        let words = raw(item);
        let speaker = label(item.get("speaker"), "Speaker").filter(|speaker| speaker != "?").unwrap_or_default();
        // Cut into tokens, a word may stand in several stretches: only its first begins with a space.
        match parts.last_mut().filter(|part| spaced && !words.starts_with(' ') && part.label == speaker) {
            Some(part) => {
                pieces += usize::from(!words.trim().is_empty());
                part.words.push_str(words.trim_end());
                part.ends = time("to").max(part.ends);
            }
            None => parts.push(Utterance {
                label: speaker,
                words: words.trim().to_owned(),
                begins: time("from"),
                ends: time("to"),
                ..Utterance::default()
            }),
        }
    }
    let mut told = heard::tell(parts, options);
    if pieces > 0 {
        let message =
            format!("stretches that begin inside a word: {pieces}; they were put together with the one before");
        told.notes.insert(0, Note::of_all(message));
    }
    let language = value.get("result").and_then(|result| text(result, "language")).map(str::to_owned);
    Told { language, ..told }
}
