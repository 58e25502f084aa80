use std::path::PathBuf;

use clap::{Args, Subcommand};
use qualkit_report::tables::{Attribution, quotations_table};
use qualkit_study::Study;
use qualkit_themes::{Filter, PickedQuote, Quotation, choose, quotations, verify_quotes};

use crate::analysis::{Material, blind_of, picked_of, refuse_survivors};
use crate::failure::{Answer, Failure};
use crate::print::{Printing, counted, say};
use crate::verbs::cases::adopt;

/// Make a quotation table, or import the quotations that were picked
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_long_help = "\
Every coding of the analysed layers as a quotation, with theme, code, verbatim words and what study.toml allows \
to be shown of the speaker; words that blind.csv lists are replaced. --choose takes some without chance: theme by \
theme, those first who were quoted least, passages of about 40 words before others. --picked shows the \
quotations of quotes.csv, verified against transcript and coding.

Examples: qualkit quotes my-study --code partner-handoff --where role=administrator
          qualkit quotes my-study --choose 12
          qualkit quotes import my-study quotes.csv"
)]
pub struct Quotes {
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
    /// Only this code and the codes under it
    #[arg(long)]
    code: Option<String>,
    /// Only this theme and the themes under it
    #[arg(long)]
    theme: Option<String>,
    /// Only participants with this value of an attribute
    #[arg(long = "where", value_name = "ATTRIBUTE=VALUE", value_parser = parse_where)]
    only: Option<(String, String)>,
    /// Only quotations of at least so many words
    #[arg(long, value_name = "WORDS", default_value_t = 0)]
    least: usize,
    /// Only quotations of at most so many words
    #[arg(long, value_name = "WORDS")]
    most: Option<usize>,
    /// Choose so many, balanced over themes, participants and roles
    #[arg(long, value_name = "COUNT")]
    choose: Option<usize>,
    /// Show the quotations of quotes.csv
    #[arg(long, conflicts_with_all = ["code", "theme", "only", "least", "most", "choose"])]
    picked: bool,
    /// Show transcript and turn too: for the team, not for print
    #[arg(long)]
    places: bool,
    #[command(flatten)]
    printing: Printing,
}

/// Take in the quotations that were picked for the report
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads a table with the columns transcript, quote, code and, where known, turn and theme. Each quotation must \
stand word for word in its transcript and bear its code in the analysed layer; nothing is taken in otherwise. \
Writes STUDY/quotes.csv; the report prints them in this order as Q1, Q2, …

Example: qualkit quotes import my-study quotes.csv")]
struct Import {
    /// The study
    study: PathBuf,
    /// The table
    table: PathBuf,
}

impl Quotes {
    pub fn run(self) -> Result<Answer, Failure> {
        match self.import {
            Some(Verb::Import(import)) => import.run(),
            None => self.show.run(),
        }
    }
}

impl Show {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(self.study.as_deref().unwrap_or_else(|| std::path::Path::new(".")))?;
        let material = Material::load(&study)?;
        let mut found = if self.picked { picked(&study, &material)? } else { self.filtered(&material)? };
        if let Some(count) = self.choose {
            let attribute = study.manifest().attribution.first().map(String::as_str);
            found = choose(&found, count, &material.cases, attribute).into_iter().cloned().collect();
        }
        let attribution = Attribution { cases: &material.cases, attributes: &study.manifest().attribution };
        let codebook = &material.history.codebook;
        let mut table = quotations_table(&found, codebook, &material.themes, attribution, self.places);
        table.note(material.layers_told());
        let blind = blind_of(&study)?;
        let (table, replaced) = table.blinded(&blind);
        refuse_survivors(&blind, "the quotations", &table.csv())?;
        self.printing.print(&[table])?;
        say(format!("{} replaced", counted(replaced.total() as usize, "word was", "words were")));
        Ok(Answer::Yes)
    }

    fn filtered(&self, material: &Material) -> Result<Vec<Quotation>, Failure> {
        let filter = Filter {
            code: self.code.as_deref(),
            theme: self.theme.as_deref(),
            attribute: self.only.as_ref().map(|(attribute, value)| (attribute.as_str(), value.as_str())),
            least_words: self.least,
            most_words: self.most,
        };
        let (codebook, layers) = (&material.history.codebook, material.layered());
        quotations(codebook, &material.themes, &layers, &material.cases, &filter).map_err(Failure::data)
    }
}

/// The quotations of quotes.csv, all of which must hold.
pub fn picked(study: &Study, material: &Material) -> Result<Vec<Quotation>, Failure> {
    let Some(picked) = picked_of(study)? else {
        let study = study.layout().root().display();
        return Err(Failure::data("no quotations were picked yet")
            .hint(format!("qualkit quotes import {study} quotes.csv takes them in")));
    };
    let (quotations, problems) = verify_quotes(&picked, &material.themes, &material.layered());
    if problems.is_empty() {
        return Ok(quotations);
    }
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(Failure::in_file(&study.layout().at("quotes.csv"), told.join("\n")))
}

impl Import {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let material = Material::load(&study)?;
        let count = adopt(&study, &self.table, "quotes.csv", |table| {
            let picked = PickedQuote::read_all(table)
                .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
            let (_, problems) = verify_quotes(&picked, &material.themes, &material.layered());
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            if told.is_empty() { Ok(picked.len()) } else { Err(told.join("\n")) }
        })?;
        say(format!("{} verified and taken in", counted(count, "quotation", "quotations")));
        Ok(Answer::Yes)
    }
}

fn parse_where(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    parts.ok_or_else(|| "expected ATTRIBUTE=VALUE, for example role=administrator".to_owned())
}
