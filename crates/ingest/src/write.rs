use qualkit_transcript::Transcript;

use crate::{Format, Note};

mod captions;
mod csv;
mod docx;
mod markdown;

/// A transcript in a form for people and other programs.
#[derive(Clone, Debug)]
pub struct Written {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// What the form cannot hold.
    pub notes: Vec<Note>,
}

/// Why a transcript cannot be written in a form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// Captions for turns of which nobody knows when they were said.
    #[error("captions need times, and {without} of {turns} turns have none, the first of them turn {first}")]
    NoTimes {
        /// The number of the first turn without a time.
        first: u32,
        /// How many have none.
        without: usize,
        /// How many turns there are.
        turns: usize,
    },
    /// A format that is only read.
    #[error("a transcript cannot be written as {format}: expected vtt, srt, docx, md or csv")]
    NotWritten {
        /// The format.
        format: Format,
    },
}

/// Writes a transcript in a form for people: captions, a Word document, Markdown, or a table.
///
/// Words, speakers and the times that the form can hold are kept, the rest is told in the notes: captions are the
/// parts of which turns were joined, every other form has turns. Header lines, cases and roles are not written.
///
/// # Errors
/// Captions of turns without times; a format that is only read.
///
/// ```
/// use qualkit_ingest::{Format, Options, read, write};
/// use qualkit_transcript::TranscriptId;
///
/// let bytes = b"[00:00:11] P04: Who hears this?\n\n[00:00:17] Interviewer: Me.\n\n[00:00:31] P04: Okay.\n";
/// let read = read(TranscriptId::new("P04")?, "P04.txt", bytes, &Options::default())?;
/// let captions = write(&read.transcript, Format::Vtt)?;
/// let text = String::from_utf8(captions.bytes)?;
/// assert!(text.starts_with("WEBVTT\n\n1\n00:00:11.000 --> 00:00:17.000\n<v P04>Who hears this?\n"));
/// assert_eq!(captions.notes.len(), 1, "nobody knows when turns end");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(transcript: &Transcript, format: Format) -> Result<Written, WriteError> {
    match format {
        Format::Vtt => captions::write(transcript, &captions::WEBVTT),
        Format::Srt => captions::write(transcript, &captions::SUBRIP),
        Format::Docx => Ok(docx::write(transcript)),
        Format::Markdown => Ok(markdown::write(transcript)),
        Format::Csv => Ok(csv::write(transcript)),
        _ => Err(WriteError::NotWritten { format }),
    }
}

/// What documents cannot hold of the times.
fn times_left_out(transcript: &Transcript) -> Vec<Note> {
    ends_left_out(transcript).into_iter().chain(parts_left_out(transcript)).collect()
}

/// Says how many parts of turns have times that a form cannot hold.
fn parts_left_out(transcript: &Transcript) -> Option<Note> {
    let parts = transcript.parts().len();
    let message = format!("the times of {parts} parts of turns were left out: captions (vtt, srt) hold them");
    (parts > 0).then(|| Note::of_all(message))
}

/// Says how many turns have an end that a form cannot hold.
fn ends_left_out(transcript: &Transcript) -> Option<Note> {
    let ends = transcript.turns().iter().filter(|turn| turn.ends.is_some()).count();
    let turns = if ends == 1 { "1 turn was".to_owned() } else { format!("{ends} turns were") };
    (ends > 0).then(|| Note::of_all(format!("the end of {turns} left out: only beginnings are written")))
}
