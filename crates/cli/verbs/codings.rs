use std::path::PathBuf;

use clap::Args;
use qualkit_coding::CoderId;
use qualkit_report::{Cell, Column, Table};
use qualkit_study::Study;

use crate::coder::parse_coder;
use crate::failure::{Answer, Failure};
use crate::print::Printing;
use crate::verbs::known_code;

/// List codings
#[derive(Debug, Args)]
#[command(after_long_help = "Example: qualkit codings my-study --coder a --code gap-funding --format csv")]
pub struct Codings {
    /// The study
    study: PathBuf,
    /// Only this coder's
    #[arg(long, value_parser = parse_coder)]
    coder: Option<CoderId>,
    /// Only those of this transcript
    #[arg(long)]
    transcript: Option<String>,
    /// Only those with this code
    #[arg(long)]
    code: Option<String>,
    #[command(flatten)]
    printing: Printing,
}

impl Codings {
    pub fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let coders: Vec<CoderId> = match &self.coder {
            Some(coder) => vec![study.coder(coder.as_str())?.id.clone()],
            None => study.manifest().coders.iter().map(|coder| coder.id.clone()).collect(),
        };
        if let Some(name) = &self.transcript {
            super::plan::known_transcripts(&study, std::slice::from_ref(name))?;
        }
        if let Some(code) = &self.code {
            used_code(&study, code)?;
        }
        let order = study.transcript_ids()?;
        let mut table = Table::new("codings", "Codings");
        table.columns = vec![
            Column::words("id", "Id"),
            Column::words("coder", "Coder"),
            Column::words("transcript", "Transcript"),
            Column::number("turn", "Turn"),
            Column::number("start", "Start"),
            Column::number("end", "End"),
            Column::words("code", "Code"),
            Column::words("quote", "Words"),
            Column::words("note", "Note"),
            Column::words("created", "Created").to_machines(),
            Column::number("codebook_version", "Codebook").to_machines(),
        ];
        for coder in coders {
            let mut sets = study.all_codings(&coder)?;
            sets.sort_by_key(|set| order.iter().position(|id| id == set.transcript()));
            for set in sets {
                if self.transcript.as_ref().is_some_and(|id| id != set.transcript().as_str()) {
                    continue;
                }
                let transcript = study.transcript(set.transcript())?;
                for coding in set.codings() {
                    if self.code.as_ref().is_some_and(|code| code != coding.code.as_str()) {
                        continue;
                    }
                    let turn = transcript.turns_in(coding.span).first();
                    table.push([
                        Cell::text(coding.id.as_str()),
                        Cell::text(coder.as_str()),
                        Cell::text(set.transcript().as_str()),
                        turn.map_or(Cell::Empty, |turn| Cell::Count(turn.number.into())),
                        Cell::Count(coding.span.start().get().into()),
                        Cell::Count(coding.span.end().get().into()),
                        Cell::text(coding.code.as_str()),
                        Cell::text(&coding.quote),
                        Cell::text(&coding.note),
                        Cell::text(&coding.created),
                        Cell::Count(coding.codebook_version.into()),
                    ]);
                }
            }
        }
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}

/// Refuses a code that neither the codebook nor any coding has.
pub fn used_code(study: &Study, code: &str) -> Result<(), Failure> {
    let history = study.codebook()?;
    if history.codebook.get(code).is_some() {
        return Ok(());
    }
    for coder in &study.manifest().coders {
        let sets = study.all_codings(&coder.id)?;
        if sets.iter().any(|set| set.codings().iter().any(|coding| coding.code.as_str() == code)) {
            return Ok(());
        }
    }
    known_code(&history, code).map(|_| ())
}
