use std::path::PathBuf;

use clap::Args;
use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_compare::disagreements;
use qualkit_report::tables::disagreements_table;
use qualkit_study::Study;

use crate::coder::parse_coder;
use crate::failure::{Answer, Failure};
use crate::print::{Printing, say};
use crate::rounds::{Loaded, blocks};
use crate::verbs::{codebook_of, known_code};

/// List where coders differ: place, code, who, the words
#[derive(Debug, Args)]
#[command(after_long_help = "\
Codings of one code that overlap are one place. Kinds: missed (some coders applied the code, others nothing that \
would tell why), other-code (one of the others applied another code there), boundary (all applied it, to \
different words). Only what every compared coder has finished counts.

Example: qualkit disagreements my-study --round 1 --format csv")]
pub struct Disagreements {
    /// The study
    study: PathBuf,
    /// Only these coders, separated by commas
    #[arg(long, value_delimiter = ',', value_parser = parse_coder)]
    coders: Vec<CoderId>,
    /// Only this round of the plan; may be given several times
    #[arg(long)]
    round: Vec<String>,
    /// Only this code; may be given several times
    #[arg(long)]
    code: Vec<String>,
    /// Turns of interviewers and moderators too
    #[arg(long)]
    all_turns: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Disagreements {
    pub fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let history = codebook_of(&study)?;
        let codes: Vec<CodeId> = match self.code.is_empty() {
            true => history.codebook.codes().map(|code| code.id.clone()).collect(),
            false => self.code.iter().map(|code| known_code(&history, code)).collect::<Result<_, _>>()?,
        };
        let (mut found, mut transcripts, mut compared) = (Vec::new(), Vec::new(), Vec::new());
        for block in blocks(&study, &self.coders, &self.round)? {
            let loaded = Loaded::of(&study, block)?;
            let coders = &loaded.block.coders;
            let here = disagreements(&codes, coders, &loaded.compared(), self.all_turns).map_err(Failure::data)?;
            let finished = loaded.finished_turns();
            if finished == 0 {
                say(format!(
                    "round {}: no turn was finished by all of its coders, so nothing was compared",
                    loaded.block.name
                ));
            }
            let names: Vec<&str> = coders.iter().map(CoderId::as_str).collect();
            let transcripts_here: Vec<&str> = loaded.block.transcripts.iter().map(|id| id.as_str()).collect();
            compared.push(format!(
                "Round {}: coders {} on {}: {} disagreements in {finished} turns that all of them have finished.",
                loaded.block.name,
                names.join(", "),
                transcripts_here.join(" "),
                here.len()
            ));
            found.extend(here);
            transcripts.extend(loaded.transcripts);
        }
        let mut table = disagreements_table(&found, &transcripts);
        table.notes.splice(0..0, compared);
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}
