use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use qualkit_report::{Cell, Column, Table};
use qualkit_study::{Changes, Study, StudyError};
use qualkit_table::Writer;
use qualkit_transcript::Cases as CaseTable;

use crate::failure::{Answer, Failure};
use crate::print::{Printing, counted, say};
use crate::{clock, read};

/// Participants and their attributes: import or list
#[derive(Debug, Subcommand)]
pub enum Cases {
    Import(Import),
    List(List),
}

/// Take in the table of cases
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads a table with the column id; every other column is an attribute (role, county, …). Writes \
STUDY/cases.csv, in place of the one before.

Example: qualkit cases import my-study cases.csv")]
pub struct Import {
    /// The study
    study: PathBuf,
    /// The table
    table: PathBuf,
    /// Take in a table that has no participant of this study
    #[arg(long)]
    force: bool,
}

/// List the cases
#[derive(Debug, Args)]
pub struct List {
    /// The study
    study: PathBuf,
    #[command(flatten)]
    printing: Printing,
}

impl Cases {
    pub fn run(self) -> Result<Answer, Failure> {
        match self {
            Cases::Import(verb) => verb.run(),
            Cases::List(verb) => verb.run(),
        }
    }
}

impl Import {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let cases = adopt(&study, &self.table, "cases.csv", |table| {
            let cases = CaseTable::read(table).map_err(|error| error.to_string())?;
            let known = participants(&study).map_err(|error| error.to_string())?;
            let is_strange = !known.is_empty() && !known.iter().any(|case| cases.contains(case));
            match is_strange && !self.force {
                true => Err("none of its ids is a participant of this study (--force takes it in)".to_owned()),
                false => Ok(cases),
            }
        })?;
        let attributes = cases.attributes().join(", ");
        say(format!("{} with the attributes {attributes}", counted(cases.ids().len(), "case", "cases")));
        Ok(Answer::Yes)
    }
}

/// The cases that speakers have, and the ids of transcripts.
fn participants(study: &Study) -> Result<Vec<String>, StudyError> {
    let mut known = Vec::new();
    for transcript in study.transcripts()? {
        known.push(transcript.id().to_string());
        known.extend(
            transcript.details().speakers.iter().filter_map(|speaker| Some(speaker.case.as_ref()?.to_string())),
        );
    }
    Ok(known)
}

impl List {
    fn run(self) -> Result<Answer, Failure> {
        let cases = Study::open(&self.study)?.cases()?;
        let mut table = Table::new("cases", "Cases");
        table.columns = vec![Column::words("id", "Id")];
        table.columns.extend(cases.attributes().iter().map(|name| Column::words(name, name)));
        for case in cases.ids() {
            let value = |name: &String| Cell::text(cases.value(case.as_str(), name).unwrap_or_default());
            let values = cases.attributes().iter().map(value);
            table.push([Cell::text(case.as_str())].into_iter().chain(values));
        }
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}

/// Takes a table into the study under a name, written in our way, once `check` has read it.
pub fn adopt<T>(
    study: &Study,
    file: &Path,
    name: &str,
    check: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, Failure> {
    let lock = study.lock()?;
    let text = read::text(file)?;
    let value = check(&text).map_err(|problems| Failure::in_file(file, problems))?;
    let (table, rows) = Writer::copy(&text).map_err(|error| Failure::in_file(file, error))?;
    if rows == 0 {
        let path = study.layout().at(name);
        return Err(Failure::in_file(file, "the table has a header and no row")
            .hint(format!("to do without it, remove '{}'", path.display())));
    }
    let mut changes = Changes::new();
    changes.write(study.layout().at(name), table);
    study.log(&mut changes, None, &clock::now()?, "import", name);
    lock.commit(changes)?;
    Ok(value)
}
