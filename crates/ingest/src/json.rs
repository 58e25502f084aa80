//! JSON, with bounds on what it may cost, and the ways in which recognisers write numbers and times.

use std::borrow::Cow;

use qualkit_transcript::Timecode;
use serde_json::Value;

use crate::clock::{self, Fraction};
use crate::{IngestError, Note};

/// The most values, cues, stretches or lines that are read of a file; an hour of speech, word by word, has some
/// hundred thousand values, and a thousand cues.
pub(crate) const MOST: usize = 4_000_000;

/// The longest time that is taken for one, in milliseconds.
pub(crate) const LONGEST: f64 = 1000.0 * 3600.0 * 1000.0;

/// Reads a text as JSON. Halves of surrogate pairs, which are no characters, become U+FFFD with a note.
pub(crate) fn parse(text: &str, notes: &mut Vec<Note>) -> Result<Value, IngestError> {
    if count_values(text) > MOST {
        return Err(IngestError::TooMany { parts: "values of JSON", most: MOST });
    }
    let (text, mended) = without_lone_surrogates(text);
    if mended > 0 {
        notes.push(Note::of_all(format!("{mended} halves of characters (lone surrogates) became U+FFFD")));
    }
    serde_json::from_str(&text).map_err(|error| IngestError::Json {
        line: error.line(),
        column: error.column(),
        reason: reason(&error),
    })
}

/// What is wrong, without the place.
fn reason(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    whole.rsplit_once(" at line ").map_or(whole.clone(), |(reason, _)| reason.to_owned())
}

/// How many values there are at most: every one but the first follows a bracket or a comma.
fn count_values(text: &str) -> usize {
    let (mut count, mut quoted, mut escaped) = (1, false, false);
    for byte in text.bytes() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
        } else if byte == b'"' {
            quoted = true;
        } else if matches!(byte, b',' | b'[' | b'{') {
            count += 1;
        }
    }
    count
}

/// Replaces escapes that stand for half of a surrogate pair; gives their number.
fn without_lone_surrogates(text: &str) -> (Cow<'_, str>, usize) {
    let may = text.contains("\\ud") || text.contains("\\uD");
    if !may {
        return (Cow::Borrowed(text), 0);
    }
    let mut mended = String::with_capacity(text.len());
    let (mut rest, mut count) = (text, 0);
    while let Some(at) = rest.find('\\') {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let (keep, replaced) = match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, false),
            (Some(0xd800..=0xdfff), _) => (6, true),
            // A backslash and what it escapes, so that `\\ud800` is not taken for an escape.
            _ => (1 + rest[1..].chars().next().map_or(0, char::len_utf8), false),
        };
        count += usize::from(replaced);
        mended.push_str(if replaced { "\u{fffd}" } else { &rest[..keep] });
        rest = &rest[keep..];
    }
    mended.push_str(rest);
    (Cow::Owned(mended), count)
}

/// The UTF-16 unit of an escape at the start of a text.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// The elements of an array; none if there is no such array.
pub(crate) fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text that is not empty.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// The label of a speaker: a name as it stands, a number behind a word.
pub(crate) fn label(value: Option<&Value>, word: &str) -> Option<String> {
    match value? {
        Value::Number(number) => Some(format!("{word} {number}")),
        Value::String(name) if name.trim().is_empty() => None,
        Value::String(name) if name.trim().bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!("{word} {}", name.trim()))
        }
        Value::String(name) => Some(name.trim().to_owned()),
        _ => None,
    }
}

/// A number, also one that is written as a text.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// Milliseconds as a time; a time before the recording is its start.
fn time(millis: f64) -> Option<Timecode> {
    // At most a thousand hours, so that it is exact as a whole number.
    (millis < LONGEST).then(|| Timecode::from_millis(millis.max(0.0).round() as u64))
}

/// A time in milliseconds.
pub(crate) fn millis(value: Option<&Value>) -> Option<Timecode> {
    number(value?).and_then(time)
}

/// A time in ticks of a hundred nanoseconds.
pub(crate) fn ticks(value: Option<&Value>) -> Option<Timecode> {
    number(value?).and_then(|ticks| time(ticks / 10_000.0))
}

/// A time in seconds: a number, a text (`12.3`, `12.3s`, `PT1M2.3S`, `00:00:12,300`), or an object of
/// seconds and nanoseconds, of which either may be missing.
pub(crate) fn seconds(value: Option<&Value>) -> Option<Timecode> {
    match value? {
        Value::Object(parts) => {
            let part = |key: &str| parts.get(key).map_or(Some(0.0), number);
            time(part("seconds")? * 1000.0 + part("nanos")? / 1e6)
        }
        Value::String(text) => {
            let text = text.trim();
            let plain = text.strip_suffix('s').unwrap_or(text).parse().ok().filter(|number: &f64| number.is_finite());
            plain
                .and_then(|seconds: f64| time(seconds * 1000.0))
                .or_else(|| duration(text))
                .or_else(|| clock::read(text, Fraction::Decimal))
        }
        number => self::number(number).and_then(|seconds| time(seconds * 1000.0)),
    }
}

/// An ISO 8601 duration without years and months: `PT1H2M3.4S`, `P1DT2H`.
pub(crate) fn duration(text: &str) -> Option<Timecode> {
    let mut rest = text.trim().strip_prefix('P')?;
    let (mut total, mut in_time, mut empty) = (0.0, false, true);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T').filter(|_| !in_time) {
            (rest, in_time) = (time, true);
            continue;
        }
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))?;
        let number: f64 = rest[..end].replace(',', ".").parse().ok()?;
        let unit = rest[end..].chars().next()?;
        empty = false;
        total += number
            * match (unit, in_time) {
                ('W', false) => 604_800.0,
                ('D', false) => 86_400.0,
                ('H', true) => 3600.0,
                ('M', true) => 60.0,
                ('S', true) => 1.0,
                _ => return None,
            };
        rest = &rest[end + unit.len_utf8()..];
    }
    (!empty).then(|| time(total * 1000.0))?
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(value: Value) -> Option<u64> {
        seconds(Some(&value)).map(Timecode::millis)
    }

    #[test]
    fn seconds_come_in_many_shapes() {
        for value in [
            json!(62.3),
            json!("62.3"),
            json!("62.300s"),
            json!("PT1M2.3S"),
            json!("PT62.3S"),
            json!("00:01:02,300"),
            json!({"seconds": "62", "nanos": 300_000_000}),
        ] {
            assert_eq!(at(value.clone()), Some(62_300), "{value}");
        }
        assert_eq!(at(json!({"nanos": 500_000_000})), Some(500));
        assert_eq!(at(json!({})), Some(0));
        assert_eq!(at(json!(-0.02)), Some(0));
        assert_eq!(ticks(Some(&json!(623_000_000))).map(Timecode::millis), Some(62_300));
        assert_eq!(millis(Some(&json!("62300"))).map(Timecode::millis), Some(62_300));
        for value in
            [json!("soon"), json!(null), json!(1e300), json!("inf"), json!("P"), json!("PT"), json!({"seconds": []})]
        {
            assert_eq!(at(value.clone()), None, "{value}");
        }
    }

    #[test]
    fn halves_of_characters_are_mended_and_told() {
        let mut notes = Vec::new();
        let value =
            parse(r#"["a\ud83dz", "\uDE00", "\ud83d\ude00", "\\ud83d", "\ud83d\\", "\"é"]"#, &mut notes).unwrap();
        assert_eq!(value, json!(["a\u{fffd}z", "\u{fffd}", "😀", "\\ud83d", "\u{fffd}\\", "\"é"]));
        assert_eq!(notes[0].to_string(), "3 halves of characters (lone surrogates) became U+FFFD");
    }

    #[test]
    fn what_is_broken_or_too_deep_is_refused_with_its_place() {
        let refused = |text: &str| parse(text, &mut Vec::new()).unwrap_err().to_string();
        assert_eq!(
            refused("{\n  \"a\": 1,\n}"),
            "the JSON is broken at line 3, column 1 (trailing comma): export it again"
        );
        assert!(refused(&"[".repeat(100_000)).contains("recursion limit exceeded"));
        assert!(refused(&format!("[{}0]", "0,".repeat(MOST))).contains("more than 4000000 values of JSON"));
        assert!(refused("{\"a\": 1e999}").contains("number out of range"));
    }
}
