use qualkit_text::{Decoded, canonicalize, digest};
use qualkit_transcript::{CaseId, Cases, Details, Source, Timecode, Transcript, TranscriptId, Utterance};

use crate::many::{self, Parts};
use crate::sheet::Sheet;
use crate::told::Told;
use crate::{
    Aliases, ChosenColumns, Encoding, Format, IngestError, Join, Note, Rows, SpeakerPattern, archive, csv, detect,
    docx, encoding, header, html, legend, odt, plain, repairs, role, rtf, spellings, srt, structured, vtt, xlsx,
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
    /// what a recogniser heard always do, what a person divided stays divided. If it is said, it holds for
    /// every format.
    pub join: Option<Join>,
    /// The encoding of a text, if it should not be recognised.
    pub encoding: Option<Encoding>,
    /// Other names, parts and cases of speakers, by their labels in the files.
    pub aliases: Aliases,
    /// How the head of a turn is written in a document or a text, if labels should not be learned.
    pub speaker_pattern: Option<SpeakerPattern>,
    /// The columns of a table, where their names do not tell.
    pub columns: ChosenColumns,
    /// What the rows of a table are; only [`read_many`] reads other rows than utterances.
    pub rows: Rows,
    /// The sheet of a workbook, if the columns do not tell.
    pub sheet: Option<String>,
}

impl Options {
    /// All labels that were given as options.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &String> {
        self.interviewers.iter().chain(&self.speakers)
    }

    /// The same with the names that labels have in the canonical text.
    fn with_new_names(&self) -> Options {
        let renamed = |labels: &[String]| labels.iter().map(|label| self.aliases.name(label)).collect();
        Options { interviewers: renamed(&self.interviewers), speakers: renamed(&self.speakers), ..self.clone() }
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
    /// The labels of [`Options::aliases`] that stand in the file.
    pub aliases: Vec<String>,
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
    let (told, origin) = open_one(&id, file_name, bytes, options)?;
    compose(id, told, Vec::new(), &origin, options)
}

/// Reads a file that holds one transcript.
pub(crate) fn open_one(
    id: &TranscriptId,
    file_name: &str,
    bytes: &[u8],
    options: &Options,
) -> Result<(Told, Origin), IngestError> {
    let source = open(id, file_name, bytes, options)?;
    let mut told = match source.found {
        Found::Told(told) => told,
        Found::Table(_) if options.rows != Rows::Utterances || options.columns.id.is_some() => {
            return Err(IngestError::Several);
        }
        Found::Table(sheet) => many::one(&sheet, options)?,
    };
    told.notes.splice(..0, source.notes);
    Ok((told, source.origin))
}

/// All transcripts of one file.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The transcripts, in the order of the file.
    pub transcripts: Vec<Ingested>,
    /// What a table says of its cases beside what was said: one attribute for each column that is not read.
    pub cases: Cases,
    /// What could not be kept of the file as a whole, or had to be decided.
    pub notes: Vec<Note>,
}

/// Reads the bytes of a file that may hold several transcripts: a table whose rows are interviews, answers to a
/// survey, or utterances of several interviews. Any other file holds one, with the id that is given.
///
/// # Errors
/// If the bytes are of no format that can be read, or hold no words.
///
/// ```
/// use qualkit_ingest::{Options, Rows, read_many};
/// use qualkit_transcript::TranscriptId;
///
/// let survey = b"respondent;role;Why did you stay?\nR1;nurse;The team.\nR2;clerk;\n";
/// let options = Options { rows: Rows::Respondents, columns: "text=Why did you stay?".parse()?, ..Options::default() };
/// let read = read_many(TranscriptId::new("survey")?, "survey.csv", survey, &options)?;
/// assert_eq!(read.transcripts.len(), 1);
/// assert_eq!(
///     read.transcripts[0].transcript.text().as_str(),
///     "Question: Why did you stay?\n\nR1: The team.\n"
/// );
/// assert_eq!(read.cases.value("R2", "role"), Some("clerk"));
/// assert_eq!(read.notes[0].message, "1 of 2 respondents answered none of the questions");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_many(
    id: TranscriptId,
    file_name: &str,
    bytes: &[u8],
    options: &Options,
) -> Result<Collection, IngestError> {
    let source = open(&id, file_name, bytes, options)?;
    let parts = match source.found {
        Found::Told(told) => Parts { told: vec![(id, told)], cases: Cases::default(), notes: Vec::new() },
        Found::Table(sheet) => many::tell(&sheet, &id, options)?,
    };
    let alone = parts.told.len() == 1;
    let (own, shared) = if alone { (source.notes, Vec::new()) } else { (Vec::new(), source.notes) };
    let mut transcripts = Vec::with_capacity(parts.told.len());
    for (id, told) in parts.told {
        let mut ingested = compose(id, told, own.clone(), &source.origin, options)?;
        if options.rows == Rows::Questions {
            ingested.transcript = cases_of_their_own(ingested.transcript, options);
        }
        transcripts.push(ingested);
    }
    if transcripts.is_empty() {
        return Err(IngestError::NoWords);
    }
    let notes = shared.into_iter().chain(parts.notes).collect();
    Ok(Collection { transcripts, cases: parts.cases, notes })
}

/// Those who answer a question are cases, even if only one does.
fn cases_of_their_own(transcript: Transcript, options: &Options) -> Transcript {
    let mut details = transcript.details().clone();
    for speaker in details.speakers.iter_mut().filter(|speaker| options.aliases.case(&speaker.label).is_none()) {
        speaker.case = CaseId::new(&speaker.label).ok();
    }
    transcript.with_details(details).expect("cases change no label")
}

/// Makes a transcript of what was told.
pub(crate) fn compose(
    id: TranscriptId,
    told: Told,
    before: Vec<Note>,
    origin: &Origin,
    options: &Options,
) -> Result<Ingested, IngestError> {
    let Origin { file_name, format, why, encoding, digest } = origin;
    let source = Source {
        file_name: file_name.clone(),
        format: format.to_string(),
        encoding: (*encoding).to_owned(),
        digest: digest.clone(),
        warnings: Vec::new(),
    };
    let Told { mut header, behind, mut utterances, mut legend, language, mut notes } = told;
    notes.extend(drop_impossible_ends(&mut utterances));
    let renamed = options.aliases.rename(&mut utterances);
    let merged = spellings::merge(&mut utterances);
    // What machines cut for two speakers who are one is put together as what they cut for one.
    let machine = (renamed.note.is_some() && format.is_cut_by_machines()).then_some(Join::Always);
    if let Some(join) = options.join.or(machine) {
        utterances = join.turns(utterances);
    }
    for (label, _) in &mut legend {
        *label = options.aliases.name(label);
    }
    notes.extend(note_ends_alone(&utterances));
    let transcript = Transcript::compose(id, utterances, source);
    if transcript.turns().is_empty() {
        return Err(IngestError::NoWords);
    }
    let decided = role::decide(&transcript, &legend, &options.with_new_names());
    let notes = before.into_iter().chain(notes).chain(renamed.note).chain(merged).chain(decided.notes);
    let notes: Vec<Note> = notes.collect();
    let source =
        Source { warnings: notes.iter().map(Note::to_string).collect(), ..transcript.details().source.clone() };
    let title = title(&header, *format).unwrap_or_else(|| stem(file_name).to_owned());
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
    Ok(Ingested {
        transcript,
        format: *format,
        why: why.clone(),
        notes,
        guessed_roles: decided.guessed,
        aliases: renamed.found,
    })
}

/// Leaves out ends that lie before their begins, and tells of them.
fn drop_impossible_ends(utterances: &mut [Utterance]) -> Option<Note> {
    let impossible = |utterance: &&mut Utterance| utterance.ends < utterance.begins && utterance.ends.is_some();
    let mut first = None;
    let mut count = 0;
    for utterance in utterances.iter_mut().filter(impossible) {
        first = first.or(utterance.begins);
        count += 1;
        utterance.ends = None;
    }
    let first = first?;
    let message = match count {
        1 => format!("the end of the turn at {first} was left out: it lies before its begin"),
        _ => format!("the ends of {count} turns, the first at {first}, were left out: they lie before their begins"),
    };
    Some(Note::of_all(message))
}

/// Tells of turns of which only the end is known, as f4 marks the first of an interview: a head has no place for it.
fn note_ends_alone(utterances: &[Utterance]) -> Option<Note> {
    let alone = utterances.iter().filter(|utterance| utterance.begins.is_none());
    let ends: Vec<Timecode> = alone.filter_map(|utterance| utterance.ends).collect();
    let first = ends.first()?;
    let message = match ends.len() {
        1 => format!("the end of a turn, {first}, was left out: nobody knows when it begins"),
        count => {
            format!("the ends of {count} turns, the first at {first}, were left out: nobody knows when they begin")
        }
    };
    Some(Note::of_all(message))
}

/// A file that was read, before it is a transcript.
struct Opened {
    found: Found,
    origin: Origin,
    /// What is to be said of the bytes.
    notes: Vec<Note>,
}

/// What a file holds.
enum Found {
    Told(Told),
    Table(Sheet),
}

/// Where a transcript comes from.
pub(crate) struct Origin {
    pub(crate) file_name: String,
    pub(crate) format: Format,
    pub(crate) why: String,
    pub(crate) encoding: &'static str,
    pub(crate) digest: String,
}

fn open(id: &TranscriptId, file_name: &str, bytes: &[u8], options: &Options) -> Result<Opened, IngestError> {
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    if bytes.len() as u64 > LIMIT << 20 {
        return Err(IngestError::TooLarge { part: "the file".to_owned(), limit: LIMIT });
    }
    let id = id.as_str();
    let origin = |(format, why): (Format, String), encoding: &'static str| Origin {
        file_name: file_name.to_owned(),
        format,
        why,
        encoding,
        digest: digest(bytes),
    };
    let asked = |format: Format| (format, "it was asked for".to_owned());
    let guess = match options.format {
        Some(format) => Some(asked(format)),
        None => detect::by_magic(bytes, || archive::names(bytes))?,
    };
    if let Some((format, _)) = guess
        && let Some(found) = document(format, bytes, id, options)
    {
        let found = found?;
        let guess = guess.unwrap_or_else(|| asked(format));
        return Ok(Opened { found, origin: origin(guess, "UTF-8"), notes: Vec::new() });
    }
    let decoded = encoding::read(bytes, options.encoding)?;
    let (text, repaired) = canonicalize(&decoded.text);
    let file = structured::File { raw: &decoded.text, text: &text, name: file_name, id, options };
    if let Some((guess, told)) = file.read()? {
        let notes = encoding_notes(&decoded);
        return Ok(Opened { found: Found::Told(told), origin: origin(guess, decoded.encoding), notes });
    }
    let (format, why) = match guess {
        Some(asked) => asked,
        None => detect::by_text(&text, file_name)?,
    };
    let mut notes: Vec<Note> = encoding_notes(&decoded);
    // A web page has characters that are no text yet.
    notes.extend(repairs::note(&repaired).filter(|_| format != Format::Html));
    let found = match format {
        Format::Html => Found::Told(html::read(&decoded.text, id, options)?),
        Format::Vtt => Found::Told(vtt::read(&text, id, options)?),
        Format::Srt => Found::Told(srt::read(&text, id, options)?),
        Format::Csv => Found::Table(csv::read(&text)?),
        // Documents that are no text have been read above.
        _ => Found::Told(plain::read(&text, format, id, options)?),
    };
    Ok(Opened { found, origin: origin((format, why), decoded.encoding), notes })
}

/// Reads a document that is no plain text; `None` for other formats.
fn document(format: Format, bytes: &[u8], id: &str, options: &Options) -> Option<Result<Found, IngestError>> {
    let told = match format {
        Format::Docx => docx::read(bytes, id, options),
        Format::Odt => odt::read(bytes, id, options),
        Format::Rtf => rtf::read(bytes, id, options),
        #[cfg(feature = "pdf")]
        Format::Pdf => crate::pdf::read(bytes, id, options),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(IngestError::NotReadable {
            found: "a PDF".to_owned(),
            remedy: "this build reads none; save the original as .docx, or its text as .txt",
        }),
        Format::Xlsx => return Some(xlsx::read(bytes, options).map(Found::Table)),
        _ => return None,
    };
    Some(told.map(Found::Told))
}

fn encoding_notes(decoded: &Decoded<'_>) -> Vec<Note> {
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
