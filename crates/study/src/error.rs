use std::io;
use std::path::{Path, PathBuf};

/// Why a study could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StudyError {
    /// The folder is no study.
    #[error("'{}' is no study: it has no study.toml", path.display())]
    NotAStudy {
        /// The folder.
        path: PathBuf,
    },
    /// There is no such folder.
    #[error("there is no folder '{}'", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The study's place is a file.
    #[error("'{}' is a file, and a study is a folder", path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// A study is there already.
    #[error("'{}' is a study already", path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// The study was written by a later program.
    #[error("'{}' has format {found}, but this program knows formats up to {known}: it needs a newer qualkit", path.display())]
    NewerFormat {
        /// The manifest.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The latest known.
        known: u32,
    },
    /// A file could not be read or written.
    #[error("cannot {doing} '{}'", path.display())]
    Io {
        /// What was attempted.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file does not hold what it should.
    #[error("'{}': {}", path.display(), problems.join(&format!("\n'{}': ", path.display())))]
    Broken {
        /// The file.
        path: PathBuf,
        /// All that is wrong in it.
        problems: Vec<String>,
    },
    /// The table of the times inside turns is not as it should be, or does not fit its text.
    #[error("'{}': {}", path.display(), problems.join(&format!("\n'{}': ", path.display())))]
    BrokenTimes {
        /// The table.
        path: PathBuf,
        /// All that is wrong in it.
        problems: Vec<String>,
    },
    /// Something that was named is not in the study.
    #[error("the study has no {kind} '{name}'")]
    NoSuch {
        /// What kind of thing.
        kind: &'static str,
        /// Its name.
        name: String,
        /// The name that was probably meant.
        nearest: Option<String>,
    },
}

impl StudyError {
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StudyError {
        let path = path.to_owned();
        move |source| StudyError::Io { doing, path, source }
    }

    pub(crate) fn broken(path: &Path, problem: impl ToString) -> StudyError {
        StudyError::Broken { path: path.to_owned(), problems: vec![problem.to_string()] }
    }
}
