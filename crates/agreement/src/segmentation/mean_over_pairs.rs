use super::Segmentation;
use crate::Undefined;
use crate::sum::sorted_sum;

/// A comparison of two segmentations, averaged over texts and pairs of coders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanOverPairs {
    /// The mean.
    pub mean: f64,
    /// Standard deviation of the comparisons, which are not independent.
    pub standard_deviation: f64,
    /// Comparisons that have a value: ordered pairs of coders, text by text.
    pub comparisons: usize,
    /// Comparisons that have none: no boundary, or a text too short for the window.
    pub left_out: usize,
}

/// Averages a comparison over all texts and all pairs of coders, each of the two being the reference once.
///
/// `texts` has one row per text and in it one segmentation per coder; who is who does not matter, nor need the number
/// of coders be the same. Every comparison weighs the same, however long the text.
///
/// # Undefined when
///
/// There are no texts, no text has two coders, segmentations of a text are not of the same length, or no comparison has
/// a value.
///
/// # Source
///
/// As segeval 2.0.11 summarises comparisons.
///
/// # Example
///
/// ```
/// use qualkit_agreement::{Segmentation, mean_over_pairs, pk};
/// let text = vec![Segmentation::from_masses(&[2, 3, 6])?, Segmentation::from_masses(&[5, 6])?];
/// let mean = mean_over_pairs(&[text], |reference, hypothesis| pk(reference, hypothesis, None))?;
/// assert_eq!(mean.comparisons, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mean_over_pairs(
    texts: &[Vec<Segmentation>],
    compare: impl Fn(&Segmentation, &Segmentation) -> Result<f64, Undefined>,
) -> Result<MeanOverPairs, Undefined> {
    let coders = texts.iter().map(Vec::len).max().ok_or(Undefined::NoUnits)?;
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    let (mut values, mut reasons) = (Vec::new(), Vec::new());
    for text in texts {
        for (place, reference) in text.iter().enumerate() {
            for (_, hypothesis) in text.iter().enumerate().filter(|&(other, _)| other != place) {
                match compare(reference, hypothesis) {
                    Ok(value) => values.push(value),
                    Err(differ @ Undefined::LengthsDiffer { .. }) => return Err(differ),
                    Err(reason) => reasons.push(reason),
                }
            }
        }
    }
    let (comparisons, left_out) = (values.len(), reasons.len());
    if comparisons == 0 {
        return Err(reasons.into_iter().next().unwrap_or(Undefined::NothingPairable));
    }
    let mean = sorted_sum(values.iter().copied()) / comparisons as f64;
    let variance = sorted_sum(values.iter().map(|value| (value - mean) * (value - mean))) / comparisons as f64;
    Ok(MeanOverPairs { mean, standard_deviation: libm::sqrt(variance), comparisons, left_out })
}
