use qualkit_agreement::{Interval, Undefined};
use qualkit_compare::Measured;

use crate::table::rounded;
use crate::{AgreementResults, Cell, Column, Table};

/// What the measures gave, one row each; the notes say how, and on what.
pub fn estimates_table(results: &AgreementResults) -> Table {
    let mut table = Table::new("agreement", "Agreement");
    let estimates = &results.estimates;
    let some = |has: &dyn Fn(&Measured) -> bool| estimates.iter().any(has);
    let only_people_care = |is_shown: bool, column: Column| if is_shown { column } else { column.to_machines() };
    table.columns = vec![
        only_people_care(results.rounds(), Column::words("round", "Round")),
        Column::words("measure", "Measure"),
        only_people_care(some(&|one| is_weighted(one)), Column::words("weights", "Weights")),
        Column::words("level", "Level").to_machines(),
        only_people_care(some(&|one| one.category.is_some()), Column::words("category", results.category_label())),
        only_people_care(some(&|one| !one.coders.is_empty()), Column::words("coders", "Coders")),
        Column::number("value", "Value"),
        Column::number("low", "Low"),
        Column::number("high", "High"),
        Column::number("observed", "Observed"),
        Column::number("expected", "Expected"),
        Column::number("standard_error", "SE"),
        Column::number("p_value", "p").to_machines(),
        Column::number("units", "Units"),
        Column::words("interval_method", "Interval").to_machines(),
        Column::words("undefined", "Undefined").to_machines(),
    ];
    for (round, measured) in results.rows() {
        let number = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::number(value, 3));
        let mut row = vec![
            Cell::text(round),
            Cell::text(measured.measure),
            Cell::text(&measured.weights),
            Cell::text(measured.level.unwrap_or_default()),
            Cell::text(measured.category.as_deref().unwrap_or(if results.layout == "study" {
                "(all codes)"
            } else {
                ""
            })),
            Cell::text(measured.coders.join("\u{a0}–\u{a0}")),
        ];
        match &measured.outcome {
            Ok(estimate) => {
                let interval = estimate.interval.as_ref();
                row.extend([
                    Cell::number(estimate.value, 3),
                    number(interval.map(|interval| interval.low)),
                    number(interval.map(|interval| interval.high)),
                    number(estimate.observed),
                    number(estimate.expected),
                    number(estimate.standard_error),
                    number(estimate.p_value),
                    Cell::Count(estimate.pairable),
                    Cell::text(interval.map(|interval| interval.method.to_string()).unwrap_or_default()),
                    Cell::Empty,
                ]);
            }
            Err(undefined) => {
                row.push(Cell::Undefined(undefined.to_string()));
                row.extend(std::iter::repeat_n(Cell::Empty, 8));
                row.push(Cell::text(undefined.to_string()));
            }
        }
        table.push(row);
    }
    table.notes = notes(results);
    table
}

/// Cautions that are told below a table.
const MOST_CAUTIONS: usize = 6;

fn is_weighted(measured: &Measured) -> bool {
    !matches!(measured.weights.as_str(), "" | "unweighted" | "nominal")
}

fn notes(results: &AgreementResults) -> Vec<String> {
    let mut notes = vec![results.material()];
    let intervals: Vec<(&str, &Interval)> = results
        .estimates
        .iter()
        .filter_map(|one| Some((one.measure, one.outcome.as_ref().ok()?.interval.as_ref()?)))
        .collect();
    let mut methods: Vec<(String, Vec<&str>)> = Vec::new();
    for (measure, interval) in &intervals {
        let level = rounded(interval.level.get() * 100.0, 3);
        let level = level.trim_end_matches('0').trim_end_matches('.');
        let method = format!("{level} %, {}", interval.method);
        match methods.iter_mut().find(|(known, _)| *known == method) {
            Some((_, measures)) if measures.contains(measure) => {}
            Some((_, measures)) => measures.push(measure),
            None => methods.push((method, vec![measure])),
        }
    }
    if !methods.is_empty() {
        let told: Vec<String> =
            methods.into_iter().map(|(method, measures)| format!("{} ({method})", measures.join(", "))).collect();
        notes.push(format!("Intervals: {}.", told.join("; ")));
    }
    let mut cautions: Vec<String> =
        intervals.iter().flat_map(|(_, interval)| interval.cautions()).map(|caution| caution.to_string()).collect();
    cautions.sort();
    cautions.dedup();
    let more = cautions.len().saturating_sub(MOST_CAUTIONS);
    notes.extend(cautions.iter().take(MOST_CAUTIONS).map(|caution| format!("Caution: {caution}.")));
    if more > 0 {
        notes.push(format!("And {more} cautions more: JSON has them with the values."));
    }
    let without =
        results.estimates.iter().filter(|one| one.outcome.as_ref().is_ok_and(|found| found.interval.is_none()));
    let mut without: Vec<&str> = without.map(|one| one.measure).collect();
    without.sort_unstable();
    without.dedup();
    if !without.is_empty() && without.len() <= MOST_CAUTIONS {
        notes.push(format!("Some values of {} have no interval by this method.", without.join(", ")));
    }
    if intervals.iter().any(|(_, interval)| interval.low == interval.high) {
        notes.push(
            "An interval without width says that these units show no variation, not that there is none.".to_owned(),
        );
    }
    if results.estimates.iter().any(|one| one.outcome.as_ref().err() == Some(&Undefined::OneCategoryOnly)) {
        notes.push(
            "Where only one category was used, agreement is neither 0 nor 1: nothing could be confused.".to_owned(),
        );
    }
    notes.push("What each measure takes for chance, and every formula: docs/agreement.md.".to_owned());
    notes
}
