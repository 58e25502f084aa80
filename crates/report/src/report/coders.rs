use std::collections::BTreeSet;

use qualkit_coding::{CoderId, CoderKind};
use qualkit_transcript::TranscriptId;

use super::{ReportInput, Work};
use crate::prose::{capitalized, counted, grouped, listed, number};
use crate::table::rounded;

/// So many transcripts that are not finished are named; the others are counted.
const NAMED: usize = 12;

/// Who coded, by kind. A model is never counted among people.
pub(super) fn who(input: &ReportInput<'_>) -> String {
    let at_work: BTreeSet<&CoderId> = input.work.iter().map(|work| &work.coder).collect();
    let of_kind = |kind: CoderKind| {
        let names = input.coders.iter().filter(|coder| coder.kind == kind && at_work.contains(&coder.id));
        names.map(|coder| coder.name.as_str()).collect::<Vec<_>>()
    };
    let (people, models) = (of_kind(CoderKind::Person), of_kind(CoderKind::Model));
    let mut told = Vec::new();
    if !people.is_empty() {
        told.push(format!("{} coded the transcripts ({}).", counted(people.len(), "person"), listed(&people)));
    }
    if !models.is_empty() {
        let nobody = if people.is_empty() { "; no person coded" } else { "" };
        told.push(format!(
            "{} coded the transcripts ({}). A model coder is a program, such as a language model{nobody}.",
            counted(models.len(), "model coder"),
            listed(&models),
        ));
    }
    if !of_kind(CoderKind::Rule).is_empty() {
        let rules = "the codebook’s patterns were applied as a coder of their own, which counts neither as a person nor \
                     as a second coder.";
        told.push(rules.to_owned());
    }
    let told: Vec<String> = told.iter().map(|sentence| capitalized(sentence)).collect();
    told.join(" ")
}

/// How many transcripts were coded by several coders who judge, by one, and by rules only; what of them is
/// not finished; and what agreement is judged on.
pub(super) fn double_coding(input: &ReportInput<'_>) -> String {
    if input.transcripts.is_empty() {
        return String::new();
    }
    if input.work.is_empty() {
        return "No transcript has been coded yet.".to_owned();
    }
    let coded: Vec<Coded<'_>> = input.transcripts.iter().map(|transcript| coded(input, transcript.id())).collect();
    let (several, others): (Vec<&Coded<'_>>, Vec<&Coded<'_>>) = coded.iter().partition(|one| one.judges.len() > 1);
    let (one, none): (Vec<&Coded<'_>>, Vec<&Coded<'_>>) = others.into_iter().partition(|one| one.judges.len() == 1);
    let by_rules = none.iter().filter(|one| one.by_rule).count();

    let mut told = Vec::new();
    if several.is_empty() {
        told.push("No transcript was coded by more than one coder.".to_owned());
    } else {
        let all = input.transcripts.len();
        told.push(format!(
            "{} of {} ({} %) {} coded by more than one coder, {}{}.",
            capitalized(&number(several.len())),
            counted(all, "transcript"),
            rounded(several.len() as f64 / all as f64 * 100.0, 0),
            was(several.len()),
            completely(&several),
            unfinished(&several),
        ));
    }
    if !one.is_empty() {
        let count = capitalized(&counted(one.len(), "transcript"));
        told.push(format!("{count} {} coded by one coder only{}.", was(one.len()), unfinished(&one)));
    }
    if by_rules > 0 {
        let count = capitalized(&counted(by_rules, "transcript"));
        told.push(format!("{count} {} coded by the codebook’s patterns only.", was(by_rules)));
    }
    if !several.is_empty() {
        told.push(judged(input, &several));
    }
    told.join(" ")
}

/// Whose coding is analysed: of the transcripts that several coded, and of the others.
pub(super) fn analysed(input: &ReportInput<'_>) -> String {
    let by_coder = |is_double: bool| {
        let mut coders: Vec<(&CoderId, usize)> = Vec::new();
        let is_wanted = |id: &TranscriptId| (coded(input, id).judges.len() > 1) == is_double;
        for layer in input.layers.iter().filter(|layer| is_wanted(layer.transcript.id())) {
            match coders.iter_mut().find(|(coder, _)| *coder == layer.set.coder()) {
                Some((_, count)) => *count += 1,
                None => coders.push((layer.set.coder(), 1)),
            }
        }
        coders.sort_by_key(|(coder, _)| (!is_settled(input, coder), *coder));
        let told: Vec<String> =
            coders.into_iter().map(|(coder, count)| format!("{} ({count})", whose(input, coder))).collect();
        listed(&told)
    };
    let told = match (by_coder(true), by_coder(false)) {
        (several, others) if several.is_empty() && others.is_empty() => String::new(),
        (several, others) if several.is_empty() => format!("The analysis takes {others}."),
        (several, others) if others.is_empty() => {
            format!("Of the double-coded transcripts, the analysis takes {several}.")
        }
        (several, others) => {
            format!("Of the double-coded transcripts, the analysis takes {several}; of the others, {others}.")
        }
    };
    let is_analysed = |id: &TranscriptId| input.layers.iter().any(|layer| layer.transcript.id() == id);
    let left = || input.transcripts.iter().map(|transcript| transcript.id()).filter(|id| !is_analysed(id));
    let is_begun = |id: &TranscriptId| input.work.iter().any(|work| work.transcript == *id);
    let begun = left().filter(|id| is_begun(id)).count();
    let untouched = left().count() - begun;
    let not_analysed = |count: usize, why: &str| match count {
        0 => String::new(),
        1 => format!("One transcript is not analysed, as {why} it."),
        _ => format!("{} are not analysed, as {why} them.", capitalized(&counted(count, "transcript"))),
    };
    let mut told = vec![told, not_analysed(begun, "none of the coders whose codings are analysed has coded")];
    if !input.work.is_empty() {
        told.push(not_analysed(untouched, "nobody has coded"));
    }
    told.retain(|sentence| !sentence.is_empty());
    told.join(" ")
}

/// What was done on a transcript.
struct Coded<'a> {
    id: &'a TranscriptId,
    /// What coders did who judge for themselves, in the order of the study's coders.
    judges: Vec<&'a Work>,
    by_rule: bool,
}

fn coded<'a>(input: &ReportInput<'a>, id: &'a TranscriptId) -> Coded<'a> {
    let (coders, work) = (input.coders, input.work);
    let done = coders.iter().filter_map(|coder| {
        let its = work.iter().find(|work| work.transcript == *id && work.coder == coder.id)?;
        Some((coder.kind, its))
    });
    let done: Vec<(CoderKind, &Work)> = done.collect();
    let judges = done.iter().filter(|(kind, _)| kind.judges()).map(|(_, work)| *work).collect();
    Coded { id, judges, by_rule: done.iter().any(|(kind, _)| *kind == CoderKind::Rule) }
}

impl Coded<'_> {
    fn is_complete(&self) -> bool {
        self.judges.iter().all(|work| work.is_complete())
    }
}

fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

/// How many of the transcripts that several coded were finished by each of their coders.
fn completely(several: &[&Coded<'_>]) -> String {
    match (several.iter().filter(|one| one.is_complete()).count(), several.len()) {
        (1, 1) => "completely by each of them".to_owned(),
        (_, 1) => "but not completely by each of them".to_owned(),
        (complete, all) if complete == all => "all of them completely by each of their coders".to_owned(),
        (1, _) => "one of them completely by each of its coders".to_owned(),
        (0, _) => "none of them completely by each of their coders".to_owned(),
        (complete, _) => format!("{} of them completely by each of their coders", number(complete)),
    }
}

/// The transcripts that somebody began and did not finish, with the coders' ids, as tables have them.
fn unfinished(coded: &[&Coded<'_>]) -> String {
    let open: Vec<&&Coded<'_>> = coded.iter().filter(|one| !one.is_complete()).collect();
    let told = open.iter().take(NAMED).map(|one| {
        let mut unit = " turns";
        let work: Vec<String> = (one.judges.iter())
            .map(|work| {
                let [finished, answers] = [work.finished, work.answers].map(|count| grouped(count as u64));
                format!("{} {finished} of {answers}{}", work.coder, std::mem::take(&mut unit))
            })
            .collect();
        format!("{} ({})", one.id, work.join(", "))
    });
    let mut told: Vec<String> = told.collect();
    if open.len() > NAMED {
        told.push(format!("and {} more", number(open.len() - NAMED)));
    }
    if told.is_empty() { String::new() } else { format!("; not finished: {}", told.join(", ")) }
}

/// What agreement is judged on, or why it cannot be computed.
fn judged(input: &ReportInput<'_>, several: &[&Coded<'_>]) -> String {
    if input.rounds.is_empty() {
        let have_finished = |one: &&&Coded<'_>| one.judges.iter().filter(|work| work.finished > 0).count() > 1;
        let why = match several.iter().find(have_finished) {
            None => "nothing was finished by two coders",
            Some(_) => "nothing was finished by all of the coders who would be compared",
        };
        return format!("Agreement between coders cannot be computed, as {why}.");
    }
    let told: Vec<String> = input
        .rounds
        .iter()
        .map(|round| {
            let coders: Vec<String> = round.comparison.coders.iter().map(|id| round.name_of(id)).collect();
            let transcripts = counted(round.comparison.transcripts.len(), "transcript");
            let title = if round.is_planned() { format!("{}, ", round.title()) } else { String::new() };
            format!("{title}{transcripts} by {} ({})", listed(&coders), round.codebook())
        })
        .collect();
    let on = match input.rounds.iter().any(|round| round.is_planned()) {
        true => format!("in {}:", counted(told.len(), "round")),
        false => "on".to_owned(),
    };
    format!(
        "Agreement was judged {on} {}. Every code has its values and their intervals in the section on agreement.",
        told.join("; "),
    )
}

fn is_settled(input: &ReportInput<'_>, id: &CoderId) -> bool {
    input.coders.iter().any(|coder| coder.id == *id && coder.kind == CoderKind::Consensus)
}

fn name<'a>(input: &ReportInput<'a>, id: &'a CoderId) -> &'a str {
    let coder = input.coders.iter().find(|coder| coder.id == *id);
    coder.map_or(id.as_str(), |coder| coder.name.as_str())
}

fn whose(input: &ReportInput<'_>, id: &CoderId) -> String {
    if is_settled(input, id) { "the settled coding".to_owned() } else { format!("the coding by {}", name(input, id)) }
}
