use std::path::{Path, PathBuf};

use clap::Args;
use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_compare::{
    Asked, Choice, CodedUnits, Domains, FEWEST_CLUSTERS, Intervals, Judging, Layout, Measured, Overlap, Statistic,
    Unit, UnknownUnit, code_ratings, coded_units, diagnose_study, estimates, estimates_by_code, estimates_of_spans,
    finished_texts,
};
use qualkit_report::tables::{
    agreement_by_code, agreement_by_pair, agreement_overview, estimates_table, study_diagnostics,
    with_specific_agreement,
};
use qualkit_report::{AgreementResults, Format, Round, Table};
use qualkit_study::Study;

use crate::asking::{About, Asking, Input, IntervalName, parse_whole};
use crate::failure::{Answer, Failure};
use crate::heeded::{refuse_unheeded, typed};
use crate::print::{Printing, print, say, stamp};
use crate::rounds::{Loaded, Wanted, blocks, rounds};
use crate::verbs::agree_programs::{As, print_programs};
use crate::verbs::agree_table;
use crate::verbs::codebook_of;
use crate::verbs::known_code;

/// Measure how far coders agree, in a study or on any table of ratings
#[derive(Debug, Args)]
#[command(after_long_help = "\
On a study: per code and pair of coders both, only the first, only the second, neither, percent agreement and \
Cohen's kappa with its interval; for more than two coders Fleiss' kappa and Krippendorff's alpha; and values \
pooled over codes (De Vries 2008). Rounds of the plan are shown one by one. Only units that every compared coder \
has finished count; --overlap says when a unit bears a code. With --measure, --pairs or --interval, and in CSV and \
JSON, there is one row per statistic instead; clusters are transcripts. --diagnostics ranks the codes, transcripts \
and coders that pull agreement down, and the codes that stand for each other. --sets takes for each unit the set of \
all codes that a coder gave it.

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
    /// A cell that stands for a missing rating; may be given several times
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
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

    fn study(&self) -> Result<Answer, Failure> {
        let table = &self.of_table;
        let for_tables = [
            (table.layout.is_some(), "--layout"),
            (!table.missing.is_empty(), "--missing"),
            (!table.categories.is_empty(), "--categories"),
            (table.cluster.is_some(), "--cluster"),
            (table.start.is_some(), "--start"),
            (table.length.is_some(), "--length"),
        ];
        if let Some((_, option)) = for_tables.iter().find(|(given, _)| *given) {
            return Err(Failure::usage(format!("{option} is for tables; this is a study")));
        }
        if self.asking.diagnostics && !self.of_study.code.is_empty() {
            let problem = "--diagnostics looks at what stands in the place of a code, and so at all codes";
            return Err(Failure::usage(problem).hint("leave --code out"));
        }
        self.heed()?;
        let study = Study::open(&self.input)?;
        let wanted = self.wanted(&study)?;
        if self.programs.is_asked() {
            return self.as_programs(&study, &wanted);
        }
        let usual = if self.sets { IntervalName::ClusterBootstrap } else { IntervalName::OneCode };
        let unheeded = self.asking.takes_units_as_independent(usual).then(|| TRANSCRIPTS_UNHEEDED.to_owned());
        if let (Some(unheeded), Format::Csv) = (&unheeded, self.printing.format) {
            say(unheeded);
        }
        if self.sets {
            let mut results = self.measured_on_sets(&study, &wanted)?;
            tell(&mut results.remarks, unheeded);
            print_results(&results, &self.printing)?;
            return self.judge(&results);
        }
        if self.of_study.code.is_empty() && self.asking.asks_for_pooled_interval() {
            let failure =
                Failure::usage("--on lower needs an interval, and values pooled over codes have none by this method");
            return Err(failure.hint(
                "--interval cluster-bootstrap makes one, of five transcripts or more; or name a code with --code",
            ));
        }
        let people = matches!(self.printing.format, Format::Text | Format::Markdown | Format::Latex);
        if people && !self.asking.is_particular() {
            return self.overview(&study, &wanted);
        }
        let mut results = self.measured(&study, &wanted)?;
        tell(&mut results.remarks, unheeded);
        print_results(&results, &self.printing)?;
        self.judge(&results)
    }

    /// Refuses options that would change nothing, and measures of what a study does not have.
    fn heed(&self) -> Result<(), Failure> {
        let named = self.asking.named()?;
        for statistic in &named {
            if self.sets && !statistic.is_for_sets() {
                let failure = Failure::usage(format!("--measure: {statistic} does not compare sets of codes"));
                return Err(failure.hint(format!("with --sets there are {}", Statistic::names_for_sets().join(", "))));
            }
            if !self.sets && statistic.is_of_sets() {
                let failure = Failure::usage(format!("--measure: {statistic} compares sets of codes"));
                return Err(failure.hint("--sets takes units as sets of codes"));
            }
        }
        let programs = self.programs.is_asked();
        let fixed = !programs && (named.is_empty() || named.iter().any(|statistic| !statistic.is_of_spans()));
        let (input, statistics) = match self.sets {
            true => (Input::StudyAsSets, self.asking.of_sets()?),
            false => (Input::Study, named),
        };
        let about = About { input, statistics: &statistics, programs, fixed };
        let asked = &self.of_study;
        let on_units = fixed || self.asking.diagnostics && !programs;
        let units = "is for statistics of units, not for those of spans and not for --as";
        let of_study = [
            typed("--unit", asked.unit.is_some(), on_units, units),
            typed("--overlap", asked.overlap.is_some(), on_units, units),
            typed("--all-turns", asked.all_turns, on_units, units),
            typed("--sets", self.sets, !programs, "takes units as sets of codes, and other programs have no units"),
        ];
        let all = of_study.into_iter().chain(self.asking.typed(&about, &self.printing)).chain(self.programs.typed());
        refuse_unheeded(all)
    }

    /// The tables that most reports need.
    fn overview(&self, study: &Study, wanted: &Wanted) -> Result<Answer, Failure> {
        let rounds = rounds(study, wanted)?;
        let mut tables: Vec<Table> = vec![agreement_overview(&rounds)];
        for round in &rounds {
            let by_code = agreement_by_code(round, None);
            if self.asking.by_category {
                tables.push(with_specific_agreement(by_code, round));
            } else if !self.asking.diagnostics {
                tables.push(by_code);
            }
            if !self.asking.diagnostics {
                tables.push(agreement_by_pair(round));
            }
        }
        if self.asking.diagnostics {
            let asked = self.asked(IntervalName::OneCode)?;
            for (block, round) in blocks(study, &wanted.coders, &wanted.rounds)?.into_iter().zip(&rounds) {
                tables.extend(self.diagnosed(&Loaded::of(study, block)?, round, &asked, wanted)?);
            }
        }
        tell_once(&mut tables);
        self.printing.print(&tables)?;
        if rounds.iter().all(|round| round.comparison.units == 0) {
            say("no unit was finished by every compared coder; qualkit done marks what a coder has finished");
        }
        if self.asking.at_least.is_none() {
            return Ok(Answer::Yes);
        }
        self.judge(&self.measured(study, wanted)?)
    }

    /// What was asked, round by round and code by code.
    fn measured(&self, study: &Study, wanted: &Wanted) -> Result<AgreementResults, Failure> {
        let asked = self.asked(IntervalName::OneCode)?;
        let (of_units, of_spans) = split(asked.clone());
        let rounds = rounds(study, wanted)?;
        let mut results = AgreementResults {
            layout: "study".to_owned(),
            level: asked.options.level.name().to_owned(),
            ..AgreementResults::default()
        };
        let mut all_coders: Vec<String> = Vec::new();
        for (block, round) in blocks(study, &wanted.coders, &wanted.rounds)?.into_iter().zip(&rounds) {
            let loaded = Loaded::of(study, block)?;
            let compared = &round.comparison;
            let codes: Vec<CodeId> = compared.per_code.iter().map(|code| code.code.clone()).collect();
            let rated =
                code_ratings(&codes, &compared.coders, &loaded.compared(), wanted.judging).map_err(Failure::data)?;
            let coders: Vec<String> = compared.coders.iter().map(ToString::to_string).collect();
            let transcripts: Vec<String> = compared.transcripts.iter().map(|one| one.id.to_string()).collect();
            let mut answers = match &of_units.choice {
                Choice::Named(none) if none.is_empty() => Vec::new(),
                _ => estimates_by_code(&rated, &coders, &transcripts, &of_units),
            };
            if let Choice::Named(spans) = &of_spans.choice
                && !spans.is_empty()
            {
                let finished = finished_texts(&codes, &compared.coders, &loaded.compared()).map_err(Failure::data)?;
                answers.extend(estimates_of_spans(&finished.coded, &of_spans));
            }
            results.round_of.extend(std::iter::repeat_n(round.name.clone(), answers.len()));
            results.estimates.extend(answers);
            results.units += compared.units;
            results.categories = results.categories.max(codes.len());
            tell(&mut results.remarks, round.told());
            tell(&mut results.remarks, too_few_transcripts(&asked, round.name.as_str(), transcripts.len()));
            for coder in coders {
                if !all_coders.contains(&coder) {
                    all_coders.push(coder);
                }
            }
            if self.asking.diagnostics {
                results.diagnostics.extend(self.diagnosed(&loaded, round, &asked, wanted)?);
            }
        }
        results.coder_count = all_coders.len();
        results.coders = all_coders;
        tell(&mut results.remarks, self.asking.pairs_add_nothing(results.coder_count));
        results.seed = self.asking.seed_of(&results.estimates);
        Ok(results)
    }

    /// What was asked, round by round, with units as sets of codes.
    fn measured_on_sets(&self, study: &Study, wanted: &Wanted) -> Result<AgreementResults, Failure> {
        let asked = self.asked(IntervalName::ClusterBootstrap)?;
        let mut results = AgreementResults { layout: "study".to_owned(), ..AgreementResults::default() };
        results.level = asked.options.level.name().to_owned();
        for (block, round) in blocks(study, &wanted.coders, &wanted.rounds)?.into_iter().zip(rounds(study, wanted)?) {
            let loaded = Loaded::of(study, block)?;
            let units = self.units(&loaded, &round, wanted)?;
            let answers = estimates(&units.table(), &asked);
            results.round_of.extend(std::iter::repeat_n(round.name.clone(), answers.len()));
            results.estimates.extend(answers);
            results.units += units.sets.all.units();
            results.missing_cells += units.sets.all.missing_cells();
            results.categories = results.categories.max(units.codes.len());
            tell(&mut results.remarks, round.told_of_sets(&units));
            tell(&mut results.remarks, too_few_transcripts(&asked, round.name.as_str(), units.sets.clusters.len()));
            let new: Vec<String> = units.coders.iter().filter(|id| !results.coders.contains(id)).cloned().collect();
            results.coders.extend(new);
            if self.asking.diagnostics {
                let found = diagnose_study(&units, &asked, true);
                results.diagnostics.extend(study_diagnostics(&round, &units, &found));
            }
        }
        results.coder_count = results.coders.len();
        tell(&mut results.remarks, self.asking.pairs_add_nothing(results.coder_count));
        results.seed = self.asking.seed_of(&results.estimates);
        Ok(results)
    }

    fn asked(&self, usual: IntervalName) -> Result<Asked, Failure> {
        self.asking.asked(&["absent".to_owned(), "present".to_owned()], &[1.0, 2.0], true, usual)
    }

    /// The units of a round with all their codes; without --sets those that every coder has finished.
    fn units(&self, loaded: &Loaded, round: &Round, wanted: &Wanted) -> Result<CodedUnits, Failure> {
        let compared = &round.comparison;
        let codes: Vec<CodeId> = compared.per_code.iter().map(|code| code.code.clone()).collect();
        let units = coded_units(&codes, &compared.coders, &loaded.compared(), wanted.judging).map_err(Failure::data)?;
        Ok(if self.sets && !self.asking.complete { units } else { units.complete_only() })
    }

    fn diagnosed(&self, loaded: &Loaded, round: &Round, asked: &Asked, wanted: &Wanted) -> Result<Vec<Table>, Failure> {
        let units = self.units(loaded, round, wanted)?;
        Ok(study_diagnostics(round, &units, &diagnose_study(&units, asked, false)))
    }

    /// Whether agreement reaches what was asked for: pooled over codes, or that of the codes named.
    fn judge(&self, results: &AgreementResults) -> Result<Answer, Failure> {
        let names = |answer: &Measured| {
            self.asking.names_measures() && answer.measure.parse().map_or(true, Statistic::is_agreement)
        };
        let is_judged = |answer: &Measured| {
            if self.sets {
                let named = names(answer) || answer.measure == "krippendorff_alpha";
                return named && answer.category.is_none();
            }
            let usual = if answer.coders.len() == 2 { "cohen_kappa" } else { "fleiss_kappa" };
            let named = names(answer) || answer.measure == usual;
            named && answer.category.is_some() != self.of_study.code.is_empty()
        };
        let judged: Vec<_> =
            results.round_of.iter().zip(&results.estimates).filter(|(_, answer)| is_judged(answer)).collect();
        if judged.is_empty() && self.asking.at_least.is_some() {
            let problem = "--at-least judges values over all codes, and there are none of these measures";
            return Err(Failure::usage(problem).hint("--code CODE judges codes by themselves"));
        }
        let reached = self.asking.reaches(judged.into_iter().map(|(round, answer)| {
            let all = if answer.category.is_none() { "all codes: " } else { "" };
            (format!("round {round}, {all}"), answer)
        }));
        Ok(if reached { Answer::Yes } else { Answer::No })
    }

    fn as_programs(&self, study: &Study, wanted: &Wanted) -> Result<Answer, Failure> {
        let history = codebook_of(study)?;
        let mut told = Vec::new();
        for block in blocks(study, &wanted.coders, &wanted.rounds)? {
            let loaded = Loaded::of(study, block)?;
            let finished =
                finished_texts(&wanted.codes, &loaded.block.coders, &loaded.compared()).map_err(Failure::data)?;
            if finished.left_out > 0 {
                say(format!("{} characters that some coder has not finished are left out", finished.left_out));
            }
            let domains = Domains::of_codebook(&history.codebook, &wanted.codes);
            told.push(self.programs.of(finished.coded, Some(loaded.block.name.clone()), Some(domains))?);
        }
        print_programs("study", told, &self.printing)?;
        Ok(Answer::Yes)
    }

    fn wanted(&self, study: &Study) -> Result<Wanted, Failure> {
        let history = codebook_of(study)?;
        let asked = &self.of_study;
        let codes: Vec<CodeId> = match asked.code.is_empty() {
            true => history.codebook.codes().map(|code| code.id.clone()).collect(),
            false => asked.code.iter().map(|code| known_code(&history, code)).collect::<Result<_, _>>()?,
        };
        let coders: Vec<CoderId> = self
            .coders
            .iter()
            .map(|coder| study.coder(coder).map(|coder| coder.id.clone()))
            .collect::<Result<_, _>>()?;
        Ok(Wanted {
            coders,
            rounds: asked.round.clone(),
            codes,
            judging: Judging {
                unit: asked.unit.map_or_else(|| unit_of(study), Ok)?,
                all_turns: asked.all_turns,
                overlap: asked.overlap.unwrap_or_default(),
            },
            options: self.asking.plain_options(),
        })
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
    match qualkit_table::nearest(&meant, names.iter().map(String::as_str)) {
        Some(name) => failure.hint(format!("did you mean '{}'?", path.with_file_name(name).display())),
        None => failure,
    }
}

const TRANSCRIPTS_UNHEEDED: &str =
    "These intervals take units of one transcript to be independent; --interval cluster-bootstrap does not.";

/// Adds what has not been said yet.
fn tell(remarks: &mut Vec<String>, told: impl IntoIterator<Item = String>) {
    for remark in told {
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
}

/// Why there are no intervals from resamples of transcripts, where there are too few.
fn too_few_transcripts(asked: &Asked, round: &str, transcripts: usize) -> Option<String> {
    let is_asked = matches!(asked.intervals, Intervals::Clusters(_));
    (is_asked && transcripts < FEWEST_CLUSTERS).then(|| {
        format!(
            "Intervals from resamples of transcripts take at least {FEWEST_CLUSTERS}, and round {round} has \
             {transcripts}."
        )
    })
}

/// What is asked of units, and what of the places that were coded.
fn split(asked: Asked) -> (Asked, Asked) {
    let (spans, units) = match &asked.choice {
        Choice::Named(named) => named.iter().partition(|statistic| statistic.is_of_spans()),
        _ => (Vec::new(), Vec::new()),
    };
    let choice = if matches!(asked.choice, Choice::Named(_)) { Choice::Named(units) } else { asked.choice.clone() };
    (Asked { choice, ..asked.clone() }, Asked { choice: Choice::Named(spans), ..asked })
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
