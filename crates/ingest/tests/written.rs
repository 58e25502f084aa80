//! A transcript that is written in a form for people and read back is the same.
#![allow(clippy::unwrap_used, reason = "a transcript that cannot be written fails the test")]

use std::time::Duration;

use proptest::prelude::*;
use qualkit_ingest::{Format, Join, Options, WriteError, read, write};
use qualkit_transcript::{Source, Timecode, Transcript, TranscriptId, Turn, Utterance};

fn id() -> TranscriptId {
    TranscriptId::new("P01").unwrap()
}

/// Lines that look like labels, times, headings, lists, markup, or nothing at all.
const LINES: &[&str] = &[
    "Yes",
    "No.",
    "?",
    "12",
    "…",
    "(laughs)",
    "[laughs] so",
    "A: no",
    "I: asked?",
    "Interviewer: Hello.",
    "P01: is it?",
    "?: so",
    "Note: x",
    "so: it was",
    "[00:00:05] P01: no",
    "00:12 so",
    "[00:00:07]",
    "0:05",
    "Ann   0:05",
    "### Ann",
    "### Ann (0:05)",
    "# Title",
    "- item",
    "– item",
    "1. first",
    "2) second",
    "---",
    "***",
    "**Ann** [0:05]",
    "* so *",
    "Page 1 of 2",
    "Transcribed by https://otter.ai",
    "see https://example.org/a_b",
    "so #00:00:05-1#",
    "\"so\", he said",
    "=1+1",
    "a, b; c\td",
    "<v Bob>hi</v>",
    "&amp; <i>x</i> < y > z",
    "\\* x \\",
    "a_b_c `d` ~~e~~",
    "[a](b)",
    "[a]: b",
    "+1",
    "> quoted",
    "a --> b",
    "00:00:01.000 --> 00:00:02.000",
    "WEBVTT",
    "{\\an8} up",
    "|a|b|",
    "Interviewer",
    "Ann",
    "日本語。",
    "שלום: כן",
    "é ﬁ ß ñ",
    "Date: 3 May 2019",
    "I = interviewer",
    "Who? Me: you.",
    "it was 10:30",
    "NOTE so",
    "STYLE",
    "1",
    "Q. Why",
    "Ann – so",
    "<Ann> so",
    "INT\tso",
    "'tis",
    "#so",
    "~",
    "*",
    "_",
    "so  so",
    "</w:t>",
    "]]>",
    "%3A",
];

/// Labels as people and programs give them.
const LABELS: &[&str] = &[
    "Interviewer",
    "INTERVIEWER 2",
    "I",
    "A",
    "P01",
    "P 2",
    "Ann",
    "Ann Lee",
    "Dr. van der Berg",
    "Lee, A.",
    "S.",
    "J. P.",
    "Ann (nurse)",
    "Speaker 1",
    "SPEAKER_00",
    "Participante 3",
    "受访者",
    "Σωκράτης",
    "Жанна",
    "DANYOW ’16",
    "O'Neil",
    "Anne-Marie",
    "Entrevistado/a",
    "iPad",
    "Ann & Bo",
    "R2D2",
    "",
    "",
];

/// Labels that would be words in a text.
const ODD: &[&str] = &[
    "12",
    "bea",
    "spk 0",
    "Note",
    "Date",
    "So",
    "Question",
    "Who?",
    "the man at the door",
    "(unclear)",
    "#1",
    "<x>",
    "a;b",
    "\"Ann\"",
    "Question 3 of the second part of the interview",
    "- Ann",
    "**Cy**",
    "Name (00.05)",
    "=x",
    "Prof.",
];

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zé]{2,8}( [a-zA-Zß’']{1,9}){0,8}[.?!]",
        1 => "[A-Z][a-z]{1,6}( [a-z]{1,9}){0,4}",
        1 => prop::sample::select(LINES).prop_map(str::to_owned),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![4 => line(), 1 => prop::collection::vec(line(), 2..4).prop_map(|lines| lines.join("\n\n"))]
}

/// A transcript of up to eight turns by up to four speakers, who may speak once or be unknown.
fn told(labels: Vec<&'static str>, timed: impl Strategy<Value = bool>) -> impl Strategy<Value = Transcript> {
    let who = prop::sample::subsequence(labels, 1..5).prop_shuffle();
    let turn = (0..4_usize, words(), 0..9_000_u64, prop::option::weighted(0.8, 0..4_000_u64));
    (who, timed, prop::collection::vec(turn, 1..8)).prop_map(|(who, timed, turns)| {
        let mut clock = 0;
        let utterance = |(speaker, words, pause, lasts): (usize, String, u64, Option<u64>)| {
            let time = |millis| Some(Timecode::from_millis(millis)).filter(|_| timed);
            let begins = clock + pause;
            clock = begins + lasts.unwrap_or(1) + 1;
            let ends = lasts.and_then(|lasts| time(begins + lasts));
            Utterance { begins: time(begins), ends, ..Utterance::new(who[speaker % who.len()], words) }
        };
        Transcript::compose(id(), turns.into_iter().map(utterance).collect(), Source::default())
    })
}

fn usual() -> Vec<&'static str> {
    LABELS.to_vec()
}

fn all() -> Vec<&'static str> {
    LABELS.iter().chain(ODD).copied().collect()
}

/// Captions: who speaks, the words, and the pause before them and how long they are shown in milliseconds. Each of
/// the two speaks twice, so that SubRip shows them as labels.
fn cues() -> impl Strategy<Value = Vec<(bool, String, u64, u64)>> {
    let cue = (any::<bool>(), "[a-z]{2,8}( [a-zA-Zß’']{1,9}){0,6}[.?!]", 0..4_000_u64, 1..9_000_u64);
    prop::collection::vec(cue, 4..30).prop_map(|mut cues| {
        cues.iter_mut().take(4).zip([true, false].into_iter().cycle()).for_each(|(cue, who)| cue.0 = who);
        // Captions that repeat the words before them would be taken for captions that roll.
        cues.iter_mut().enumerate().for_each(|(place, cue)| cue.1.insert_str(0, &format!("{place} ")));
        cues
    })
}

fn webvtt(cues: &[(bool, String, u64, u64)]) -> String {
    let mut text = "WEBVTT\n\n".to_owned();
    let mut clock = 0;
    let written = |millis: u64| format!("00:{:02}:{:02}.{:03}", millis / 60_000, millis / 1000 % 60, millis % 1000);
    for (number, (who, words, pause, lasts)) in (1..).zip(cues) {
        let begins = clock + pause;
        clock = begins + lasts;
        let who = if *who { "Interviewer" } else { "Ada" };
        text.push_str(&format!("{number}\n{} --> {}\n<v {who}>{words}\n\n", written(begins), written(clock)));
    }
    text
}

fn there_and_back(transcript: &Transcript, format: Format) -> Transcript {
    let written = write(transcript, format).unwrap();
    let options = Options { format: Some(format), ..Options::default() };
    read(id(), &format!("P01.{format}"), &written.bytes, &options).unwrap().transcript
}

fn may_be_a_head(line: &str) -> bool {
    line.contains([':', '#', '[']) || line.starts_with("Page 1")
}

/// Who said what, without regard to lines and to where somebody goes on.
fn said(transcript: &Transcript) -> Vec<(String, String)> {
    let mut said: Vec<(String, String)> = Vec::new();
    for turn in transcript.turns() {
        let label = transcript.speaker(turn).label.clone();
        let words = transcript.words(turn).split_whitespace().collect::<Vec<_>>().join(" ");
        match said.last_mut().filter(|(before, _)| *before == label) {
            Some((_, before)) => *before = format!("{before} {words}"),
            None => said.push((label, words)),
        }
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_and_tables_are_read_back_as_they_were(transcript in told(all(), any::<bool>())) {
        for format in [Format::Docx, Format::Markdown, Format::Csv] {
            let written = write(&transcript, format).unwrap();
            prop_assert_eq!(&written.notes, &[]);
            let back = there_and_back(&transcript, format);
            prop_assert_eq!(back.text().as_str(), transcript.text().as_str(), "{}", format);
            prop_assert_eq!(back.turns(), transcript.turns(), "{}", format);
        }
    }

    #[test]
    fn captions_keep_who_said_what(transcript in told(all(), Just(true))) {
        let back = there_and_back(&transcript, Format::Vtt);
        prop_assert_eq!(said(&back), said(&transcript), "{}", String::from_utf8(write(&transcript, Format::Vtt).unwrap().bytes).unwrap());
        if write(&transcript, Format::Vtt).unwrap().notes.is_empty() {
            prop_assert_eq!(back.text().as_str(), transcript.text().as_str());
        }
    }

    #[test]
    fn subrip_keeps_who_said_what_or_tells_which_label_is_lost(transcript in told(all(), Just(true))) {
        let written = write(&transcript, Format::Srt).unwrap();
        let told = |what: &str| written.notes.iter().any(|note| note.to_string().contains(what));
        if !told("markup") && !told("label") {
            let back = there_and_back(&transcript, Format::Srt);
            prop_assert_eq!(said(&back), said(&transcript), "{}", String::from_utf8(written.bytes).unwrap());
            if written.notes.is_empty() {
                prop_assert_eq!(back.text().as_str(), transcript.text().as_str());
            }
        }
    }

    #[test]
    fn canonical_text_is_read_back_or_a_note_tells_of_the_line(transcript in told(usual(), any::<bool>())) {
        let text = transcript.text().as_str();
        let back = read(TranscriptId::new("other").unwrap(), "other.txt", text.as_bytes(), &Options::default()).unwrap();
        let back_text = back.transcript.text().as_str();
        // A line inside a turn that looks like the head of another cannot be told from one.
        let inner = transcript.turns().iter().flat_map(|turn| transcript.words(turn).lines().skip(1));
        // Entries of a title are told, too.
        let left = ["label-like and left in the header", "and left in the words"];
        let told = back.notes.iter().any(|note| left.iter().any(|left| note.to_string().contains(left)));
        let marked = |turn: &&Turn| {
            let words = transcript.words(turn);
            words.contains("-1#") || turn.begins.is_none() && words.starts_with(['[', '0', '#'])
        };
        let marked = transcript.turns().iter().any(|turn| marked(&turn));
        let explains = |line: &str| line.to_lowercase().ends_with("interviewer");
        let legend = transcript.turns().iter().any(|turn| transcript.words(turn).lines().any(explains));
        if !told && !marked && !legend && !inner.into_iter().any(may_be_a_head) {
            prop_assert!(back_text == text, "{}\n=>\n{}\n{:?}", text, back_text, back.notes);
        }
    }

    #[test]
    fn what_was_joined_of_captions_is_written_as_the_same_captions(cues in cues(), joined in 0..3_usize) {
        let source = webvtt(&cues);
        let join = [Join::Always, Join::Within(Duration::from_secs(2)), Join::Never][joined];
        let options = Options { join: Some(join), ..Options::default() };
        let told = read(id(), "P01.vtt", source.as_bytes(), &options).unwrap().transcript;
        let written = write(&told, Format::Vtt).unwrap();
        prop_assert_eq!(String::from_utf8(written.bytes).unwrap(), source);
        // Captions that are no longer joined are one turn for whoever reads them without being asked.
        prop_assert!(joined > 0 || written.notes.is_empty(), "{:?}", written.notes);
        // SubRip has no place for words that look like markup, but times and places are the same.
        let srt = write(&told, Format::Srt).unwrap().bytes;
        let back = read(id(), "P01.srt", &srt, &options).unwrap().transcript;
        prop_assert_eq!(back.parts(), told.parts());
        prop_assert_eq!(back.text().as_str(), told.text().as_str());
    }
}

#[test]
fn captions_of_turns_without_times_are_refused_with_the_turn() {
    let utterances = vec![Utterance::new("A", "Yes."), Utterance::new("B", "No.")];
    let transcript = Transcript::compose(id(), utterances, Source::default());
    assert_eq!(write(&transcript, Format::Vtt).unwrap_err(), WriteError::NoTimes { first: 1, without: 2, turns: 2 });
    assert!(write(&transcript, Format::Text).is_err());
}

#[test]
fn signs_that_subrip_cannot_hold_are_told() {
    let said = Utterance { begins: Some(Timecode::default()), ..Utterance::new("A", "x <i>y</i>") };
    let transcript = Transcript::compose(id(), vec![said], Source::default());
    let notes = write(&transcript, Format::Srt).unwrap().notes;
    assert!(notes.iter().any(|note| note.to_string().contains("markup")), "{notes:?}");
}

#[test]
fn the_same_document_is_written_with_the_same_bytes() {
    let transcript = Transcript::compose(id(), vec![Utterance::new("A", "Yes.")], Source::default());
    assert_eq!(write(&transcript, Format::Docx).unwrap().bytes, write(&transcript, Format::Docx).unwrap().bytes);
}
