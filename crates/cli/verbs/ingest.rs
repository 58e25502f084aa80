use std::path::{Path, PathBuf};

use clap::Args;
use qualkit_ingest::{ChosenColumns, Collection, Encoding, Format, Ingested, Join, Options, Rows, SpeakerPattern};
use qualkit_study::{Changes, Study};
use qualkit_transcript::{Cases, TranscriptId};
use rayon::prelude::*;

use crate::clock;
use crate::failure::{Answer, Failure};
use crate::files;
use crate::print::{Talk, counted, print, say};
use crate::progress_bar::Progress;
use asked::Asked;
use ids::Taken;
use intake::Intake;

mod asked;
mod cases;
mod ids;
mod intake;
mod reading;
mod tables;
mod unheeded;

/// Read interviews into the study
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads documents, captions, what speech recognisers write, linguists' files and tables; the format is \
recognised by content first. Writes STUDY/transcripts/ID.txt, the canonical text, and ID.toml, what is known \
beside it: speakers and their roles, header lines, the source's name and digest, and every loss or repair; if \
turns were joined of captions or the like, also ID.times.csv, when each of them begins and ends. \
Originals are neither changed nor copied. A file that cannot be read is named with the reason, the others are \
taken in, and the exit code is 2. The same text again changes nothing but the times inside turns and, if \
--interviewer, --speaker or --speakers is given, roles and cases; another text for a transcript that is coded is \
refused.

A table with one row per utterance is one interview, or several if --columns id=NAME tells them apart. --rows \
says what else its rows are: interviews (the whole text in one cell), respondents of a survey (a transcript \
each, the questions as turns) or the same with a transcript for each of the questions. The columns that are not \
read become attributes in STUDY/cases.csv: new cases are added, values that differ are told and stay.

The table of --speakers has the columns label, speaker, role and case: the label in the files, the label in the \
canonical text, the role, the case. Labels with one speaker become one; ? is a speaker whom a file does not name. \
Zoom's list of a meeting's participants will do as well: the name with which somebody came becomes the one shown.

Examples:
  qualkit ingest my-study interviews/*.docx interviews/*.vtt --interviewer INT
  qualkit ingest my-study doctor.TextGrid patient.TextGrid --together --id P07
  qualkit ingest my-study survey.xlsx --rows respondents --columns id=Respondent,text=Q3,text=Q5")]
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
    /// A table of labels: other names, roles and cases of those who speak
    #[arg(long, value_name = "FILE")]
    speakers: Option<PathBuf>,
    #[arg(long = "as", value_name = "FORMAT", help = formats())]
    read_as: Option<Format>,
    /// Read texts in this encoding, such as windows-1252 or macintosh
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
    /// How turns of texts and documents begin: a regular expression with a group named speaker, and
    /// perhaps groups named time and text
    #[arg(long, value_name = "REGEX")]
    speaker_pattern: Option<SpeakerPattern>,
    /// Join what one speaker says in a row: always, never, or over pauses up to such as 2s
    ///
    /// If it is not said, cues of captions and what a recogniser heard are always joined, and what a person divided
    /// stays divided. The times of what is joined are kept.
    #[arg(long, value_name = "PAUSE")]
    join: Option<Join>,
    /// The columns of tables, by name or number: speaker=…,text=…,time=…,end=…,id=…
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<ChosenColumns>,
    /// What the rows of tables are: utterances, interviews, respondents or questions
    #[arg(long, value_name = "KIND", default_value_t = Rows::Utterances)]
    rows: Rows,
    /// The sheet of workbooks that is read
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Read the files as one conversation, one for each speaker, in the order of time
    #[arg(long, requires = "id", conflicts_with = "rows")]
    together: bool,
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
    /// How to print: text, csv, json, markdown or latex; the name of another format says what --as says
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Asked,
}

fn formats() -> String {
    let names = Format::ALL.map(|format| format.to_string());
    let (last, others) = names.split_last().expect("there are formats");
    format!("Read every file as this format: {} or {last}", others.join(", "))
}

/// What one file became, or why nothing.
type Outcome = (PathBuf, Result<(Ingested, Intake), Failure>);

/// What all files hold.
struct Found {
    outcomes: Vec<Outcome>,
    /// What tables say of their cases.
    cases: Vec<(PathBuf, Cases)>,
}

impl Ingest {
    pub fn run(self) -> Result<Answer, Failure> {
        let options = self.options()?;
        if self.stdout {
            return self.print_text(&options);
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
        let mut files = files::named(named)?;
        files.retain(|file| !self.is_table_of_speakers(file));
        self.check_id(&files)?;
        let mut talk = Talk::default();
        let Found { outcomes, cases } = self.read_all(&study, &files, &options, &mut talk)?;
        let several = outcomes.len() > files.len();
        let now = clock::now()?;
        let mut changes = Changes::new();
        let mut table = tables::overview();
        let mut explained = Vec::new();
        let mut failures = Vec::new();
        let mut formats = Vec::new();
        let mut unused = options.aliases.entries().to_vec();
        let all = outcomes.len();
        for (file, outcome) in outcomes {
            match outcome {
                Ok((ingested, intake)) => {
                    table.push(tables::row(&file, &ingested, intake));
                    formats.push(ingested.format);
                    unused.retain(|alias| !ingested.aliases.contains(&alias.label));
                    if self.explain {
                        explained.push(tables::explained(&file, &ingested));
                    } else {
                        let id = ingested.transcript.id();
                        let place = match (self.together, several) {
                            (true, _) => id.to_string(),
                            (_, true) => format!("{}, {id}", file.display()),
                            _ => file.display().to_string(),
                        };
                        ingested.notes.iter().for_each(|note| talk.add(format!("{place}: {note}")));
                    }
                    if intake != Intake::Unchanged {
                        study.put_transcript(&ingested.transcript, &mut changes);
                        let what = format!("{} from {}", ingested.transcript.id(), file_name(&file));
                        study.log(&mut changes, None, &now, "ingest", &what);
                    }
                }
                Err(failure) => failures.push(failure),
            }
        }
        self.unheeded(&formats, &unused).into_iter().for_each(|told| talk.add(told));
        if cases::add(&study, &cases, &mut changes, &mut talk)? {
            study.log(&mut changes, None, &now, "ingest", "cases.csv");
        }
        match lock {
            Some(lock) => lock.commit(changes)?,
            None => talk.add("nothing was written (--dry-run)"),
        }
        talk.say();
        if !table.rows.is_empty() {
            explained.insert(0, table);
            self.format.printing().print(&explained)?;
        }
        match failures.len() {
            0 => Ok(Answer::Yes),
            1 if all == 1 => Err(failures.remove(0)),
            count => {
                for failure in failures {
                    failure.report();
                }
                let what =
                    if several { counted(all, "transcript", "transcripts") } else { counted(all, "file", "files") };
                Err(Failure::data(format!("{count} of {what} were not taken in")))
            }
        }
    }

    /// Reads files on all cores; what each holds, and what tables say of their cases.
    fn read_all(&self, study: &Study, files: &[PathBuf], options: &Options, talk: &mut Talk) -> Result<Found, Failure> {
        let progress = Progress::of(files.len());
        let read: Vec<(PathBuf, Result<Collection, Failure>)> = match (self.together, files.first()) {
            (true, Some(first)) => {
                let id = self.id_of(first)?;
                vec![(reading::joined_name(files), reading::together(files, &id, options).map(reading::alone))]
            }
            _ => {
                let read = |file: &PathBuf| {
                    let read = self.id_of(file).and_then(|id| reading::file(file, &id, options));
                    progress.step();
                    (file.clone(), read)
                };
                files.par_iter().map(read).collect()
            }
        };
        progress.clear();
        let mut taken = Taken::of(study)?;
        let (mut found, mut cases) = (Vec::new(), Vec::new());
        for (file, read) in read {
            match read {
                Ok(collection) => {
                    collection.notes.iter().for_each(|note| talk.add(format!("{}: {note}", file.display())));
                    cases.push((file.clone(), collection.cases));
                    let take = |ingested: Ingested| {
                        let free = taken.take(ingested.transcript.id(), &file);
                        (file.clone(), free.map(|()| ingested))
                    };
                    found.extend(collection.transcripts.into_iter().map(take));
                }
                Err(failure) => found.push((file, Err(failure))),
            }
        }
        let intake = |(file, read): (PathBuf, Result<Ingested, Failure>)| {
            let taken_in = read.and_then(|mut ingested| {
                let intake = self.intake(study, options, &mut ingested)?;
                Ok((ingested, intake))
            });
            (file, taken_in)
        };
        Ok(Found { outcomes: found.into_par_iter().map(intake).collect(), cases })
    }

    /// Whether a file is the table of speakers, which may lie in the folder of interviews.
    fn is_table_of_speakers(&self, file: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        self.speakers.as_ref().is_some_and(|table| real(table).is_some() && real(table) == real(file))
    }

    /// Whether a file may hold several transcripts.
    fn is_for_several(&self) -> bool {
        self.rows != Rows::Utterances || self.columns.as_ref().is_some_and(|columns| columns.id.is_some())
    }

    /// The text of one file, or of one conversation, on stdout; what had to be decided on stderr.
    fn print_text(&self, options: &Options) -> Result<Answer, Failure> {
        let [file, others @ ..] = self.paths.as_slice() else { return Err(Failure::usage("nothing to print")) };
        if !others.is_empty() && !self.together {
            return Err(Failure::usage("--stdout prints one file").hint("qualkit ingest --stdout FILE"));
        }
        let id = match &self.id {
            Some(id) => TranscriptId::new(id).map_err(Failure::usage)?,
            None => ids::by_name(file)
                .map_or_else(|| TranscriptId::new("transcript").map_err(Failure::data), |id| Ok(id.into()))?,
        };
        let ingested = match self.together {
            true => reading::together(&self.paths, &id, options)?,
            false => reading::one(file, &id, options)?,
        };
        print(ingested.transcript.text().as_str())?;
        ingested.notes.iter().for_each(|note| say(format!("{}: {note}", file.display())));
        let parts = ingested.transcript.parts().len();
        if parts > 0 {
            say(format!(
                "{}: the times of {parts} parts of turns are not in the text; a study keeps them",
                file.display()
            ));
        }
        let mut unused = options.aliases.entries().to_vec();
        unused.retain(|alias| !ingested.aliases.contains(&alias.label));
        self.unheeded(&[ingested.format], &unused).into_iter().for_each(say);
        Ok(Answer::Yes)
    }
}

fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
