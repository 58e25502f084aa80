//! Every format in the shapes in which people hand it over.
#![allow(clippy::unwrap_used, reason = "a source that cannot be read fails the test")]

mod bomb;
mod captions;
mod documents;
mod fidelity;
mod heads;
mod html;
mod labels;
mod linguists;
mod odt;
mod once;
mod pdf;
mod recognisers;
mod refusals;
mod roles;
mod rtf;
mod said;
mod scripts;
mod sheets;
mod signs;
mod styles;
mod tables;
mod text;
mod variants;

use std::io::{Cursor, Write as _};
use std::path::Path;

use qualkit_ingest::{IngestError, Ingested, Options};
use qualkit_transcript::TranscriptId;
use zip::write::SimpleFileOptions;

/// The bytes of a file in the folder `fixtures`.
#[allow(clippy::disallowed_methods, reason = "tests open files")]
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// A zip archive of these parts, each by its name.
fn archive(parts: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_ref(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Reads a source as the transcript P01.
fn read(file_name: &str, bytes: impl AsRef<[u8]>) -> Result<Ingested, IngestError> {
    read_with(file_name, bytes, &Options::default())
}

fn read_with(file_name: &str, bytes: impl AsRef<[u8]>, options: &Options) -> Result<Ingested, IngestError> {
    qualkit_ingest::read(TranscriptId::new("P01").unwrap(), file_name, bytes.as_ref(), options)
}

/// The turns of a source: label, seconds at which it begins (-1 if not known), words.
fn turns(file_name: &str, bytes: impl AsRef<[u8]>) -> Vec<(String, i64, String)> {
    told(&read(file_name, bytes).unwrap())
}

fn told(read: &Ingested) -> Vec<(String, i64, String)> {
    let transcript = &read.transcript;
    let turns = transcript.turns().iter().map(|turn| {
        let begins = turn.begins.map_or(-1, |time| (time.millis() / 1000).cast_signed());
        (transcript.speaker(turn).label.clone(), begins, transcript.words(turn).to_owned())
    });
    turns.collect()
}

fn turn(label: &str, begins: i64, words: &str) -> (String, i64, String) {
    (label.to_owned(), begins, words.to_owned())
}

fn notes(read: &Ingested) -> Vec<String> {
    read.notes.iter().map(ToString::to_string).collect()
}

fn header(read: &Ingested) -> Vec<&str> {
    read.transcript.details().header.iter().map(String::as_str).collect()
}
