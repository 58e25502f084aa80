use qualkit_table::{Reader, TableError, Writer};
use qualkit_text::Span;
use qualkit_transcript::TranscriptId;

/// Reads a coder's table of finished stretches: `transcript,start,end,updated`.
///
/// # Errors
/// The first row that is no stretch.
pub fn read_progress(table: &str) -> Result<Vec<(TranscriptId, Span, String)>, TableError> {
    let mut reader = Reader::new(table)?;
    let [transcript, start, end] = reader.columns(["transcript", "start", "end"])?;
    let updated = reader.optional("updated");
    let mut stretches = Vec::new();
    while let Some(row) = reader.next_row()? {
        let id = TranscriptId::new(row.get(transcript)).map_err(|_| row.refuse(transcript, "a transcript's id"))?;
        let span = Span::new(row.parse(start, "a position")?, row.parse(end, "a position")?);
        let span = span.map_err(|_| row.refuse(end, "a position behind the start"))?;
        stretches.push((id, span, row.get(updated).to_owned()));
    }
    Ok(stretches)
}

/// Writes a coder's table of finished stretches, sorted.
pub fn write_progress(mut stretches: Vec<(TranscriptId, Span, String)>) -> String {
    stretches.sort();
    let mut table = Writer::new(["transcript", "start", "end", "updated"]);
    for (transcript, span, updated) in &stretches {
        table.row([transcript.as_str(), &span.start().to_string(), &span.end().to_string(), updated]);
    }
    table.finish()
}
