use qualkit_text::{Decoded, canonicalize, decode, digest};
use qualkit_transcript::{Details, Source, Transcript, TranscriptId};

use crate::told::Told;
use crate::{
    Format, IngestError, Join, Note, csv, declared, detect, docx, header, legend, plain, repairs, role, srt,
    structured, vtt,
};

/// The most that a file may hold, in MiB.
const LIMIT: u64 = 1024;

/// What the person who reads a file in knows about it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The labels of those who lead the conversation, or the beginnings of them, compared without case.
    /// `DANYOW` also names `DANYOW ’16`.
    pub interviewers: Vec<String>,
    /// The labels of others who speak, or the beginnings of them; needed only for those who speak once.
    pub speakers: Vec<String>,
    /// The format, if it should not be recognised.
    pub format: Option<Format>,
    /// Whether consecutive parts of one speaker become one turn. If it is not said: cues of captions and
    /// what a recogniser heard always do, what a person divided stays divided.
    pub join: Option<Join>,
}

impl Options {
    /// All labels that were given.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &String> {
        self.interviewers.iter().chain(&self.speakers)
    }
}

/// A transcript as it was read from a file.
#[derive(Clone, Debug)]
pub struct Ingested {
    /// The transcript. Its source carries the notes as warnings.
    pub transcript: Transcript,
    /// The format it was read as.
    pub format: Format,
    /// How the format was recognised, as one phrase.
    pub why: String,
    /// What could not be kept as it was, or had to be decided.
    pub notes: Vec<Note>,
    /// Whether who asks and who answers was guessed from how they speak.
    pub guessed_roles: bool,
}

/// Reads the bytes of a file as a transcript. `file_name` is the file's name without its folder.
///
/// The format is recognised by what is in the bytes first and by the name second.
///
/// # Errors
/// If the bytes are of no format that can be read, or hold no words.
///
/// ```
/// use qualkit_ingest::{Options, read};
/// use qualkit_transcript::{Role, TranscriptId};
///
/// let bytes = b"I = interviewer; R = respondent\n\nI: Who trained you?\n\nR: Nobody.\n\nI: Nobody?\n\nR: No.\n";
/// let read = read(TranscriptId::new("P06")?, "P06.txt", bytes, &Options::default())?;
/// assert_eq!(read.transcript.turns().len(), 4);
/// assert_eq!(read.transcript.details().speakers[0].role, Role::Interviewer);
/// assert!(!read.guessed_roles);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(id: TranscriptId, file_name: &str, bytes: &[u8], options: &Options) -> Result<Ingested, IngestError> {
    let told = tell(&id, file_name, bytes, options)?;
    compose(id, file_name, digest(bytes), told, options)
}

/// Makes a transcript of what was told.
pub(crate) fn compose(
    id: TranscriptId,
    file_name: &str,
    digest: String,
    told: Read,
    options: &Options,
) -> Result<Ingested, IngestError> {
    let source = Source {
        file_name: file_name.to_owned(),
        format: told.format.to_string(),
        encoding: told.encoding.to_owned(),
        digest,
        warnings: Vec::new(),
    };
    let Told { mut header, behind, utterances, legend, language, notes } = told.told;
    let transcript = Transcript::compose(id, utterances, source);
    if transcript.turns().is_empty() {
        return Err(IngestError::NoWords);
    }
    let decided = role::decide(&transcript, &legend, options);
    let notes: Vec<Note> = notes.into_iter().chain(decided.notes).collect();
    let source =
        Source { warnings: notes.iter().map(Note::to_string).collect(), ..transcript.details().source.clone() };
    let title = title(&header, told.format).unwrap_or_else(|| stem(file_name).to_owned());
    header.extend(behind);
    let details = Details {
        title,
        recorded: header.iter().find_map(|line| header::recorded(line)).map(str::to_owned),
        language,
        header,
        speakers: decided.speakers,
        source,
    };
    let transcript = transcript.with_details(details).expect("roles and cases change no label");
    Ok(Ingested { transcript, format: told.format, why: told.why, notes, guessed_roles: decided.guessed })
}

/// What was told, and how it was read.
pub(crate) struct Read {
    pub(crate) told: Told,
    pub(crate) format: Format,
    pub(crate) why: String,
    pub(crate) encoding: &'static str,
}

/// Reads the bytes of a file, but makes no transcript yet.
pub(crate) fn tell(id: &TranscriptId, file_name: &str, bytes: &[u8], options: &Options) -> Result<Read, IngestError> {
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    if bytes.len() as u64 > LIMIT << 20 {
        return Err(IngestError::TooLarge { part: "the file".to_owned(), limit: LIMIT });
    }
    let id = id.as_str();
    let asked = |format: Format| (format, "it was asked for".to_owned());
    let guess = match options.format {
        Some(format) => (format == Format::Docx).then(|| asked(format)),
        None => detect::by_magic(bytes, || docx::names(bytes))?,
    };
    if let Some((format, why)) = guess {
        return Ok(Read { told: docx::read(bytes, id, options)?, format, why, encoding: "UTF-8" });
    }
    let decoded = declared::decode(bytes).map_or_else(|| decode(bytes), Ok)?;
    let (text, repaired) = canonicalize(&decoded.text);
    let file = structured::File { raw: &decoded.text, text: &text, name: file_name, id, options };
    if let Some(((format, why), mut told)) = file.read()? {
        let mut notes = encoding_notes(&decoded);
        notes.append(&mut told.notes);
        told.notes = notes;
        return Ok(Read { told, format, why, encoding: decoded.encoding });
    }
    let (format, why) = match options.format {
        Some(format) => asked(format),
        None => detect::by_text(&text, file_name)?,
    };
    let mut told = match format {
        Format::Vtt => vtt::read(&text, id, options),
        Format::Srt => srt::read(&text, id, options),
        Format::Csv => csv::read(&text)?,
        // A document, and what has a shape of its own, have been read above.
        _ => plain::read(&text, format, id, options),
    };
    let mut notes: Vec<Note> = encoding_notes(&decoded);
    notes.extend(repairs::note(&repaired));
    notes.append(&mut told.notes);
    told.notes = notes;
    Ok(Read { told, format, why, encoding: decoded.encoding })
}

fn encoding_notes(decoded: &Decoded) -> Vec<Note> {
    let mut notes = Vec::new();
    if decoded.guessed {
        notes.push(Note::of_all(format!(
            "read as {}, guessed from the bytes: check the accented letters",
            decoded.encoding
        )));
    }
    if decoded.unreadable > 0 {
        let message = format!("{} characters could not be read and became U+FFFD", decoded.unreadable);
        notes.push(Note::of_all(message));
    }
    notes
}

/// The first line of the header that is a title.
fn title(header: &[String], format: Format) -> Option<String> {
    let is_title = |line: &&String| {
        let captions = matches!(format, Format::Vtt | Format::Srt) && line.contains(':');
        !captions
            && !header::is_about_recording(line)
            && line.split_once(':').is_none_or(|(key, _)| role::said_by(key).is_none())
            && legend::entries(line, |_| false).is_empty()
            && line.chars().any(char::is_alphanumeric)
    };
    let line = header.iter().find(is_title)?;
    let title = line.trim().trim_start_matches('#').trim_matches(|c: char| c == '*' || c == '_' || c.is_whitespace());
    (!title.is_empty()).then(|| title.to_owned())
}

/// A file's name without its ending.
fn stem(file_name: &str) -> &str {
    file_name.rsplit_once('.').map_or(file_name, |(stem, _)| if stem.is_empty() { file_name } else { stem })
}
