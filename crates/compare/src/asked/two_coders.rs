use qualkit_agreement::{
    Estimate, MarginalTest, Options, Outcome, Ratings, TwoByTwo, Undefined, bhapkar, cohen_kappa_max,
    cohen_kappa_null_test, confusion, stuart_maxwell, two_by_two,
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
}

pub(super) const ALL: [(&str, TwoCoders); 6] = [
    ("cohen_kappa_null_test", TwoCoders::NullTest),
    ("cohen_kappa_max", TwoCoders::LargestKappa),
    ("prevalence_index", TwoCoders::PrevalenceIndex),
    ("bias_index", TwoCoders::BiasIndex),
    ("stuart_maxwell_chisq", TwoCoders::StuartMaxwell),
    ("bhapkar_chisq", TwoCoders::Bhapkar),
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
    }
}
