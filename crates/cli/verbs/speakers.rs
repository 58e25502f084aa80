use std::path::PathBuf;

use clap::{Args, Subcommand};
use qualkit_report::{Cell, Column, Table};
use qualkit_study::{Changes, Study};
use qualkit_transcript::{CaseId, Role};

use crate::clock;
use crate::failure::{Answer, Failure};
use crate::print::{Printing, say};
use crate::verbs::known_transcripts;

/// Who speaks in which transcript: list the speakers, or set a role or case
#[derive(Debug, Subcommand)]
pub enum Speakers {
    List(List),
    Set(Set),
}

/// List the speakers of all transcripts with their roles and cases
#[derive(Debug, Args)]
pub struct List {
    /// The study
    study: PathBuf,
    #[command(flatten)]
    printing: Printing,
}

/// Give a speaker a role or a case
#[derive(Debug, Args)]
#[command(after_long_help = "\
Writes STUDY/transcripts/TRANSCRIPT.toml. Turns of interviewers and moderators are left out of the analysis; \
participants are counted by case, so each participant of a group discussion needs one.

Examples: qualkit speakers set my-study FG1 Anna --role participant --case anna
          qualkit speakers set my-study FG1 MOD --role moderator")]
pub struct Set {
    /// The study
    study: PathBuf,
    /// The transcript
    transcript: String,
    /// The speaker's label, as in the transcript
    label: String,
    /// interviewer, participant, moderator, interpreter or unknown
    #[arg(long, required_unless_present = "case")]
    role: Option<Role>,
    /// The case, an id of cases.csv
    #[arg(long, value_parser = |id: &str| CaseId::new(id).map_err(|error| error.to_string()))]
    case: Option<CaseId>,
}

impl Speakers {
    pub fn run(self) -> Result<Answer, Failure> {
        match self {
            Speakers::List(verb) => verb.run(),
            Speakers::Set(verb) => verb.run(),
        }
    }
}

impl List {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let mut table = Table::new("speakers", "Speakers");
        table.columns = vec![
            Column::words("transcript", "Transcript"),
            Column::words("label", "Label"),
            Column::words("role", "Role"),
            Column::words("case", "Case"),
            Column::number("turns", "Turns"),
        ];
        for transcript in study.transcripts()? {
            for (place, speaker) in transcript.details().speakers.iter().enumerate() {
                let turns = transcript.turns().iter().filter(|turn| turn.speaker == place).count();
                table.push([
                    Cell::text(transcript.id().as_str()),
                    Cell::text(&speaker.label),
                    Cell::text(speaker.role.to_string()),
                    speaker.case.as_ref().map_or(Cell::Empty, |case| Cell::text(case.as_str())),
                    Cell::Count(turns as u64),
                ]);
            }
        }
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}

impl Set {
    fn run(self) -> Result<Answer, Failure> {
        let (study, lock) = Study::open_to_write(&self.study)?;
        let id = known_transcripts(&study, std::slice::from_ref(&self.transcript))?.remove(0);
        let transcript = study.transcript(&id)?;
        let mut details = transcript.details().clone();
        let labels: Vec<String> = details.speakers.iter().map(|speaker| speaker.label.clone()).collect();
        let Some(speaker) = details.speakers.iter_mut().find(|speaker| speaker.label == self.label) else {
            return Err(Failure::data(format!("'{id}' has no speaker '{}'", self.label))
                .hint(format!("its speakers are {}", labels.join(", "))));
        };
        speaker.role = self.role.unwrap_or(speaker.role);
        speaker.case = self.case.or_else(|| speaker.case.clone());
        let case = speaker.case.as_ref().map_or("no case".to_owned(), |case| format!("case {case}"));
        let told = format!("{id} {}: {}, {case}", self.label, speaker.role);
        let transcript = transcript.with_details(details).expect("the labels are the same");
        let mut changes = Changes::new();
        study.put_transcript(&transcript, &mut changes);
        study.log(&mut changes, None, &clock::now()?, "speakers", &told);
        lock.commit(changes)?;
        say(told);
        Ok(Answer::Yes)
    }
}
