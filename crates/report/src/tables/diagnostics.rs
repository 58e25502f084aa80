mod categories;
mod parts;
mod scales;
mod square;
mod study;

pub use study::study_diagnostics;

use qualkit_agreement::{Outcome, Undefined};
use qualkit_compare::{Asked, Data, Diagnosed, MOST_CATEGORIES, Measured, RatingsTable, diagnose};

use crate::prose::grouped;
use crate::{Cell, Table};
use square::MOST_TABLES;

/// Digits of coefficients that people are shown.
const DIGITS: usize = 3;

/// Coefficients of sets and spans, as people name them.
const OTHER_TITLES: [(&str, &str); 7] = [
    ("pooled_kappa", "Pooled kappa"),
    ("u_alpha", "Unitizing alpha uα"),
    ("bar_u_alpha", "|uα, marked or not"),
    ("cu_alpha", "cuα, codes where both marked"),
    ("alphaU", "Krippendorff’s α_U (1995)"),
    ("gamma", "Gamma"),
    ("gamma_cat", "Gamma-cat"),
];

/// What stands behind the agreement in a table of ratings: which categories are confused, whether coders use them
/// equally often, where percent agreement and kappa part, on whom, on what and on which clusters agreement depends, and
/// what published scales say of it.
///
/// Each table has a name of its own, and notes that define its numbers. Tables that the data do not allow are left
/// out: those of pairs where coders have no names, those of coders where there are only two.
pub fn diagnostics(table: &RatingsTable, asked: &Asked) -> Vec<Table> {
    let diagnosed = diagnose(table, asked);
    let about = About { table, diagnosed: &diagnosed };
    let mut tables: Vec<Table> = Vec::new();
    tables.extend(square::confusions(&about));
    tables.extend(square::coincidences(&about));
    tables.extend(square::code_confusion(&about));
    tables.extend(categories::margins(&about));
    tables.extend(categories::by_category(&about));
    tables.extend(categories::paradoxes(&about));
    tables.extend(square::pairs(&about));
    tables.extend(parts::left_out(&about));
    tables.extend(parts::patterns(&about));
    tables.extend(scales::scales(&diagnosed.scales));
    if let Some(first) = tables.first_mut() {
        first.notes.extend(too_many(&about));
    }
    tables
}

/// What the tables are about.
struct About<'a> {
    table: &'a RatingsTable,
    diagnosed: &'a Diagnosed,
}

impl About<'_> {
    /// Whether categories are codes, of which a unit may have several.
    fn codes(&self) -> bool {
        !matches!(self.table.data, Data::Ratings(_))
    }

    fn category_label(&self) -> &'static str {
        if self.codes() { "Code" } else { "Category" }
    }
}

/// Which tables are left out for there would be too much in them, or too many.
fn too_many(about: &About<'_>) -> Vec<String> {
    let (categories, pairs) = (about.table.categories.len(), about.diagnosed.pairs.len());
    let counted = grouped(categories as u64);
    let mut notes = match (&about.table.data, categories > MOST_CATEGORIES) {
        (Data::Ratings(_), true) => vec![format!(
            "There are {counted} categories: confusion, coincidences and single categories are not tabulated for more \
             than {MOST_CATEGORIES}."
        )],
        (Data::Sets(_), true) => vec![format!(
            "There are {counted} codes: codes by codes are not tabulated for more than {MOST_CATEGORIES}."
        )],
        _ => Vec::new(),
    };
    if pairs > MOST_TABLES && categories <= MOST_CATEGORIES {
        let counted = grouped(pairs as u64);
        notes.push(format!(
            "There are {counted} pairs of coders: confusion is not tabulated for more than {MOST_TABLES}."
        ));
    }
    notes
}

/// The measure, with its weights, level or distance where it has one that is not the plainest.
fn title_of(measured: &Measured) -> String {
    title(measured.measure, &measured.weights)
}

fn title(measure: &str, weights: &str) -> String {
    let name = match measure.parse::<qualkit_agreement::Measure>() {
        Ok(measure) => measure.title(),
        Err(_) => OTHER_TITLES.iter().find(|(name, _)| *name == measure).map_or(measure, |(_, title)| title),
    };
    match weights {
        "" | "unweighted" | "nominal" => name.to_owned(),
        weights => format!("{name} ({weights})"),
    }
}

fn value(outcome: &Outcome) -> Cell {
    number(&outcome.as_ref().map(|estimate| estimate.value).map_err(Undefined::clone))
}

fn percent(outcome: &Outcome) -> Cell {
    match outcome {
        Ok(estimate) => Cell::Percent { value: estimate.value, digits: 1 },
        Err(undefined) => Cell::Undefined(undefined.to_string()),
    }
}

fn number(found: &Result<f64, Undefined>) -> Cell {
    match found {
        Ok(value) => Cell::number(*value, DIGITS),
        Err(undefined) => Cell::Undefined(undefined.to_string()),
    }
}

#[cfg(test)]
mod tests;
