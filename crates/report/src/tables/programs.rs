use qualkit_compare::{About, CodedTexts, Domains, Measured, ProgramValue};

use crate::{Cell, Column, Table};

const OWN_RULE: &str = "unit: every character; agreement: both coded it or neither; chance: as defined in \
                        docs/agreement.md; uncoded text: agreement that the code is absent";

/// What programs say of the same codings, one row each, and beside them our own coefficients by character; the notes
/// give every rule.
pub fn programs_table(
    values: &[ProgramValue],
    coded: &CodedTexts,
    own: &[Measured],
    domains: &Domains,
    round: Option<&str>,
) -> Table {
    let title = match round {
        Some(round) => format!("What programs say of these codings, {}", crate::round::in_sentence(round)),
        None => "What programs say of these codings".to_owned(),
    };
    let mut table = Table::new("programs", title);
    let texts = Column::words("text", "Text");
    table.columns = vec![
        Column::words("program", "Program"),
        Column::words("statistic", "Statistic"),
        Column::words("about", "Code or domain"),
        if values.iter().any(|value| value.text.is_some()) { texts } else { texts.to_machines() },
        Column::words("coders", "Coders"),
        Column::number("value", "Value"),
        Column::number("units", "Units"),
        Column::words("rule", "Rule").to_machines(),
    ];
    let mut rules: Vec<(String, Vec<&str>)> = Vec::new();
    for value in values {
        let about = match value.about {
            About::AllCodes => "(all)",
            About::Code(code) => &coded.codes[code],
            About::Domain(domain) => &domains.names[domain],
        };
        let coders: Vec<&str> = value.coders.iter().map(|&coder| coded.coders[coder].as_str()).collect();
        let rule = value.rule.to_string();
        table.push([
            Cell::text(value.program.title()),
            Cell::text(value.statistic),
            Cell::text(about),
            Cell::text(value.text.map_or("(all)", |text| text_name(&coded.texts[text]))),
            Cell::text(coders.join("\u{a0}–\u{a0}")),
            match &value.value {
                Ok(value) => Cell::number(*value, 3),
                Err(undefined) => Cell::Undefined(undefined.to_string()),
            },
            Cell::Count(value.units),
            Cell::text(&rule),
        ]);
        let told = format!("{}: {rule}.", value.program.title());
        match rules.iter_mut().find(|(known, _)| *known == told) {
            Some((_, statistics)) if statistics.contains(&value.statistic) => {}
            Some((_, statistics)) => statistics.push(value.statistic),
            None => rules.push((told, vec![value.statistic])),
        }
    }
    for value in own {
        table.push([
            Cell::text("qualkit"),
            Cell::text(value.measure),
            Cell::text(value.category.as_deref().unwrap_or("(all)")),
            Cell::text("(all)"),
            Cell::text(value.coders.join("\u{a0}–\u{a0}")),
            match &value.outcome {
                Ok(estimate) => Cell::number(estimate.value, 3),
                Err(undefined) => Cell::Undefined(undefined.to_string()),
            },
            value.outcome.as_ref().map_or(Cell::Empty, |estimate| Cell::Count(estimate.pairable)),
            Cell::text(OWN_RULE),
        ]);
    }
    if !own.is_empty() {
        rules.push((format!("qualkit: {OWN_RULE}."), vec!["its own coefficients"]));
    }
    table.notes = rules.into_iter().map(|(rule, statistics)| format!("{} — {rule}", statistics.join(", "))).collect();
    table
}

/// A table without a column of texts has one text without a name.
fn text_name(name: &str) -> &str {
    if name.is_empty() { "(the text)" } else { name }
}
