use std::collections::{BTreeMap, BTreeSet};

use qualkit_agreement::Ratings;
use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;
use qualkit_transcript::TranscriptId;

use crate::borne::Borne;
use crate::compared::check;
use crate::judged::Judged;
use crate::{CompareError, Compared, ComparedTranscript, Judging};

/// One code's ratings: 1 for a coder for whom a unit bears the code, else 0.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeRatings {
    /// The code.
    pub code: CodeId,
    /// All compared units: one row per unit, one column per coder, in the order given. Nothing is missing, because
    /// only units that every coder has finished are compared.
    pub all: Ratings,
    /// The units of each compared transcript, in the order of
    /// [`Comparison::transcripts`](crate::Comparison::transcripts): the clusters from which units are drawn.
    pub transcripts: Vec<Ratings>,
}

/// Gives the ratings on which [`compare`](crate::compare) rests, code by code, for any other measure.
///
/// Units of one interview are not independent of one another; `transcripts` lets intervals be made from transcripts
/// that are drawn anew, not units.
///
/// # Errors
/// As for [`compare`](crate::compare).
pub fn code_ratings(
    codes: &[CodeId],
    coders: &[CoderId],
    compared: &[Compared<'_>],
    judging: Judging,
) -> Result<Vec<CodeRatings>, CompareError> {
    let rated = Rated::new(codes, coders, compared, judging)?;
    let of_code = |(place, code): (usize, &CodeId)| {
        let (all, transcripts) = (rated.of_all(place)?, rated.of_transcripts(place)?);
        Ok(CodeRatings { code: code.clone(), all, transcripts })
    };
    codes.iter().enumerate().map(of_code).collect()
}

/// For which coders units bear a code, and how many there are; units that bear it for nobody are not among them.
pub(crate) type Patterns = BTreeMap<Vec<bool>, u64>;

/// Which units bear which codes, for whom, in every compared transcript.
pub(crate) struct Rated {
    coders: usize,
    pub(crate) transcripts: Vec<ComparedTranscript>,
    pub(crate) not_compared: Vec<TranscriptId>,
    pub(crate) left_out: u64,
    /// One entry per transcript.
    borne: Vec<Borne>,
}

impl Rated {
    pub(crate) fn new(
        codes: &[CodeId],
        coders: &[CoderId],
        compared: &[Compared<'_>],
        judging: Judging,
    ) -> Result<Rated, CompareError> {
        check(codes, coders, compared)?;
        let mut rated = Rated {
            coders: coders.len(),
            transcripts: Vec::new(),
            not_compared: Vec::new(),
            left_out: 0,
            borne: Vec::new(),
        };
        for one in compared {
            let (id, sets) = (one.transcript.id().clone(), one.in_order(coders));
            let judged = match &sets {
                Some(sets) => Judged::new(one.transcript, judging, sets),
                None => Judged::none(one.transcript, judging),
            };
            rated.left_out += judged.left_out();
            match sets.filter(|_| judged.len() > 0) {
                Some(sets) => {
                    rated.borne.push(Borne::new(codes, &sets, &judged, judging.overlap));
                    let (units, left_out) = (judged.len(), judged.left_out());
                    rated.transcripts.push(ComparedTranscript { id, units, left_out });
                }
                None => rated.not_compared.push(id),
            }
        }
        Ok(rated)
    }

    /// How many units are compared.
    pub(crate) fn units(&self) -> u64 {
        self.transcripts.iter().map(|transcript| transcript.units).sum()
    }

    /// The codebook's versions of the codings that are borne, in ascending order.
    pub(crate) fn versions(&self) -> Vec<u32> {
        let versions: BTreeSet<u32> = self.borne.iter().flat_map(|borne| &borne.versions).copied().collect();
        versions.into_iter().collect()
    }

    /// What is borne in all transcripts.
    pub(crate) fn counted(&self, code: usize) -> Patterns {
        let mut patterns = Patterns::new();
        for borne in &self.borne {
            borne.count(code, &mut patterns);
        }
        patterns
    }

    /// The ratings of a code in all transcripts.
    pub(crate) fn of_all(&self, code: usize) -> Result<Ratings, CompareError> {
        self.ratings(&self.counted(code), self.units())
    }

    pub(crate) fn of_transcripts(&self, code: usize) -> Result<Vec<Ratings>, CompareError> {
        let of_one = |(borne, transcript): (&Borne, &ComparedTranscript)| {
            let mut patterns = Patterns::new();
            borne.count(code, &mut patterns);
            self.ratings(&patterns, transcript.units)
        };
        self.borne.iter().zip(&self.transcripts).map(of_one).collect()
    }

    fn ratings(&self, patterns: &Patterns, units: u64) -> Result<Ratings, CompareError> {
        let nobody = (vec![Some(0); self.coders], units - patterns.values().sum::<u64>());
        let somebody = patterns.iter().map(|(bears, &times)| {
            let row = bears.iter().map(|&bears| Some(usize::from(bears))).collect();
            (row, times)
        });
        Ok(Ratings::from_patterns(std::iter::once(nobody).chain(somebody), 2)?)
    }
}
