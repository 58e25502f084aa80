//! The house stands as its plan says: layers, and files that a person can read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The layer of each crate; a crate uses lower layers only.
const LAYERS: [(&str, u8); 13] = [
    ("qualkit-text", 0),
    ("qualkit-table", 0),
    ("qualkit-agreement", 0),
    ("qualkit-codebook", 1),
    ("qualkit-transcript", 1),
    ("qualkit-coding", 2),
    ("qualkit-ingest", 2),
    ("qualkit-compare", 3),
    ("qualkit-themes", 3),
    ("qualkit-study", 4),
    ("qualkit-report", 5),
    ("qualkit", 6),
    ("qualkit-testkit", 6),
];

/// No source file is longer.
const LONGEST: usize = 800;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_crate_uses_lower_layers_only() {
    let layers: BTreeMap<&str, u8> = LAYERS.into_iter().collect();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert_eq!(packages.len(), LAYERS.len(), "every crate has a layer");
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let layer = layers[name];
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            let for_tests = dependency["kind"] == "dev";
            if let Some(below) = layers.get(used).filter(|_| !for_tests) {
                assert!(*below < layer, "{name} (layer {layer}) uses {used} (layer {below})");
            }
        }
    }
}

#[test]
fn no_source_file_is_longer_than_a_person_reads() {
    let mut long = Vec::new();
    for file in sources(&root().join("crates")).into_iter().chain(sources(&root().join("tests"))) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        if lines > LONGEST {
            long.push(format!("{} has {lines} lines", file.display()));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_file_is_a_drawer_for_everything() {
    let drawers = ["util.rs", "utils.rs", "helpers.rs", "common.rs", "misc.rs", "types.rs"];
    for file in sources(&root().join("crates")) {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(!drawers.contains(&name.as_str()), "{}", file.display());
    }
}

#[test]
fn the_lower_layers_ban_files_clocks_and_environment() {
    for (name, layer) in LAYERS.iter().filter(|(_, layer)| *layer <= 3) {
        let folder = root().join("crates").join(name.trim_start_matches("qualkit-"));
        let lints = fs::read_to_string(folder.join("clippy.toml")).unwrap_or_default();
        for banned in ["std::fs", "std::env", "std::time"] {
            assert!(lints.contains(banned), "{name} (layer {layer}) does not ban {banned}");
        }
    }
}

#[test]
fn every_module_of_the_tests_is_run() {
    let main = fs::read_to_string(root().join("tests/main.rs")).unwrap();
    for entry in fs::read_dir(root().join("tests")).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if let Some(stem) = name.strip_suffix(".rs").filter(|stem| *stem != "main") {
            assert!(main.contains(&format!("mod {stem};")), "tests/{name} is not part of tests/main.rs");
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
