//! What stands behind the agreement of coders in a study: which codes, whose codings and which transcripts it depends
//! on.

mod code_pull;
mod coder_work;
mod confused;
mod main_values;
mod margins;
mod transcript_pull;

pub use code_pull::{AppliedBy, CodePull};
pub use coder_work::CoderWork;
pub use confused::ConfusedCodes;
pub use margins::CodeMargins;
pub use transcript_pull::TranscriptPull;

use super::{CodeConfusion, OnScales, PairMatrix, PairParadox, code_confusion, pairs, scales};
use crate::{Asked, CodedUnits, Measured};
use main_values::MainValues;

/// What stands behind the agreement of coders in a study; [`diagnose_study`] makes it.
///
/// Coders and codes are named by their places in [`CodedUnits`]. A *difference* is a unit and two coders who judged it,
/// of whom one applied a code and the other did not; each code makes differences of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct DiagnosedStudy {
    /// The main coefficients over all codes. The first one decides what comes first.
    pub main: Vec<Measured>,
    /// Differences of all codes.
    pub differences: u64,
    /// The codes that somebody applied; the one without which the first coefficient is highest comes first.
    pub codes: Vec<CodePull>,
    /// Codes that nobody applied.
    pub never_applied: usize,
    /// Every two codes of which one coder applied the one where another applied the other; the most frequent first.
    pub confused: Vec<ConfusedCodes>,
    /// The transcripts, in the same order as codes; empty if there is only one.
    pub transcripts: Vec<TranscriptPull>,
    /// The coders, in the same order where there are more than two.
    pub coders: Vec<CoderWork>,
    /// The first coefficient of every two coders, where there are more than two.
    pub matrix: Option<PairMatrix>,
    /// How every two coders used each code that one of all applied; codes in the order of `codes`.
    pub margins: Vec<CodeMargins>,
    /// Where percent agreement and kappa part, those furthest apart first.
    pub paradoxes: Vec<PairParadox>,
    /// What published scales say of the main coefficients.
    pub scales: Vec<OnScales>,
}

/// Agreement on fewer units than this says hardly anything by itself: a convention of this crate.
pub const FEW_UNITS: u64 = 20;

/// Asks what stands behind the agreement of coders in a study.
///
/// The main coefficients are those of `asked` that can be pooled over codes, or else kappa (Cohen's for two coders,
/// Fleiss' for more) and Krippendorff's alpha, each pooled over the codes that somebody applied (De Vries, Elliott,
/// Kanouse and Teleki 2008); `as_sets`, they are alpha of sets of codes by the distance asked for, and the pooled
/// kappa. They have the intervals asked for, if these come from resamples.
///
/// Of [`CodedUnits`] in which units are not finished by all, pooled coefficients rest on those that can be compared;
/// [`CodedUnits::complete_only`] gives the units on which [`compare`](crate::compare) rests.
pub fn diagnose_study(units: &CodedUnits, asked: &Asked, as_sets: bool) -> DiagnosedStudy {
    let values = MainValues::new(units, asked, as_sets);
    let main = values.main();
    let sets = &units.sets.all;
    let confusion: CodeConfusion = code_confusion::of(sets);
    let codes = code_pull::of(&values, &main, &confusion);
    let order: Vec<usize> = codes.iter().map(|pull| pull.code).collect();
    let by_code = pairs::by_code(sets, &asked.options);
    let mut paradoxes = pairs::of_categories(&by_code);
    let apart = |paradox: &PairParadox| paradox.observed - paradox.kappa;
    paradoxes.sort_by(|one, other| apart(other).total_cmp(&apart(one)));
    DiagnosedStudy {
        differences: codes.iter().map(|pull| pull.differences).sum(),
        never_applied: units.codes.len() - codes.len(),
        confused: confused::of(sets, &confusion),
        transcripts: transcript_pull::of(&values, &main),
        coders: coder_work::of(&values, &main),
        matrix: values.matrix(),
        margins: margins::of(sets, &order, by_code),
        paradoxes,
        scales: scales::of(&main),
        codes,
        main,
    }
}
