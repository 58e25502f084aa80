use std::path::PathBuf;

use clap::{Args, Subcommand};
use qualkit_report::tables::themes_table;
use qualkit_study::Study;
use qualkit_themes::{Themes as ThemeTable, theme_counts, theme_matrix};

use crate::analysis::{Material, blind_of, refuse_survivors};
use crate::failure::{Answer, Failure};
use crate::print::{Printing, counted, say};
use crate::verbs::cases::adopt;
use crate::verbs::codebook_of;

/// Show the themes with their codes and participants, or import them
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_long_help = "\
Examples: qualkit themes my-study --by role
          qualkit themes import my-study themes.csv"
)]
pub struct Themes {
    #[command(subcommand)]
    import: Option<Verb>,
    #[command(flatten)]
    show: Show,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Import(Import),
}

#[derive(Debug, Args)]
struct Show {
    /// The study
    #[arg(required = true)]
    study: Option<PathBuf>,
    /// Divide the participants by this attribute
    #[arg(long)]
    by: Option<String>,
    #[command(flatten)]
    printing: Printing,
}

/// Take in the table of themes
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads a table with the columns id, name, claim, codes (several, separated by ;), parent. Writes \
STUDY/themes.csv, in place of the one before.

Example: qualkit themes import my-study themes.csv")]
struct Import {
    /// The study
    study: PathBuf,
    /// The table
    table: PathBuf,
}

impl Themes {
    pub fn run(self) -> Result<Answer, Failure> {
        match self.import {
            Some(Verb::Import(import)) => import.run(),
            None => self.show.run(),
        }
    }
}

impl Show {
    fn run(self) -> Result<Answer, Failure> {
        let folder = self.study.unwrap_or_default();
        let study = Study::open(&folder)?;
        let material = Material::load(&study)?;
        let layers = material.layered();
        if material.themes.is_empty() {
            let import = format!("qualkit themes import {} themes.csv", folder.display());
            return Err(Failure::data("the study has no themes yet").hint(import));
        }
        let matrix = match &self.by {
            Some(attribute) => {
                Some(theme_matrix(&material.themes, &layers, &material.cases, attribute).map_err(Failure::data)?)
            }
            None => None,
        };
        let counts = theme_counts(&material.themes, &layers);
        let mut table = themes_table(&material.themes, &material.history.codebook, &counts, matrix.as_ref());
        table.note(material.layers_told());
        let blind = blind_of(&study)?;
        let (table, _) = table.blinded(&blind);
        refuse_survivors(&blind, "the themes", &table.csv())?;
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}

impl Import {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let codebook = codebook_of(&study)?.codebook;
        let themes = adopt(&study, &self.table, "themes.csv", |table| {
            let themes = ThemeTable::read(table).map_err(|errors| errors.to_string())?;
            let unknown: Vec<String> = themes.check(&codebook).iter().map(ToString::to_string).collect();
            if unknown.is_empty() { Ok(themes) } else { Err(unknown.join("\n")) }
        })?;
        for (code, holders) in themes.shared_codes() {
            let holders: Vec<String> = holders.iter().map(ToString::to_string).collect();
            say(format!("the code '{code}' is held by {}: their counts overlap", holders.join(" and ")));
        }
        say(counted(themes.len(), "theme", "themes"));
        Ok(Answer::Yes)
    }
}
