//! Excel workbooks (`.xlsx`), of which one sheet is read.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use qualkit_transcript::Timecode;

use crate::archive::Package;
use crate::columns::Columns;
use crate::sheet::{Row, Sheet};
use crate::{IngestError, Note, Options, guarded};

/// The most that the cells of a sheet may hold together, in MiB.
const LIMIT: u64 = 256;

/// The most cells that a sheet may have: more than any study has answers.
const MOST: usize = 10_000_000;

/// How many rows above the header of a table may say what it is.
const ABOVE: usize = 20;

/// A sheet by rows: the number of each, and its cells by column.
type Grid = BTreeMap<u32, BTreeMap<usize, String>>;

/// Reads the bytes of a workbook: the sheet that was named, else the first whose columns are known, else the
/// first that holds anything.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Sheet, IngestError> {
    Package::open(bytes)?.measure()?;
    guarded::run("Excel workbook", || sheet(bytes, options))?
}

fn sheet(bytes: &[u8], options: &Options) -> Result<Sheet, IngestError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = workbook.sheet_names();
    if let Some(asked) = &options.sheet {
        let Some(name) = names.iter().find(|name| name.trim().to_lowercase() == asked.trim().to_lowercase()) else {
            return Err(IngestError::NoSuchSheet { asked: asked.clone(), found: names });
        };
        let (grid, notes) = grid(&mut workbook, name)?;
        return Ok(table(grid, notes, options));
    }
    let mut sheets: Vec<(String, Sheet)> = Vec::new();
    let mut unread: Vec<(String, IngestError)> = Vec::new();
    for name in names {
        match grid(&mut workbook, &name) {
            Ok((grid, _)) if grid.is_empty() => {}
            Ok((grid, notes)) => sheets.push((name, table(grid, notes, options))),
            Err(error @ IngestError::TooLarge { .. }) => return Err(error),
            Err(error) => unread.push((name, error)),
        }
    }
    let known = sheets.iter().position(|(_, sheet)| suits(&sheet.header, options));
    let place = known.unwrap_or(0);
    if sheets.is_empty() {
        return Err(unread.into_iter().next().map_or(IngestError::NoWords, |(_, error)| error));
    }
    let (name, mut sheet) = sheets.remove(place);
    if !sheets.is_empty() {
        let others: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        let message = format!("the sheet '{name}' was read, and not: {}", others.join(", "));
        sheet.notes.insert(0, Note::of_all(message));
    }
    for (name, error) in unread {
        sheet.notes.push(Note::of_all(format!("the sheet '{name}' holds no cells that can be read: {error}")));
    }
    Ok(sheet)
}

fn suits(header: &[String], options: &Options) -> bool {
    Columns::chosen(header, &options.columns).is_ok_and(|columns| columns.tell_turns() || options.columns.any())
}

/// The cells of a sheet that hold something.
fn grid(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<(Grid, Vec<Note>), IngestError> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let mut grid = Grid::new();
    let (mut held, mut count, mut clocked) = (0u64, 0, Vec::new());
    let mut broken = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number.to_string(),
            DataRef::Bool(truth) => (if *truth { "TRUE" } else { "FALSE" }).to_owned(),
            DataRef::DateTime(time) => {
                if time.as_f64() < 1.0 || time.is_duration() {
                    clocked.push(row + 1);
                }
                clock(time)
            }
            DataRef::Error(_) => {
                broken.push(row + 1);
                continue;
            }
        };
        if text.trim().is_empty() {
            continue;
        }
        held += text.len() as u64;
        count += 1;
        if held > LIMIT << 20 || count > MOST {
            return Err(IngestError::TooLarge { part: format!("the sheet '{name}'"), limit: LIMIT });
        }
        grid.entry(row).or_default().insert(column as usize, text.trim().to_owned());
    }
    let mut notes = Vec::from_iter(Note::first_of("row", &broken, "a cell holds an error of the spreadsheet"));
    let message = "holds a time of the clock: check that minutes and seconds were not typed as hours and minutes";
    notes.extend(Note::first_of("row", &clocked, message));
    Ok((grid, notes))
}

/// Finds the header among the first rows.
fn table(grid: Grid, notes: Vec<Note>, options: &Options) -> Sheet {
    let width = grid.values().filter_map(|row| row.keys().next_back()).max().map_or(0, |last| last + 1);
    let mut rows: Vec<Row> = Vec::with_capacity(grid.len());
    for (line, mut cells) in grid {
        let last = cells.keys().next_back().map_or(0, |last| last + 1);
        let cells = (0..last.min(width)).map(|column| cells.remove(&column).unwrap_or_default()).collect();
        rows.push(Row { line: u64::from(line) + 1, cells });
    }
    let header = rows.iter().take(ABOVE).position(|row| suits(&row.cells, options)).unwrap_or(0);
    let above = rows.drain(..header).map(|row| row.cells.join("\t").trim().to_owned()).collect();
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0).cells };
    Sheet { above, header, rows, unit: "row", notes }
}

/// A date, a time, or both; a length of time may have more than a day's hours.
fn clock(time: &ExcelDateTime) -> String {
    let days = time.as_f64();
    // At most a thousand hours, so that it is exact as a whole number.
    if time.is_duration() && (0.0..40.0).contains(&days) {
        return Timecode::from_millis((days * 86_400_000.0).round() as u64).to_string();
    }
    let (year, month, day, hour, minute, second, millis) = time.to_ymd_hms_milli();
    let fraction = if millis > 0 { format!(".{millis:03}") } else { String::new() };
    let clock = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    match (days < 1.0, hour + minute + second == 0 && millis == 0) {
        (true, _) => clock,
        (false, true) => format!("{year:04}-{month:02}-{day:02}"),
        (false, false) => format!("{year:04}-{month:02}-{day:02} {clock}"),
    }
}

fn damaged(error: impl std::fmt::Display) -> IngestError {
    IngestError::Damaged { what: "Excel workbook", reason: error.to_string() }
}
