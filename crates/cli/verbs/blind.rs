use std::path::PathBuf;

use clap::{Args, Subcommand};
use qualkit_report::{Blind as Words, Cell, Column, Table};
use qualkit_study::Study;

use crate::analysis::blind_of;
use crate::failure::{Answer, Failure};
use crate::print::{Printing, counted, say};
use crate::verbs::cases::adopt;

/// Words that quotes and reports replace: import the list, or count it
#[derive(Debug, Subcommand)]
pub enum Blind {
    Import(Import),
    Count(Count),
}

/// Take in the list of words to blind
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads a table with the columns words, replacement, kind (organisation, county, person, …). Writes \
STUDY/blind.csv, in place of the one before. Quotes, reports and exported tables replace the words wherever they \
stand: whole words, the longest first, in any capitals unless a column `match` says `exact`, possessives and plurals too; a replacement stands in \
square brackets. A report in which a listed word is left anywhere is refused.

Example: qualkit blind import my-study blind.csv")]
pub struct Import {
    /// The study
    study: PathBuf,
    /// The table
    table: PathBuf,
}

/// Tell how many words of each kind are listed, without the words
#[derive(Debug, Args)]
pub struct Count {
    /// The study
    study: PathBuf,
    #[command(flatten)]
    printing: Printing,
}

impl Blind {
    pub fn run(self) -> Result<Answer, Failure> {
        match self {
            Blind::Import(verb) => verb.run(),
            Blind::Count(verb) => verb.run(),
        }
    }
}

impl Import {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let words =
            adopt(&study, &self.table, "blind.csv", |table| Words::read(table).map_err(|errors| errors.to_string()))?;
        let mut spoken = String::new();
        for transcript in study.transcripts()? {
            spoken.push_str(transcript.text().as_str());
        }
        for (listed, found, count) in words.other_capitals(&spoken) {
            say(format!(
                "'{listed}' is listed, and '{found}' stands {} in the transcripts: it will be replaced as well; 'exact' in a \
                 column 'match' leaves it",
                counted(count, "time", "times")
            ));
        }
        say(format!("{} will be blinded", counted(words.len(), "form", "forms")));
        Ok(Answer::Yes)
    }
}

impl Count {
    fn run(self) -> Result<Answer, Failure> {
        let words = blind_of(&Study::open(&self.study)?)?;
        let mut table = Table::new("blind", "Words that quotes and reports replace");
        table.columns = vec![Column::words("kind", "Kind"), Column::number("forms", "Forms")];
        for (kind, forms) in words.kinds() {
            table.push([Cell::text(kind), Cell::Count(forms)]);
        }
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}
