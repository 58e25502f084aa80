use std::path::PathBuf;

use clap::{Args, Subcommand};
use qualkit_coding::{CoderId, CoderKind};
use qualkit_report::{Cell, Column, Table};
use qualkit_study::{Changes, Study};

use crate::coder::{parse_coder, refuse_capitals};
use crate::failure::{Answer, Failure};
use crate::print::{Printing, say};

/// Who codes: list the coders, or add one
#[derive(Debug, Subcommand)]
pub enum Coder {
    Add(Add),
    List(List),
}

/// Add a coder to study.toml
#[derive(Debug, Args)]
#[command(after_long_help = "Example: qualkit coder add my-study a --name \"First analyst\" --kind person")]
pub struct Add {
    /// The study
    study: PathBuf,
    /// The coder's id
    #[arg(value_parser = parse_coder)]
    id: CoderId,
    /// The name that reports print
    #[arg(long)]
    name: Option<String>,
    /// person, rule, model or consensus
    #[arg(long, default_value_t = CoderKind::Person)]
    kind: CoderKind,
}

/// List the coders and what they have done
#[derive(Debug, Args)]
pub struct List {
    /// The study
    study: PathBuf,
    #[command(flatten)]
    printing: Printing,
}

impl Coder {
    pub fn run(self) -> Result<Answer, Failure> {
        match self {
            Coder::Add(add) => add.run(),
            Coder::List(list) => list.run(),
        }
    }
}

impl Add {
    fn run(self) -> Result<Answer, Failure> {
        let (mut study, lock) = Study::open_to_write(&self.study)?;
        if study.manifest().coder(self.id.as_str()).is_some() {
            return Err(Failure::data(format!("the study has a coder '{}' already", self.id))
                .hint("change the name or kind in study.toml"));
        }
        refuse_capitals(&study, &self.id)?;
        let name = self.name.unwrap_or_else(|| self.id.to_string());
        let coder = qualkit_coding::Coder { id: self.id, name, kind: self.kind };
        let mut changes = Changes::new();
        study.add_coder(&coder, &mut changes)?;
        lock.commit(changes)?;
        say(format!("added the {} '{}'", coder.kind, coder.id));
        Ok(Answer::Yes)
    }
}

impl List {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let mut table = Table::new("coders", "Coders");
        table.columns = vec![
            Column::words("id", "Id"),
            Column::words("name", "Name"),
            Column::words("kind", "Kind"),
            Column::number("transcripts", "Transcripts"),
            Column::number("codings", "Codings"),
        ];
        for coder in &study.manifest().coders {
            let sets = study.all_codings(&coder.id)?;
            let codings: usize = sets.iter().map(|set| set.codings().len()).sum();
            table.push([
                Cell::text(coder.id.as_str()),
                Cell::text(&coder.name),
                Cell::text(coder.kind.to_string()),
                Cell::Count(sets.len() as u64),
                Cell::Count(codings as u64),
            ]);
        }
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}
