use std::num::NonZeroU64;

use super::Segmentation;
use crate::Undefined;

/// Gives P_k: in which share of places a window finds its two ends in one segment by one segmentation and in two by the
/// other. 0 is perfect.
///
/// ```text
/// P_k = #{i : [r_i = 0] ≠ [h_i = 0]} / (N − k)      i = 0 … N − k − 1
///
/// r_i, h_i   boundaries of reference and hypothesis between unit i and unit i + k
/// N          units       k   the window; if not given, half the mean segment of the reference, rounded to the nearest
///            whole number (to the even one from the middle), at least 2
/// ```
///
/// # Undefined when
///
/// The segmentations are not of the same length, or no window fits in ([`Undefined::WindowTooLong`]).
///
/// # Source
///
/// Beeferman and Berger (1999), *Machine Learning* 34:177–210; default window as in segeval.
///
/// # Example
///
/// Segments of 2, 3 and 6 units; numbers as segeval 2.0.11 gives them.
///
/// ```
/// use qualkit_agreement::{Segmentation, pk, window_diff};
/// let reference = Segmentation::from_masses(&[1, 1, 3, 1, 5])?;
/// let hypothesis = Segmentation::from_masses(&[2, 3, 6])?;
/// assert_eq!(format!("{:.3}", pk(&reference, &hypothesis, None)?), "0.111");
/// assert_eq!(format!("{:.3}", window_diff(&reference, &hypothesis, None)?), "0.333");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pk(reference: &Segmentation, hypothesis: &Segmentation, window: Option<NonZeroU64>) -> Result<f64, Undefined> {
    share_of_windows(reference, hypothesis, window, |r, h| (r == 0) != (h == 0))
}

/// Gives WindowDiff: in which share of places a window finds not the same number of boundaries in both segmentations. 0
/// is perfect.
///
/// ```text
/// WD = #{i : r_i ≠ h_i} / (N − k)      symbols and default window as for pk
/// ```
///
/// # Undefined when
///
/// As for [`pk`].
///
/// # Source
///
/// Pevzner and Hearst (2002), *Computational Linguistics* 28:19–36, with N − k windows.
///
/// # Example
///
/// Worked by hand: the mean segment is 11/5 units, so the window is 2, the least. Of its 9 places three find another
/// number of boundaries: 2, 1, 0, 1, 2, 1, 0, 0, 0 in the reference, 1, 1, 0, 1, 1, 0, 0, 0, 0 in the hypothesis.
///
/// ```
/// use qualkit_agreement::{Segmentation, window_diff};
/// let reference = Segmentation::from_masses(&[1, 1, 3, 1, 5])?;
/// let hypothesis = Segmentation::from_masses(&[2, 3, 6])?;
/// assert_eq!(window_diff(&reference, &hypothesis, None)?, 3.0 / 9.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn window_diff(
    reference: &Segmentation,
    hypothesis: &Segmentation,
    window: Option<NonZeroU64>,
) -> Result<f64, Undefined> {
    share_of_windows(reference, hypothesis, window, |r, h| r != h)
}

/// Half the mean segment, rounded to even from the middle.
fn default_window(reference: &Segmentation) -> u64 {
    let (units, twice) = (reference.length(), 2 * reference.segments().max(1));
    let (whole, rest) = (units / twice, units % twice);
    let up = rest > twice / 2 || (rest == twice / 2 && whole % 2 == 1);
    (whole + u64::from(up)).max(2)
}

fn share_of_windows(
    reference: &Segmentation,
    hypothesis: &Segmentation,
    window: Option<NonZeroU64>,
    differ: impl Fn(u64, u64) -> bool,
) -> Result<f64, Undefined> {
    let length = reference.length();
    if length != hypothesis.length() {
        return Err(Undefined::LengthsDiffer { first: length, second: hypothesis.length() });
    }
    let window = window.map_or_else(|| default_window(reference), NonZeroU64::get);
    if window >= length {
        return Err(Undefined::WindowTooLong { window, length });
    }
    let windows = length - window;
    // Boundary b is in the windows that start at b − window up to, not including, b.
    let mut changes: Vec<(u64, usize, bool)> = Vec::new();
    for (side, segmentation) in [reference, hypothesis].into_iter().enumerate() {
        for &boundary in segmentation.boundaries() {
            changes.push((boundary.saturating_sub(window), side, true));
            changes.push((boundary.min(windows), side, false));
        }
    }
    changes.sort_unstable_by_key(|&(place, side, enters)| (place, side, !enters));
    let (mut found, mut since, mut differing) = ([0_u64; 2], 0, 0);
    for (place, side, enters) in changes {
        if differ(found[0], found[1]) {
            differing += place - since;
        }
        since = place;
        if enters {
            found[side] += 1;
        } else {
            found[side] -= 1;
        }
    }
    Ok(differing as f64 / windows as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_half_the_mean_segment_rounded_to_even_and_two_at_least() {
        let window = |masses: &[u64]| default_window(&Segmentation::from_masses(masses).unwrap());
        assert_eq!((window(&[5]), window(&[7]), window(&[5, 5]), window(&[1, 1])), (2, 4, 2, 2));
        // 11 units in two segments: 2.75
        assert_eq!((window(&[5, 6]), window(&[9])), (3, 4));
    }

    #[test]
    fn a_text_no_longer_than_the_window_is_undefined() {
        let short = Segmentation::from_masses(&[1, 1]).unwrap();
        assert_eq!(pk(&short, &short, None), Err(Undefined::WindowTooLong { window: 2, length: 2 }));
    }
}
