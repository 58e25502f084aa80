use crate::{Confusion, Undefined};

/// Gives the largest kappa that the two coders' totals allow.
///
/// ```text
/// κ_max = (Σ_k min(p_k·, p_·k) − p_e) / (1 − p_e)      p_e = Σ_k p_k· p_·k
///
/// p_k·, p_·k   shares of units that the first and the second coder put into category k
/// ```
///
/// Below 1 where the coders used the categories unequally often: no way of placing their ratings would have given
/// more.
///
/// # Undefined when
///
/// Both coders used one and the same category only.
///
/// # Source
///
/// Cohen (1960), *Educational and Psychological Measurement* 20:37–46, p. 42.
///
/// # Example
///
/// Cohen (1960), p. 45: .831, where kappa is .492.
///
/// ```
/// use qualkit_agreement::{Ratings, cohen_kappa_max, confusion};
/// let table = confusion(&Ratings::from_confusion(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]])?)?;
/// // .41 is expected; the totals 120 : 60 : 20 and 100 : 60 : 40 allow agreement on .90.
/// assert_eq!(format!("{:.3}", cohen_kappa_max(&table)?), "0.831");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cohen_kappa_max(table: &Confusion) -> Result<f64, Undefined> {
    let units = u128::from(table.units());
    let (first, second) = (table.first_totals(), table.second_totals());
    let pairs = || first.iter().zip(&second).map(|(&first, &second)| (u128::from(first), u128::from(second)));
    let expected: u128 = pairs().map(|(first, second)| first * second).sum();
    let largest: u128 = units * pairs().map(|(first, second)| first.min(second)).sum::<u128>();
    if expected == units * units {
        return Err(Undefined::OneCategoryOnly);
    }
    // The larger total is at most all units, so the smaller is at least their product's share.
    Ok((largest - expected) as f64 / (units * units - expected) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ratings, confusion};

    fn max(table: &[[u64; 2]; 2]) -> Result<f64, Undefined> {
        cohen_kappa_max(&confusion(&Ratings::from_confusion(table).unwrap()).unwrap())
    }

    #[test]
    fn equal_totals_allow_one_and_disjoint_ones_nothing() {
        assert_eq!(max(&[[3, 2], [2, 5]]), Ok(1.0));
        assert_eq!(max(&[[0, 5], [0, 0]]), Ok(0.0));
        assert_eq!(max(&[[5, 0], [0, 0]]), Err(Undefined::OneCategoryOnly));
    }
}
