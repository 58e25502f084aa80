use std::borrow::Cow;

use qualkit_agreement::Undefined;
use qualkit_compare::{About, NoUncertainty, Program, ProgramRule};

use crate::program_results::ProgramRound;
use crate::{Cell, Column, Table};

/// How our own coefficients beside those of programs come about.
pub(crate) const OWN_RULE: ProgramRule = ProgramRule {
    unit: "every character",
    agreement: Cow::Borrowed("both coded it or neither"),
    chance: "as defined in docs/agreement.md",
    uncoded: "agreement that the code is absent",
    remark: None,
};

/// Digits that people are shown.
const DIGITS: usize = 3;

/// The statistic that stands for a program where there is room for one: of one code, all texts together.
const MAIN: [(Program, &str, &str); 5] = [
    (Program::Nvivo, "character_kappa_nvivo_weighted_mean", "NVivo kappa"),
    (Program::Maxqda, "segments_maxqda", "MAXQDA segments"),
    (Program::Atlasti, "holsti_atlasti", "ATLAS.ti Holsti"),
    (Program::Qualcoder, "kappa_qualcoder", "QualCoder “kappa”"),
    (Program::Dedoose, "excerpt_kappa_dedoose", "Dedoose kappa"),
];

/// Our coefficients that stand beside them.
const OURS: [(&str, &str); 4] = [
    ("percent_agreement", "Percent agreement"),
    ("cohen_kappa", "Cohen’s kappa"),
    ("krippendorff_alpha", "Alpha"),
    ("gwet_ac", "Gwet’s AC"),
];

/// Code by code and pair by pair the programs' main values beside ours; `None` without codes.
pub(crate) fn programs_side_by_side(round: &ProgramRound) -> Option<Table> {
    let title = titled("Programs side by side, code by code", round);
    let mut table = Table::new("side-by-side", title);
    let asked = |program: Program| round.values.iter().any(|value| value.program == program);
    let programs: Vec<_> = MAIN.into_iter().filter(|(program, _, _)| asked(*program)).collect();
    table.columns = vec![Column::words("code", "Code"), Column::words("coders", "Coders")];
    table.columns.extend(programs.iter().map(|(_, statistic, label)| Column::number(*statistic, *label)));
    table.columns.extend(OURS.iter().map(|(measure, label)| Column::number(*measure, *label)));
    let cell = |found: Option<Result<f64, Undefined>>| match found {
        Some(Ok(value)) => Cell::number(value, DIGITS),
        Some(Err(undefined)) => Cell::Undefined(undefined.to_string()),
        None => Cell::Empty,
    };
    for (code, name) in round.coded.codes.iter().enumerate() {
        for first in 0..round.coded.coders.len() {
            for second in first + 1..round.coded.coders.len() {
                let pair = [first, second];
                let theirs = |statistic: &str| {
                    let of_pair = round.values.iter().find(|value| {
                        value.statistic == statistic
                            && value.about == About::Code(code)
                            && value.text.is_none()
                            && value.coders == pair
                    });
                    of_pair.map(|value| value.value.clone())
                };
                let coders = round.coders(&pair);
                let ours = |measure: &str| {
                    let of_pair = round.own.iter().find(|value| {
                        value.measure == measure && value.category.as_ref() == Some(name) && value.coders == coders
                    });
                    of_pair.map(|value| value.outcome.as_ref().map(|found| found.value).map_err(Clone::clone))
                };
                let mut row = vec![Cell::text(name), Cell::text(coders.join("\u{a0}–\u{a0}"))];
                row.extend(programs.iter().map(|(_, statistic, _)| cell(theirs(statistic))));
                row.extend(OURS.iter().map(|(measure, _)| cell(ours(measure))));
                table.push(row);
            }
        }
    }
    let names: Vec<String> = programs.iter().map(|(_, statistic, label)| format!("{label}: {statistic}")).collect();
    table.note(format!("{}; the last four are ours, every character a unit.", names.join("; ")));
    table.note("All texts together; each rule, and everything else the programs say, in the table below.");
    if asked(Program::Dedoose) {
        table.note("Dedoose’s excerpts are those of the first coder named.");
    }
    (!table.rows.is_empty()).then_some(table)
}

/// What programs say of the same codings, one row each, and beside them our own coefficients by character; the notes
/// give every rule.
pub(crate) fn programs_table(round: &ProgramRound) -> Table {
    let mut table = Table::new("programs", titled("What programs say of these codings", round));
    let texts = Column::words("text", "Text");
    table.columns = vec![
        Column::words("round", "Round").to_machines(),
        Column::words("program", "Program"),
        Column::words("statistic", "Statistic"),
        Column::words("about", "Code or domain"),
        if round.values.iter().any(|value| value.text.is_some()) { texts } else { texts.to_machines() },
        Column::words("coders", "Coders"),
        Column::number("value", "Value"),
        Column::number("units", "Units"),
        Column::words("rule", "Rule").to_machines(),
        Column::words("no_interval", "No interval").to_machines(),
        Column::words("undefined", "Undefined").to_machines(),
    ];
    let name = round.name.as_deref().unwrap_or_default();
    let value_of = |value: Result<f64, &Undefined>| match value {
        Ok(value) => Cell::number(value, DIGITS),
        Err(undefined) => Cell::Undefined(undefined.to_string()),
    };
    let told = |reason: Option<NoUncertainty>| reason.map(|reason| reason.to_string()).unwrap_or_default();
    let reason = |undefined: Option<&Undefined>| Cell::text(undefined.map_or(String::new(), ToString::to_string));
    let mut rules: Vec<(String, Vec<&str>)> = Vec::new();
    for value in &round.values {
        let rule = value.rule.to_string();
        table.push([
            Cell::text(name),
            Cell::text(value.program.title()),
            Cell::text(value.statistic),
            Cell::text(round.about(value.about).unwrap_or("(all)")),
            Cell::text(value.text.map_or("(all)", |text| text_name(&round.coded.texts[text]))),
            Cell::text(round.coders(&value.coders).join("\u{a0}–\u{a0}")),
            value_of(value.value.as_ref().copied()),
            Cell::Count(value.units),
            Cell::text(&rule),
            Cell::text(told(value.no_interval())),
            reason(value.value.as_ref().err()),
        ]);
        let told = format!("{}: {rule}.", value.program.title());
        match rules.iter_mut().find(|(known, _)| *known == told) {
            Some((_, statistics)) if statistics.contains(&value.statistic) => {}
            Some((_, statistics)) => statistics.push(value.statistic),
            None => rules.push((told, vec![value.statistic])),
        }
    }
    for value in &round.own {
        table.push([
            Cell::text(name),
            Cell::text("qualkit"),
            Cell::text(value.measure),
            Cell::text(value.category.as_deref().unwrap_or("(all)")),
            Cell::text("(all)"),
            Cell::text(value.coders.join("\u{a0}–\u{a0}")),
            value_of(value.outcome.as_ref().map(|estimate| estimate.value)),
            value.outcome.as_ref().map_or(Cell::Empty, |estimate| Cell::Count(estimate.pairable)),
            Cell::text(OWN_RULE.to_string()),
            Cell::text(told(value.no_interval.clone())),
            reason(value.outcome.as_ref().err()),
        ]);
    }
    if !round.own.is_empty() {
        rules.push((format!("qualkit: {OWN_RULE}."), vec!["its own coefficients"]));
    }
    table.notes = rules.into_iter().map(|(rule, statistics)| format!("{} — {rule}", statistics.join(", "))).collect();
    table.note(format!("No intervals: other programs print none, and of ours, {}.", NoUncertainty::Characters));
    table
}

fn titled(title: &str, round: &ProgramRound) -> String {
    match &round.name {
        Some(round) => format!("{title}, {}", crate::round::in_sentence(round)),
        None => title.to_owned(),
    }
}

/// A table without a column of texts has one text without a name.
fn text_name(name: &str) -> &str {
    if name.is_empty() { "(the text)" } else { name }
}
