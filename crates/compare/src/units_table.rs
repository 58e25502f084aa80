use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_text::Span;
use qualkit_transcript::TranscriptId;

use crate::borne::Borne;
use crate::compared::check_names;
use crate::judged::Judged;
use crate::{CompareError, Compared, Judging};

/// One coder's answers on one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow<'a> {
    /// The transcript.
    pub transcript: &'a TranscriptId,
    /// The unit's number in the transcript, counted from 1.
    pub unit: u64,
    /// Where the unit lies.
    pub span: Span,
    /// The number of its turn.
    pub turn: u32,
    /// The coder.
    pub coder: &'a CoderId,
    /// One answer per code, in the order of the codes: whether the unit bears it. `None` if the coder
    /// has not finished the unit; that is missing, not absent.
    pub codes: Option<Vec<bool>>,
}

impl UnitRow<'_> {
    /// Whether the coder has finished the unit.
    pub fn finished(&self) -> bool {
        self.codes.is_some()
    }
}

/// What each coder said of each unit, for other programs: rows by transcript, unit and coder.
///
/// All units of the given transcripts have a row for every coder, also those that somebody has not
/// finished. By character every character that is not white space has a row.
///
/// # Errors
/// As for [`compare`](crate::compare), except that one coder is enough.
pub fn units_table<'a>(
    codes: &'a [CodeId],
    coders: &'a [CoderId],
    compared: &'a [Compared<'a>],
    judging: Judging,
) -> Result<impl Iterator<Item = UnitRow<'a>>, CompareError> {
    check_names(codes, coders, compared)?;
    Ok(compared.iter().flat_map(move |one| rows_of(one, codes, coders, judging)))
}

fn rows_of<'a>(
    compared: &'a Compared<'a>,
    codes: &[CodeId],
    coders: &'a [CoderId],
    judging: Judging,
) -> Vec<UnitRow<'a>> {
    let transcript = compared.transcript;
    let all = Judged::new(transcript, judging, &[]);
    let sets: Vec<_> = coders.iter().map(|coder| compared.set_of(coder)).collect();
    let mut rows: Vec<UnitRow<'a>> = Vec::new();
    for number in 0..all.len() {
        let Some(span) = all.unit(number) else { continue };
        let turn = transcript.turn_at(span.start()).map_or(0, |turn| turn.number);
        rows.extend(coders.iter().zip(&sets).map(|(coder, set)| {
            let codes = set.filter(|set| set.has_done(span)).map(|_| vec![false; codes.len()]);
            UnitRow { transcript: transcript.id(), unit: number + 1, span, turn, coder, codes }
        }));
    }
    for (coder, set) in sets.iter().enumerate() {
        let Some(set) = *set else { continue };
        let borne = Borne::new(codes, &[set], &all, judging.overlap);
        for code in 0..codes.len() {
            for number in borne.by_coder(code)[0].iter().cloned().flatten() {
                let row = usize::try_from(number).expect("a text has fewer characters than memory has bytes");
                if let Some(answers) = &mut rows[row * coders.len() + coder].codes {
                    answers[code] = true;
                }
            }
        }
    }
    rows
}
