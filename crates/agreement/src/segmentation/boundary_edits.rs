use std::cmp::Ordering;

use super::Segmentation;
use crate::Undefined;

/// What turns the boundaries of one segmentation into those of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryEdits {
    /// Boundaries both have at the same place.
    pub matches: u64,
    /// Boundaries that only the first has, near misses aside.
    pub only_first: u64,
    /// Boundaries that only the second has, near misses aside.
    pub only_second: u64,
    /// Near misses: a boundary of the first and the boundary of the second that it stands for.
    pub near_misses: Vec<(u64, u64)>,
    /// n_t, how many places a near miss may span.
    pub span: u64,
    /// Places where a boundary could be.
    pub potential_boundaries: u64,
}

impl BoundaryEdits {
    /// Counts edits and matches, each once: what B is a share of.
    pub fn pairs(&self) -> u64 {
        self.matches + self.only_first + self.only_second + self.near_misses.len() as u64
    }

    /// Adds up the edits, in n_t-ths: a missing boundary costs 1, a near miss its distance by n_t.
    pub(super) fn cost(&self) -> u128 {
        let moved: u128 = self.near_misses.iter().map(|&(first, second)| u128::from(first.abs_diff(second))).sum();
        moved + u128::from(self.only_first + self.only_second) * u128::from(self.span.max(1))
    }

    /// 1 − cost by so many.
    pub(super) fn similarity(&self, of: u64) -> f64 {
        let whole = u128::from(of) * u128::from(self.span.max(1));
        (whole - self.cost()) as f64 / whole as f64
    }
}

/// Compares the boundaries of two segmentations; those that are near each other count as moved.
///
/// `span` is Fournier's n_t, usually 2: how many neighbouring places a near miss may span, so that the boundaries are
/// at most n_t − 1 apart. With 1 there are no near misses. They are sought by increasing distance, and from the start
/// of the text for each distance; a boundary takes part in one at most.
///
/// # Undefined when
///
/// The segmentations are not of the same length.
///
/// # Source
///
/// Fournier (2013), *Evaluating text segmentation using boundary edit distance*, Proc. ACL, pp. 1702–1712.
///
/// # Example
///
/// ```
/// use qualkit_agreement::{Segmentation, boundary_edits};
/// let first = Segmentation::from_masses(&[2, 3, 6])?;
/// let second = Segmentation::from_masses(&[2, 2, 7])?;
/// let edits = boundary_edits(&first, &second, 2)?;
/// assert_eq!((edits.matches, edits.only_first, edits.only_second), (1, 0, 0));
/// assert_eq!(edits.near_misses, [(5, 4)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn boundary_edits(first: &Segmentation, second: &Segmentation, span: u64) -> Result<BoundaryEdits, Undefined> {
    if first.length != second.length {
        return Err(Undefined::LengthsDiffer { first: first.length, second: second.length });
    }
    let (mut alone, matches) = unmatched(&first.boundaries, &second.boundaries);
    let mut near_misses = Vec::new();
    for distance in 1..span.min(first.length) {
        let mut other = 0;
        for place in 0..alone.len() {
            while other < alone.len() && alone[other].place < alone[place].place + distance {
                other += 1;
            }
            let Some(&end) = alone.get(other) else { break };
            let start = alone[place];
            let apart = start.of_first != end.of_first && end.place - start.place == distance;
            if apart && !start.used && !end.used {
                alone[place].used = true;
                alone[other].used = true;
                near_misses.push(if start.of_first { (start.place, end.place) } else { (end.place, start.place) });
            }
        }
    }
    near_misses.sort_unstable();
    let left = |of_first| alone.iter().filter(|edge| !edge.used && edge.of_first == of_first).count() as u64;
    Ok(BoundaryEdits {
        matches,
        only_first: left(true),
        only_second: left(false),
        near_misses,
        span,
        potential_boundaries: first.potential_boundaries(),
    })
}

/// A boundary that the other segmentation does not have there.
#[derive(Clone, Copy)]
struct Alone {
    place: u64,
    of_first: bool,
    used: bool,
}

fn unmatched(first: &[u64], second: &[u64]) -> (Vec<Alone>, u64) {
    let (mut a, mut b, mut matches) = (0, 0, 0);
    let mut alone = Vec::new();
    while a < first.len() || b < second.len() {
        let order = match (first.get(a), second.get(b)) {
            (Some(x), Some(y)) => x.cmp(y),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        match order {
            Ordering::Equal => matches += 1,
            Ordering::Less => alone.push(Alone { place: first[a], of_first: true, used: false }),
            Ordering::Greater => alone.push(Alone { place: second[b], of_first: false, used: false }),
        }
        a += usize::from(order != Ordering::Greater);
        b += usize::from(order != Ordering::Less);
    }
    (alone, matches)
}

/// Gives boundary similarity B: how alike the boundaries of two segmentations are, of those placed by either.
///
/// ```text
/// B = 1 − (A + Σ_t d_t / n_t) / (A + T + M)
///
/// A     boundaries that only one has      M   boundaries both have
/// T     near misses, d_t their distances  n_t how many places a near miss may span; 2: neighbours
/// ```
///
/// # Undefined when
///
/// The segmentations are not of the same length, or neither has a boundary ([`Undefined::NoBoundaries`]; segeval says
/// 1).
///
/// # Source
///
/// Fournier (2013), Proc. ACL, pp. 1702–1712.
///
/// # Example
///
/// A boundary after the fifth unit instead of the fourth is half right: B = (1 + ½)/2.
///
/// ```
/// use qualkit_agreement::{Segmentation, boundary_similarity};
/// let first = Segmentation::from_masses(&[2, 3, 6])?;
/// let second = Segmentation::from_masses(&[2, 2, 7])?;
/// assert_eq!(boundary_similarity(&first, &second, 2)?, 0.75);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn boundary_similarity(first: &Segmentation, second: &Segmentation, span: u64) -> Result<f64, Undefined> {
    let edits = boundary_edits(first, second, span)?;
    if edits.pairs() == 0 { Err(Undefined::NoBoundaries) } else { Ok(edits.similarity(edits.pairs())) }
}

/// Gives segmentation similarity S: how alike two segmentations are over all places where a boundary could be.
///
/// ```text
/// S = 1 − (A + Σ_t d_t / n_t) / (N − 1)      N   units; the rest as for boundary_similarity
/// ```
///
/// High wherever boundaries are rare, since all places that neither marked count as agreed. Edits and costs
/// are those of Fournier (2013).
///
/// # Undefined when
///
/// The segmentations are not of the same length, or the text has fewer than two units.
///
/// # Source
///
/// Fournier and Inkpen (2012), Proc. NAACL, pp. 152–161, with the edits of Fournier (2013).
///
/// # Example
///
/// One boundary of eleven units is off by one; worked by hand: 1 − ½/10, as segeval 2.0.11 gives.
///
/// ```
/// use qualkit_agreement::{Segmentation, segmentation_similarity};
/// let first = Segmentation::from_masses(&[2, 3, 6])?;
/// let second = Segmentation::from_masses(&[2, 2, 7])?;
/// assert_eq!(segmentation_similarity(&first, &second, 2)?, 0.95);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn segmentation_similarity(first: &Segmentation, second: &Segmentation, span: u64) -> Result<f64, Undefined> {
    let edits = boundary_edits(first, second, span)?;
    if edits.potential_boundaries == 0 {
        return Err(Undefined::NoUnits);
    }
    Ok(edits.similarity(edits.potential_boundaries))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(first: &[u64], second: &[u64], span: u64) -> BoundaryEdits {
        let [first, second] = [first, second].map(|boundaries| Segmentation::from_boundaries(20, boundaries).unwrap());
        boundary_edits(&first, &second, span).unwrap()
    }

    #[test]
    fn a_boundary_takes_part_in_one_near_miss_at_most() {
        let found = edits(&[4, 6], &[5], 2);
        assert_eq!((found.near_misses, found.only_first, found.only_second), (vec![(4, 5)], 1, 0));
    }

    #[test]
    fn nearer_boundaries_are_paired_first() {
        let found = edits(&[3, 10], &[5, 6, 12], 4);
        assert_eq!((found.near_misses, found.only_second), (vec![(3, 5), (10, 12)], 1));
    }

    #[test]
    fn a_span_of_one_allows_no_near_miss() {
        let found = edits(&[4], &[5], 1);
        assert_eq!((found.near_misses.len(), found.only_first, found.only_second), (0, 1, 1));
        assert_eq!(edits(&[4], &[5], 0).cost(), 2);
    }

    #[test]
    fn two_segmentations_without_boundaries_have_no_boundary_similarity() {
        let whole = Segmentation::from_masses(&[8]).unwrap();
        assert_eq!(boundary_similarity(&whole, &whole, 2), Err(Undefined::NoBoundaries));
        assert_eq!(segmentation_similarity(&whole, &whole, 2), Ok(1.0));
        let longer = Segmentation::from_masses(&[9]).unwrap();
        let differ = Err(Undefined::LengthsDiffer { first: 8, second: 9 });
        assert_eq!(boundary_similarity(&whole, &longer, 2), differ);
    }
}
