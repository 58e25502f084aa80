use std::collections::BTreeMap;

use qualkit_agreement::Continuum;
use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_compare::{
    Asked, Choice, CodedTexts, CodedUnits, Domains, Judging, Measured, Statistic, code_ratings, coded_units,
    diagnose_study, estimates, estimates_by_code, estimates_of_spans, finished_texts,
};
use qualkit_report::tables::{
    agreement_by_code, agreement_by_pair, agreement_overview, study_diagnostics, with_specific_agreement,
};
use qualkit_report::{AgreementResults, Format, Round, Table, texts_told};
use qualkit_study::Study;

use super::{Agree, print_results, unit_of};
use crate::asking::{About, Input, IntervalName, references_told};
use crate::failure::{Answer, Failure};
use crate::heeded::{refuse_unheeded, typed};
use crate::print::say;
use crate::rounds::{Loaded, Wanted, blocks, rounds};
use crate::verbs::agree_programs::print_programs;
use crate::verbs::codebook_of;
use crate::verbs::known_code;

impl Agree {
    /// Measures agreement in a study.
    pub(super) fn study(&self) -> Result<Answer, Failure> {
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
        tell_of_unknown_codes(&study, &wanted)?;
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
            if statistic.is_of_numbers() {
                let failure = Failure::usage(format!(
                    "--measure: {statistic} computes with numbers, and a unit of a study has a code or not"
                ));
                return Err(
                    failure.hint(format!("of numbers in a table: qualkit agree TABLE.csv --measure {statistic}"))
                );
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
        let about = About { input, statistics: &statistics, programs: &self.programs, fixed };
        let asked = &self.of_study;
        let on_units = fixed || self.asking.diagnostics && !programs;
        let units = "is for statistics of units, not for those of spans and not for --as";
        let of_study = [
            typed("--unit", asked.unit.is_some(), on_units, units),
            typed("--overlap", asked.overlap.is_some(), on_units, units),
            typed("--all-turns", asked.all_turns, on_units, units),
            typed("--sets", self.sets, !programs, "takes units as sets of codes, and other programs have no units"),
        ];
        refuse_unheeded(of_study.into_iter().chain(self.asking.typed(&about, &self.printing)))
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
            let mut answers = match asks_nothing(&of_units) {
                true => Vec::new(),
                false => estimates_by_code(&rated, &coders, &transcripts, &of_units),
            };
            let on_units = !asks_nothing(&of_units);
            if on_units {
                results.units += compared.units;
                tell(&mut results.remarks, round.told());
            }
            if !asks_nothing(&of_spans) {
                let finished = finished_texts(&codes, &compared.coders, &loaded.compared()).map_err(Failure::data)?;
                answers.extend(estimates_of_spans(&finished.coded, &of_spans));
                tell(&mut results.remarks, round.told_of_spans(&finished));
                if !on_units {
                    results.units += segments(&finished.coded);
                }
            }
            results.round_of.extend(std::iter::repeat_n(round.name.clone(), answers.len()));
            results.estimates.extend(answers);
            results.categories = results.categories.max(codes.len());
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
        tell(&mut results.remarks, references_told(&results.estimates));
        tell(&mut results.remarks, self.asking.pairs_add_nothing(results.coder_count, &results.estimates));
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
            let new: Vec<String> = units.coders.iter().filter(|id| !results.coders.contains(id)).cloned().collect();
            results.coders.extend(new);
            if self.asking.diagnostics {
                let found = diagnose_study(&units, &asked, true);
                results.diagnostics.extend(study_diagnostics(&round, &units, &found));
            }
        }
        results.coder_count = results.coders.len();
        tell(&mut results.remarks, self.asking.pairs_add_nothing(results.coder_count, &results.estimates));
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
            let texts = texts_told(&loaded.block.name, &finished);
            let domains = Domains::of_codebook(&history.codebook, &wanted.codes);
            let overlap = self.asking.segment_overlap;
            let mut of_round =
                self.programs.of(finished.coded, overlap, Some(loaded.block.name.clone()), Some(domains))?;
            of_round.remarks.insert(0, texts);
            told.push(of_round);
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
}

/// Tells of codings that are not compared because the codebook does not have their code.
fn tell_of_unknown_codes(study: &Study, wanted: &Wanted) -> Result<(), Failure> {
    let codebook = codebook_of(study)?.codebook;
    let compared = |coder: &CoderId| wanted.coders.is_empty() || wanted.coders.contains(coder);
    let mut unknown = BTreeMap::<CodeId, usize>::new();
    for coder in study.judges().map(|coder| &coder.id).filter(|coder| compared(coder)) {
        for set in study.all_codings(coder)? {
            let codes = set.codings().iter().map(|coding| &coding.code);
            codes.filter(|code| codebook.get(code.as_str()).is_none()).for_each(|code| {
                *unknown.entry(code.clone()).or_default() += 1;
            });
        }
    }
    if !unknown.is_empty() {
        let each: Vec<String> = unknown.iter().map(|(code, times)| format!("'{code}' ({times})")).collect();
        let codes = each.join(", ");
        say(format!(
            "codings of codes that the codebook does not have are not compared: {codes}; qualkit check says where"
        ));
    }
    Ok(())
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

fn asks_nothing(asked: &Asked) -> bool {
    matches!(&asked.choice, Choice::Named(none) if none.is_empty())
}

/// How many segments coders marked.
fn segments(coded: &CodedTexts) -> u64 {
    coded.continua.iter().flat_map(Continuum::coders).map(|segments| segments.len() as u64).sum()
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

/// Leaves out the notes that stand under an earlier table already.
fn tell_once(tables: &mut [Table]) {
    let mut told: Vec<String> = Vec::new();
    for table in tables {
        table.notes.retain(|note| !told.contains(note));
        told.extend(table.notes.iter().cloned());
    }
}
