//! Tables that hold several transcripts: interviews by rows, or answers to a survey.

use std::collections::BTreeMap;

use qualkit_table::{Id, Writer, one_line};
use qualkit_transcript::{Cases, Role, TranscriptId, Utterance};

use crate::blocks::Cell;
use crate::columns::{self, Columns};
use crate::sheet::{Row, Sheet};
use crate::told::Told;
use crate::{Format, IngestError, Note, Options, Rows, plain, tables, utterances};

/// The label of whoever asks the questions of a survey.
const ASKS: &str = "Question";

/// The transcripts of a table, and what it says of their cases.
pub(crate) struct Parts {
    pub(crate) told: Vec<(TranscriptId, Told)>,
    pub(crate) cases: Cases,
    pub(crate) notes: Vec<Note>,
}

/// Takes a table apart; `id` is the file's, for what has none of its own.
pub(crate) fn tell(sheet: &Sheet, id: &TranscriptId, options: &Options) -> Result<Parts, IngestError> {
    match options.rows {
        Rows::Utterances => by_utterances(sheet, id, options),
        Rows::Interviews => interviews(sheet, id, options),
        Rows::Respondents => respondents(sheet, id, options),
        Rows::Questions => questions(sheet, id, options),
    }
}

/// A table of what one interview has.
pub(crate) fn one(sheet: &Sheet, options: &Options) -> Result<Told, IngestError> {
    let named = Columns::chosen(&sheet.header, &options.columns);
    let bare = sheet.without_header();
    let (sheet, columns) = match named {
        Ok(columns) if !sheet.is_headed(&columns) => (&bare, columns),
        Ok(columns) => (sheet, columns),
        Err(error @ IngestError::NoTextColumn { .. }) if !options.columns.any() => {
            let rows: Vec<Vec<Cell>> = bare.rows.iter().map(|row| row.cells.iter().map(Cell::of).collect()).collect();
            (&bare, tables::by_content(&rows).filter(|columns| columns.speaker.is_some()).ok_or(error)?)
        }
        Err(error) => return Err(error),
    };
    let rows: Vec<&Row> = sheet.rows.iter().collect();
    let mut told = utterances::tell(sheet, &rows, &columns);
    if sheet.header.iter().all(String::is_empty) {
        let place = |name: &str, place: Option<usize>| place.map(|place| format!("column {} as {name}", place + 1));
        let taken = [
            place("the speaker", columns.speaker),
            place("the time", columns.begins),
            place("the text", Some(columns.text)),
        ];
        let taken: Vec<String> = taken.into_iter().flatten().collect();
        let message = format!("the first row is no header but a turn; taken were {}", taken.join(", "));
        told.notes.insert(0, Note::of_all(message));
    }
    let others = utterances::note_others(sheet, &columns.taken());
    let columns = sheet.note_columns(&columns.taken());
    told.notes.splice(0..0, sheet.notes.iter().cloned().chain(columns).chain(others));
    Ok(told)
}

/// Rows of several interviews, if a chosen column tells them apart.
fn by_utterances(sheet: &Sheet, id: &TranscriptId, options: &Options) -> Result<Parts, IngestError> {
    if options.columns.id.is_none() {
        return Ok(Parts {
            told: vec![(id.clone(), one(sheet, options)?)],
            cases: Cases::default(),
            notes: Vec::new(),
        });
    }
    let columns = Columns::chosen(&sheet.header, &options.columns)?;
    let column = columns::of_ids(&sheet.header, &options.columns, &[])?;
    let mut notes = sheet.notes.clone();
    let taken: Vec<usize> = columns.taken().into_iter().chain(column).collect();
    notes.extend(sheet.note_columns(&taken));
    notes.extend(utterances::note_others(sheet, &taken));
    let mut groups: Vec<(&str, Vec<&Row>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &sheet.rows {
        let name = row.get(column);
        let place = *places.entry(name).or_insert_with(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(row);
    }
    let mut ids = Ids::new(id);
    let told =
        groups.into_iter().map(|(name, rows)| (ids.give(name, rows[0].line), utterances::tell(sheet, &rows, &columns)));
    let told: Vec<(TranscriptId, Told)> = told.filter(|(_, told)| !told.utterances.is_empty()).collect();
    notes.extend(ids.notes(sheet.unit));
    Ok(Parts { told, cases: Cases::default(), notes })
}

/// One interview a row, its text in a cell.
fn interviews(sheet: &Sheet, id: &TranscriptId, options: &Options) -> Result<Parts, IngestError> {
    let columns = Columns::chosen(&sheet.header, &options.columns)?;
    let speaker = columns.speaker.filter(|_| options.columns.speaker.is_some());
    let taken: Vec<usize> = [Some(columns.text), speaker].into_iter().flatten().collect();
    let column = columns::of_ids(&sheet.header, &options.columns, &taken)?;
    let mut notes = sheet.notes.clone();
    notes.extend(sheet.note_columns(&[&taken[..], column.as_slice()].concat()));
    let mut ids = Ids::new(id);
    let (mut told, mut facts, mut silent) = (Vec::new(), Facts::new(sheet, &taken, column), Vec::new());
    for row in &sheet.rows {
        let words = row.get(Some(columns.text));
        if words.is_empty() {
            silent.push(row.line);
            continue;
        }
        let id = ids.give(row.get(column), row.line);
        let mut interview = plain::read(words, Format::Text, id.as_str(), options)?;
        for utterance in interview.utterances.iter_mut().filter(|utterance| utterance.label.is_empty()) {
            row.get(speaker).clone_into(&mut utterance.label);
        }
        facts.add(&id, row);
        told.push((id, interview));
    }
    notes.extend(Note::first_of(sheet.unit, &silent, "has no words"));
    notes.extend(ids.notes(sheet.unit));
    Ok(Parts { told, cases: facts.cases()?, notes })
}

/// Each respondent's answers, with the questions before them.
fn respondents(sheet: &Sheet, id: &TranscriptId, options: &Options) -> Result<Parts, IngestError> {
    let survey = Survey::new(sheet, options)?;
    let mut ids = Ids::new(id);
    let (mut told, mut facts, mut silent) = (Vec::new(), Facts::new(sheet, &survey.questions, survey.ids), 0);
    for row in survey.rows {
        let id = ids.give(row.get(survey.ids), row.line);
        let mut answers = Told { legend: vec![(ASKS.to_owned(), Role::Interviewer)], ..Told::default() };
        for (&column, question) in survey.questions.iter().zip(&survey.wordings) {
            if !row.get(Some(column)).is_empty() {
                answers.utterances.push(Utterance::new(ASKS, *question));
                answers.utterances.push(Utterance::new(id.as_str(), row.get(Some(column))));
            }
        }
        facts.add(&id, row);
        if answers.utterances.is_empty() {
            silent += 1;
        } else {
            told.push((id, answers));
        }
    }
    let mut notes = sheet.notes.clone();
    notes.extend(survey.notes);
    if silent > 0 {
        let message = format!("{silent} of {} respondents answered none of the questions", told.len() + silent);
        notes.push(Note::of_all(message));
    }
    notes.extend(ids.notes(sheet.unit));
    Ok(Parts { told, cases: facts.cases()?, notes })
}

/// The answers to each question.
fn questions(sheet: &Sheet, id: &TranscriptId, options: &Options) -> Result<Parts, IngestError> {
    let survey = Survey::new(sheet, options)?;
    let mut ids = Ids::new(id);
    let mut facts = Facts::new(sheet, &survey.questions, survey.ids);
    let mut respondents = Vec::new();
    for row in &survey.rows {
        let id = ids.give(row.get(survey.ids), row.line);
        facts.add(&id, row);
        respondents.push(id);
    }
    let mut names = Ids::new(id);
    let mut told = Vec::new();
    let mut notes = sheet.notes.clone();
    for (&column, question) in survey.questions.iter().zip(&survey.wordings) {
        let answers = survey.rows.iter().zip(&respondents).filter(|(row, _)| !row.get(Some(column)).is_empty());
        let said: Vec<Utterance> =
            answers.map(|(row, id)| Utterance::new(id.as_str(), row.get(Some(column)))).collect();
        let blank = respondents.len() - said.len();
        let mut answers = Told { header: vec![(*question).to_owned()], utterances: said, ..Told::default() };
        answers.legend = respondents.iter().map(|id| (id.to_string(), Role::Participant)).collect();
        if blank > 0 {
            let message = format!("{blank} of {} respondents did not answer", respondents.len());
            answers.notes.push(Note::of_all(message));
        }
        match answers.utterances.is_empty() {
            true => notes.push(Note::of_all(format!("nobody answered '{}'", sheet.header[column]))),
            false => told.push((names.give(&sheet.header[column], 0), answers)),
        }
    }
    notes.extend(survey.notes);
    notes.extend(ids.notes(sheet.unit));
    Ok(Parts { told, cases: facts.cases()?, notes })
}

/// A survey: which columns are read, and how their questions are worded.
struct Survey<'s> {
    questions: Vec<usize>,
    wordings: Vec<&'s str>,
    ids: Option<usize>,
    rows: Vec<&'s Row>,
    notes: Vec<Note>,
}

impl<'s> Survey<'s> {
    fn new(sheet: &'s Sheet, options: &Options) -> Result<Survey<'s>, IngestError> {
        let header = &sheet.header;
        let questions = match options.columns.text[..] {
            [] => vec![Columns::chosen(header, &options.columns)?.text],
            _ => options.columns.text.iter().map(|name| columns::find(header, name)).collect::<Result<_, _>>()?,
        };
        let ids = columns::of_ids(header, &options.columns, &questions)?;
        let mut wordings: Vec<&str> = questions.iter().map(|&column| header[column].as_str()).collect();
        let mut notes = sheet.note_columns(&[&questions[..], ids.as_slice()].concat());
        // Qualtrics writes the questions and then its own names below the header.
        let own = |row: &Row| row.cells.iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\""));
        let below = sheet.rows.iter().take(3).position(own).map_or(0, |place| place + 1);
        if below > 1 {
            let worded = |(&column, name): (&usize, &&'s str)| match sheet.rows[0].get(Some(column)) {
                "" => *name,
                wording => wording,
            };
            wordings = questions.iter().zip(&wordings).map(worded).collect();
        }
        if below > 0 {
            let message = format!("{below} rows below the header describe the questions and are no answers");
            notes.push(Note::of_all(message));
        }
        Ok(Survey { questions, wordings, ids, rows: sheet.rows[below..].iter().collect(), notes })
    }
}

/// Gives every transcript an id of its own.
struct Ids<'f> {
    file: &'f TranscriptId,
    /// How many times each id was asked for, in lower case: files do not differ in capitals alone.
    given: BTreeMap<String, usize>,
    repeated: Vec<u64>,
    nameless: Vec<u64>,
}

impl<'f> Ids<'f> {
    fn new(file: &'f TranscriptId) -> Ids<'f> {
        Ids { file, given: BTreeMap::new(), repeated: Vec::new(), nameless: Vec::new() }
    }

    fn give(&mut self, name: &str, line: u64) -> TranscriptId {
        let named = Id::of_file(name).map(TranscriptId::from);
        if named.is_none() {
            self.nameless.push(line);
        }
        let id = named.or_else(|| Id::of_file(&format!("{}-{line}", self.file)).map(TranscriptId::from));
        let id = id.unwrap_or_else(|| self.file.clone());
        let mut unique = id.clone();
        let mut count = 1;
        while self.given.contains_key(&unique.as_str().to_lowercase()) {
            count += 1;
            let Some(next) = Id::of_file(&format!("{id}-{count}")) else { break };
            unique = TranscriptId::from(next);
        }
        if count > 1 {
            self.repeated.push(line);
        }
        self.given.insert(unique.as_str().to_lowercase(), count);
        unique
    }

    fn notes(&self, unit: &str) -> Vec<Note> {
        let repeated = "has an id that another row has, and was given one with a number behind it";
        let nameless = "has no id, and was given one by its number";
        let notes = [Note::first_of(unit, &self.repeated, repeated), Note::first_of(unit, &self.nameless, nameless)];
        notes.into_iter().flatten().collect()
    }
}

/// What a table says of cases beside what they said.
struct Facts {
    columns: Vec<usize>,
    table: Writer,
}

impl Facts {
    fn new(sheet: &Sheet, taken: &[usize], ids: Option<usize>) -> Facts {
        let mut columns = Vec::new();
        let mut names = vec!["id".to_owned()];
        for (column, name) in sheet.header.iter().enumerate() {
            if taken.contains(&column) || ids == Some(column) || name.trim().is_empty() {
                continue;
            }
            let mut unique = one_line(name).into_owned();
            let letters = |name: &str| name.replace([' ', '-', '_'], "").to_lowercase();
            while names.iter().any(|known| letters(known) == letters(&unique)) {
                unique.push_str(" 2");
            }
            columns.push(column);
            names.push(unique);
        }
        Facts { columns, table: Writer::new(names) }
    }

    fn add(&mut self, id: &TranscriptId, row: &Row) {
        let cells = self.columns.iter().map(|&column| one_line(row.get(Some(column))).into_owned());
        self.table.row(std::iter::once(id.to_string()).chain(cells));
    }

    fn cases(self) -> Result<Cases, IngestError> {
        // Names of columns may hold other separators.
        Ok(Cases::read(&format!("sep=,\n{}", self.table.finish()))?)
    }
}
