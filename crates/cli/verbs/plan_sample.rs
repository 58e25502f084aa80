use clap::Subcommand;
use qualkit_agreement::{Error, SampleSize};
use qualkit_report::{Cell, Column, Table};

use crate::failure::{Answer, Failure};

mod alpha;
mod interval;
mod kappa;
mod rare;
mod typed;
mod width;

/// Plan how many units to code, before coding them: sample size, power, expected interval
///
/// Reads nothing but its options, and writes nothing: the answer is a table on stdout, with the formula, its source and
/// what it rests on.
#[derive(Debug, Subcommand)]
pub enum PlanSample {
    Kappa(kappa::Kappa),
    Interval(interval::Interval),
    Width(width::Width),
    Rare(rare::Rare),
    Alpha(alpha::Alpha),
}

impl PlanSample {
    pub fn run(self) -> Result<Answer, Failure> {
        match self {
            PlanSample::Kappa(verb) => verb.run(),
            PlanSample::Interval(verb) => verb.run(),
            PlanSample::Width(verb) => verb.run(),
            PlanSample::Rare(verb) => verb.run(),
            PlanSample::Alpha(verb) => verb.run(),
        }
    }
}

/// Every plan rests on this.
const INDEPENDENT: &str = "Units are taken to be independent. Turns and sentences of one interview are not quite: take \
                           more of them, or units from more interviews.";

const LARGE_SAMPLES: &str = "A formula for large samples: where it gives few units, or few that bear the code, the \
                             power may be another.";

/// What plans for several coders of one code rest on.
const KNOWN_PREVALENCE: &str = "The formula takes the prevalence as known. For two coders that hardly matters; for more \
                                coders of a code far from half of all units it promises too much: at a prevalence of .1 \
                                and kappa .6 against .4, three coders need 9 % more units than it says, five 26 %.";

/// What plans for more than two coders promise of this program's own interval.
const MORE_CODERS: &str = "qualkit agree --interval one-code goes by profile likelihood for more than two coders, which \
                           assumes less than this formula and takes more units: for kappa .6 above .4, simulated with a \
                           power of .80, three coders 10 % more at a prevalence of .3 and 30 % at .1, five 30 % and 60 %.";

/// A table of one row, whose columns are added one by one.
struct Planned {
    table: Table,
    row: Vec<Cell>,
}

impl Planned {
    fn new(name: &str, title: String) -> Planned {
        Planned { table: Table::new(name, title), row: Vec::new() }
    }

    fn number(&mut self, key: &str, label: &str, cell: Cell) {
        self.table.columns.push(Column::number(key, label));
        self.row.push(cell);
    }

    fn words(&mut self, key: &str, label: &str, words: impl Into<String>) {
        self.table.columns.push(Column::words(key, label));
        self.row.push(Cell::text(words));
    }

    /// The units that are needed, and the formula's number before it was rounded up.
    fn size(&mut self, size: SampleSize) -> Result<(), Failure> {
        const MOST: u64 = 1 << 53;
        if size.exact.is_nan() || size.units >= MOST {
            return Err(Failure::usage(format!("the plan takes more than {MOST} units"))
                .hint("the two values are too close to each other, or the share is too near 0 or 1"));
        }
        self.number("units", "Units", Cell::Count(size.units));
        self.number("exact", "By the formula", Cell::number(size.exact, 2));
        Ok(())
    }

    fn table(mut self, notes: &[&str]) -> Table {
        self.table.push(self.row);
        notes.iter().for_each(|note| self.table.note(*note));
        self.table
    }
}

/// A plan that cannot be, as people are told it.
fn impossible(error: Error) -> Failure {
    let Error::Parameter { what, value, low, high } = error else { return Failure::usage(error) };
    if what == "sum of the rates" {
        let sum = typed::short(value, 12);
        return Failure::usage(format!("--marginals: the shares add up to {sum}, expected 1"))
            .hint("of thirds make one a little larger, as in 0.3333,0.3333,0.3334");
    }
    let [value, low, high] = [(value, 12), (low, 4), (high, 4)].map(|(number, digits)| typed::short(number, digits));
    let ends = if value == low || value == high { ", the ends excluded" } else { "" };
    Failure::usage(match low == high {
        true => format!("{what}: expected {low}, found {value}"),
        false => format!("{what}: expected a number between {low} and {high}{ends}, found {value}"),
    })
}
