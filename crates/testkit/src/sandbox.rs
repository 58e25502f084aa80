use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder of its own in which the binary runs with a cleared environment, a fixed time and a fixed
/// width.
#[derive(Debug)]
pub struct Sandbox {
    binary: PathBuf,
    folder: TempDir,
}

/// What came of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The exit code; `None` if a signal ended the run.
    pub code: Option<i32>,
    /// What was printed on stdout.
    pub stdout: String,
    /// What was printed on stderr.
    pub stderr: String,
}

impl Sandbox {
    /// An empty sandbox for a binary.
    ///
    /// # Panics
    /// If no folder can be made.
    pub fn new(binary: &str) -> Sandbox {
        let folder = tempfile::tempdir().expect("a test may make a folder");
        Sandbox { binary: PathBuf::from(binary), folder }
    }

    /// A path in the sandbox.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a test may make a folder");
        fs::write(path, content).expect("a test may write a file");
    }

    /// Reads a file.
    ///
    /// # Panics
    /// If it cannot be read as text.
    pub fn read(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Copies a folder and all that is in it.
    ///
    /// # Panics
    /// If something cannot be copied.
    pub fn copy(&self, from: &Path, name: &str) {
        copy_folder(from, &self.path(name));
    }

    /// The command with a line of words, ready to run.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "1548979200")
            .env("COLUMNS", "100")
            .stdin(Stdio::null());
        command
    }

    /// Runs the binary.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn run(&self, words: &[&str]) -> Outcome {
        let output = self.command(words).output().expect("the binary can be started");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Outcome { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Runs the binary, which must do its work; gives what it printed on stdout.
    ///
    /// # Panics
    /// If the exit code is not 0.
    pub fn ok(&self, words: &[&str]) -> String {
        let outcome = self.run(words);
        assert_eq!(outcome.code, Some(0), "qualkit {}\n{}{}", words.join(" "), outcome.stdout, outcome.stderr);
        outcome.stdout
    }

    /// Runs the binary, which must fail with exit code 2 and print nothing on stdout; gives what it said
    /// on stderr.
    ///
    /// # Panics
    /// If it does not fail so.
    pub fn refused(&self, words: &[&str]) -> String {
        let outcome = self.run(words);
        assert_eq!(outcome.code, Some(2), "qualkit {}\n{}{}", words.join(" "), outcome.stdout, outcome.stderr);
        outcome.stderr
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a test may make a folder");
    for entry in fs::read_dir(from).expect("the folder can be read").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}
