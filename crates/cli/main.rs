//! The command line: words in, exit code out.

use std::process::ExitCode;

mod analysis;
mod args;
mod asking;
mod clock;
mod coder;
mod failure;
mod files;
mod heeded;
mod print;
mod progress_bar;
mod read;
#[cfg(test)]
mod reference;
mod rounds;
mod shipped;
mod verbs;

fn main() -> ExitCode {
    let args = match args::Args::read(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(args) => args,
        Err(error) => return failure::usage(&error),
    };
    match std::panic::catch_unwind(|| verbs::run(args.verb)) {
        Ok(Ok(answer)) => answer.exit_code(),
        Ok(Err(failure)) => failure.report(),
        // The panic has told where it happened.
        Err(_) => {
            eprintln!("error: this is a defect of qualkit, not of what you did; nothing was half-written");
            ExitCode::from(70)
        }
    }
}
