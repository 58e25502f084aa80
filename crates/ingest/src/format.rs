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
    /// An Excel workbook, of which one sheet is read.
    Xlsx,
}

impl Format {
    /// Every format that can be read.
    pub const ALL: [Format; 11] = [
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
            "xlsx" => Ok(Format::Xlsx),
            _ => Err(UnknownFormat { found: text.to_owned() }),
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
        assert_eq!(
            error.to_string(),
            "'pages' is no format: expected txt, md, docx, odt, rtf, html, pdf, vtt, srt, csv, xlsx"
        );
    }
}
