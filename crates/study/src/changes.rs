use std::path::PathBuf;

use indexmap::IndexMap;

/// Files that are to be written together: all of them or none.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    pub(crate) files: IndexMap<PathBuf, String>,
    pub(crate) lines: Vec<(PathBuf, String, String)>,
}

impl Changes {
    /// Nothing to write.
    pub fn new() -> Changes {
        Changes::default()
    }

    /// Adds a file with its whole content; the last content for a path counts.
    pub fn write(&mut self, path: PathBuf, content: impl Into<String>) {
        self.files.insert(path, content.into());
    }

    /// Adds a line to a file that only grows; a new file gets `header` first.
    pub(crate) fn append(&mut self, path: PathBuf, header: &str, line: String) {
        self.lines.push((path, header.to_owned(), line));
    }
}
