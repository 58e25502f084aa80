//! `transcripts/ID.times.csv`: the times inside turns that were joined of several captions or annotations.

use qualkit_table::{Reader, Row, TableError, Writer};
use qualkit_text::Span;
use qualkit_transcript::{Part, Timecode, Transcript};

use crate::study::read_text;
use crate::{Changes, Study, StudyError};

/// What helps if the table is broken: nothing but the times inside turns stands in it.
pub const TIMES_REMEDY: &str = "ingest the captions again, which writes it anew, or delete it: then only the times of \
     whole turns are known";

const COLUMNS: [&str; 4] = ["start", "end", "begins", "ends"];

impl Study {
    /// A transcript with the times inside its turns; without them if the study has no table of them.
    ///
    /// # Errors
    /// If the table is not as it should be, or its parts do not fit the text.
    pub(crate) fn timed(&self, transcript: Transcript) -> Result<Transcript, StudyError> {
        let path = self.layout().times(transcript.id());
        if !path.is_file() {
            return Ok(transcript);
        }
        let table = read_text(&path)?;
        let broken = |problems| StudyError::BrokenTimes { path, problems };
        match read(&table) {
            Ok(parts) => transcript.with_parts(parts).map_err(|malformed| broken(told(&malformed))),
            Err(errors) => Err(broken(told(&errors))),
        }
    }

    /// Stores the times inside turns. A table that is there stays, without rows if there are none any more.
    pub(crate) fn put_times(&self, transcript: &Transcript, changes: &mut Changes) {
        let path = self.layout().times(transcript.id());
        if !transcript.parts().is_empty() || path.exists() {
            changes.write(path, write(transcript.parts()));
        }
    }
}

fn told(problems: &[impl ToString]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// Reads the parts, or tells every row that is none.
fn read(table: &str) -> Result<Vec<Part>, Vec<TableError>> {
    let mut reader = Reader::new(table).map_err(|error| vec![error])?;
    let [start, end, begins, ends] = reader.columns(COLUMNS).map_err(|error| vec![error])?;
    let time = "a time such as 00:01:02.500";
    let part = |row: &Row<'_>| {
        let place = "a number of characters";
        let span = Span::new(row.parse(start, place)?, row.parse(end, place)?);
        let ends = if row.get(ends).is_empty() { None } else { Some(row.parse(ends, time)?) };
        let begins: Timecode = row.parse(begins, time)?;
        Ok(Part { span: span.map_err(|_| row.refuse(end, "a place behind the start"))?, begins, ends })
    };
    let (mut parts, mut broken) = (Vec::new(), Vec::new());
    loop {
        match reader.next_row() {
            Ok(Some(row)) => match part(&row) {
                Ok(part) => parts.push(part),
                Err(error) => broken.push(error),
            },
            Ok(None) => break,
            Err(error) => {
                broken.push(error);
                break;
            }
        }
    }
    if broken.is_empty() { Ok(parts) } else { Err(broken) }
}

fn write(parts: &[Part]) -> String {
    let mut table = Writer::new(COLUMNS);
    for Part { span, begins, ends } in parts {
        let ends = ends.map(|ends| ends.to_string()).unwrap_or_default();
        table.row([span.start().get().to_string(), span.end().get().to_string(), begins.to_string(), ends]);
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let part = |start, end, begins, ends: Option<u64>| Part {
            span: Span::new(start, end).unwrap(),
            begins: Timecode::from_millis(begins),
            ends: ends.map(Timecode::from_millis),
        };
        let parts = [part(5, 9, 0, Some(1_250)), part(10, 12, 3_600_000, None)];
        assert_eq!(write(&parts), "start,end,begins,ends\n5,9,00:00:00,00:00:01.250\n10,12,01:00:00,\n");
        assert_eq!(read(&write(&parts)).unwrap(), parts);
    }

    #[test]
    fn every_row_that_is_no_part_is_named() {
        let broken = read("start,end,begins,ends\n5,5,00:00,\n6,7,soon,\n8,9,00:01,00:02\n").unwrap_err();
        let told: Vec<String> = broken.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 2, column 'end': expected a place behind the start, found '5'",
                "line 3, column 'begins': expected a time such as 00:01:02.500, found 'soon'",
            ]
        );
    }
}
