use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use qualkit_coding::Coder;
use qualkit_table::nearest;
use qualkit_text::{Repairs, canonicalize, decode};
use qualkit_transcript::{Cases, Details, Transcript, TranscriptId};
use rayon::prelude::*;

use crate::{Changes, Layout, Lock, Manifest, Plan, StudyError, details, journal};

/// A study on disk.
///
/// Holds the manifest; everything else is read when it is asked for.
#[derive(Debug)]
pub struct Study {
    layout: Layout,
    manifest: Manifest,
}

/// Why a transcript cannot be used: whatever is coded or counted on it would lie elsewhere.
pub(crate) const OTHER_TEXT: &str = "the text is not the one that was ingested, so positions of codings may be off; \
     put back the text that was ingested, for example with git checkout";

/// A transcript as it lies in the study's folder.
pub(crate) struct Stored {
    pub(crate) transcript: Transcript,
    /// What the text needed to be canonical.
    pub(crate) repairs: Repairs,
    /// The digest of the text when it was stored; empty if none was.
    pub(crate) digest: String,
}

impl Study {
    /// Opens the study in a folder. If a process was killed while it wrote, its change is finished first.
    ///
    /// # Errors
    /// If the folder is no study, its format is newer than this program, or the manifest is broken.
    pub fn open(root: &Path) -> Result<Study, StudyError> {
        let layout = Layout::new(root);
        if journal::is_open(&layout) {
            Lock::take(&layout)?;
        }
        let path = layout.manifest();
        if !path.is_file() {
            let path = root.to_owned();
            return Err(match (root.exists(), root.is_dir()) {
                (false, _) => StudyError::NoFolder { path },
                (true, false) => StudyError::NotAFolder { path },
                (true, true) => StudyError::NotAStudy { path },
            });
        }
        let manifest = Manifest::read(&read_text(&path)?, &path)?;
        Ok(Study { layout, manifest })
    }

    /// Opens a study in order to change it: waits until nobody else writes, then reads it.
    ///
    /// # Errors
    /// As [`Study::open`], or if the study's folder cannot be written.
    pub fn open_to_write(root: &Path) -> Result<(Study, Lock), StudyError> {
        let study = Study::open(root)?;
        let lock = study.lock()?;
        // Somebody may have written between opening and locking.
        Ok((Study::open(root)?, lock))
    }

    /// Where everything lies.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What `study.toml` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Waits for the right to write. What is read afterwards cannot be changed by others until the lock
    /// is dropped.
    ///
    /// # Errors
    /// If the study's folder cannot be written.
    pub fn lock(&self) -> Result<Lock, StudyError> {
        Lock::take(&self.layout)
    }

    /// Writes all of the changes or none.
    ///
    /// # Errors
    /// If a file cannot be written; then the study is as it was.
    pub fn commit(&self, changes: Changes) -> Result<(), StudyError> {
        self.lock()?.commit(changes)
    }

    /// Adds a coder to `study.toml`.
    ///
    /// # Errors
    /// If the manifest cannot be read.
    pub fn add_coder(&mut self, coder: &Coder, changes: &mut Changes) -> Result<(), StudyError> {
        let path = self.layout.manifest();
        let text = Manifest::with_coder(&read_text(&path)?, coder, &path)?;
        self.manifest = Manifest::read(&text, &path)?;
        changes.write(path, text);
        Ok(())
    }

    /// The coders who judge for themselves, in the order of the manifest.
    pub fn judges(&self) -> impl Iterator<Item = &Coder> {
        self.manifest.coders.iter().filter(|coder| coder.kind.judges())
    }

    /// The coder with an id.
    ///
    /// # Errors
    /// If there is none.
    pub fn coder(&self, id: &str) -> Result<&Coder, StudyError> {
        self.manifest.coder(id).ok_or_else(|| {
            let ids = self.manifest.coders.iter().map(|coder| coder.id.as_str());
            StudyError::NoSuch { kind: "coder", name: id.to_owned(), nearest: nearest(id, ids).map(str::to_owned) }
        })
    }

    /// The ids of the transcripts, sorted as people number them: `P2` before `P10`.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn transcript_ids(&self) -> Result<Vec<TranscriptId>, StudyError> {
        let mut ids: Vec<TranscriptId> =
            stems(&self.layout.transcripts(), "txt")?.iter().filter_map(|stem| TranscriptId::new(stem).ok()).collect();
        ids.sort_by_cached_key(|id| as_counted(id.as_str()));
        Ok(ids)
    }

    /// One transcript.
    ///
    /// # Errors
    /// If it is not there, or its files are not as they should be.
    pub fn transcript(&self, id: &TranscriptId) -> Result<Transcript, StudyError> {
        self.timed(self.untimed(id)?)
    }

    /// One transcript without the times inside its turns, whatever their table holds.
    ///
    /// # Errors
    /// If it is not there, or its text or its details are not as they should be.
    pub fn untimed(&self, id: &TranscriptId) -> Result<Transcript, StudyError> {
        let path = self.layout.transcript(id);
        if !path.is_file() {
            let ids = self.transcript_ids()?;
            let nearest = nearest(id.as_str(), ids.iter().map(TranscriptId::as_str)).map(str::to_owned);
            return Err(StudyError::NoSuch { kind: "transcript", name: id.to_string(), nearest });
        }
        let stored = self.stored(id)?;
        if !stored.digest.is_empty() && stored.digest != stored.transcript.text().digest() {
            return Err(StudyError::broken(&path, OTHER_TEXT));
        }
        Ok(stored.transcript)
    }

    /// What is known of a transcript beside its text, and the digest that its text had when it was stored; also while
    /// the text itself is not there.
    pub fn details_of(&self, id: &TranscriptId) -> Result<Option<(Details, String)>, StudyError> {
        let path = self.layout.details(id);
        if !path.is_file() {
            return Ok(None);
        }
        details::read(&read_text(&path)?, &path).map(Some)
    }

    /// One transcript as it is stored, without the times inside its turns: with what its text needed to be
    /// canonical, and the digest that its text had when it was stored.
    pub(crate) fn stored(&self, id: &TranscriptId) -> Result<Stored, StudyError> {
        let details_path = self.layout.details(id);
        let (details, digest) = details::read(&read_text(&details_path)?, &details_path)?;
        let path = self.layout.transcript(id);
        let raw = read_raw(&path)?;
        let (text, repairs) = canonicalize(&raw);
        match Transcript::parse(id.clone(), details, &text) {
            Ok(transcript) => Ok(Stored { transcript, repairs, digest }),
            Err(malformed) => Err(crate::codings::all_broken(&path, &malformed)),
        }
    }

    /// All transcripts, read on all cores; in the order of [`Study::transcript_ids`].
    ///
    /// # Errors
    /// The first that cannot be read.
    pub fn transcripts(&self) -> Result<Vec<Transcript>, StudyError> {
        self.transcript_ids()?.par_iter().map(|id| self.transcript(id)).collect()
    }

    /// Stores a transcript: its text, its details, and the times inside its turns if it has any.
    pub fn put_transcript(&self, transcript: &Transcript, changes: &mut Changes) {
        let text = transcript.text();
        changes.write(self.layout.transcript(transcript.id()), text.as_str());
        changes.write(self.layout.details(transcript.id()), details::write(transcript.details(), text.digest()));
        self.put_times(transcript, changes);
    }

    /// The cases and their attributes; none if the study has no `cases.csv`.
    ///
    /// # Errors
    /// If the table is not as it should be.
    pub fn cases(&self) -> Result<Cases, StudyError> {
        self.table("cases.csv", Cases::read).map(Option::unwrap_or_default)
    }

    /// The plan; empty if the study has no `plan.csv`.
    ///
    /// # Errors
    /// If the table is not as it should be.
    pub fn plan(&self) -> Result<Plan, StudyError> {
        self.table("plan.csv", Plan::read).map(Option::unwrap_or_default)
    }

    /// A table in the study's folder, read by `read`; `None` if the study has no such file.
    ///
    /// # Errors
    /// If it cannot be read, or `read` refuses it.
    pub fn table<T, E: ToString>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, StudyError> {
        let path = self.layout.at(name);
        if !path.exists() {
            return Ok(None);
        }
        read(&read_text(&path)?).map(Some).map_err(|error| StudyError::broken(&path, error))
    }

    /// Every file that results are made of, sorted: manifest, tables, transcripts, codings, decisions.
    ///
    /// # Errors
    /// If a folder cannot be read.
    pub fn files(&self) -> Result<Vec<PathBuf>, StudyError> {
        let mut files = vec![self.layout.manifest()];
        let tables = ["codebook", "codebook-changes", "cases", "plan", "themes", "quotes", "blind"];
        files.extend(tables.iter().map(|table| self.layout.at(&format!("{table}.csv"))).filter(|path| path.exists()));
        let mut folders = vec![(self.layout.transcripts(), "txt"), (self.layout.transcripts(), "toml")];
        folders.push((self.layout.at("decisions"), "csv"));
        folders.extend(self.manifest.coders.iter().map(|coder| (self.layout.coder(&coder.id), "csv")));
        for (folder, ending) in folders {
            files.extend(stems(&folder, ending)?.iter().map(|stem| folder.join(format!("{stem}.{ending}"))));
        }
        files.sort();
        Ok(files)
    }
}

/// Reads a table of the study, in canonical form, so that lines are counted as people see them.
pub(crate) fn read_text(path: &Path) -> Result<String, StudyError> {
    let raw = read_raw(path)?;
    Ok(match canonicalize(&raw).0 {
        Cow::Borrowed(_) => raw,
        Cow::Owned(text) => text,
    })
}

/// Reads a text file of the study as it is.
fn read_raw(path: &Path) -> Result<String, StudyError> {
    let bytes = fs::read(path).map_err(StudyError::io("read", path))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        // A spreadsheet may have saved the table in its own encoding.
        Err(error) => decode(error.as_bytes())
            .map(|decoded| decoded.text.into_owned())
            .map_err(|error| StudyError::broken(path, error)),
    }
}

/// The names, without ending, of the files in a folder that have an ending; none if there is no folder.
pub(crate) fn stems(folder: &Path, ending: &str) -> Result<Vec<String>, StudyError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut stems = Vec::new();
    for entry in fs::read_dir(folder).map_err(StudyError::io("read the folder", folder))? {
        let path = entry.map_err(StudyError::io("read the folder", folder))?.path();
        if path.extension().is_some_and(|found| found == ending)
            && let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
            && !stem.starts_with('.')
        {
            stems.push(stem.to_owned());
        }
    }
    stems.sort_unstable();
    Ok(stems)
}

/// The names of the folders in a folder, sorted; none if it is not there.
pub(crate) fn folders(folder: &Path) -> Result<Vec<String>, StudyError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(StudyError::io("read the folder", folder))?;
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    Ok(names)
}

/// A name cut into text and numbers, so that numbers sort by value.
fn as_counted(name: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (letters, tail) = rest.split_at(digits);
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        parts.push((letters.to_lowercase(), tail[..end].parse().unwrap_or(u64::MAX)));
        rest = &tail[end..];
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_sort_by_value() {
        let mut names = ["P10", "p2", "P1b", "P1"];
        names.sort_by_key(|name| as_counted(name));
        assert_eq!(names, ["P1", "P1b", "p2", "P10"]);
    }
}
