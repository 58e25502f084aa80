//! What looks like another table than it is read as.

use qualkit_agreement::Ratings;
use qualkit_compare::{Clustered, Data, Layout, RatingsTable};

use crate::asking::IntervalName;
use crate::print::say;
use crate::verbs::agree_labels::{stands_for_nothing, told_alike};
use crate::verbs::agree_table::TableInput;

/// What people call a row or column of sums.
const SUMS: [&str; 10] =
    ["total", "totals", "sum", "all", "margin", "row total", "grand total", "n", "gesamt", "summe"];

/// A row or column of sums that was read as a category, if its name says so too.
pub fn sums(table: &RatingsTable) -> Option<&str> {
    let Data::Ratings(Clustered { all, .. }) = &table.data else { return None };
    let place = table.categories.iter().position(|label| SUMS.contains(&label.to_lowercase().as_str()))?;
    let is_sum = match table.layout {
        Layout::Confusion => in_square(all, place),
        Layout::Counts => in_counts(all, place),
        _ => false,
    };
    is_sum.then(|| table.categories[place].as_str())
}

fn in_square(all: &Ratings, sum: usize) -> bool {
    let cells = all.distinct_rows();
    let counted = |wanted: &dyn Fn(usize, usize) -> bool| -> u64 {
        let of = |row: &[Option<usize>]| matches!(row, [Some(first), Some(second)] if wanted(*first, *second));
        cells.iter().filter(|(row, _)| of(row)).map(|(_, units)| units).sum()
    };
    (0..all.categories()).all(|category| {
        counted(&|first, second| first == category && second != sum)
            == counted(&|first, second| first == category && second == sum)
            || category == sum
    })
}

fn in_counts(all: &Ratings, sum: usize) -> bool {
    all.distinct_rows().iter().all(|(row, _)| {
        let own = row.iter().flatten().filter(|category| **category == sum).count();
        row.iter().flatten().count() == 2 * own
    })
}

/// Whether the first column of a table, which has no name, is called as the others are: a cross-table.
pub fn is_square(text: &str) -> bool {
    let Ok(mut rows) = qualkit_table::Reader::new(text) else { return false };
    let nameless = rows.optional("");
    let names: Vec<String> = rows.header().iter().skip(1).map(|name| name.trim().to_owned()).collect();
    let mut found = Vec::new();
    while let Ok(Some(row)) = rows.next_row() {
        found.push(row.get(nameless).to_owned());
    }
    names.len() > 1 && found == names
}

/// Says that intervals take no notice of clusters, where they were named.
pub fn clusters_unheeded(input: &TableInput<'_>, table: &RatingsTable) -> Option<String> {
    let clustered = match &table.data {
        Data::Ratings(ratings) => !ratings.clusters.is_empty(),
        Data::Sets(sets) => !sets.clusters.is_empty(),
        Data::Spans(_) => false,
    };
    let unheeded = clustered && input.asking.takes_units_as_independent(IntervalName::Analytic);
    unheeded.then(|| {
        "These intervals take units of one cluster to be independent; --interval cluster-bootstrap does not.".to_owned()
    })
}

/// Says what looks like another table than it is read as.
pub fn warn(input: &TableInput<'_>, table: &RatingsTable) {
    let Data::Ratings(ratings) = &table.data else { return };
    let rows = ratings.all.distinct_rows();
    if input.layout.is_none() && table.layout == Layout::Wide && rows.len() > 1 {
        let number = |cell: &Option<usize>| cell.and_then(|category| table.categories[category].parse::<u64>().ok());
        let sums: Option<Vec<u64>> = rows.iter().map(|(row, _)| row.iter().map(number).sum()).collect();
        if let Some(sum) = sums.and_then(|sums| sums.iter().all(|sum| *sum == sums[0]).then(|| sums[0])) {
            say(format!("every row adds up to {sum}: if its columns are categories, say --layout counts"));
        }
    }
    let who = if table.layout == Layout::Long { "coder" } else { "column" };
    for (place, coder) in table.coders.iter().enumerate() {
        let own = |at: usize| -> Vec<usize> { rows.iter().filter_map(|(row, _)| row[at]).collect() };
        let others: Vec<usize> = (0..table.coders.len()).filter(|&at| at != place).flat_map(own).collect();
        if own(place).is_empty() {
            say(format!("{who} '{coder}' holds no rating"));
        } else if table.coders.len() > 2
            && !others.is_empty()
            && own(place).iter().all(|category| !others.contains(category))
        {
            let meant = match table.layout {
                Layout::Long => "",
                _ => ": --coders names the coders, --cluster a column of clusters",
            };
            say(format!("{who} '{coder}' shares no category with the others{meant}"));
        }
    }
}

/// What people should know of the names in a table: those that mostly mean the same, and those that mostly mean
/// nothing, or several things.
pub fn cautions(table: &RatingsTable) -> Vec<String> {
    let of_sets = matches!(table.data, Data::Sets(_));
    let what = if matches!(table.data, Data::Ratings(_)) { "categories" } else { "codes" };
    let mut told: Vec<String> = told_alike(what, &table.categories).into_iter().collect();
    let nothing = table.categories.iter().filter(|label| stands_for_nothing(label));
    told.extend(nothing.map(|label| {
        format!("'{label}' is counted as one of the {what}; --missing {label} takes it for a missing rating.")
    }));
    let several = table.categories.iter().find(|label| label.contains([',', '|']) && of_sets);
    told.extend(
        several.map(|label| format!("'{label}' is counted as one code; codes in a cell are separated by ';'.")),
    );
    let cells = matches!(table.layout, Layout::Wide | Layout::Long) && !of_sets;
    let several = table.categories.iter().find(|label| label.contains(';') && cells);
    told.extend(
        several.map(|label| format!("'{label}' is counted as one category; --sets takes it for several codes.")),
    );
    told.extend(told_alike("coders", &table.coders));
    if let Data::Spans(spans) = &table.data {
        told.extend(told_alike("texts", &spans.texts));
    }
    told
}
