use qualkit_codebook::{Change, ChangeKind, Codebook, diff, read_changes, write_changes};

use crate::study::read_text;
use crate::{Changes, Study, StudyError};

/// A codebook, its version, and how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodebookHistory {
    /// The codes as they are now.
    pub codebook: Codebook,
    /// The version in force: 1 for the first codebook.
    pub version: u32,
    /// Every change since, in order.
    pub changes: Vec<Change>,
}

impl Study {
    /// The study's codebook; empty, at version 0, if none was imported yet.
    ///
    /// # Errors
    /// If a table is not as it should be.
    pub fn codebook(&self) -> Result<CodebookHistory, StudyError> {
        let path = self.layout().codebook();
        if !path.exists() {
            return Ok(CodebookHistory { codebook: Codebook::default(), version: 0, changes: Vec::new() });
        }
        let read = Codebook::read(&read_text(&path)?);
        let (codebook, _) = read.map_err(|errors| crate::codings::all_broken(&path, &errors.0))?;
        let changes = self.table("codebook-changes.csv", read_changes)?.unwrap_or_default();
        let version = changes.iter().map(|change| change.version).max().unwrap_or(1);
        Ok(CodebookHistory { codebook, version, changes })
    }

    /// Makes `after` the codebook: codes that it lacks are kept as retired, every difference is
    /// recorded as a change to the next version with the reason given for it.
    ///
    /// `reasons` are changes as their authors describe them: one that names a code and, where it has
    /// one, a field, lends its reason; one that calls an added code a split, or a retired one merged,
    /// lends that too. `reason` is for all others. Returns the changes; none if nothing differs.
    pub fn put_codebook(
        &self,
        before: &CodebookHistory,
        after: &Codebook,
        reasons: &[Change],
        reason: &str,
        date: &str,
        changes: &mut Changes,
    ) -> Vec<Change> {
        let next = before.codebook.succeeded_by(after);
        if before.version == 0 {
            changes.write(self.layout().codebook(), next.write());
            return Vec::new();
        }
        let mut made = diff(&before.codebook, &next, before.version + 1);
        for change in &mut made {
            date.clone_into(&mut change.date);
            let told = reasons
                .iter()
                .find(|told| told.code == change.code && (told.field.is_empty() || told.field == change.field));
            change.reason = told.map(|told| &told.reason).filter(|r| !r.is_empty()).map_or(reason, |r| r).to_owned();
            if let Some(told) = told
                && matches!(
                    (change.kind, told.kind),
                    (ChangeKind::Added, ChangeKind::Split) | (ChangeKind::Retired, ChangeKind::Merged)
                )
            {
                change.kind = told.kind;
                change.from.clone_from(&told.from);
                change.to.clone_from(&told.to);
            }
        }
        if !made.is_empty() {
            let all: Vec<Change> = before.changes.iter().chain(&made).cloned().collect();
            changes.write(self.layout().codebook_changes(), write_changes(&all));
        }
        changes.write(self.layout().codebook(), next.write());
        made
    }
}
