use std::path::PathBuf;

use clap::{Args, Subcommand};
use qualkit_coding::CoderId;
use qualkit_report::{Cell, Column, Table};
use qualkit_study::{Changes, Study};
use qualkit_transcript::TranscriptId;

use crate::coder::parse_coder;
use crate::failure::{Answer, Failure};
use crate::print::{Printing, counted, say};

/// Who codes what in which round: show the plan, or add to it
#[derive(Debug, Subcommand)]
pub enum Plan {
    Add(Add),
    List(List),
}

/// Add transcripts and coders to a round
#[derive(Debug, Args)]
#[command(after_long_help = "\
Writes STUDY/plan.csv (round,transcript,coder). Agreement is shown by round.

Example: qualkit plan add my-study --round 1 --coders a,b,c P01 P03 P11 P20")]
pub struct Add {
    /// The study
    study: PathBuf,
    /// The round's name
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    round: String,
    /// The coders, separated by commas
    #[arg(long, required = true, value_delimiter = ',', value_parser = parse_coder)]
    coders: Vec<CoderId>,
    /// The transcripts
    #[arg(required = true)]
    transcripts: Vec<String>,
}

/// Show the plan
#[derive(Debug, Args)]
pub struct List {
    /// The study
    study: PathBuf,
    #[command(flatten)]
    printing: Printing,
}

impl Plan {
    pub fn run(self) -> Result<Answer, Failure> {
        match self {
            Plan::Add(add) => add.run(),
            Plan::List(list) => list.run(),
        }
    }
}

impl Add {
    fn run(self) -> Result<Answer, Failure> {
        let (study, lock) = Study::open_to_write(&self.study)?;
        for coder in &self.coders {
            study.coder(coder.as_str()).map_err(|error| {
                Failure::from(error).hint(format!("qualkit coder add {} {coder} adds one", self.study.display()))
            })?;
        }
        let transcripts = known_transcripts(&study, &self.transcripts)?;
        let mut plan = study.plan()?;
        let added = plan.add(&self.round, &transcripts, &self.coders);
        let mut changes = Changes::new();
        changes.write(study.layout().at("plan.csv"), plan.write());
        lock.commit(changes)?;
        say(format!("{} added to round {}", counted(added, "row", "rows"), self.round));
        Ok(Answer::Yes)
    }
}

impl List {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let mut table = Table::new("plan", "Plan: who codes what in which round");
        table.columns = vec![
            Column::words("round", "Round"),
            Column::words("transcript", "Transcript"),
            Column::words("coder", "Coder"),
        ];
        for row in study.plan()?.rows {
            table.push([Cell::text(row.round), Cell::text(row.transcript.as_str()), Cell::text(row.coder.as_str())]);
        }
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}

/// The transcripts that were named, each of which must be there; one that is named twice counts once.
pub fn known_transcripts(study: &Study, names: &[String]) -> Result<Vec<TranscriptId>, Failure> {
    let known = study.transcript_ids()?;
    let mut once: Vec<&String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once.into_iter()
        .map(|name| {
            known.iter().find(|id| id.as_str() == *name).cloned().ok_or_else(|| {
                let failure = Failure::data(format!("the study has no transcript '{name}'"));
                match qualkit_table::nearest(name, known.iter().map(TranscriptId::as_str)) {
                    Some(nearest) => failure.hint(format!("did you mean '{nearest}'?")),
                    None => failure.hint(format!("qualkit progress {} lists them", study.layout().root().display())),
                }
            })
        })
        .collect()
}
