use qualkit_transcript::{Transcript, Turn};

use crate::{Format, Join, Note, Options, read};

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
/// parts of which turns were joined, every other form has turns. Header lines, cases and roles are not written. What
/// no note tells of is the same when [`read`](crate::read()) reads it back.
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
        Format::Srt => {
            let mut written = captions::write(transcript, &captions::SUBRIP)?;
            written.notes.extend(labels_not_known_again(transcript, &written.bytes));
            Ok(written)
        }
        Format::Docx => Ok(docx::write(transcript)),
        Format::Markdown => Ok(markdown::write(transcript)),
        Format::Csv => Ok(csv::write(transcript)),
        _ => Err(WriteError::NotWritten { format }),
    }
}

/// Says how many parts of turns have times that a form with one row or paragraph a turn cannot hold.
fn parts_left_out(transcript: &Transcript) -> Vec<Note> {
    let parts = transcript.parts().len();
    let message = format!("the times of {parts} parts of turns were left out: captions (vtt, srt) hold them");
    Vec::from_iter((parts > 0).then(|| Note::of_all(message)))
}

/// SubRip marks no labels. Says which of them are words for whoever reads the captions without being told.
fn labels_not_known_again(transcript: &Transcript, captions: &[u8]) -> Option<Note> {
    let options = Options { join: Some(Join::Never), ..Options::default() };
    let back = read(transcript.id().clone(), "captions.srt", captions, &options).ok();
    let read = |label: &str| {
        back.iter().flat_map(|back| &back.transcript.details().speakers).any(|speaker| speaker.label == label)
    };
    let labels = transcript.details().speakers.iter().map(|speaker| speaker.label.as_str());
    let spoken = |label: &&str| transcript.turns().iter().any(|turn| transcript.speaker(turn).label == *label);
    let lost: Vec<String> =
        labels.filter(|label| !read(label)).filter(spoken).map(|label| format!("'{label}'")).collect();
    let message =
        format!("labels that look like words, and that ingest needs to be told (--speaker): {}", lost.join(", "));
    (!lost.is_empty()).then(|| Note::of_all(message))
}

/// A turn's times as its head bears them: `00:00:05`, or `00:00:05-00:00:09`; `None` if they are not known.
fn times(turn: &Turn) -> Option<String> {
    let ends = turn.ends.map(|ends| format!("-{ends}")).unwrap_or_default();
    turn.begins.map(|begins| format!("{begins}{ends}"))
}
