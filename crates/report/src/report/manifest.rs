use qualkit_text::digest;
use serde::Serialize;

use super::ReportInput;

/// A file that a report is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Its name, relative to the study.
    pub name: String,
    /// The SHA-256 digest of its bytes.
    pub sha256: String,
}

#[derive(Serialize)]
struct Manifest<'a> {
    qualkit: &'a str,
    seed: Option<u64>,
    command: String,
    inputs: Vec<File>,
    outputs: Vec<File>,
}

#[derive(Serialize)]
struct File {
    name: String,
    sha256: String,
}

/// What made the report, what it is made of, and what came out; without times and places.
pub(super) fn write(input: &ReportInput<'_>, files: &[(String, String)]) -> String {
    let blinded = |words: &str| input.blind.apply(words).0;
    let mut inputs: Vec<&_> = input.inputs.iter().collect();
    inputs.sort();
    let manifest = Manifest {
        qualkit: &input.stamp.version,
        seed: input.stamp.seed,
        command: blinded(input.command),
        inputs: inputs
            .into_iter()
            .map(|file| File { name: blinded(&file.name), sha256: file.sha256.clone() })
            .collect(),
        outputs: files
            .iter()
            .map(|(name, text)| File { name: name.clone(), sha256: digest(text.as_bytes()) })
            .collect(),
    };
    serde_json::to_string_pretty(&manifest).expect("a manifest holds texts and numbers") + "\n"
}
