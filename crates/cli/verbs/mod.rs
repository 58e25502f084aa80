use clap::Subcommand;

use crate::failure::{Answer, Failure};

mod apply;
mod cases;
mod check;
mod code;
mod code_many;
mod codebook;
mod coder;
mod codings;
mod done;
mod ingest;
mod init;
mod plan;
mod progress;
mod sheet;
mod uncode;

/// What qualkit can do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    Init(init::Init),
    Ingest(ingest::Ingest),
    Check(check::Check),
    #[command(subcommand)]
    Codebook(codebook::Codebook),
    #[command(subcommand)]
    Coder(coder::Coder),
    #[command(subcommand)]
    Cases(cases::Cases),
    #[command(subcommand)]
    Plan(plan::Plan),
    #[command(subcommand)]
    Sheet(sheet::Sheet),
    Code(code::Code),
    Uncode(uncode::Uncode),
    Codings(codings::Codings),
    Done(done::Done),
    Progress(progress::Progress),
    Apply(apply::Apply),
}

pub fn run(verb: Verb) -> Result<Answer, Failure> {
    match verb {
        Verb::Init(verb) => verb.run(),
        Verb::Ingest(verb) => verb.run(),
        Verb::Check(verb) => verb.run(),
        Verb::Codebook(verb) => verb.run(),
        Verb::Coder(verb) => verb.run(),
        Verb::Cases(verb) => verb.run(),
        Verb::Plan(verb) => verb.run(),
        Verb::Sheet(verb) => verb.run(),
        Verb::Code(verb) => verb.run(),
        Verb::Uncode(verb) => verb.run(),
        Verb::Codings(verb) => verb.run(),
        Verb::Done(verb) => verb.run(),
        Verb::Progress(verb) => verb.run(),
        Verb::Apply(verb) => verb.run(),
    }
}
