use qualkit_codebook::{CodeId, Codebook};
use qualkit_themes::{Count, Matrix, ThemeId, Themes};

use super::{code_name, key, name_columns, theme_cells};
use crate::{Cell, Column, Table};

/// The themes with what they claim, the codes they hold, and how many participants said some of it; by
/// the values of an attribute, if a matrix is given.
pub fn themes_table(
    themes: &Themes,
    codebook: &Codebook,
    counts: &[Count<ThemeId>],
    matrix: Option<&Matrix<ThemeId>>,
) -> Table {
    let mut table = Table::new("themes", "Themes");
    table.columns = name_columns("Theme").to_vec();
    table.columns.extend([
        Column::words("theme", "Id").to_machines(),
        Column::words("parent", "Under").to_machines(),
        Column::words("claim", "Claim"),
        Column::words("codes", "Codes").to_people(),
        Column::words("code_ids", "Codes").to_machines(),
        Column::number("participants", "Participants"),
        Column::number("codings", "Codings"),
    ]);
    let values = matrix.map(|matrix| matrix.columns.as_slice()).unwrap_or_default();
    for column in values {
        let (heading, key) = (column.heading(), key(column.heading()));
        table.columns.extend([
            Column::number(format!("{key}_share"), heading).to_people(),
            Column::number(format!("{key}_participants"), heading).to_machines(),
            Column::number(format!("{key}_of_participants"), heading).to_machines(),
        ]);
    }
    for theme in themes.iter() {
        let tally = counts.iter().find(|count| count.id == theme.id).map(|count| count.tally).unwrap_or_default();
        let mut row = theme_cells(themes, theme.id.as_str()).to_vec();
        row.extend([
            Cell::text(theme.id.as_str()),
            Cell::text(theme.parent.as_ref().map(|id| id.as_str()).unwrap_or_default()),
            Cell::text(&theme.claim),
            Cell::text(
                theme.codes.iter().map(|code| code_name(codebook, code.as_str())).collect::<Vec<_>>().join("; "),
            ),
            Cell::text(theme.codes.iter().map(CodeId::as_str).collect::<Vec<_>>().join(";")),
            Cell::count(tally.participants),
            Cell::count(tally.codings),
        ]);
        let cells = matrix.and_then(|matrix| matrix.rows.iter().find(|row| row.id == theme.id)).map(|row| &row.cells);
        for (place, column) in values.iter().enumerate() {
            let with = cells.and_then(|cells| cells.get(place)).map_or(0, |tally| tally.participants);
            row.push(Cell::share(with, column.participants));
            row.extend([with, column.participants].map(Cell::count));
        }
        table.push(row);
    }
    table.note(
        "A theme counts the codings of its codes and of all themes under it, each once. Shares are participants who \
         said some of it, of all participants of the group.",
    );
    table
}
