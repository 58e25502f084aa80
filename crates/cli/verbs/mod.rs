use clap::Subcommand;

use crate::failure::{Answer, Failure};

mod agree;
mod agree_header;
mod agree_labels;
mod agree_looks;
pub mod agree_programs;
mod agree_reading;
mod agree_refused;
mod agree_table;
pub mod agree_threshold;
pub mod agree_words;
mod apply;
mod blind;
mod cases;
mod check;
mod code;
mod code_many;
mod codebook;
mod coder;
mod codings;
mod cooccur;
mod count;
mod decisions;
mod disagreements;
mod done;
mod export;
mod ingest;
mod init;
mod matrix;
mod plan;
mod plan_sample;
mod progress;
mod quotes;
mod report;
mod sheet;
mod show;
mod speakers;
mod themes;
mod uncode;

pub use code::{codebook_of, known_code};
pub use plan::known_transcripts;

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
    Speakers(speakers::Speakers),
    Show(show::Show),
    #[command(subcommand)]
    Plan(plan::Plan),
    #[command(subcommand)]
    PlanSample(plan_sample::PlanSample),
    #[command(subcommand)]
    Sheet(sheet::Sheet),
    Code(code::Code),
    Uncode(uncode::Uncode),
    Codings(codings::Codings),
    Done(done::Done),
    Progress(progress::Progress),
    Apply(apply::Apply),
    #[command(subcommand)]
    Decisions(decisions::Decisions),
    Agree(agree::Agree),
    Disagreements(disagreements::Disagreements),
    Count(count::Count),
    Matrix(matrix::Matrix),
    Cooccur(cooccur::Cooccur),
    Themes(themes::Themes),
    Quotes(quotes::Quotes),
    #[command(subcommand)]
    Blind(blind::Blind),
    Report(report::Report),
    #[command(subcommand)]
    Export(export::Export),
}

pub fn run(verb: Verb) -> Result<Answer, Failure> {
    match verb {
        Verb::Init(verb) => verb.run(),
        Verb::Ingest(verb) => verb.run(),
        Verb::Check(verb) => verb.run(),
        Verb::Codebook(verb) => verb.run(),
        Verb::Coder(verb) => verb.run(),
        Verb::Cases(verb) => verb.run(),
        Verb::Speakers(verb) => verb.run(),
        Verb::Show(verb) => verb.run(),
        Verb::Plan(verb) => verb.run(),
        Verb::PlanSample(verb) => verb.run(),
        Verb::Sheet(verb) => verb.run(),
        Verb::Code(verb) => verb.run(),
        Verb::Uncode(verb) => verb.run(),
        Verb::Codings(verb) => verb.run(),
        Verb::Done(verb) => verb.run(),
        Verb::Progress(verb) => verb.run(),
        Verb::Apply(verb) => verb.run(),
        Verb::Decisions(verb) => verb.run(),
        Verb::Agree(verb) => verb.run(),
        Verb::Disagreements(verb) => verb.run(),
        Verb::Count(verb) => verb.run(),
        Verb::Matrix(verb) => verb.run(),
        Verb::Cooccur(verb) => verb.run(),
        Verb::Themes(verb) => verb.run(),
        Verb::Quotes(verb) => verb.run(),
        Verb::Blind(verb) => verb.run(),
        Verb::Report(verb) => verb.run(),
        Verb::Export(verb) => verb.run(),
    }
}
