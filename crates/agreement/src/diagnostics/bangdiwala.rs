use crate::sum::sorted_sum;
use crate::{Estimate, Interval, IntervalMethod, Options, Outcome, Ratings, Undefined, confusion};

/// Gives Bangdiwala's B: the share of the area of the agreement chart's rectangles that agreement fills.
///
/// ```text
/// B = Σ_k p_kk² / Σ_k p_k· p_·k
///
/// p_kk         share of units that both coders put into category k
/// p_k·, p_·k   share that the first and the second coder put there
/// ```
///
/// 0 if they agree on nothing, 1 if on everything. A unit that either coder did not rate is left out. Standard error
/// by the delta method for a multinomial table, √(Σ p_kl x_kl² / n) with x_kl the influence of a unit in cell kl; t
/// interval with n − 1 degrees of freedom, upper end cut at 1.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, no unit both have rated, or no category that both used.
///
/// # Source
///
/// Bangdiwala (1985), *Proceedings of the 45th International Statistical Institute Meeting*, 307–308; standard error
/// as in irrCAC 1.4.
///
/// # Example
///
/// ```
/// use qualkit_agreement::{Options, Ratings, bangdiwala_b};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// // (20² + 50²) / (30 · 40 + 70 · 60)
/// assert_eq!(format!("{:.4}", bangdiwala_b(&ratings, &Options::default())?.value), "0.5370");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bangdiwala_b(ratings: &Ratings, options: &Options) -> Outcome {
    let table = confusion(ratings)?;
    let (first, second) = (table.first_totals(), table.second_totals());
    let agreed: u128 =
        (0..table.categories()).map(|category| u128::from(table.get(category, category))).map(|n| n * n).sum();
    let area: u128 = first.iter().zip(&second).map(|(&first, &second)| u128::from(first) * u128::from(second)).sum();
    if area == 0 {
        return Err(Undefined::NoCommonCategory);
    }
    let value = agreed as f64 / area as f64;
    let standard_error = (table.units() >= 2).then(|| {
        let squares = table.cells().map(|(row, column, count)| {
            let agreeing = if row == column { 2.0 * count as f64 } else { 0.0 };
            let influence = agreeing - value * (second[row] + first[column]) as f64;
            // The influence's own mean is 2 Σ p_kk² − 2B Σ p_k· p_·k, which is 0.
            count as f64 * influence * influence
        });
        libm::sqrt(sorted_sum(squares)) / area as f64
    });
    let method = IntervalMethod::DeltaMethod { degrees_of_freedom: table.units() - 1 };
    Ok(Estimate {
        value,
        observed: None,
        expected: None,
        standard_error,
        interval: standard_error.map(|error| Interval::around(value, error, method, options)),
        p_value: None,
        units: ratings.units(),
        coders: ratings.coders(),
        pairable: table.units(),
        missing_cells: ratings.missing_cells(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_is_one_without_error_when_all_agree_and_zero_when_none() {
        let same = bangdiwala_b(&Ratings::from_confusion(&[[5, 0], [0, 3]]).unwrap(), &Options::default()).unwrap();
        assert_eq!((same.value, same.standard_error), (1.0, Some(0.0)));
        let other = bangdiwala_b(&Ratings::from_confusion(&[[0, 4], [3, 0]]).unwrap(), &Options::default()).unwrap();
        assert_eq!(other.value, 0.0);
        let apart = bangdiwala_b(&Ratings::from_confusion(&[[0, 4], [0, 0]]).unwrap(), &Options::default());
        assert_eq!(apart, Err(Undefined::NoCommonCategory));
    }
}
