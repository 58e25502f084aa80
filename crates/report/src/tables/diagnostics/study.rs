mod coders;
mod codes;
mod margins;
mod transcripts;

use qualkit_agreement::{Outcome, Undefined};
use qualkit_compare::{CodedUnits, DiagnosedStudy, Revalued, SetDistance};

use super::{DIGITS, square, title_of, value};
use crate::{Cell, Column, Round, Table};

/// Rows of a ranking that people are shown.
const MOST_SHOWN: usize = 10;

/// What stands behind the agreement in a round, the most telling first: which codes pull it down, which stand for each
/// other, which transcripts and whose codings it depends on; then how every two coders used each code, where percent
/// agreement and kappa part, and what published scales say.
///
/// Of rankings people see the first rows. Every table has a name of its own, which ends in that of the round, and for
/// machines a column `round`.
pub fn study_diagnostics(round: &Round, units: &CodedUnits, found: &DiagnosedStudy) -> Vec<Table> {
    let about = About { round, units, found };
    let mut tables: Vec<Table> = Vec::new();
    tables.push(codes::pulls(&about));
    tables.extend(codes::confused(&about));
    tables.extend(transcripts::pulls(&about));
    tables.push(coders::work(&about));
    tables.extend(coders::matrix(&about));
    tables.extend(margins::by_pair(&about));
    tables.push(margins::paradoxes(&about));
    tables.extend(margins::scales(&about));
    let mut told: Vec<String> = Vec::new();
    for table in &mut tables {
        table.notes.retain(|note| !told.contains(note));
        told.extend(table.notes.iter().cloned());
        table.name = format!("{}-{}", table.name, round.stem());
        table.columns.insert(0, Column::words("round", "Round").to_machines());
        table.rows.iter_mut().for_each(|row| row.insert(0, Cell::text(&round.name)));
    }
    tables
}

/// What the tables are about.
struct About<'a> {
    round: &'a Round,
    units: &'a CodedUnits,
    found: &'a DiagnosedStudy,
}

impl About<'_> {
    fn titled(&self, name: &str, title: &str) -> Table {
        Table::new(name, format!("{title}, {}", self.round.title()))
    }

    fn code(&self, code: usize) -> Cell {
        Cell::text(&self.units.codes[code])
    }

    /// Whether the first of them is of sets of codes, by a distance between them.
    fn is_of_sets(&self) -> bool {
        self.found.main.first().is_some_and(|main| main.weights.parse::<SetDistance>().is_ok())
    }

    /// Coders who did the same: `a+c`.
    fn coders(&self, places: &[usize]) -> String {
        let names: Vec<&str> = places.iter().map(|&coder| self.units.coders[coder].as_str()).collect();
        names.join("+")
    }

    /// How many codes people are shown: those on which anybody differs, up to a limit, which come first for the most
    /// part.
    fn codes_shown(&self, most: usize) -> usize {
        let last = self.found.codes.iter().rposition(|pull| pull.differences > 0);
        last.map_or(1, |last| last + 1).min(most)
    }

    /// The first of the main coefficients, in a sentence.
    fn first(&self) -> String {
        self.found.main.first().map(title_of).unwrap_or_default()
    }

    /// The columns of what remains without a part: people see the first coefficient.
    fn without_columns(&self) -> Vec<Column> {
        let of_measure = |(place, main): (usize, &qualkit_compare::Measured)| {
            let key = main.measure;
            let columns = [
                Column::number(format!("{key}_without"), "Without it"),
                Column::number(format!("{key}_change"), "Change"),
            ];
            columns.map(|column| if place == 0 { column } else { column.to_machines() })
        };
        self.found.main.iter().enumerate().flat_map(of_measure).collect()
    }

    /// The columns of a part's own values: people see the first coefficient.
    fn own_columns(&self, suffix: &str, label: &str) -> Vec<Column> {
        let of_measure = |(place, main): (usize, &qualkit_compare::Measured)| {
            let column = Column::number(format!("{}{suffix}", main.measure), label);
            if place == 0 { column } else { column.to_machines() }
        };
        self.found.main.iter().enumerate().map(of_measure).collect()
    }

    fn of_all(&self) -> String {
        match self.found.main.first().map(|main| &main.outcome) {
            Some(Ok(estimate)) => format!(", {}", crate::table::rounded(estimate.value, DIGITS)),
            _ => String::new(),
        }
    }

    /// What the column of changes holds.
    fn change_note(&self) -> String {
        format!(
            "Change: the value without it less that of all together{}; above 0 where it pulls agreement down. Ordered \
             by the change. It describes these codings: what stands out among many need not differ from the others \
             beyond chance.",
            self.of_all(),
        )
    }
}

fn own_cells(own: &[Outcome]) -> impl Iterator<Item = Cell> {
    own.iter().map(value)
}

fn without_cells(without: &[Revalued]) -> impl Iterator<Item = Cell> {
    without.iter().flat_map(|rest| {
        let change = rest.change.map_or(Cell::Empty, |change| Cell::number(change, DIGITS));
        [value(&rest.outcome), change]
    })
}

fn number(found: &Result<f64, Undefined>) -> Cell {
    super::number(found)
}

/// A share of units as people read it.
fn ratio(part: u64, whole: u64) -> Cell {
    if whole == 0 { Cell::Empty } else { Cell::number(part as f64 / whole as f64, 2) }
}

fn pair_matrix(about: &About<'_>) -> Option<Table> {
    let matrix = about.found.matrix.as_ref()?;
    let mut table = square::square("pairs".to_owned(), &about.units.coders, matrix);
    table.title = format!("{}, {}", table.title, about.round.title());
    Some(table)
}
