//! Files whose shape tells the format: JSON of recognisers, XML and texts of linguists' programs.

use qualkit_text::Repairs;
use qualkit_transcript::Utterance;
use roxmltree::Document;
use serde_json::Value;

use crate::detect::{Guess, is_json};
use crate::told::Told;
use crate::{
    Format, IngestError, Note, Options, assemblyai, aws, azure, chat, deepgram, eaf, exb, f4, google, inqscribe, json,
    json_oddities, otr, repairs, rev, sonix, speechmatics, tei, textgrid, trs, whisper, whisper_cpp, xml, zoom_chat,
};

/// The most that a file of such a shape may hold, in MiB.
const LIMIT: u64 = 256;

/// What a file is that holds a text of such a shape.
pub(crate) struct File<'f> {
    /// The text as it came.
    pub(crate) raw: &'f str,
    /// The same in canonical form.
    pub(crate) text: &'f str,
    pub(crate) name: &'f str,
    pub(crate) id: &'f str,
    pub(crate) options: &'f Options,
}

/// A recogniser's format: what its files show, whether a value is one, and how it is read.
type Recogniser = (Format, &'static str, fn(&Value) -> bool, fn(&Value, &Options) -> Told);

/// Every recogniser, those whose shape could be taken for another's first.
const RECOGNISERS: [Recogniser; 12] = [
    (Format::Azure, "recognizedPhrases or phrases", azure::is, azure::read),
    (Format::Rev, "monologues with elements", rev::is, rev::read),
    (Format::WhisperCpp, "transcription with offsets", whisper_cpp::is, whisper_cpp::read),
    (Format::Sonix, "transcript with start_time and text", sonix::is, sonix::read),
    (Format::Deepgram, "results.channels or results.utterances", deepgram::is, deepgram::read),
    (Format::Speechmatics, "results with type and alternatives.content", speechmatics::is, speechmatics::read),
    (Format::Google, "results with alternatives.transcript or .words", google::is, google::read),
    (Format::Aws, "results.items or results.transcripts", aws::is, aws::read),
    (Format::AssemblyAi, "utterances or words in milliseconds", assemblyai::is, assemblyai::read),
    (Format::WhisperX, "segments with speakers", whisper::is_whisperx, whisper::read),
    (Format::Whisper, "segments with start and text", whisper::is_whisper, whisper::read),
    // Asked for only: every file of WhisperX is one of Whisper, too.
    (Format::WhisperX, "segments with start and text", whisper::is_whisper, whisper::read),
];

/// The root elements of XML that is read.
const ROOTS: [(&str, Format); 5] = [
    ("ANNOTATION_DOCUMENT", Format::Eaf),
    ("basic-transcription", Format::Exb),
    ("Trans", Format::Trs),
    ("TEI", Format::Tei),
    ("TEI.2", Format::Tei),
];

impl File<'_> {
    /// Reads the file if it has a shape that is known; `None` if it has none.
    pub(crate) fn read(&self) -> Result<Option<(Guess, Told)>, IngestError> {
        let Some((guess, mut told)) = self.tell()? else { return Ok(None) };
        told.notes.splice(..0, mend(&mut told.utterances));
        Ok(Some((guess, told)))
    }

    fn tell(&self) -> Result<Option<(Guess, Told)>, IngestError> {
        let start = self.text.trim_start();
        let lower = start.chars().take(200).collect::<String>().to_lowercase();
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let asked = self.options.format;
        let recogniser = asked.is_some_and(|format| RECOGNISERS.iter().any(|(known, ..)| *known == format));
        let bounded = || match self.raw.len() as u64 > LIMIT << 20 {
            true => Err(IngestError::TooLarge { part: "the file".to_owned(), limit: LIMIT }),
            false => Ok(()),
        };
        if recogniser || asked == Some(Format::Otr) || asked.is_none() && is_json(start, &ending) {
            bounded()?;
            return self.json().map(Some);
        }
        if asked.is_none() && is_root(start, f4::ROOT) && start.contains("<content") {
            bounded()?;
            let guess = (Format::Text, "XML with a transcript of f4 in it".to_owned());
            return Ok(Some((guess, f4::read(self.text, self.id, self.options)?)));
        }
        let root = asked.is_some_and(|format| ROOTS.iter().any(|(_, known)| *known == format));
        if root || asked.is_none() && ROOTS.iter().any(|(name, _)| is_root(start, name)) {
            bounded()?;
            return self.xml().map(Some);
        }
        let found = |format: Format, why: &str| match asked {
            Some(asked) => (asked == format).then(|| (format, "it was asked for".to_owned())),
            None => Some((format, why.to_owned())),
        };
        let shows = |format: Format, shown: bool, why: &str| found(format, why).filter(|_| shown || asked.is_some());
        let file = lower.strip_prefix("file type = ").unwrap_or(&lower);
        let grid = file.starts_with("\"ootextfile") && lower.contains("\"textgrid");
        if let Some(guess) = shows(Format::TextGrid, grid, "it begins as Praat's TextGrids do") {
            bounded()?;
            return textgrid::read(self.text, self.options).map(|told| Some((guess, told)));
        }
        let chat = lower.starts_with("@utf8")
            || lower.starts_with("@begin")
            || ending == "cha" && start.starts_with(['@', '*', '%']);
        if let Some(guess) = shows(Format::Chat, chat, "it begins as CHAT transcripts do") {
            bounded()?;
            if self.raw.lines().count() > json::MOST {
                return Err(IngestError::TooMany { parts: "lines", most: json::MOST });
            }
            return Ok(Some((guess, chat::read(self.raw, self.options))));
        }
        let inqscribe = lower.starts_with("app=inqscribe") || ending == "inqscr" && lower.contains("text=");
        if let Some(guess) = shows(Format::InqScribe, inqscribe, "it begins as InqScribe's files do") {
            return Ok(Some((guess, inqscribe::read(self.text, self.id, self.options)?)));
        }
        let typed = zoom_chat::is(start, self.name);
        if let Some(guess) = shows(Format::ZoomChat, typed, "lines of time, name and message, as in a chat of Zoom") {
            return Ok(Some((guess, zoom_chat::read(self.text, self.options))));
        }
        Ok(None)
    }

    fn json(&self) -> Result<(Guess, Told), IngestError> {
        let mut notes = Vec::new();
        let value = json::parse(self.raw.trim_start_matches('\u{feff}'), &mut notes)?;
        let asked = self.options.format;
        let wanted = |format: Format| asked.is_none_or(|asked| asked == format);
        let why = |shown: &str| match asked {
            Some(_) => "it was asked for".to_owned(),
            None => format!("JSON with {shown}"),
        };
        let (guess, mut told) = if wanted(Format::Otr) && otr::is(&value) {
            ((Format::Otr, why("text and media")), otr::read(&value, self.id, self.options)?)
        } else {
            let known = RECOGNISERS.iter().find(|(format, _, is, _)| wanted(*format) && is(&value));
            let (format, shown, _, read) = known.ok_or(match asked {
                Some(format) => IngestError::OtherShape { format: format.to_string() },
                None => IngestError::NotReadable {
                    found: "JSON in none of the shapes that recognisers of speech write".to_owned(),
                    remedy: "export the transcript as .vtt, .srt, .docx or .txt from the program that made it",
                },
            })?;
            ((*format, why(shown)), read(&value, self.options))
        };
        notes.extend(json_oddities::note_repeated(self.raw));
        notes.extend(json_oddities::note_times(&value));
        notes.append(&mut told.notes);
        Ok((guess, Told { notes, ..told }))
    }

    fn xml(&self) -> Result<(Guess, Told), IngestError> {
        let document: Document<'_> = xml::parse(self.text)?;
        let name = document.root_element().tag_name().name();
        let asked = self.options.format;
        let known = ROOTS.iter().find(|(root, format)| *root == name && asked.is_none_or(|asked| asked == *format));
        let Some((_, format)) = known else {
            let format = asked.map_or_else(|| name.to_owned(), |format| format.to_string());
            return Err(IngestError::OtherShape { format });
        };
        let told = match format {
            Format::Eaf => eaf::read(&document, self.options),
            Format::Exb => exb::read(&document, self.options),
            Format::Trs => trs::read(&document, self.options),
            _ => tei::read(&document, self.options)?,
        };
        let why = asked.map_or_else(|| format!("XML whose root is {name}"), |_| "it was asked for".to_owned());
        Ok(((*format, why), told))
    }
}

/// Whether the first element of a text of XML has this name.
fn is_root(start: &str, name: &str) -> bool {
    let mut rest = start;
    if !rest.starts_with('<') {
        return false;
    }
    // Declarations, comments and the document type stand before it.
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let skipped =
            [("?", "?>"), ("!--", "-->"), ("!DOCTYPE", ">")].iter().find(|(opens, _)| rest.starts_with(opens));
        match skipped {
            Some((_, closes)) => match rest.split_once(closes) {
                Some((_, behind)) => rest = behind,
                None => return false,
            },
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(rest.len());
                let element = &rest[..end];
                return element.rsplit(':').next() == Some(name);
            }
        }
    }
    false
}

/// Brings words into canonical form: escapes can stand for what the text itself cannot hold.
fn mend(utterances: &mut [Utterance]) -> Option<Note> {
    let mut all = Repairs::default();
    for utterance in utterances {
        let repaired = utterance.canonicalize();
        // Lines end within words as the source has them.
        all += Repairs { line_ends: 0, byte_order_marks: 0, ..repaired };
    }
    repairs::note(&all)
}
