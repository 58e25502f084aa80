use qualkit_agreement::{IntervalMethod, Scale};
use qualkit_compare::{OnScales, ScaleWord};

use super::{DIGITS, number, title_of};
use crate::table::rounded;
use crate::{Cell, Column, Table};

/// What published scales call the main coefficients.
pub(super) fn scales(scales: &[OnScales]) -> Option<Table> {
    if scales.is_empty() {
        return None;
    }
    let is_sure = scales.iter().flat_map(|one| &one.words).any(|word| word.benchmark.is_ok());
    let if_sure = |column: Column| if is_sure { column } else { column.to_machines() };
    let mut table = Table::new("scales", "What published scales say");
    table.columns = vec![
        Column::words("measure_named", "Coefficient").to_people(),
        Column::words("measure", "Coefficient").to_machines(),
        Column::words("weights", "Weights").to_machines(),
        Column::number("value", "Value"),
        if_sure(Column::number("standard_error", "SE")),
        Column::words("scale", "Scale"),
        Column::words("word", "Its word for the value"),
        if_sure(Column::words("benchmark", "Reached with error allowed for")),
        if_sure(Column::number("cumulative_probability", "Probability")),
        Column::words("source", "Source").to_machines(),
    ];
    for on_scales in scales {
        let measured = &on_scales.measured;
        let outcome = &measured.outcome;
        let found = outcome.as_ref().map(|estimate| estimate.value).map_err(Clone::clone);
        let error = outcome.as_ref().ok().and_then(|estimate| estimate.standard_error);
        let head = [
            Cell::text(title_of(measured)),
            Cell::text(measured.measure),
            Cell::text(&measured.weights),
            number(&found),
            error.map_or(Cell::Empty, |error| Cell::number(error, DIGITS)),
        ];
        if on_scales.words.is_empty() {
            table.push(head.into_iter().chain([const { Cell::Empty }; 5]));
            continue;
        }
        // That error says nothing of other texts or coders.
        let interval = outcome.as_ref().ok().and_then(|estimate| estimate.interval.as_ref());
        let sampling =
            interval.is_some_and(|interval| matches!(interval.method, IntervalMethod::SampledExpectation { .. }));
        for word in &on_scales.words {
            let label = word.label;
            let [benchmark, probability] = match &word.benchmark {
                _ if sampling => [Cell::Undefined(ONLY_SAMPLING.to_owned()), Cell::Empty],
                Ok(reached) => [Cell::text(reached.label.word()), Cell::number(reached.cumulative, DIGITS)],
                Err(_) if is_sure => [Cell::Undefined(NO_ERROR.to_owned()), Cell::Empty],
                Err(_) => [Cell::Empty, Cell::Empty],
            };
            let tail = [
                Cell::text(label.scale.name),
                Cell::text(label.word()),
                benchmark,
                probability,
                Cell::text(label.scale.source),
            ];
            table.push(head.iter().cloned().chain(tail));
        }
    }
    table.note(
        "The scales disagree with each other, and no author derived the limits from anything: a word means nothing \
         without the name of its scale.",
    );
    for scale in Scale::all() {
        table.note(format!("{}: {}. Made for {}.", scale.name, scale.source, scale.made_for));
    }
    if !is_sure {
        table.note("These values have no standard error: how sure a level is reached cannot be said.");
        return Some(table);
    }
    table.note(format!(
        "Reached with error allowed for: the best level that the coefficient lies in or above with a probability of \
         at least {}, given its standard error, and that probability. Gwet (2014), Handbook of Inter-Rater \
         Reliability, 4th ed., ch. 6.",
        rounded(ScaleWord::PROBABILITY, 2),
    ));
    Some(table)
}

const ONLY_SAMPLING: &str = "the standard error of gamma covers the sampling of random texts only";
const NO_ERROR: &str = "the coefficient has no standard error here";
