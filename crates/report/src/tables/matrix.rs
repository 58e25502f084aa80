use qualkit_codebook::{CodeId, Codebook};
use qualkit_themes::{Matrix, ThemeId, Themes};

use super::counts::{THEMES_UNDER_A_THEME, codes_under_a_code};
use super::{code_cells, key, name_columns, theme_cells};
use crate::{Cell, Column, Table};

/// Codes by the values of an attribute: how many participants of each said some of it. `with_children`
/// says how the counts were made.
pub fn matrix_table(matrix: &Matrix<CodeId>, codebook: &Codebook, with_children: bool) -> Table {
    let title = format!("Codes by {}", matrix.attribute);
    let table = Table::new(stem("codes", &matrix.attribute), title);
    let mut table = fill(table, "code", "Code", matrix, |id| (code_cells(codebook, id.as_str()), id.as_str()));
    table.note(codes_under_a_code(with_children));
    table
}

/// Codes by the values of an attribute, for people: turns, codings and words. Programs find them in
/// [`matrix_table`].
pub fn matrix_amounts_table(matrix: &Matrix<CodeId>, codebook: &Codebook) -> Table {
    let table = Table::new(stem("amounts", &matrix.attribute), format!("Codes by {}: how much", matrix.attribute));
    fill_amounts(table, "Code", matrix, |id| code_cells(codebook, id.as_str()))
}

/// Themes by the values of an attribute, for people: turns, codings and words. Programs find them in
/// [`theme_matrix_table`].
pub fn theme_matrix_amounts_table(matrix: &Matrix<ThemeId>, themes: &Themes) -> Table {
    let table = Table::new(stem("amounts", &matrix.attribute), format!("Themes by {}: how much", matrix.attribute));
    fill_amounts(table, "Theme", matrix, |id| theme_cells(themes, id.as_str()))
}

fn fill_amounts<Id>(mut table: Table, label: &str, matrix: &Matrix<Id>, name: impl Fn(&Id) -> [Cell; 2]) -> Table {
    table.columns = name_columns(label).to_vec();
    let values = matrix.columns.iter();
    table.columns.extend(values.map(|column| Column::number(key(column.heading()), column.heading())));
    for row in &matrix.rows {
        let amounts = row.cells.iter().map(|tally| match tally.codings {
            0 => Cell::Empty,
            codings => Cell::text(format!("{} / {codings} / {}", tally.turns, tally.words)),
        });
        table.push(name(&row.id).into_iter().chain(amounts));
    }
    table.note("Turns / codings / words.");
    table
}

/// Themes by the values of an attribute: how many participants of each said some of it.
pub fn theme_matrix_table(matrix: &Matrix<ThemeId>, themes: &Themes) -> Table {
    let title = format!("Themes by {}", matrix.attribute);
    let table = Table::new(stem("themes", &matrix.attribute), title);
    let mut table = fill(table, "theme", "Theme", matrix, |id| (theme_cells(themes, id.as_str()), id.as_str()));
    table.note(THEMES_UNDER_A_THEME);
    table
}

fn fill<'m, Id>(
    mut table: Table,
    kind: &str,
    label: &str,
    matrix: &'m Matrix<Id>,
    name: impl Fn(&'m Id) -> ([Cell; 2], &'m str),
) -> Table {
    table.columns = name_columns(label).to_vec();
    table.columns.push(Column::words(kind, "Id").to_machines());
    for column in &matrix.columns {
        let (heading, key) = (column.heading(), key(column.heading()));
        table.columns.push(Column::number(format!("{key}_share"), heading).to_people());
        for counted in ["participants", "of_participants", "codings", "turns", "words"] {
            table.columns.push(Column::number(format!("{key}_{counted}"), heading).to_machines());
        }
    }
    for row in &matrix.rows {
        let (names, id) = name(&row.id);
        let mut cells = names.to_vec();
        cells.push(Cell::text(id));
        for (tally, column) in row.cells.iter().zip(&matrix.columns) {
            cells.push(Cell::share(tally.participants, column.participants));
            let counts = [tally.participants, column.participants, tally.codings, tally.turns, tally.words];
            cells.extend(counts.map(Cell::count));
        }
        table.push(cells);
    }
    table.note(format!("Participants who said some of it, of all participants with that {}.", matrix.attribute));
    table
}

fn stem(what: &str, attribute: &str) -> String {
    format!("{what}-by-{}", key(attribute).replace('_', "-"))
}
