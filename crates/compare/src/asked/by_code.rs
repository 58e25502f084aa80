use std::collections::BTreeMap;

use qualkit_agreement::{
    Continuum, Drawn, Estimate, Measure, NoInterval, Options, Outcome, Pooled, Ratings, Resampling, Undefined, pooled,
    resample,
};

use super::intervals::{FEWEST_CLUSTERS, Intervals, Judged};
use super::{Asked, Choice, estimates};
use crate::{Cluster, Clustered, CodeRatings, CodedTexts, Data, Layout, Measured, NoUncertainty, RatingsTable, Spans};

/// What a unit is rated for one code.
pub(super) const ABSENT_OR_PRESENT: [&str; 2] = ["absent", "present"];

/// Answers what is asked of coders in a study: code by code, then pooled over codes.
///
/// Every code is judged as there or not; `category` is the code, and none for what is pooled (De Vries, Elliott,
/// Kanouse and Teleki 2008): observed and expected agreement averaged over the codes that one of those compared
/// applied. Specific agreement is told of the code's presence, and of its absence as `specific_agreement_absent`.
/// Clusters are transcripts. Pooled values have an interval only from resamples of transcripts.
pub fn estimates_by_code(
    rated: &[CodeRatings],
    coders: &[String],
    transcripts: &[String],
    asked: &Asked,
) -> Vec<Measured> {
    let mut answers: Vec<Measured> = Vec::new();
    let mut groups: Vec<(&'static str, Vec<String>)> = Vec::new();
    for code in rated {
        for answer in estimates(&table_of(code, coders, transcripts), asked) {
            let Some(answer) = of_the_code(answer, asked) else { continue };
            let group = (answer.measure, answer.coders.clone());
            if !groups.contains(&group) {
                groups.push(group);
            }
            answers.push(Measured { category: Some(code.code.to_string()), ..answer });
        }
    }
    let together = groups.into_iter().filter_map(|(name, group)| {
        let measure: Measure = name.parse().ok()?;
        let places: Vec<usize> =
            group.iter().filter_map(|name| coders.iter().position(|coder| coder == name)).collect();
        let (outcome, lacking) = pool(rated, measure, &places, asked)?;
        let like = answers.iter().find(|answer| answer.measure == name)?;
        let lacking = lacking.filter(|_| outcome.is_ok());
        let no_standard_error =
            lacking.clone().filter(|_| outcome.as_ref().is_ok_and(|found| found.standard_error.is_none()));
        let reason = None;
        Some(Measured {
            category: None,
            coders: group,
            outcome,
            no_interval: lacking,
            no_standard_error,
            reason,
            ..like.clone()
        })
    });
    let together: Vec<Measured> = together.collect();
    answers.extend(together);
    answers
}

/// An answer about the code's absence, or its presence, as one about the code; `None` if it says nothing new.
fn of_the_code(answer: Measured, asked: &Asked) -> Option<Measured> {
    let is_named = matches!(asked.choice, Choice::Named(_));
    match (answer.category.as_deref(), answer.measure) {
        (Some("absent"), "specific_agreement") => Some(Measured { measure: ABSENT, ..answer }),
        // Prevalence and bias of two categories are told of the first, and are those of the second turned round.
        (Some("absent"), "prevalence_index" | "bias_index") => {
            let turned = |estimate: Estimate| Estimate { value: 0.0 - estimate.value, ..estimate };
            Some(Measured { outcome: answer.outcome.map(turned), ..answer })
        }
        (Some("absent"), _) => None,
        // A code is there or not, which is no number.
        (None, _) if !is_named && answer.outcome == Err(Undefined::NotNumbers) => None,
        // A measure of the category against the other one is that of the code.
        (Some(_), measure) if !is_named && measure != "specific_agreement" => None,
        _ => Some(answer),
    }
}

/// The name of specific agreement that the code is not there; that it is there keeps the plain one.
const ABSENT: &str = "specific_agreement_absent";

/// Answers what is asked of the places that coders marked: all codes together, then each code alone.
///
/// Statistics that are about one code anyway are answered once. Codings of one coder may overlap; a measure that
/// forbids it says so, and has a value code by code.
pub fn estimates_of_spans(coded: &CodedTexts, asked: &Asked) -> Vec<Measured> {
    let table = |categories: &[String], continua: Vec<Continuum>| RatingsTable {
        layout: Layout::Spans,
        coders: coded.coders.clone(),
        categories: categories.to_vec(),
        data: Data::Spans(Spans { texts: coded.texts.clone(), continua, length: None }),
        remarks: Vec::new(),
    };
    let mut answers = estimates(&table(&coded.codes, coded.continua.clone()), asked);
    for (place, code) in coded.codes.iter().enumerate() {
        let alone: Vec<Continuum> = coded.continua.iter().map(|text| text.codes_only(&[place])).collect();
        let own = estimates(&table(&coded.codes, alone), asked).into_iter().filter(|answer| answer.category.is_none());
        let own = own.map(|answer| Measured { category: Some(code.clone()), ..answer });
        let key = |answer: &Measured| (answer.measure, answer.weights.clone(), answer.coders.clone());
        let is_answered = |answers: &[Measured], own: &Measured| {
            answers.iter().any(|answer| answer.category == own.category && key(answer) == key(own))
        };
        let new: Vec<Measured> = own.filter(|own| !is_answered(&answers, own)).collect();
        answers.extend(new);
    }
    answers
}

fn table_of(code: &CodeRatings, coders: &[String], transcripts: &[String]) -> RatingsTable {
    let clusters = transcripts.iter().zip(&code.transcripts);
    let clusters = clusters.map(|(name, ratings)| Cluster { name: name.clone(), ratings: ratings.clone() });
    RatingsTable {
        layout: Layout::Wide,
        coders: coders.to_vec(),
        categories: ABSENT_OR_PRESENT.map(str::to_owned).to_vec(),
        data: Data::Ratings(Clustered { all: code.all.clone(), clusters: clusters.collect() }),
        remarks: Vec::new(),
    }
}

/// A measure pooled over the codes that one of the coders applied, and why it has no interval; `None` if it has no
/// chance term to pool.
fn pool(rated: &[CodeRatings], measure: Measure, coders: &[usize], asked: &Asked) -> Option<Judged> {
    let chosen = |ratings: &Ratings| ratings.coders_only(coders).expect("the coders are in the table");
    let codes: Vec<(Ratings, Vec<Rows>)> = rated
        .iter()
        .map(|code| {
            (chosen(&code.all), code.transcripts.iter().map(|ratings| chosen(ratings).distinct_rows()).collect())
        })
        .filter(|(all, _)| is_applied(all))
        .collect();
    if codes.is_empty() {
        // Units were judged, and all alike: no code was applied to any.
        let is_judged = rated.iter().any(|code| code.all.units() > 0);
        let reason = if is_judged { Undefined::OneCategoryOnly } else { Undefined::NothingPairable };
        return Some((Err(reason), None));
    }
    let options = &asked.options;
    let outcomes: Vec<Outcome> = codes.iter().map(|(all, _)| measure.estimate(all, options)).collect();
    if outcomes.iter().flatten().any(|estimate| estimate.chance().is_none()) {
        return None;
    }
    let found = match pooled(&outcomes) {
        Ok(found) => found,
        Err(undefined) => return Some((Err(undefined), None)),
    };
    let Some((all, _)) = codes.first() else { return Some((Err(Undefined::NothingPairable), None)) };
    let Pooled { value, observed, expected, .. } = found;
    let mut estimate = Estimate::plain(value, all, all.pairable());
    (estimate.observed, estimate.expected) = (Some(observed), Some(expected));
    let transcripts = rated.first().map_or(0, |code| code.transcripts.len());
    let lacking = match (asked.intervals, transcripts) {
        (Intervals::Clusters(resampling), FEWEST_CLUSTERS..) => {
            from_transcripts(&mut estimate, &codes, measure, options, &resampling).map(NoUncertainty::Interval)
        }
        (Intervals::Clusters(_), found) => Some(NoUncertainty::FewClusters { found }),
        _ => Some(NoUncertainty::Pooled),
    };
    Some((Ok(estimate), lacking))
}

type Rows = Vec<(Vec<Option<usize>>, u64)>;

fn is_applied(ratings: &Ratings) -> bool {
    ratings.distinct_rows().iter().any(|(row, _)| row.contains(&Some(1)))
}

/// Standard error and interval from transcripts drawn anew; the reason where there is no interval.
fn from_transcripts(
    estimate: &mut Estimate,
    codes: &[(Ratings, Vec<Rows>)],
    measure: Measure,
    options: &Options,
    resampling: &Resampling,
) -> Option<NoInterval> {
    let transcripts = codes.first().map_or(0, |(_, transcripts)| transcripts.len());
    let value = |drawn: &[u64]| {
        let of_code = |(_, transcripts): &(Ratings, Vec<Rows>)| {
            let mut rows: BTreeMap<&[Option<usize>], u64> = BTreeMap::new();
            for (transcript, &times) in transcripts.iter().zip(drawn) {
                for (row, units) in transcript {
                    *rows.entry(row).or_insert(0) += units * times;
                }
            }
            let ratings = Ratings::from_patterns(rows, 2).expect("the rows come from tables of this shape");
            measure.estimate(&ratings, options)
        };
        let outcomes: Vec<Outcome> = codes.iter().map(of_code).collect();
        vec![pooled(&outcomes).map(|found| found.value)]
    };
    let found = resample(&vec![1; transcripts], Drawn::Clusters, value, options.confidence, resampling);
    match found.into_iter().next().expect("one statistic has one outcome") {
        Ok(found) => {
            estimate.standard_error = found.standard_error;
            match found.interval {
                Ok(interval) => {
                    estimate.interval = Some(interval);
                    None
                }
                Err(reason) => Some(reason),
            }
        }
        Err(undefined) => Some(undefined.into()),
    }
}
