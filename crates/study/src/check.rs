//! Every problem of a study, never the first alone.

use std::fs;
use std::path::Path;

use qualkit_codebook::Codebook;
use qualkit_coding::{CoderId, CodingSet};
use qualkit_table::Reader;
use qualkit_transcript::{Cases, Transcript, TranscriptId, UNKNOWN_SPEAKER};
use rayon::prelude::*;

use crate::codings::Progress;
use crate::study::{Stored, read_text, stems};
use crate::{Problem, Severity, Study, StudyError, TIMES_REMEDY};

impl Study {
    /// Looks at every file of the study and tells every problem, sorted by file.
    ///
    /// # Errors
    /// Only if a folder cannot be read at all; what is wrong in a file is a problem, not an error.
    pub fn check(&self) -> Result<Vec<Problem>, StudyError> {
        let mut problems = Problems { study: self, found: Vec::new() };
        let codebook = problems.of(self.codebook()).map(|history| history.codebook).unwrap_or_default();
        let remarks = codebook.lint().len();
        if remarks > 0 {
            let message = format!("{remarks} {} on the codes", if remarks == 1 { "remark" } else { "remarks" });
            problems.warn(&self.layout().codebook(), None, message, "qualkit codebook check STUDY lists them");
        }
        let cases = problems.of(self.cases()).unwrap_or_default();
        problems.check_pairs()?;
        let ids = self.transcript_ids()?;
        let checked: Vec<(Option<Transcript>, Vec<Problem>)> =
            ids.par_iter().map(|id| self.check_transcript(id, &cases)).collect();
        let mut transcripts = Vec::new();
        for (transcript, found) in checked {
            problems.found.extend(found);
            transcripts.extend(transcript);
        }
        problems.check_folders()?;
        for coder in &self.manifest().coders {
            problems.check_coder(&coder.id, &transcripts, &codebook)?;
        }
        problems.check_plan(&ids);
        let mut found = problems.found;
        found.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
        Ok(found)
    }

    fn check_transcript(&self, id: &TranscriptId, cases: &Cases) -> (Option<Transcript>, Vec<Problem>) {
        let mut problems = Problems { study: self, found: Vec::new() };
        let path = self.layout().transcript(id);
        if !self.layout().details(id).is_file() {
            return (None, problems.found);
        }
        let Some(Stored { transcript, repairs, digest }) = problems.of(self.stored(id)) else {
            return (None, problems.found);
        };
        let other = !digest.is_empty() && digest != transcript.text().digest();
        if !other {
            problems.of(self.timed(transcript.clone()));
        }
        if other {
            let message = "the text is not the one that was ingested: positions of codings may be off".to_owned();
            problems.error(&path, None, message, "put back the text that was ingested, for example with git checkout");
        } else if !repairs.is_empty() {
            let message = format!("the text is not canonical ({repairs}); it is read as if it were");
            problems.warn(
                &path,
                None,
                message,
                "check what changed the file: an editor, or git without .gitattributes",
            );
        }
        let nameless: Vec<&str> = transcript
            .details()
            .speakers
            .iter()
            .filter(|speaker| !speaker.role.asks() && speaker.case.is_none() && speaker.label != UNKNOWN_SPEAKER)
            .map(|speaker| speaker.label.as_str())
            .collect();
        if !nameless.is_empty() && transcript.details().speakers.len() > 1 {
            let message = format!("no case for {}: they are not counted as participants", nameless.join(", "));
            let remedy = format!("qualkit speakers set STUDY {id} LABEL --case ID");
            problems.warn(&self.layout().details(id), None, message, &remedy);
        }
        for speaker in &transcript.details().speakers {
            if let Some(case) = speaker.case.as_ref().filter(|case| !cases.contains(case.as_str()))
                && cases.ids().len() > 0
            {
                let message = format!("the case '{case}' of speaker '{}' is not in cases.csv", speaker.label);
                problems.warn(&self.layout().details(id), None, message, "add a row to cases.csv");
            }
        }
        (Some(transcript), problems.found)
    }
}

struct Problems<'s> {
    study: &'s Study,
    found: Vec<Problem>,
}

impl Problems<'_> {
    fn tell(&mut self, severity: Severity, path: &Path, line: Option<usize>, message: String, remedy: &str) {
        let file = self.study.layout().told(path);
        self.found.push(Problem { severity, file, line, message, remedy: remedy.to_owned() });
    }

    fn error(&mut self, path: &Path, line: Option<usize>, message: String, remedy: &str) {
        self.tell(Severity::Error, path, line, message, remedy);
    }

    fn warn(&mut self, path: &Path, line: Option<usize>, message: String, remedy: &str) {
        self.tell(Severity::Warning, path, line, message, remedy);
    }

    /// The value of a reading, or its error as problems.
    fn of<T>(&mut self, read: Result<T, StudyError>) -> Option<T> {
        match read {
            Ok(value) => return Some(value),
            Err(StudyError::Broken { path, problems }) => {
                for problem in problems {
                    let (line, message) = line_of(&problem);
                    self.error(&path, line, message, "correct the file");
                }
            }
            Err(StudyError::BrokenTimes { path, problems }) => {
                for problem in problems {
                    let (line, message) = line_of(&problem);
                    self.error(&path, line, message, TIMES_REMEDY);
                }
            }
            Err(StudyError::Io { doing, path, source }) => {
                self.error(
                    &path,
                    None,
                    format!("cannot {doing} it: {source}"),
                    "check that the file is there and may be read",
                );
            }
            Err(other) => self.error(&self.study.layout().manifest(), None, other.to_string(), ""),
        }
        None
    }

    /// Every text needs its details, every details its text; no two names may differ in case alone.
    fn check_pairs(&mut self) -> Result<(), StudyError> {
        let folder = self.study.layout().transcripts();
        let (texts, details) = (stems(&folder, "txt")?, stems(&folder, "toml")?);
        for stem in texts.iter().filter(|stem| !details.contains(stem)) {
            let remedy = "ingest the original again; a text without its details cannot be read";
            self.error(
                &folder.join(format!("{stem}.txt")),
                None,
                format!("'{stem}.toml' is missing beside it"),
                remedy,
            );
        }
        for stem in details.iter().filter(|stem| !texts.contains(stem)) {
            let path = folder.join(format!("{stem}.toml"));
            self.error(&path, None, format!("'{stem}.txt' is missing beside it"), "ingest the original again");
        }
        for stem in stems(&folder, "csv")? {
            if let Some(id) = stem.strip_suffix(".times").filter(|id| !texts.iter().any(|text| text == id)) {
                let message = format!("'{id}.txt' is missing beside it");
                self.error(&folder.join(format!("{stem}.csv")), None, message, "ingest the original again");
            }
        }
        for stem in texts.iter().filter(|stem| TranscriptId::new(stem).is_err()) {
            let message = "its name is no id (letters, digits, '-', '_', beginning with a letter)".to_owned();
            self.error(&folder.join(format!("{stem}.txt")), None, message, "rename the text and its details");
        }
        for (place, stem) in texts.iter().enumerate() {
            if let Some(other) = texts[..place].iter().find(|other| other.to_lowercase() == stem.to_lowercase()) {
                let message = format!("its name differs from '{other}.txt' in capitals alone");
                self.error(&folder.join(format!("{stem}.txt")), None, message, "give one of them another id");
            }
        }
        Ok(())
    }

    /// Every folder of codings belongs to a coder of the manifest.
    fn check_folders(&mut self) -> Result<(), StudyError> {
        let folder = self.study.layout().at("codings");
        if !folder.is_dir() {
            return Ok(());
        }
        let entries = fs::read_dir(&folder).map_err(StudyError::io("read the folder", &folder))?;
        for path in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // An interrupted command may leave an empty folder, which holds nobody's work.
            let holds_work = fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some());
            if holds_work && self.study.manifest().coder(&name).is_none() {
                let remedy = format!("qualkit coder add STUDY {name}, or rename the folder");
                self.error(&path, None, format!("'{name}' is no coder of study.toml"), &remedy);
            }
        }
        Ok(())
    }

    fn check_coder(
        &mut self,
        coder: &CoderId,
        transcripts: &[Transcript],
        codebook: &Codebook,
    ) -> Result<(), StudyError> {
        let progress = self.of(self.study.progress(coder)).unwrap_or_default();
        let coded = self.study.coded_transcripts(coder, &progress)?;
        let found: Vec<Vec<Problem>> = coded
            .par_iter()
            .map(|id| {
                let mut problems = Problems { study: self.study, found: Vec::new() };
                let path = self.study.layout().codings(coder, id);
                match transcripts.iter().find(|transcript| transcript.id() == id) {
                    Some(transcript) => problems.check_codings(coder, transcript, codebook, &progress),
                    None if self.study.layout().transcript(id).is_file() => {}
                    None => {
                        let message = format!("the study has no transcript '{id}'");
                        problems.error(&path, None, message, "ingest the transcript, or take the file out");
                    }
                }
                problems.found
            })
            .collect();
        self.found.extend(found.into_iter().flatten());
        Ok(())
    }

    fn check_codings(&mut self, coder: &CoderId, transcript: &Transcript, codebook: &Codebook, progress: &Progress) {
        let layout = self.study.layout();
        let path = layout.codings(coder, transcript.id());
        let Some(set) = self.of(self.study.codings_with(coder, transcript.id(), progress)) else { return };
        for mismatch in set.mismatches(transcript) {
            let line = line_of_coding(&path, mismatch.id.as_str());
            let (message, remedy) = match &mismatch.found {
                Some(found) => (
                    format!(
                        "coding '{}': the words at {} are \"{}\", not \"{}\"",
                        mismatch.id,
                        mismatch.span,
                        short(found),
                        short(&mismatch.stored)
                    ),
                    "the text or the table was changed by hand: put back the text, or code the passage again",
                ),
                None => (
                    format!(
                        "coding '{}': its span {} lies outside the text, which has {} characters",
                        mismatch.id,
                        mismatch.span,
                        transcript.text().len()
                    ),
                    "take the row out and code the passage again",
                ),
            };
            self.error(&path, line, message, remedy);
        }
        self.check_codes(&path, &set, codebook);
        if let Some(beyond) = set.done().iter().find(|done| done.end().get() > transcript.text().len()) {
            let message = format!("'{}': the finished stretch {beyond} lies outside the text", transcript.id());
            self.error(
                &layout.progress(coder),
                None,
                message,
                "take the row out and mark the transcript as done again",
            );
        }
    }

    fn check_codes(&mut self, path: &Path, set: &CodingSet, codebook: &Codebook) {
        for coding in set.codings() {
            if codebook.get(coding.code.as_str()).is_none() {
                let line = line_of_coding(path, coding.id.as_str());
                let hint = codebook.nearest(coding.code.as_str()).map(|n| format!("; did you mean '{n}'?"));
                let message = format!("the codebook has no code '{}'{}", coding.code, hint.unwrap_or_default());
                self.error(path, line, message, "add the code to the codebook, or correct the row");
            }
        }
    }

    fn check_plan(&mut self, ids: &[TranscriptId]) {
        let path = self.study.layout().at("plan.csv");
        for row in self.of(self.study.plan()).unwrap_or_default().rows {
            if !ids.contains(&row.transcript) {
                self.error(&path, None, format!("the study has no transcript '{}'", row.transcript), "correct the row");
            }
            if self.study.manifest().coder(row.coder.as_str()).is_none() {
                self.error(&path, None, format!("the study has no coder '{}'", row.coder), "correct the row");
            }
        }
    }
}

/// Takes the line out of a message that begins with one.
fn line_of(message: &str) -> (Option<usize>, String) {
    let number = message.strip_prefix("line ").and_then(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        Some((rest[..end].parse().ok()?, rest[end..].trim_start_matches([':', ',', ' '])))
    });
    match number {
        Some((line, rest)) => (Some(line), rest.to_owned()),
        None => (None, message.to_owned()),
    }
}

/// The line of a coding's row; looked up only when there is a problem to tell.
fn line_of_coding(path: &Path, id: &str) -> Option<usize> {
    let table = read_text(path).ok()?;
    let mut reader = Reader::new(&table).ok()?;
    let column = reader.optional("id");
    while let Some(row) = reader.next_row().ok()? {
        if row.get(column) == id {
            return usize::try_from(row.line()).ok();
        }
    }
    None
}

fn short(words: &str) -> String {
    let mut cut: String = words.chars().take(60).collect();
    if cut.len() < words.len() {
        cut.push('…');
    }
    cut
}
