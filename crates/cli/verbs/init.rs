use std::path::PathBuf;

use clap::Args;
use qualkit_study::{NewStudy, Study};

use crate::failure::{Answer, Failure};
use crate::print::say;

/// Make a new study
#[derive(Debug, Args)]
#[command(after_long_help = "Writes STUDY/study.toml, .gitignore and .gitattributes; files that are there stay.\n\n\
    Example: qualkit init my-study --title \"Medical-legal partnerships\"")]
pub struct Init {
    /// The folder of the new study
    study: PathBuf,
    /// Its title
    #[arg(long)]
    title: String,
    /// A remark that every report prints, for example that the material is synthetic
    #[arg(long, default_value = "")]
    note: String,
    /// The seed for whatever is drawn by chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Init {
    pub fn run(self) -> Result<Answer, Failure> {
        Study::init(&self.study, &NewStudy { title: &self.title, note: &self.note, seed: self.seed })?;
        say(format!("made the study '{}'", self.study.display()));
        say(format!("next: qualkit ingest {} FILES", self.study.display()));
        Ok(Answer::Yes)
    }
}
