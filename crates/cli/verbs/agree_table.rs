use std::path::Path;

use qualkit_agreement::{Continuum, Undefined};
use qualkit_compare::{
    Choice, CodedTexts, Data, Layout, Measured, RatingsError, RatingsTable, Reading, estimates, read_ratings,
};
use qualkit_report::AgreementResults;

use crate::asking::{Asking, IntervalName};
use crate::failure::{Answer, Failure};
use crate::print::{Printing, say};
use crate::verbs::agree::{As, print_programs, print_results};

/// A table of ratings and what is asked of it.
pub struct TableInput<'t> {
    pub path: &'t Path,
    pub layout: Option<Layout>,
    pub coders: &'t [String],
    pub missing: &'t [String],
    pub categories: &'t [String],
    pub cluster: Option<&'t str>,
    pub sets: bool,
    pub length: Option<u64>,
    pub asking: &'t Asking,
    pub programs: Option<&'t As>,
    pub printing: &'t Printing,
}

/// Prints what is asked of a table of ratings.
pub fn run(input: &TableInput<'_>) -> Result<Answer, Failure> {
    let reading = Reading {
        layout: input.layout,
        missing: input.missing,
        categories: input.categories,
        coders: input.coders,
        cluster: input.cluster,
        sets: input.sets,
        ordered: input.asking.needs_order(),
        length: input.length,
    };
    let file = std::fs::File::open(input.path).map_err(|error| Failure::io("read", input.path, &error))?;
    let table = read_ratings(file, reading).map_err(|error| {
        let hint = hint_for(&error);
        let failure = Failure::in_file(input.path, error);
        if let Some(hint) = hint { failure.hint(hint) } else { failure }
    })?;
    refuse_what_says_nothing(input.path, &table)?;
    if let Some(programs) = input.programs {
        let coded = coded_texts(&table)?;
        return print_programs(&coded, None, programs, input.printing);
    }
    let (scores, clusters) = match &table.data {
        Data::Ratings(ratings) => (ratings.all.scores(), !ratings.clusters.is_empty()),
        Data::Sets(sets) => (Vec::new(), !sets.clusters.is_empty()),
        Data::Spans(_) => (Vec::new(), false),
    };
    match &table.data {
        Data::Ratings(_) => warn(input, &table),
        Data::Sets(_) => input.asking.refuse_interval("sets of codes")?,
        Data::Spans(_) => input.asking.refuse_interval("spans")?,
    }
    let asked = input.asking.asked(&table.categories, &scores, clusters, IntervalName::Analytic)?;
    let answers = estimates(&table, &asked);
    refuse_overlaps(input, &table, &answers)?;
    let mut results = results(&table, asked.options.level.name());
    results.seed = input.asking.seed_of(&answers);
    results.estimates = answers;
    if input.asking.diagnostics {
        results.diagnostics = qualkit_report::tables::diagnostics(&table, &asked);
    }
    print_results(&results, input.printing)?;
    let named = !matches!(asked.choice, Choice::Usual);
    let judged = results.estimates.iter().filter(|answer| is_judged(answer, &table, named));
    let reached = input.asking.reaches(judged.map(|answer| (String::new(), answer)));
    Ok(if reached { Answer::Yes } else { Answer::No })
}

/// Refuses a measure that was named where the segments of a coder overlap, which it forbids.
fn refuse_overlaps(input: &TableInput<'_>, table: &RatingsTable, answers: &[Measured]) -> Result<(), Failure> {
    let Data::Spans(spans) = &table.data else { return Ok(()) };
    if !input.asking.names_measures() {
        return Ok(());
    }
    for answer in answers {
        if let Err(Undefined::OverlappingSegments { text, coder, first, second }) = &answer.outcome {
            let place =
                if spans.texts[*text].is_empty() { String::new() } else { format!(" of '{}'", spans.texts[*text]) };
            let problem = format!(
                "{} asks for one code a place, and '{}' marked {} to {} and {} to {}{place}, which overlap",
                answer.measure, table.coders[*coder], first.0, first.1, second.0, second.1
            );
            return Err(Failure::in_file(input.path, problem).hint("gamma and span_f1 allow overlaps"));
        }
    }
    Ok(())
}

/// Says what looks like another table than it is read as.
fn warn(input: &TableInput<'_>, table: &RatingsTable) {
    let Data::Ratings(ratings) = &table.data else { return };
    if !ratings.clusters.is_empty() && input.asking.takes_units_as_independent(IntervalName::Analytic) {
        say("these intervals take units of one cluster to be independent; --interval cluster-bootstrap does not");
    }
    let rows = ratings.all.distinct_rows();
    if input.layout.is_none() && table.layout == Layout::Wide && rows.len() > 1 {
        let number = |cell: &Option<usize>| cell.and_then(|category| table.categories[category].parse::<u64>().ok());
        let sums: Option<Vec<u64>> = rows.iter().map(|(row, _)| row.iter().map(number).sum()).collect();
        if let Some(sum) = sums.and_then(|sums| sums.iter().all(|sum| *sum == sums[0]).then(|| sums[0])) {
            say(format!("every row adds up to {sum}: if its columns are categories, say --layout counts"));
        }
    }
    for (place, coder) in table.coders.iter().enumerate() {
        let own = |at: usize| -> Vec<usize> { rows.iter().filter_map(|(row, _)| row[at]).collect() };
        let others: Vec<usize> = (0..table.coders.len()).filter(|&at| at != place).flat_map(own).collect();
        if table.coders.len() > 2 && !others.is_empty() && own(place).iter().all(|category| !others.contains(category))
        {
            say(format!(
                "column '{coder}' shares no category with the others: --coders names the coders, --cluster a column of \
                 clusters"
            ));
        }
    }
}

/// What helps against an error, where something does.
fn hint_for(error: &RatingsError) -> Option<&'static str> {
    match error {
        RatingsError::NeedsOrder { .. } => Some("--categories low,middle,high gives the order"),
        RatingsError::NamesOfUnits { .. } => Some("--coders a,b names the coders' columns"),
        RatingsError::Table(_) | RatingsError::NotInLayout { .. } | RatingsError::NotSquare { .. } => {
            Some("--layout says how the table is laid out: wide, long, confusion, counts or spans")
        }
        RatingsError::NotUtf8 { .. } => Some("save the table as UTF-8"),
        _ => None,
    }
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
    named || answer.measure == usual && answer.category.is_none()
}

/// Agreement takes two coders and something they judged.
fn refuse_what_says_nothing(path: &Path, table: &RatingsTable) -> Result<(), Failure> {
    let (coders, ratings) = match &table.data {
        Data::Ratings(ratings) => {
            let all = &ratings.all;
            (all.coders() as u64, all.coders() as u64 * all.units() - all.missing_cells())
        }
        Data::Sets(sets) => {
            let all = &sets.all;
            (all.coders() as u64, all.coders() as u64 * all.units() - all.missing_cells())
        }
        Data::Spans(spans) => {
            let segments = spans.continua.iter().flat_map(Continuum::coders).map(Vec::len).sum::<usize>();
            (table.coders.len() as u64, segments as u64)
        }
    };
    if ratings == 0 {
        return Err(Failure::in_file(path, "the table holds no ratings").hint("an empty cell is a missing rating"));
    }
    if coders < 2 {
        let named = table.coders.first().map(|coder| format!(", '{coder}'")).unwrap_or_default();
        let problem = format!("agreement takes at least two coders, found {coders}{named}");
        return Err(Failure::in_file(path, problem).hint("--layout tells how the table is laid out"));
    }
    Ok(())
}

/// Spans as coded texts, for the rules of other programs.
fn coded_texts(table: &RatingsTable) -> Result<CodedTexts, Failure> {
    let Data::Spans(spans) = &table.data else {
        return Err(Failure::usage("--as needs the places that were coded: a study, or a table with --layout spans"));
    };
    Ok(CodedTexts {
        coders: table.coders.clone(),
        codes: table.categories.clone(),
        texts: spans.texts.clone(),
        continua: spans.continua.clone(),
    })
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
        ..AgreementResults::default()
    }
}
