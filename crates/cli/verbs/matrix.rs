use std::path::PathBuf;

use clap::Args;
use qualkit_report::Format;
use qualkit_report::tables::{matrix_amounts_table, matrix_table, theme_matrix_amounts_table, theme_matrix_table};
use qualkit_study::Study;
use qualkit_themes::{UnknownName, matrix, theme_matrix};

use crate::analysis::Material;
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// Cross codes with an attribute: how many participants of each group said some of it
#[derive(Debug, Args)]
#[command(after_long_help = "\
A code's codings and those of all codes under it count together. Cells read `3 of 5`: participants with the code, of all participants with this value of the attribute whose \
transcript is analysed. A second table has turns, codings and words; CSV and JSON have all in one.

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
        let (mut table, amounts) = if self.themes {
            let (themes, attribute) = (&material.themes, &self.by);
            let matrix = theme_matrix(themes, &layers, cases, attribute).map_err(no_attribute)?;
            (theme_matrix_table(&matrix, themes), theme_matrix_amounts_table(&matrix, themes))
        } else {
            let matrix = matrix(codebook, &layers, !self.as_applied, cases, &self.by).map_err(no_attribute)?;
            (matrix_table(&matrix, codebook, !self.as_applied), matrix_amounts_table(&matrix, codebook))
        };
        table.note(material.layers_told());
        match self.printing.format {
            Format::Text | Format::Markdown | Format::Latex => self.printing.print(&[table, amounts])?,
            Format::Csv | Format::Json => self.printing.print(&[table])?,
        }
        Ok(Answer::Yes)
    }
}
