use clap::Parser;

use crate::verbs::Verb;

/// Qualitative interview coding: transcripts in, several coders compared, themes and quotations out.
///
/// A study is a folder of text and tables. STUDY names it; `.` is the folder you are in. Results go to
/// stdout, remarks to stderr. Exit codes: 0 done, 1 done and the answer is no, 2 could not do it.
#[derive(Debug, Parser)]
#[command(name = "qualkit", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub verb: Verb,
}
