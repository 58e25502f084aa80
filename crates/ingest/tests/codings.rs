//! The interviews of the example study and the codings of its coders: every quotation stands in the
//! turn that its coder named. Needs the folder `shared` beside the repository.
#![allow(clippy::disallowed_methods, reason = "tests open files")]
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use qualkit_ingest::{Options, read};
use qualkit_text::Quotable;
use qualkit_transcript::{Timecode, Transcript, TranscriptId};

fn material() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/mlp")
}

fn files(folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(material().join(folder)) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn transcripts() -> BTreeMap<String, Transcript> {
    let read = files("sources").into_iter().map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let id = TranscriptId::new(path.file_stem().unwrap().to_str().unwrap()).unwrap();
        let read = read(id, &name, &std::fs::read(&path).unwrap(), &Options::default()).unwrap();
        assert!(!read.guessed_roles, "{name}");
        (read.transcript.id().to_string(), read.transcript)
    });
    read.collect()
}

#[test]
fn every_quotation_stands_in_the_turn_its_coder_named() {
    let transcripts = transcripts();
    if transcripts.is_empty() {
        println!("{} is not there: nothing was checked", material().display());
        return;
    }
    let (mut at_time, mut anywhere) = (0, 0);
    let mut wrong = Vec::new();
    for path in files("codings") {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut table = qualkit_table::Reader::new(&text).unwrap();
        let Ok([transcript, turn, quote]) = table.columns(["transcript", "turn", "quote"]) else { continue };
        while let Some(row) = table.next_row().unwrap() {
            let told = &transcripts[row.get(transcript)];
            let place = format!("{} line {}", path.file_name().unwrap().display(), row.line());
            let quotable = Quotable::new(told.text());
            let holds = |turn: &&qualkit_transcript::Turn| {
                told.is_answer(turn) && quotable.find(row.get(quote)).iter().any(|span| turn.span.contains(*span))
            };
            let timed = told.turns().iter().all(|turn| turn.begins.is_some());
            if timed && !row.get(turn).is_empty() {
                let time: Timecode = row.get(turn).parse().unwrap();
                let named: Vec<_> = told.turns_at_time(time).collect();
                at_time += 1;
                if named.len() != 1 || !named.iter().all(holds) {
                    wrong.push(place);
                }
            } else {
                anywhere += 1;
                if told.turns().iter().filter(holds).count() == 0 {
                    wrong.push(place);
                }
            }
        }
    }
    println!("{at_time} quotations found in the turn at their time, {anywhere} in an untimed transcript");
    assert_eq!(wrong, Vec::<String>::new());
    assert!(at_time > 500 && anywhere > 300, "{at_time} {anywhere}");
}
