use std::path::Path;

use qualkit_ingest::Ingested;
use qualkit_report::{Cell, Column, Table};
use qualkit_text::count_words;

use super::file_name;
use super::intake::Intake;
use crate::print::counted;

/// Turns that `--explain` shows.
const EXPLAINED: usize = 8;

/// Characters of a turn that `--explain` shows.
const BEGINNING: usize = 80;

/// What was read, one row a file.
pub fn overview() -> Table {
    let mut table = Table::new("ingest", "Transcripts");
    table.columns = vec![
        Column::words("file", "File"),
        Column::words("id", "Id"),
        Column::words("format", "Format"),
        Column::words("why", "Recognised by").to_machines(),
        Column::words("encoding", "Encoding").to_machines(),
        Column::number("turns", "Turns"),
        Column::number("timed_turns", "Timed"),
        Column::number("words", "Words"),
        Column::words("speakers", "Speakers"),
        Column::number("notes", "Notes"),
        Column::words("intake", "Taken in"),
    ];
    table
}

pub fn row(file: &Path, ingested: &Ingested, intake: Intake) -> Vec<Cell> {
    let transcript = &ingested.transcript;
    let turns = transcript.turns();
    let words: usize = turns.iter().map(|turn| count_words(transcript.words(turn))).sum();
    let guessed = if ingested.guessed_roles { " (guessed)" } else { "" };
    let speakers: Vec<String> = transcript
        .details()
        .speakers
        .iter()
        .map(|speaker| format!("{}: {}{guessed}", speaker.label, speaker.role))
        .collect();
    let speakers = match speakers.len() {
        0..=6 => speakers.join(", "),
        many => format!("{}, … ({})", speakers[..5].join(", "), counted(many, "speaker", "speakers")),
    };
    vec![
        Cell::text(file_name(file)),
        Cell::text(transcript.id().as_str()),
        Cell::text(ingested.format.to_string()),
        Cell::text(&ingested.why),
        Cell::text(&transcript.details().source.encoding),
        Cell::Count(turns.len() as u64),
        Cell::Count(turns.iter().filter(|turn| turn.begins.is_some()).count() as u64),
        Cell::Count(words as u64),
        Cell::text(speakers),
        Cell::Count(ingested.notes.len() as u64),
        Cell::text(intake.told()),
    ]
}

/// The first turns of a file as they were understood.
pub fn explained(file: &Path, ingested: &Ingested) -> Table {
    let transcript = &ingested.transcript;
    let title = format!("{}: {}, because {}", file_name(file), ingested.format, ingested.why);
    let mut table = Table::new(format!("ingest-{}", transcript.id()), title);
    table.columns = vec![
        Column::number("turn", "Turn"),
        Column::words("begins", "Begins"),
        Column::words("speaker", "Speaker"),
        Column::words("role", "Role"),
        Column::words("words", "Begins with"),
    ];
    for turn in transcript.turns().iter().take(EXPLAINED) {
        let speaker = transcript.speaker(turn);
        let words = transcript.words(turn);
        let beginning: String = words.chars().take(BEGINNING).collect();
        let more = if beginning.len() < words.len() { " …" } else { "" };
        table.push([
            Cell::Count(turn.number.into()),
            Cell::text(turn.begins.map(|time| time.to_string()).unwrap_or_default()),
            Cell::text(&speaker.label),
            Cell::text(speaker.role.to_string()),
            Cell::text(beginning + more),
        ]);
    }
    for line in &transcript.details().header {
        table.note(format!("Not said by anyone: {line}"));
    }
    for note in &ingested.notes {
        table.note(note.to_string());
    }
    let turns = transcript.turns().len();
    table.note(format!("{} of {} are shown.", turns.min(EXPLAINED), counted(turns, "turn", "turns")));
    table
}
