use std::path::{Path, PathBuf};

use qualkit_coding::CoderId;
use qualkit_transcript::TranscriptId;

/// Where everything of a study lies.
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The layout of the study in a folder.
    pub fn new(root: impl Into<PathBuf>) -> Layout {
        Layout { root: root.into() }
    }

    /// The study's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder directly in the study's folder.
    pub fn at(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// `study.toml`.
    pub fn manifest(&self) -> PathBuf {
        self.at("study.toml")
    }

    /// `codebook.csv`.
    pub fn codebook(&self) -> PathBuf {
        self.at("codebook.csv")
    }

    /// `codebook-changes.csv`.
    pub fn codebook_changes(&self) -> PathBuf {
        self.at("codebook-changes.csv")
    }

    /// The folder of transcripts.
    pub fn transcripts(&self) -> PathBuf {
        self.at("transcripts")
    }

    /// A transcript's canonical text.
    pub fn transcript(&self, id: &TranscriptId) -> PathBuf {
        self.transcripts().join(format!("{id}.txt"))
    }

    /// What is known of a transcript beside its text.
    pub fn details(&self, id: &TranscriptId) -> PathBuf {
        self.transcripts().join(format!("{id}.toml"))
    }

    /// The times inside a transcript's turns.
    pub fn times(&self, id: &TranscriptId) -> PathBuf {
        self.transcripts().join(format!("{id}.times.csv"))
    }

    /// A coder's folder.
    pub fn coder(&self, coder: &CoderId) -> PathBuf {
        self.at("codings").join(coder.as_str())
    }

    /// What a coder coded in a transcript.
    pub fn codings(&self, coder: &CoderId, transcript: &TranscriptId) -> PathBuf {
        self.coder(coder).join(format!("{transcript}.csv"))
    }

    /// What a coder has finished.
    pub fn progress(&self, coder: &CoderId) -> PathBuf {
        self.coder(coder).join("progress.csv")
    }

    /// The diary of a coder, or of the study where no coder acts.
    pub fn log(&self, who: &str) -> PathBuf {
        self.at("log").join(format!("{who}.csv"))
    }

    pub(crate) fn working(&self) -> PathBuf {
        self.at(".qualkit")
    }

    /// A path as it is told to people: from the study's folder on, with slashes.
    pub fn told(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}
