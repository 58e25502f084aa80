use qualkit_codebook::CodeId;
use qualkit_table::{Extra, one_line};
use qualkit_text::{Span, digest};
use qualkit_transcript::TranscriptId;

use crate::CoderId;

qualkit_table::id_type! {
    /// The id of a coding: made from what it says when it is made, and kept when it moves.
    CodingId
}

/// One span with one code, by one coder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// The id, unique within the study.
    pub id: CodingId,
    /// Where it lies in the canonical text.
    pub span: Span,
    /// What it says.
    pub code: CodeId,
    /// The words of the span, on one line.
    pub quote: String,
    /// A degree, where the codebook asks for one.
    pub rating: Option<i32>,
    /// The coder's remark.
    pub note: String,
    /// When it was made, as an RFC 3339 time; may be empty.
    pub created: String,
    /// The version of the codebook under which it was made.
    pub codebook_version: u32,
    /// Columns of the table that are not ours, as they were.
    pub extra: Extra,
}

/// What a coder says, before it is a coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where.
    pub span: Span,
    /// Which code.
    pub code: CodeId,
    /// A degree, where the codebook asks for one.
    pub rating: Option<i32>,
    /// A remark.
    pub note: String,
    /// The time now, as an RFC 3339 time.
    pub created: String,
    /// The version of the codebook that is in force.
    pub codebook_version: u32,
}

impl Default for Answer {
    /// An answer on the first character with a code named `code`: to be filled in.
    fn default() -> Answer {
        Answer {
            span: Span::new(0, 1).expect("0 lies before 1"),
            code: CodeId::new("code").expect("a word is an id"),
            rating: None,
            note: String::new(),
            created: String::new(),
            codebook_version: 1,
        }
    }
}

impl CodingId {
    /// An id made from what the coding says: the first `length` digits of a digest, so that the same
    /// work gives the same bytes on any machine.
    pub(crate) fn of(transcript: &TranscriptId, coder: &CoderId, span: Span, code: &CodeId, length: usize) -> CodingId {
        let hex = digest(format!("{transcript}\n{coder}\n{span}\n{code}").as_bytes());
        CodingId::new(&format!("c{}", &hex[..length])).expect("a letter and hexadecimal digits are an id")
    }
}

impl Coding {
    /// Whether the stored quote is what the text says at this place.
    pub fn says(&self, words: &str) -> bool {
        self.quote == words || self.quote == one_line(words) || self.quote.trim() == one_line(words).trim()
    }
}
