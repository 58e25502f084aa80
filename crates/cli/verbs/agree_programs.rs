use std::str::FromStr;

use clap::Args;
use qualkit_compare::{CodedTexts, Data, Domains, Program, ProgramSettings, RatingsTable, as_program, own_values};
use qualkit_report::{Format, ProgramResults, ProgramRound};

use crate::failure::Failure;
use crate::print::{Printing, print, say, stamp};

/// Other programs by whose rules agreement is counted.
#[derive(Debug, Args)]
pub struct As {
    /// Print what other programs would: nvivo, maxqda, atlasti, qualcoder, dedoose, or all
    #[arg(long = "as", value_name = "PROGRAM", value_delimiter = ',')]
    programs: Vec<ProgramName>,
}

#[derive(Clone, Copy, Debug)]
enum ProgramName {
    All,
    One(Program),
}

impl FromStr for ProgramName {
    type Err = String;

    fn from_str(text: &str) -> Result<ProgramName, String> {
        match text {
            "all" => Ok(ProgramName::All),
            text => text
                .parse()
                .map(ProgramName::One)
                .map_err(|error: qualkit_compare::UnknownProgram| format!("{error}; or all")),
        }
    }
}

impl As {
    /// Whether any program was named.
    pub fn is_asked(&self) -> bool {
        !self.programs.is_empty()
    }

    /// The programs, each once, in the order in which they were named.
    fn programs(&self) -> Vec<Program> {
        let mut programs: Vec<Program> = Vec::new();
        for name in &self.programs {
            let named = match name {
                ProgramName::All => Program::ALL.to_vec(),
                ProgramName::One(program) => vec![*program],
            };
            programs.extend(named.into_iter().filter(|program| !programs.contains(program)).collect::<Vec<_>>());
        }
        programs
    }

    /// Whether values depend on how much of two segments is common.
    pub fn takes_segment_overlap(&self) -> bool {
        self.programs().contains(&Program::Maxqda)
    }

    /// What the programs say of some codings, with our own values. A program that has none says why.
    pub fn of(
        &self,
        coded: CodedTexts,
        segment_overlap: Option<f64>,
        name: Option<String>,
        domains: Option<Domains>,
    ) -> Result<Told, Failure> {
        let overlap = segment_overlap.unwrap_or(ProgramSettings::default().overlap);
        let domains = domains.unwrap_or_else(|| Domains::single(&coded.codes));
        let settings = ProgramSettings { overlap, domains: Some(domains.clone()) };
        let programs = self.programs();
        let (mut values, mut remarks) = (Vec::new(), Vec::new());
        for &program in &programs {
            match as_program(program, &coded, &settings) {
                Ok(found) => values.extend(found),
                Err(error) if programs.len() > 1 => {
                    remarks.push(format!("{} has no values here: {error}.", program.title()));
                }
                Err(error) => return Err(Failure::data(format!("{}: {error}", program.title()))),
            }
        }
        let own = own_values(&coded).map_err(Failure::data)?;
        Ok(Told { round: ProgramRound { name, coded, domains, values, own }, remarks })
    }
}

/// What programs say of some codings, and what has to be said beside.
pub struct Told {
    pub round: ProgramRound,
    pub remarks: Vec<String>,
}

/// Prints what programs say: one object in JSON, one table in CSV, tables for people.
pub fn print_programs(layout: &str, told: Vec<Told>, printing: &Printing) -> Result<(), Failure> {
    let (rounds, remarks): (Vec<ProgramRound>, Vec<Vec<String>>) =
        told.into_iter().map(|told| (told.round, told.remarks)).unzip();
    let results = ProgramResults { layout: layout.to_owned(), rounds, remarks: remarks.concat() };
    match printing.format {
        Format::Json => print(results.json(&stamp())),
        Format::Csv => {
            results.remarks.iter().for_each(say);
            printing.print(&[results.table()])
        }
        _ => printing.print(&results.tables_for_people()),
    }
}

/// Spans as coded texts, for the rules of other programs.
pub fn coded_texts(table: &RatingsTable) -> Result<CodedTexts, Failure> {
    let Data::Spans(spans) = &table.data else {
        return Err(Failure::usage("--as needs the places that were coded: a study, or a table with --layout spans"));
    };
    Ok(CodedTexts {
        coders: table.coders.clone(),
        codes: table.categories.clone(),
        texts: spans.texts.clone(),
        continua: spans.continua.clone(),
    })
}
