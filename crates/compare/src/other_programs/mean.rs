/// A sum that does not depend on the order of its terms.
pub(super) fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    let mut terms: Vec<f64> = terms.collect();
    terms.sort_by(f64::total_cmp);
    terms.into_iter().sum()
}

/// The mean of values, each with its weight; `None` without any weight.
pub(super) fn weighted_mean(values: &[(f64, u64)]) -> Option<f64> {
    let weight: u64 = values.iter().map(|(_, weight)| weight).sum();
    (weight > 0).then(|| sum(values.iter().map(|&(value, weight)| value * weight as f64)) / weight as f64)
}
