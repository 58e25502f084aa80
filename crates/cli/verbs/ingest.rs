use std::path::{Path, PathBuf};

use clap::Args;
use qualkit_ingest::{Format, Ingested, Options, read};
use qualkit_study::{Changes, Study};
use qualkit_table::Id;
use qualkit_text::canonicalize;
use qualkit_transcript::TranscriptId;
use rayon::prelude::*;

use crate::failure::{Answer, Failure};
use crate::files;
use crate::print::{Printing, Talk, print, say};
use crate::progress_bar::Progress;
use crate::{clock, read as input};
use intake::Intake;

mod intake;
mod tables;

/// Read interviews into the study
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads txt, md, docx, vtt, srt and csv (one row per utterance); the format is recognised by content first. \
Writes STUDY/transcripts/ID.txt, the canonical text, and ID.toml, what is known beside it: speakers and \
their roles, header lines, the source's name and digest, and every loss or repair. Originals are neither \
changed nor copied. A file that cannot be read is named with the reason, the others are taken in, and the \
exit code is 2. The same text again changes nothing but, if --interviewer or --speaker is given, roles; another text for a transcript that is coded is refused.

Example: qualkit ingest my-study interviews/*.docx interviews/*.vtt --interviewer INT")]
pub struct Ingest {
    /// The study, then files, folders or patterns; with --stdout one file and no study
    #[arg(required = true, value_names = ["STUDY", "FILES"])]
    paths: Vec<PathBuf>,
    /// The label of someone who leads the conversation; may be given several times
    #[arg(long, value_name = "LABEL")]
    interviewer: Vec<String>,
    /// The label of someone else who speaks; may be given several times
    #[arg(long, value_name = "LABEL")]
    speaker: Vec<String>,
    /// Read every file as this format: txt, md, docx, vtt, srt or csv
    #[arg(long = "as", value_name = "FORMAT")]
    read_as: Option<Format>,
    /// The transcript's id, for one file; otherwise the file's name gives it
    #[arg(long)]
    id: Option<String>,
    /// Take in another text for a transcript that nobody has coded yet
    #[arg(long)]
    force: bool,
    /// Tell what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Show the first turns of each file as they were understood, header lines and notes
    #[arg(long)]
    explain: bool,
    /// Print the canonical text of one file, without any study
    #[arg(long, conflicts_with_all = ["dry_run", "force", "explain"])]
    stdout: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Ingest {
    pub fn run(self) -> Result<Answer, Failure> {
        if self.stdout {
            return self.print_text();
        }
        let (root, named) = self.paths.split_first().expect("clap asks for at least one");
        if named.is_empty() {
            let failure = Failure::usage(format!("nothing to ingest: '{}' is taken for the study", root.display()));
            return Err(failure.hint("qualkit ingest STUDY FILES; without a study: qualkit ingest --stdout FILE"));
        }
        let (study, lock) = match self.dry_run {
            true => (Study::open(root)?, None),
            false => Study::open_to_write(root).map(|(study, lock)| (study, Some(lock)))?,
        };
        let files = files::named(named)?;
        let ids = self.ids(&study, &files)?;
        let options = self.options();
        let progress = Progress::of(files.len());
        let mut talk = Talk::default();
        let read: Vec<Result<(Ingested, Intake), Failure>> = files
            .par_iter()
            .zip(&ids)
            .map(|(file, id)| {
                let id = id
                    .as_ref()
                    .map_err(|problem| Failure::data(problem).hint("give another id with --id, one file at a time"))?;
                let mut ingested = read_file(file, id, &options)?;
                let intake = self.intake(&study, &mut ingested)?;
                Ok((ingested, intake))
            })
            .inspect(|_| progress.step())
            .collect();
        progress.clear();
        let now = clock::now()?;
        let mut changes = Changes::new();
        let mut table = tables::overview();
        let mut explained = Vec::new();
        let mut failures = Vec::new();
        for (file, result) in files.iter().zip(read) {
            match result {
                Ok((ingested, intake)) => {
                    table.push(tables::row(file, &ingested, intake));
                    if self.explain {
                        explained.push(tables::explained(file, &ingested));
                    } else {
                        ingested.notes.iter().for_each(|note| talk.add(format!("{}: {note}", file.display())));
                    }
                    if intake != Intake::Unchanged {
                        study.put_transcript(&ingested.transcript, &mut changes);
                        let what = format!("{} from {}", ingested.transcript.id(), file_name(file));
                        study.log(&mut changes, None, &now, "ingest", &what);
                    }
                }
                Err(failure) => failures.push(failure),
            }
        }
        match lock {
            Some(lock) => lock.commit(changes)?,
            None => talk.add("nothing was written (--dry-run)"),
        }
        talk.say();
        if !table.rows.is_empty() {
            explained.insert(0, table);
            self.printing.print(&explained)?;
        }
        match failures.len() {
            0 => Ok(Answer::Yes),
            1 if files.len() == 1 => Err(failures.remove(0)),
            count => {
                for failure in failures {
                    failure.report();
                }
                Err(Failure::data(format!("{} of {} files were not taken in", count, files.len())))
            }
        }
    }

    fn options(&self) -> Options {
        Options {
            interviewers: self.interviewer.clone(),
            speakers: self.speaker.clone(),
            format: self.read_as,
            ..Options::default()
        }
    }

    /// The text of one file on stdout, what had to be decided on stderr.
    fn print_text(&self) -> Result<Answer, Failure> {
        let [file] = self.paths.as_slice() else {
            return Err(Failure::usage("--stdout prints one file").hint("qualkit ingest --stdout FILE"));
        };
        let id = match &self.id {
            Some(id) => TranscriptId::new(id).map_err(Failure::usage)?,
            None => id_of(file)
                .map_or_else(|| TranscriptId::new("transcript").map_err(Failure::data), |id| Ok(id.into()))?,
        };
        let ingested = read_file(file, &id, &self.options())?;
        print(ingested.transcript.text().as_str())?;
        ingested.notes.iter().for_each(|note| say(format!("{}: {note}", file.display())));
        Ok(Answer::Yes)
    }

    /// One id per file, or why the file can have none.
    fn ids(&self, study: &Study, files: &[PathBuf]) -> Result<Vec<Result<TranscriptId, String>>, Failure> {
        if let Some(id) = &self.id {
            if files.len() > 1 {
                return Err(Failure::usage("--id names one transcript, but there are several files"));
            }
            TranscriptId::new(id).map_err(Failure::usage)?;
        }
        let known = study.transcript_ids()?;
        let mut taken: Vec<(TranscriptId, &PathBuf)> = Vec::new();
        let ids = files.iter().map(|file| {
            let id = self.id.as_deref().and_then(|id| Id::new(id).ok()).or_else(|| id_of(file));
            let id =
                id.map(TranscriptId::from).ok_or_else(|| format!("the name of '{}' makes no id", file.display()))?;
            let lower = id.as_str().to_lowercase();
            if lower == "progress" {
                // Its codings would stand in the file that tells what a coder has finished.
                return Err(format!("'{}' would become the transcript '{id}', a name that is taken", file.display()));
            }
            if let Some(other) = known.iter().find(|other| other.as_str().to_lowercase() == lower && **other != id) {
                return Err(format!("'{}' would become '{id}', but the study has '{other}'", file.display()));
            }
            if let Some((_, first)) = taken.iter().find(|(other, _)| other.as_str().to_lowercase() == lower) {
                let (file, first) = (file.display(), first.display());
                return Err(format!("'{file}' would become the transcript '{id}', as '{first}' does"));
            }
            taken.push((id.clone(), file));
            Ok(id)
        });
        Ok(ids.collect())
    }
}

/// The id that a file's name gives.
fn id_of(file: &Path) -> Option<Id> {
    // Some systems take letters and accents in names apart.
    let (stem, _) = canonicalize(file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default());
    Id::of_file(&stem)
}

fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read_file(file: &Path, id: &TranscriptId, options: &Options) -> Result<Ingested, Failure> {
    let bytes = input::bytes(file)?;
    read(id.clone(), &file_name(file), &bytes, options).map_err(|error| Failure::in_file(file, error))
}
