use std::collections::BTreeSet;

use qualkit_transcript::Transcript;

use super::{ReportInput, coders};
use crate::prose::{counted, day, listed, number};
use crate::table::rounded;
use crate::tables::Sample;
use crate::{Block, Cell, Round};

/// What was done, with the numbers filled in; then what only the authors can say.
pub(super) fn paragraphs(input: &ReportInput<'_>, sample: &Sample) -> Vec<Block> {
    let mut paragraphs = vec![material(input, sample), coders::who(input), coders::double_coding(input)];
    paragraphs.extend(input.rounds.iter().map(agreement));
    paragraphs.extend([settled(input), coders::analysed(input), codebook(input), themes(input), program(input)]);
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    let mut blocks: Vec<Block> = paragraphs.into_iter().map(Block::Paragraph).collect();
    blocks.push(Block::paragraph(FOR_THE_AUTHORS));
    blocks
}

const FOR_THE_AUTHORS: &str = "For the authors to add, as the data do not tell it (COREQ 1–23, SRQR 5–15): who \
    interviewed and in which relation to the participants, the approach and its reasons, how participants were sampled \
    and reached and who declined, the setting, the interview guide, recording and transcription, whether transcripts or \
    findings went back to participants, saturation, and ethical approval.";

const NO_CASE: &str = "speakers who are no case of cases.csv";

fn material(input: &ReportInput<'_>, sample: &Sample) -> String {
    if input.transcripts.is_empty() {
        return "The study has no transcripts yet.".to_owned();
    }
    let interviews = counted(input.transcripts.len(), "interview");
    let participants = match (sample.all.participants, sample.no_case.turns) {
        (participants, 0) => counted(participants, "participant"),
        (0, _) => NO_CASE.to_owned(),
        (participants, _) => format!("{} and {NO_CASE}", counted(participants, "participant")),
    };
    let groups: Vec<String> =
        sample.groups.iter().map(|group| format!("{} ({})", group.value, group.participants)).collect();
    let groups = match &sample.attribute {
        Some(attribute) if !groups.is_empty() => format!("; by {attribute}: {}", listed(&groups)),
        _ => String::new(),
    };
    let formats = formats(input.transcripts);
    format!(
        "The study has {interviews} with {participants}{groups}.{} The transcripts hold {} and {} of {}{}.",
        recorded(input),
        counted(sample.all.turns, "turn"),
        counted(sample.all.words, "word"),
        if sample.no_case.turns == 0 { "participants" } else { "those who answer" },
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
        round.in_sentence(),
        counted(usize::try_from(compared.units).unwrap_or(usize::MAX), &compared.judging.unit.to_string()),
        compared.judging.unit,
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
            crate::round::in_sentence(&decisions.round),
            counted(decisions.total, "decision"),
        )
    });
    told.collect::<Vec<_>>().join(" ")
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
