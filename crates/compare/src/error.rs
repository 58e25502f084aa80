use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_transcript::TranscriptId;

/// Why codings cannot be compared.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// A comparison needs two coders or more.
    #[error("a comparison needs at least two coders, found {coders}")]
    FewerThanTwoCoders {
        /// How many there are.
        coders: usize,
    },
    /// A coder is named twice.
    #[error("the coder '{coder}' is named twice")]
    RepeatedCoder {
        /// The coder.
        coder: CoderId,
    },
    /// A code is named twice.
    #[error("the code '{code}' is named twice")]
    RepeatedCode {
        /// The code.
        code: CodeId,
    },
    /// A transcript is given twice.
    #[error("the transcript '{transcript}' is given twice")]
    RepeatedTranscript {
        /// The transcript.
        transcript: TranscriptId,
    },
    /// A coder's codings are given twice for one transcript.
    #[error("the codings of '{coder}' on '{transcript}' are given twice")]
    RepeatedSet {
        /// The coder.
        coder: CoderId,
        /// The transcript.
        transcript: TranscriptId,
    },
    /// Codings are given with a transcript that is not theirs.
    #[error("codings of '{coder}' on '{found}' are given for the transcript '{transcript}'")]
    OtherTranscript {
        /// The coder.
        coder: CoderId,
        /// The transcript they were given for.
        transcript: TranscriptId,
        /// The transcript they belong to.
        found: TranscriptId,
    },
    /// A text that does not have all coders or codes.
    #[error("the text '{text}' has {coders} coders and {codes} codes, other than were named")]
    OtherShape {
        /// The text.
        text: String,
        /// Its coders.
        coders: usize,
        /// Its codes.
        codes: usize,
    },
    /// An overlap that is no share.
    #[error("an overlap is a share above 0 and at most 1, found {found}")]
    NoShare {
        /// What was given.
        found: String,
    },
    /// Semantic domains that are not told for every code.
    #[error("domains are told for {told} codes, expected {codes}")]
    DomainsOfOtherCodes {
        /// How many codes there are.
        codes: usize,
        /// For how many domains are told.
        told: usize,
    },
    /// Two codes of a semantic domain that one coder put on the same words.
    #[error(transparent)]
    OverlapInDomain(Box<OverlapInDomain>),
    /// The units cannot be counted.
    #[error(transparent)]
    Agreement(#[from] qualkit_agreement::Error),
}

/// Two codes of a semantic domain that one coder put on the same words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{coder}' put '{first}' and '{second}', both of the domain '{domain}', on the same words of '{text}', from {start}"
)]
pub struct OverlapInDomain {
    /// The domain.
    pub domain: String,
    /// The coder.
    pub coder: String,
    /// The text.
    pub text: String,
    /// One of the codes.
    pub first: String,
    /// The other one.
    pub second: String,
    /// Where they begin to lie on the same words.
    pub start: u64,
}
