use std::path::PathBuf;

use clap::Args;
use qualkit_report::tables::{matrix_table, theme_matrix_table};
use qualkit_study::Study;
use qualkit_themes::{UnknownName, matrix, theme_matrix};

use crate::analysis::Material;
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// Cross codes with an attribute: how many participants of each group said some of it
#[derive(Debug, Args)]
#[command(after_long_help = "\
A code's codings and those of all codes under it count together. Cells read `3 of 5`: participants with the code, of all participants with this value of the attribute whose \
transcript is analysed. CSV and JSON have both numbers, and turns, codings and words besides.

Example: qualkit matrix my-study --by role")]
pub struct Matrix {
    /// The study
    study: PathBuf,
    /// The attribute, a column of cases.csv
    #[arg(long)]
    by: String,
    /// Count the codings of each code alone, without those of the codes under it
    #[arg(long)]
    as_applied: bool,
    /// Themes instead of codes
    #[arg(long, conflicts_with = "as_applied")]
    themes: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Matrix {
    pub fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let material = Material::load(&study)?;
        let (codebook, layers, cases) = (&material.history.codebook, material.layered(), &material.cases);
        let no_attribute = |error: UnknownName| {
            let known = cases.attributes().join(", ");
            let hint = match known.is_empty() {
                true => format!("the study has no cases yet: qualkit cases import {} cases.csv", self.study.display()),
                false => format!("the attributes are {known}"),
            };
            Failure::data(error).hint(hint)
        };
        let mut table = if self.themes {
            let matrix = theme_matrix(&material.themes, &layers, cases, &self.by).map_err(no_attribute)?;
            theme_matrix_table(&matrix, &material.themes)
        } else {
            let matrix = matrix(codebook, &layers, !self.as_applied, cases, &self.by).map_err(no_attribute)?;
            matrix_table(&matrix, codebook, !self.as_applied)
        };
        table.note(material.layers_told());
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}
