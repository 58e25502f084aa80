use crate::{Counts, Undefined};

/// How far coders agree where one of them chose a category.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpecificAgreement {
    /// The share of pairs that agree; 1 if whoever chose the category was always followed.
    pub value: f64,
    /// Pairs of coders, the first of whom chose the category for a unit that the second rated too.
    pub pairs: u128,
    /// Those in which the second chose it as well.
    pub agreeing: u128,
}

/// Gives specific agreement on a category: if one coder chose it, how likely another did too.
///
/// ```text
/// Σ_i r_ik(r_ik − 1) / Σ_i r_ik(r_i − 1)
///
/// r_ik   coders who put unit i into category k      r_i   coders who rated unit i
/// ```
///
/// For two coders 2n_kk/(n_k· + n_·k), the F measure of one against the other. For a code that is present or absent
/// this is positive agreement of the one and negative agreement of the other category. With more coders each pair of
/// ratings of a unit counts once in each direction, so a unit weighs the more the more coders rated it. Units with
/// fewer than two ratings do not count.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no such category, no unit with two ratings, or none of these units was
/// put into the category by anyone.
///
/// # Source
///
/// Two coders: Dice (1945), *Ecology* 26:297–302; Cicchetti and Feinstein (1990), *Journal of Clinical Epidemiology*
/// 43:551–558. More coders: the same share of pairs of ratings.
///
/// # Example
///
/// ```
/// use qualkit_agreement::{Ratings, specific_agreement};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// // 2 · 50 / (60 + 70)
/// assert_eq!(format!("{:.4}", specific_agreement(&ratings.counts(), 1)?.value), "0.7692");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn specific_agreement(counts: &Counts, category: usize) -> Result<SpecificAgreement, Undefined> {
    let (coders, categories) = (counts.coders(), counts.categories());
    if category >= categories {
        return Err(Undefined::UnknownCategory { category, categories });
    }
    if counts.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    if counts.pairable() == 0 {
        return Err(Undefined::NothingPairable);
    }
    let (mut pairs, mut agreeing) = (0, 0);
    for row in counts.pairable_rows() {
        if let Some(&(_, chose)) = row.cells.iter().find(|&&(chosen, _)| chosen == category) {
            let (chose, times) = (u128::from(chose), u128::from(row.times));
            agreeing += times * chose * (chose - 1);
            pairs += times * chose * u128::from(row.ratings() - 1);
        }
    }
    if pairs == 0 {
        return Err(Undefined::CategoryNotUsed { category });
    }
    Ok(SpecificAgreement { value: agreeing as f64 / pairs as f64, pairs, agreeing })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ratings;

    #[test]
    fn three_coders_are_three_pairs_and_a_single_rating_none() {
        let rows = [[Some(0), Some(0), Some(1)], [Some(0), Some(0), None], [Some(0), None, None]];
        let counts = Ratings::from_rows(rows, 3).unwrap().counts();
        let first = specific_agreement(&counts, 0).unwrap();
        // First unit: two of four ordered pairs from a 0; second: two of two.
        assert_eq!((first.agreeing, first.pairs), (4, 6));
        assert_eq!(specific_agreement(&counts, 1).unwrap().value, 0.0);
        assert_eq!(specific_agreement(&counts, 2), Err(Undefined::CategoryNotUsed { category: 2 }));
        assert_eq!(specific_agreement(&counts, 3), Err(Undefined::UnknownCategory { category: 3, categories: 3 }));
    }
}
