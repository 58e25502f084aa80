//! What every target does with the bytes that the fuzzer makes.

use qualkit_ingest::{Format, Join, Options, read};
use qualkit_transcript::{Transcript, TranscriptId};

/// Reads bytes as one format, with each way of joining; what is read must hold together.
pub fn reads(format: Format, bytes: &[u8]) {
    for join in [None, Some(Join::Always), Some(Join::Never)] {
        let options = Options { format: Some(format), join, ..Options::default() };
        check("fuzz", bytes, &options);
    }
}

/// Reads bytes as whatever they are taken for under a name.
pub fn recognises(name: &str, bytes: &[u8]) {
    check(name, bytes, &Options::default());
}

fn check(name: &str, bytes: &[u8], options: &Options) {
    let id = TranscriptId::new("P01").expect("a letter and digits are an id");
    let Ok(read) = read(id.clone(), name, bytes, options) else { return };
    let told = &read.transcript;
    assert!(!told.turns().is_empty());
    for turn in told.turns() {
        assert!(!told.words(turn).trim().is_empty());
        assert!(turn.ends.is_none_or(|ends| turn.begins.is_some_and(|begins| begins <= ends)));
    }
    let again = Transcript::parse(id, told.details().clone(), told.text().as_str());
    assert_eq!(again.expect("what was written is read").turns(), told.turns());
}
