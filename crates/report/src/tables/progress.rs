use qualkit_coding::{CoderId, CodingSet};
use qualkit_transcript::{Transcript, TranscriptId};

use crate::{Cell, Column, Table};

/// How far a coder is with a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The round for which it was planned; empty if it was not.
    pub round: String,
    /// The transcript.
    pub transcript: TranscriptId,
    /// The coder.
    pub coder: CoderId,
    /// Answers that the coder has finished.
    pub finished: usize,
    /// Answers in the transcript.
    pub answers: usize,
    /// Codings made.
    pub codings: usize,
}

impl Progress {
    /// Counts what a coder has done.
    pub fn of(round: &str, transcript: &Transcript, set: &CodingSet) -> Progress {
        Progress {
            round: round.to_owned(),
            transcript: transcript.id().clone(),
            coder: set.coder().clone(),
            finished: transcript.answers().filter(|turn| set.has_done(turn.span)).count(),
            answers: transcript.answers().count(),
            codings: set.codings().len(),
        }
    }
}

/// Who is how far with what, in the order given.
pub fn progress_table(progress: &[Progress]) -> Table {
    let mut table = Table::new("progress", "Progress of coding");
    table.columns = vec![
        Column::words("round", "Round"),
        Column::words("transcript", "Transcript"),
        Column::words("coder", "Coder"),
        Column::number("finished_share", "Answers finished").to_people(),
        Column::number("finished", "Finished").to_machines(),
        Column::number("answers", "Answers").to_machines(),
        Column::number("codings", "Codings"),
    ];
    for one in progress {
        table.push([
            Cell::text(&one.round),
            Cell::text(one.transcript.as_str()),
            Cell::text(one.coder.as_str()),
            Cell::share(one.finished, one.answers),
            Cell::count(one.finished),
            Cell::count(one.answers),
            Cell::count(one.codings),
        ]);
    }
    table.note("Answers: turns of those who do not lead the conversation.");
    table
}
