use crate::sum::sorted_sum;
use crate::{Chance, Outcome, Undefined};

/// Agreement over several codes taken together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled {
    /// The pooled coefficient.
    pub value: f64,
    /// Mean observed agreement over the codes pooled.
    pub observed: f64,
    /// Mean expected agreement over the codes pooled.
    pub expected: f64,
    /// Codes pooled.
    pub codes: usize,
    /// Those of them that have no coefficient of their own because only one category was used.
    pub one_category_only: usize,
    /// Codes left out, because nothing could be observed on them.
    pub left_out: usize,
}

/// Pools the same measure over several codes: one outcome per code.
///
/// ```text
/// (p̄_o − p̄_e) / (1 − p̄_e)      p̄_o, p̄_e means of observed and expected agreement over codes
/// ```
///
/// Each code weighs the same. Steadier than the mean of the coefficients, which a single rare code can ruin. It may be
/// used with Cohen's or Fleiss' kappa, and with alpha (observed 1 − D_o, expected 1 − D_e); all outcomes must be of
/// one measure.
///
/// A code on which only one category was used (nobody ever applied it, say) has no coefficient of its own, but *does*
/// enter the pool: its observed and its expected agreement are both 1. A code on which nothing can be observed (no unit
/// with two ratings) is left out and counted.
///
/// # Undefined when
///
/// No code can be pooled, for the reason that all codes share or else [`Undefined::NothingPairable`]; or only one
/// category was used on every one of them.
///
/// # Source
///
/// De Vries, Elliott, Kanouse and Teleki (2008), *Field Methods* 20:272–282.
///
/// # Example
///
/// Two of Cohen's (1960) tables, p. 37 and p. 45, as if they were two codes.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, cohen_kappa, pooled};
/// let first = Ratings::from_confusion(&[[25, 12, 3], [13, 2, 15], [12, 16, 2]])?;
/// let second = Ratings::from_confusion(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]])?;
/// let kappas = [first, second].map(|ratings| cohen_kappa(&ratings, &Options::default()));
/// let pooled = pooled(&kappas)?;
/// // Observed .29 and .70, expected .35 and .41: (.495 − .380) / (1 − .380)
/// assert_eq!(format!("{:.3}", pooled.value), "0.185");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pooled<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Result<Pooled, Undefined> {
    let mut chances: Vec<Chance> = Vec::new();
    let (mut one_category_only, mut left_out) = (0, 0);
    let mut reasons: Vec<&Undefined> = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(estimate) => match estimate.chance() {
                Some(chance) => chances.push(chance),
                None => left_out += 1,
            },
            Err(undefined) => match undefined.chance() {
                Some(chance) => {
                    one_category_only += 1;
                    chances.push(chance);
                }
                None => {
                    left_out += 1;
                    reasons.push(undefined);
                }
            },
        }
    }
    if chances.is_empty() {
        let shared = reasons.first().filter(|first| reasons.iter().all(|reason| reason == *first));
        return Err(shared.map_or(Undefined::NothingPairable, |&reason| reason.clone()));
    }
    let codes = chances.len();
    if one_category_only == codes {
        return Err(Undefined::OneCategoryOnly);
    }
    let observed = sorted_sum(chances.iter().map(|chance| chance.observed)) / codes as f64;
    let expected = sorted_sum(chances.iter().map(|chance| chance.expected)) / codes as f64;
    let value = Chance { observed, expected }.corrected()?;
    Ok(Pooled { value, observed, expected, codes, one_category_only, left_out })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Ratings, cohen_kappa};

    fn kappa(table: [[u64; 2]; 2]) -> Outcome {
        cohen_kappa(&Ratings::from_confusion(&table).unwrap(), &Options::default())
    }

    #[test]
    fn a_code_nobody_used_enters_with_both_proportions_one() {
        let used = kappa([[40, 5], [5, 50]]);
        let alone = used.clone().unwrap();
        let pooled = pooled(&[used, kappa([[100, 0], [0, 0]])]).unwrap();
        assert_eq!((pooled.codes, pooled.one_category_only, pooled.left_out), (2, 1, 0));
        let chance = alone.chance().unwrap();
        assert_eq!(pooled.observed, (chance.observed + 1.0) / 2.0);
        assert_eq!(pooled.expected, (chance.expected + 1.0) / 2.0);
        assert!((pooled.value - alone.value).abs() < 1e-15);
    }

    #[test]
    fn a_code_with_nothing_to_compare_is_left_out_and_counted() {
        let outcomes = [kappa([[4, 1], [1, 5]]), Err(Undefined::NothingPairable)];
        let pooled = pooled(&outcomes).unwrap();
        assert_eq!((pooled.codes, pooled.left_out), (1, 1));
    }

    #[test]
    fn the_order_of_codes_does_not_change_a_digit() {
        let codes = [kappa([[40, 5], [7, 50]]), kappa([[1, 2], [3, 90]]), kappa([[11, 0], [3, 9]])];
        let turned = [codes[2].clone(), codes[0].clone(), codes[1].clone()];
        assert_eq!(pooled(&codes), pooled(&turned));
    }

    #[test]
    fn where_no_code_has_a_value_their_common_reason_is_told() {
        let three = || Err(Undefined::NotTwoCoders { coders: 3 });
        assert_eq!(pooled(&[three(), three()]), Err(Undefined::NotTwoCoders { coders: 3 }));
        assert_eq!(pooled(&[three(), Err(Undefined::NoUnits)]), Err(Undefined::NothingPairable));
    }

    #[test]
    fn nothing_to_pool_is_undefined() {
        assert_eq!(pooled(&[]), Err(Undefined::NothingPairable));
        assert_eq!(pooled(&[Err(Undefined::OneCategoryOnly)]), Err(Undefined::OneCategoryOnly));
    }
}
