use std::path::Path;

use qualkit_agreement::{Continuum, Undefined};
use qualkit_compare::{
    Asked, Choice, Data, Layout, Measured, RatingsError, RatingsTable, Reading, Spans, Statistic, estimates,
    read_ratings,
};
use qualkit_report::{AgreementResults, Format, TextLength};
use qualkit_table::TableError;

use crate::asking::{About, Asking, Input, IntervalName};
use crate::failure::{Answer, Failure};
use crate::heeded::{Typed, refuse_unheeded, typed};
use crate::print::{Printing, say};
use crate::read;
use crate::verbs::agree::print_results;
use crate::verbs::agree_header::{Headed, headed, is_coder, layout_by, names_texts, others};
use crate::verbs::agree_labels::stands_for_nothing;
use crate::verbs::agree_looks::{cautions, is_square, sums};
use crate::verbs::agree_programs::{As, coded_texts, print_programs};

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
        heed(input, &table, kind, &[])?;
        print_programs("spans", vec![input.programs.of(coded, None, None)?], input.printing)?;
        return Ok(Answer::Yes);
    }
    let asked = input.asking.asked(&table.categories, &scores, clusters, IntervalName::Analytic)?;
    refuse_unsuited(&table, &asked)?;
    let statistics = asked.of(&table.data);
    heed(input, &table, kind, &statistics)?;
    if kind == Input::Sets {
        input.asking.refuse_interval("sets of codes")?;
    }
    warn(input, &table);
    let answers = estimates(&table, &asked);
    refuse_overlaps(input, &table, &answers)?;
    refuse_off_scale(input, &table, &answers)?;
    let mut results = results(&table, asked.options.level.name());
    results.seed = input.asking.seed_of(&answers);
    results.estimates = answers;
    results.remarks = [input.asking.heeded_in_part(&statistics), cautions(&table), passed_over].concat();
    if input.printing.format == Format::Csv {
        results.remarks.iter().for_each(say);
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

/// Reads the table; says also which columns are passed over.
fn ratings(input: &TableInput<'_>) -> Result<(RatingsTable, Vec<String>), Failure> {
    let file = std::fs::File::open(input.path).map_err(|error| Failure::io("read", input.path, &error))?;
    let kept: Vec<&str> = input.coders.iter().map(String::as_str).chain(input.cluster).collect();
    let headed = headed(file, input.layout, &kept).map_err(|error| Failure::io("read", input.path, &error))?;
    let Headed { source, layout, told, columns, is_spreadsheet } = headed;
    if is_spreadsheet {
        let failure = Failure::in_file(input.path, "expected a table as text, found a spreadsheet's own file");
        return Err(failure.hint("save it as CSV, in UTF-8"));
    }
    let by_columns = layout_by(&columns);
    let are_spans = layout.or(by_columns) == Some(Layout::Spans);
    let reading = Reading {
        layout,
        missing: input.missing,
        categories: input.categories,
        coders: input.coders,
        cluster: input.cluster,
        sets: input.sets,
        ordered: input.asking.needs_order() && !input.sets && !are_spans,
        length: input.length,
    };
    pass_over_aloud(input, &columns);
    if let Some(told) = told {
        say(format!("{}: {told}", input.path.display()));
    }
    let by_rating = layout.or(by_columns).is_none() && columns.iter().any(|column| is_coder(column));
    let failed = |error: RatingsError| {
        let hint = if by_rating { Some(BY_RATING.to_owned()) } else { hint_for(&error, layout) };
        let failure = Failure::in_file(input.path, error);
        if let Some(hint) = hint { failure.hint(hint) } else { failure }
    };
    let table = read_ratings(source, reading).map_err(failed)?;
    if by_rating && table.coders.iter().any(|column| is_coder(column)) {
        let problem = format!(
            "a table with one column per coder has no column '{}'",
            columns.iter().find(|column| is_coder(column)).map_or("", String::as_str)
        );
        let problem = format!("{problem}; the columns are {}", columns.join(", "));
        return Err(Failure::in_file(input.path, problem).hint(BY_RATING));
    }
    let nameless = columns.first().is_some_and(String::is_empty) && input.layout.is_none();
    if nameless && table.layout == Layout::Wide && read::text(input.path).is_ok_and(|text| is_square(&text)) {
        let problem = "its rows are called as its columns are, which looks like the cross-table of two coders";
        return Err(Failure::in_file(input.path, problem)
            .hint("--layout confusion reads it so; --layout wide takes every column for a coder"));
    }
    if let Some(label) = sums(&table) {
        let problem = format!("'{label}' holds the sums of the others, and would be counted as a category");
        return Err(Failure::in_file(input.path, problem).hint("leave sums out of the table"));
    }
    Ok((table, passed_over(&columns, layout.or(by_columns), input.cluster)))
}

/// Says which columns of a long table or of spans nothing is read from.
fn passed_over(columns: &[String], layout: Option<Layout>, cluster: Option<&str>) -> Vec<String> {
    let others = others(columns, layout);
    let others: Vec<&str> = others.into_iter().filter(|name| !name.is_empty() && Some(*name) != cluster).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let one_text = match layout == Some(Layout::Spans) && !names_texts(columns) {
        true => " No column is called text: all spans are taken to lie on one.",
        false => "",
    };
    vec![format!("Nothing is read from: {}.{one_text}", others.join(", "))]
}

/// Says which columns without a name have something in them: nothing can be made of it.
fn pass_over_aloud(input: &TableInput<'_>, columns: &[String]) {
    // The first column of many tables has the numbers of the rows, or the categories, and no name.
    let nameless: Vec<usize> = (1..columns.len()).filter(|&place| columns[place].is_empty()).collect();
    if nameless.is_empty() {
        return;
    }
    let Ok(text) = read::text(input.path) else { return };
    let separator = [',', ';', '\t']
        .into_iter()
        .max_by_key(|separator| text.lines().next().map_or(0, |line| line.matches(*separator).count()));
    let Some(separator) = separator else { return };
    let holds = |line: &str, place: usize| line.split(separator).nth(place).is_some_and(|cell| !cell.trim().is_empty());
    for place in nameless {
        if let Some((at, _)) = text.lines().enumerate().skip(1).find(|(_, line)| holds(line, place)) {
            say(format!(
                "{}: column {} has no name and is passed over, though line {} has something in it",
                input.path.display(),
                place + 1,
                at + 1
            ));
        }
    }
}

const BY_RATING: &str = "a table with one row per rating has the columns unit, coder and code; one of spans coder, start, \
                         end, code and perhaps text; --layout wide takes every column for a coder";

/// Refuses options that would change nothing.
fn heed(input: &TableInput<'_>, table: &RatingsTable, kind: Input, statistics: &[Statistic]) -> Result<(), Failure> {
    let programs = input.programs.is_asked();
    let about = About { input: kind, statistics, programs, fixed: kind != Input::Spans && !programs };
    let cells = matches!(table.layout, Layout::Wide | Layout::Long);
    let clustered = kind != Input::Sets || input.asking.diagnostics;
    let of_table: Vec<Typed> = vec![
        typed("--missing", !input.missing.is_empty(), cells, "is for tables with a rating in each cell, wide and long"),
        typed("--cluster", input.cluster.is_some(), clustered, "is for --diagnostics where cells hold sets of codes"),
    ];
    refuse_unheeded(
        of_table.into_iter().chain(input.asking.typed(&about, input.printing)).chain(input.programs.typed()),
    )
}

/// Refuses a measure that was named and cannot be had of such a table, whatever stands in it.
fn refuse_unsuited(table: &RatingsTable, asked: &Asked) -> Result<(), Failure> {
    let Choice::Named(named) = &asked.choice else { return Ok(()) };
    let Some((statistic, undefined)) =
        named.iter().find_map(|one| Some((one, one.suits(&table.data, asked.by_category).err()?)))
    else {
        return Ok(());
    };
    let holds = match &table.data {
        Data::Ratings(ratings) if !ratings.all.names_coders() => "counts of ratings, and not who gave them",
        Data::Ratings(_) => "one category for each unit and coder",
        Data::Sets(_) => "sets of codes",
        Data::Spans(_) => "spans",
    };
    let problem = format!("--measure {statistic}: {undefined}; the table holds {holds}");
    let suited: Vec<&str> = Statistic::all(&table.data)
        .into_iter()
        .filter(|other| other.suits(&table.data, false).is_ok())
        .map(Statistic::name)
        .collect();
    let by_code = match &table.data {
        Data::Sets(_) if statistic.suits(&table.data, true).is_ok() => "; with --by-category it is had code by code",
        _ => "",
    };
    Err(Failure::usage(problem).hint(format!("what suits: {}{by_code}", suited.join(", "))))
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

/// Refuses a scale that has no place for what stands in the table.
fn refuse_off_scale(input: &TableInput<'_>, table: &RatingsTable, answers: &[Measured]) -> Result<(), Failure> {
    for answer in answers {
        let Err(Undefined::OffScale { category, .. }) = answer.outcome else { continue };
        let label = &table.categories[category];
        let place = place_of(input.path, label).map(|(line, column)| format!("line {line}, column '{column}': "));
        let reason = answer.undefined().unwrap_or_default();
        let problem = format!("{}{reason}, which {} is asked on", place.unwrap_or_default(), answer.measure);
        return Err(
            Failure::in_file(input.path, problem).hint("--level interval and --weights linear take any numbers")
        );
    }
    Ok(())
}

/// Where a label stands first.
fn place_of(path: &Path, label: &str) -> Option<(u64, String)> {
    let text = read::text(path).ok()?;
    let mut rows = qualkit_table::Reader::new(&text).ok()?;
    let columns = rows.others(&[]);
    while let Ok(Some(row)) = rows.next_row() {
        if let Some((_, name)) = columns.iter().find(|(column, _)| row.get(*column).trim() == label) {
            return Some((row.line(), name.clone()));
        }
    }
    None
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
        if own(place).is_empty() {
            say(format!("column '{coder}' holds no rating"));
        } else if table.coders.len() > 2
            && !others.is_empty()
            && own(place).iter().all(|category| !others.contains(category))
        {
            say(format!(
                "column '{coder}' shares no category with the others: --coders names the coders, --cluster a column of \
                 clusters"
            ));
        }
    }
}

/// What helps against an error, where something does.
fn hint_for(error: &RatingsError, layout: Option<Layout>) -> Option<String> {
    let hint = match error {
        RatingsError::NeedsOrder { found } if stands_for_nothing(found) => {
            return Some(format!("--missing {found} takes it for a missing rating"));
        }
        RatingsError::NeedsOrder { found } if found.replacen(',', ".", 1).parse::<f64>().is_ok() => {
            "numbers have a decimal point, as in 1.5"
        }
        RatingsError::NeedsOrder { .. } => "--categories low,middle,high gives the order",
        RatingsError::NamesOfUnits { .. } => "--coders a,b names the coders' columns",
        RatingsError::Table(TableError::MissingColumn { .. }) => match layout? {
            Layout::Long => "a long table has the columns unit, coder and code",
            Layout::Spans => "a table of spans has the columns coder, start, end and code, and perhaps text",
            _ => return None,
        },
        RatingsError::NotSquare { .. } => {
            "rows are the first coder's categories, columns the second's; --layout counts has one row per unit"
        }
        RatingsError::NotInLayout { what, .. } => {
            let option = match *what {
                "length" => "--length",
                "names of coders" => "--coders",
                "column of clusters" => "--cluster",
                _ => "--sets",
            };
            return Some(format!("{option} is for tables in another layout; --layout says how this one is laid out"));
        }
        RatingsError::NotUtf8 { .. } => "save the table as UTF-8",
        _ => return None,
    };
    Some(hint.to_owned())
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
        length: continuum.length(),
        given: length.is_some(),
    };
    texts.iter().zip(continua).map(one).collect()
}
