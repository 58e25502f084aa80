use std::path::Path;

use qualkit_agreement::Continuum;
use qualkit_compare::{Choice, Data, Layout, Measured, RatingsTable, Spans, Statistic, estimates};
use qualkit_report::{AgreementResults, Format, TextLength};

use crate::asking::{About, Asking, Input, IntervalName, references_told};
use crate::failure::{Answer, Failure};
use crate::heeded::refuse_unheeded;
use crate::print::{Printing, say};
use crate::verbs::agree::print_results;
use crate::verbs::agree_looks::{cautions, clusters_unheeded, warn};
use crate::verbs::agree_programs::{As, coded_texts, print_programs};
use crate::verbs::agree_reading::ratings;
use crate::verbs::agree_refused::{refuse_off_scale, refuse_overlaps, refuse_unsuited, refuse_what_says_nothing};

/// A table of ratings and what is asked of it.
pub struct TableInput<'t> {
    pub path: &'t Path,
    pub layout: Option<Layout>,
    pub coders: &'t [String],
    pub missing: &'t [String],
    pub categories: &'t [String],
    pub cluster: Option<&'t str>,
    pub sets: bool,
    pub start: Option<u64>,
    pub length: Option<u64>,
    pub asking: &'t Asking,
    pub programs: &'t As,
    pub printing: &'t Printing,
}

/// Prints what is asked of a table of ratings.
pub fn run(input: &TableInput<'_>) -> Result<Answer, Failure> {
    let (table, passed_over) = ratings(input)?;
    refuse_what_says_nothing(input.path, &table)?;
    let (scores, clusters) = match &table.data {
        Data::Ratings(ratings) => (ratings.all.scores(), !ratings.clusters.is_empty()),
        Data::Sets(sets) => (Vec::new(), !sets.clusters.is_empty()),
        Data::Spans(_) => (Vec::new(), false),
    };
    let kind = match &table.data {
        Data::Ratings(_) => Input::Ratings { layout: table.layout },
        Data::Sets(_) => Input::Sets,
        Data::Spans(_) => Input::Spans,
    };
    if input.programs.is_asked() {
        let coded = coded_texts(&table)?;
        heed(input, kind, &[])?;
        let told = input.programs.of(coded, input.asking.segment_overlap, None, None)?;
        print_programs("spans", vec![told], input.printing)?;
        return Ok(Answer::Yes);
    }
    let asked = input.asking.asked(&table.categories, &scores, clusters, IntervalName::Analytic)?;
    refuse_unsuited(&table, &asked)?;
    let statistics = asked.of(&table.data);
    heed(input, kind, &statistics)?;
    warn(input, &table);
    let answers = estimates(&table, &asked);
    refuse_overlaps(input, &table, &answers)?;
    refuse_off_scale(input, &table, &answers)?;
    let mut results = results(&table, asked.options.level.name());
    results.seed = input.asking.seed_of(&answers);
    let references = references_told(&answers).into_iter().collect();
    results.estimates = answers;
    let of_table = table.remarks.iter().map(ToString::to_string).collect();
    let pairs = input.asking.pairs_add_nothing(results.coder_count, &results.estimates).into_iter().collect();
    let clusters = clusters_unheeded(input, &table).into_iter().collect();
    results.remarks = [
        input.asking.heeded_in_part(&statistics),
        of_table,
        cautions(&table),
        clusters,
        passed_over,
        references,
        pairs,
    ]
    .concat();
    if input.printing.format == Format::Csv {
        results.notes().iter().for_each(say);
    }
    if input.asking.diagnostics {
        results.diagnostics = qualkit_report::tables::diagnostics(&table, &asked);
    }
    print_results(&results, input.printing)?;
    let named = !matches!(asked.choice, Choice::Usual);
    let judged = results.estimates.iter().filter(|answer| is_judged(answer, &table, named));
    let reached = input.asking.reaches(judged.map(|answer| (String::new(), answer)));
    Ok(if reached { Answer::Yes } else { Answer::No })
}

/// Refuses options that would change nothing.
fn heed(input: &TableInput<'_>, kind: Input, statistics: &[Statistic]) -> Result<(), Failure> {
    let about = About { input: kind, statistics, programs: input.programs, fixed: kind != Input::Spans };
    refuse_unheeded(input.asking.typed(&about, input.printing))
}

/// What `--at-least` asks about: the measures named; else kappa, Cohen's for two coders and Fleiss' for others, or for
/// sets and spans alpha.
fn is_judged(answer: &Measured, table: &RatingsTable, named: bool) -> bool {
    let usual = match &table.data {
        Data::Ratings(ratings) if ratings.all.coders() == 2 && ratings.all.names_coders() => "cohen_kappa",
        Data::Ratings(_) => "fleiss_kappa",
        Data::Sets(_) => "krippendorff_alpha",
        Data::Spans(_) => "u_alpha",
    };
    let is_agreement = || answer.measure.parse().is_ok_and(Statistic::is_agreement);
    if named { is_agreement() } else { answer.measure == usual && answer.category.is_none() }
}

fn results(table: &RatingsTable, level: &str) -> AgreementResults {
    let (units, coders, missing_cells) = match &table.data {
        Data::Ratings(ratings) => (ratings.all.units(), ratings.all.coders(), ratings.all.missing_cells()),
        Data::Sets(sets) => (sets.all.units(), sets.all.coders(), sets.all.missing_cells()),
        Data::Spans(spans) => {
            let segments = spans.continua.iter().flat_map(Continuum::coders).map(|segments| segments.len() as u64);
            (segments.sum(), table.coders.len(), 0)
        }
    };
    AgreementResults {
        layout: table.layout.to_string(),
        units,
        coders: table.coders.clone(),
        coder_count: coders,
        categories: table.categories.len(),
        level: level.to_owned(),
        missing_cells,
        texts: lengths(table),
        ..AgreementResults::default()
    }
}

fn lengths(table: &RatingsTable) -> Vec<TextLength> {
    let Data::Spans(Spans { texts, continua, length }) = &table.data else { return Vec::new() };
    let one = |(text, continuum): (&String, &Continuum)| TextLength {
        text: text.clone(),
        start: continuum.start(),
        length: continuum.length(),
        given: length.is_some(),
    };
    texts.iter().zip(continua).map(one).collect()
}
