use std::collections::BTreeMap;
use std::path::Path;

use qualkit_coding::{CoderId, Coding, CodingSet, read_progress, write_progress};
use qualkit_text::Span;
use qualkit_transcript::TranscriptId;

use crate::study::{folders, read_text, stems};
use crate::{Changes, Study, StudyError};

/// A coder's finished stretches by transcript, with the time of the last change of each.
pub(crate) type Progress = BTreeMap<TranscriptId, Vec<(Span, String)>>;

impl Study {
    /// What a coder did on a transcript; an empty set if nothing.
    ///
    /// # Errors
    /// If a table is not as it should be, or a coding stands twice.
    pub fn codings(&self, coder: &CoderId, transcript: &TranscriptId) -> Result<CodingSet, StudyError> {
        let progress = self.progress(coder)?;
        self.codings_with(coder, transcript, &progress)
    }

    /// What a coder did on every transcript that the coder has coded or finished anything of, sorted by
    /// id.
    ///
    /// # Errors
    /// If a table is not as it should be.
    pub fn all_codings(&self, coder: &CoderId) -> Result<Vec<CodingSet>, StudyError> {
        let progress = self.progress(coder)?;
        self.coded_transcripts(coder, &progress)?
            .iter()
            .map(|transcript| self.codings_with(coder, transcript, &progress))
            .collect()
    }

    /// Whoever has a table of codings or a finished stretch of a transcript in the study's folder, whether
    /// the manifest knows them or not.
    ///
    /// # Errors
    /// If a folder or a table cannot be read.
    pub fn coded_by(&self, transcript: &TranscriptId) -> Result<Vec<CoderId>, StudyError> {
        let mut coders = Vec::new();
        for name in folders(&self.layout().at("codings"))? {
            let Ok(coder) = CoderId::new(&name) else { continue };
            let set = self.codings(&coder, transcript)?;
            if !set.codings().is_empty() || !set.done().is_empty() {
                coders.push(coder);
            }
        }
        Ok(coders)
    }

    pub(crate) fn coded_transcripts(
        &self,
        coder: &CoderId,
        progress: &Progress,
    ) -> Result<Vec<TranscriptId>, StudyError> {
        let mut ids: Vec<TranscriptId> = stems(&self.layout().coder(coder), "csv")?
            .iter()
            .filter(|stem| *stem != "progress")
            .filter_map(|stem| TranscriptId::new(stem).ok())
            .collect();
        ids.extend(progress.keys().cloned());
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    pub(crate) fn codings_with(
        &self,
        coder: &CoderId,
        transcript: &TranscriptId,
        progress: &Progress,
    ) -> Result<CodingSet, StudyError> {
        let path = self.layout().codings(coder, transcript);
        let codings = if path.exists() {
            Coding::read_all(&read_text(&path)?).map_err(|errors| all_broken(&path, &errors))?
        } else {
            Vec::new()
        };
        let done = progress.get(transcript).into_iter().flatten().map(|(span, _)| *span).collect();
        let (set, repeated) = CodingSet::from_parts(transcript.clone(), coder.clone(), codings, done);
        if repeated.is_empty() {
            Ok(set)
        } else {
            let problems = repeated.iter().map(ToString::to_string).collect();
            Err(StudyError::Broken { path, problems })
        }
    }

    pub(crate) fn progress(&self, coder: &CoderId) -> Result<Progress, StudyError> {
        let path = self.layout().progress(coder);
        let mut progress = Progress::new();
        if path.exists() {
            let stretches = read_progress(&read_text(&path)?).map_err(|error| StudyError::broken(&path, error))?;
            for (transcript, span, updated) in stretches {
                progress.entry(transcript).or_default().push((span, updated));
            }
        }
        Ok(progress)
    }

    /// Stores what a coder did: the codings, and what is finished as of `now`.
    ///
    /// # Errors
    /// If the coder's progress cannot be read.
    pub fn put_codings(&self, sets: &[CodingSet], now: &str, changes: &mut Changes) -> Result<(), StudyError> {
        let mut coders: Vec<&CoderId> = sets.iter().map(CodingSet::coder).collect();
        coders.sort();
        coders.dedup();
        for coder in coders {
            let mut progress = self.progress(coder)?;
            for set in sets.iter().filter(|set| set.coder() == coder) {
                let path = self.layout().codings(coder, set.transcript());
                if !set.codings().is_empty() || path.exists() {
                    changes.write(path, set.write());
                }
                let before = progress.remove(set.transcript()).unwrap_or_default();
                let updated = |span: &Span| {
                    let same = before.iter().find(|(known, _)| known == span);
                    same.map_or(now, |(_, updated)| updated).to_owned()
                };
                let after = set.done().iter().map(|span| (*span, updated(span))).collect();
                progress.insert(set.transcript().clone(), after);
            }
            let rows = progress.into_iter().flat_map(|(transcript, stretches)| {
                stretches.into_iter().map(move |(span, updated)| (transcript.clone(), span, updated))
            });
            let rows: Vec<_> = rows.collect();
            if !rows.is_empty() || self.layout().progress(coder).exists() {
                changes.write(self.layout().progress(coder), write_progress(rows));
            }
        }
        Ok(())
    }
}

pub(crate) fn all_broken<E: ToString>(path: &Path, errors: &[E]) -> StudyError {
    StudyError::Broken { path: path.to_owned(), problems: errors.iter().map(ToString::to_string).collect() }
}
