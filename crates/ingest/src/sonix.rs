//! Sonix: stretches with speaker, text and seconds under `transcript`.

use qualkit_transcript::Utterance;
use serde_json::Value;

use crate::json::{items, label, seconds, text};
use crate::told::Told;
use crate::{Options, heard};

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let stretch = |item: &Value| item.get("text").is_some() && item.get("start_time").is_some();
    items(value, "transcript").first().is_some_and(stretch)
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let part = |item: &Value| Utterance {
        label: label(item.get("speaker"), "Speaker").unwrap_or_default(),
        words: text(item, "text").unwrap_or_default().trim().to_owned(),
        begins: seconds(item.get("start_time")),
        ends: seconds(item.get("end_time")),
        ..Utterance::default()
    };
    let told = heard::tell(items(value, "transcript").iter().map(part).collect(), options);
    let header = text(value, "name").map(str::to_owned).into_iter().collect();
    Told { language: text(value, "language").map(str::to_owned), header, ..told }
}
