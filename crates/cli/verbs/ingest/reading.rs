use std::path::{Path, PathBuf};

use qualkit_ingest::{Aliases, Collection, IngestError, Ingested, Options, read, read_many, read_together};
use qualkit_transcript::{Cases, TranscriptId};

use super::{Ingest, file_name};
use crate::failure::Failure;
use crate::read as input;

impl Ingest {
    /// What the person says of the files.
    pub(super) fn options(&self) -> Result<Options, Failure> {
        let aliases = match &self.speakers {
            Some(file) => Aliases::read(&input::text(file)?).map_err(|error| Failure::in_file(file, error))?,
            None => Aliases::default(),
        };
        Ok(Options {
            interviewers: self.interviewer.clone(),
            speakers: self.speaker.clone(),
            format: self.format.read_as(self.read_as, self.stdout)?,
            join: self.join,
            encoding: self.encoding,
            aliases,
            speaker_pattern: self.speaker_pattern.clone(),
            columns: self.columns.clone().unwrap_or_default(),
            rows: self.rows,
            sheet: self.sheet.clone(),
        })
    }
}

/// Reads a file that may hold several transcripts.
pub fn file(file: &Path, id: &TranscriptId, options: &Options) -> Result<Collection, Failure> {
    let bytes = input::bytes(file)?;
    read_many(id.clone(), &file_name(file), &bytes, options).map_err(|error| refused(file, &error))
}

/// Reads a file that holds one transcript.
pub fn one(file: &Path, id: &TranscriptId, options: &Options) -> Result<Ingested, Failure> {
    let bytes = input::bytes(file)?;
    read(id.clone(), &file_name(file), &bytes, options).map_err(|error| refused(file, &error))
}

/// Reads the files of one conversation.
pub fn together(files: &[PathBuf], id: &TranscriptId, options: &Options) -> Result<Ingested, Failure> {
    let bytes = files.iter().map(|file| input::bytes(file)).collect::<Result<Vec<_>, Failure>>()?;
    let names: Vec<String> = files.iter().map(|file| file_name(file)).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(bytes.iter().map(Vec::as_slice)).collect();
    read_together(id.clone(), &files, options).map_err(Failure::data)
}

/// The names of the files of one conversation, as its source bears them.
pub fn joined_name(files: &[PathBuf]) -> PathBuf {
    let names: Vec<String> = files.iter().map(|file| file_name(file)).collect();
    PathBuf::from(names.join(" + "))
}

/// A transcript as all that was read.
pub fn alone(ingested: Ingested) -> Collection {
    Collection { transcripts: vec![ingested], cases: Cases::default(), notes: Vec::new() }
}

/// Why a file is not read, with the option that might help.
fn refused(file: &Path, error: &IngestError) -> Failure {
    let failure = Failure::in_file(file, error);
    match error {
        IngestError::NoTextColumn { .. } => {
            failure.hint("or say which column it is: --columns text=NAME,speaker=NAME,time=NAME")
        }
        IngestError::Several => failure.hint("without --stdout, each becomes a transcript of the study"),
        _ => failure,
    }
}
