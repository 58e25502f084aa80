/// Gives the distance of sets taken as wholes, each with its codes in ascending order: 0 if equal, 1 if not.
///
/// ```text
/// [A ≠ B]
/// ```
///
/// With it [`set_alpha`](crate::set_alpha) is nominal alpha with each set as a category.
///
/// # Source
///
/// Krippendorff (2011), *Computing Krippendorff's alpha-reliability*: the nominal metric.
///
/// # Example
///
/// ```
/// use qualkit_agreement::equal_distance;
/// assert_eq!((equal_distance(&[1, 2], &[1, 2]), equal_distance(&[1, 2], &[1, 2, 3])), (0.0, 1.0));
/// ```
pub fn equal_distance(first: &[usize], second: &[usize]) -> f64 {
    if first == second { 0.0 } else { 1.0 }
}

/// Gives Jaccard's distance of two sets, each with its codes in ascending order.
///
/// ```text
/// 1 − |A ∩ B| / |A ∪ B|      0 for two empty sets
/// ```
///
/// # Source
///
/// Jaccard (1912), *New Phytologist* 11:37–50.
///
/// # Example
///
/// Worked by hand: 1 − 2/4.
///
/// ```
/// assert_eq!(qualkit_agreement::jaccard_distance(&[1, 2], &[1, 2, 3, 4]), 0.5);
/// ```
pub fn jaccard_distance(first: &[usize], second: &[usize]) -> f64 {
    let (shared, together) = overlap(first, second);
    if together == 0 { 0.0 } else { (together - shared) as f64 / together as f64 }
}

/// Gives Passonneau's MASI distance of two sets, each with its codes in ascending order.
///
/// ```text
/// 1 − J·M      J = |A ∩ B| / |A ∪ B|, 1 for two empty sets
/// M = 1 if A = B, 2/3 if one contains the other, 1/3 if they overlap, 0 if they have nothing in common
/// ```
///
/// The empty set has nothing in common with any other. Some programs compute (1 − J)(1 − M), which is another distance.
///
/// # Source
///
/// Passonneau (2006), *Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation*, Proc.
/// LREC, pp. 831–836.
///
/// # Example
///
/// Worked by hand: 1 − ½ · 2/3 and 1 − 1/3 · 1/3.
///
/// ```
/// use qualkit_agreement::masi_distance;
/// assert_eq!(masi_distance(&[1, 2], &[1, 2, 3, 4]), 2.0 / 3.0);
/// assert_eq!(format!("{:.3}", masi_distance(&[1, 2], &[2, 3])), "0.889");
/// ```
pub fn masi_distance(first: &[usize], second: &[usize]) -> f64 {
    let (shared, together) = overlap(first, second);
    if shared == together {
        return 0.0;
    }
    let thirds = match shared {
        0 => 0,
        _ if shared == first.len() || shared == second.len() => 2,
        _ => 1,
    };
    (3 * together - thirds * shared) as f64 / (3 * together) as f64
}

/// Gives Dice's distance of two sets, each with its codes in ascending order.
///
/// ```text
/// 1 − 2|A ∩ B| / (|A| + |B|)      0 for two empty sets
/// ```
///
/// # Source
///
/// Dice (1945), *Ecology* 26:297–302.
///
/// # Example
///
/// Worked by hand: 1 − 2 · 2/6.
///
/// ```
/// assert!((qualkit_agreement::dice_distance(&[1, 2], &[1, 2, 3, 4]) - 1.0 / 3.0).abs() < 1e-15);
/// ```
pub fn dice_distance(first: &[usize], second: &[usize]) -> f64 {
    let (shared, _) = overlap(first, second);
    let both = first.len() + second.len();
    if both == 0 { 0.0 } else { (both - 2 * shared) as f64 / both as f64 }
}

/// Counts the codes that are in both, and in either.
pub(super) fn overlap(first: &[usize], second: &[usize]) -> (usize, usize) {
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (first.get(a), second.get(b)) {
        shared += usize::from(x == y);
        a += usize::from(x <= y);
        b += usize::from(y <= x);
    }
    (shared, first.len() + second.len() - shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_empty_sets_are_equal_and_an_empty_one_is_far_from_any_other() {
        for distance in [equal_distance, jaccard_distance, masi_distance, dice_distance] {
            assert_eq!((distance(&[], &[]), distance(&[], &[1]), distance(&[1, 3], &[1, 3])), (0.0, 1.0, 0.0));
            assert_eq!(distance(&[0, 1], &[2]), 1.0);
        }
    }

    #[test]
    fn a_subset_is_nearer_than_a_set_that_only_overlaps() {
        assert_eq!((masi_distance(&[1], &[1, 2]), masi_distance(&[0, 1], &[1, 2])), (2.0 / 3.0, 8.0 / 9.0));
        assert_eq!((dice_distance(&[1], &[1, 2]), dice_distance(&[0, 1], &[1, 2])), (1.0 / 3.0, 0.5));
    }
}
