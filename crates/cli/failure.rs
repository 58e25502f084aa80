use std::error::Error;
use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use qualkit_study::{StudyError, TIMES_REMEDY};

/// What a verb that did its work answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done.
    Yes,
    /// Done, and the answer is no: problems were found, a threshold was not reached.
    No,
}

impl Answer {
    pub fn exit_code(self) -> ExitCode {
        match self {
            Answer::Yes => ExitCode::SUCCESS,
            Answer::No => ExitCode::from(1),
        }
    }
}

/// Why a verb could not do its work.
#[derive(Debug)]
pub struct Failure {
    /// The error, then its causes.
    messages: Vec<String>,
    hints: Vec<String>,
}

impl Failure {
    fn new(message: impl Display) -> Failure {
        Failure { messages: vec![message.to_string()], hints: Vec::new() }
    }

    /// The command cannot be what was meant.
    pub fn usage(message: impl Display) -> Failure {
        Failure::new(message)
    }

    /// What was read is not as it should be.
    pub fn data(message: impl Display) -> Failure {
        Failure::new(message)
    }

    /// The machine says no.
    pub fn environment(message: impl Display) -> Failure {
        Failure::new(message)
    }

    /// Something is wrong in a file: its path goes before every line of the message.
    pub fn in_file(path: &Path, problems: impl Display) -> Failure {
        let problems = problems.to_string();
        let lines: Vec<String> = problems.lines().map(|line| format!("{}: {line}", path.display())).collect();
        Failure::data(lines.join("\n"))
    }

    pub fn io(doing: &str, path: &Path, error: &std::io::Error) -> Failure {
        let mut failure = Failure::environment(format!("cannot {doing} '{}'", path.display()));
        failure.messages.push(error.to_string());
        failure
    }

    pub fn hint(mut self, hint: impl Display) -> Failure {
        self.hints.push(hint.to_string());
        self
    }

    /// The failure in one line, for a list of several.
    pub fn told(&self) -> String {
        self.messages.iter().chain(&self.hints).cloned().collect::<Vec<_>>().join("; ")
    }

    /// Tells the failure on stderr and gives its exit code.
    pub fn report(self) -> ExitCode {
        for (place, message) in self.messages.iter().enumerate() {
            let message = qualkit_report::shortened(message);
            eprintln!("{}{message}", if place == 0 { "error: " } else { "caused by: " });
        }
        for hint in &self.hints {
            eprintln!("hint: {}", qualkit_report::shortened(hint));
        }
        ExitCode::from(2)
    }
}

impl From<StudyError> for Failure {
    fn from(error: StudyError) -> Failure {
        let mut failure = Failure::new(&error);
        let mut cause = error.source();
        while let Some(source) = cause {
            failure.messages.push(source.to_string());
            cause = source.source();
        }
        match &error {
            StudyError::NotAFolder { .. } => {
                failure.hint("the study's folder comes first, for example: qualkit ingest STUDY FILES")
            }
            StudyError::NotAStudy { path } | StudyError::NoFolder { path } => {
                failure.hint(format!("qualkit init {} --title \"…\" makes one", path.display()))
            }
            StudyError::NoSuch { nearest: Some(nearest), .. } => failure.hint(format!("did you mean '{nearest}'?")),
            StudyError::BrokenTimes { .. } => failure.hint(TIMES_REMEDY),
            StudyError::NoSuch { kind: "transcript", .. } => {
                failure.hint("qualkit progress STUDY lists the transcripts")
            }
            StudyError::NoSuch { kind: "coder", .. } => failure.hint("qualkit coder list STUDY lists the coders"),
            _ => failure,
        }
    }
}

/// A command that could not be understood, or a call for help.
pub fn usage(error: &clap::Error) -> ExitCode {
    // A closed pipe while help is printed is no failure.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
