use qualkit_agreement::{
    CorrelationAverage, FinnModel, IccForm, Level, Outcome, Ratings, Scores, Ties, Undefined, finn, icc, kendall_w,
    lin_concordance, mean_pearson, mean_spearman, robinson_a,
};

use super::Asked;
use crate::RatingsTable;

/// Statistics of categories that are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeric {
    Icc(IccForm),
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

/// McGraw and Wong's names of the intraclass correlations; one way, agreement and consistency are one.
pub(super) const ALIASES: [(&str, Numeric); 8] = [
    ("icc_oneway_agreement_single", Numeric::Icc(IccForm::OneWaySingle)),
    ("icc_oneway_consistency_single", Numeric::Icc(IccForm::OneWaySingle)),
    ("icc_oneway_agreement_average", Numeric::Icc(IccForm::OneWayAverage)),
    ("icc_oneway_consistency_average", Numeric::Icc(IccForm::OneWayAverage)),
    ("icc_twoway_agreement_single", Numeric::Icc(IccForm::AgreementSingle)),
    ("icc_twoway_agreement_average", Numeric::Icc(IccForm::AgreementAverage)),
    ("icc_twoway_consistency_single", Numeric::Icc(IccForm::ConsistencySingle)),
    ("icc_twoway_consistency_average", Numeric::Icc(IccForm::ConsistencyAverage)),
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
    if table.categories.iter().any(|label| label.parse::<f64>().is_err()) {
        return Err(Undefined::NotNumbers);
    }
    let scores = Scores::from_ratings(ratings);
    match kind {
        Numeric::Icc(form) => icc(&scores, form, &asked.options).map(|found| found.estimate),
        Numeric::LinConcordance => lin_concordance(&scores, &asked.options).map(|found| found.estimate),
        Numeric::KendallW(ties) => kendall_w(&scores, ties).map(|found| found.estimate),
        Numeric::MeanPearson => mean_pearson(&scores, CorrelationAverage::Plain).map(|found| found.estimate),
        Numeric::MeanSpearman => mean_spearman(&scores, CorrelationAverage::Plain).map(|found| found.estimate),
        Numeric::Finn => finn(&scores, levels(ratings), FinnModel::TwoWay).map(|found| found.estimate),
        Numeric::Robinson => robinson_a(&scores),
    }
}

/// How many levels the scale has: the declared categories.
fn levels(ratings: &Ratings) -> u64 {
    ratings.categories() as u64
}
