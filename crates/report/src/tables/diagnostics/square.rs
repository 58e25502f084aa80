use qualkit_agreement::Confusion;
use qualkit_compare::{PairMargins, PairMatrix};

use super::{About, title, value};
use crate::{Cell, Column, Table};

/// More pairs of coders than this have no tables of confusion; their margins are told all the same.
pub(super) const MOST_TABLES: usize = 45;

/// What the first of two coders said by what the second said, one table for every two.
pub(super) fn confusions(about: &About<'_>) -> Vec<Table> {
    let pairs = &about.diagnosed.pairs;
    if about.diagnosed.coincidences.is_none() || pairs.len() > MOST_TABLES {
        return Vec::new();
    }
    let mut tables: Vec<Table> = Vec::new();
    for pair in pairs {
        let Ok(counts) = &pair.table else { continue };
        let mut table = confusion(about, pair, counts);
        if pairs.len() > 1 {
            let names = pair.coders.map(|coder| about.table.coders[coder].as_str());
            table.name = unused(format!("confusion-{}", names.map(stem).join("-")), &tables);
        }
        tables.push(table);
    }
    tables
}

fn confusion(about: &About<'_>, pair: &PairMargins, counts: &Confusion) -> Table {
    let [first, second] = pair.coders.map(|coder| about.table.coders[coder].as_str());
    let mut table = Table::new("confusion", format!("Confusion of categories, {first} by {second}"));
    let labels = &about.table.categories;
    table.columns = vec![Column::words("first", first)];
    table.columns.extend(labels.iter().map(|label| Column::number(format!("second_{label}"), label)));
    table.columns.push(Column::number("total", "Total"));
    let (rows, columns) = (counts.first_totals(), counts.second_totals());
    for (row, label) in labels.iter().enumerate() {
        let cells = (0..labels.len()).map(|column| Cell::Count(counts.get(row, column)));
        table.push([Cell::text(label)].into_iter().chain(cells).chain([Cell::Count(rows[row])]));
    }
    let totals = columns.into_iter().chain([counts.units()]).map(Cell::Count);
    table.push([Cell::text(TOTAL)].into_iter().chain(totals));
    table.note(
        "Units that both coders rated, counted: rows are the first coder’s categories, columns the second’s; on the \
         diagonal they agree.",
    );
    table
}

const TOTAL: &str = "(total)";

/// How often two categories meet in a unit, over all coders.
pub(super) fn coincidences(about: &About<'_>) -> Option<Table> {
    let found = about.diagnosed.coincidences.as_ref()?;
    let mut table = Table::new("coincidences", "Coincidences of categories, all coders");
    let labels = &about.table.categories;
    table.columns = vec![Column::words("category", "Category")];
    table.columns.extend(labels.iter().map(|label| Column::number(format!("with_{label}"), label)));
    table.columns.push(Column::number("total", "Total"));
    match found {
        Ok(found) => {
            let totals = found.totals();
            for (row, label) in labels.iter().enumerate() {
                let cells = (0..labels.len()).map(|column| Cell::number(found.get(row, column), 2));
                table.push([Cell::text(label)].into_iter().chain(cells).chain([Cell::Count(totals[row])]));
            }
            let all = totals.iter().copied().chain([found.pairable_ratings()]).map(Cell::Count);
            table.push([Cell::text(TOTAL)].into_iter().chain(all));
        }
        Err(undefined) => table.note(format!("Nothing to tabulate: {undefined}.")),
    }
    table.note(
        "Every ordered pair of ratings of a unit, divided by the unit’s ratings less one, so that each unit weighs as \
         much as it has ratings; units with one rating are left out. Krippendorff (2011), Computing Krippendorff’s \
         Alpha-Reliability, section C.",
    );
    Some(table)
}

/// Which codes coders put where another coder put others.
pub(super) fn code_confusion(about: &About<'_>) -> Option<Table> {
    let found = about.diagnosed.code_confusion.as_ref()?;
    let mut table = Table::new("confusion", "Codes by codes: which one coder applied where another applied others");
    let labels = &about.table.categories;
    table.columns = vec![Column::words("category", "Code")];
    table.columns.extend(labels.iter().map(|label| Column::number(format!("with_{label}"), label)));
    table.columns.push(Column::number("alone", "Nothing instead"));
    for ((label, cells), alone) in labels.iter().zip(&found.cells).zip(&found.alone) {
        let counts = cells.iter().chain([alone]).map(|&count| Cell::Count(count));
        table.push([Cell::text(label)].into_iter().chain(counts));
    }
    table.note(
        "Counted over units and every two coders who judged them. On the diagonal: both applied the code. Elsewhere: \
         one applied the code of the row and not that of the column, the other the code of the column and not that \
         of the row. Nothing instead: one applied the code, the other neither that code nor any that the first had \
         not applied.",
    );
    Some(table)
}

/// A coefficient of every two coders, coders by coders.
pub(super) fn pairs(about: &About<'_>) -> Vec<Table> {
    let square = |(place, matrix): (usize, &PairMatrix)| {
        let name = if place == 0 { "pairs".to_owned() } else { format!("pairs-{}", matrix.measure.replace('_', "-")) };
        let mut table = square(name, &about.table.coders, matrix);
        let measure = title(matrix.measure, &matrix.weights);
        table.note(format!("{measure} of the two coders alone, on what both of them rated."));
        table
    };
    about.diagnosed.matrices.iter().enumerate().map(square).collect()
}

pub(super) fn square(name: String, coders: &[String], matrix: &PairMatrix) -> Table {
    let measure = title(matrix.measure, &matrix.weights);
    let mut table = Table::new(name, format!("{measure} of every two coders"));
    table.columns = vec![Column::words("coder", "Coder"), Column::words("measure", "Measure").to_machines()];
    table.columns.extend(coders.iter().map(|coder| Column::number(format!("with_{coder}"), coder)));
    for (row, coder) in coders.iter().enumerate() {
        let cells = (0..coders.len()).map(|column| {
            let pair = [row.min(column), row.max(column)];
            let found = matrix.cells.iter().find(|(coders, _)| *coders == pair);
            found.map_or(Cell::Empty, |(_, outcome)| value(outcome))
        });
        table.push([Cell::text(coder), Cell::text(matrix.measure)].into_iter().chain(cells));
    }
    table
}

/// A coder’s name as file names hold it.
fn stem(name: &str) -> String {
    qualkit_table::Id::slug(name).map_or_else(|| "coder".to_owned(), |id| id.as_str().to_owned())
}

/// The name, with a number behind it if a table has it already.
fn unused(name: String, tables: &[Table]) -> String {
    let is_free = |name: &String| tables.iter().all(|table| table.name != *name);
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name)
}
