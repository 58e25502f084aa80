use std::path::PathBuf;

use clap::{Args, Subcommand};
use qualkit_study::{Decision, Study};

use crate::failure::{Answer, Failure};
use crate::print::{counted, say};
use crate::verbs::cases::adopt;

/// How disagreements were settled: import a table of decisions
#[derive(Debug, Subcommand)]
pub enum Decisions {
    Import(Import),
}

/// Take in the decisions on one round's disagreements
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads a table with the columns transcript, turn, code, coders_for, coders_against (several coders separated by \
;), kind, decision, reason. Writes STUDY/decisions/ROUND.csv, in place of the one before. The report counts \
them; the codings themselves are those of the consensus coder.

Example: qualkit decisions import my-study --round 1 decisions.csv")]
pub struct Import {
    /// The study
    study: PathBuf,
    /// The round, as in the plan
    #[arg(long)]
    round: String,
    /// The table
    table: PathBuf,
}

impl Decisions {
    pub fn run(self) -> Result<Answer, Failure> {
        let Decisions::Import(import) = self;
        let study = Study::open(&import.study)?;
        let rounds: Vec<String> = study.plan()?.rounds().into_iter().map(|round| round.name).collect();
        if !rounds.contains(&import.round) {
            let known =
                if rounds.is_empty() { "no plan yet".to_owned() } else { format!("the rounds {}", rounds.join(", ")) };
            return Err(Failure::data(format!("the plan has no round '{}'", import.round))
                .hint(format!("the study has {known}; qualkit plan add adds a round")));
        }
        let name = format!("decisions/{}.csv", import.round);
        let ids = study.transcript_ids()?;
        let decisions = adopt(&study, &import.table, &name, |table| {
            let decisions = Decision::read_all(table).map_err(|error| error.to_string())?;
            let unknown: Vec<String> = decisions
                .iter()
                .filter(|decision| !ids.contains(&decision.transcript))
                .map(|decision| {
                    format!("line {}: the study has no transcript '{}'", decision.line, decision.transcript)
                })
                .collect();
            if unknown.is_empty() { Ok(decisions) } else { Err(unknown.join("\n")) }
        })?;
        say(format!("{} on round {}", counted(decisions.len(), "decision", "decisions"), import.round));
        Ok(Answer::Yes)
    }
}
