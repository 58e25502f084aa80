//! What Teams writes into the cues of captions with metadata: one JSON object each.

use std::borrow::Cow;

use serde_json::Value;

use crate::captions::Shown;

/// What a cue says.
pub(crate) struct Spoken {
    pub(crate) shown: Shown<'static>,
    pub(crate) language: Option<String>,
}

/// Reads the lines of a cue, if they are such an object.
pub(crate) fn spoken(lines: &[&str]) -> Option<Spoken> {
    if !lines.first()?.trim_start().starts_with('{') || !lines.last()?.trim_end().ends_with('}') {
        return None;
    }
    let object: Value = serde_json::from_str(&lines.join("\n")).ok()?;
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let words = object.get("spokenText").and_then(Value::as_str)?.trim().to_owned();
    let voice = text("speakerName").map(str::to_owned);
    Some(Spoken {
        shown: Shown { voice: voice.map(Cow::Owned), words: Cow::Owned(words) },
        language: text("spokenLanguage").map(str::to_owned),
    })
}
