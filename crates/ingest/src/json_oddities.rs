//! What is odd in the JSON of recognisers and would otherwise pass unseen: keys that stand twice, times that cannot be.

use std::collections::HashSet;

use serde_json::Value;

use crate::Note;
use crate::json::{LONGEST, number};

/// Keys under which recognisers write times, in whatever unit.
const TIMES: [&str; 20] = [
    "start",
    "end",
    "start_time",
    "end_time",
    "startTime",
    "endTime",
    "startOffset",
    "endOffset",
    "startMs",
    "endMs",
    "ts",
    "end_ts",
    "timestamp",
    "end_timestamp",
    "from",
    "to",
    "seconds",
    "offsetMilliseconds",
    "BeginOffsetMillis",
    "EndOffsetMillis",
];

/// Notes of times before the recording's start and of times beyond any recording.
pub(crate) fn note_times(value: &Value) -> Vec<Note> {
    let (mut early, mut late) = (Vec::new(), Vec::new());
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields.iter().rev() {
                    open.push(value);
                    let timed = TIMES.contains(&key.as_str());
                    let times = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                    for time in times.iter().filter(|_| timed).filter_map(seconds) {
                        if time < 0.0 {
                            early.push(format!("'{key}': {time:?}"));
                        } else if time >= LONGEST {
                            late.push(format!("'{key}': {time:?}"));
                        }
                    }
                }
            }
            Value::Array(values) => open.extend(values.iter().rev()),
            _ => {}
        }
    }
    let note = |found: &[String], what: &str| {
        let message = format!("{what}: {}, the first is {}", found.len(), found.first()?);
        Some(Note::of_all(message))
    };
    let early = note(&early, "times before the start of the recording, which became its start");
    let late = note(&late, "times that are longer than any recording, which were left out");
    early.into_iter().chain(late).collect()
}

/// A number, also one with the sign of its unit behind it.
fn seconds(value: &Value) -> Option<f64> {
    let unit = || value.as_str()?.trim().strip_suffix('s')?.parse().ok();
    number(value).or_else(unit)
}

/// A note of the keys that stand twice in one object: only the last of them is read.
pub(crate) fn note_repeated(text: &str) -> Option<Note> {
    // The keys of each open object; `None` for an open list.
    let mut open: Vec<Option<HashSet<&str>>> = Vec::new();
    let mut repeated = Vec::new();
    let (mut at, bytes) = (0, text.as_bytes());
    while at < bytes.len() {
        match bytes[at] {
            b'{' => open.push(Some(HashSet::new())),
            b'[' => open.push(None),
            b'}' | b']' => {
                open.pop();
            }
            b'"' => {
                let start = at + 1;
                at = end_of(bytes, start);
                let key = text[at..].get(1..).is_some_and(|rest| rest.trim_start().starts_with(':'));
                if let Some(Some(keys)) = open.last_mut().filter(|_| key)
                    && !keys.insert(&text[start..at])
                {
                    repeated.push(&text[start..at]);
                }
            }
            _ => {}
        }
        at += 1;
    }
    let first = repeated.first()?;
    let message = format!("keys that stand twice in one object, of which the last was read: {}", repeated.len());
    Some(Note::of_all(format!("{message}, the first is '{first}'")))
}

/// Where the text that begins at a place ends: at its closing quotation mark.
fn end_of(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_stand_twice_are_told() {
        let told = note_repeated(r#"{"a": [{"b": 1, "c": "b", "b": "x\\\""}, {"b": 2}], "a": 3}"#).unwrap();
        let message = "keys that stand twice in one object, of which the last was read: 2, the first is 'b'";
        assert_eq!(told.to_string(), message);
        assert_eq!(note_repeated(r#"{"a": {"a": ["a", "a"]}, "b": "a:"}"#), None);
    }

    #[test]
    fn times_that_cannot_be_are_told() {
        let value = serde_json::json!({"words": [{"start": -0.5, "end": 1.0}, {"timestamp": [0.0, 1e12]}, {"id": -1}]});
        let told: Vec<String> = note_times(&value).iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "times before the start of the recording, which became its start: 1, the first is 'start': -0.5",
                "times that are longer than any recording, which were left out: 1, the first is 'timestamp': 1000000000000.0",
            ]
        );
    }
}
