use qualkit_agreement::{Outcome, Pooled, TwoByTwo, Undefined};
use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_transcript::TranscriptId;

use crate::Judging;

/// How far coders agree on the same transcripts, code by code and over all codes.
///
/// Coders are named by their place in `coders`. Codes are taken as they were applied: a code does not
/// count for the code above it.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What agreement is judged on.
    pub judging: Judging,
    /// The coders, in the order given.
    pub coders: Vec<CoderId>,
    /// The transcripts with at least one compared unit, in the order given.
    pub transcripts: Vec<ComparedTranscript>,
    /// The transcripts without: no stretch of them was finished by every coder.
    pub not_compared: Vec<TranscriptId>,
    /// Units that every coder has finished: those on which everything here rests.
    pub units: u64,
    /// Units of the given transcripts that at least one coder has not finished.
    pub left_out: u64,
    /// The versions of the codebook under which the compared codings were made, in ascending order.
    pub codebook_versions: Vec<u32>,
    /// One entry per code, in the order given.
    pub per_code: Vec<CodeAgreement>,
    /// All codes taken together.
    pub pooled: PooledAgreement,
}

/// What a transcript gives to a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedTranscript {
    /// The transcript.
    pub id: TranscriptId,
    /// Its units that every coder has finished.
    pub units: u64,
    /// Its units that at least one coder has not finished.
    pub left_out: u64,
}

/// How far coders agree on one code.
///
/// A code that nobody applied is listed too: its percentages are 1 and its coefficients undefined
/// ([`Undefined::OneCategoryOnly`]).
#[derive(Clone, Debug, PartialEq)]
pub struct CodeAgreement {
    /// The code.
    pub code: CodeId,
    /// Compared units that bear the code, per coder.
    pub applied: Vec<u64>,
    /// Every pair of coders, the first before the second: (0, 1), (0, 2), …, (1, 2), …
    pub pairs: Vec<PairAgreement>,
    /// Share of pairs of coders who agree, averaged over units.
    pub percent: Outcome,
    /// Fleiss' kappa over all coders.
    pub fleiss: Outcome,
    /// Krippendorff's alpha over all coders.
    pub alpha: Outcome,
    /// Specific agreement that the code is there: given that a coder applied it, how often another did too.
    pub present: Outcome,
    /// Specific agreement that the code is not there: given that a coder did not apply it, how often another did not
    /// either.
    pub absent: Outcome,
}

/// How far two coders agree on one code.
#[derive(Clone, Debug, PartialEq)]
pub struct PairAgreement {
    /// Place of the first coder.
    pub first: usize,
    /// Place of the second coder.
    pub second: usize,
    /// Units that bear the code for both, for one, for neither.
    pub table: TwoByTwo,
    /// Share of units on which the two agree.
    pub percent: Outcome,
    /// Cohen's kappa.
    pub kappa: Outcome,
}

/// Agreement over all codes taken together; every code weighs the same.
///
/// A code enters only if one of those compared applied it to a compared unit: a code that nobody used
/// says nothing about agreement, and a codebook with many such codes would raise every percentage. So
/// adding unused codes to a codebook changes no number but `never_applied`. For a pair, one of the two
/// must have applied it, so that a pair's values do not depend on who else is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct PooledAgreement {
    /// Codes that at least one coder applied to a compared unit.
    pub codes: usize,
    /// Codes that no coder applied to a compared unit; they do not enter.
    pub never_applied: usize,
    /// Every pair of coders, in the order of [`CodeAgreement::pairs`].
    pub pairs: Vec<PooledPair>,
    /// Mean percent agreement of all coders.
    pub percent: PooledOutcome,
    /// Pooled Fleiss' kappa.
    pub fleiss: PooledOutcome,
    /// Pooled Krippendorff's alpha.
    pub alpha: PooledOutcome,
}

/// Agreement of two coders over all codes that one of them applied.
#[derive(Clone, Debug, PartialEq)]
pub struct PooledPair {
    /// Place of the first coder.
    pub first: usize,
    /// Place of the second coder.
    pub second: usize,
    /// Mean percent agreement.
    pub percent: PooledOutcome,
    /// Pooled kappa (De Vries, Elliott, Kanouse and Teleki 2008).
    pub kappa: PooledOutcome,
}

/// A measure pooled over codes, or the reason why there is none.
pub type PooledOutcome = Result<Pooled, Undefined>;
