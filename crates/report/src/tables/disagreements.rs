use qualkit_coding::CoderId;
use qualkit_compare::Disagreement;
use qualkit_table::one_line;
use qualkit_transcript::Transcript;

use crate::{Cell, Column, Table};

/// Where coders differ: one row per place and code, with the words there.
pub fn disagreements_table(disagreements: &[Disagreement], transcripts: &[Transcript]) -> Table {
    let mut table = Table::new("disagreements", "Disagreements");
    table.columns = vec![
        Column::words("transcript", "Transcript"),
        Column::number("turn", "Turn"),
        Column::number("start", "Start").to_machines(),
        Column::number("end", "End").to_machines(),
        Column::words("kind", "Kind"),
        Column::words("code", "Code"),
        Column::words("coders_for", "For"),
        Column::words("coders_against", "Against"),
        Column::words("words", "Words"),
    ];
    for place in disagreements {
        let transcript = transcripts.iter().find(|transcript| *transcript.id() == place.transcript);
        let words = transcript.and_then(|transcript| transcript.text().slice(place.span)).unwrap_or_default();
        table.push([
            Cell::text(place.transcript.as_str()),
            Cell::Count(place.turn.into()),
            Cell::Count(place.span.start().get().into()),
            Cell::Count(place.span.end().get().into()),
            Cell::text(place.kind.to_string()),
            Cell::text(place.code.as_str()),
            coders(&place.coders_for),
            coders(&place.coders_against),
            Cell::text(one_line(words)),
        ]);
    }
    table.note(
        "missed: some applied the code and the others put nothing there that would tell why. other-code: one of the \
         others put a code there that none of them did. boundary: all applied it, to different words.",
    );
    table
}

fn coders(coders: &[CoderId]) -> Cell {
    Cell::text(coders.iter().map(CoderId::as_str).collect::<Vec<_>>().join(";"))
}
