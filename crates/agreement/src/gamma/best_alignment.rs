use super::alignment::align;
use super::canonical::Canonical;
use super::disorder::Disorders;
use super::measure::Measure;
use super::{Dissimilarity, PairWeight, checked};
use crate::{Continuum, Undefined};

/// A best alignment of the segments on one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// Its disorder: the sum of those of its unitary alignments, divided by the mean number of segments per coder.
    pub disorder: f64,
    /// One row per unitary alignment, in order of the first segments; one column per coder: which of the coder's
    /// segments, counted from 0 in the order of [`Continuum::coders`]. `None` if no segment of the coder's corresponds.
    pub unitary: Vec<Vec<Option<usize>>>,
}

/// Finds the alignment with the least disorder, exactly; see [`gamma`](super::gamma) for what it is and how ties are
/// settled.
///
/// # Undefined when
///
/// There are no segments, fewer than two coders, or more codes than the matrix of dissimilarities has; or no alignment
/// can be proven the best within a fixed amount of work ([`Undefined::Unproven`]).
///
/// # Source
///
/// Mathet, Widlöcher and Métivier (2015), *Computational Linguistics* 41(3):437–479.
///
/// # Example
///
/// Worked by hand: two segments are close, the third stays alone.
///
/// ```
/// use qualkit_agreement::{Continuum, Dissimilarity, Segment, best_alignment};
/// let segment = |start, end, code| Segment { start, end, code };
/// let first = vec![segment(0, 10, 0), segment(50, 60, 1)];
/// let second = vec![segment(1, 10, 0)];
/// let alignment = best_alignment(&Continuum::new(0, 100, 2, vec![first, second])?, &Dissimilarity::default())?;
/// assert_eq!(alignment.unitary, [[Some(0), Some(0)], [Some(1), None]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn best_alignment(text: &Continuum, dissimilarity: &Dissimilarity) -> Result<Alignment, Undefined> {
    let texts = std::slice::from_ref(text);
    let coders = checked(texts, dissimilarity)?;
    let canonical = Canonical::of(texts, dissimilarity);
    let measure = Measure::new(dissimilarity, PairWeight::default(), &canonical.codes, coders);
    let units = canonical.text(text).coders.concat();
    let segments = units.len();
    let aligned = align(&measure, units).ok_or(Undefined::Unproven { text: 0, segments })?;
    let mut used: Vec<Vec<bool>> = text.coders().iter().map(|segments| vec![false; segments.len()]).collect();
    let mut unitary = Vec::new();
    for set in &aligned.sets {
        let mut row = vec![None; coders];
        for &unit in set {
            let unit = &aligned.units[unit as usize];
            let (coder, code) = (canonical.coders[unit.coder], canonical.codes[unit.code]);
            let place = text.coders()[coder]
                .iter()
                .zip(&used[coder])
                .position(|(segment, used)| {
                    let start = (segment.start - text.start()) as f64;
                    let end = (segment.end - text.start()) as f64;
                    !used && (start, end, segment.code) == (unit.start, unit.end, code)
                })
                .expect("each unit was made from one segment");
            used[coder][place] = true;
            row[coder] = Some(place);
        }
        unitary.push(row);
    }
    let first = |row: &[Option<usize>]| {
        let segments = row.iter().zip(text.coders()).filter_map(|(place, segments)| place.map(|place| segments[place]));
        segments.min().expect("a unitary alignment holds at least one segment")
    };
    unitary.sort_by(|one, other| first(one).cmp(&first(other)).then_with(|| other.cmp(one)));
    let disorders = Disorders::of(&measure, &[aligned], canonical.codes.len());
    Ok(Alignment { disorder: disorders.total(&measure) * dissimilarity.delta_empty(), unitary })
}
