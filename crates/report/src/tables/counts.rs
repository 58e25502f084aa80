use qualkit_codebook::{CodeId, Codebook};
use qualkit_themes::{Count, Tally, ThemeId, Themes};

use super::{code_cells, name_columns, theme_cells};
use crate::{Cell, Column, Table};

/// What a theme counts.
pub(super) const THEMES_UNDER_A_THEME: &str =
    "A theme counts the codings of its codes and of all themes under it, each once.";

/// What a code counts.
pub(super) fn codes_under_a_code(with_children: bool) -> &'static str {
    if with_children {
        "The codings of all codes under a code are counted with its own, each once."
    } else {
        "Codes count as they were applied: a code does not count for the code above it."
    }
}

/// How much there is of every code. `with_children` says how the counts were made.
pub fn counts_table(counts: &[Count<CodeId>], codebook: &Codebook, with_children: bool) -> Table {
    let mut table = Table::new("counts", "How much there is of each code");
    table.columns = columns("code", "Code");
    for count in counts {
        let id = count.id.as_str();
        let mut row = code_cells(codebook, id).to_vec();
        row.extend([Cell::text(id), Cell::count(count.depth)]);
        row.extend(cells(&count.tally));
        table.push(row);
    }
    table.note(codes_under_a_code(with_children));
    table.note(WHAT_COUNTS);
    table
}

/// How much there is of every theme.
pub fn theme_counts_table(counts: &[Count<ThemeId>], themes: &Themes) -> Table {
    let mut table = Table::new("theme-counts", "How much there is of each theme");
    table.columns = columns("theme", "Theme");
    for count in counts {
        let id = count.id.as_str();
        let mut row = theme_cells(themes, id).to_vec();
        row.extend([Cell::text(id), Cell::count(count.depth)]);
        row.extend(cells(&count.tally));
        table.push(row);
    }
    table.note(THEMES_UNDER_A_THEME);
    table.note(WHAT_COUNTS);
    table
}

const WHAT_COUNTS: &str = "Participants: cases that said some of it. Transcripts, turns: those that share \
    words with it. Codings: each counted once. Words: said in it, words that bear several codings counted once. \
    A coding over several speakers counts for the first who has a case.";

fn columns(key: &str, label: &str) -> Vec<Column> {
    let mut columns = name_columns(label).to_vec();
    columns.extend([
        Column::words(key, "Id"),
        Column::number("depth", "Depth").to_machines(),
        Column::number("participants", "Participants"),
        Column::number("transcripts", "Transcripts"),
        Column::number("turns", "Turns"),
        Column::number("codings", "Codings"),
        Column::number("words", "Words"),
    ]);
    columns
}

fn cells(tally: &Tally) -> [Cell; 5] {
    [tally.participants, tally.transcripts, tally.turns, tally.codings, tally.words].map(Cell::count)
}
