use super::{About, ratio, without_cells};
use crate::{Cell, Column, Table};

/// How much each coder codes, and what agreement is without each.
pub(super) fn work(about: &About<'_>) -> Table {
    let found = &about.found.coders;
    let left_out = found.iter().any(|work| !work.without.is_empty());
    let title =
        if left_out { "Who pulls agreement down, and how much each codes" } else { "How much each coder codes" };
    let mut table = about.titled("coders", title);
    table.columns = vec![
        Column::words("coder", "Coder"),
        Column::number("units", "Units"),
        Column::number("coded", "Coded"),
        Column::number("given", "Codes given"),
        Column::number("given_per_unit", "Per unit"),
        Column::number("codes", "Different codes"),
        Column::number("differences", "Differences"),
    ];
    if left_out {
        table.columns.extend(about.without_columns());
    }
    for work in found {
        let mut row =
            vec![Cell::text(&about.units.coders[work.coder]), Cell::Count(work.units), Cell::Count(work.coded)];
        row.extend([Cell::Count(work.given), ratio(work.given, work.units), Cell::count(work.codes)]);
        row.push(Cell::Count(work.differences));
        row.extend(without_cells(&work.without));
        table.push(row);
    }
    table.note(
        "Coded: units to which the coder applied any code. Codes given: over all units, each code counted once a \
         unit. Differences: with each other coder, over all codes.",
    );
    if left_out {
        table.note(format!("Without it: {} of the other coders.", about.first()));
        table.note(about.change_note());
    }
    table
}

/// The first coefficient of every two coders, where there are more than two.
pub(super) fn matrix(about: &About<'_>) -> Option<Table> {
    let mut table = super::pair_matrix(about)?;
    table.note("Over all codes that one of the two applied, on the units that both judged.");
    Some(table)
}
