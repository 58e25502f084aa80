use std::path::{Path, PathBuf};

use clap::Args;
use qualkit_ingest::{Format, Ingested, Options, read};
use qualkit_report::{Cell, Column, Table};
use qualkit_study::{Changes, Study};
use qualkit_table::Id;
use qualkit_text::{canonicalize, count_words};
use qualkit_transcript::{Transcript, TranscriptId};
use rayon::prelude::*;

use crate::failure::{Answer, Failure};
use crate::print::{Printing, Talk, counted};
use crate::{clock, read as input};

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
    /// The study
    study: PathBuf,
    /// The files
    #[arg(required = true)]
    files: Vec<PathBuf>,
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
    #[command(flatten)]
    printing: Printing,
}

impl Ingest {
    pub fn run(self) -> Result<Answer, Failure> {
        let (study, lock) = match self.dry_run {
            true => (Study::open(&self.study)?, None),
            false => Study::open_to_write(&self.study).map(|(study, lock)| (study, Some(lock)))?,
        };
        let ids = self.ids(&study)?;
        let options = Options {
            interviewers: self.interviewer.clone(),
            speakers: self.speaker.clone(),
            format: self.read_as,
            ..Options::default()
        };
        let mut talk = Talk::default();
        let read: Vec<Result<(Ingested, Intake), Failure>> = self
            .files
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
            .collect();
        let now = clock::now()?;
        let mut changes = Changes::new();
        let mut table = overview();
        let mut failures = Vec::new();
        for (file, result) in self.files.iter().zip(read) {
            match result {
                Ok((ingested, intake)) => {
                    table.push(row(file, &ingested, intake));
                    for note in &ingested.notes {
                        talk.add(format!("{}: {note}", file.display()));
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
            self.printing.print(&[table])?;
        }
        match failures.len() {
            0 => Ok(Answer::Yes),
            1 if self.files.len() == 1 => Err(failures.remove(0)),
            count => {
                for failure in failures {
                    failure.report();
                }
                Err(Failure::data(format!("{} of {} files were not taken in", count, self.files.len())))
            }
        }
    }

    /// One id per file, or why the file can have none.
    fn ids(&self, study: &Study) -> Result<Vec<Result<TranscriptId, String>>, Failure> {
        if let Some(id) = &self.id {
            if self.files.len() > 1 {
                return Err(Failure::usage("--id names one transcript, but there are several files"));
            }
            TranscriptId::new(id).map_err(Failure::usage)?;
        }
        let known = study.transcript_ids()?;
        let mut taken: Vec<(TranscriptId, &PathBuf)> = Vec::new();
        let ids = self.files.iter().map(|file| {
            // Some systems take letters and accents in names apart.
            let (stem, _) = canonicalize(file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default());
            let id = self.id.as_deref().and_then(|id| Id::new(id).ok()).or_else(|| Id::of_file(&stem));
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

    /// What taking the transcript in does. A text that is known keeps its details, unless options say
    /// otherwise of its speakers; the cases that people gave are kept even then.
    fn intake(&self, study: &Study, ingested: &mut Ingested) -> Result<Intake, Failure> {
        let transcript = &ingested.transcript;
        if !study.layout().transcript(transcript.id()).exists() {
            return Ok(Intake::New);
        }
        let known = study.transcript(transcript.id())?;
        if known.text().as_str() != transcript.text().as_str() {
            return self.replaces(study, &known).map(|()| Intake::Replaced);
        }
        let mut details = known.details().clone();
        if !self.interviewer.is_empty() || !self.speaker.is_empty() {
            for speaker in &mut details.speakers {
                let read = transcript.details().speakers.iter().find(|read| read.label == speaker.label);
                speaker.role = read.map_or(speaker.role, |read| read.role);
            }
        }
        let same = details == *known.details();
        ingested.transcript = known.with_details(details).expect("the labels are the same");
        Ok(if same { Intake::Unchanged } else { Intake::Details })
    }

    /// Another text takes the place of a known one only if nobody coded it, and by force.
    fn replaces(&self, study: &Study, known: &Transcript) -> Result<(), Failure> {
        let id = known.id();
        let coders: Vec<String> = study.coded_by(id)?.iter().map(ToString::to_string).collect();
        let problem = format!("the study has another text for '{id}', from '{}'", known.details().source.file_name);
        if !coders.is_empty() {
            let coders = coders.join(", ");
            let problem = format!("{problem}, and {coders} coded it; taking in this one would move the codings");
            return Err(Failure::data(problem).hint("ingest the new text under another id with --id"));
        }
        if !self.force {
            return Err(Failure::data(problem).hint("nobody has coded it yet: --force takes the new text in"));
        }
        Ok(())
    }
}

/// What taking a transcript in does to the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Intake {
    New,
    Unchanged,
    /// The same text, with other roles.
    Details,
    Replaced,
}

impl Intake {
    fn told(self) -> &'static str {
        match self {
            Intake::New => "new",
            Intake::Unchanged => "unchanged",
            Intake::Details => "same text, new roles",
            Intake::Replaced => "replaced",
        }
    }
}

fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read_file(file: &Path, id: &TranscriptId, options: &Options) -> Result<Ingested, Failure> {
    let bytes = input::bytes(file)?;
    read(id.clone(), &file_name(file), &bytes, options).map_err(|error| Failure::in_file(file, error))
}

fn overview() -> Table {
    let mut table = Table::new("ingest", "Transcripts");
    table.columns = vec![
        Column::words("file", "File"),
        Column::words("id", "Id"),
        Column::words("format", "Format"),
        Column::words("why", "Recognised by").to_machines(),
        Column::words("encoding", "Encoding").to_machines(),
        Column::number("turns", "Turns"),
        Column::number("timed_turns", "Timed"),
        Column::number("words", "Words"),
        Column::words("speakers", "Speakers"),
        Column::number("notes", "Notes"),
        Column::words("intake", "Taken in"),
    ];
    table
}

fn row(file: &Path, ingested: &Ingested, intake: Intake) -> Vec<Cell> {
    let transcript = &ingested.transcript;
    let turns = transcript.turns();
    let words: usize = turns.iter().map(|turn| count_words(transcript.words(turn))).sum();
    let guessed = if ingested.guessed_roles { " (guessed)" } else { "" };
    let speakers: Vec<String> = transcript
        .details()
        .speakers
        .iter()
        .map(|speaker| format!("{}: {}{guessed}", speaker.label, speaker.role))
        .collect();
    let speakers = match speakers.len() {
        0..=6 => speakers.join(", "),
        many => format!("{}, … ({})", speakers[..5].join(", "), counted(many, "speaker", "speakers")),
    };
    vec![
        Cell::text(file_name(file)),
        Cell::text(transcript.id().as_str()),
        Cell::text(ingested.format.to_string()),
        Cell::text(&ingested.why),
        Cell::text(&transcript.details().source.encoding),
        Cell::Count(turns.len() as u64),
        Cell::Count(turns.iter().filter(|turn| turn.begins.is_some()).count() as u64),
        Cell::Count(words as u64),
        Cell::text(speakers),
        Cell::Count(ingested.notes.len() as u64),
        Cell::text(intake.told()),
    ]
}
