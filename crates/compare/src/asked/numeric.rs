use qualkit_agreement::{
    CorrelationAverage, Estimate, FinnModel, IccForm, Level, MeanCorrelation, Outcome, Ratings, Scores, Ties,
    Undefined, finn, icc, kendall_w, lin_concordance, mean_pearson, mean_spearman, robinson_a,
};

use super::Asked;
use crate::ratings_table::numbers;
use crate::{Caveat, NoUncertainty, RatingsTable};

/// Statistics of categories that are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeric {
    Icc(IccForm),
    /// With the test and the interval that the R package irr gives.
    IccInIrr(IccForm),
    LinConcordance,
    KendallW(Ties),
    MeanPearson,
    MeanSpearman,
    Finn,
    Robinson,
}

pub(super) const ALL: [(&str, Numeric); 13] = [
    ("icc_1_1", Numeric::Icc(IccForm::OneWaySingle)),
    ("icc_2_1", Numeric::Icc(IccForm::AgreementSingle)),
    ("icc_3_1", Numeric::Icc(IccForm::ConsistencySingle)),
    ("icc_1_k", Numeric::Icc(IccForm::OneWayAverage)),
    ("icc_2_k", Numeric::Icc(IccForm::AgreementAverage)),
    ("icc_3_k", Numeric::Icc(IccForm::ConsistencyAverage)),
    ("lin_ccc", Numeric::LinConcordance),
    ("kendall_w", Numeric::KendallW(Ties::Ignored)),
    ("kendall_w_tie_corrected", Numeric::KendallW(Ties::Corrected)),
    ("meancor", Numeric::MeanPearson),
    ("meanrho", Numeric::MeanSpearman),
    ("finn_twoway", Numeric::Finn),
    ("robinson", Numeric::Robinson),
];

/// The names under which the R package irr has the intraclass correlations, with its own tests and intervals; one way,
/// agreement and consistency are one.
pub(super) const ALIASES: [(&str, Numeric); 8] = [
    ("icc_oneway_agreement_single", Numeric::IccInIrr(IccForm::OneWaySingle)),
    ("icc_oneway_consistency_single", Numeric::IccInIrr(IccForm::OneWaySingle)),
    ("icc_oneway_agreement_average", Numeric::IccInIrr(IccForm::OneWayAverage)),
    ("icc_oneway_consistency_average", Numeric::IccInIrr(IccForm::OneWayAverage)),
    ("icc_twoway_agreement_single", Numeric::IccInIrr(IccForm::AgreementSingle)),
    ("icc_twoway_agreement_average", Numeric::IccInIrr(IccForm::AgreementAverage)),
    ("icc_twoway_consistency_single", Numeric::IccInIrr(IccForm::ConsistencySingle)),
    ("icc_twoway_consistency_average", Numeric::IccInIrr(IccForm::ConsistencyAverage)),
];

impl Numeric {
    /// The level of measurement that it takes the numbers to have.
    pub(super) fn level(self) -> &'static str {
        match self {
            Numeric::KendallW(_) => Level::Ordinal.name(),
            _ => Level::Interval.name(),
        }
    }
}

/// A statistic of the numbers that the categories are.
pub(super) fn outcome(kind: Numeric, table: &RatingsTable, ratings: &Ratings, asked: &Asked) -> Outcome {
    if !ratings.names_coders() {
        return Err(Undefined::CodersUnnamed);
    }
    if numbers(table.categories.iter().map(String::as_str)).is_none() {
        return Err(Undefined::NotNumbers);
    }
    let scores = Scores::from_ratings(ratings);
    match kind {
        Numeric::Icc(form) => icc(&scores, form, &asked.options).map(|found| found.estimate),
        Numeric::IccInIrr(form) => icc(&scores, form, &asked.options).map(|found| match found.in_irr {
            Some(in_irr) => {
                Estimate { p_value: Some(in_irr.test.p_value), interval: in_irr.interval, ..found.estimate }
            }
            None => found.estimate,
        }),
        Numeric::LinConcordance => lin_concordance(&scores, &asked.options).map(|found| found.estimate),
        Numeric::KendallW(ties) => kendall_w(&scores, ties).map(|found| found.estimate),
        Numeric::MeanPearson => mean_pearson(&scores, CorrelationAverage::FisherZ).map(|found| found.estimate),
        Numeric::MeanSpearman => mean_spearman(&scores, CorrelationAverage::FisherZ).map(|found| found.estimate),
        Numeric::Finn => {
            let (scores, levels) = in_steps(ratings)?;
            finn(&scores, levels, FinnModel::TwoWay).map(|found| found.estimate)
        }
        Numeric::Robinson => robinson_a(&scores),
    }
}

/// What has to be known of a mean of correlations.
pub(super) fn caveat(kind: Numeric, ratings: &Ratings) -> Option<Caveat> {
    let scores = Scores::from_ratings(ratings);
    let mean = match kind {
        Numeric::MeanPearson => mean_pearson(&scores, CorrelationAverage::FisherZ).ok()?,
        Numeric::MeanSpearman => mean_spearman(&scores, CorrelationAverage::FisherZ).ok()?,
        _ => return None,
    };
    let MeanCorrelation { pairs, perfect, .. } = mean;
    (0 < perfect && perfect < pairs).then_some(Caveat::PerfectLeftOut { pairs, perfect })
}

/// Why a statistic that has a formula for its interval has none on these scores.
pub(super) fn no_interval(kind: Numeric, outcome: &Outcome) -> Option<NoUncertainty> {
    let estimate = outcome.as_ref().ok().filter(|estimate| estimate.interval.is_none())?;
    match kind {
        Numeric::Icc(_) | Numeric::IccInIrr(_) if estimate.value >= 1.0 => Some(NoUncertainty::NoResidual),
        Numeric::Icc(_) | Numeric::IccInIrr(_) => Some(NoUncertainty::NoDegrees),
        Numeric::LinConcordance if estimate.pairable <= 2 => Some(NoUncertainty::TwoUnits),
        Numeric::LinConcordance => Some(NoUncertainty::NoCorrelation),
        _ => None,
    }
}

/// Scores in steps of the scale that the declared categories are, and how many levels it has.
fn in_steps(ratings: &Ratings) -> Result<(Scores, u64), Undefined> {
    let scores = ratings.scores();
    if let [low, next, ..] = scores[..] {
        let step = next - low;
        let is_even = |(rank, score): (usize, &f64)| ((score - low) / step - rank as f64).abs() < 1e-6;
        if !scores.iter().enumerate().all(is_even) {
            return Err(Undefined::UnevenSteps);
        }
    }
    let ranks = (1..=scores.len()).map(|rank| rank as f64).collect();
    let ranked = ratings.clone().with_scores(ranks).expect("there is one rank for each category");
    Ok((Scores::from_ratings(&ranked), scores.len() as u64))
}
