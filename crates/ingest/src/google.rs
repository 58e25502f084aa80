//! Google Speech-to-Text, both versions: results with alternatives, the first of which is the final
//! text. With speakers told apart, the last result of version 1 repeats all words.

use qualkit_text::count_words;
use qualkit_transcript::Utterance;
use serde_json::Value;

use crate::json::{items, label, seconds, text};
use crate::tokens::{self, Token};
use crate::told::Told;
use crate::{Note, Options, heard};

/// Whether a value has this shape.
pub(crate) fn is(value: &Value) -> bool {
    let alternative = |result: &Value| {
        items(result, "alternatives").iter().any(|best| best.get("transcript").is_some() || best.get("words").is_some())
    };
    // IBM's files look alike, but name the speakers elsewhere.
    value.get("speaker_labels").is_none()
        && value.get("result_index").is_none()
        && results(value).iter().any(alternative)
}

/// The results, wherever the interface and its clients put them.
fn results(value: &Value) -> &[Value] {
    let results = value.get("results");
    let batch = results.and_then(Value::as_object).and_then(|files| files.values().next());
    let places = [
        Some(value),
        value.get("response"),
        value.get("transcript"),
        batch,
        batch.and_then(|file| file.get("transcript")),
        batch.and_then(|file| file.get("inlineResult")).and_then(|inline| inline.get("transcript")),
    ];
    places.into_iter().flatten().map(|place| items(place, "results")).find(|found| !found.is_empty()).unwrap_or(&[])
}

/// Reads it.
pub(crate) fn read(value: &Value, options: &Options) -> Told {
    let all = results(value);
    let mut notes = Vec::new();
    let kept = match all {
        [before @ .., last] if repeats(before, last) => {
            let (left_out, kept) = (before.iter().map(count).sum::<usize>(), count(last));
            let message = format!(
                "the last result repeats all words with their speakers: it was read, its {kept} words, and the {} results \
                before it with {left_out} words were left out",
                before.len()
            );
            notes.push(Note::of_all(message));
            std::slice::from_ref(last)
        }
        _ => all,
    };
    let mut parts: Vec<Utterance> = kept.iter().enumerate().flat_map(|(place, result)| parts(result, place)).collect();
    if kept
        .iter()
        .any(|result| channel(result).is_some_and(|channel| Some(channel) != kept.first().and_then(self::channel)))
    {
        parts = heard::by_time(parts);
        notes.extend(heard::note_overlaps(&parts));
    }
    let mut told = heard::tell(parts, options);
    notes.append(&mut told.notes);
    let tag =
        |result: &Value| text(result, "languageCode").or_else(|| text(result, "language_code")).map(str::to_owned);
    Told { language: all.iter().find_map(tag), notes, ..told }
}

/// The words of the final text of a result.
fn words(result: &Value) -> &[Value] {
    items(result, "alternatives").first().map_or(&[], |best| items(best, "words"))
}

fn count(result: &Value) -> usize {
    let whole = items(result, "alternatives").first().and_then(|best| text(best, "transcript"));
    if words(result).is_empty() { whole.map_or(0, count_words) } else { words(result).len() }
}

/// The speaker of a word; zero means none.
fn speaker(word: &Value) -> Option<String> {
    let tags = ["speakerLabel", "speaker_label", "speakerTag", "speaker_tag"];
    let tag = tags.iter().find_map(|tag| label(word.get(tag), "Speaker"))?;
    (tag != "Speaker 0").then_some(tag)
}

/// Whether the last result holds all words of those before, now with speakers.
fn repeats(before: &[Value], last: &Value) -> bool {
    let again = words(last).first();
    let same = match before.iter().flat_map(words).next() {
        Some(first) => again.is_some_and(|again| {
            time(first, "start") == time(again, "start") && first.get("word") == again.get("word")
        }),
        // Results may have no words but only their text.
        None => {
            let first = before.iter().find_map(|result| text(items(result, "alternatives").first()?, "transcript"));
            let word = first.and_then(|first| first.split_whitespace().next());
            word.is_some() && word == again.and_then(|again| text(again, "word"))
        }
    };
    let all = before.iter().map(count).sum::<usize>();
    same && words(last).len() >= all && words(last).iter().any(|word| speaker(word).is_some())
}

/// A time of a word, by the names of both versions; a zero is not written.
fn time(word: &Value, side: &str) -> Option<qualkit_transcript::Timecode> {
    let names = [format!("{side}Time"), format!("{side}_time"), format!("{side}Offset"), format!("{side}_offset")];
    names.iter().find_map(|name| seconds(word.get(name)))
}

fn channel(result: &Value) -> Option<String> {
    label(result.get("channelTag").or_else(|| result.get("channel_tag")), "Channel")
}

fn parts(result: &Value, place: usize) -> Vec<Utterance> {
    let words = words(result);
    let channel = channel(result).unwrap_or_default();
    if words.iter().any(|word| speaker(word).is_some()) {
        let token = |word: &Value| {
            let ends = time(word, "end");
            let zero = ends.map(|_| qualkit_transcript::Timecode::default());
            Some(Token {
                label: speaker(word).unwrap_or_default(),
                text: text(word, "word")?.to_owned(),
                attached: false,
                begins: time(word, "start").or(zero),
                ends,
                part: None,
            })
        };
        return tokens::parts(words.iter().filter_map(token).collect());
    }
    let Some(whole) = items(result, "alternatives").first().and_then(|best| text(best, "transcript")) else {
        let token = |word: &Value| {
            let (begins, ends) = (time(word, "start"), time(word, "end"));
            let text = text(word, "word")?.to_owned();
            Some(Token { label: channel.clone(), text, attached: false, begins, ends, part: Some(place) })
        };
        return tokens::parts(words.iter().filter_map(token).collect());
    };
    let ends = words.last().and_then(|word| time(word, "end")).or_else(|| time(result, "resultEnd"));
    let ends = ends.or_else(|| seconds(result.get("resultEndTime").or_else(|| result.get("resultEndOffset"))));
    let begins = words.first().and_then(|word| {
        time(word, "start").or_else(|| time(word, "end").map(|_| qualkit_transcript::Timecode::default()))
    });
    vec![Utterance { label: channel, words: whole.trim().to_owned(), begins, ends, ..Utterance::default() }]
}
