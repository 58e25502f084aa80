use super::matching::largest_matching;
use super::positions::{coders, common, covered, length};
use crate::sum::sorted_sum;
use crate::{Continuum, Segment, Undefined};

/// When two coders' segments count as the same; they must have the same code in any case.
///
/// But for [`Characters`](SpanMatch::Characters), segments are matched one to one, so that as many as possible are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpanMatch {
    /// They start and end at the same places.
    Exact,
    /// They have a position in common.
    Overlap,
    /// They have a position in common, and what they have in common is at least this share of what they cover together.
    /// Above 1 nothing matches.
    Iou(f64),
    /// Positions are compared instead of segments: each position with each code that a coder gave it.
    Characters,
}

/// How many segments, or positions, two coders have in common, and how many each has alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanCounts {
    /// Found by both.
    pub both: u64,
    /// Found by the first coder only.
    pub only_first: u64,
    /// Found by the second coder only.
    pub only_second: u64,
}

impl SpanCounts {
    /// Gives the share of the second coder's segments that the first found too; the first is the reference.
    ///
    /// ```text
    /// a / (a + c)      a found by both, c by the second coder only
    /// ```
    ///
    /// # Undefined when
    ///
    /// The second coder marked nothing: [`Undefined::NoSegments`].
    ///
    /// # Source
    ///
    /// van Rijsbergen (1979), *Information Retrieval*, 2nd ed., ch. 7.
    ///
    /// # Example
    ///
    /// Worked by hand: two of the second coder's three.
    ///
    /// ```
    /// use qualkit_agreement::SpanCounts;
    /// let counts = SpanCounts { both: 2, only_first: 2, only_second: 1 };
    /// assert_eq!(counts.precision()?, 2.0 / 3.0);
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn precision(&self) -> Result<f64, Undefined> {
        share(self.both, self.both + self.only_second)
    }

    /// Gives the share of the first coder's segments that the second found too; the first is the reference.
    ///
    /// ```text
    /// a / (a + b)      a found by both, b by the first coder only
    /// ```
    ///
    /// # Undefined when
    ///
    /// The first coder marked nothing: [`Undefined::NoSegments`].
    ///
    /// # Source
    ///
    /// van Rijsbergen (1979), *Information Retrieval*, 2nd ed., ch. 7.
    ///
    /// # Example
    ///
    /// Worked by hand: two of the first coder's four.
    ///
    /// ```
    /// use qualkit_agreement::SpanCounts;
    /// let counts = SpanCounts { both: 2, only_first: 2, only_second: 1 };
    /// assert_eq!(counts.recall()?, 2.0 / 4.0);
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn recall(&self) -> Result<f64, Undefined> {
        share(self.both, self.both + self.only_first)
    }

    /// Gives the F-measure, which is positive specific agreement and does not ask who is the reference.
    ///
    /// ```text
    /// F = 2a / (2a + b + c)      a found by both, b and c by one only
    /// ```
    ///
    /// What kappa comes to where what neither marked has no count, and is large.
    ///
    /// # Undefined when
    ///
    /// Neither marked anything: [`Undefined::NoSegments`].
    ///
    /// # Source
    ///
    /// Hripcsak and Rothschild (2005), *JAMIA* 12:296–298.
    ///
    /// # Example
    ///
    /// Worked by hand: 2 · 2/(2 · 2 + 2 + 1).
    ///
    /// ```
    /// use qualkit_agreement::SpanCounts;
    /// let counts = SpanCounts { both: 2, only_first: 2, only_second: 1 };
    /// assert_eq!(counts.f1()?, 4.0 / 7.0);
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn f1(&self) -> Result<f64, Undefined> {
        share(2 * self.both, 2 * self.both + self.only_first + self.only_second)
    }

    fn plus(self, other: SpanCounts) -> SpanCounts {
        SpanCounts {
            both: self.both + other.both,
            only_first: self.only_first + other.only_first,
            only_second: self.only_second + other.only_second,
        }
    }
}

fn share(part: u64, whole: u64) -> Result<f64, Undefined> {
    if whole == 0 { Err(Undefined::NoSegments) } else { Ok(part as f64 / whole as f64) }
}

/// What a pair of coders has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanPair {
    /// The first coder of the pair.
    pub first: usize,
    /// The second coder of the pair.
    pub second: usize,
    /// What they have in common.
    pub counts: SpanCounts,
}

/// Span agreement over all pairs of coders.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanAgreement {
    /// Every pair of coders.
    pub pairs: Vec<SpanPair>,
    /// Mean F over the pairs that have one.
    pub mean_f1: f64,
    /// Pairs without F, since neither coder marked anything.
    pub pairs_left_out: usize,
    /// F of all pairs' counts added up: 2Σa / Σ(2a + b + c). Pairs with more segments weigh more.
    pub pooled_f1: f64,
}

/// Counts what two coders have in common; `first` is the reference of precision and recall.
///
/// Segments match within a text and a code only; the counts of texts and codes are added up. For one code alone see
/// [`Continuum::codes_only`]. Segments of one coder may overlap.
///
/// # Undefined when
///
/// There are no texts, texts have different numbers of coders, or one of the two coders does not exist.
///
/// # Source
///
/// Hripcsak and Rothschild (2005), *JAMIA* 12:296–298.
///
/// # Example
///
/// Worked by hand: the second coder's last segment is half of the first coder's only one, the other is less.
///
/// ```
/// use qualkit_agreement::{Continuum, Segment, SpanMatch, span_counts};
/// let x = |start, end| Segment { start, end, code: 0 };
/// let text = Continuum::new(0, 120, 1, vec![vec![x(0, 100)], vec![x(0, 40), x(50, 100)]])?;
/// let counts = span_counts(&[text], 0, 1, SpanMatch::Iou(0.5))?;
/// assert_eq!((counts.precision()?, counts.recall()?), (0.5, 1.0));
/// assert_eq!(format!("{:.3}", counts.f1()?), "0.667");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn span_counts(texts: &[Continuum], first: usize, second: usize, rule: SpanMatch) -> Result<SpanCounts, Undefined> {
    let coders = coders(texts)?;
    if let Some(&coder) = [first, second].iter().find(|&&coder| coder >= coders) {
        return Err(Undefined::UnknownCoder { coder, coders });
    }
    let of_text = |text: &Continuum| {
        let mut used: Vec<usize> =
            [first, second].iter().flat_map(|&coder| &text.coders()[coder]).map(|s| s.code).collect();
        used.sort_unstable();
        used.dedup();
        used.into_iter()
            .map(|code| of_code(text, code, first, second, rule))
            .fold(SpanCounts::default(), SpanCounts::plus)
    };
    Ok(texts.iter().map(of_text).fold(SpanCounts::default(), SpanCounts::plus))
}

/// Gives span agreement over all pairs of coders, as mean and pooled.
///
/// ```text
/// mean = mean of F_gh over the pairs g < h that have one      pooled = 2Σ a_gh / Σ (2a_gh + b_gh + c_gh)
///
/// F_gh   SpanCounts::f1 of coders g and h      a_gh found by both      b_gh, c_gh by one of them only
/// ```
///
/// # Undefined when
///
/// There are no texts, fewer than two coders or not the same number everywhere, or nobody marked anything.
///
/// # Source
///
/// Hripcsak and Rothschild (2005), *JAMIA* 12:296–298.
///
/// # Example
///
/// Three coders, of whom the last marked nothing; worked by hand: F is 2/3, 0 and 0; pooled 2/(2 + 1 + 2 + 1).
///
/// ```
/// use qualkit_agreement::{Continuum, Segment, SpanMatch, span_agreement};
/// let x = |start, end| Segment { start, end, code: 0 };
/// let text = Continuum::new(0, 40, 1, vec![vec![x(0, 10), x(20, 30)], vec![x(0, 10)], vec![]])?;
/// let agreement = span_agreement(&[text], SpanMatch::Exact)?;
/// assert!((agreement.mean_f1 - 2.0 / 9.0).abs() < 1e-12);
/// assert!((agreement.pooled_f1 - 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn span_agreement(texts: &[Continuum], rule: SpanMatch) -> Result<SpanAgreement, Undefined> {
    let coders = coders(texts)?;
    let mut pairs = Vec::new();
    for first in 0..coders {
        for second in first + 1..coders {
            pairs.push(SpanPair { first, second, counts: span_counts(texts, first, second, rule)? });
        }
    }
    let values: Vec<f64> = pairs.iter().filter_map(|pair| pair.counts.f1().ok()).collect();
    let pooled_f1 = pairs.iter().map(|pair| pair.counts).fold(SpanCounts::default(), SpanCounts::plus).f1()?;
    let pairs_left_out = pairs.len() - values.len();
    let defined = values.len() as f64;
    Ok(SpanAgreement { pairs, mean_f1: sorted_sum(values) / defined, pairs_left_out, pooled_f1 })
}

fn of_code(text: &Continuum, code: usize, first: usize, second: usize, rule: SpanMatch) -> SpanCounts {
    let counts = |both, of_first: u64, of_second: u64| SpanCounts {
        both,
        only_first: of_first - both,
        only_second: of_second - both,
    };
    if rule == SpanMatch::Characters {
        let [one, other] = [first, second].map(|coder| covered(text, coder, code));
        return counts(common(&one, &other), length(&one), length(&other));
    }
    let segments = |coder: usize| {
        text.coders()[coder].iter().filter(|segment| segment.code == code).copied().collect::<Vec<Segment>>()
    };
    let (one, other) = (segments(first), segments(second));
    // The furthest end up to each segment: those before a place where it passes a start cannot overlap it.
    let mut furthest = 0;
    let reach: Vec<u64> = other
        .iter()
        .map(|segment| {
            furthest = segment.end.max(furthest);
            furthest
        })
        .collect();
    let candidates = |segment: &Segment| {
        let from = reach.partition_point(|&end| end <= segment.start);
        let near = other.iter().enumerate().skip(from).take_while(|(_, found)| found.start < segment.end);
        near.filter(|(_, found)| matches(*segment, **found, rule)).map(|(place, _)| place).collect()
    };
    let edges: Vec<Vec<usize>> = one.iter().map(candidates).collect();
    counts(largest_matching(&edges, other.len()), one.len() as u64, other.len() as u64)
}

fn matches(one: Segment, other: Segment, rule: SpanMatch) -> bool {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    match rule {
        SpanMatch::Exact => (one.start, one.end) == (other.start, other.end),
        SpanMatch::Overlap | SpanMatch::Characters => shared > 0,
        SpanMatch::Iou(least) => {
            let together = one.length() + (other.length() - shared);
            shared > 0 && shared as f64 / together as f64 >= least
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(coders: [&[(u64, u64)]; 2]) -> Continuum {
        let coder = |spans: &[(u64, u64)]| spans.iter().map(|&(start, end)| Segment { start, end, code: 0 }).collect();
        Continuum::new(0, 1000, 1, coders.map(coder).to_vec()).unwrap()
    }

    #[test]
    fn matching_is_the_largest_not_the_first() {
        // The first segment overlaps both of the other coder's, the second only the first of them.
        let text = text([&[(0, 30), (20, 26)], &[(10, 25), (27, 40)]]);
        let counts = span_counts(&[text], 0, 1, SpanMatch::Overlap).unwrap();
        assert_eq!(counts, SpanCounts { both: 2, only_first: 0, only_second: 0 });
    }

    #[test]
    fn a_long_segment_far_ahead_is_not_overlooked() {
        let text = text([&[(50, 60)], &[(0, 100), (1, 2), (3, 4)]]);
        let counts = span_counts(&[text], 0, 1, SpanMatch::Overlap).unwrap();
        assert_eq!((counts.both, counts.only_second), (1, 2));
    }

    #[test]
    fn a_share_written_as_a_decimal_is_reached_exactly() {
        let text = text([&[(0, 10)], &[(0, 9)]]);
        assert_eq!(span_counts(&[text], 0, 1, SpanMatch::Iou(0.9)).unwrap().both, 1);
    }

    #[test]
    fn a_pair_of_coders_who_marked_nothing_is_left_out_of_the_mean() {
        let marked = vec![Segment { start: 0, end: 5, code: 0 }];
        let text = Continuum::new(0, 10, 1, vec![marked.clone(), marked, vec![], vec![]]).unwrap();
        let agreement = span_agreement(&[text], SpanMatch::Exact).unwrap();
        assert_eq!((agreement.pairs.len(), agreement.pairs_left_out, agreement.mean_f1), (6, 1, 0.2));
        assert_eq!(agreement.pooled_f1, 2.0 / 6.0);
    }
}
