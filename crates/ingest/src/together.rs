//! Several files of one conversation, one for each speaker or microphone, as one transcript.

use qualkit_text::digest;
use qualkit_transcript::TranscriptId;

use crate::read::{self, Ingested, Origin};
use crate::told::Told;
use crate::{IngestError, Join, Note, Options, heard};

/// Reads several files of one conversation as one transcript: their turns are interleaved in the order of
/// time. Each file is its name and its bytes.
///
/// Speakers whom a file does not name bear the file's name without its ending. What overlaps is kept, and
/// told. Unless `options.join` says otherwise, turns that follow each other stay apart.
///
/// # Errors
/// If a file cannot be read, or if a turn bears no time.
///
/// ```
/// use qualkit_ingest::{Options, read_together};
/// use qualkit_transcript::TranscriptId;
///
/// let doctor = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Doctor>How are you?\n\n00:05.000 --> 00:06.000\n<v Doctor>Since when?\n";
/// let patient = "WEBVTT\n\n00:03.000 --> 00:04.000\n<v Patient>Not well.\n";
/// let files = [("doctor.vtt", doctor.as_bytes()), ("patient.vtt", patient.as_bytes())];
/// let read = read_together(TranscriptId::new("P01")?, &files, &Options::default())?;
/// let words: Vec<&str> = read.transcript.turns().iter().map(|turn| read.transcript.words(turn)).collect();
/// assert_eq!(words, ["How are you?", "Not well.", "Since when?"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_together(id: TranscriptId, files: &[(&str, &[u8])], options: &Options) -> Result<Ingested, IngestError> {
    let join = options.join.unwrap_or(Join::Never);
    // What one speaker says may be joined only when it is known what the others say between.
    let apart = Options { join: Some(Join::Never), ..options.clone() };
    let mut all = Told::default();
    let mut tracks = Vec::new();
    let mut first: Option<Origin> = None;
    let mut digests = Vec::new();
    for (name, bytes) in files {
        let in_file = |source| IngestError::InFile { file: (*name).to_owned(), source: Box::new(source) };
        let (mut told, origin) = read::open_one(&id, name, bytes, &apart).map_err(in_file)?;
        let untimed = told.utterances.iter().filter(|utterance| utterance.begins.is_none()).count();
        if untimed > 0 {
            return Err(IngestError::Untimed { file: (*name).to_owned(), untimed });
        }
        let stem = name.rsplit_once('.').map_or(*name, |(stem, _)| stem);
        let mut nameless = 0;
        for utterance in told.utterances.iter_mut().filter(|utterance| utterance.label.trim().is_empty()) {
            utterance.label = stem.to_owned();
            nameless += 1;
        }
        let within = |note: Note| {
            let place = note.place.map_or_else(|| (*name).to_owned(), |place| format!("{name}, {place}"));
            Note { place: Some(place), ..note }
        };
        all.notes.extend(told.notes.drain(..).map(within));
        if nameless > 0 {
            all.notes.push(Note::at(*name, format!("{nameless} turns name no speaker and are given to '{stem}'")));
        }
        all.header.append(&mut told.header);
        all.behind.append(&mut told.behind);
        all.legend.append(&mut told.legend);
        all.language = all.language.or(told.language);
        tracks.push(told.utterances);
        digests.push(origin.digest.clone());
        first.get_or_insert(origin);
    }
    let Some(first) = first else { return Err(IngestError::Empty) };
    let parts = heard::interleave(tracks);
    all.notes.push(Note::of_all(format!("{} files were interleaved in the order of time", files.len())));
    all.notes.extend(heard::note_overlaps(&parts));
    all.utterances = join.turns(parts);
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let digest = if files.len() == 1 { first.digest.clone() } else { digest(digests.concat().as_bytes()) };
    let origin = Origin { file_name: names.join(" + "), digest, ..first };
    read::compose(id, all, Vec::new(), &origin, &Options { join: Some(join), ..options.clone() })
}
