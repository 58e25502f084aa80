use std::collections::BTreeMap;
use std::path::Path;

use qualkit_coding::{Added, CodingSet, TurnName, locate};
use qualkit_study::{Changes, Study};
use qualkit_table::{Reader, TableError};
use qualkit_text::Quotable;
use qualkit_transcript::{Transcript, TranscriptId};

use crate::failure::Failure;
use crate::print::{Talk, counted, say};
use crate::read;
use crate::verbs::code::{Session, active_code};

/// A row of the table.
struct Row {
    line: u64,
    quote: String,
    code: String,
    turn: Option<TurnName>,
    note: String,
}

/// Takes in a table of codings: all rows, or, if `partial`, those that can be.
pub fn run(
    session: &Session<'_>,
    file: &Path,
    partial: bool,
    changes: &mut Changes,
    talk: &mut Talk,
) -> Result<(), Failure> {
    let Session { study, coder, now, .. } = *session;
    let mut problems: Vec<(u64, String)> = Vec::new();
    let rows = read_rows(&read::text(file)?, study, &mut problems).map_err(|error| Failure::in_file(file, error))?;
    let (mut sets, mut new, mut present, mut untimed) = (Vec::new(), 0, 0, Vec::new());
    for (id, rows) in rows {
        let transcript = study.transcript(&id)?;
        let mut set = study.codings(coder, &id)?;
        let before = set.codings().len();
        present += take_in(session, &transcript, &rows, &mut set, &mut problems, &mut untimed);
        new += set.codings().len() - before;
        if set.codings().len() > before {
            sets.push(set);
        }
    }
    for id in &untimed {
        talk.add(format!("'{id}' has no times: the quotes alone decided where its rows belong"));
    }
    if !problems.is_empty() {
        problems.sort();
        for (line, problem) in &problems {
            say(format!("{}: line {line}: {problem}", file.display()));
        }
        let told = counted(problems.len(), "row cannot be taken in", "rows cannot be taken in");
        if !partial {
            return Err(Failure::data(format!("{told}, so none was")).hint("--partial takes in the others"));
        }
        talk.add(format!("{told}; the others were (--partial)"));
    }
    let what = format!("{new} new codings from {}", file.file_name().unwrap_or_default().to_string_lossy());
    study.put_codings(&sets, now, changes)?;
    if new > 0 {
        study.log(changes, Some(coder.as_str()), now, "code", &what);
    }
    talk.add(format!(
        "{} by '{coder}' in {}",
        counted(new, "new coding", "new codings"),
        counted(sets.len(), "transcript", "transcripts")
    ));
    if present > 0 {
        talk.add(format!("{} there already", counted(present, "was", "were")));
    }
    Ok(())
}

fn read_rows(
    table: &str,
    study: &Study,
    problems: &mut Vec<(u64, String)>,
) -> Result<BTreeMap<TranscriptId, Vec<Row>>, TableError> {
    let mut reader = Reader::new(table)?;
    let [transcript, quote, code] = reader.columns(["transcript", "quote", "code"])?;
    let [turn, note] = ["turn", "note"].map(|name| reader.optional(name));
    let mut rows: BTreeMap<TranscriptId, Vec<Row>> = BTreeMap::new();
    while let Some(row) = reader.next_row()? {
        let line = row.line();
        let id = TranscriptId::new(row.get(transcript)).ok().filter(|id| study.layout().transcript(id).is_file());
        let Some(id) = id else {
            problems.push((line, format!("the study has no transcript '{}'", row.get(transcript))));
            continue;
        };
        let turn = match row.get(turn) {
            "" => Ok(None),
            named => named.parse().map(Some),
        };
        match turn {
            Ok(turn) => rows.entry(id).or_default().push(Row {
                line,
                quote: row.get(quote).to_owned(),
                code: row.get(code).to_owned(),
                turn,
                note: row.get(note).to_owned(),
            }),
            Err(expected) => problems.push((line, format!("the turn: {expected}"))),
        }
    }
    Ok(rows)
}

/// Adds the rows of one transcript; tells how many were there already.
fn take_in(
    session: &Session<'_>,
    transcript: &Transcript,
    rows: &[Row],
    set: &mut CodingSet,
    problems: &mut Vec<(u64, String)>,
    untimed: &mut Vec<TranscriptId>,
) -> usize {
    let quotable = Quotable::new(transcript.text());
    let timed = transcript.turns().iter().any(|turn| turn.begins.is_some());
    let mut present = 0;
    for row in rows {
        let mut turn = row.turn;
        if matches!(turn, Some(TurnName::Time(_))) && !timed {
            turn = None;
            if untimed.last() != Some(transcript.id()) {
                untimed.push(transcript.id().clone());
            }
        }
        let code = match active_code(session.codebook, &row.code) {
            Ok(code) => code,
            Err(failure) => {
                problems.push((row.line, failure.told()));
                continue;
            }
        };
        match locate(transcript, &quotable, &row.quote, turn) {
            Ok(span) => {
                let answer = session.answer(span, code, row.note.clone());
                match set.add(transcript, answer) {
                    Ok(Added::New(_)) => {}
                    Ok(Added::Present(_)) => present += 1,
                    Err(outside) => problems.push((row.line, outside.to_string())),
                }
            }
            Err(error) => problems.push((row.line, error.to_string())),
        }
    }
    present
}
