//! The study that the tests tell of: two invented interviews about a community garden.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use qualkit_testkit::{Outcome, Sandbox};

/// An interview without times; words that occur twice, a turn of two paragraphs, letters beyond ASCII.
pub const P01: &str = "\
Interview 1, the garden on Elm Row
Recorded 3 May 2019

INT: How did you find the garden?

P01: My neighbour told me. She had a plot by the fence, and I was curious.

INT: And the first week?

P01: Honestly? I was lost. Nobody told me where the tools were.
I said to myself, “¿dónde está la señora?” and nearly gave up.

INT: What changed?

P01: My neighbour told me about the shed. After that it was easy.
";

/// An interview with times.
pub const P02: &str = "\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Interviewer>How did you find the garden?

00:00:04.500 --> 00:00:09.000
<v Rosa>A flyer at the library. It was in two languages.

00:00:09.500 --> 00:00:12.000
<v Interviewer>And then?

00:00:12.500 --> 00:00:19.000
<v Rosa>Then I came on a Saturday, and they gave me soup.
";

/// Three codes, two of them with a pattern.
pub const CODEBOOK: &str = "\
id,name,definition,use_when,not_when,pattern
way-in,Way in,How someone came to the garden.,They tell how they heard of it.,They tell why they stayed.,(flyer|neighbou?r)
lost,Feeling lost,Not knowing where things are.,Somebody cannot find something.,They lost money.,\\blost\\b
welcome,Welcome,Being received warmly.,Somebody is greeted or fed.,They were invited: use way-in.,
";

/// The table of cases.
pub const CASES: &str = "id,role,street\nP01,gardener,Elm Row\nP02,visitor,Mill Lane\n";

/// A sandbox with the sources of the study and nothing else.
pub fn sources() -> Sandbox {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    sandbox.write("P01.txt", P01);
    sandbox.write("P02.vtt", P02);
    sandbox.write("codebook.csv", CODEBOOK);
    sandbox.write("cases.csv", CASES);
    sandbox
}

/// A study `garden` with nothing in it.
pub fn empty() -> Sandbox {
    let sandbox = sources();
    sandbox.ok(&["init", "garden", "--title", "Elm Row"]);
    sandbox
}

/// A study `garden` with two transcripts and a codebook, which nobody has coded.
pub fn uncoded() -> Sandbox {
    let sandbox = empty();
    sandbox.ok(&["codebook", "import", "garden", "codebook.csv"]);
    sandbox.ok(&["ingest", "garden", "P01.txt", "P02.vtt"]);
    sandbox
}

/// A study `garden` that `ana` has coded in part and `ben` has read.
pub fn coded() -> Sandbox {
    let sandbox = uncoded();
    sandbox.write(
        "ana.csv",
        "transcript,turn,quote,code,note\n\
         P01,2,My neighbour told me,way-in,word of mouth\n\
         P01,4,I was lost,lost,\n\
         P02,0:04,A flyer at the library,way-in,\n",
    );
    sandbox.ok(&["code", "garden", "--coder", "ana", "--from", "ana.csv"]);
    sandbox.ok(&["done", "garden", "--coder", "ana", "P01"]);
    sandbox.ok(&["done", "garden", "--coder", "ben", "P02", "--turns", "1..2"]);
    sandbox
}

/// Runs the binary and tells all that came of it, as one text for a snapshot.
pub fn run(sandbox: &Sandbox, words: &[&str]) -> String {
    told(sandbox, &sandbox.run(words))
}

/// All that came of a run, as one text for a snapshot.
pub fn told(sandbox: &Sandbox, outcome: &Outcome) -> String {
    let code = outcome.code.map_or("by a signal".to_owned(), |code| code.to_string());
    let mut text = format!("exit {code}\n");
    for (name, stream) in [("stdout", &outcome.stdout), ("stderr", &outcome.stderr)] {
        if !stream.is_empty() {
            text.push_str(&format!("--- {name}\n{stream}"));
        }
    }
    let folder = sandbox.path("").display().to_string();
    let folder = folder.trim_end_matches('/');
    text.replace(folder, "[sandbox]").replace(concat!("qualkit ", env!("CARGO_PKG_VERSION")), "qualkit [version]")
}

/// Every file of a folder with its bytes, the lock aside.
pub fn files(sandbox: &Sandbox, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut found = files_of(&sandbox.path(folder));
    found.remove(".qualkit/lock");
    found
}

/// Every file of a folder with its bytes.
pub fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found);
    found
}

fn collect(folder: &Path, lead: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = format!("{lead}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// A command that must be refused, and leave every file of the study as it was.
pub fn refused(sandbox: &Sandbox, words: &[&str]) -> String {
    let before = files(sandbox, "garden");
    let outcome = sandbox.run(words);
    assert_eq!(outcome.code, Some(2), "qualkit {}\n{}{}", words.join(" "), outcome.stdout, outcome.stderr);
    assert!(before == files(sandbox, "garden"), "qualkit {} changed the study", words.join(" "));
    told(sandbox, &outcome)
}
