//! How fast each format is read, on one core: megabytes and words per second, and how long that takes beside the
//! least that any reader must do, which is to see that the bytes are UTF-8 and to copy them once.
//!
//! `cargo bench -p qualkit-ingest --bench formats`; behind `--` a number of megabytes sets the size of each source, and
//! words choose among them.

#![allow(clippy::unwrap_used, reason = "a bench may panic")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a bench is asked for sizes and has a clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use qualkit_ingest::{Format, Options, read, write};
use qualkit_text::count_words;
use qualkit_transcript::{Piece, Source, Timecode, Transcript, TranscriptId, Utterance};

/// How often each source is read; the fastest counts.
const ROUNDS: usize = 5;

const WORDS: [&str; 40] = [
    "the",
    "and",
    "I",
    "you",
    "to",
    "of",
    "that",
    "it",
    "was",
    "we",
    "is",
    "so",
    "know",
    "they",
    "but",
    "like",
    "what",
    "people",
    "because",
    "when",
    "then",
    "really",
    "think",
    "clinic",
    "nurse",
    "community",
    "hospital",
    "training",
    "supervision",
    "households",
    "village",
    "monthly",
    "naïve",
    "Señora",
    "don’t",
    "they’re",
    "–",
    "isn’t",
    "café",
    "handoff",
];

fn main() {
    let megabytes = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(8);
    let told = interview(megabytes << 20);
    let only: Vec<String> = std::env::args().skip(1).filter(|word| word.starts_with(char::is_alphabetic)).collect();
    println!("{:<14} {:>7} {:>9} {:>13} {:>9}", "source", "MB", "MB/s", "words/s", "× floor");
    for (name, format, bytes) in sources(&told) {
        if !only.is_empty() && !only.iter().any(|word| name.starts_with(word)) {
            continue;
        }
        let words = words(&read_as(format, &bytes));
        let took = fastest(|| drop(black_box(read_as(format, &bytes))));
        let floor = fastest(|| drop(black_box(std::str::from_utf8(black_box(&bytes)).map(str::to_owned))));
        let (megabytes, seconds) = (bytes.len() as f64 / 1e6, took.as_secs_f64());
        let ratio = if std::str::from_utf8(&bytes).is_ok() {
            format!("{:.1}", seconds / floor.as_secs_f64())
        } else {
            "packed".to_owned()
        };
        let speed = words as f64 / seconds;
        println!("{name:<14} {megabytes:>7.1} {:>9.1} {speed:>13.0} {ratio:>9}", megabytes / seconds);
    }
}

fn read_as(format: Format, bytes: &[u8]) -> Transcript {
    let options = Options { format: Some(format), ..Options::default() };
    read(id(), "P01", bytes, &options).unwrap().transcript
}

fn id() -> TranscriptId {
    TranscriptId::new("P01").unwrap()
}

fn words(transcript: &Transcript) -> usize {
    transcript.turns().iter().map(|turn| count_words(transcript.words(turn))).sum()
}

fn fastest(mut work: impl FnMut()) -> Duration {
    let once = |()| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    std::iter::repeat_n((), ROUNDS).map(once).min().unwrap_or_default()
}

/// The same interview in every form that can be written without a library of that form.
fn sources(told: &Transcript) -> Vec<(&'static str, Format, Vec<u8>)> {
    let ascii: Vec<u8> = told.text().as_str().bytes().filter(u8::is_ascii).collect();
    let captions = |format| write(told, format).unwrap().bytes;
    let labelled = String::from_utf8(captions(Format::Srt)).unwrap().replace(',', ".");
    let words = |word: &str| word.to_owned();
    let paragraphs: String = told
        .turns()
        .iter()
        .map(|turn| format!("<p>{}: {}</p>\n", told.speaker(turn).label, told.words(turn)))
        .collect();
    vec![
        ("txt, ascii", Format::Text, ascii),
        ("txt", Format::Text, told.text().as_str().as_bytes().to_vec()),
        ("md", Format::Markdown, captions(Format::Markdown)),
        ("vtt, voices", Format::Vtt, captions(Format::Vtt)),
        ("vtt, labels", Format::Vtt, words(&format!("WEBVTT\n\n{labelled}")).into_bytes()),
        ("srt", Format::Srt, captions(Format::Srt)),
        ("csv", Format::Csv, captions(Format::Csv)),
        ("docx", Format::Docx, captions(Format::Docx)),
        ("html", Format::Html, format!("<!DOCTYPE html>\n<html><body>\n{paragraphs}</body></html>\n").into_bytes()),
        ("whisper", Format::Whisper, whisper(told).into_bytes()),
    ]
}

/// What a recogniser writes: one segment a part.
fn whisper(told: &Transcript) -> String {
    let segment = |part: &qualkit_transcript::Part| {
        let seconds = |time: Timecode| time.millis() as f64 / 1000.0;
        let (begins, ends) = (seconds(part.begins), seconds(part.ends.unwrap_or(part.begins)));
        let words = told.text().slice(part.span).unwrap();
        format!("{{\"start\": {begins}, \"end\": {ends}, \"text\": \" {words}\"}}")
    };
    let segments: Vec<String> = told.parts().iter().map(segment).collect();
    format!("{{\"text\": \"\", \"language\": \"en\", \"segments\": [{}]}}", segments.join(", "))
}

/// An interview of about so many bytes, joined of captions: every question is one, every answer several.
fn interview(size: usize) -> Transcript {
    let mut number = 1_u32;
    let mut draw = |below: u32| {
        // A linear congruential generator: any words do, if they are always the same.
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (number >> 16) % below
    };
    let (mut said, mut length, mut clock) = (Vec::new(), 0, 0);
    while length < size {
        let asks = said.len() % 2 == 0;
        let mut turn = Utterance::new(if asks { "Interviewer" } else { "Rosa" }, "");
        for place in 0..if asks { 1 } else { 2 + draw(6) } {
            if place > 0 {
                turn.words.push(' ');
            }
            let (begins, ends) = (Timecode::from_millis(clock), Timecode::from_millis(clock + 2500));
            turn.parts.push(Piece { at: turn.words.len(), begins, ends: Some(ends) });
            turn.begins = turn.begins.or(Some(begins));
            turn.ends = Some(ends);
            let words: Vec<&str> = (0..6 + draw(9)).map(|_| WORDS[draw(40) as usize]).collect();
            turn.words.push_str(&words.join(" "));
            turn.words.push(if asks { '?' } else { '.' });
            clock = (clock + 3000) % 360_000_000;
        }
        length += turn.words.len() + 32;
        said.push(turn);
    }
    Transcript::compose(id(), said, Source::default())
}
