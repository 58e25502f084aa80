//! Writing several files so that a kill at any moment leaves all of the old or all of the new.
//!
//! Every new content is written to a staged file in `.qualkit/` and flushed to the disk. A single
//! file is then renamed over the old one. For several, a journal that lists the renames is put in
//! place first: from that moment the change counts as made, and whoever opens the study next
//! finishes it.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Changes, Layout, StudyError};

#[derive(Serialize, Deserialize)]
struct Journal {
    /// Staged file and target, both from the study's folder on.
    renames: Vec<(PathBuf, PathBuf)>,
}

pub(crate) fn path(layout: &Layout) -> PathBuf {
    layout.working().join("journal.json")
}

/// Writes all files and appends all lines. The caller holds the lock.
pub(crate) fn commit(layout: &Layout, changes: Changes) -> Result<(), StudyError> {
    let mut renames = Vec::new();
    let mut staged_files = Staged(Vec::new());
    for (number, (target, content)) in changes.files.iter().enumerate() {
        if fs::read(target).is_ok_and(|old| old == content.as_bytes()) {
            continue;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(StudyError::io("make the folder", folder))?;
        }
        let staged = layout.working().join(format!("staged-{number}"));
        staged_files.0.push(staged.clone());
        write_through(&staged, content.as_bytes(), target)?;
        renames.push((staged, target.clone()));
    }
    if renames.len() > 1 {
        let inside = |path: &Path| path.strip_prefix(layout.root()).unwrap_or(path).to_owned();
        let journal = Journal { renames: renames.iter().map(|(from, to)| (inside(from), inside(to))).collect() };
        let text = serde_json::to_string(&journal).expect("paths that were made from text are text");
        let staged = layout.working().join("journal.new");
        write_through(&staged, text.as_bytes(), &path(layout))?;
        rename(&staged, &path(layout))?;
        sync_folder(&layout.working());
        staged_files.0.clear();
        finish(layout)?;
    } else if let Some((staged, target)) = renames.first() {
        rename(staged, target)?;
        target.parent().map(sync_folder);
    }
    staged_files.0.clear();
    for (path, header, line) in &changes.lines {
        append(path, header, line)?;
    }
    Ok(())
}

/// Finishes what a journal says, if there is one. The caller holds the lock.
pub(crate) fn finish(layout: &Layout) -> Result<(), StudyError> {
    let journal = path(layout);
    let text = match fs::read_to_string(&journal) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StudyError::io("read", &journal)(error)),
    };
    let Journal { renames } = serde_json::from_str(&text).map_err(|error| StudyError::broken(&journal, error))?;
    let mut folders: Vec<PathBuf> = Vec::new();
    for (staged, target) in renames {
        let (staged, target) = (layout.root().join(staged), layout.root().join(target));
        // A staged file that is gone was put in place before the kill.
        if staged.exists() {
            rename(&staged, &target)?;
            folders.extend(target.parent().map(Path::to_owned));
        }
    }
    folders.sort();
    folders.dedup();
    folders.iter().for_each(|folder| sync_folder(folder));
    fs::remove_file(&journal).map_err(StudyError::io("remove", &journal))
}

/// Staged files that are removed again unless the change is made.
struct Staged(Vec<PathBuf>);

impl Drop for Staged {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

fn write_through(path: &Path, content: &[u8], target: &Path) -> Result<(), StudyError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(content)?;
        file.sync_data()
    };
    write().map_err(StudyError::io("write", target))
}

fn rename(from: &Path, to: &Path) -> Result<(), StudyError> {
    fs::rename(from, to).map_err(StudyError::io("write", to))
}

/// Makes renames in a folder last through a loss of power, where the system can.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_data();
    }
}

fn append(path: &Path, header: &str, line: &str) -> Result<(), StudyError> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::options().create(true).append(true).open(path)?;
        let lead = if file.metadata()?.len() == 0 { header } else { "" };
        file.write_all(format!("{lead}{line}").as_bytes())
    };
    write().map_err(StudyError::io("write", path))
}
