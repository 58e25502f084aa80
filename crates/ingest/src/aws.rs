//! Amazon Transcribe: words and signs in `results.items`, whose speakers stand beside them or in lists
//! of their own; and the turns of its Call Analytics.

use std::collections::HashMap;

use qualkit_transcript::Utterance;
use serde_json::Value;

use crate::json::{items, label, millis, seconds, text};
use crate::tokens::{self, Token};
use crate::told::Told;
use crate::{Note, Options, heard};

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let results = value.get("results");
    let listed = results.is_some_and(|results| results.get("items").is_some() || results.get("transcripts").is_some());
    listed || is_call(value)
}

fn is_call(value: &Value) -> bool {
    items(value, "Transcript").first().is_some_and(|turn| turn.get("BeginOffsetMillis").is_some())
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    if is_call(value) {
        return read_call(value, options);
    }
    let results = &value["results"];
    let channels = channels(results);
    let mut notes = Vec::new();
    let tokens: Vec<Token> = match channels.len() {
        0 => tokens(items(results, "items"), None, &Speakers::of(results)),
        _ => channels.iter().flat_map(|(channel, words)| tokens(words, Some(channel), &Speakers::default())).collect(),
    };
    let mut parts = tokens::parts(tokens);
    if channels.len() > 1 {
        parts = heard::by_time(parts);
        notes.extend(heard::note_overlaps(&parts));
    }
    if parts.is_empty() {
        let whole = items(results, "transcripts").iter().filter_map(|whole| text(whole, "transcript"));
        parts.extend(whole.map(|words| Utterance::new("", words.trim())));
    }
    let mut told = heard::tell(parts, options);
    notes.append(&mut told.notes);
    Told { language: text(results, "language_code").map(str::to_owned), notes, ..told }
}

/// The channels with their words; none if the recording was not divided by channel.
fn channels(results: &Value) -> Vec<(String, &[Value])> {
    let listed = results.get("channel_labels").map_or(&[][..], |labels| items(labels, "channels"));
    let with_items = listed.iter().filter(|channel| !items(channel, "items").is_empty());
    with_items
        .map(|channel| (label(channel.get("channel_label"), "Channel").unwrap_or_default(), items(channel, "items")))
        .collect()
}

/// Who says what, where the words themselves do not tell it.
#[derive(Default)]
struct Speakers {
    /// The label and the stretch of the word between two times.
    by_time: HashMap<(String, String), (String, usize)>,
    /// The first item of each of the stretches into which newer files divide the recording.
    firsts: Vec<String>,
    /// Whether the words are divided by speaker at all.
    told: bool,
}

impl Speakers {
    fn of(results: &Value) -> Speakers {
        let segments = results.get("speaker_labels").map_or(&[][..], |labels| items(labels, "segments"));
        let mut by_time = HashMap::new();
        for (place, segment) in segments.iter().enumerate() {
            for item in items(segment, "items") {
                let speaker = label(item.get("speaker_label").or(segment.get("speaker_label")), "Speaker");
                if let (Some(key), Some(speaker)) = (times(item), speaker) {
                    by_time.insert(key, (speaker, place));
                }
            }
        }
        let id = |id: &Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        let first = |stretch: &Value| items(stretch, "items").first().map(id);
        let firsts = items(results, "audio_segments").iter().filter_map(first).collect();
        Speakers { told: !segments.is_empty(), by_time, firsts }
    }
}

/// Both times of an item as they are written.
fn times(item: &Value) -> Option<(String, String)> {
    let written = |key: &str| item.get(key).filter(|value| !value.is_null()).map(Value::to_string);
    Some((written("start_time")?, written("end_time")?))
}

fn tokens(all: &[Value], channel: Option<&str>, speakers: &Speakers) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(all.len());
    let mut stretch = 0;
    for item in all {
        let Some(content) = items(item, "alternatives").first().and_then(|best| text(best, "content")) else {
            continue;
        };
        let attached = item.get("type").and_then(Value::as_str) == Some("punctuation") && !tokens.is_empty();
        let listed = times(item).and_then(|key| speakers.by_time.get(&key));
        let id = item.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
        stretch += usize::from(id.is_some_and(|id| speakers.firsts.contains(&id)));
        let own = channel.map(str::to_owned).or_else(|| label(item.get("speaker_label"), "Speaker"));
        let own = own.or_else(|| listed.map(|(speaker, _)| speaker.clone()));
        let before = tokens.last().map(|token| (token.label.clone(), token.part));
        let (before_label, before_part) = before.unwrap_or_default();
        // A sign is its word's; so is a word in a file by speakers that none is named for.
        let label = own.filter(|_| !attached || channel.is_some()).unwrap_or(if attached {
            before_label
        } else {
            String::new()
        });
        let part = match listed {
            Some((_, place)) => Some(*place),
            None if attached => before_part,
            None if speakers.told => Some(usize::MAX),
            None => (!speakers.firsts.is_empty()).then_some(stretch),
        };
        let (begins, ends) = (seconds(item.get("start_time")), seconds(item.get("end_time")));
        tokens.push(Token { label, text: content.to_owned(), attached, begins, ends, part });
    }
    tokens
}

/// The turns of Call Analytics, which already are whole.
fn read_call(value: &Value, options: &Options) -> Told {
    let turn = |turn: &Value| Utterance {
        label: label(turn.get("ParticipantRole"), "Speaker").unwrap_or_default(),
        words: text(turn, "Content").unwrap_or_default().trim().to_owned(),
        begins: millis(turn.get("BeginOffsetMillis")),
        ends: millis(turn.get("EndOffsetMillis")),
        ..Utterance::default()
    };
    let parts = heard::by_time(items(value, "Transcript").iter().map(turn).collect());
    let overlaps: Option<Note> = heard::note_overlaps(&parts);
    let mut told = heard::tell(parts, options);
    told.notes.extend(overlaps);
    Told { language: text(value, "LanguageCode").map(str::to_owned), ..told }
}
