use crate::Error;
use crate::tally::EXACT;

/// One text, or recording, on which coders marked segments freely: where each starts and ends, and its code.
///
/// Positions are whole numbers (characters, milliseconds) from `start` of the continuum up to, not including, its
/// `end`. Segments of one coder may overlap; measures that forbid it say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuum {
    start: u64,
    end: u64,
    codes: usize,
    /// Per coder, sorted by start, end and code.
    coders: Vec<Vec<Segment>>,
}

/// A stretch that a coder marked with a code: from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Segment {
    /// First position.
    pub start: u64,
    /// Position after the last one.
    pub end: u64,
    /// The code, counted from 0.
    pub code: usize,
}

impl Segment {
    /// Counts the positions covered.
    pub fn length(self) -> u64 {
        self.end - self.start
    }
}

impl Continuum {
    /// Takes the segments of each coder on a continuum from `start` up to `end`; `codes` says how many codes there are.
    ///
    /// # Errors
    ///
    /// A segment that ends where it starts or before, lies outside the continuum, or has a code that is not declared; a
    /// continuum that ends before its start, or is too long to count exactly.
    ///
    /// # Example
    ///
    /// A text of 1,000 characters; the first coder marked two stretches, the second read it and marked none.
    ///
    /// ```
    /// use qualkit_agreement::{Continuum, Segment};
    /// let first = vec![Segment { start: 300, end: 350, code: 0 }, Segment { start: 0, end: 50, code: 0 }];
    /// let text = Continuum::new(0, 1000, 1, vec![first.clone(), vec![]])?;
    /// assert_eq!(text.coders()[0], [first[1], first[0]]);
    /// assert!(Continuum::new(0, 320, 1, vec![first]).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn new(start: u64, end: u64, codes: usize, coders: Vec<Vec<Segment>>) -> Result<Continuum, Error> {
        if end > EXACT {
            return Err(Error::TooMany { what: "positions", limit: EXACT });
        }
        if end < start {
            return Err(Error::BackwardContinuum { start, end });
        }
        let mut coders = coders;
        for (coder, segments) in coders.iter_mut().enumerate() {
            for (place, segment) in segments.iter().enumerate() {
                let Segment { start: from, end: to, code } = *segment;
                if from >= to {
                    return Err(Error::EmptySegment { coder, segment: place, start: from, end: to });
                }
                if from < start || to > end {
                    return Err(Error::OutsideContinuum { coder, segment: place, start: from, end: to });
                }
                if code >= codes {
                    return Err(Error::UnknownCode { coder, segment: place, code, codes });
                }
            }
            segments.sort_unstable();
        }
        Ok(Continuum { start, end, codes, coders })
    }

    /// Keeps some coders only, in the order given.
    ///
    /// # Errors
    ///
    /// A coder who is not on the continuum, or is chosen twice.
    pub fn coders_only(&self, chosen: &[usize]) -> Result<Continuum, Error> {
        let mut coders = Vec::with_capacity(chosen.len());
        for (place, &coder) in chosen.iter().enumerate() {
            let Some(segments) = self.coders.get(coder) else {
                return Err(Error::UnknownCoder { coder, coders: self.coders.len() });
            };
            if chosen[..place].contains(&coder) {
                return Err(Error::RepeatedCoder { coder });
            }
            coders.push(segments.clone());
        }
        Ok(Continuum { coders, ..*self })
    }

    /// Keeps the segments of some codes only; what had another code counts as not marked. Codes keep their numbers.
    ///
    /// So is one code looked at alone, or a set of codes that exclude each other, where all codes together would
    /// overlap.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{Continuum, Segment};
    /// let segments = vec![Segment { start: 0, end: 5, code: 0 }, Segment { start: 3, end: 9, code: 1 }];
    /// let continuum = Continuum::new(0, 10, 2, vec![segments, vec![]])?;
    /// assert_eq!(continuum.codes_only(&[1]).coders()[0], [Segment { start: 3, end: 9, code: 1 }]);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn codes_only(&self, chosen: &[usize]) -> Continuum {
        let kept = |segments: &Vec<Segment>| {
            segments.iter().filter(|segment| chosen.contains(&segment.code)).copied().collect()
        };
        Continuum { coders: self.coders.iter().map(kept).collect(), ..*self }
    }

    /// Gives the first position.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// Gives the position after the last one.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Counts the positions.
    pub fn length(&self) -> u64 {
        self.end - self.start
    }

    /// Counts the codes that were open to the coders, used or not.
    pub fn codes(&self) -> usize {
        self.codes
    }

    /// Gives the segments of each coder, sorted by start, end and code.
    pub fn coders(&self) -> &[Vec<Segment>] {
        &self.coders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_sorted_and_bad_ones_refused() {
        let segment = |start, end, code| Segment { start, end, code };
        let continuum = Continuum::new(0, 10, 2, vec![vec![segment(4, 9, 0), segment(0, 3, 1)], vec![]]).unwrap();
        assert_eq!(continuum.coders()[0], [segment(0, 3, 1), segment(4, 9, 0)]);
        let refused = |bad| Continuum::new(0, 10, 2, vec![vec![bad]]).unwrap_err();
        assert!(matches!(refused(segment(3, 3, 0)), Error::EmptySegment { coder: 0, segment: 0, start: 3, end: 3 }));
        assert!(matches!(refused(segment(3, 11, 0)), Error::OutsideContinuum { end: 11, .. }));
        assert!(matches!(refused(segment(3, 4, 2)), Error::UnknownCode { code: 2, codes: 2, .. }));
        let backward = Continuum::new(10, 5, 1, vec![vec![], vec![]]);
        assert_eq!(backward, Err(Error::BackwardContinuum { start: 10, end: 5 }));
    }

    #[test]
    fn coders_are_kept_in_the_order_given_and_never_twice() {
        let segment = Segment { start: 0, end: 4, code: 0 };
        let continuum = Continuum::new(0, 10, 1, vec![vec![segment], vec![], vec![]]).unwrap();
        assert_eq!(continuum.coders_only(&[2, 0]).unwrap().coders(), [vec![], vec![segment]]);
        assert_eq!(continuum.coders_only(&[3]), Err(Error::UnknownCoder { coder: 3, coders: 3 }));
        assert_eq!(continuum.coders_only(&[1, 1]), Err(Error::RepeatedCoder { coder: 1 }));
    }
}
