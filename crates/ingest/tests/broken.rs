//! Files that are broken in small ways are read or refused, by every reader: never a panic, never times that
//! run backwards inside a turn.
#![allow(clippy::disallowed_methods, reason = "tests open files")]
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use qualkit_ingest::{Format, Join, Options, read, read_together};
use qualkit_transcript::TranscriptId;

/// The names and bytes of the files in the folder `fixtures`.
static FIXTURES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
});

/// Pieces that mean something to one reader or another.
const PIECES: [&[u8]; 24] = [
    b"\"",
    b"\\",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"null",
    b"-1",
    b"1e308",
    b"\"\"",
    b"<",
    b">",
    b"</u>",
    b"<u>",
    b"&#0;",
    b"&amp;",
    b"\0",
    b"\x15",
    b"\n\n",
    b"-->",
    b"\xff\xfe",
    "İ\u{2029}".as_bytes(),
];

/// One change: where, what, and how many bytes it takes the place of.
fn change() -> impl Strategy<Value = (Index, Vec<u8>, usize)> {
    let piece = prop_oneof![
        4 => (0..PIECES.len()).prop_map(|piece| PIECES[piece].to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4),
        2 => Just(Vec::new()),
    ];
    (any::<Index>(), piece, prop_oneof![3 => 0usize..3, 1 => 0usize..80])
}

fn changed(bytes: &[u8], changes: &[(Index, Vec<u8>, usize)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, piece, length) in changes {
        let at = at.index(bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, piece.iter().copied());
    }
    bytes
}

fn check(name: &str, bytes: &[u8], options: &Options) -> Result<(), TestCaseError> {
    let id = TranscriptId::new("P01").unwrap();
    if let Ok(read) = read(id.clone(), name, bytes, options) {
        prop_assert!(!read.transcript.turns().is_empty());
        for turn in read.transcript.turns() {
            prop_assert!(turn.ends.is_none_or(|ends| turn.begins.is_some_and(|begins| begins <= ends)), "{:?}", turn);
        }
    }
    let _ = read_together(id, &[(name, bytes), ("b.vtt", b"WEBVTT\n\n0:1 --> 0:2\nso\n")], options);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn broken_files_are_read_or_refused(
        file in any::<Index>(),
        changes in prop::collection::vec(change(), 1..6),
        join in prop_oneof![Just(None), Just(Some(Join::Always)), Just(Some(Join::Never))],
    ) {
        let (name, bytes) = file.get(&FIXTURES);
        let bytes = changed(bytes, &changes);
        check(name, &bytes, &Options { join, ..Options::default() })?;
        // The format stays what the file was, however it begins now.
        if let Ok(whole) = read(TranscriptId::new("P01").unwrap(), name, &file.get(&FIXTURES).1, &Options::default()) {
            check(name, &bytes, &Options { format: Some(whole.format), join, ..Options::default() })?;
        }
    }

    #[test]
    fn every_format_reads_or_refuses_any_file(file in any::<Index>(), format in 0..Format::ALL.len()) {
        let (name, bytes) = file.get(&FIXTURES);
        check(name, bytes, &Options { format: Some(Format::ALL[format]), ..Options::default() })?;
    }
}
