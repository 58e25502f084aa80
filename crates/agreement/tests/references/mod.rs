//! Reading the files of reference values, one folder for each kind of measure.
#![allow(clippy::disallowed_methods, reason = "the tests read their own reference files")]

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// The reference files of a folder beside the tests, in the order of their names.
pub fn references<Reference: DeserializeOwned>(folder: &str) -> Vec<Reference> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: &PathBuf| {
        serde_json::from_str(&fs::read_to_string(file).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    files.iter().map(read).collect()
}
