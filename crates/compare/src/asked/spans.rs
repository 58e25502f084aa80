use qualkit_agreement::{
    AlphaU, Continuum, Estimate, Gamma, GammaOptions, GammaValue, Intersections, Outcome, PairWeight, Segment,
    Segmentation, Similarity, SpanAgreement, SpanMatch, Undefined, UnitizedAlpha, alpha_u, bar_u_alpha,
    boundary_similarity, character_kappa, character_table, code_alpha_u, cu_alpha, gamma, ku_alpha, mean_over_pairs,
    pk, segmentation_agreement, segmentation_similarity, span_agreement, span_counts, u_alpha, window_diff,
};

use super::statistic::{Kind, Statistic};
use super::{Asked, Choice};
use crate::compare::pairs;
use crate::{Caveat, Measured, RatingsTable, Spans};

/// Statistics of spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfSpans {
    UAlpha,
    BarUAlpha,
    CuAlpha,
    KuAlpha,
    AlphaU,
    AlphaUObserved,
    AlphaUExpected,
    Gamma,
    GammaCat,
    /// With segments that have no counterpart counted, as pygamma-agreement does.
    GammaCatInPygamma,
    GammaK,
    GammaDisorder,
    GammaCatDisorder,
    GammaCatDisorderInPygamma,
    F1,
    /// Of the second coder's segments, the first being the reference.
    Precision,
    /// Of the first coder's segments, the reference.
    Recall,
    CharacterPercent,
    CharacterKappa,
    BoundarySimilarity,
    SegmentationSimilarity,
    BoundaryPi,
    BoundaryKappa,
    Pk,
    WindowDiff,
}

pub(super) const ALL: [(&str, OfSpans, bool); 22] = [
    ("u_alpha", OfSpans::UAlpha, true),
    ("bar_u_alpha", OfSpans::BarUAlpha, true),
    ("cu_alpha", OfSpans::CuAlpha, true),
    ("ku_alpha", OfSpans::KuAlpha, true),
    ("alphaU", OfSpans::AlphaU, false),
    ("gamma", OfSpans::Gamma, true),
    ("gamma_cat", OfSpans::GammaCat, true),
    ("gamma_cat_pygamma", OfSpans::GammaCatInPygamma, false),
    ("gamma_k", OfSpans::GammaK, true),
    ("gamma_best_alignment_disorder", OfSpans::GammaDisorder, false),
    ("gamma_cat_observed_disorder", OfSpans::GammaCatDisorder, false),
    ("span_f1", OfSpans::F1, true),
    ("span_precision", OfSpans::Precision, false),
    ("span_recall", OfSpans::Recall, false),
    ("percent_agreement_nvivo", OfSpans::CharacterPercent, false),
    ("character_kappa_nvivo", OfSpans::CharacterKappa, false),
    ("boundary_similarity_mean", OfSpans::BoundarySimilarity, false),
    ("segmentation_similarity_mean", OfSpans::SegmentationSimilarity, false),
    ("segmentation_fleiss_pi_B", OfSpans::BoundaryPi, false),
    ("segmentation_fleiss_kappa_B", OfSpans::BoundaryKappa, false),
    ("pk_mean", OfSpans::Pk, false),
    ("window_diff_mean", OfSpans::WindowDiff, false),
];

/// Names that are answered and are not among all: what other measures hold as observed and expected.
pub(super) const ALIASES: [(&str, OfSpans); 3] = [
    ("alphaU_observed_disagreement", OfSpans::AlphaUObserved),
    ("alphaU_expected_disagreement", OfSpans::AlphaUExpected),
    ("gamma_cat_observed_disorder_pygamma", OfSpans::GammaCatDisorderInPygamma),
];

/// How spans are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanning {
    /// When two spans are the same for `span_f1`, precision and recall, each rule an answer of its own.
    pub matches: Vec<SpanMatch>,
    /// What gamma takes two segments to be apart, and how chance is sampled.
    pub gamma: GammaOptions,
    /// How precisely the disorder expected by chance is to be known, as a share of it.
    pub precision: f64,
    /// How many places a boundary may be off to be a near miss.
    pub near: u64,
}

impl Default for Spanning {
    fn default() -> Spanning {
        Spanning { matches: Spanning::matches_from(0.5), gamma: GammaOptions::default(), precision: 0.02, near: 2 }
    }
}

impl Spanning {
    /// Gives every rule there is, the third asking for this share of what two spans cover together.
    pub fn matches_from(share: f64) -> Vec<SpanMatch> {
        vec![SpanMatch::Exact, SpanMatch::Overlap, SpanMatch::Iou(share), SpanMatch::Characters]
    }
}

/// Answers of a table of spans; over all texts together.
pub(super) fn estimates(table: &RatingsTable, spans: &Spans, asked: &Asked) -> Vec<Measured> {
    let all: Vec<usize> = (0..table.coders.len()).collect();
    let mut answers = of_group(table, &spans.continua, &all, asked);
    if !asked.pairs {
        return answers;
    }
    let of_pair = |pair: [usize; 2], asked: &Asked| {
        let texts: Vec<Continuum> = spans.continua.iter().map(|text| of_coders(text, &pair)).collect();
        of_group(table, &texts, &pair, asked)
    };
    // The other coder of a pair as the reference, for what has one.
    let with_reference = asked.statistics(&Statistic::of_spans()).into_iter().filter(|one| one.has_reference());
    let turned = Asked { choice: Choice::Named(with_reference.collect()), ..asked.clone() };
    for [first, second] in pairs(all.len()) {
        if all.len() > 2 {
            answers.extend(of_pair([first, second], asked));
        }
        answers.extend(of_pair([second, first], &turned));
    }
    answers
}

/// What some coders marked.
pub(crate) fn of_coders(text: &Continuum, coders: &[usize]) -> Continuum {
    let chosen = coders.iter().map(|&coder| text.coders()[coder].clone()).collect();
    Continuum::new(text.start(), text.end(), text.codes(), chosen).expect("the segments lie in the text")
}

fn of_group(table: &RatingsTable, texts: &[Continuum], coders: &[usize], asked: &Asked) -> Vec<Measured> {
    let own = Statistic::of_spans();
    let group = Group { table, texts, coders, sums: Intersections::of(texts), gamma: None, in_pygamma: None };
    let mut answers = Vec::new();
    let statistics = asked.statistics(&own);
    let in_pygamma = |statistic: &Statistic| {
        matches!(statistic.kind, Kind::Spans(OfSpans::GammaCatInPygamma | OfSpans::GammaCatDisorderInPygamma))
    };
    let needs_gamma = |statistic: &Statistic| statistic.is_gamma() && !in_pygamma(statistic);
    let with_empty = || GammaOptions { pair_weight: PairWeight::WithEmpty, ..asked.spanning.gamma.clone() };
    let group = Group {
        gamma: statistics.iter().any(needs_gamma).then(|| gamma(texts, &asked.spanning.gamma)),
        in_pygamma: statistics.iter().any(in_pygamma).then(|| gamma(texts, &with_empty())),
        ..group
    };
    for statistic in statistics {
        match statistic.kind {
            Kind::Spans(kind) => answers.extend(group.answers(statistic.name(), kind, asked)),
            _ => answers.push(group.answer(statistic.name(), "unweighted", None, Err(Undefined::NeedsUnits))),
        }
    }
    answers.retain(|answer| asked.keeps(answer));
    answers
}

/// Some coders on some texts, and what several statistics need of them.
struct Group<'g> {
    table: &'g RatingsTable,
    texts: &'g [Continuum],
    coders: &'g [usize],
    sums: Result<Intersections, Undefined>,
    gamma: Option<Result<Gamma, Undefined>>,
    in_pygamma: Option<Result<Gamma, Undefined>>,
}

impl Group<'_> {
    fn answer(&self, measure: &'static str, weights: &str, category: Option<usize>, outcome: Outcome) -> Measured {
        Measured {
            measure,
            weights: weights.to_owned(),
            level: None,
            category: category.map(|code| self.table.categories[code].clone()),
            coders: self.coders.iter().map(|&coder| self.table.coders[coder].clone()).collect(),
            outcome,
            no_interval: None,
            no_standard_error: None,
            caveat: None,
            reason: None,
        }
    }

    fn answers(&self, name: &'static str, kind: OfSpans, asked: &Asked) -> Vec<Measured> {
        let one = |weights: &str, outcome: Outcome| vec![self.answer(name, weights, None, outcome)];
        let codes = 0..self.table.categories.len();
        let spanning = &asked.spanning;
        let distance = &spanning.gamma.dissimilarity;
        let of_gamma =
            format!("alpha={},beta={},delta_empty={}", distance.alpha(), distance.beta(), distance.delta_empty());
        match kind {
            OfSpans::UAlpha => one("nominal", self.unitized(None, u_alpha)),
            OfSpans::BarUAlpha => one("binary", self.unitized(None, bar_u_alpha)),
            OfSpans::CuAlpha => one("nominal", self.unitized(None, |sums| cu_alpha(sums, None))),
            OfSpans::KuAlpha => codes
                .map(|code| {
                    let found = self.unitized(Some(code), |sums| ku_alpha(sums, code));
                    self.answer(name, "nominal", Some(code), found)
                })
                .collect(),
            OfSpans::AlphaU | OfSpans::AlphaUObserved | OfSpans::AlphaUExpected => {
                let of_code = |code| (Some(code), code_alpha_u(self.texts, code));
                let all = std::iter::once((None, alpha_u(self.texts))).chain(codes.map(of_code));
                let estimate = |code, found: AlphaU| match kind {
                    OfSpans::AlphaU => self.of_alpha_u(&found, code),
                    OfSpans::AlphaUObserved => self.plain(found.observed_disagreement, code),
                    _ => self.plain(found.expected_disagreement, code),
                };
                let answer = |(code, found): (Option<usize>, Result<AlphaU, Undefined>)| {
                    self.answer(name, "squared length", code, found.map(|found| estimate(code, found)))
                };
                all.map(answer).collect()
            }
            OfSpans::Gamma => one(&of_gamma, sampled(&self.gamma).map(Gamma::estimate)),
            OfSpans::GammaCat | OfSpans::GammaCatInPygamma => {
                let gamma = sampled(if kind == OfSpans::GammaCat { &self.gamma } else { &self.in_pygamma });
                let how = gamma.as_ref().ok().and_then(|gamma| how_sampled(gamma, &gamma.cat, spanning.precision));
                let mut found = gamma.and_then(Gamma::cat_estimate);
                if let (OfSpans::GammaCatInPygamma, Ok(estimate)) = (kind, &mut found) {
                    // Segments without a counterpart count as unlike.
                    estimate.pairable = estimate.units;
                }
                vec![Measured { caveat: how, ..self.answer(name, &of_gamma, None, found) }]
            }
            OfSpans::GammaK => codes
                .map(|code| {
                    let gamma = sampled(&self.gamma);
                    let how =
                        gamma.as_ref().ok().and_then(|gamma| how_sampled(gamma, &gamma.k[code], spanning.precision));
                    let found = gamma.and_then(|gamma| gamma.k_estimate(code));
                    Measured { caveat: how, ..self.answer(name, &of_gamma, Some(code), found) }
                })
                .collect(),
            OfSpans::GammaDisorder => {
                one(&of_gamma, sampled(&self.gamma).map(|found| self.plain(found.gamma.observed_disorder, None)))
            }
            OfSpans::GammaCatDisorder | OfSpans::GammaCatDisorderInPygamma => {
                let gamma = if kind == OfSpans::GammaCatDisorder { &self.gamma } else { &self.in_pygamma };
                let found = sampled(gamma).and_then(|found| found.cat.as_ref().map_err(Undefined::clone));
                one(&of_gamma, found.map(|found| self.plain(found.observed_disorder, None)))
            }
            OfSpans::F1 | OfSpans::Precision | OfSpans::Recall => {
                let found = |&rule| {
                    let (outcome, caveat) = match self.found_again(kind, rule) {
                        Ok((value, caveat)) => (Ok(self.plain(value, None)), caveat),
                        Err(undefined) => (Err(undefined), None),
                    };
                    Measured { caveat, ..self.answer(name, &match_name(rule), None, outcome) }
                };
                spanning.matches.iter().map(found).collect()
            }
            OfSpans::CharacterPercent | OfSpans::CharacterKappa => codes
                .map(|code| {
                    let found = self.characters(code, kind == OfSpans::CharacterPercent);
                    self.answer(name, "characters", Some(code), found)
                })
                .collect(),
            _ => one(
                &format!("n_t={}", spanning.near),
                self.boundaries(kind, spanning.near).map(|value| self.plain(value, None)),
            ),
        }
    }

    fn unitized(
        &self,
        code: Option<usize>,
        alpha: impl Fn(&Intersections) -> Result<UnitizedAlpha, Undefined>,
    ) -> Outcome {
        let found = alpha(self.sums.as_ref().map_err(Undefined::clone)?)?;
        Ok(Estimate { observed: Some(found.observed), expected: Some(found.expected), ..self.plain(found.value, code) })
    }

    fn of_alpha_u(&self, found: &AlphaU, code: Option<usize>) -> Estimate {
        let agreement = |disagreement: f64| Some(1.0 - disagreement);
        Estimate {
            observed: agreement(found.observed_disagreement),
            expected: agreement(found.expected_disagreement),
            ..self.plain(found.value, code)
        }
    }

    /// NVivo's kappa, or percentage, of one code.
    fn characters(&self, code: usize, percent: bool) -> Outcome {
        if self.coders.len() != 2 {
            return Err(Undefined::NotTwoCoders { coders: self.coders.len() });
        }
        let found = character_kappa(&character_table(self.texts, code, 0, 1)?)?;
        let value = if percent { found.observed } else { found.value };
        let characters = self.texts.iter().map(Continuum::length).sum();
        Ok(Estimate {
            observed: Some(found.observed),
            expected: Some(found.expected),
            units: characters,
            pairable: characters,
            ..self.plain(value, Some(code))
        })
    }

    /// How many of the segments of one coder the other found too.
    fn found_again(&self, kind: OfSpans, rule: SpanMatch) -> Result<(f64, Option<Caveat>), Undefined> {
        match kind {
            OfSpans::F1 => {
                let SpanAgreement { pairs, mean_f1, pairs_left_out: left_out, .. } = span_agreement(self.texts, rule)?;
                Ok((mean_f1, (left_out > 0).then_some(Caveat::NothingMarked { pairs: pairs.len(), left_out })))
            }
            _ if self.coders.len() != 2 => Err(Undefined::NotTwoCoders { coders: self.coders.len() }),
            OfSpans::Precision => Ok((span_counts(self.texts, 0, 1, rule)?.precision()?, None)),
            _ => Ok((span_counts(self.texts, 0, 1, rule)?.recall()?, None)),
        }
    }

    /// How far the coders agree on where segments begin and end, whatever their codes.
    fn boundaries(&self, kind: OfSpans, near: u64) -> Result<f64, Undefined> {
        let texts: Vec<Vec<Segmentation>> = self
            .texts
            .iter()
            .map(|text| text.coders().iter().map(|segments| borders(text, segments)).collect())
            .collect();
        let mean = |compare: &dyn Fn(&Segmentation, &Segmentation) -> Result<f64, Undefined>| {
            mean_over_pairs(&texts, compare).map(|found| found.mean)
        };
        match kind {
            OfSpans::BoundarySimilarity => mean(&|one, other| boundary_similarity(one, other, near)),
            OfSpans::SegmentationSimilarity => mean(&|one, other| segmentation_similarity(one, other, near)),
            OfSpans::Pk => mean(&|reference, other| pk(reference, other, None)),
            OfSpans::WindowDiff => mean(&|reference, other| window_diff(reference, other, None)),
            OfSpans::BoundaryPi => segmentation_agreement(&texts, Similarity::Boundary, near).map(|found| found.pi),
            _ => segmentation_agreement(&texts, Similarity::Boundary, near).map(|found| found.kappa),
        }
    }

    /// A value without more; its units are the segments, or those of the code that it is about.
    fn plain(&self, value: f64, code: Option<usize>) -> Estimate {
        let all = self.texts.iter().flat_map(Continuum::coders).flatten();
        let segments = all.filter(|segment| code.is_none_or(|code| segment.code == code)).count() as u64;
        Estimate {
            value,
            observed: None,
            expected: None,
            standard_error: None,
            interval: None,
            p_value: None,
            units: segments,
            coders: self.coders.len(),
            pairable: segments,
            missing_cells: 0,
        }
    }
}

/// How the expectation of one of the gammas was sampled.
fn how_sampled(gamma: &Gamma, value: &Result<GammaValue, Undefined>, asked: f64) -> Option<Caveat> {
    let value = value.as_ref().ok()?;
    // The lower end is 1 − observed over the lower end of what is expected.
    let lowest = value.interval.as_ref().map(|interval| value.observed_disorder / (1.0 - interval.low));
    let precision = lowest.filter(|_| value.observed_disorder > 0.0).map(|low| 1.0 - low / value.expected_disorder);
    let drawn = gamma.gamma.samples;
    Some(Caveat::Sampled { drawn, left_out: drawn - value.samples, precision, asked })
}

fn sampled(found: &Option<Result<Gamma, Undefined>>) -> Result<&Gamma, Undefined> {
    found.as_ref().ok_or(Undefined::NoSegments)?.as_ref().map_err(Undefined::clone)
}

/// Where a coder's segments begin and end inside the text.
fn borders(text: &Continuum, segments: &[Segment]) -> Segmentation {
    let places = segments.iter().flat_map(|segment| [segment.start, segment.end]);
    let mut places: Vec<u64> = places.filter(|&place| place > text.start() && place < text.end()).collect();
    places.sort_unstable();
    places.dedup();
    let places: Vec<u64> = places.into_iter().map(|place| place - text.start()).collect();
    Segmentation::from_boundaries(text.length(), &places).expect("the places lie inside the text, in order")
}

fn match_name(rule: SpanMatch) -> String {
    match rule {
        SpanMatch::Exact => "exact".to_owned(),
        SpanMatch::Overlap => "overlap".to_owned(),
        SpanMatch::Iou(share) => format!("iou>={share}"),
        SpanMatch::Characters => "characters".to_owned(),
    }
}
