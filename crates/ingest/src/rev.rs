//! Rev AI: monologues, whose elements are words, and signs and spaces between them.

use qualkit_transcript::Utterance;
use serde_json::Value;

use crate::json::{items, label, seconds};
use crate::told::Told;
use crate::{Options, heard};

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    items(value, "monologues").first().is_some_and(|monologue| monologue.get("elements").is_some())
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let name = |number: Option<&Value>| {
        let known = items(value, "speakers").iter().find(|speaker| speaker.get("id") == number && number.is_some());
        known.and_then(|known| label(known.get("name"), "Speaker"))
    };
    let part = |monologue: &Value| {
        let elements = items(monologue, "elements");
        let words = elements.iter().filter_map(|element| element.get("value").and_then(Value::as_str));
        let number = monologue.get("speaker");
        Utterance {
            label: name(number).or_else(|| label(number, "Speaker")).unwrap_or_default(),
            words: words.collect::<String>().trim().to_owned(),
            begins: elements.iter().find_map(|element| seconds(element.get("ts").or(element.get("timestamp")))),
            ends: elements
                .iter()
                .rev()
                .find_map(|element| seconds(element.get("end_ts").or(element.get("end_timestamp")))),
            ..Utterance::default()
        }
    };
    heard::tell(items(value, "monologues").iter().map(part).collect(), options)
}
