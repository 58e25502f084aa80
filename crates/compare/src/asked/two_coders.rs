use qualkit_agreement::{
    Confidence, Estimate, Interval, MarginalTest, Measure, Options, Outcome, Ratings, TwoByTwo, Undefined, bhapkar,
    cohen_kappa_max, cohen_kappa_null_test, confusion, stuart_maxwell, two_by_two, two_coder_table,
};

use crate::RatingsTable;

/// Statistics of the table of two coders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TwoCoders {
    NullTest,
    LargestKappa,
    PrevalenceIndex(Shares),
    BiasIndex(Shares),
    /// The agreement that Cohen's kappa expects by chance.
    CohenExpected,
    StuartMaxwell,
    Bhapkar,
    Pabak,
    /// With the variance of the cross-table.
    Table(Measure),
}

/// What an interval of an index takes its two shares to be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shares {
    OfSameUnits,
    /// Of different units, as the R package epiR does.
    InEpir,
}

/// Names that are answered and are not among all: the indices with the intervals of the R package epiR, and what
/// another measure holds as expected.
pub(super) const ALIASES: [(&str, TwoCoders); 3] = [
    ("prevalence_index_epir", TwoCoders::PrevalenceIndex(Shares::InEpir)),
    ("bias_index_epir", TwoCoders::BiasIndex(Shares::InEpir)),
    ("cohen_kappa_pe", TwoCoders::CohenExpected),
];

pub(super) const ALL: [(&str, TwoCoders); 13] = [
    ("cohen_kappa_null_test", TwoCoders::NullTest),
    ("cohen_kappa_max", TwoCoders::LargestKappa),
    ("prevalence_index", TwoCoders::PrevalenceIndex(Shares::OfSameUnits)),
    ("bias_index", TwoCoders::BiasIndex(Shares::OfSameUnits)),
    ("stuart_maxwell_chisq", TwoCoders::StuartMaxwell),
    ("bhapkar_chisq", TwoCoders::Bhapkar),
    ("pabak", TwoCoders::Pabak),
    ("percent_agreement_table", TwoCoders::Table(Measure::PercentAgreement)),
    ("cohen_kappa_table", TwoCoders::Table(Measure::CohenKappa)),
    ("scott_pi_table", TwoCoders::Table(Measure::ScottPi)),
    ("gwet_ac_table", TwoCoders::Table(Measure::GwetAc)),
    ("brennan_prediger_table", TwoCoders::Table(Measure::BrennanPrediger)),
    ("krippendorff_alpha_table", TwoCoders::Table(Measure::KrippendorffAlpha)),
];

impl TwoCoders {
    /// Whether its value is that of a test.
    pub(super) fn is_test(self) -> bool {
        matches!(self, TwoCoders::NullTest | TwoCoders::StuartMaxwell | TwoCoders::Bhapkar)
    }
}

/// Which categories a statistic is about, each taken against all others: one outcome for each. With two categories the
/// first, or of a code, which is absent or present, the presence; `None` stands for all categories together.
pub(super) fn categories(kind: TwoCoders, table: &RatingsTable, ratings: &Ratings) -> Vec<Option<usize>> {
    let of_one = matches!(kind, TwoCoders::PrevalenceIndex(_) | TwoCoders::BiasIndex(_))
        && ratings.names_coders()
        && ratings.coders() == 2;
    match ratings.categories() {
        _ if !of_one => vec![None],
        2 => vec![Some(usize::from(table.categories == super::by_code::ABSENT_OR_PRESENT))],
        all => (0..all).map(Some).collect(),
    }
}

/// A statistic of the table of two coders, about all categories or one.
pub(super) fn outcome(kind: TwoCoders, category: Option<usize>, ratings: &Ratings, options: &Options) -> Outcome {
    let base = confusion(ratings)?;
    let plain = Estimate::plain(0.0, ratings, base.units());
    let value = |value: f64| Ok(Estimate { value, ..plain.clone() });
    let test =
        |found: MarginalTest| Ok(Estimate { value: found.statistic, p_value: Some(found.p_value), ..plain.clone() });
    let index = |index: fn(&TwoByTwo) -> f64, interval: fn(&TwoByTwo, Confidence) -> Option<Interval>| {
        let found = two_by_two(ratings, category.unwrap_or_default())?;
        Ok(Estimate { value: index(&found), interval: interval(&found, options.confidence), ..plain.clone() })
    };
    match kind {
        TwoCoders::NullTest => {
            let found = cohen_kappa_null_test(ratings, options)?;
            Ok(Estimate { value: found.value, p_value: Some(found.p_value), ..plain })
        }
        TwoCoders::LargestKappa => value(cohen_kappa_max(&base)?),
        TwoCoders::PrevalenceIndex(Shares::OfSameUnits) => {
            index(TwoByTwo::prevalence_index, TwoByTwo::prevalence_interval)
        }
        TwoCoders::PrevalenceIndex(Shares::InEpir) => {
            index(TwoByTwo::prevalence_index, TwoByTwo::prevalence_interval_in_epir)
        }
        TwoCoders::BiasIndex(Shares::OfSameUnits) => index(TwoByTwo::bias_index, TwoByTwo::bias_interval),
        TwoCoders::BiasIndex(Shares::InEpir) => index(TwoByTwo::bias_index, TwoByTwo::bias_interval_in_epir),
        TwoCoders::CohenExpected => {
            let expected = match Measure::CohenKappa.estimate(ratings, options) {
                Ok(found) => found.expected,
                Err(undefined) => Some(undefined.chance().ok_or(undefined)?.expected),
            };
            value(expected.expect("a kappa that has a value has an expectation"))
        }
        TwoCoders::StuartMaxwell => test(stuart_maxwell(&base)?),
        TwoCoders::Bhapkar => test(bhapkar(&base)?),
        TwoCoders::Pabak => pabak(ratings, plain, options),
        TwoCoders::Table(measure) => two_coder_table(ratings, measure, options),
    }
}

/// 2p_o − 1 of two categories, with an exact interval.
fn pabak(ratings: &Ratings, plain: Estimate, options: &Options) -> Outcome {
    let categories = ratings.categories();
    if categories != 2 {
        return Err(Undefined::NotTwoCategories { categories });
    }
    let found = two_by_two(ratings, 0)?.pabak(options)?;
    Ok(Estimate { value: found.value, interval: Some(found.interval), ..plain })
}
