//! Readers never panic and never invent words; simple shapes read back as they were written.

use std::collections::HashSet;

use proptest::prelude::*;
use qualkit_ingest::{Format, Options, read};
use qualkit_text::{canonicalize, decode};
use qualkit_transcript::{Transcript, TranscriptId};

const NAMES: [&str; 9] = ["a", "a.txt", "a.md", "a.vtt", "a.srt", "a.csv", "a.docx", "P01.txt", "ä.TXT"];

fn id() -> TranscriptId {
    TranscriptId::new("P01").expect("a letter and digits are an id")
}

fn transcript(file_name: &str, text: &str) -> Option<Transcript> {
    read(id(), file_name, text.as_bytes(), &Options::default()).ok().map(|read| read.transcript)
}

/// Pieces of which transcripts are made, and what breaks them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just(" "),
        Just("WEBVTT\n\n"),
        Just("00:00:01.000 --> 00:00:02,500\n"),
        Just("0:0:1.9 --> -0:0:2.40"),
        Just("P01: "),
        Just("I: "),
        Just("[00:00:12] "),
        Just("Ann Lee   0:05\n"),
        Just("### "),
        Just("**"),
        Just("<v Ann>"),
        Just("</v>"),
        Just("<00:00:01.000>"),
        Just("["),
        Just("]"),
        Just("#00:00:12-3#"),
        Just("I = interviewer; R = respondent\n"),
        Just("speaker,text,start\n"),
        Just(","),
        Just("\""),
        Just("12\n"),
        Just("NOTE "),
        Just("STYLE\n"),
        Just("é"),
        Just("İ"),
        Just("\u{a0}"),
        Just("："),
        Just("so it was"),
        Just("Really?"),
        Just("Recorded 2018-05-14\n"),
        Just("Date: 2018\n"),
    ];
    prop::collection::vec(prop_oneof![piece.prop_map(str::to_owned), "[ -%'-~]{0,12}"], 0..40)
        .prop_map(|pieces| pieces.concat())
}

/// Captions may have a tag inside a word; that of another voice divides.
fn without_tags(text: &str) -> String {
    text.split('<')
        .enumerate()
        .map(|(place, part)| match part.split_once('>') {
            Some((tag, behind)) if place > 0 && tag.contains('v') => format!(" {behind}"),
            Some((_, behind)) if place > 0 => behind.to_owned(),
            _ => part.to_owned(),
        })
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), name in 0..NAMES.len()) {
        let _ = read(id(), NAMES[name], &bytes, &Options::default());
        for format in Format::ALL {
            let options = Options { format: Some(format), ..Options::default() };
            let _ = read(id(), NAMES[name], &bytes, &options);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), name in 0..NAMES.len(), label in any::<String>()) {
        let options = Options { interviewers: vec![label], ..Options::default() };
        let _ = read(id(), NAMES[name], text.as_bytes(), &options);
    }

    #[test]
    fn words_are_never_made_up(text in pieces(), name in 0..NAMES.len()) {
        if let Some(told) = transcript(NAMES[name], &text) {
            let decoded = decode(text.as_bytes()).expect("what was read is text").text;
            let (source, _) = canonicalize(&decoded);
            let unmarked = without_tags(&source);
            // Every reader of tables takes `"a"b` for `ab`.
            let unquoted = source.replace('"', "");
            let known: HashSet<&str> = words(&source).chain(words(&unmarked)).chain(words(&unquoted)).collect();
            for turn in told.turns() {
                for word in words(told.words(turn)) {
                    prop_assert!(known.contains(word), "'{}' in {:?}", word, text);
                }
            }
        }
    }

    #[test]
    fn words_are_never_lost_in_plain_text(text in pieces()) {
        let read = read(id(), "a.txt", text.as_bytes(), &Options { format: Some(Format::Text), ..Options::default() });
        if let Ok(read) = read {
            let told = &read.transcript;
            let details = told.details();
            let mut kept: HashSet<String> = HashSet::new();
            for part in details.header.iter().map(String::as_str).chain(told.turns().iter().map(|turn| told.words(turn))) {
                kept.extend(words(part).map(str::to_owned));
            }
            for part in details.speakers.iter().map(|speaker| &speaker.label).chain(&details.source.warnings) {
                kept.extend(words(part).map(str::to_owned));
            }
            let (source, _) = canonicalize(&text);
            // Times are kept as times, labels in their most frequent spelling.
            let lower: HashSet<String> = kept.iter().map(|word| word.to_lowercase()).collect();
            let letters = |word: &&str| word.chars().any(char::is_alphabetic) && !word.starts_with(|c: char| c.is_ascii_digit());
            for word in words(&source).filter(letters) {
                prop_assert!(lower.contains(&word.to_lowercase()), "'{}' in {:?}", word, text);
            }
        }
    }

    #[test]
    fn labelled_lines_read_back(said in prop::collection::vec(("[A-Z][a-z ]{0,20}[a-z][.?]", "[A-Z][a-z]{1,9}[.?]"), 2..8)) {
        let mut text = String::new();
        for (one, other) in &said {
            text.push_str(&format!("Interviewer: {one}\n\nP01: {other}\n\n"));
        }
        let told = transcript("P01.txt", &text).expect("labelled lines are read");
        let turns: Vec<&str> = told.turns().iter().map(|turn| told.words(turn)).collect();
        let expected: Vec<&str> = said.iter().flat_map(|(one, other)| [one.as_str(), other.as_str()]).collect();
        prop_assert_eq!(turns, expected);
    }

    #[test]
    fn the_canonical_form_reads_back(said in prop::collection::vec((0usize..3, "[A-Z][a-z]{1,9}\\.", 0u64..9000), 6..20)) {
        let labels = ["Interviewer", "P01", "P02"];
        let mut clock = 0;
        let mut text = String::new();
        for (label, words, length) in &said {
            clock += length;
            let time = qualkit_transcript::Timecode::from_millis(clock);
            text.push_str(&format!("[{time}] {}: {words}\n\n", labels[*label]));
        }
        let told = transcript("P01.txt", &text).expect("the canonical form is read");
        prop_assert_eq!(told.text().as_str().trim(), text.trim());
    }

    #[test]
    fn rows_read_back(said in prop::collection::vec(("[A-Z][a-z]{1,5}", "[A-Za-z,\" ]{0,20}[a-z]"), 1..8)) {
        let mut table = qualkit_table::Writer::new(["speaker", "text"]);
        for (label, words) in &said {
            table.row([label, words]);
        }
        let told = transcript("a.csv", &table.finish()).expect("the table is read");
        let turns: Vec<(&str, &str)> =
            told.turns().iter().map(|turn| (told.speaker(turn).label.as_str(), told.words(turn))).collect();
        let expected: Vec<(&str, &str)> = said.iter().map(|(label, words)| (label.as_str(), words.trim())).collect();
        prop_assert_eq!(turns, expected);
    }

    #[test]
    fn the_same_bytes_give_the_same_transcript(text in pieces()) {
        let once = transcript("a.txt", &text).map(|told| (told.details().clone(), told.text().as_str().to_owned()));
        let twice = transcript("a.txt", &text).map(|told| (told.details().clone(), told.text().as_str().to_owned()));
        prop_assert_eq!(once, twice);
    }
}
