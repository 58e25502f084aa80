use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser};

use crate::verbs::{Verb, agree_words};

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

impl Args {
    /// Reads what was typed.
    pub fn read(words: &[OsString]) -> Result<Args, clap::Error> {
        Args::try_parse_from(words).or_else(|error| {
            let readings = agree_words::readings(words).into_iter().map(Args::try_parse_from);
            let mut readings: Vec<Args> = readings.flatten().collect();
            match readings.len() {
                0 => Err(error),
                1 => Ok(readings.remove(0)),
                _ => Err(Args::command().error(
                    ErrorKind::ArgumentConflict,
                    "which word names the table cannot be told: write it right after 'agree'",
                )),
            }
        })
    }
}
