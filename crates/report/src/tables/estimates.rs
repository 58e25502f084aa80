use qualkit_agreement::{Interval, IntervalMethod, Undefined};
use qualkit_compare::{Measured, NoUncertainty};

use crate::prose::grouped;
use crate::table::rounded;
use crate::{AgreementResults, Cell, Column, Table};

/// What the measures gave, one row each; the notes say how, and on what.
pub fn estimates_table(results: &AgreementResults) -> Table {
    let mut table = Table::new("agreement", "Agreement");
    let estimates = &results.estimates;
    let some = |has: &dyn Fn(&Measured) -> bool| estimates.iter().any(has);
    let only_people_care = |is_shown: bool, column: Column| if is_shown { column } else { column.to_machines() };
    let [low_label, high_label] = match only_sampling(estimates) {
        true => ["Low (sampling only)", "High (sampling only)"],
        false => ["Low", "High"],
    };
    table.columns = vec![
        only_people_care(results.rounds(), Column::words("round", "Round")),
        Column::words("measure", "Measure"),
        only_people_care(some(&|one| is_weighted(one)), Column::words("weights", "Weights")),
        Column::words("level", "Level").to_machines(),
        only_people_care(some(&|one| one.category.is_some()), Column::words("category", results.category_label())),
        only_people_care(some(&|one| !one.coders.is_empty()), Column::words("coders", "Coders")),
        Column::number("value", "Value"),
        Column::number("low_shown", low_label).to_people(),
        Column::number("high_shown", high_label).to_people(),
        Column::number("low", "Low").to_machines(),
        Column::number("high", "High").to_machines(),
        Column::number("observed", "Observed"),
        Column::number("expected", "Expected"),
        Column::number("standard_error", "SE"),
        Column::number("p_value", "p").to_machines(),
        Column::number("units", "Units"),
        Column::words("interval_method", "Interval").to_machines(),
        Column::number("interval_level", "Level of the interval").to_machines(),
        Column::words("no_interval", "No interval").to_machines(),
        Column::words("no_standard_error", "No standard error").to_machines(),
        Column::words("undefined", "Undefined").to_machines(),
    ];
    let reasons = reasons(estimates);
    for (round, measured) in results.rows() {
        let words = |reason: &Option<NoUncertainty>| Cell::text(reason.as_ref().map_or(String::new(), told));
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
                let (low, high) = (interval.map(|interval| interval.low), interval.map(|interval| interval.high));
                let mark = measured.no_interval.as_ref().map(|reason| mark_of(&reasons, &told(reason)));
                row.extend([
                    Cell::number(estimate.value, 3),
                    mark.map_or_else(|| number(low), Cell::text),
                    number(high),
                    number(low),
                    number(high),
                    number(measured.observed()),
                    number(measured.expected()),
                    number(estimate.standard_error),
                    number(estimate.p_value),
                    Cell::Count(estimate.pairable),
                    Cell::text(interval.map(|interval| interval.method.to_string()).unwrap_or_default()),
                    number(interval.map(|interval| interval.level.get())),
                    words(&measured.no_interval),
                    words(&measured.no_standard_error),
                    Cell::Empty,
                ]);
            }
            Err(_) => {
                let undefined = measured.undefined().unwrap_or_default();
                row.push(Cell::Undefined(undefined.clone()));
                row.extend(std::iter::repeat_n(Cell::Empty, 4));
                row.extend([number(measured.observed()), number(measured.expected())]);
                row.extend(std::iter::repeat_n(Cell::Empty, 7));
                row.push(Cell::text(undefined));
            }
        }
        table.push(row);
    }
    table.notes = notes(results);
    table
}

/// Cautions that are told below a table.
const MOST_CAUTIONS: usize = 6;

const ONLY_SAMPLING: &str = "Low and high come from sampling the expected disorder, and say nothing of other texts or \
                             coders: more --samples bring them together.";

/// The method without the number of undefined resamples, which differs from value to value.
fn without_undefined(method: IntervalMethod) -> IntervalMethod {
    match method {
        IntervalMethod::Bootstrap { drawn, items, limits, resamples, seed, .. } => {
            IntervalMethod::Bootstrap { drawn, items, limits, resamples, seed, undefined: 0 }
        }
        method => method,
    }
}

/// In how many resamples a measure was undefined at most.
fn most_undefined(estimates: &[Measured]) -> u32 {
    let undefined = |one: &Measured| match one.outcome.as_ref().ok()?.interval.as_ref()?.method {
        IntervalMethod::Bootstrap { undefined, .. } => Some(undefined),
        _ => None,
    };
    estimates.iter().filter_map(undefined).max().unwrap_or(0)
}

fn is_sampling(interval: &Interval) -> bool {
    matches!(interval.method, IntervalMethod::SampledExpectation { .. })
}

/// Whether all intervals there are cover the sampling of an expectation only.
fn only_sampling(estimates: &[Measured]) -> bool {
    let intervals = || estimates.iter().filter_map(|one| one.outcome.as_ref().ok()?.interval.as_ref());
    intervals().next().is_some() && intervals().all(is_sampling)
}

/// The reasons why values have no interval, in the order in which they come up.
fn reasons(estimates: &[Measured]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for reason in estimates.iter().filter_map(|one| one.no_interval.as_ref()).map(told) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

/// What stands in the table for a reason that is told below it.
fn mark_of(reasons: &[String], reason: &str) -> String {
    format!("({})", reasons.iter().position(|known| known == reason).unwrap_or_default() + 1)
}

fn told(reason: &NoUncertainty) -> String {
    reason.to_string()
}

fn is_weighted(measured: &Measured) -> bool {
    !matches!(measured.weights.as_str(), "" | "unweighted" | "nominal")
}

fn notes(results: &AgreementResults) -> Vec<String> {
    let mut notes = results.material();
    let intervals: Vec<(&str, &Interval)> = results
        .estimates
        .iter()
        .filter_map(|one| Some((one.measure, one.outcome.as_ref().ok()?.interval.as_ref()?)))
        .collect();
    let degrees = intervals.iter().filter_map(|(_, interval)| match interval.method {
        IntervalMethod::SampledExpectation { degrees_of_freedom } => Some(degrees_of_freedom),
        _ => None,
    });
    let sampled = degrees.clone().min().zip(degrees.max());
    let mut methods: Vec<(String, Vec<&str>)> = Vec::new();
    for (measure, interval) in &intervals {
        let level = rounded(interval.level.get() * 100.0, 3);
        let level = level.trim_end_matches('0').trim_end_matches('.');
        let mut method = format!("{level} %, {}", without_undefined(interval.method));
        // Texts are sampled for each code anew, until enough is known: the degrees of freedom differ.
        let how = method.split_once(" around ").filter(|_| is_sampling(interval)).map(|(_, how)| how);
        if let (Some((fewest, most)), Some(how)) = (sampled.filter(|(fewest, most)| fewest < most), how) {
            method = format!("{level} %, t with {fewest} to {most} degrees of freedom around {how}");
        }
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
        let undefined = most_undefined(&results.estimates);
        if undefined > 0 {
            notes.push(format!("Of the resamples up to {} leave a value undefined.", grouped(undefined.into())));
        }
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
    if only_sampling(&results.estimates) {
        notes.push(ONLY_SAMPLING.to_owned());
    } else if intervals.iter().any(|(_, interval)| is_sampling(interval)) {
        notes.push(format!("Of the gammas: {ONLY_SAMPLING}"));
    }
    let reasons = reasons(&results.estimates);
    notes.extend(reasons.iter().map(|reason| format!("{} No interval: {reason}.", mark_of(&reasons, reason))));
    if intervals.iter().any(|(_, interval)| interval.low == interval.high) {
        notes.push(
            "An interval without width says that the formula sees no variation, as where all agree or a coder used one \
             category only; not that there is none. There is no p-value then."
                .to_owned(),
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
