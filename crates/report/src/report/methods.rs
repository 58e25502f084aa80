use std::collections::BTreeSet;

use qualkit_coding::{CoderId, CoderKind};
use qualkit_transcript::{Transcript, TranscriptId};

use super::ReportInput;
use crate::prose::{capitalized, counted, day, listed, number};
use crate::table::rounded;
use crate::tables::Sample;
use crate::{Block, Cell, Round};

/// What was done, with the numbers filled in; then what only the authors can say.
pub(super) fn paragraphs(input: &ReportInput<'_>, sample: &Sample) -> Vec<Block> {
    let mut paragraphs = vec![material(input, sample), coders(input), double_coding(input)];
    paragraphs.extend(input.rounds.iter().map(agreement));
    paragraphs.extend([settled(input), rest(input), codebook(input), themes(input), program(input)]);
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    let mut blocks: Vec<Block> = paragraphs.into_iter().map(Block::Paragraph).collect();
    blocks.push(Block::paragraph(FOR_THE_AUTHORS));
    blocks
}

const FOR_THE_AUTHORS: &str = "For the authors to add, as the data do not tell it (COREQ 1–23, SRQR 5–15): who \
    interviewed and in which relation to the participants, the approach and its reasons, how participants were sampled \
    and reached and who declined, the setting, the interview guide, recording and transcription, whether transcripts or \
    findings went back to participants, saturation, and ethical approval.";

fn material(input: &ReportInput<'_>, sample: &Sample) -> String {
    if input.transcripts.is_empty() {
        return "The study has no transcripts yet.".to_owned();
    }
    let interviews = counted(input.transcripts.len(), "interview");
    let participants = counted(sample.all.participants, "participant");
    let groups: Vec<String> =
        sample.groups.iter().map(|group| format!("{} ({})", group.value, group.participants)).collect();
    let groups = match &sample.attribute {
        Some(attribute) if !groups.is_empty() => format!("; by {attribute}: {}", listed(&groups)),
        _ => String::new(),
    };
    let formats = formats(input.transcripts);
    format!(
        "The study has {interviews} with {participants}{groups}.{} The transcripts hold {} and {} of participants{}.",
        recorded(input),
        counted(sample.all.turns, "turn"),
        counted(sample.all.words, "word"),
        if formats.is_empty() { String::new() } else { format!("; they were read from {}", listed(&formats)) },
    )
}

/// When the interviews were recorded: as the transcripts say, else as the cases do.
fn recorded(input: &ReportInput<'_>) -> String {
    let mut dates: Vec<&str> = input.transcripts.iter().filter_map(|transcript| date_of(input, transcript)).collect();
    dates.sort_unstable();
    let (Some(first), Some(last)) = (dates.first().and_then(|date| day(date)), dates.last().and_then(|date| day(date)))
    else {
        return String::new();
    };
    let missing = match input.transcripts.len() - dates.len() {
        0 => String::new(),
        missing => format!(" (the day of {} is not known)", counted(missing, "interview")),
    };
    if first == last {
        format!(" They were recorded on {first}{missing}.")
    } else {
        format!(" They were recorded between {first} and {last}{missing}.")
    }
}

fn date_of<'a>(input: &ReportInput<'a>, transcript: &'a Transcript) -> Option<&'a str> {
    let details = transcript.details();
    let cases = details.speakers.iter().filter_map(|speaker| speaker.case.as_ref());
    let of_cases = cases.filter_map(|case| input.cases.value(case.as_str(), "recorded"));
    details.recorded.as_deref().into_iter().chain(of_cases).find(|date| day(date).is_some())
}

/// Formats of the sources with the number of files, in the order of the alphabet.
fn formats(transcripts: &[Transcript]) -> Vec<String> {
    let formats: Vec<&str> = transcripts.iter().map(|transcript| transcript.details().source.format.as_str()).collect();
    let kinds: BTreeSet<&str> = formats.iter().copied().filter(|format| !format.is_empty()).collect();
    let count = |kind: &str| formats.iter().filter(|format| **format == kind).count();
    kinds.into_iter().map(|kind| format!("{kind} ({})", count(kind))).collect()
}

/// Who coded, by kind. A model is never counted among people.
fn coders(input: &ReportInput<'_>) -> String {
    let mut at_work: BTreeSet<&CoderId> = input.layers.iter().map(|layer| layer.set.coder()).collect();
    at_work.extend(input.rounds.iter().flat_map(|round| &round.comparison.coders));
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
        told.push("the codebook’s patterns were applied as a coder of their own.".to_owned());
    }
    let told: Vec<String> = told.iter().map(|sentence| capitalized(sentence)).collect();
    told.join(" ")
}

fn double_coded<'a>(input: &ReportInput<'a>) -> BTreeSet<&'a TranscriptId> {
    let rounds: &'a [Round] = input.rounds;
    rounds.iter().flat_map(|round| &round.comparison.transcripts).map(|one| &one.id).collect()
}

fn double_coding(input: &ReportInput<'_>) -> String {
    let double = double_coded(input).len();
    if double == 0 {
        return "No transcript was coded by more than one coder.".to_owned();
    }
    let all = input.transcripts.len();
    let rounds: Vec<String> = input
        .rounds
        .iter()
        .map(|round| {
            let coders: Vec<String> = round.comparison.coders.iter().map(|id| round.name_of(id)).collect();
            let transcripts = counted(round.comparison.transcripts.len(), "transcript");
            format!("{}, {transcripts} by {} ({})", round.title(), listed(&coders), round.codebook())
        })
        .collect();
    format!(
        "{} of {} ({} %) {} coded by more than one coder, in {}: {}. Every code has its values and their intervals in \
         the section on agreement.",
        capitalized(&number(double)),
        counted(all, "transcript"),
        rounded(double as f64 / all.max(1) as f64 * 100.0, 0),
        if double == 1 { "was" } else { "were" },
        counted(rounds.len(), "round"),
        rounds.join("; "),
    )
}

fn agreement(round: &Round) -> String {
    let (compared, pooled) = (&round.comparison, &round.comparison.pooled);
    let value = |outcome: &qualkit_compare::PooledOutcome| match outcome {
        Ok(pooled) => rounded(pooled.value, 2),
        Err(reason) => format!("undefined ({reason})"),
    };
    let percent = match &pooled.percent {
        Ok(percent) => Cell::Percent { value: percent.value, digits: 1 }.for_people().into_owned(),
        Err(reason) => format!("undefined ({reason})"),
    };
    let two = compared.coders.len() == 2;
    let kappas: Vec<String> = pooled
        .pairs
        .iter()
        .map(|pair| match two {
            true => value(&pair.kappa),
            false => format!("{} ({})", value(&pair.kappa), round.named(&[pair.first, pair.second])),
        })
        .collect();
    let mut measures = vec![format!("percent agreement was {percent}"), format!("Cohen’s kappa {}", listed(&kappas))];
    if !two {
        measures.push(format!("Fleiss’ kappa {}", value(&pooled.fleiss)));
    }
    measures.push(format!("Krippendorff’s alpha {}", value(&pooled.alpha)));
    format!(
        "In {}, agreement was judged on {} that every coder had finished, the unit being the {}. Pooled over the {} \
         that somebody applied, {}.",
        round.title(),
        counted(usize::try_from(compared.units).unwrap_or(usize::MAX), &compared.unit.to_string()),
        compared.unit,
        counted(pooled.codes, "code"),
        listed(&measures),
    )
}

fn settled(input: &ReportInput<'_>) -> String {
    let told = input.decisions.iter().map(|decisions| {
        let outcomes: Vec<String> = decisions.outcomes.iter().map(|(what, count)| format!("{what} {count}")).collect();
        let outcomes = if outcomes.is_empty() { String::new() } else { format!(" ({})", outcomes.join(", ")) };
        let by = match &decisions.decided_by[..] {
            [] => String::new(),
            who => format!(" by {}", listed(who)),
        };
        let reasons = match decisions.with_reason {
            all if all == decisions.total => "with a reason on record for each".to_owned(),
            some => format!("with a reason on record for {}", number(some)),
        };
        format!(
            "The disagreements of {} were settled individually{by}: {}{outcomes}, {reasons}.",
            crate::round::title(&decisions.round),
            counted(decisions.total, "decision"),
        )
    });
    told.collect::<Vec<_>>().join(" ")
}

/// Whose coding is analysed: of the transcripts that several coded, and of the others.
fn rest(input: &ReportInput<'_>) -> String {
    let double = double_coded(input);
    let by_coder = |is_double: bool| {
        let mut coders: Vec<(&CoderId, usize)> = Vec::new();
        for layer in input.layers.iter().filter(|layer| double.contains(layer.transcript.id()) == is_double) {
            match coders.iter_mut().find(|(coder, _)| *coder == layer.set.coder()) {
                Some((_, count)) => *count += 1,
                None => coders.push((layer.set.coder(), 1)),
            }
        }
        coders.sort_by_key(|(coder, _)| (!is_settled(input, coder), *coder));
        let total: usize = coders.iter().map(|(_, count)| count).sum();
        let told: Vec<String> =
            coders.into_iter().map(|(coder, count)| format!("{} ({count})", whose(input, coder))).collect();
        (total, listed(&told))
    };
    let mut told = Vec::new();
    let (several, whose_several) = by_coder(true);
    if several > 0 {
        told.push(format!("Of the double-coded transcripts, the analysis takes {whose_several}."));
    }
    let (one, whose_one) = by_coder(false);
    if one > 0 {
        let others = if several > 0 { "The others" } else { "All" };
        told.push(format!("{others} were coded once; the analysis takes {whose_one}."));
    }
    match input.transcripts.len() - input.layers.len() {
        0 => {}
        left => told.push(format!("{} not analysed, as nobody has coded them.", transcripts_are(left))),
    }
    told.join(" ")
}

fn transcripts_are(count: usize) -> String {
    capitalized(&format!("{} {}", counted(count, "transcript"), if count == 1 { "is" } else { "are" }))
}

fn is_settled(input: &ReportInput<'_>, id: &CoderId) -> bool {
    input.coders.iter().any(|coder| coder.id == *id && coder.kind == CoderKind::Consensus)
}

fn whose(input: &ReportInput<'_>, id: &CoderId) -> String {
    if is_settled(input, id) {
        return "the settled coding".to_owned();
    }
    let coder = input.coders.iter().find(|coder| coder.id == *id);
    format!("that of {}", coder.map_or(id.as_str(), |coder| coder.name.as_str()))
}

fn codebook(input: &ReportInput<'_>) -> String {
    if input.codebook.is_empty() {
        return "The codebook is empty.".to_owned();
    }
    let active: Vec<_> = input.codebook.codes().filter(|code| code.is_active()).collect();
    let leaves = active.iter().filter(|code| input.codebook.is_leaf(code.id.as_str())).count();
    let mut origins: Vec<(&str, usize)> = Vec::new();
    for origin in active.iter().map(|code| code.origin.as_str()).filter(|origin| !origin.is_empty()) {
        match origins.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, count)) => *count += 1,
            None => origins.push((origin, 1)),
        }
    }
    let origins: Vec<String> = origins.iter().map(|(origin, count)| format!("{} {origin}", number(*count))).collect();
    format!(
        "The codebook stands at version {}. It has {}, {} of them at the ends of its tree{}.",
        input.codebook_version,
        counted(active.len(), "code"),
        number(leaves),
        if origins.is_empty() { String::new() } else { format!("; by origin, {}", listed(&origins)) },
    )
}

fn themes(input: &ReportInput<'_>) -> String {
    if input.themes.is_empty() {
        return String::new();
    }
    let top = input.themes.children(None).count();
    let under = input.themes.len() - top;
    let under = match under {
        0 => String::new(),
        under => format!(" with {} under them", counted(under, "theme")),
    };
    let illustrated = match input.quotations.len() {
        0 => String::new(),
        1 => "; one quotation illustrates them".to_owned(),
        several => format!("; {} illustrate them", counted(several, "quotation")),
    };
    format!(
        "Codes were gathered into {}{under}. Themes are counted by participants, not by codings{illustrated}.",
        counted(top, "theme"),
    )
}

fn program(input: &ReportInput<'_>) -> String {
    let seed = input.stamp.seed.map_or_else(String::new, |seed| format!(" (seed {seed})"));
    let version = &input.stamp.version;
    let inputs = match input.inputs.len() {
        0 => String::new(),
        files => format!(
            " The files that this report is made of ({files}) are listed with their digests in manifest.json; from the \
             same files the same version makes the same report, byte for byte."
        ),
    };
    format!("Coding was kept, compared and counted with qualkit {version}{seed}.{inputs}")
}
