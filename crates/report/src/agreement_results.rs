mod caveats;

use qualkit_compare::{Measured, Statistic};
use serde::Serialize;

use crate::prose::grouped;
use crate::table::significant;
use crate::{Stamp, Table};

/// What was measured on a table of ratings or on a study, for people and programs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgreementResults {
    /// The layout of the table, or `study`.
    pub layout: String,
    /// Units in the table or study, rated or not; where only spans are measured, the segments.
    pub units: u64,
    /// The coders' names; empty where they have none.
    pub coders: Vec<String>,
    /// How many coders there are.
    pub coder_count: usize,
    /// How many categories, or codes, there are.
    pub categories: usize,
    /// The level of measurement.
    pub level: String,
    /// Cells without a rating.
    pub missing_cells: u64,
    /// The texts of a table of spans, with their lengths.
    pub texts: Vec<TextLength>,
    /// The seed, if chance was used.
    pub seed: Option<u64>,
    /// What was measured.
    pub estimates: Vec<Measured>,
    /// The round that each of the estimates belongs to; empty for a table.
    pub round_of: Vec<String>,
    /// What stands behind the numbers.
    pub diagnostics: Vec<Table>,
    /// What else has to be said of what was measured.
    pub remarks: Vec<String>,
}

/// How long a text is on which spans were marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextLength {
    /// Its name; empty where the table has no names of texts.
    pub text: String,
    /// Where it begins, in the units of the positions.
    #[serde(skip_serializing_if = "is_zero")]
    pub start: u64,
    /// Its length, in the same units.
    pub length: u64,
    /// Whether the length was given; else it ends where its last span does.
    pub given: bool,
}

fn is_zero(place: &u64) -> bool {
    *place == 0
}

/// So many texts are told below a table with their lengths.
const MOST_TEXTS: usize = 6;

impl AgreementResults {
    /// The estimates, each with its round.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&str, &Measured)> {
        let rounds = self.round_of.iter().map(String::as_str).chain(std::iter::repeat(""));
        rounds.zip(&self.estimates)
    }

    /// Whether there are rounds to tell apart.
    pub(crate) fn rounds(&self) -> bool {
        self.round_of.iter().any(|round| *round != self.round_of[0])
    }

    /// Whether all that was measured is about the places that were marked: a table of spans, or these of a study.
    fn is_of_spans(&self) -> bool {
        let of_spans = |measured: &Measured| measured.measure.parse::<Statistic>().is_ok_and(Statistic::is_of_spans);
        self.layout == "spans" || !self.estimates.is_empty() && self.estimates.iter().all(of_spans)
    }

    pub(crate) fn category_label(&self) -> &'static str {
        if matches!(self.layout.as_str(), "study" | "spans") { "Code" } else { "Category" }
    }

    /// What was compared, and what else has to be said of it.
    pub(crate) fn material(&self) -> Vec<String> {
        let counted = |count: u64, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let (unit, units) = if self.is_of_spans() { ("segment", "segments") } else { ("unit", "units") };
        let (category, categories) =
            if self.category_label() == "Code" { ("code", "codes") } else { ("category", "categories") };
        let missing = match self.missing_cells {
            0 => "none is missing".to_owned(),
            missing => format!("{missing} missing; the column Units says how many units each value rests on"),
        };
        let told = format!(
            "Layout {}: {}, {}, {}; of the ratings {missing}.",
            self.layout,
            counted(self.units, unit, units),
            counted(self.coder_count as u64, "coder", "coders"),
            counted(self.categories as u64, category, categories),
        );
        [vec![told], self.lengths(), self.notes()].concat()
    }

    /// What else has to be said: the remarks, and what has to be known of some of the numbers.
    pub fn notes(&self) -> Vec<String> {
        let rounds = self.rounds();
        let estimates = self.rows().map(|(round, measured)| (if rounds { round } else { "" }, measured));
        [self.remarks.clone(), caveats::told(estimates, self.layout == "study")].concat()
    }

    /// How long the texts were taken to be: every coefficient of spans depends on it.
    fn lengths(&self) -> Vec<String> {
        let Some(first) = self.texts.first() else { return Vec::new() };
        let whence = if first.given { "as given by --length" } else { "up to the last span; --length says otherwise" };
        let one = |text: &TextLength| match text.text.as_str() {
            "" => grouped(text.length),
            name => format!("{name} {}", grouped(text.length)),
        };
        let start = if first.start == 0 { String::new() } else { format!(" from {}", grouped(first.start)) };
        let shown: Vec<String> = self.texts.iter().take(MOST_TEXTS).map(one).collect();
        let more = match self.texts.len().saturating_sub(MOST_TEXTS) {
            0 => String::new(),
            more => format!(", and {more} more, {} together", grouped(self.texts.iter().map(|text| text.length).sum())),
        };
        vec![format!("Length of the text: {}{more}{start} ({whence}).", shown.join(", "))]
    }

    /// Everything as one JSON object: `qualkit` (the version), `kind` (`agreement`), `layout`, `units`, `coders`,
    /// `level`, `missing_cells`, `texts` of spans with their lengths, `seed` if chance was used, `estimates`, `notes`,
    /// `diagnostics`.
    ///
    /// An estimate has `measure`, `weights`, `level`, `category`, `coders`, `value`, `observed`, `expected`,
    /// `standard_error` or `no_standard_error`, the reason, `interval` (`level`, `low`, `high`, `method`, `cautions`) or
    /// `no_interval`, the reason, `p_value`, `units`, `missing_cells`, `undefined`, and in a study `round`. Numbers have 15 significant digits; an undefined value is
    /// `null`, and `undefined` says why. `diagnostics` has one key per table, with its rows.
    pub fn json(&self, stamp: &Stamp) -> String {
        let page = Page {
            qualkit: &stamp.version,
            kind: "agreement",
            layout: &self.layout,
            units: self.units,
            coders: if self.coders.is_empty() { Coders::Count(self.coder_count) } else { Coders::Names(&self.coders) },
            level: &self.level,
            missing_cells: self.missing_cells,
            texts: &self.texts,
            seed: self.seed,
            estimates: self.rows().map(|(round, measured)| Row::of(round, measured)).collect(),
            notes: self.notes(),
            diagnostics: crate::table::KeyedTables(&self.diagnostics),
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
    coders: Coders<'r>,
    level: &'r str,
    missing_cells: u64,
    #[serde(skip_serializing_if = "<[TextLength]>::is_empty")]
    texts: &'r [TextLength],
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    estimates: Vec<Row<'r>>,
    notes: Vec<String>,
    diagnostics: crate::table::KeyedTables<'r>,
}

/// Names, or how many there are where they have none.
#[derive(Serialize)]
#[serde(untagged)]
enum Coders<'r> {
    Names(&'r [String]),
    Count(usize),
}

/// A number, or why there is none, as JSON has it.
#[derive(Serialize)]
pub(crate) struct Row<'r> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(crate) round: &'r str,
    pub(crate) measure: &'r str,
    pub(crate) weights: &'r str,
    pub(crate) level: Option<&'r str>,
    pub(crate) category: Option<&'r str>,
    pub(crate) coders: Vec<&'r str>,
    pub(crate) value: Option<f64>,
    pub(crate) observed: Option<f64>,
    pub(crate) expected: Option<f64>,
    pub(crate) standard_error: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) no_standard_error: Option<String>,
    pub(crate) interval: Option<IntervalRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) no_interval: Option<String>,
    pub(crate) p_value: Option<f64>,
    pub(crate) units: Option<u64>,
    pub(crate) missing_cells: Option<u64>,
    pub(crate) undefined: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct IntervalRow {
    level: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    method: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cautions: Vec<String>,
}

impl<'r> Row<'r> {
    /// A number without all that may belong to one.
    pub(crate) fn bare(round: &'r str, measure: &'r str) -> Row<'r> {
        Row {
            round,
            measure,
            weights: "unweighted",
            level: None,
            category: None,
            coders: Vec::new(),
            value: None,
            observed: None,
            expected: None,
            standard_error: None,
            no_standard_error: None,
            interval: None,
            no_interval: None,
            p_value: None,
            units: None,
            missing_cells: None,
            undefined: None,
        }
    }

    pub(crate) fn of(round: &'r str, measured: &'r Measured) -> Row<'r> {
        let estimate = measured.outcome.as_ref().ok();
        let interval = estimate.and_then(|estimate| estimate.interval.as_ref());
        Row {
            round,
            measure: measured.measure,
            weights: &measured.weights,
            level: measured.level,
            category: measured.category.as_deref(),
            coders: measured.coders.iter().map(String::as_str).collect(),
            value: estimate.and_then(|estimate| significant(estimate.value)),
            observed: measured.observed().and_then(significant),
            expected: measured.expected().and_then(significant),
            standard_error: estimate.and_then(|estimate| significant(estimate.standard_error?)),
            no_standard_error: measured.no_standard_error.as_ref().map(ToString::to_string),
            no_interval: measured.no_interval.as_ref().map(ToString::to_string),
            interval: interval.map(|interval| IntervalRow {
                level: significant(interval.level.get()),
                low: significant(interval.low),
                high: significant(interval.high),
                method: interval.method.to_string(),
                cautions: interval.cautions().iter().map(ToString::to_string).collect(),
            }),
            p_value: estimate.and_then(|estimate| significant(estimate.p_value?)),
            units: estimate.map(|estimate| estimate.pairable),
            missing_cells: estimate.map(|estimate| estimate.missing_cells),
            undefined: measured.undefined(),
        }
    }
}
