use qualkit_agreement::{
    Measure, Options, Outcome, Ratings, TwoByTwo, cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement,
    specific_agreement, two_by_two,
};
use qualkit_codebook::CodeId;
use qualkit_coding::CoderId;

use crate::asked::of_one_code;
use crate::pool::pool;
use crate::rated::{Patterns, Rated};
use crate::{CodeAgreement, CompareError, Compared, Comparison, Judging, PairAgreement};

/// Compares coders code by code and over all codes, on the units that every one of them has finished.
///
/// For each code a unit is rated 1 by a coder if it bears the code ([`Overlap`](crate::Overlap)),
/// else 0. Units that bear the code for nobody count as agreement: they were read and not coded. Codings
/// of codes that are not among `codes` are passed over.
///
/// # Undefined when
/// No unit is left, or a code was applied to no unit or to every unit: the values of that code say so.
///
/// # Errors
/// Fewer than two coders, something named twice, or codings given for a transcript that is not theirs.
///
/// # Example
///
/// One text of 20 sentences: both coders coded two of them, only the first one other, only the second two others.
///
/// ```
/// use qualkit_agreement::Options;
/// use qualkit_codebook::CodeId;
/// use qualkit_coding::{Answer, CoderId, CodingSet};
/// use qualkit_compare::{Compared, Judging, Unit, compare, units};
/// use qualkit_transcript::{Source, Transcript, TranscriptId, Utterance};
///
/// let said = vec![Utterance::new("P", "So it is. ".repeat(20))];
/// let told = Transcript::compose(TranscriptId::new("P")?, said, Source::default());
/// let (code, coders) = (CodeId::new("fear")?, [CoderId::new("a")?, CoderId::new("b")?]);
/// let sentences = units(&told, Unit::Sentence, false);
/// let sets = [(0, vec![0, 2, 6]), (1, vec![0, 2, 3, 12])].map(|(coder, coded)| {
///     let mut set = CodingSet::new(told.id().clone(), coders[coder].clone());
///     set.finish_all(&told);
///     for at in coded {
///         let answer = Answer { span: sentences[at], code: code.clone(), ..Answer::default() };
///         set.add(&told, answer).expect("a sentence lies in its text");
///     }
///     set
/// });
/// let judging = Judging { unit: Unit::Sentence, ..Judging::default() };
/// let compared = [Compared { transcript: &told, sets: sets.iter().collect() }];
/// let result = compare(&[code], &coders, &compared, judging, &Options::default())?;
/// let pair = result.per_code[0].pairs[0].clone();
/// assert_eq!((pair.table.both, pair.table.only_first, pair.table.only_second, pair.table.neither), (2, 1, 2, 15));
/// assert_eq!(format!("{:.3}", pair.kappa?.value), "0.483");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare(
    codes: &[CodeId],
    coders: &[CoderId],
    compared: &[Compared<'_>],
    judging: Judging,
    options: &Options,
) -> Result<Comparison, CompareError> {
    let rated = Rated::new(codes, coders, compared, judging)?;
    let per_code = codes
        .iter()
        .enumerate()
        .map(|(place, code)| {
            let (all, transcripts) = (rated.of_all(place)?, rated.of_transcripts(place)?);
            compare_code(code, &rated.counted(place), &all, &transcripts, options)
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Comparison {
        judging,
        coders: coders.to_vec(),
        units: rated.units(),
        left_out: rated.left_out,
        codebook_versions: rated.versions(),
        pooled: pool(coders.len(), rated.units(), &per_code),
        transcripts: rated.transcripts,
        not_compared: rated.not_compared,
        per_code,
    })
}

fn compare_code(
    code: &CodeId,
    patterns: &Patterns,
    ratings: &Ratings,
    transcripts: &[Ratings],
    options: &Options,
) -> Result<CodeAgreement, CompareError> {
    let coders = ratings.coders();
    let applied = (0..coders).map(|coder| {
        let bearing = patterns.iter().filter(|(bears, _)| bears[coder]);
        bearing.map(|(_, times)| times).sum()
    });
    let pairs = pairs(coders).map(|[first, second]| compare_pair(ratings, transcripts, first, second, options));
    let with_interval = |mut outcome: Outcome, measure| {
        of_one_code(&mut outcome, ratings, transcripts, measure, options);
        outcome
    };
    Ok(CodeAgreement {
        code: code.clone(),
        applied: applied.collect(),
        pairs: pairs.collect::<Result<_, _>>()?,
        percent: percent_agreement(ratings, options),
        fleiss: with_interval(fleiss_kappa(ratings, options), Measure::FleissKappa),
        alpha: with_interval(krippendorff_alpha(ratings, options), Measure::KrippendorffAlpha),
        present: specific_agreement(ratings, 1, options),
        absent: specific_agreement(ratings, 0, options),
    })
}

fn compare_pair(
    ratings: &Ratings,
    transcripts: &[Ratings],
    first: usize,
    second: usize,
    options: &Options,
) -> Result<PairAgreement, CompareError> {
    let pair = ratings.coders_only(&[first, second])?;
    let in_transcripts: Vec<Ratings> =
        transcripts.iter().map(|ratings| ratings.coders_only(&[first, second])).collect::<Result<_, _>>()?;
    let mut kappa = cohen_kappa(&pair, options);
    of_one_code(&mut kappa, &pair, &in_transcripts, Measure::CohenKappa, options);
    // The one reason why two coders have no table is that there are no units.
    let empty = TwoByTwo { both: 0, only_first: 0, only_second: 0, neither: 0 };
    Ok(PairAgreement {
        first,
        second,
        table: two_by_two(&pair, 1).unwrap_or(empty),
        percent: percent_agreement(&pair, options),
        kappa,
    })
}

/// Every pair of coders, the first before the second.
pub(crate) fn pairs(coders: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..coders).flat_map(move |first| (first + 1..coders).map(move |second| [first, second]))
}
