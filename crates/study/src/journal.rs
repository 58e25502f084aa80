//! Writing several files so that a kill at any moment leaves all of the old or all of the new.
//!
//! Every new content is written to a staged file in `.qualkit/` and flushed to the disk. A single
//! file is then renamed over the old one. For several, a journal that lists the renames is put in
//! place first: from that moment the change counts as made, and whoever opens the study next
//! finishes it. If a rename fails, the journal becomes a list of what to undo, and the files that were
//! replaced, which are kept aside until the end, are put back.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{Changes, Layout, StudyError};

#[derive(Serialize, Deserialize)]
struct Journal {
    renames: Vec<Rename>,
}

/// One file of a change; paths are from the study's folder on.
#[derive(Serialize, Deserialize)]
struct Rename {
    staged: PathBuf,
    target: PathBuf,
    /// Where the file that is replaced is kept until the end; none if there was no file.
    old: Option<PathBuf>,
}

/// Cannot come about by a kill: the journal is renamed into place when it is whole.
const UNREADABLE: &str = "this list of unfinished changes was altered and cannot be read; move it away, then `qualkit check` tells what is amiss";

/// Whether a change waits to be finished or undone.
pub(crate) fn is_open(layout: &Layout) -> bool {
    path(layout).exists() || undo_path(layout).exists()
}

fn path(layout: &Layout) -> PathBuf {
    layout.working().join("journal.json")
}

/// Appends all lines and writes all files, or does nothing. The caller holds the lock.
pub(crate) fn commit(layout: &Layout, changes: Changes) -> Result<(), StudyError> {
    let places = (0..changes.files.len()).map(|number| layout.working().join(format!("staged-{number}")));
    let mut staged = Staged(places.collect());
    let stage = |(path, (target, content)): (&PathBuf, (&PathBuf, &String))| {
        if fs::read(target).is_ok_and(|old| old == content.as_bytes()) {
            return Ok(None);
        }
        write_through(path, content.as_bytes(), target)?;
        Ok(Some((path.clone(), target.clone())))
    };
    // Flushing to the disk takes most of the time: many files are flushed together. Of several errors the first is told.
    let files: Vec<_> = staged.0.iter().zip(&changes.files).collect();
    let written: Vec<Result<_, StudyError>> = files.into_par_iter().map(stage).collect();
    let written = written.into_iter().collect::<Result<Vec<_>, _>>()?;
    let renames: Vec<(PathBuf, PathBuf)> = written.into_iter().flatten().collect();
    probe(renames.iter().map(|(_, target)| target.as_path()))?;
    let lines = Appended::all(&changes.lines)?;
    put_in_place(layout, &renames)?;
    staged.0.clear();
    lines.keep();
    Ok(())
}

fn put_in_place(layout: &Layout, renames: &[(PathBuf, PathBuf)]) -> Result<(), StudyError> {
    match renames {
        [] => Ok(()),
        [(staged, target)] => {
            rename(staged, target)?;
            target.parent().map(sync_folder);
            Ok(())
        }
        _ => {
            let inside = |path: &Path| path.strip_prefix(layout.root()).unwrap_or(path).to_owned();
            let renames = renames.iter().enumerate().map(|(number, (staged, target))| {
                let old = target.exists().then(|| inside(&layout.working().join(format!("old-{number}"))));
                Rename { staged: inside(staged), target: inside(target), old }
            });
            let text = serde_json::to_string(&Journal { renames: renames.collect() });
            let text = text.expect("paths that were made from text are text");
            let staged = layout.working().join("journal.new");
            write_through(&staged, text.as_bytes(), &path(layout))?;
            rename(&staged, &path(layout))?;
            sync_folder(&layout.working());
            finish(layout)
        }
    }
}

/// Finds out before anything is changed whether every target can be renamed over.
fn probe<'p>(targets: impl Iterator<Item = &'p Path>) -> Result<(), StudyError> {
    let mut folders: Vec<&Path> = Vec::new();
    for target in targets {
        if target.is_dir() {
            return Err(StudyError::io("write", target)(std::io::Error::other("a folder of this name is in the way")));
        }
        let there = target.ancestors().skip(1).find(|folder| folder.exists());
        if let Some(folder) = there.filter(|folder| !folders.contains(folder)) {
            let attempt = folder.join(".qualkit-probe");
            let made = File::create(&attempt);
            let _ = fs::remove_file(&attempt);
            made.map_err(StudyError::io("write", target))?;
            folders.push(folder);
        }
    }
    Ok(())
}

/// Finishes what a journal says, or undoes it if that cannot be. The caller holds the lock.
pub(crate) fn finish(layout: &Layout) -> Result<(), StudyError> {
    if let Some(journal) = read(&undo_path(layout))? {
        undo(layout, &journal)?;
    }
    let Some(journal) = read(&path(layout))? else { return Ok(()) };
    for step in &journal.renames {
        if let Err(error) = step.make(layout) {
            rename(&path(layout), &undo_path(layout))?;
            undo(layout, &journal)?;
            return Err(error);
        }
    }
    let mut folders: Vec<PathBuf> =
        journal.renames.iter().filter_map(|step| Some(layout.root().join(step.target.parent()?))).collect();
    folders.sort();
    folders.dedup();
    folders.iter().for_each(|folder| sync_folder(folder));
    fs::remove_file(path(layout)).map_err(StudyError::io("remove", &path(layout)))?;
    for old in journal.renames.iter().filter_map(|step| step.old.as_ref()) {
        let _ = fs::remove_file(layout.root().join(old));
    }
    Ok(())
}

impl Rename {
    /// Keeps the file that is replaced aside, under a second name, and puts the staged one in its place:
    /// a reader finds the old or the new at any moment. A staged file that is gone was put in place before.
    fn make(&self, layout: &Layout) -> Result<(), StudyError> {
        let (staged, target) = (layout.root().join(&self.staged), layout.root().join(&self.target));
        if !staged.exists() {
            return Ok(());
        }
        if let Some(old) = self.old.as_ref().map(|old| layout.root().join(old)) {
            let _ = fs::remove_file(&old);
            let kept = fs::hard_link(&target, &old).or_else(|_| fs::copy(&target, &old).map(|_| ()));
            kept.map_err(StudyError::io("write", &target))?;
        }
        rename(&staged, &target)
    }

    /// Puts back what was there before. What was never put in place, or is back already, stays.
    fn undo(&self, layout: &Layout) -> Result<(), StudyError> {
        let (staged, target) = (layout.root().join(&self.staged), layout.root().join(&self.target));
        let old = self.old.as_ref().map(|old| layout.root().join(old));
        match &old {
            _ if staged.exists() => {}
            Some(old) if old.exists() => rename(old, &target)?,
            None if target.exists() => fs::remove_file(&target).map_err(StudyError::io("remove", &target))?,
            _ => {}
        }
        for left in [Some(staged), old].into_iter().flatten() {
            let _ = fs::remove_file(left);
        }
        Ok(())
    }
}

/// Puts back what was there before a change, and forgets the change.
fn undo(layout: &Layout, journal: &Journal) -> Result<(), StudyError> {
    journal.renames.iter().try_for_each(|step| step.undo(layout))?;
    fs::remove_file(undo_path(layout)).map_err(StudyError::io("remove", &undo_path(layout)))
}

fn undo_path(layout: &Layout) -> PathBuf {
    layout.working().join("journal.undo")
}

fn read(path: &Path) -> Result<Option<Journal>, StudyError> {
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).map(Some).map_err(|_| StudyError::broken(path, UNREADABLE)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StudyError::io("read", path)(error)),
    }
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
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(StudyError::io("make the folder", folder))?;
    }
    fs::rename(from, to).map_err(StudyError::io("write", to))
}

/// Makes renames in a folder last through a loss of power, where the system can.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_data();
    }
}

/// Lines that were appended, and how long each file was before; they are taken out again unless kept.
struct Appended(Vec<(PathBuf, u64)>);

impl Appended {
    fn all(lines: &[(PathBuf, String, String)]) -> Result<Appended, StudyError> {
        let mut appended = Appended(Vec::new());
        for (path, header, line) in lines {
            let write = |appended: &mut Appended| {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                let mut file = File::options().create(true).append(true).open(path)?;
                let before = file.metadata()?.len();
                if appended.0.iter().all(|(known, _)| known != path) {
                    appended.0.push((path.clone(), before));
                }
                let lead = if before == 0 { header.as_str() } else { "" };
                file.write_all(format!("{lead}{line}").as_bytes())
            };
            write(&mut appended).map_err(StudyError::io("write", path))?;
        }
        Ok(appended)
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Appended {
    fn drop(&mut self) {
        for (path, before) in &self.0 {
            let cut = File::options().write(true).open(path).and_then(|file| file.set_len(*before));
            if cut.is_ok() && *before == 0 {
                let _ = fs::remove_file(path);
            }
        }
    }
}
