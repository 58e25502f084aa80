use crate::Error;

mod agreement;
mod boundary_edits;
mod mean_over_pairs;
mod windows;

pub use agreement::{SegmentationAgreement, Similarity, segmentation_agreement};
pub use boundary_edits::{BoundaryEdits, boundary_edits, boundary_similarity, segmentation_similarity};
pub use mean_over_pairs::{MeanOverPairs, mean_over_pairs};
pub use windows::{pk, window_diff};

/// One coder's division of a text into segments that follow each other without gap: where one ends, the next starts.
///
/// A text is a row of units (turns, sentences, lines); a boundary lies between two of them and is named by the number
/// of units before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segmentation {
    length: u64,
    /// Ascending, each once.
    boundaries: Vec<u64>,
}

impl Segmentation {
    /// Takes the number of units in each segment, in order.
    ///
    /// # Errors
    ///
    /// A segment without units, more units than can be counted.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Segmentation;
    /// let segmentation = Segmentation::from_masses(&[2, 3, 6])?;
    /// assert_eq!((segmentation.length(), segmentation.boundaries()), (11, &[2, 5][..]));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_masses(masses: &[u64]) -> Result<Segmentation, Error> {
        let mut boundaries = Vec::with_capacity(masses.len());
        let mut length = 0_u64;
        for (segment, &mass) in masses.iter().enumerate() {
            if mass == 0 {
                return Err(Error::NoMass { segment });
            }
            length = length.checked_add(mass).ok_or(Error::TooMany { what: "units", limit: u64::MAX })?;
            boundaries.push(length);
        }
        boundaries.pop();
        Ok(Segmentation { length, boundaries })
    }

    /// Takes the number of units in the text and the boundaries, in any order; one given twice counts once.
    ///
    /// # Errors
    ///
    /// A boundary that does not lie between two units of the text.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Segmentation;
    /// assert_eq!(Segmentation::from_boundaries(11, &[5, 2])?, Segmentation::from_masses(&[2, 3, 6])?);
    /// assert!(Segmentation::from_boundaries(11, &[11]).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_boundaries(length: u64, boundaries: &[u64]) -> Result<Segmentation, Error> {
        if let Some(&boundary) = boundaries.iter().find(|&&boundary| boundary == 0 || boundary >= length) {
            return Err(Error::Boundary { boundary, length });
        }
        let mut boundaries = boundaries.to_vec();
        boundaries.sort_unstable();
        boundaries.dedup();
        Ok(Segmentation { length, boundaries })
    }

    /// Counts the units of the text.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Gives the boundaries, each as the number of units before it, ascending.
    pub fn boundaries(&self) -> &[u64] {
        &self.boundaries
    }

    /// Counts the places where a boundary could be: one less than there are units.
    pub fn potential_boundaries(&self) -> u64 {
        self.length.saturating_sub(1)
    }

    /// Counts the segments.
    pub fn segments(&self) -> u64 {
        if self.length == 0 { 0 } else { self.boundaries.len() as u64 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masses_and_boundaries_say_the_same() {
        let masses = Segmentation::from_masses(&[2, 3, 6]).unwrap();
        assert_eq!(Segmentation::from_boundaries(11, &[5, 2, 5]), Ok(masses.clone()));
        assert_eq!((masses.segments(), masses.potential_boundaries()), (3, 10));
        let nothing = Segmentation::from_masses(&[]).unwrap();
        assert_eq!((nothing.segments(), nothing.potential_boundaries()), (0, 0));
    }

    #[test]
    fn segments_without_units_and_boundaries_outside_are_refused() {
        assert_eq!(Segmentation::from_masses(&[2, 0]), Err(Error::NoMass { segment: 1 }));
        assert_eq!(Segmentation::from_boundaries(5, &[5]), Err(Error::Boundary { boundary: 5, length: 5 }));
        assert_eq!(Segmentation::from_boundaries(5, &[0]), Err(Error::Boundary { boundary: 0, length: 5 }));
    }
}
