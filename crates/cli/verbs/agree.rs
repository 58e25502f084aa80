use std::path::{Path, PathBuf};

use clap::Args;
use qualkit_compare::{Layout, Overlap, Unit, UnknownUnit};
use qualkit_report::tables::estimates_table;
use qualkit_report::{AgreementResults, Format};
use qualkit_study::Study;
use qualkit_table::is_near;

use crate::asking::{Asking, parse_whole};
use crate::failure::{Answer, Failure};
use crate::print::{Printing, print, stamp};
use crate::verbs::agree_programs::As;
use crate::verbs::agree_table;

mod study;

/// Measure how far coders agree, in a study or on any table of ratings
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads a study, or a table of ratings (CSV), and changes neither. Results go to stdout, in --format; cautions about a \
table in CSV, and values that do not reach --at-least, go to stderr.

On a study: per code and pair of coders both, only the first, only the second, neither, percent agreement and \
Cohen's kappa with its interval; for more than two coders Fleiss' kappa and Krippendorff's alpha; and values \
pooled over codes (De Vries 2008). Rounds of the plan are shown one by one. Only units that every compared coder \
has finished count; --overlap says when a unit bears a code. With --measure, --pairs or --interval, and in CSV and \
JSON, there is one row per statistic instead; clusters are transcripts. --diagnostics ranks the codes, transcripts \
and coders that pull agreement down, and the codes that stand for each other. --sets takes for each unit the set of \
all codes that a coder gave it. Statistics of spans (u_alpha, gamma, span_f1, …) have no units: they compare the places \
that were marked, on the characters of the texts that every coder has finished.

On a table: the same statistics and many more. Layouts: wide (one row per unit, one column per coder, column 'unit' \
is optional), long (unit,coder,code), confusion (square, rows are the first coder), counts (one row per unit, one \
column per category), spans (coder,start,end,code and optional text). In wide and long tables an empty cell is \
missing; in confusion and counts it is 0, which is told. With --sets a cell holds several codes, separated by ';', \
and a lone ';' is the empty set.

--as: what other programs would print for the same codings, each by its own rule.

--at-least: exit code 1 if agreement is lower: of the measures named, else of kappa (Cohen's for two coders, Fleiss' \
for more), in a study pooled over codes in every round, or with --code of every code named. Errors such as pk_mean, of \
which less is better, are refused.

Definitions and formulas of everything: docs/agreement.md.

Examples: qualkit agree my-study --unit sentence --coders a,b
          qualkit agree my-study --measure krippendorff_alpha --interval cluster-bootstrap
          qualkit agree ratings.csv --measure all --format json
          qualkit agree spans.csv --measure gamma,u_alpha --seed 7")]
pub struct Agree {
    /// The study, or a table of ratings
    input: PathBuf,
    /// Only these coders, separated by commas
    #[arg(long, value_delimiter = ',')]
    coders: Vec<String>,
    /// Units as sets of codes: of a study all codes that a coder gave a unit; in a table a cell 'a;b'
    #[arg(long)]
    sets: bool,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    programs: As,
    #[command(flatten)]
    of_study: OfStudy,
    #[command(flatten)]
    of_table: OfTable,
    #[command(flatten)]
    printing: Printing,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "In a study")]
struct OfStudy {
    /// What agreement is judged on: turn, sentence, paragraph or character [default: the study's]
    #[arg(long)]
    unit: Option<Unit>,
    /// How much of a unit must be coded for it to bear a code: any, or a share such as 0.5 [default: any]
    #[arg(long, allow_negative_numbers = true)]
    overlap: Option<Overlap>,
    /// Only this code; may be given several times
    #[arg(long)]
    code: Vec<String>,
    /// Only this round of the plan; may be given several times
    #[arg(long)]
    round: Vec<String>,
    /// Turns of interviewers and moderators too
    #[arg(long)]
    all_turns: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Of a table")]
struct OfTable {
    /// The layout: wide, long, confusion, counts or spans [default: by the names of the columns]
    #[arg(long)]
    layout: Option<Layout>,
    /// Cells that stand for a missing rating, parted by blanks
    #[arg(long, value_name = "VALUE …", allow_hyphen_values = true)]
    missing: Vec<String>,
    /// The categories in their order, separated by commas: nobody need have used them all
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true)]
    categories: Vec<String>,
    /// The column that tells which cluster (transcript, site) a unit lies in
    #[arg(long, value_name = "COLUMN")]
    cluster: Option<String>,
    /// Where every text of a table of spans begins [default: 0]
    #[arg(long, value_name = "PLACE", value_parser = parse_whole::<u64>, allow_negative_numbers = true)]
    start: Option<u64>,
    /// How long every text of a table of spans is, from its start [default: up to its last span]
    #[arg(long, value_name = "NUMBER", value_parser = parse_whole::<u64>, allow_negative_numbers = true)]
    length: Option<u64>,
}

impl Agree {
    pub fn run(self) -> Result<Answer, Failure> {
        if self.input.is_dir() { self.study() } else { self.table() }
    }

    fn table(&self) -> Result<Answer, Failure> {
        let study = &self.of_study;
        let for_studies = [
            (study.unit.is_some(), "--unit"),
            (study.overlap.is_some(), "--overlap"),
            (!study.code.is_empty(), "--code"),
            (!study.round.is_empty(), "--round"),
            (study.all_turns, "--all-turns"),
        ];
        if let Some((_, option)) = for_studies.iter().find(|(given, _)| *given) {
            let input = self.input.display();
            let failure = Failure::usage(format!("{option} is for studies, and '{input}' is no folder"));
            return Err(failure);
        }
        check_categories(&self.of_table.categories)?;
        if !self.input.exists() {
            return Err(nothing_there(&self.input));
        }
        agree_table::run(&agree_table::TableInput {
            path: &self.input,
            layout: self.of_table.layout,
            coders: &self.coders,
            missing: &self.of_table.missing,
            categories: &self.of_table.categories,
            cluster: self.of_table.cluster.as_deref(),
            sets: self.sets,
            start: self.of_table.start,
            length: self.of_table.length,
            asking: &self.asking,
            programs: &self.programs,
            printing: &self.printing,
        })
    }
}

/// Refuses categories that are typed wrong: measures that count the categories would change by them unseen.
fn check_categories(categories: &[String]) -> Result<(), Failure> {
    if categories.iter().any(|category| category.trim().is_empty()) {
        let failure = Failure::usage("--categories names a category without a name: a comma stands too much");
        return Err(failure.hint("an empty cell is a missing rating, not a category"));
    }
    let mut before = categories.iter().enumerate();
    match before.find_map(|(at, category)| categories[..at].contains(category).then_some(category)) {
        Some(twice) => Err(Failure::usage(format!("--categories names '{twice}' twice"))),
        None => Ok(()),
    }
}

/// Says that neither a table nor a study is there, and what is there under a name like it.
fn nothing_there(path: &Path) -> Failure {
    let failure = Failure::usage(format!("there is no table and no study '{}'", path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let meant = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Endings such as .csv are alike without anything being meant by it.
    let stem = |name: &str| Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let is_near = |name: &&str| stem(name).zip(stem(&meant)).is_some_and(|(name, meant)| is_near(&name, &meant));
    match qualkit_table::nearest(&meant, names.iter().map(String::as_str).filter(is_near)) {
        Some(name) => failure.hint(format!("did you mean '{}'?", path.with_file_name(name).display())),
        None if !folder.is_dir() => failure.hint(format!("there is no folder '{}' either", folder.display())),
        None => {
            names.retain(|name| name.ends_with(".csv"));
            let shown = names.iter().take(5).map(|name| format!("'{}'", path.with_file_name(name).display()));
            let shown = shown.collect::<Vec<_>>().join(", ");
            let more = if names.len() > 5 { format!(" and {} more", names.len() - 5) } else { String::new() };
            match shown.as_str() {
                "" => failure.hint("a table is a CSV file; a study is a folder that holds study.toml"),
                _ => failure.hint(format!("tables there: {shown}{more}")),
            }
        }
    }
}

/// Prints results: one object in JSON, one table in CSV, tables for people.
pub fn print_results(results: &AgreementResults, printing: &Printing) -> Result<(), Failure> {
    let mut stamp = stamp();
    stamp.seed = results.seed;
    match printing.format {
        Format::Json => print(results.json(&stamp)),
        _ => {
            let mut tables = vec![estimates_table(results)];
            tables.extend(results.diagnostics.iter().cloned());
            printing.print_stamped(&tables, &stamp)
        }
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
