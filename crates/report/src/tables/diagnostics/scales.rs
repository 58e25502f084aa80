use qualkit_agreement::{IntervalMethod, Scale};
use qualkit_compare::ScaleWord;

use super::{About, DIGITS, number, title_of};
use crate::table::rounded;
use crate::{Cell, Column, Table};

/// What published scales call the main coefficients.
pub(super) fn scales(about: &About<'_>) -> Option<Table> {
    let scales = &about.diagnosed.scales;
    if scales.is_empty() {
        return None;
    }
    let mut table = Table::new("scales", "What published scales say");
    table.columns = vec![
        Column::words("measure_named", "Coefficient").to_people(),
        Column::words("measure", "Coefficient").to_machines(),
        Column::words("weights", "Weights").to_machines(),
        Column::number("value", "Value"),
        Column::number("standard_error", "SE"),
        Column::words("scale", "Scale"),
        Column::words("word", "Its word for the value"),
        Column::words("benchmark", "Reached with error allowed for"),
        Column::number("cumulative_probability", "Probability"),
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
                Err(_) => [Cell::Undefined(NO_ERROR.to_owned()), Cell::Empty],
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
