use qualkit_table::TableError;
use qualkit_text::NotText;

use crate::Format;

/// Why bytes could not be read as a transcript.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// The file has no byte.
    #[error("the file is empty")]
    Empty,
    /// The bytes are no text in any encoding.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// The bytes are of a kind that is known but not read.
    #[error("this is {found}, which cannot be read: {remedy}")]
    NotReadable {
        /// What the bytes are, with an article.
        found: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// The archive of a Word document cannot be unpacked.
    #[error("the archive is damaged ({reason}): open the document in Word and save it again")]
    Archive {
        /// What the reader found.
        reason: String,
    },
    /// The bytes were said to be of a format that begins otherwise.
    #[error("this is no {expected}; leave out --as")]
    NotThat {
        /// What was said, for example `Word file (.docx)`.
        expected: &'static str,
    },
    /// A document is so damaged that it cannot be read.
    #[error("this {what} cannot be read ({reason}): open it in the program that wrote it and save it again")]
    Damaged {
        /// What it is, for example `PDF`.
        what: &'static str,
        /// What the reader found.
        reason: String,
    },
    /// There is more than any transcript has.
    #[error("{part} is larger than {limit} MiB, more than any transcript has: it is damaged or made to do harm")]
    TooLarge {
        /// The file, or the part of an archive.
        part: String,
        /// The limit, in MiB.
        limit: u64,
    },
    /// A part of a Word document is not well-formed.
    #[error("{part} is broken at line {line}, column {column} ({reason}): open the document in Word and save it again")]
    Xml {
        /// The part of the archive.
        part: String,
        /// The line in the part, counted from 1.
        line: u32,
        /// The column in the line, counted from 1.
        column: u32,
        /// What the reader found.
        reason: String,
    },
    /// The table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The table has no column with what was said.
    #[error(
        "no column holds what was said: the table has {}; name one of them {}",
        found.join(", "),
        accepted.join(", ")
    )]
    NoTextColumn {
        /// The columns that are there.
        found: Vec<String>,
        /// The names that would have been taken.
        accepted: Vec<&'static str>,
    },
    /// There are more parts than any transcript has, and each costs memory.
    #[error("there are more than {most} {parts}, more than any transcript has: it is damaged or made to do harm")]
    TooMany {
        /// What there is too much of.
        parts: &'static str,
        /// The most that is read.
        most: usize,
    },
    /// JSON that is not well-formed.
    #[error("the JSON is broken at line {line}, column {column} ({reason}): export it again")]
    Json {
        /// The line, counted from 1.
        line: usize,
        /// The column in the line, counted from 1.
        column: usize,
        /// What the reader found.
        reason: String,
    },
    /// XML that is not well-formed.
    #[error("the XML is broken at line {line}, column {column} ({reason}): export it again")]
    BrokenXml {
        /// The line, counted from 1.
        line: u32,
        /// The column in the line, counted from 1.
        column: u32,
        /// What the reader found.
        reason: String,
    },
    /// A text that ends too early or holds something else where its format expects a certain thing.
    #[error("the {format} is broken at line {line}: expected {expected}")]
    Broken {
        /// The format, as people call it.
        format: &'static str,
        /// The line, counted from 1.
        line: usize,
        /// What should stand there.
        expected: String,
    },
    /// A format was asked for, but the file has another shape.
    #[error("this has not the shape of {format}; leave out the format, and it is recognised")]
    OtherShape {
        /// The format that was asked for.
        format: String,
    },
    /// Files of one conversation can be interleaved by time only if all of them bear times.
    #[error("{file} cannot be interleaved with the others: {untimed} of its turns bear no time")]
    Untimed {
        /// The file.
        file: String,
        /// How many turns have no time.
        untimed: usize,
    },
    /// One of several files of one conversation cannot be read.
    #[error("{file}: {source}")]
    InFile {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: Box<IngestError>,
    },
    /// The table has no column of a name.
    #[error("the table has no column '{asked}'; it has {}", found.join(", "))]
    NoSuchColumn {
        /// The name that was given.
        asked: String,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// The workbook has no sheet of a name.
    #[error("the workbook has no sheet '{asked}'; it has {}", found.join(", "))]
    NoSuchSheet {
        /// The name that was given.
        asked: String,
        /// The sheets that are there.
        found: Vec<String>,
    },
    /// The file holds several transcripts where one was expected.
    #[error("the table holds several transcripts, where one was expected")]
    Several,
    /// No line is as the pattern of speakers says.
    #[error("no line begins as the speaker pattern '{pattern}' says")]
    NoSpeakers {
        /// The pattern.
        pattern: String,
    },
    /// There is not one word in the file.
    #[error("there are no words in it: expected what somebody said")]
    NoWords,
}

/// A name that is no format's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' is no format: expected {}", Format::ALL.map(|format| format.to_string()).join(", "))]
pub struct UnknownFormat {
    /// The name.
    pub found: String,
}
