use qualkit_compare::FEW_UNITS;

use super::{About, MOST_SHOWN, own_cells, ratio, without_cells};
use crate::prose::{grouped, listed};
use crate::{Cell, Column, Table};

/// Which transcripts pull agreement down; none where there is only one.
pub(super) fn pulls(about: &About<'_>) -> Option<Table> {
    let found = &about.found.transcripts;
    if found.is_empty() {
        return None;
    }
    let mut table = about.titled("transcripts", "Which transcripts pull agreement down");
    table.columns = vec![
        Column::words("transcript", "Transcript"),
        Column::number("units", "Units"),
        Column::number("differences", "Differences"),
        Column::number("differences_per_unit", "Per unit"),
    ];
    table.columns.extend(about.own_columns("_within", "Within"));
    table.columns.extend(about.without_columns());
    for pull in found {
        let mut row = vec![Cell::text(&pull.transcript), Cell::Count(pull.units), Cell::Count(pull.differences)];
        row.push(ratio(pull.differences, pull.units));
        row.extend(own_cells(&pull.within));
        row.extend(without_cells(&pull.without));
        table.push(row);
    }
    table.most_shown = Some(MOST_SHOWN);
    table.note(format!("Within: {} of this transcript alone; without it: of all other transcripts.", about.first()));
    let few: Vec<&str> =
        found.iter().filter(|pull| pull.units < FEW_UNITS).map(|pull| pull.transcript.as_str()).collect();
    if !few.is_empty() {
        let which = match few.len() {
            all if all == found.len() => "All".to_owned(),
            many if many > MOST_SHOWN => format!("{} transcripts", grouped(many as u64)),
            _ => listed(&few),
        };
        let verb = if few.len() == 1 { "has" } else { "have" };
        table.note(format!("{which} {verb} fewer than {FEW_UNITS} units: what is found within says hardly anything."));
    }
    table.note(about.change_note());
    Some(table)
}
