use std::fs::{self, File};

use crate::{Changes, Layout, StudyError, journal};

/// The right to write to a study: one process at a time holds it, and gives it back when it ends,
/// however it ends.
#[derive(Debug)]
pub struct Lock {
    layout: Layout,
    _file: File,
}

impl Lock {
    /// Waits until nobody else writes, then finishes what a killed process had begun.
    ///
    /// # Errors
    /// If the study's folder cannot be written.
    pub(crate) fn take(layout: &Layout) -> Result<Lock, StudyError> {
        let folder = layout.working();
        fs::create_dir_all(&folder).map_err(StudyError::io("make the folder", &folder))?;
        let path = folder.join("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StudyError::io("open", &path))?;
        file.lock().map_err(StudyError::io("lock", &path))?;
        let lock = Lock { layout: layout.clone(), _file: file };
        journal::finish(&lock.layout)?;
        Ok(lock)
    }

    /// Writes all of the changes or none.
    ///
    /// # Errors
    /// If a file cannot be written; then the study is as it was.
    pub fn commit(&self, changes: Changes) -> Result<(), StudyError> {
        journal::commit(&self.layout, changes)
    }
}
