use std::path::Path;

use qualkit_agreement::{Continuum, Undefined};
use qualkit_compare::{Asked, Choice, Data, Measured, RatingsTable, Statistic};

use crate::failure::Failure;
use crate::read;
use crate::verbs::agree_table::TableInput;

/// Refuses a measure that was named and cannot be had of such a table, whatever stands in it.
pub fn refuse_unsuited(table: &RatingsTable, asked: &Asked) -> Result<(), Failure> {
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
pub fn refuse_overlaps(input: &TableInput<'_>, table: &RatingsTable, answers: &[Measured]) -> Result<(), Failure> {
    let Data::Spans(spans) = &table.data else { return Ok(()) };
    if !input.asking.names_measures() {
        return Ok(());
    }
    for answer in answers {
        if let Err(Undefined::OverlappingSegments { text, coder, first, second }) = &answer.outcome {
            let place =
                if spans.texts[*text].is_empty() { String::new() } else { format!(" of '{}'", spans.texts[*text]) };
            // Of a pair's answer the coder is the first or the second of the pair.
            let coder = &answer.coders[*coder];
            let named = [coder, &spans.texts[*text]].into_iter().filter(|name| !name.is_empty());
            let named: Vec<String> = named.cloned().collect();
            let cells = |(start, end): &(u64, u64)| [named.clone(), vec![start.to_string(), end.to_string()]].concat();
            let line = |segment| line_of(input.path, &cells(segment));
            let lines = match (line(first), line(second)) {
                (Some(one), Some(other)) => format!("line {}, column 'start': ", one.max(other)),
                _ => String::new(),
            };
            let problem = format!(
                "{lines}{} asks for one code a place, and '{}' marked {} to {} and {} to {}{place}, which overlap",
                answer.measure, coder, first.0, first.1, second.0, second.1
            );
            return Err(Failure::in_file(input.path, problem).hint("gamma and span_f1 allow overlaps"));
        }
    }
    Ok(())
}

/// Refuses a scale that has no place for what stands in the table.
pub fn refuse_off_scale(input: &TableInput<'_>, table: &RatingsTable, answers: &[Measured]) -> Result<(), Failure> {
    for answer in answers {
        let Err(Undefined::OffScale { category, .. }) = answer.outcome else { continue };
        let label = &table.categories[category];
        let place = place_of(input.path, label).map(|(line, column)| format!("line {line}, column '{column}': "));
        let reason = answer.undefined().unwrap_or_default();
        let problem = format!("{}{}: {reason}", place.unwrap_or_default(), answer.measure);
        return Err(
            Failure::in_file(input.path, problem).hint("--level interval and --weights linear take any numbers")
        );
    }
    Ok(())
}

/// The first line with a row that has all of these cells.
fn line_of(path: &Path, cells: &[String]) -> Option<u64> {
    let text = read::text(path).ok()?;
    let mut rows = qualkit_table::Reader::new(&text).ok()?;
    let columns = rows.others(&[]);
    while let Ok(Some(row)) = rows.next_row() {
        if cells.iter().all(|cell| columns.iter().any(|(column, _)| row.get(*column).trim() == cell)) {
            return Some(row.line());
        }
    }
    None
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

/// Agreement takes two coders and something they judged.
pub fn refuse_what_says_nothing(path: &Path, table: &RatingsTable) -> Result<(), Failure> {
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
