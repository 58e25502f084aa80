use qualkit_agreement::{Outcome, Ratings};

use crate::{Cell, Column, Table};

/// A measure of agreement and what it gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The measure's name for machines, such as `cohen_kappa`.
    pub measure: &'static str,
    /// The coders it is about.
    pub coders: String,
    /// Its value, or why there is none.
    pub outcome: Outcome,
}

/// What the measures gave on a table of ratings, one row each.
pub fn estimates_table(measured: &[Measured], ratings: &Ratings, layout: &str) -> Table {
    let mut table = Table::new("agreement", "Agreement");
    table.columns = vec![
        Column::words("measure", "Measure"),
        Column::words("coders", "Coders"),
        Column::number("value", "Value"),
        Column::number("low", "Low"),
        Column::number("high", "High"),
        Column::number("observed", "Observed"),
        Column::number("expected", "Expected"),
        Column::number("standard_error", "SE"),
        Column::number("units", "Units used"),
        Column::words("interval_method", "Interval").to_machines(),
    ];
    let mut methods: Vec<String> = Vec::new();
    for Measured { measure, coders, outcome } in measured {
        let number = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::number(value, 3));
        let mut row = vec![Cell::text(*measure), Cell::text(coders)];
        match outcome {
            Ok(estimate) => {
                let interval = estimate.interval.as_ref();
                let method = interval.map(|interval| interval.method.to_string()).unwrap_or_default();
                if !method.is_empty() {
                    let level = interval.map_or(0.0, |interval| interval.level.get() * 100.0);
                    methods.push(format!("{measure}: {} %, {method}", crate::table::rounded(level, 0)));
                }
                row.extend([
                    Cell::number(estimate.value, 3),
                    number(interval.map(|interval| interval.low)),
                    number(interval.map(|interval| interval.high)),
                    number(estimate.observed),
                    number(estimate.expected),
                    number(estimate.standard_error),
                    Cell::Count(estimate.pairable),
                    Cell::text(method),
                ]);
            }
            Err(undefined) => {
                row.push(Cell::Undefined(undefined.to_string()));
                row.extend(std::iter::repeat_n(Cell::Empty, 7));
            }
        }
        table.push(row);
    }
    let (units, coders, missing) = (ratings.units(), ratings.coders(), ratings.missing_cells());
    table.note(format!(
        "Layout {layout}: {units} units, {coders} coders, {} categories, {missing} missing ratings. Units with at least \
         two ratings count; of a pair, units that both rated.",
        ratings.categories(),
    ));
    methods.dedup();
    if !methods.is_empty() {
        table.note(format!("Intervals: {}.", methods.join("; ")));
    }
    table.note(
        "Chance: percent agreement corrects for none (expected 0); Cohen’s kappa takes it from each coder’s own \
         proportions; Fleiss’ kappa from those of all coders together; Krippendorff’s alpha likewise, without \
         replacement.",
    );
    table
}
