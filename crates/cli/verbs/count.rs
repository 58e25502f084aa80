use std::path::PathBuf;

use clap::Args;
use qualkit_report::tables::{counts_table, theme_counts_table};
use qualkit_study::Study;
use qualkit_themes::{counts, theme_counts};

use crate::analysis::Material;
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// Count each code: participants, transcripts, turns, codings, words
#[derive(Debug, Args)]
#[command(after_long_help = "\
Uses, per transcript, the first layer present of those that study.toml lists under `analysis`; the table says \
which. Participants are cases, counted once however often they say something.

Example: qualkit count my-study --format csv")]
pub struct Count {
    /// The study
    study: PathBuf,
    /// Count the codings of each code alone, without those of the codes under it
    #[arg(long)]
    as_applied: bool,
    /// Count themes instead of codes
    #[arg(long, conflicts_with = "as_applied")]
    themes: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Count {
    pub fn run(self) -> Result<Answer, Failure> {
        let material = Material::load(&Study::open(&self.study)?)?;
        let (codebook, layers) = (&material.history.codebook, material.layered());
        let mut table = if self.themes {
            theme_counts_table(&theme_counts(&material.themes, &layers), &material.themes)
        } else {
            counts_table(&counts(codebook, &layers, !self.as_applied), codebook, !self.as_applied)
        };
        table.note(material.layers_told());
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}
