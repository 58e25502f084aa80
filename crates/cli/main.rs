//! The command line: words in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;

mod analysis;
mod args;
mod clock;
mod coder;
mod failure;
mod print;
mod read;
#[cfg(test)]
mod reference;
mod rounds;
mod shipped;
mod verbs;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => return failure::usage(&error),
    };
    match verbs::run(args.verb) {
        Ok(answer) => answer.exit_code(),
        Err(failure) => failure.report(),
    }
}
