use qualkit_agreement::{Outcome, TwoByTwo, Undefined};
use qualkit_codebook::Codebook;
use qualkit_compare::{PairAgreement, PooledOutcome};

use super::code_name;
use crate::round::Measure;
use crate::{Cell, Column, Round, Table};

/// Digits of coefficients that people are shown.
const DIGITS: usize = 2;

/// How far every two coders agreed on every code: the table of two by two, percent agreement, Cohen's
/// kappa and its interval. The last rows are those of all codes together.
pub fn agreement_by_pair(round: &Round) -> Table {
    let title = format!("Agreement by code and pair of coders, {}", round.title());
    let mut table = Table::new(format!("agreement-{}-pairs", round.stem()), title);
    table.columns = vec![
        Column::words("code", "Code"),
        Column::words("coders", "Pair").to_people(),
        Column::words("first", "First").to_machines(),
        Column::words("second", "Second").to_machines(),
        Column::number("both", "Both"),
        Column::number("only_first", "Only 1st"),
        Column::number("only_second", "Only 2nd"),
        Column::number("neither", "Neither"),
        Column::number("percent", "Percent agreed"),
        Column::number("kappa", "Cohen’s kappa"),
    ];
    table.columns.extend(interval_columns("kappa", round));
    table.columns.extend([
        Column::number("prevalence_index", "Prevalence index").to_machines(),
        Column::number("bias_index", "Bias index").to_machines(),
    ]);
    for code in &round.comparison.per_code {
        for pair in &code.pairs {
            let mut row = vec![Cell::text(code.code.as_str())];
            row.extend(coders(round, pair.first, pair.second));
            row.extend(cells_of(pair));
            table.push(row);
        }
    }
    for pair in &round.comparison.pooled.pairs {
        let mut row = vec![Cell::text(ALL_CODES)];
        row.extend(coders(round, pair.first, pair.second));
        row.extend([const { Cell::Empty }; 4]);
        row.extend([pooled_percent(&pair.percent), pooled(&pair.kappa)]);
        row.resize(table.columns.len(), Cell::Empty);
        table.push(row);
    }
    table.notes = round.notes(&[Measure::CohenKappa]);
    table.notes.extend(round.intervals(&[Measure::CohenKappa]));
    table.note("Only 1st and only 2nd: units to which only the first or only the second of the two applied the code.");
    table
}

/// How far all coders agreed on every code: how often each applied it, percent agreement, kappa (Cohen's
/// for two coders, Fleiss' for more) and Krippendorff's alpha with intervals. The last row is that of all
/// codes together. With a codebook, people see the names of the codes instead of their ids.
pub fn agreement_by_code(round: &Round, names: Option<&Codebook>) -> Table {
    let compared = &round.comparison;
    let title = format!("Agreement by code, {}", round.title());
    let mut table = Table::new(format!("agreement-{}-codes", round.stem()), title);
    let (kappa, kappa_label) = kappa_of(round);
    let code = Column::words("code", "Code");
    let name = Column::words("name", "Code");
    table.columns = match names {
        Some(_) => vec![name.to_people(), code.to_machines()],
        None => vec![name.to_machines(), code],
    };
    let applied = compared.coders.iter().map(|coder| Column::number(format!("applied_{coder}"), coder.as_str()));
    table.columns.extend(applied);
    table.columns.push(Column::number("percent", "Percent agreed"));
    table.columns.push(Column::number(kappa, kappa_label));
    table.columns.extend(interval_columns(kappa, round));
    table.columns.push(Column::number("alpha", "Alpha"));
    table.columns.extend(interval_columns("alpha", round));
    let two = compared.coders.len() == 2;
    for code in &compared.per_code {
        let chosen = if two { &code.pairs[0].kappa } else { &code.fleiss };
        let id = code.code.as_str();
        let mut row = vec![Cell::text(names.map_or(id, |names| code_name(names, id))), Cell::text(id)];
        row.extend(code.applied.iter().map(|&units| Cell::Count(units)));
        row.push(percent(&code.percent));
        row.extend(coefficient(chosen));
        row.extend(coefficient(&code.alpha));
        table.push(row);
    }
    let all = &compared.pooled;
    let mut row = vec![Cell::text(ALL_CODES), Cell::text(ALL_CODES)];
    row.resize(2 + compared.coders.len(), Cell::Empty);
    row.push(pooled_percent(&all.percent));
    row.push(pooled(if two { &all.pairs[0].kappa } else { &all.fleiss }));
    row.extend([const { Cell::Empty }; 3]);
    row.push(pooled(&all.alpha));
    row.extend([const { Cell::Empty }; 3]);
    table.push(row);
    let coders: Vec<&str> = compared.coders.iter().map(|coder| coder.as_str()).collect();
    table.note(format!("{}: units to which the coder applied the code.", coders.join(", ")));
    let measures = [if two { Measure::CohenKappa } else { Measure::FleissKappa }, Measure::Alpha];
    table.notes.extend(round.notes(&measures));
    table.notes.extend(round.intervals(&measures));
    table
}

/// Adds to the table of [`agreement_by_code`] how far coders agree that each code is there, and that it is not.
pub fn with_specific_agreement(mut table: Table, round: &Round) -> Table {
    table.columns.extend([
        Column::number("specific_agreement", "Agreed if present"),
        Column::number("specific_agreement_absent", "Agreed if absent"),
    ]);
    let codes = round.comparison.per_code.iter().map(|code| {
        [(&code.present, "nobody applied the code"), (&code.absent, "every coder applied the code to every unit")]
            .map(|(outcome, why)| specific(outcome, why))
    });
    for (row, cells) in table.rows.iter_mut().zip(codes.chain(std::iter::repeat([Cell::Empty, Cell::Empty]))) {
        row.extend(cells);
    }
    table.note(
        "Agreed if present: given that a coder applied the code to a unit, how often another did so too; if absent: \
         given that a coder did not, how often another did not either (specific agreement; Cicchetti and Feinstein \
         1990). Neither is corrected for chance; together they tell what one percentage hides.",
    );
    table
}

/// Agreement on one of the two answers; where nobody gave it, `why` says so in words of codes.
fn specific(outcome: &Outcome, why: &str) -> Cell {
    match outcome {
        Err(Undefined::CategoryNotUsed { .. }) => Cell::Undefined(why.to_owned()),
        outcome => percent(outcome),
    }
}

/// How far coders agreed over all codes, round by round: every pair and all coders together.
pub fn agreement_overview(rounds: &[Round]) -> Table {
    let mut table = Table::new("agreement", "Agreement over all codes, by round");
    let two_each = rounds.iter().all(|round| round.comparison.coders.len() == 2);
    let fleiss = Column::number("fleiss_kappa", "Fleiss’ kappa");
    table.columns = vec![
        Column::words("round", "Round"),
        Column::words("codebook_versions", "Codebook"),
        Column::number("transcripts", "Transcripts"),
        Column::words("unit", "Unit").to_machines(),
        Column::number("units", "Units"),
        Column::number("codes", "Codes").to_machines(),
        Column::words("coders_named", "Coders").to_people(),
        Column::words("coders", "Coders").to_machines(),
        Column::number("percent", "Percent agreed"),
        Column::number("cohen_kappa", "Cohen’s kappa"),
        if two_each { fleiss.to_machines() } else { fleiss },
        Column::number("alpha", "Alpha"),
    ];
    for round in rounds {
        let (compared, all) = (&round.comparison, &round.comparison.pooled);
        let two = compared.coders.len() == 2;
        let head = |codes: usize| {
            vec![
                Cell::text(&round.name),
                Cell::text(round.versions()),
                Cell::count(compared.transcripts.len()),
                Cell::text(compared.judging.unit.to_string()),
                Cell::Count(compared.units),
                Cell::count(codes),
            ]
        };
        for pair in &all.pairs {
            // A pair is pooled over the codes that one of the two applied.
            let mut row = head(pair.kappa.as_ref().map_or(0, |pooled| pooled.codes));
            row.extend(of_coders(round, &[pair.first, pair.second]));
            row.push(pooled_percent(&pair.percent));
            row.extend([pooled(&pair.kappa), Cell::Empty]);
            row.push(if two { pooled(&all.alpha) } else { Cell::Empty });
            table.push(row);
        }
        if !two {
            let mut row = head(all.codes);
            row.extend(of_coders(round, &(0..compared.coders.len()).collect::<Vec<_>>()));
            row.extend([pooled_percent(&all.percent), Cell::Empty]);
            row.extend([pooled(&all.fleiss), pooled(&all.alpha)]);
            table.push(row);
        }
    }
    table.notes = rounds.iter().map(Round::material).collect();
    let measures = [Measure::CohenKappa, Measure::FleissKappa, Measure::Alpha];
    let measures: Vec<Measure> =
        measures.into_iter().filter(|measure| !two_each || *measure != Measure::FleissKappa).collect();
    for round in rounds {
        let rules = round.rules(&measures);
        let new: Vec<String> = rules.into_iter().filter(|rule| !table.notes.contains(rule)).collect();
        table.notes.extend(new);
    }
    table
}

const ALL_CODES: &str = "(all codes)";

fn kappa_of(round: &Round) -> (&'static str, &'static str) {
    if round.comparison.coders.len() == 2 {
        ("cohen_kappa", "Cohen’s kappa")
    } else {
        ("fleiss_kappa", "Fleiss’ kappa")
    }
}

fn coders(round: &Round, first: usize, second: usize) -> [Cell; 3] {
    let id = |place: usize| Cell::text(round.comparison.coders[place].as_str());
    [Cell::text(round.named(&[first, second])), id(first), id(second)]
}

/// Coders, for people and for machines.
fn of_coders(round: &Round, places: &[usize]) -> [Cell; 2] {
    let ids: Vec<&str> = places.iter().map(|&place| round.comparison.coders[place].as_str()).collect();
    [Cell::text(round.named(places)), Cell::text(ids.join(";"))]
}

fn interval_columns(measure: &str, round: &Round) -> [Column; 3] {
    [
        Column::number(format!("{measure}_interval"), format!("{} interval", round.level())).to_people(),
        Column::number(format!("{measure}_low"), "Low").to_machines(),
        Column::number(format!("{measure}_high"), "High").to_machines(),
    ]
}

fn cells_of(pair: &PairAgreement) -> Vec<Cell> {
    let TwoByTwo { both, only_first, only_second, neither } = pair.table;
    let mut cells: Vec<Cell> = [both, only_first, only_second, neither].map(Cell::Count).to_vec();
    cells.push(percent(&pair.percent));
    cells.extend(coefficient(&pair.kappa));
    cells.extend([pair.table.prevalence_index(), pair.table.bias_index()].map(|index| Cell::number(index, DIGITS)));
    cells
}

/// A coefficient and its interval: for people, and its two ends for machines.
fn coefficient(outcome: &Outcome) -> [Cell; 4] {
    let value = value(outcome.as_ref().map(|estimate| estimate.value), |value| Cell::number(value, DIGITS));
    match outcome.as_ref().ok().and_then(|estimate| estimate.interval.as_ref()) {
        Some(interval) => {
            let [low, high] = [interval.low, interval.high].map(|end| Cell::number(end, DIGITS));
            let people = Cell::text(format!("{} to {}", low.for_people(), high.for_people()));
            [value, people, low, high]
        }
        None => [value, Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn percent(outcome: &Outcome) -> Cell {
    value(outcome.as_ref().map(|estimate| estimate.value), |value| Cell::Percent { value, digits: 1 })
}

fn pooled(outcome: &PooledOutcome) -> Cell {
    value(outcome.as_ref().map(|pooled| pooled.value), |value| Cell::number(value, DIGITS))
}

fn pooled_percent(outcome: &PooledOutcome) -> Cell {
    value(outcome.as_ref().map(|pooled| pooled.value), |value| Cell::Percent { value, digits: 1 })
}

fn value(value: Result<f64, &Undefined>, cell: impl Fn(f64) -> Cell) -> Cell {
    value.map_or_else(|reason| Cell::Undefined(reason.to_string()), cell)
}
