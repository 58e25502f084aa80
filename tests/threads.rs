//! Any number of threads gives the same bytes.

use std::collections::BTreeMap;

use qualkit_testkit::{Sandbox, Size, generate};

use crate::garden::files;

/// The files and the printed words of a study that so many threads made.
fn made_with(threads: &str) -> (BTreeMap<String, Vec<u8>>, Vec<u8>) {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    let size = Size { transcripts: 24, words: 600, codings: 10, coders: 1, codes: 4 };
    generate(&sandbox.path("source"), size, 3).unwrap();
    let mut names: Vec<String> = files(&sandbox, "source/transcripts").into_keys().collect();
    names.retain(|name| name.ends_with(".txt"));
    let paths: Vec<String> = names.iter().map(|name| format!("source/transcripts/{name}")).collect();
    sandbox.write("codebook.csv", "id,name,pattern\nstart,Start,\\bba\nend,End,(zu|ñe)\\b\nboth,Both,ó\n");
    let mut printed = Vec::new();
    let mut run = |words: &[&str]| {
        let output = sandbox.command(words).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        printed.extend(output.stdout);
        printed.extend(output.stderr);
    };
    run(&["init", "garden", "--title", "Threads"]);
    run(&["codebook", "import", "garden", "codebook.csv"]);
    run(&["ingest", "garden"].into_iter().chain(paths.iter().map(String::as_str)).collect::<Vec<_>>());
    run(&["apply", "garden", "--coder", "rules"]);
    run(&["codings", "garden", "--format", "csv"]);
    run(&["check", "garden"]);
    (files(&sandbox, "garden"), printed)
}

#[test]
fn one_thread_and_four_give_the_same_bytes() {
    let (one, one_printed) = made_with("1");
    let (four, four_printed) = made_with("4");
    assert!(one.len() > 60, "{:?}", one.keys());
    assert!(one_printed.len() > 10_000);
    assert_eq!(String::from_utf8(one_printed), String::from_utf8(four_printed));
    for (name, bytes) in &one {
        assert!(four.get(name) == Some(bytes), "{name} differs");
    }
    assert_eq!(one.len(), four.len());
}
