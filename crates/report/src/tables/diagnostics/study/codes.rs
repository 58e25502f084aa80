use qualkit_compare::{AppliedBy, ConfusedCodes};

use super::{About, MOST_SHOWN, own_cells, without_cells};
use crate::prose::grouped;
use crate::{Cell, Column, Table};

/// Ways of differing that people are told of a code.
const MOST_WAYS: usize = 2;

/// Which codes pull agreement down.
pub(super) fn pulls(about: &About<'_>) -> Table {
    let found = about.found;
    let mut table = about.titled("codes", "Which codes pull agreement down");
    table.columns = vec![Column::words("code", "Code")];
    let applied = about.units.coders.iter().map(|coder| format!("applied_{coder}"));
    table.columns.extend(applied.map(|key| Column::number(key, "Applied").to_machines()));
    table.columns.extend([
        Column::number("differences", "Differences"),
        Column::number("share", "Share of all"),
        Column::number("instead_nothing", "Nothing instead"),
    ]);
    table.columns.extend(about.own_columns("", "Alone"));
    table.columns.extend(about.without_columns());
    table.columns.extend([
        Column::words("applied_by_most", "Applied by, where they differ").to_people(),
        Column::words("applied_by", "Applied by").to_machines(),
    ]);
    for pull in &found.codes {
        let mut row = vec![about.code(pull.code)];
        row.extend(pull.applied.iter().map(|&units| Cell::Count(units)));
        row.push(Cell::Count(pull.differences));
        row.push(Cell::Percent { value: pull.share, digits: 1 });
        row.push(Cell::Count(pull.instead_nothing));
        row.extend(own_cells(&pull.own));
        row.extend(without_cells(&pull.without));
        let ways = |by: &[AppliedBy], is: &str| -> Vec<String> {
            by.iter().map(|by| format!("{}{is}{}", about.coders(&by.coders), by.units)).collect()
        };
        let most = ways(&pull.by[..pull.by.len().min(MOST_WAYS)], "\u{a0}").join(", ");
        let more = if pull.by.len() > MOST_WAYS { ", …" } else { "" };
        row.extend([Cell::text(most + more), Cell::text(ways(&pull.by, ":").join(";"))]);
        table.push(row);
    }
    table.most_shown = Some(about.codes_shown(MOST_SHOWN));
    if found.differences == 0 {
        table.note("Nobody differs on any code.");
    }
    let never = match found.never_applied {
        0 => String::new(),
        1 => " One code that nobody applied is not listed.".to_owned(),
        never => format!(" {} codes that nobody applied are not listed.", grouped(never as u64)),
    };
    table.note(format!(
        "A difference: a unit and two coders of whom one applied the code and the other did not; {} in all. Nothing \
         instead: of these, those where the other put no code there that the first had not put there too.{never}",
        grouped(found.differences),
    ));
    let first = about.first();
    let alone = if about.is_of_sets() { "Krippendorff’s alpha" } else { &first };
    table.note(format!("Alone: {alone} of this code, there or not; without it: {first} of all other codes."));
    table.note(about.change_note());
    table.note(format!(
        "Applied by, where they differ: who applied the code to units on which not all did, and to how many{}. qualkit \
         disagreements lists the places.",
        if about.units.coders.len() > 2 { "; the most frequent" } else { "" }
    ));
    table
}

/// Which codes stand for each other.
pub(super) fn confused(about: &About<'_>) -> Option<Table> {
    let found = &about.found.confused;
    if found.is_empty() {
        return None;
    }
    let mut table = about.titled("confused", "Which codes one coder puts where another puts others");
    table.columns = vec![
        Column::words("code", "Code"),
        Column::words("other_code", "Other code"),
        Column::number("times", "Times"),
        Column::words("code_by", "Who put the code").to_people(),
        Column::words("other_code_by", "Who put the other").to_people(),
        Column::number("both_code", "Agreed on the code"),
        Column::number("both_other_code", "Agreed on the other"),
    ];
    for key in ["code_by", "other_code_by"] {
        let of_coder = |coder: &String| Column::number(format!("{key}_{coder}"), coder).to_machines();
        table.columns.extend(about.units.coders.iter().map(of_coder));
    }
    for pair in found {
        let ConfusedCodes { codes: [first, second], times, both, .. } = pair;
        let cells = [
            about.code(*first),
            about.code(*second),
            Cell::Count(*times),
            by(about, &pair.first_by),
            by(about, &pair.second_by),
            Cell::Count(both[0]),
            Cell::Count(both[1]),
        ];
        let by_coders = pair.first_by.iter().chain(&pair.second_by).map(|&times| Cell::Count(times));
        table.push(cells.into_iter().chain(by_coders));
    }
    table.most_shown = Some(MOST_SHOWN);
    table.note(
        "Counted over units and every two coders who judged them. Times: one of the two applied the code and not the \
         other code, the other coder the other code and not the code; with several codes on a unit, one unit may make \
         several such pairs. Agreed: both applied it.",
    );
    Some(table)
}

fn by(about: &About<'_>, times: &[u64]) -> Cell {
    let mut by: Vec<(&str, u64)> = about
        .units
        .coders
        .iter()
        .map(String::as_str)
        .zip(times.iter().copied())
        .filter(|(_, times)| *times > 0)
        .collect();
    by.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let told: Vec<String> = by.into_iter().map(|(coder, times)| format!("{coder}\u{a0}{times}")).collect();
    Cell::text(told.join(", "))
}
