use std::path::PathBuf;

use clap::Args;
use qualkit_report::tables::cooccurrence_table;
use qualkit_study::Study;
use qualkit_themes::cooccur;

use crate::analysis::Material;
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// Show which codes occur together
#[derive(Debug, Args)]
#[command(after_long_help = "\
Every pair of codes that occur in one turn: places (stretches that bear both), participants, turns with both, \
and the Jaccard index over turns (turns with both / turns with either).

Example: qualkit cooccur my-study --most 15")]
pub struct Cooccur {
    /// The study
    study: PathBuf,
    /// Only so many pairs, those with most places in common
    #[arg(long, value_name = "PAIRS")]
    most: Option<usize>,
    #[command(flatten)]
    printing: Printing,
}

impl Cooccur {
    pub fn run(self) -> Result<Answer, Failure> {
        let material = Material::load(&Study::open(&self.study)?)?;
        let codebook = &material.history.codebook;
        let mut pairs = cooccur(codebook, &material.layered());
        if let Some(most) = self.most {
            // Stable: equal pairs stay in the order of the codebook.
            pairs.sort_by_key(|pair| std::cmp::Reverse((pair.places, pair.turns)));
            pairs.truncate(most);
        }
        let mut table = cooccurrence_table(&pairs, codebook);
        table.note(material.layers_told());
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}
