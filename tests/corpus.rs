//! Real files, where they lie beside the repository.

use std::fs;
use std::path::{Path, PathBuf};

use qualkit_testkit::{Sandbox, corpus};

/// The files of a folder that `ingest` should read or refuse, sorted; `SOURCES.tsv` says where they come from.
fn readable(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(readable(&path));
        } else if !path.ends_with("SOURCES.tsv") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The part of a folder's path behind the folder, as an id that no other file gets.
fn id(file: &Path, folder: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap().to_str().unwrap();
    let name: String = inside.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("c-{name}")
}

/// Makes a study of all files of a folder and works on it; gives how many were read. `refused` are the
/// files that hold no interview.
fn works_on(folder: &Path, refused: &[&str]) -> usize {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    sandbox.ok(&["init", "real", "--title", "Real files"]);
    let mut ids = Vec::new();
    for file in readable(folder) {
        let (id, path) = (id(&file, folder), file.to_str().unwrap());
        let words = ["ingest", "real", path, "--id", &id, "--format", "csv"];
        if refused.iter().any(|name| file.ends_with(name)) {
            sandbox.refused(&words);
        } else {
            let table = sandbox.ok(&words);
            assert!(table.ends_with(",new\n"), "{path}: {table}");
            ids.push(id);
        }
    }
    sandbox.ok(&["codebook", "import", "real", "i-help"]);
    sandbox.ok(&["apply", "real", "--coder", "rules"]);
    let progress = sandbox.ok(&["progress", "real", "--format", "csv"]);
    assert_eq!(progress.lines().count(), 1 + ids.len(), "{progress}");
    let codebook = sandbox.read("real/codebook.csv");
    let code = codebook.lines().nth(1).unwrap().split(',').next().unwrap();
    let mut coded = 0;
    for id in ids.iter().step_by(3) {
        let text = sandbox.read(&format!("real/transcripts/{id}.txt"));
        let Some((at, words)) = passage(&text) else { continue };
        let place = format!("{at}..{}", at + words.chars().count());
        let by_words = sandbox.run(&["code", "real", "--coder", "person", id, "--quote", &words, "--code", code]);
        assert!(by_words.code == Some(0) || by_words.stderr.contains("the words occur"), "{id}: {}", by_words.stderr);
        let by_place = sandbox.run(&["code", "real", "--coder", "person", id, "--at", &place, "--code", code]);
        assert_eq!(by_place.code, Some(0), "{id}: {}", by_place.stderr);
        let again = by_place.stderr.contains("already");
        assert!(again || by_words.code == Some(2), "{id}: words and place name the same passage: {}", by_place.stderr);
        coded += 1;
    }
    assert!(coded > 0, "a passage was coded");
    let outcome = sandbox.run(&["check", "real"]);
    assert_eq!(outcome.code, Some(0), "{}{}", outcome.stdout, outcome.stderr);
    sandbox.ok(&["report", "real", "--out", "first"]);
    sandbox.ok(&["report", "real", "--out", "second"]);
    for page in ["report.md", "report.html", "manifest.json", "tables/counts.csv", "tables/quotations.csv"] {
        let written = sandbox.read(&format!("first/{page}"));
        assert_eq!(written, sandbox.read(&format!("second/{page}")), "{page} is the same when it is made again");
        assert!(written.len() > 200, "{page} says something");
    }
    let told = folder.file_name().unwrap().display();
    eprintln!("{told}: {} files read, {} refused, {coded} passages coded", ids.len(), refused.len());
    ids.len()
}

/// The last words of a turn's line in the middle of a text, and where they stand.
fn passage(text: &str) -> Option<(usize, String)> {
    let said = |line: &'_ str| line.find(": ").map_or(0, |head| head + 2);
    let lines: Vec<&str> =
        text.lines().map(|line| &line[said(line)..]).filter(|line| line.split_whitespace().count() > 4).collect();
    let line = lines.get(lines.len() / 2)?;
    let begin = line.match_indices(' ').map(|(at, _)| at + 1).nth(line.split(' ').count().checked_sub(4)?)?;
    let byte = line.as_ptr() as usize - text.as_ptr() as usize + begin;
    Some((text[..byte].chars().count(), line[begin..].to_owned()))
}

#[test]
fn every_transcript_of_the_corpus_is_read_coded_and_sound() {
    let Some(folder) = corpus("corpus") else { return };
    let read = works_on(&folder, &["vtt-zoom/meeting001_participants.csv", "tei/teitemplate.xml"]);
    assert!(read >= 38, "only {read} files");
}

#[test]
fn the_interviews_beside_the_corpus_are_read_coded_and_sound() {
    let Some(folder) = corpus("mlp") else { return };
    let read = works_on(&folder.join("sources"), &[]);
    assert!(read >= 20, "only {read} files");
}
