use std::io::{BufRead, BufReader};

use qualkit_compare::{Data, Layout, RatingsError, RatingsTable, Reading, read_ratings};
use qualkit_table::TableError;

use crate::failure::Failure;
use crate::heeded::{refuse_unheeded, typed};
use crate::print::say;
use crate::read;
use crate::verbs::agree_header::{Headed, headed, is_coder, layout_by, names_texts, others};
use crate::verbs::agree_labels::stands_for_nothing;
use crate::verbs::agree_looks::{is_square, sums};
use crate::verbs::agree_table::TableInput;

/// Reads the table; says also which columns are passed over.
pub fn ratings(input: &TableInput<'_>) -> Result<(RatingsTable, Vec<String>), Failure> {
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
    let purpose = "is for missing ratings of units; where a coder marked nothing there is no span";
    refuse_unheeded([typed("--missing", !input.missing.is_empty(), !are_spans, purpose)])?;
    let reading = Reading {
        layout,
        missing: input.missing,
        categories: input.categories,
        coders: input.coders,
        cluster: input.cluster,
        sets: input.sets,
        ordered: input.asking.needs_order() && !input.sets && !are_spans,
        start: input.start,
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
    let square = match &table.data {
        Data::Ratings(ratings) => ratings.all.units() == table.coders.len() as u64 && table.layout == Layout::Wide,
        _ => false,
    };
    let nameless = columns.first().is_some_and(String::is_empty) && input.layout.is_none();
    if nameless && square && read::text(input.path).is_ok_and(|text| is_square(&text)) {
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
    // The first column of many tables has the numbers of the rows, or the categories, and no name. Behind the last name
    // there are no columns: what stands there is refused.
    let columns = &columns[..columns.iter().rposition(|column| !column.is_empty()).map_or(0, |last| last + 1)];
    let nameless: Vec<usize> = (1..columns.len()).filter(|&place| columns[place].is_empty()).collect();
    if nameless.is_empty() {
        return;
    }
    let Ok(file) = std::fs::File::open(input.path) else { return };
    let lines = BufReader::new(file).lines().map_while(Result::ok).enumerate();
    let mut separator = None;
    let mut told: Vec<usize> = Vec::new();
    for (at, line) in lines {
        let Some(separator) = separator else {
            separator = [',', ';', '\t'].into_iter().max_by_key(|separator| line.matches(*separator).count());
            continue;
        };
        let cells: Vec<&str> = line.split(separator).collect();
        for &place in &nameless {
            if !told.contains(&place) && cells.get(place).is_some_and(|cell| !cell.trim().is_empty()) {
                told.push(place);
                say(format!(
                    "{}: column {} has no name and is passed over, though line {} has something in it",
                    input.path.display(),
                    place + 1,
                    at + 1
                ));
            }
        }
        if told.len() == nameless.len() {
            return;
        }
    }
}

const BY_RATING: &str = "a table with one row per rating has the columns unit, coder and code; one of spans coder, start, \
                         end, code and perhaps text; --layout wide takes every column for a coder";

/// What helps against an error, where something does.
fn hint_for(error: &RatingsError, layout: Option<Layout>) -> Option<String> {
    let hint = match error {
        RatingsError::NeedsOrder { found, .. } if stands_for_nothing(found) => {
            return Some(format!("--missing {found} takes it for a missing rating"));
        }
        RatingsError::NeedsOrder { found, .. }
            if found.contains(',') && found.replacen(',', ".", 1).parse::<f64>().is_ok() =>
        {
            "numbers have a decimal point, as in 1.5"
        }
        RatingsError::NeedsOrder { found, .. } if found.parse::<f64>().is_ok() => {
            "as scores 0 and numbers from 1e-100 to 1e100 can be computed with"
        }
        RatingsError::OneValue { .. } => {
            "write them alike if they are one; otherwise --categories gives the order, as of words"
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
                "start" => "--start",
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
