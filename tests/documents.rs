//! The README and the examples do what they say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use qualkit_testkit::Sandbox;

use crate::garden::files_of;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The blocks of a page that are marked as lines to type.
fn sessions(page: &Path) -> Vec<String> {
    let page = fs::read_to_string(page).unwrap();
    let blocks = page.split("```sh\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

/// Runs lines with the binary on the path; `None` where there is no shell.
fn run_session(folder: &Path, session: &str) -> Option<String> {
    let binary = Path::new(env!("CARGO_BIN_EXE_qualkit"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let run = Command::new("sh")
        .args(["-e", "-c", session])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("COLUMNS", "100")
        .env("SOURCE_DATE_EPOCH", "1548979200")
        .output();
    let output = match run {
        Ok(output) => output,
        Err(error) => {
            eprintln!("there is no sh ({error}): the session was not run");
            return None;
        }
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    Some(told)
}

#[test]
fn the_session_of_the_readme_runs() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    let sessions = sessions(&root().join("README.md"));
    assert_eq!(sessions.len(), 1);
    let Some(told) = run_session(&sandbox.path("."), &sessions[0]) else { return };
    for expected in ["Warm handoff", "Cohen’s kappa", "no problems", "my-report: "] {
        assert!(told.contains(expected), "{expected:?} is not in\n{told}");
    }
    assert!(sandbox.path("my-report/report.html").exists());
}

#[test]
fn the_california_example_is_what_its_commands_make() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_qualkit"));
    let example = root().join("examples/california-mlp");
    sandbox.copy(&example.join("sources"), "sources");
    sandbox.copy(&example.join("material"), "material");
    let sessions = sessions(&example.join("README.md"));
    assert_eq!(sessions.len(), 1);
    if run_session(&sandbox.path("."), &sessions[0]).is_none() {
        return;
    }
    let ours = |name: &str| {
        !["README.md", ".gitignore", ".gitattributes"].contains(&name)
            && !["sources", "material", ".qualkit", "rebuilt"].iter().any(|folder| name.starts_with(folder))
    };
    let mut made = files_of(&sandbox.path("rebuilt"));
    made.retain(|name, _| ours(name));
    let mut kept = files_of(&example);
    kept.retain(|name, _| ours(name));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&kept));
    let other: Vec<&String> =
        made.iter().filter(|(name, bytes)| kept[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(other.is_empty(), "the example's commands make other files now, copy them from a new run: {other:?}");
}

#[test]
fn the_report_of_the_example_has_the_structure_of_the_published_results() {
    let report = fs::read_to_string(root().join("examples/california-mlp/report/report.md")).unwrap();
    for expected in [
        "medical provider",
        "case manager or navigator",
        "attorney or legal/policy expert",
        "administrator",
        "Increased demand for legal services",
        "Facilitating partnerships",
        "Room for improvement",
        "I-HELP",
        "Q1",
        "Q12",
        "model coder",
        "Synthetic",
    ] {
        assert!(report.contains(expected), "{expected:?} is not in the report");
    }
    for blinded in ["Harborlight", "Puente Legal", "Alder County", "Tule", "Marisol"] {
        assert!(!report.contains(blinded), "{blinded} stands in the report");
    }
}
