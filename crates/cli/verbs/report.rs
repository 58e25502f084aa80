use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use qualkit_agreement::Options;
use qualkit_codebook::CodeId;
use qualkit_compare::Judging;
use qualkit_report::{Decisions, InputFile, Report as Pages, ReportInput, Round, Stamp, Work, report};
use qualkit_study::Study;
use qualkit_text::digest;
use qualkit_themes::{Filter, Quotation, choose, quotations};

use crate::analysis::{Material, blind_of};
use crate::failure::{Answer, Failure};
use crate::print::{counted, say, stamp};
use crate::read;
use crate::rounds::{Wanted, rounds};
use crate::verbs::agree::unit_of;
use crate::verbs::quotes::picked;

/// Quotations in a report if none were picked.
const QUOTATIONS: usize = 12;

/// Write the report: report.md, report.html, tables/*.csv, manifest.json
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads the whole study. The report holds the sample, a methods paragraph with the numbers filled in, agreement by \
round, the codebook, themes with their codes and participants by attribute, co-occurrence, the quotation table \
(quotes.csv if there is one, otherwise twelve chosen without chance), definitions, and a manifest with the \
digest of every input. Words that blind.csv lists are replaced; if one is left anywhere, nothing is written. The \
same study gives the same bytes. The HTML page loads nothing.

Example: qualkit report my-study --out report")]
pub struct Report {
    /// The study
    study: PathBuf,
    /// The folder to write to; an earlier report in it is replaced
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The attribute by which sample and themes are divided [default: the first that an attribution may show]
    #[arg(long)]
    by: Option<String>,
    /// Write into a folder that holds other files
    #[arg(long)]
    force: bool,
}

impl Report {
    pub fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let mut problems = study.check()?;
        problems.extend(crate::analysis::check(&study));
        let errors = problems.iter().filter(|problem| problem.severity == qualkit_study::Severity::Error).count();
        if errors > 0 {
            let told = counted(errors, "error", "errors");
            return Err(Failure::data(format!("the study has {told}, so a report on it would be wrong"))
                .hint(format!("qualkit check {} tells them", self.study.display())));
        }
        self.check_folder()?;
        let material = Material::load(&study)?;
        let pages = self.make(&study, &material)?;
        let written = write(&self.out, &pages)?;
        say(format!("{}: {written}", self.out.display()));
        Ok(Answer::Yes)
    }

    fn make(&self, study: &Study, material: &Material) -> Result<Pages, Failure> {
        let manifest = study.manifest();
        let layers = material.layered();
        let rounds = compared(study, material)?;
        let work = work(study, material)?;
        let decisions = decisions(study)?;
        let attribute = self.attribute(study, material);
        let stamp = Stamp { seed: Some(manifest.seed), ..stamp() };
        let quotations = chosen(study, material, attribute.as_deref())?;
        let command = match &self.by {
            Some(by) => format!("qualkit report STUDY --out FOLDER --by {by}"),
            None => "qualkit report STUDY --out FOLDER".to_owned(),
        };
        let inputs = inputs(study)?;
        let blind = blind_of(study)?;
        report(&ReportInput {
            title: &manifest.title,
            note: &manifest.note,
            stamp: &stamp,
            command: &command,
            inputs: &inputs,
            transcripts: &material.transcripts,
            cases: &material.cases,
            attribute: attribute.as_deref(),
            attribution: &manifest.attribution,
            coders: &manifest.coders,
            work: &work,
            rounds: &rounds,
            decisions: &decisions,
            layers: &layers,
            codebook: &material.history.codebook,
            codebook_version: material.history.version,
            changes: &material.history.changes,
            themes: &material.themes,
            quotations: &quotations,
            blind: &blind,
        })
        .map_err(Failure::data)
    }

    /// The attribute that was asked for, or the first that may be shown and that the cases have.
    fn attribute(&self, study: &Study, material: &Material) -> Option<String> {
        let known = |name: &&String| material.cases.attributes().contains(name);
        self.by.clone().or_else(|| study.manifest().attribution.iter().find(known).cloned())
    }

    /// An earlier report may be replaced, other people's files not.
    fn check_folder(&self) -> Result<(), Failure> {
        let folder = &self.out;
        if self.force || !folder.exists() || folder.join("manifest.json").is_file() {
            return Ok(());
        }
        let mut entries = fs::read_dir(folder).map_err(|error| Failure::io("read the folder", folder, &error))?;
        match entries.next() {
            None => Ok(()),
            Some(_) => Err(Failure::data(format!("'{}' holds files that are no report", folder.display()))
                .hint("name another folder, or write into this one with --force")),
        }
    }
}

/// The rounds of double coding; none if nobody coded the same transcripts.
fn compared(study: &Study, material: &Material) -> Result<Vec<Round>, Failure> {
    if study.judges().count() < 2 {
        return Ok(Vec::new());
    }
    let codes: Vec<CodeId> = material.history.codebook.codes().map(|code| code.id.clone()).collect();
    let wanted = Wanted {
        coders: Vec::new(),
        rounds: Vec::new(),
        codes,
        judging: Judging { unit: unit_of(study)?, ..Judging::default() },
        options: Options::default(),
    };
    let mut rounds = rounds(study, &wanted)?;
    rounds.retain(|round| round.comparison.units > 0);
    Ok(rounds)
}

/// What every coder has done on every transcript.
fn work(study: &Study, material: &Material) -> Result<Vec<Work>, Failure> {
    let mut work = Vec::new();
    for coder in &study.manifest().coders {
        for set in study.all_codings(&coder.id)? {
            let transcript = material.transcripts.iter().find(|transcript| transcript.id() == set.transcript());
            work.extend(transcript.and_then(|transcript| Work::of(transcript, &set)));
        }
    }
    Ok(work)
}

fn decisions(study: &Study) -> Result<Vec<Decisions>, Failure> {
    let mut all = Vec::new();
    for round in study.plan()?.rounds() {
        let decided = study.decisions(&round.name)?;
        if decided.is_empty() {
            continue;
        }
        let mut outcomes: Vec<(String, usize)> = Vec::new();
        for decision in &decided {
            // `recode:OTHER` names the other code behind the colon.
            let outcome = decision.decision.split(':').next().unwrap_or_default();
            match outcomes.iter_mut().find(|(known, _)| known == outcome) {
                Some((_, count)) => *count += 1,
                None => outcomes.push((outcome.to_owned(), 1)),
            }
        }
        outcomes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let with_reason = decided.iter().filter(|decision| !decision.reason.is_empty()).count();
        all.push(Decisions { round: round.name, total: decided.len(), with_reason, outcomes, decided_by: Vec::new() });
    }
    Ok(all)
}

/// The quotations that were picked, or a balanced choice.
fn chosen(study: &Study, material: &Material, attribute: Option<&str>) -> Result<Vec<Quotation>, Failure> {
    if study.layout().at("quotes.csv").exists() {
        return picked(study, material);
    }
    let (codebook, layers, cases) = (&material.history.codebook, material.layered(), &material.cases);
    let all = quotations(codebook, &material.themes, &layers, cases, &Filter::default()).map_err(Failure::data)?;
    Ok(choose(&all, QUOTATIONS, cases, attribute).into_iter().cloned().collect())
}

/// Every file of the study that the report is made of, with its digest.
fn inputs(study: &Study) -> Result<Vec<InputFile>, Failure> {
    let mut inputs = Vec::new();
    for path in study.files()? {
        let name = study.layout().told(&path);
        let bytes = fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
        inputs.push(InputFile { name, sha256: digest(&bytes) });
    }
    Ok(inputs)
}

/// Writes the report's files, and takes out those of an earlier report that this one does not have.
fn write(folder: &Path, pages: &Pages) -> Result<String, Failure> {
    let earlier = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    read::write_all(folder, &pages.files)?;
    let kept = |name: &str| pages.files.iter().any(|(known, _)| known == &format!("tables/{name}"));
    if let Ok(entries) = fs::read_dir(folder.join("tables")) {
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !kept(&name) && earlier.contains(&format!("\"tables/{name}\"")) {
                fs::remove_file(&path).map_err(|error| Failure::io("remove", &path, &error))?;
            }
        }
    }
    Ok(counted(pages.files.len(), "file", "files"))
}
