use std::fmt;
use std::str::FromStr;

use crate::UnknownFormat;

/// A form in which transcripts are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text with speaker labels.
    Text,
    /// Text with Markdown headings or emphasis around its labels.
    Markdown,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// A document in rich text.
    Rtf,
    /// A web page.
    Html,
    /// A document in PDF, whose text alone is read.
    Pdf,
    /// Captions in WebVTT.
    Vtt,
    /// Captions in SubRip.
    Srt,
    /// A table, separated by comma, semicolon or tab.
    Csv,
    /// JSON of Whisper.
    Whisper,
    /// JSON of whisper.cpp.
    WhisperCpp,
    /// JSON of WhisperX, with speakers.
    WhisperX,
    /// JSON of Amazon Transcribe.
    Aws,
    /// JSON of Google Speech-to-Text.
    Google,
    /// JSON of Azure Speech.
    Azure,
    /// JSON of AssemblyAI.
    AssemblyAi,
    /// JSON of Deepgram.
    Deepgram,
    /// JSON of Speechmatics.
    Speechmatics,
    /// JSON of Rev AI.
    Rev,
    /// JSON of Sonix.
    Sonix,
    /// A TextGrid of Praat.
    TextGrid,
    /// Annotations of ELAN.
    Eaf,
    /// A basic transcription of EXMARaLDA.
    Exb,
    /// A transcript in CHAT.
    Chat,
    /// A transcript of Transcriber.
    Trs,
    /// A text in TEI.
    Tei,
    /// A transcript of oTranscribe.
    Otr,
    /// A transcript of InqScribe.
    InqScribe,
    /// The chat of a meeting in Zoom.
    ZoomChat,
    /// An Excel workbook, of which one sheet is read.
    Xlsx,
}

impl Format {
    /// Whether a program cut what was said into pieces, not a person.
    pub(crate) fn is_cut_by_machines(self) -> bool {
        match self {
            Format::Vtt
            | Format::Srt
            | Format::Whisper
            | Format::WhisperCpp
            | Format::WhisperX
            | Format::Aws
            | Format::Google
            | Format::Azure
            | Format::AssemblyAi
            | Format::Deepgram
            | Format::Speechmatics
            | Format::Rev
            | Format::Sonix => true,
            Format::Text
            | Format::Markdown
            | Format::Docx
            | Format::Odt
            | Format::Rtf
            | Format::Html
            | Format::Pdf
            | Format::Csv
            | Format::Xlsx
            | Format::TextGrid
            | Format::Eaf
            | Format::Exb
            | Format::Chat
            | Format::Trs
            | Format::Tei
            | Format::Otr
            | Format::InqScribe
            | Format::ZoomChat => false,
        }
    }

    /// Every format that can be read.
    pub const ALL: [Format; 31] = [
        Format::Text,
        Format::Markdown,
        Format::Docx,
        Format::Odt,
        Format::Rtf,
        Format::Html,
        Format::Pdf,
        Format::Vtt,
        Format::Srt,
        Format::Csv,
        Format::Xlsx,
        Format::Whisper,
        Format::WhisperCpp,
        Format::WhisperX,
        Format::Aws,
        Format::Google,
        Format::Azure,
        Format::AssemblyAi,
        Format::Deepgram,
        Format::Speechmatics,
        Format::Rev,
        Format::Sonix,
        Format::TextGrid,
        Format::Eaf,
        Format::Exb,
        Format::Chat,
        Format::Trs,
        Format::Tei,
        Format::Otr,
        Format::InqScribe,
        Format::ZoomChat,
    ];
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Docx => "docx",
            Format::Odt => "odt",
            Format::Rtf => "rtf",
            Format::Html => "html",
            Format::Pdf => "pdf",
            Format::Vtt => "vtt",
            Format::Srt => "srt",
            Format::Csv => "csv",
            Format::Whisper => "whisper",
            Format::WhisperCpp => "whisper.cpp",
            Format::WhisperX => "whisperx",
            Format::Aws => "aws-transcribe",
            Format::Google => "google-speech",
            Format::Azure => "azure-speech",
            Format::AssemblyAi => "assemblyai",
            Format::Deepgram => "deepgram",
            Format::Speechmatics => "speechmatics",
            Format::Rev => "rev-ai",
            Format::Sonix => "sonix",
            Format::TextGrid => "textgrid",
            Format::Eaf => "eaf",
            Format::Exb => "exb",
            Format::Chat => "cha",
            Format::Trs => "trs",
            Format::Tei => "tei",
            Format::Otr => "otr",
            Format::InqScribe => "inqscr",
            Format::ZoomChat => "zoom-chat",
            Format::Xlsx => "xlsx",
        })
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads the usual ending of a file's name, with or without its point.
    fn from_str(text: &str) -> Result<Format, UnknownFormat> {
        match text.trim().trim_start_matches('.').to_lowercase().as_str() {
            "txt" | "text" => Ok(Format::Text),
            "md" | "markdown" => Ok(Format::Markdown),
            "docx" => Ok(Format::Docx),
            "odt" => Ok(Format::Odt),
            "rtf" => Ok(Format::Rtf),
            "html" | "htm" | "xhtml" => Ok(Format::Html),
            "pdf" => Ok(Format::Pdf),
            "vtt" | "webvtt" => Ok(Format::Vtt),
            "srt" => Ok(Format::Srt),
            "csv" | "tsv" => Ok(Format::Csv),
            "chat" => Ok(Format::Chat),
            "inqscribe" => Ok(Format::InqScribe),
            name => Format::ALL
                .into_iter()
                .find(|format| format.to_string() == name)
                .ok_or_else(|| UnknownFormat { found: text.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_reads_back_from_its_name() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
    }

    #[test]
    fn another_name_is_answered_with_those_there_are() {
        let error = "pages".parse::<Format>().unwrap_err();
        assert!(error.to_string().starts_with("'pages' is no format: expected txt, md, docx, odt, "), "{error}");
    }
}
