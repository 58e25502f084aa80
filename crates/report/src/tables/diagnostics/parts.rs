use qualkit_agreement::Undefined;
use qualkit_compare::{Data, MOST_PATTERNS, Part, PartKind};

use super::{About, DIGITS, title_of, value};
use crate::{Cell, Column, Table};

/// What the main coefficients are without each coder, without each category, within and without each cluster.
pub(super) fn left_out(about: &About<'_>) -> Vec<Table> {
    let found = about.diagnosed;
    let kinds = [
        ("without-coder", "Agreement without each coder in turn", &found.without_coder),
        ("without-category", "Agreement without each category in turn", &found.without_category),
        ("clusters", "Agreement within each cluster, and without it", &found.clusters),
    ];
    let some = kinds.into_iter().filter(|(_, _, parts)| !parts.is_empty());
    some.map(|(name, title, parts)| of_parts(about, Table::new(name, title), parts)).collect()
}

fn of_parts(about: &About<'_>, mut table: Table, parts: &[Part]) -> Table {
    let main = &about.diagnosed.main;
    let kind = parts[0].kind;
    let (key, label) = match kind {
        PartKind::Coder => ("coder", "Left out"),
        PartKind::Category => ("category", "Left out"),
        PartKind::Cluster if matches!(about.table.data, Data::Spans(_)) => ("cluster", "Text"),
        PartKind::Cluster => ("cluster", "Cluster"),
    };
    table.columns.push(Column::words(key, label));
    if kind == PartKind::Cluster {
        let label = if matches!(about.table.data, Data::Spans(_)) { "Segments" } else { "Units" };
        table.columns.push(Column::number("units", label));
    }
    for measured in main {
        let (key, label) = (measured.measure, title_of(measured));
        if kind == PartKind::Cluster {
            table.columns.push(Column::number(format!("{key}_within"), format!("{label} within")));
        }
        table.columns.push(Column::number(format!("{key}_without"), format!("{label} without")));
        table.columns.push(Column::number(format!("{key}_change"), "Change"));
    }
    for part in parts {
        let mut row = vec![Cell::text(&part.name)];
        row.extend(part.units.map(Cell::Count));
        for place in 0..main.len() {
            row.extend(part.within.get(place).map(value));
            match part.without.get(place) {
                Some(rest) => {
                    let change = rest.change.map_or(Cell::Empty, |change| Cell::number(change, DIGITS));
                    row.extend([value(&rest.outcome), change]);
                }
                None => row.extend([Cell::Empty, Cell::Empty]),
            }
        }
        table.push(row);
    }
    let mut whole = vec![Cell::text(NOTHING)];
    if kind == PartKind::Cluster {
        whole.push(Cell::Empty);
    }
    for measured in main {
        if kind == PartKind::Cluster {
            whole.push(Cell::Empty);
        }
        whole.extend([value(&measured.outcome), Cell::Empty]);
    }
    table.push(whole);
    table.note(meaning(kind));
    table.note(
        "Change: the value without it less the value of all; above 0 where it pulls agreement down. Ordered by the \
         change of the first coefficient. Descriptive: a part that stands out among many need not differ from the \
         others beyond chance.",
    );
    if kind == PartKind::Cluster && parts.iter().all(|part| part.without.is_empty()) {
        table.note("What remains without a cluster is not computed for tables of counts and of sets.");
    }
    table
}

const NOTHING: &str = "(nothing left out)";

fn meaning(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Coder => "The coefficients of the other coders, without this one.",
        PartKind::Category => {
            "The coefficients of the units that nobody put into the category: all units that anyone put into it are \
             left out, also those on which all agree."
        }
        PartKind::Cluster => {
            "Within: of the units of the cluster alone; without: of all other units. A cluster in which only one \
             category occurs has no value of its own and still counts towards the whole."
        }
    }
}

/// The ways of rating a unit that make up most of the disagreement.
pub(super) fn patterns(about: &About<'_>) -> Option<Table> {
    let Data::Ratings(ratings) = &about.table.data else { return None };
    if !ratings.all.names_coders() {
        return None;
    }
    let found = about.diagnosed;
    let mut table = Table::new("patterns", "Ways of rating a unit that make up most of the disagreement");
    table.columns = about.table.coders.iter().map(|coder| Column::words(format!("coder_{coder}"), coder)).collect();
    table.columns.extend([
        Column::number("units", "Units"),
        Column::number("disagreement", "Pairs that differ"),
        Column::number("share", "Share of all disagreement"),
        Column::number("cumulative", "Cumulative"),
    ]);
    for pattern in &found.patterns {
        let label =
            |category: &Option<usize>| category.map_or("", |category| about.table.categories[category].as_str());
        let mut row: Vec<Cell> = pattern.found.pattern.iter().map(|category| Cell::text(label(category))).collect();
        row.push(Cell::Count(pattern.found.units));
        let shares = [pattern.found.disagreement, pattern.found.share, pattern.cumulative];
        row.extend(shares.map(|value| Cell::Percent { value, digits: 1 }));
        table.push(row);
    }
    if found.patterns.is_empty() {
        table.note(format!("Nothing to tell: {}.", Undefined::NoDisagreement));
    } else if found.disagreeing_patterns > found.patterns.len() {
        table.note(format!("The first {MOST_PATTERNS} of {} that show disagreement.", found.disagreeing_patterns));
    }
    table.note(
        "Units that were rated alike by the same coders are one row; an empty cell is a missing rating. Pairs that \
         differ: of the pairs of coders who rated such a unit. Share: of all disagreement, each unit with two \
         ratings or more weighing the same, and two categories being the same or not.",
    );
    Some(table)
}
