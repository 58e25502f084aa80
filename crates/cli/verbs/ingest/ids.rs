use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use qualkit_study::Study;
use qualkit_table::Id;
use qualkit_text::canonicalize;
use qualkit_transcript::TranscriptId;

use super::Ingest;
use crate::failure::Failure;

/// What to do about an id that a transcript cannot have.
const REMEDY: &str = "give another id with --id, one file at a time";

impl Ingest {
    /// The id that a file is given.
    pub(super) fn id_of(&self, file: &Path) -> Result<TranscriptId, Failure> {
        let id = self.id.as_deref().and_then(|id| Id::new(id).ok()).or_else(|| by_name(file));
        let problem = || Failure::data(format!("the name of '{}' makes no id", file.display())).hint(REMEDY);
        id.map(TranscriptId::from).ok_or_else(problem)
    }

    /// Refuses an id that cannot name what was asked for.
    pub(super) fn check_id(&self, files: &[PathBuf]) -> Result<(), Failure> {
        let Some(id) = &self.id else { return Ok(()) };
        if files.len() > 1 && !self.together {
            let failure = Failure::usage("--id names one transcript, but there are several files");
            return Err(failure.hint("--together makes one transcript of the files of one conversation"));
        }
        if self.is_for_several() {
            return Err(Failure::usage("--id names one transcript, but a table of several gives each its own")
                .hint("--columns id=NAME says which column holds the ids"));
        }
        TranscriptId::new(id).map(|_| ()).map_err(Failure::usage)
    }
}

/// The ids that are taken.
pub struct Taken {
    /// Ids of the study, by their lower case.
    known: BTreeMap<String, TranscriptId>,
    /// Files that gave the ids of this run, by their lower case.
    given: BTreeMap<String, PathBuf>,
}

impl Taken {
    pub fn of(study: &Study) -> Result<Taken, Failure> {
        let known = study.transcript_ids()?.into_iter().map(|id| (id.as_str().to_lowercase(), id));
        Ok(Taken { known: known.collect(), given: BTreeMap::new() })
    }

    /// Takes an id for what a file holds, unless it is taken: files do not differ in capitals alone.
    pub fn take(&mut self, id: &TranscriptId, file: &Path) -> Result<(), Failure> {
        let lower = id.as_str().to_lowercase();
        let problem = |problem: String| Err(Failure::data(problem).hint(REMEDY));
        if lower == "progress" {
            // Its codings would stand in the file that tells what a coder has finished.
            return problem(format!("'{}' would become the transcript '{id}', a name that is taken", file.display()));
        }
        if let Some(other) = self.known.get(&lower).filter(|other| *other != id) {
            return problem(format!("'{}' would become '{id}', but the study has '{other}'", file.display()));
        }
        if let Some(first) = self.given.get(&lower) {
            let (file, first) = (file.display(), first.display());
            return problem(format!("'{file}' would become the transcript '{id}', as '{first}' does"));
        }
        self.given.insert(lower, file.to_owned());
        Ok(())
    }
}

/// The id that a file's name gives.
pub fn by_name(file: &Path) -> Option<Id> {
    // Some systems take letters and accents in names apart.
    let (stem, _) = canonicalize(file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default());
    Id::of_file(&stem)
}
