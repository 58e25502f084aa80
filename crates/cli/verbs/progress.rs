use std::path::PathBuf;

use clap::Args;
use qualkit_report::{Cell, Column, Table};
use qualkit_study::Study;

use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// Show what each coder has coded and finished
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads transcripts and codings. Per transcript and coder: turns finished of all turns, and codings.

Example: qualkit progress my-study --format csv")]
pub struct Progress {
    /// The study
    study: PathBuf,
    #[command(flatten)]
    printing: Printing,
}

impl Progress {
    pub fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let coders = study.manifest().coders.clone();
        let mut table = Table::new("progress", "Progress: turns finished, and codings");
        table.columns = vec![Column::words("transcript", "Transcript"), Column::number("turns", "Turns")];
        for coder in &coders {
            table.columns.push(Column::number(format!("{}_finished", coder.id), format!("{} finished", coder.id)));
            table.columns.push(Column::number(format!("{}_codings", coder.id), format!("{} codings", coder.id)));
        }
        for transcript in study.transcripts()? {
            let turns = transcript.turns();
            let mut row = vec![Cell::text(transcript.id().as_str()), Cell::Count(turns.len() as u64)];
            for coder in &coders {
                let set = study.codings(&coder.id, transcript.id())?;
                let finished = turns.iter().filter(|turn| set.has_done(turn.span)).count();
                if finished == 0 && set.codings().is_empty() {
                    row.extend([Cell::Empty, Cell::Empty]);
                } else {
                    row.extend([Cell::Count(finished as u64), Cell::Count(set.codings().len() as u64)]);
                }
            }
            table.push(row);
        }
        table.note("An empty cell: the coder has not begun the transcript.");
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}
