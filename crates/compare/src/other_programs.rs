mod atlasti;
mod character_ratings;
mod coded_texts;
mod dedoose;
mod domains;
mod maxqda;
mod mean;
mod nvivo;
mod own;
mod program;
mod program_value;
mod qualcoder;
mod sweep;

pub use character_ratings::character_ratings;
pub use coded_texts::{CodedTexts, FinishedTexts, finished_texts};
pub use domains::Domains;
pub use own::own_values;
pub use program::{Program, UnknownProgram};
pub use program_value::{About, ProgramRule, ProgramValue};

use crate::CompareError;

/// What the programs let one choose.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramSettings {
    /// MAXQDA: how much of a segment a segment of the other coder must cover to match it, above 0 and at most 1.
    pub overlap: f64,
    /// ATLAS.ti: the semantic domains; if none are given, each code is one of its own.
    pub domains: Option<Domains>,
}

impl Default for ProgramSettings {
    /// 90 %, as MAXQDA proposes, and each code a domain.
    fn default() -> ProgramSettings {
        ProgramSettings { overlap: 0.9, domains: None }
    }
}

/// Gives what another program would say of these codings: every value with the rule by which it comes about.
///
/// The programs read the same codings and count different things, so that their values part, often far. Values are
/// those of the program's rule, not of ours: where it says 1 for 0/0, that is what is given, and the rule says so.
/// Programs that compare two coders are given every pair, the first before the second; Dedoose, in whose test the
/// first coder sets the excerpts, every pair both ways.
///
/// # Undefined when
/// The program divides by zero and says no number either: the value has the reason.
///
/// # Errors
/// Fewer than two coders, texts that do not have all coders and codes, an overlap that is no share, domains that are
/// not told for every code, and, for ATLAS.ti, one coder's codes of one domain on the same words, which it does not
/// allow.
///
/// # Example
///
/// One text of 1,000 characters; NVivo's kappa is .529, QualCoder's "kappa" .404.
///
/// ```
/// use qualkit_agreement::{Continuum, Segment};
/// use qualkit_compare::{CodedTexts, Program, ProgramSettings, as_program};
///
/// let marked = |places: &[(u64, u64)]| places.iter().map(|&(start, end)| Segment { start, end, code: 0 }).collect();
/// let (a, b) = (marked(&[(0, 50), (100, 150), (300, 350)]), marked(&[(0, 50), (110, 160), (600, 650)]));
/// let coded = CodedTexts {
///     coders: vec!["a".to_owned(), "b".to_owned()],
///     codes: vec!["fear".to_owned()],
///     texts: vec!["P01".to_owned()],
///     continua: vec![Continuum::new(0, 1000, 1, vec![a, b])?],
/// };
/// let value = |program, statistic| {
///     let values = as_program(program, &coded, &ProgramSettings::default()).expect("the texts are sound");
///     values.into_iter().find(|value| value.statistic == statistic).map(|value| value.value)
/// };
/// assert_eq!(format!("{:.3}", value(Program::Nvivo, "character_kappa_nvivo").unwrap()?), "0.529");
/// assert_eq!(format!("{:.3}", value(Program::Qualcoder, "kappa_qualcoder").unwrap()?), "0.404");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn as_program(
    program: Program,
    coded: &CodedTexts,
    settings: &ProgramSettings,
) -> Result<Vec<ProgramValue>, CompareError> {
    coded.check()?;
    match program {
        Program::Nvivo => nvivo::values(coded),
        Program::Maxqda => maxqda::values(coded, settings.overlap),
        Program::Atlasti => match &settings.domains {
            Some(domains) => atlasti::values(coded, domains),
            None => atlasti::values(coded, &Domains::single(&coded.codes)),
        },
        Program::Qualcoder => Ok(qualcoder::values(coded)),
        Program::Dedoose => dedoose::values(coded),
    }
}
