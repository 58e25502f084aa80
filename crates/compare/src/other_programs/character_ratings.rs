use std::collections::BTreeMap;

use qualkit_agreement::{Continuum, Ratings};

use super::sweep::{Here, sweep};
use crate::CompareError;

/// Takes every character of some texts as a unit: 1 for the coders whose segments of these codes lie on it, 0 for the
/// others.
///
/// One row per character, one column per coder; nothing is missing. For the coefficients of our own beside those of
/// other programs.
///
/// # Errors
/// Texts with different numbers of coders, or too many characters to count.
///
/// # Example
///
/// Two coders on 1,000 characters: binary alpha .530.
///
/// ```
/// use qualkit_agreement::{Continuum, Options, Segment, krippendorff_alpha};
/// let marked = |places: &[(u64, u64)]| places.iter().map(|&(start, end)| Segment { start, end, code: 0 }).collect();
/// let (a, b) = (marked(&[(0, 50), (100, 150), (300, 350)]), marked(&[(0, 50), (110, 160), (600, 650)]));
/// let text = Continuum::new(0, 1000, 1, vec![a, b])?;
/// let alpha = krippendorff_alpha(&qualkit_compare::character_ratings(&[text], |code| code == 0)?, &Options::default())?;
/// assert_eq!(format!("{:.3}", alpha.value), "0.530");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn character_ratings(texts: &[Continuum], code: impl Fn(usize) -> bool) -> Result<Ratings, CompareError> {
    let coded = |here: &Here, coder: usize| Some(usize::from(!here[coder].is_empty()));
    ratings(texts, 2, |_, own| code(own), coded)
}

/// Takes every character as a unit which `category` puts into one of some categories for each coder.
pub(super) fn ratings(
    texts: &[Continuum],
    categories: usize,
    wanted: impl Fn(usize, usize) -> bool,
    category: impl Fn(&Here, usize) -> Option<usize>,
) -> Result<Ratings, CompareError> {
    let mut patterns: BTreeMap<Vec<Option<usize>>, u64> = BTreeMap::new();
    for text in texts {
        sweep(text, &wanted, |length, _, here| {
            let row = (0..here.len()).map(|coder| category(here, coder)).collect();
            *patterns.entry(row).or_insert(0) += length;
        });
    }
    Ok(Ratings::from_patterns(patterns, categories)?)
}
