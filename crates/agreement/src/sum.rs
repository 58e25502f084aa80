/// Adds in ascending order, so that the last digit does not depend on the order of units or categories.
pub(crate) fn sorted_sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut terms: Vec<f64> = terms.into_iter().collect();
    terms.sort_unstable_by(f64::total_cmp);
    terms.into_iter().sum()
}
