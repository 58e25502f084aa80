//! Tables in documents: those whose rows are turns, and all others.

use std::collections::BTreeMap;

use qualkit_text::count_words;
use qualkit_transcript::{Timecode, Utterance};

use crate::Note;
use crate::blocks::{Block, Cell};
use crate::clock::{self, Fraction, Times};
use crate::columns::Columns;
use crate::head::{self, Shape};
use crate::labels::{is_formed, is_name_like};
use crate::role::{fold, said_by};
use crate::told::Told;

/// Makes turns of the rows of transcript tables, and header of all else; `None` if there is no such
/// table, or far more beside it than in it.
pub(crate) fn tell(blocks: &[Block]) -> Option<Told> {
    let mut told = Told::default();
    let mut late = Vec::new();
    for block in blocks {
        let (place, lines) = match block {
            Block::Paragraph { place, text } => {
                (*place, text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect())
            }
            Block::Table { place, rows } => match turns(rows) {
                Some((columns, first)) => {
                    tell_rows(&rows[first..], &columns, *place, &mut told);
                    note_others(&rows[0], &columns, first > 0, *place, &mut told);
                    continue;
                }
                None => (*place, lines(rows)),
            },
        };
        if told.utterances.is_empty() {
            told.header.extend(lines);
        } else if !lines.is_empty() {
            late.push(place);
            told.behind.extend(lines);
        }
    }
    let message = "text behind a table of turns was kept in the header";
    told.notes.extend(Note::first_of("paragraph", &late, message));
    let count = |texts: &[String]| texts.iter().map(|text| count_words(text)).sum::<usize>();
    let said: usize = told.utterances.iter().map(|utterance| count_words(&utterance.words)).sum();
    (said > 0 && said * 3 >= count(&told.header) + count(&told.behind)).then_some(told)
}

/// The rows of a table as lines, cells joined by tabs; a cell that stands alone in its row keeps its own lines, and so
/// does the last, behind what stands before it.
pub(crate) fn lines(rows: &[Vec<Cell>]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.trim()).collect();
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let Some((last, before)) = cells[..filled].split_last() else { continue };
        let mut line = before.iter().map(|cell| cell.replace('\n', " ") + "\t").collect::<String>();
        for words in last.lines().filter(|line| !line.trim().is_empty()) {
            line.push_str(words.trim());
            lines.push(std::mem::take(&mut line).trim().to_owned());
        }
    }
    lines
}

/// Whether the rows of a table are turns: the columns, and the first row that is one.
fn turns(rows: &[Vec<Cell>]) -> Option<(Columns, usize)> {
    let header: Vec<String> = rows.first()?.iter().map(|cell| cell.text.trim().to_owned()).collect();
    let named = Columns::named(&header).filter(Columns::tell_turns);
    let found = named.map(|columns| (columns, 1)).filter(|_| rows.len() > 1).or_else(|| Some((by_content(rows)?, 0)));
    found.filter(|(columns, first)| columns.speaker.is_some() || !is_labelled(&rows[*first..], columns.text))
}

/// Whether the words of a table begin with labels themselves, which then are read as in paragraphs.
fn is_labelled(rows: &[Vec<Cell>], text: usize) -> bool {
    let lines = rows.iter().filter_map(|row| row.get(text)).flat_map(|cell| cell.text.lines());
    let heads = lines.filter_map(|line| head::read(line, Fraction::Decimal));
    let named = heads.filter(|head| head.shape == Shape::Colon && is_formed(head.label) && is_name_like(head.label));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    named.for_each(|head| *counts.entry(fold(head.label)).or_default() += 1);
    counts.values().filter(|&&count| count >= 2).sum::<usize>() * 2 >= rows.len()
}

/// A table without header: one column with mostly times or a few names that return, and one with words.
pub(crate) fn by_content(rows: &[Vec<Cell>]) -> Option<Columns> {
    let width = rows.iter().map(Vec::len).max().filter(|&width| width >= 2 && rows.len() >= 3)?;
    let column = |place: usize| {
        rows.iter().filter_map(move |row| row.get(place)).map(|cell| cell.text.trim()).filter(|text| !text.is_empty())
    };
    let is_times = |&place: &usize| {
        let times = column(place).filter(|text| time(text).is_some()).count();
        times >= 3 && times * 10 >= rows.len() * 6
    };
    let is_names = |&place: &usize| {
        let all: Vec<String> = column(place).map(fold).collect();
        let mut names = all.clone();
        names.sort_unstable();
        names.dedup();
        let formed = column(place).all(|text| is_formed(text.trim_end_matches(':')));
        all.len() * 10 >= rows.len() * 6 && names.len() >= 2 && names.len() * 2 <= all.len() && formed
    };
    let begins = (0..width).find(is_times);
    let speaker = (0..width).find(|place| Some(*place) != begins && is_names(place));
    let words = |place: usize| column(place).map(count_words).sum::<usize>();
    let text = (0..width)
        .filter(|place| Some(*place) != begins && Some(*place) != speaker)
        .max_by_key(|&place| words(place))?;
    // Where a label says a part, the words may be few.
    let told = |place: usize| column(place).filter(|label| said_by(label.trim_end_matches(':')).is_some()).count() >= 2;
    let wordy = words(text) >= rows.len() * if speaker.is_some_and(told) { 1 } else { 3 };
    let columns = Columns { text, speaker, begins, ends: None };
    (columns.tell_turns() && wordy).then_some(columns)
}

fn tell_rows(rows: &[Vec<Cell>], columns: &Columns, place: usize, told: &mut Told) {
    let mut above = String::new();
    let (mut silent, mut nameless, mut untimed, mut impossible) = (0, 0, Vec::new(), 0);
    let (mut latest, mut backwards) = (Timecode::default(), 0);
    for row in rows {
        let cell = |column: Option<usize>| column.and_then(|column| row.get(column));
        let text = |column: Option<usize>| cell(column).map_or("", |cell| cell.text.trim());
        let joined = cell(columns.speaker).is_some_and(|cell| cell.joined);
        let label = if joined { above.clone() } else { text(columns.speaker).to_owned() };
        above.clone_from(&label);
        let words = text(Some(columns.text));
        if words.is_empty() {
            silent += usize::from(row.iter().any(|cell| !cell.text.trim().is_empty()));
            continue;
        }
        nameless += usize::from(label.is_empty());
        let times = time(text(columns.begins));
        if times.is_none() && !text(columns.begins).is_empty() {
            untimed.push(text(columns.begins).to_owned());
        }
        let last = time(text(columns.ends)).map(|times| times.begins);
        if last.is_none() && !text(columns.ends).is_empty() {
            untimed.push(text(columns.ends).to_owned());
        }
        let all = times.and_then(|times| times.ends).or(last);
        let begins = times.map(|times| times.begins);
        let ends = all.filter(|ends| begins.is_some_and(|begins| begins <= *ends));
        impossible += usize::from(ends != all);
        backwards += usize::from(begins.is_some_and(|begins| begins < latest));
        latest = latest.max(begins.unwrap_or_default());
        told.utterances.push(Utterance { label, words: words.to_owned(), begins, ends, ..Utterance::default() });
    }
    let place = format!("paragraph {place}");
    if silent > 0 {
        told.notes.push(Note::at(&place, format!("{silent} rows of the table have no words")));
    }
    if nameless > 0 {
        let message = match columns.speaker {
            Some(_) if nameless == 1 => "1 row of the table names no speaker".to_owned(),
            Some(_) => format!("{nameless} rows of the table name no speaker"),
            None => "no column of the table names the speaker: every turn is of an unknown speaker".to_owned(),
        };
        told.notes.push(Note::at(&place, message));
    }
    if impossible > 0 {
        let message = format!("ends before their begin or without one, which were left out: {impossible}");
        told.notes.push(Note::at(&place, message));
    }
    if backwards > 0 {
        let message = format!("rows that begin before a row above them: {backwards}; the order of the table was kept");
        told.notes.push(Note::at(&place, message));
    }
    if let Some(found) = untimed.first() {
        let message = format!("'{found}' is no time and was left out, one of {} in the table", untimed.len());
        told.notes.push(Note::at(&place, message));
    }
}

/// Columns of a table of turns that hold something else.
fn note_others(header: &[Cell], columns: &Columns, named: bool, place: usize, told: &mut Told) {
    let header: Vec<String> = header.iter().map(|cell| cell.text.trim().to_owned()).collect();
    let others = columns.others(&header);
    if named && !others.is_empty() {
        let message = format!("columns of the table that were not taken: {}", others.join(", "));
        told.notes.push(Note::at(format!("paragraph {place}"), message));
    }
}

fn time(text: &str) -> Option<Times> {
    let (times, rest) = clock::mark(text, Fraction::Decimal).or_else(|| clock::bare(text, Fraction::Decimal))?;
    rest.trim().is_empty().then_some(times)
}
