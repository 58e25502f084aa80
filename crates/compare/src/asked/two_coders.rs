use qualkit_agreement::{
    Estimate, MarginalTest, Measure, Options, Outcome, Ratings, TwoByTwo, Undefined, bhapkar, cohen_kappa_max,
    cohen_kappa_null_test, confusion, stuart_maxwell, two_by_two, two_coder_table,
};

use crate::RatingsTable;

/// Statistics of the table of two coders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TwoCoders {
    NullTest,
    LargestKappa,
    PrevalenceIndex,
    BiasIndex,
    StuartMaxwell,
    Bhapkar,
    Pabak,
    /// With the variance of the cross-table.
    Table(Measure),
}

pub(super) const ALL: [(&str, TwoCoders); 13] = [
    ("cohen_kappa_null_test", TwoCoders::NullTest),
    ("cohen_kappa_max", TwoCoders::LargestKappa),
    ("prevalence_index", TwoCoders::PrevalenceIndex),
    ("bias_index", TwoCoders::BiasIndex),
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

/// A statistic of the table of two coders: one outcome, or one per category for those that take a category against all
/// others. With two categories those are about the first.
pub(super) fn outcomes(
    kind: TwoCoders,
    table: &RatingsTable,
    ratings: &Ratings,
    options: &Options,
) -> Vec<(Option<String>, Outcome)> {
    let about = |estimate: Estimate, value: f64, p_value: Option<f64>| Estimate {
        value,
        observed: None,
        expected: None,
        standard_error: None,
        interval: None,
        p_value,
        ..estimate
    };
    let base = match confusion(ratings) {
        Ok(table) => table,
        Err(undefined) => return vec![(None, Err(undefined))],
    };
    let plain = Estimate::plain(0.0, ratings, base.units());
    let test = |found: Result<MarginalTest, Undefined>| {
        vec![(None, found.map(|found| about(plain.clone(), found.statistic, Some(found.p_value))))]
    };
    let index = |index: fn(&TwoByTwo) -> f64| {
        let categories: Vec<usize> =
            if ratings.categories() == 2 { vec![0] } else { (0..ratings.categories()).collect() };
        let one = |category: usize| {
            let found = two_by_two(ratings, category).map(|found| about(plain.clone(), index(&found), None));
            (Some(table.categories[category].clone()), found)
        };
        categories.into_iter().map(one).collect()
    };
    match kind {
        TwoCoders::NullTest => {
            let found = cohen_kappa_null_test(ratings, options);
            vec![(None, found.map(|found| about(plain, found.value, Some(found.p_value))))]
        }
        TwoCoders::LargestKappa => vec![(None, cohen_kappa_max(&base).map(|value| about(plain, value, None)))],
        TwoCoders::PrevalenceIndex => index(TwoByTwo::prevalence_index),
        TwoCoders::BiasIndex => index(TwoByTwo::bias_index),
        TwoCoders::StuartMaxwell => test(stuart_maxwell(&base)),
        TwoCoders::Bhapkar => test(bhapkar(&base)),
        TwoCoders::Pabak => vec![(None, pabak(ratings, plain, options))],
        TwoCoders::Table(measure) => vec![(None, two_coder_table(ratings, measure, options))],
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
