//! Speechmatics: words and signs, one after the other, with the speaker in the best alternative.

use serde_json::Value;

use crate::json::{items, label, seconds, text};
use crate::tokens::{self, Token};
use crate::told::Told;
use crate::{Options, heard};

/// The label of a speaker whom Speechmatics cannot tell.
const UNKNOWN: &str = "UU";

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let word = |item: &Value| {
        item.get("type").is_some_and(Value::is_string)
            && items(item, "alternatives").first().is_some_and(|best| best.get("content").is_some())
    };
    items(value, "results").iter().any(word)
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let mut tokens: Vec<Token> = Vec::new();
    let mut several = false;
    let mut glue = false;
    for item in items(value, "results") {
        let Some(best) = items(item, "alternatives").first() else { continue };
        let Some(content) = text(best, "content") else { continue };
        let attaches = item.get("attaches_to").and_then(Value::as_str);
        let sign = item.get("type").and_then(Value::as_str) == Some("punctuation");
        let previous = matches!(attaches, Some("previous" | "both")) || sign && attaches.is_none();
        let channel = label(item.get("channel"), "Channel");
        let speaker = label(best.get("speaker"), "Speaker").filter(|speaker| speaker != UNKNOWN);
        let label = match (channel, speaker) {
            (Some(channel), Some(speaker)) if channel != speaker => format!("{channel}, {speaker}"),
            (channel, speaker) => speaker.or(channel).unwrap_or_default(),
        };
        several |= tokens.last().is_some_and(|before| before.label != label) && item.get("channel").is_some();
        let before = tokens.last().filter(|_| previous).map(|before| before.label.clone());
        tokens.push(Token {
            label: before.unwrap_or(label),
            text: content.to_owned(),
            attached: (previous || glue) && !tokens.is_empty(),
            begins: seconds(item.get("start_time")),
            ends: seconds(item.get("end_time")),
            part: None,
        });
        glue = matches!(attaches, Some("next" | "both"));
    }
    let mut parts = tokens::parts(tokens);
    let mut notes = Vec::new();
    if several {
        parts = heard::by_time(parts);
        notes.extend(heard::note_overlaps(&parts));
    }
    let mut told = heard::tell(parts, options);
    notes.append(&mut told.notes);
    let asked = value.get("metadata").and_then(|metadata| metadata.get("transcription_config"));
    Told { language: asked.and_then(|asked| text(asked, "language")).map(str::to_owned), notes, ..told }
}
