//! Whisper as OpenAI, whisper-timestamped, faster-whisper and many scripts write it, and WhisperX with
//! speakers: segments with text and seconds; also the chunks of Hugging Face's pipelines, whose two times stand in a list.

use qualkit_text::count_words;
use qualkit_transcript::{Timecode, Utterance};
use serde_json::Value;

use crate::json::{items, label, seconds, text};
use crate::tokens::{self, Token};
use crate::told::Told;
use crate::{Note, Options, heard};

/// Whether a value has Whisper's shape.
pub(crate) fn is_whisper(value: &Value) -> bool {
    let segment = |segment: &Value| segment.get("text").is_some_and(Value::is_string) && start(segment).is_some();
    let segments = segments(value);
    let text_alone = || {
        let known = ["text", "language", "usage", "segments", "task", "duration", "logprobs"];
        value.get("text").is_some_and(Value::is_string)
            && value.as_object().is_some_and(|object| object.keys().all(|key| known.contains(&key.as_str())))
    };
    segments.first().is_some_and(segment) || segments.is_empty() && (text_alone() || !words(value).is_empty())
}

/// The words of a file that has no segments but times for words, as OpenAI's interface gives them.
fn words(value: &Value) -> &[Value] {
    let words = items(value, "words");
    let timed = words.first().is_some_and(|word| text(word, "word").is_some() && word.get("start").is_some());
    if timed && text(value, "text").is_some() { words } else { &[] }
}

/// The whole text, divided behind its sentences at the times of its words; `None` if they do not stand in it.
fn sentences(value: &Value) -> Option<Vec<Utterance>> {
    let whole = text(value, "text")?;
    let mut at = 0;
    let mut tokens: Vec<Token> = Vec::new();
    for word in words(value) {
        let written = text(word, "word")?.trim();
        let found = at + whole.get(at..)?.find(written)?;
        // Signs between two words belong to the one before, those that touch the next to that.
        let between = &whole[at..found];
        let (behind, ahead) = between.rsplit_once(char::is_whitespace).unwrap_or(("", between));
        let attached = at > 0 && !between.contains(char::is_whitespace);
        let lead = match tokens.last_mut() {
            Some(last) => {
                last.text.push_str(behind.trim_end());
                ""
            }
            None => behind.trim_start(),
        };
        let text = format!("{lead} {ahead}{written}").trim_start().to_owned();
        let (begins, ends) = (seconds(word.get("start")), seconds(word.get("end")));
        tokens.push(Token { text, attached, begins, ends, ..Token::default() });
        at = found + written.len();
    }
    tokens.last_mut()?.text.push_str(whole[at..].trim_end());
    Some(tokens::parts(tokens))
}

/// Whether a value is WhisperX's: words of their own, or speakers.
pub(crate) fn is_whisperx(value: &Value) -> bool {
    let named = |segment: &Value| {
        segment.get("speaker").is_some() || items(segment, "words").iter().any(|word| word.get("speaker").is_some())
    };
    is_whisper(value) && (value.get("word_segments").is_some() || segments(value).iter().any(named))
}

/// The segments, by the names that programs give them; those with speakers first.
fn segments(value: &Value) -> &[Value] {
    let named = || {
        let lists = ["segments", "speakers", "chunks"].map(|key| items(value, key));
        lists.into_iter().find(|list| list.first().is_some_and(|first| text(first, "text").is_some())).unwrap_or(&[])
    };
    value.as_array().map_or_else(named, Vec::as_slice)
}

/// When a segment begins, as it is written.
fn start(segment: &Value) -> Option<&Value> {
    let stamp = segment.get("timestamp");
    segment.get("start").or_else(|| stamp?.get(0)).or(stamp)
}

/// When a segment ends: as it is written, or by how long it lasts, as lists of YouTube's captions say it.
fn ends(segment: &Value) -> Option<Timecode> {
    let written = seconds(segment.get("end").or_else(|| segment.get("timestamp")?.get(1)));
    let lasts = || seconds(segment.get("duration").or_else(|| segment.get("dur")));
    let reckoned = || Some(Timecode::from_millis(seconds(start(segment))?.millis() + lasts()?.millis()));
    written.or_else(reckoned)
}

/// Reads either.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let mut notes = Vec::new();
    let mut parts = Vec::new();
    let mut divided = Vec::new();
    for (number, segment) in (1..).zip(segments(value)) {
        let stretches = stretches(segment);
        divided.extend((stretches.len() > 1).then_some(number));
        parts.extend(stretches);
    }
    let message = "its words are given to several speakers; it was divided between them";
    notes.extend(Note::first_of("segment", &divided, message));
    if parts.is_empty() {
        parts = sentences(value).unwrap_or_default();
    }
    if let Some(whole) = text(value, "text") {
        if parts.is_empty() {
            parts.push(Utterance::new("", whole.trim()));
            notes.push(Note::of_all("the file holds the whole text without times or speakers"));
        } else {
            let (all, told) = (count_words(whole), parts.iter().map(|part| count_words(&part.words)).sum::<usize>());
            if all != told {
                let message =
                    format!("the text as a whole has {all} words, its segments {told}: the segments were read");
                notes.push(Note::of_all(message));
            }
        }
    }
    let mut told = heard::tell(parts, options);
    notes.append(&mut told.notes);
    Told { language: language(value), notes, ..told }
}

/// A segment, divided where its words are given to another speaker.
fn stretches(segment: &Value) -> Vec<Utterance> {
    let words = segment.get("text").and_then(Value::as_str).unwrap_or_default();
    let speaker = label(segment.get("speaker"), "Speaker").unwrap_or_default();
    let (begins, ends) = (seconds(start(segment)), ends(segment));
    let whole = Utterance { label: speaker, words: words.trim().to_owned(), begins, ends, ..Utterance::default() };
    by_word(segment, words).unwrap_or_else(|| vec![whole])
}

/// The stretches of a segment by the speakers of its words; `None` if they do not differ, or if the
/// words do not stand in the segment's text.
fn by_word(segment: &Value, words: &str) -> Option<Vec<Utterance>> {
    let mut stretches: Vec<Utterance> = Vec::new();
    let (mut at, mut cut) = (0, 0);
    for word in items(segment, "words") {
        let written = word.get("word").or_else(|| word.get("text")).and_then(Value::as_str)?.trim();
        let found = at + words.get(at..)?.find(written)?;
        let speaker = label(word.get("speaker"), "Speaker");
        let ends = seconds(word.get("end"));
        match (stretches.last_mut(), speaker) {
            (Some(last), None) => last.ends = ends.or(last.ends),
            (Some(last), Some(speaker)) if last.label == speaker => last.ends = ends.or(last.ends),
            (last, speaker) => {
                if let Some(last) = last {
                    last.words = words[cut..found].trim().to_owned();
                    cut = found;
                }
                let label = speaker.or_else(|| label(segment.get("speaker"), "Speaker")).unwrap_or_default();
                stretches.push(Utterance {
                    label,
                    words: String::new(),
                    begins: seconds(word.get("start")),
                    ends,
                    ..Utterance::default()
                });
            }
        }
        at = found + written.len();
    }
    let last = stretches.last_mut()?;
    last.words = words[cut..].trim().to_owned();
    last.ends = ends(segment).max(last.ends);
    let speaker = label(segment.get("speaker"), "Speaker").unwrap_or_default();
    let first = stretches.first_mut()?;
    first.begins = seconds(start(segment)).or(first.begins);
    (stretches.len() > 1 || stretches[0].label != speaker).then_some(stretches)
}

/// A language as a tag; Whisper's own interface writes it out, as in `english`.
fn language(value: &Value) -> Option<String> {
    let language = text(value, "language")?.trim();
    (language.len() <= 3 || language.contains('-')).then(|| language.to_owned())
}
