use std::path::PathBuf;

use clap::Args;
use qualkit_agreement::{Confidence, Options};
use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_compare::{Judging, Layout, Overlap, Unit, UnknownUnit};
use qualkit_report::tables::{agreement_by_code, agreement_by_pair, agreement_overview};
use qualkit_report::{Format, Round, Table};
use qualkit_study::Study;

use crate::coder::parse_coder;
use crate::failure::{Answer, Failure};
use crate::print::{Printing, say};
use crate::rounds::{Wanted, rounds};
use crate::verbs::agree_table;
use crate::verbs::codebook_of;
use crate::verbs::known_code;

/// Measure how far coders agree, in a study or on any table of ratings
#[derive(Debug, Args)]
#[command(after_long_help = "\
On a study: per code and pair of coders both, only the first, only the second, neither, percent agreement and \
Cohen's kappa with its interval; for more than two coders Fleiss' kappa and Krippendorff's alpha; and values \
pooled over codes (De Vries 2008). Rounds of the plan are shown one by one. Only units that every compared coder \
has finished count; a unit bears a code if any coding of that code shares a character with it.

On a table: the same statistics. Layouts: wide (one row per unit, one column per coder, column 'unit' is \
optional), long (unit,coder,code), confusion (square, rows are the first coder), counts (one row per unit, one \
column per category). An empty cell is missing.

--at-least: exit code 1 if the kappa (Cohen's for two coders, Fleiss' for more) pooled over codes is lower in \
any round, or is undefined; with --code, if that of any named code is. Definitions: docs/agreement.md.

Examples: qualkit agree my-study --unit sentence --coders a,b
          qualkit agree ratings.csv --format json")]
pub struct Agree {
    /// The study, or a table of ratings
    input: PathBuf,
    /// What agreement is judged on: turn, sentence, paragraph or character [default: the study's]
    #[arg(long)]
    unit: Option<Unit>,
    /// How much of a unit must be coded for it to bear a code: any, or a share such as 0.5 [default: any]
    #[arg(long)]
    overlap: Option<Overlap>,
    /// Only this code; may be given several times
    #[arg(long)]
    code: Vec<String>,
    /// Only these coders, separated by commas
    #[arg(long, value_delimiter = ',', value_parser = parse_coder)]
    coders: Vec<CoderId>,
    /// Only this round of the plan; may be given several times
    #[arg(long)]
    round: Vec<String>,
    /// Turns of interviewers and moderators too
    #[arg(long)]
    all_turns: bool,
    /// The confidence level of intervals
    #[arg(long, default_value = "0.95", value_parser = parse_level)]
    confidence: Confidence,
    /// Exit with 1 if agreement is lower
    #[arg(long, value_name = "KAPPA", allow_negative_numbers = true)]
    at_least: Option<f64>,
    /// The layout of a table: wide, long, confusion or counts [default: long if it has the columns unit, coder and code, otherwise wide]
    #[arg(long)]
    layout: Option<Layout>,
    /// A cell of a table that stands for a missing rating; may be given several times
    #[arg(long, value_name = "VALUE")]
    missing: Vec<String>,
    /// The categories of a table, separated by commas: nobody need have used them all
    #[arg(long, value_delimiter = ',')]
    categories: Vec<String>,
    #[command(flatten)]
    printing: Printing,
}

impl Agree {
    pub fn run(self) -> Result<Answer, Failure> {
        if self.input.is_dir() { self.study() } else { self.table() }
    }

    fn study(&self) -> Result<Answer, Failure> {
        if self.layout.is_some() || !self.missing.is_empty() || !self.categories.is_empty() {
            return Err(Failure::usage("--layout, --missing and --categories are for tables; this is a study"));
        }
        let study = Study::open(&self.input)?;
        let wanted = self.wanted(&study)?;
        let rounds = rounds(&study, &wanted)?;
        let mut tables: Vec<Table> = vec![agreement_overview(&rounds)];
        for round in &rounds {
            tables.push(agreement_by_code(round, None));
            tables.push(agreement_by_pair(round));
        }
        if matches!(self.printing.format, Format::Text | Format::Markdown | Format::Latex) {
            tell_once(&mut tables);
        }
        self.printing.print(&tables)?;
        if rounds.iter().all(|round| round.comparison.units == 0) {
            say("no unit was finished by every compared coder; qualkit done marks what a coder has finished");
        }
        Ok(self.answer(&rounds))
    }

    fn wanted(&self, study: &Study) -> Result<Wanted, Failure> {
        let history = codebook_of(study)?;
        let codes: Vec<CodeId> = match self.code.is_empty() {
            true => history.codebook.codes().map(|code| code.id.clone()).collect(),
            false => self.code.iter().map(|code| known_code(&history, code)).collect::<Result<_, _>>()?,
        };
        Ok(Wanted {
            coders: self.coders.clone(),
            rounds: self.round.clone(),
            codes,
            judging: Judging {
                unit: self.unit.map_or_else(|| unit_of(study), Ok)?,
                all_turns: self.all_turns,
                overlap: self.overlap.unwrap_or_default(),
            },
            options: Options { confidence: self.confidence, ..Options::default() },
        })
    }

    /// Whether agreement reaches what was asked for.
    fn answer(&self, rounds: &[Round]) -> Answer {
        let Some(least) = self.at_least else { return Answer::Yes };
        let mut answer = Answer::Yes;
        for round in rounds {
            let compared = &round.comparison;
            let two = compared.coders.len() == 2;
            let values: Vec<(String, Option<f64>)> = if self.code.is_empty() {
                let pooled = match two {
                    true => compared.pooled.pairs[0].kappa.as_ref(),
                    false => compared.pooled.fleiss.as_ref(),
                };
                vec![("all codes".to_owned(), pooled.ok().map(|pooled| pooled.value))]
            } else {
                let kappa = |code: &qualkit_compare::CodeAgreement| {
                    let outcome = if two { &code.pairs[0].kappa } else { &code.fleiss };
                    outcome.as_ref().ok().map(|estimate| estimate.value)
                };
                compared.per_code.iter().map(|code| (code.code.to_string(), kappa(code))).collect()
            };
            for (what, value) in values {
                if value.is_none_or(|value| value < least) {
                    let value = value.map_or("undefined".to_owned(), |value| format!("{value:.3}"));
                    let kappa = if two { "Cohen's kappa" } else { "Fleiss' kappa" };
                    say(format!("round {}, {what}: {kappa} is {value}, less than {least}", round.name));
                    answer = Answer::No;
                }
            }
        }
        answer
    }

    fn table(&self) -> Result<Answer, Failure> {
        let for_studies = [
            (self.unit.is_some(), "--unit"),
            (self.overlap.is_some(), "--overlap"),
            (!self.code.is_empty(), "--code"),
            (!self.round.is_empty(), "--round"),
            (self.all_turns, "--all-turns"),
        ];
        if let Some((_, option)) = for_studies.iter().find(|(given, _)| *given) {
            let input = self.input.display();
            let failure = Failure::usage(format!("{option} is for studies, and '{input}' is no folder"));
            return Err(failure);
        }
        agree_table::run(&agree_table::TableInput {
            path: &self.input,
            layout: self.layout,
            coders: &self.coders,
            missing: &self.missing,
            categories: &self.categories,
            options: Options { confidence: self.confidence, ..Options::default() },
            at_least: self.at_least,
            printing: &self.printing,
        })
    }
}

/// Leaves out the notes that stand under an earlier table already.
fn tell_once(tables: &mut [Table]) {
    let mut told: Vec<String> = Vec::new();
    for table in tables {
        table.notes.retain(|note| !told.contains(note));
        told.extend(table.notes.iter().cloned());
    }
}

/// The unit that the study's manifest names.
pub fn unit_of(study: &Study) -> Result<Unit, Failure> {
    study
        .manifest()
        .unit
        .parse()
        .map_err(|error: UnknownUnit| Failure::in_file(&study.layout().manifest(), format!("unit: {error}")))
}

fn parse_level(text: &str) -> Result<Confidence, String> {
    let level = text.parse().map_err(|_| "expected a proportion, for example 0.95".to_owned())?;
    Confidence::new(level).map_err(|error| error.to_string())
}
