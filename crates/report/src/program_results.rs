use qualkit_compare::{About, CodedTexts, Domains, Measured, ProgramValue};
use serde::Serialize;

use crate::agreement_results::Row;
use crate::table::significant;
use crate::tables::{OWN_RULE, programs_side_by_side, programs_table};
use crate::{Stamp, Table};

/// What other programs say of the same codings, beside what we say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProgramResults {
    /// `spans`, or `study`.
    pub layout: String,
    /// One entry per round of a study; one for a table.
    pub rounds: Vec<ProgramRound>,
    /// What else has to be said.
    pub remarks: Vec<String>,
}

/// What programs say of the codings of one round.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramRound {
    /// The name of the round; none for a table.
    pub name: Option<String>,
    /// What the coders marked.
    pub coded: CodedTexts,
    /// The domains of the codes.
    pub domains: Domains,
    /// The programs' values.
    pub values: Vec<ProgramValue>,
    /// Our own, with every character a unit.
    pub own: Vec<Measured>,
}

impl ProgramRound {
    /// The name of what a program's value is about; none for all codes.
    pub(crate) fn about(&self, about: About) -> Option<&str> {
        match about {
            About::AllCodes => None,
            About::Code(code) => Some(&self.coded.codes[code]),
            About::Domain(domain) => Some(&self.domains.names[domain]),
        }
    }

    /// Coders at these places.
    pub(crate) fn coders(&self, places: &[usize]) -> Vec<&str> {
        places.iter().map(|&coder| self.coded.coders[coder].as_str()).collect()
    }
}

impl ProgramResults {
    /// For people: code by code the programs' main values beside ours, then every value with its rule.
    pub fn tables_for_people(&self) -> Vec<Table> {
        let of_round = |round| [programs_side_by_side(round), Some(programs_table(round))];
        let mut tables: Vec<Table> = self.rounds.iter().flat_map(of_round).flatten().collect();
        if let Some(first) = tables.first_mut() {
            first.notes.extend(self.remarks.iter().cloned());
        }
        tables
    }

    /// For spreadsheets: every value of every round with its rule.
    pub fn table(&self) -> Table {
        let mut tables = self.rounds.iter().map(programs_table);
        let mut all = tables.next().unwrap_or_default();
        tables.for_each(|table| all.rows.extend(table.rows));
        all
    }

    /// Everything as one JSON object of the kind `agreement`, as [`AgreementResults::json`] gives it.
    ///
    /// `units` counts characters. Every estimate has `program`, which is `qualkit` for our own, and `rule`: `unit`,
    /// `agreement`, `chance`, `uncoded`, and `remark` if there is one. `text` is the text it is about, `null` for all;
    /// `domain` the semantic domain, where it is about one.
    ///
    /// [`AgreementResults::json`]: crate::AgreementResults::json
    pub fn json(&self, stamp: &Stamp) -> String {
        let mut coders: Vec<&str> = Vec::new();
        for coder in self.rounds.iter().flat_map(|round| &round.coded.coders) {
            if !coders.contains(&coder.as_str()) {
                coders.push(coder);
            }
        }
        let texts = self.rounds.iter().flat_map(|round| &round.coded.continua);
        let page = Page {
            qualkit: &stamp.version,
            kind: "agreement",
            layout: &self.layout,
            units: texts.map(qualkit_agreement::Continuum::length).sum(),
            coders,
            level: "nominal",
            missing_cells: 0,
            estimates: self.rounds.iter().flat_map(rows).collect(),
            notes: &self.remarks,
            diagnostics: crate::table::KeyedTables(&[]),
        };
        serde_json::to_string_pretty(&page).expect("results hold texts and numbers") + "\n"
    }
}

#[derive(Serialize)]
struct Page<'r> {
    qualkit: &'r str,
    kind: &'static str,
    layout: &'r str,
    units: u64,
    coders: Vec<&'r str>,
    level: &'static str,
    missing_cells: u64,
    estimates: Vec<OfProgram<'r>>,
    notes: &'r [String],
    diagnostics: crate::table::KeyedTables<'r>,
}

#[derive(Serialize)]
struct OfProgram<'r> {
    program: String,
    text: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'r str>,
    #[serde(flatten)]
    row: Row<'r>,
    rule: Rule<'r>,
}

#[derive(Serialize)]
struct Rule<'r> {
    unit: &'r str,
    agreement: &'r str,
    chance: &'r str,
    uncoded: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'r str>,
}

fn rows(round: &ProgramRound) -> Vec<OfProgram<'_>> {
    let name = round.name.as_deref().unwrap_or_default();
    let of_program = |value| of_program(round, name, value);
    let own = |measured| OfProgram {
        program: "qualkit".to_owned(),
        text: None,
        domain: None,
        row: Row::of(name, measured),
        rule: Rule {
            unit: OWN_RULE.unit,
            agreement: &OWN_RULE.agreement,
            chance: OWN_RULE.chance,
            uncoded: OWN_RULE.uncoded,
            remark: None,
        },
    };
    round.values.iter().map(of_program).chain(round.own.iter().map(own)).collect()
}

fn of_program<'r>(round: &'r ProgramRound, name: &'r str, value: &'r ProgramValue) -> OfProgram<'r> {
    let found = value.value.as_ref().ok();
    let about = round.about(value.about);
    let domain = matches!(value.about, About::Domain(_));
    OfProgram {
        program: value.program.to_string(),
        text: value.text.map(|text| round.coded.texts[text].as_str()),
        domain: about.filter(|_| domain),
        row: Row {
            category: about.filter(|_| !domain),
            coders: round.coders(&value.coders),
            value: found.and_then(|&value| significant(value)),
            units: Some(value.units),
            missing_cells: Some(0),
            no_interval: value.no_interval().map(|reason| reason.to_string()),
            no_standard_error: value.no_interval().map(|reason| reason.to_string()),
            undefined: value.value.as_ref().err().map(ToString::to_string),
            ..Row::bare(name, value.statistic)
        },
        rule: Rule {
            unit: value.rule.unit,
            agreement: &value.rule.agreement,
            chance: value.rule.chance,
            uncoded: value.rule.uncoded,
            remark: value.rule.remark,
        },
    }
}
