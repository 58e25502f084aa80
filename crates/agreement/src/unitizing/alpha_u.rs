use super::u_alpha::ratio;
use crate::sum::sorted_sum;
use crate::{Continuum, Undefined};

/// What Krippendorff's earlier unitizing alpha gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlphaU {
    /// The coefficient; 1 is perfect agreement, 0 what chance gives.
    pub value: f64,
    /// D_o; for several codes the mean over codes.
    pub observed_disagreement: f64,
    /// D_e; for several codes the mean over codes.
    pub expected_disagreement: f64,
    /// Segments that entered.
    pub segments: u64,
    /// Coders.
    pub coders: usize,
    /// Positions in the texts, each counted once.
    pub length: u64,
}

/// Gives α_U of one code: how well the segments of different coders coincide, by the squares of what sticks out.
///
/// ```text
/// α_U = 1 − D_o / D_e
/// D_o = Σ_{i≠j} Σ_{g∈i, h∈j} δ²(g, h) / (m(m − 1) L²)
/// D_e = (2/L) Σ_g [ (N − 1)/3 · (2l³ − 3l² + l) + l² Σ_{h: |h| ≥ l} (|h| − l + 1) ] / (mL(mL − 1) − Σ_g l(l − 1))
///
/// δ²(g, h)   two segments that overlap: squared distance of their starts plus squared distance of their ends;
///            a segment that lies wholly in a gap of the other coder: its squared length; otherwise 0
/// l          length of segment g, of all coders       N   segments of all coders
/// |h|        lengths of gaps, of all coders           L   length of the texts           m   coders
/// ```
///
/// The earlier of Krippendorff's two measures for free segments; that of 2016, [`u_alpha`](crate::u_alpha), replaces
/// it. Segments of one coder with the same code must not overlap; those with other codes count as gap.
///
/// # Several texts
///
/// Squares are summed over texts and L is the sum of their lengths. Gaps end where a text ends, so that chance does not
/// lay a segment across a border. All texts must have the same number of coders.
///
/// # Undefined when
///
/// There are no texts or only empty ones; fewer than two coders, or not the same number everywhere; segments of one
/// coder and code overlap; the code is not declared or nobody used it ([`Undefined::NoSegments`]); chance brings no
/// disagreement; the texts are too long for exact sums (2⁶² positions, coders counted one by one, at the latest).
///
/// # Source
///
/// Krippendorff (1995), *Sociological Methodology* 25:47–76; Krippendorff (2004), *Content Analysis*, 2nd ed.,
/// pp. 251–256.
///
/// # Example
///
/// Krippendorff (2004), p. 254, category c: α_U = .7286.
///
/// ```
/// use qualkit_agreement::{Continuum, Segment, code_alpha_u};
/// let c = |start, end| Segment { start, end, code: 0 };
/// let first = vec![c(225, 295), c(370, 400)];
/// let second = vec![c(220, 300), c(355, 375), c(400, 420)];
/// let alpha = code_alpha_u(&[Continuum::new(150, 450, 1, vec![first, second])?], 0)?;
/// assert_eq!(format!("{:.4}", alpha.value), "0.7286");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn code_alpha_u(texts: &[Continuum], code: usize) -> Result<AlphaU, Undefined> {
    let (coders, length) = measured(texts)?;
    let categories = declared(texts);
    if code >= categories {
        return Err(Undefined::UnknownCategory { category: code, categories });
    }
    CodeSums::of(texts, code, coders, length)?.alpha()
}

/// Gives α_U over all codes: mean observed by mean expected disagreement of [`code_alpha_u`].
///
/// ```text
/// α_U = 1 − Σ_c D_o,c / Σ_c D_e,c      D_o,c and D_e,c   D_o and D_e of code c, as for code_alpha_u
/// ```
///
/// Each code is looked at alone, so that segments of different codes may overlap. A code that nobody used has no
/// disagreement of either kind and changes nothing.
///
/// # Undefined when
///
/// As for [`code_alpha_u`], with every code unused.
///
/// # Source
///
/// Krippendorff (2004), *Content Analysis*, 2nd ed., pp. 251–256.
///
/// # Example
///
/// Krippendorff (2004), p. 254, categories c and k: printed .8591, from rounded disagreements.
///
/// ```
/// use qualkit_agreement::{Continuum, Segment, alpha_u};
/// let segment = |start, end, code| Segment { start, end, code };
/// let k = [segment(180, 240, 1), segment(300, 350, 1)];
/// let first = [[segment(225, 295, 0), segment(370, 400, 0)], k].concat();
/// let second = [&[segment(220, 300, 0), segment(355, 375, 0), segment(400, 420, 0)][..], &k].concat();
/// let alpha = alpha_u(&[Continuum::new(150, 450, 2, vec![first, second])?])?;
/// assert!((alpha.value - 0.8591).abs() < 5e-4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn alpha_u(texts: &[Continuum]) -> Result<AlphaU, Undefined> {
    let (coders, length) = measured(texts)?;
    let mut used = Vec::new();
    for code in 0..declared(texts) {
        let sums = CodeSums::of(texts, code, coders, length)?;
        if sums.segments > 0 {
            used.push(sums);
        }
    }
    if used.is_empty() {
        return Err(Undefined::NoSegments);
    }
    let codes = used.len() as f64;
    let observed = sorted_sum(used.iter().map(CodeSums::observed)) / codes;
    let expected = sorted_sum(used.iter().map(CodeSums::expected)) / codes;
    let segments = used.iter().map(|sums| sums.segments).sum();
    alpha(observed, expected, segments, coders, length)
}

/// The number of coders and the length of the texts.
fn measured(texts: &[Continuum]) -> Result<(usize, u64), Undefined> {
    let coders = super::positions::coders(texts)?;
    let length: u128 = texts.iter().map(|text| u128::from(text.length())).sum();
    if length == 0 {
        return Err(Undefined::NoUnits);
    }
    // The squares of all lengths, coder by coder, are then exact.
    if length * coders as u128 > 1 << 62 { Err(Undefined::TooLong) } else { Ok((coders, length as u64)) }
}

fn declared(texts: &[Continuum]) -> usize {
    texts.iter().map(Continuum::codes).max().unwrap_or(0)
}

fn alpha(observed: f64, expected: f64, segments: u64, coders: usize, length: u64) -> Result<AlphaU, Undefined> {
    if expected == 0.0 {
        return Err(Undefined::NoExpectedDisagreement);
    }
    Ok(AlphaU {
        value: 1.0 - observed / expected,
        observed_disagreement: observed,
        expected_disagreement: expected,
        segments,
        coders,
        length,
    })
}

/// What D_o and D_e of one code are made of.
struct CodeSums {
    coders: usize,
    length: u64,
    segments: u64,
    /// Σ δ² over unordered pairs of coders.
    differences: u128,
    /// The sum over segments in D_e.
    placements: u128,
    /// mL(mL − 1) − Σ l(l − 1)
    pairs: u128,
}

impl CodeSums {
    fn of(texts: &[Continuum], code: usize, coders: usize, length: u64) -> Result<CodeSums, Undefined> {
        let (mut lengths, mut gaps) = (Vec::new(), Vec::new());
        let mut differences = 0_u128;
        for (number, text) in texts.iter().enumerate() {
            let marked = text.coders().iter().enumerate().map(|(coder, segments)| {
                let own = segments.iter().filter(|segment| segment.code == code);
                let spans: Vec<(u64, u64)> = own.map(|segment| (segment.start, segment.end)).collect();
                match spans.windows(2).find(|pair| pair[1].0 < pair[0].1) {
                    None => Ok(spans),
                    Some(pair) => {
                        let (first, second) = (pair[0], pair[1]);
                        Err(Undefined::OverlappingSegments { text: number, coder, first, second })
                    }
                }
            });
            let marked: Vec<Vec<(u64, u64)>> = marked.collect::<Result<_, _>>()?;
            for (coder, spans) in marked.iter().enumerate() {
                let mut end = text.start();
                for &(start, next) in spans {
                    gaps.push(u128::from(start - end));
                    lengths.push(u128::from(next - start));
                    end = next;
                }
                gaps.push(u128::from(text.end() - end));
                for other in &marked[..coder] {
                    differences = differences.checked_add(squares(spans, other)?).ok_or(Undefined::TooLong)?;
                }
            }
        }
        let placements = placements(&lengths, gaps).ok_or(Undefined::TooLong)?;
        let all = u128::from(length) * coders as u128;
        let own: u128 = lengths.iter().map(|l| l * (l - 1)).sum();
        let pairs = all * (all - 1) - own;
        Ok(CodeSums { coders, length, segments: lengths.len() as u64, differences, placements, pairs })
    }

    fn observed(&self) -> f64 {
        let (coders, length) = (self.coders as u128, u128::from(self.length));
        ratio(self.differences, coders * (coders - 1) / 2) / (length * length) as f64
    }

    fn expected(&self) -> f64 {
        2.0 * ratio(self.placements, self.pairs) / self.length as f64
    }

    fn alpha(&self) -> Result<AlphaU, Undefined> {
        if self.segments == 0 {
            return Err(Undefined::NoSegments);
        }
        alpha(self.observed(), self.expected(), self.segments, self.coders, self.length)
    }
}

/// Σ δ² between the segments and gaps of two coders, who mark no place twice.
fn squares(first: &[(u64, u64)], second: &[(u64, u64)]) -> Result<u128, Undefined> {
    let square = |a: u64, b: u64| u128::from(a.abs_diff(b)) * u128::from(a.abs_diff(b));
    let mut sum = 0_u128;
    let mut add = |term: u128| {
        sum = sum.checked_add(term).ok_or(Undefined::TooLong)?;
        Ok(())
    };
    let mut met = vec![false; second.len()];
    let mut from = 0;
    for &(start, end) in first {
        while second.get(from).is_some_and(|other| other.1 <= start) {
            from += 1;
        }
        let reached = second[from..].iter().take_while(|other| other.0 < end).count();
        for (other, met) in second[from..from + reached].iter().zip(&mut met[from..]) {
            *met = true;
            add(square(start, other.0))?;
            add(square(end, other.1))?;
        }
        if reached == 0 {
            add(square(start, end))?;
        }
    }
    for (other, _) in second.iter().zip(&met).filter(|(_, met)| !**met) {
        add(square(other.0, other.1))?;
    }
    Ok(sum)
}

/// The sum over segments in D_e; `None` if it is too large.
fn placements(lengths: &[u128], mut gaps: Vec<u128>) -> Option<u128> {
    gaps.sort_unstable();
    // What the gaps from a place on measure together.
    let mut longer = vec![0_u128; gaps.len() + 1];
    for (place, gap) in gaps.iter().enumerate().rev() {
        longer[place] = longer[place + 1] + gap;
    }
    let others = (lengths.len() as u128).saturating_sub(1);
    let mut sum = 0_u128;
    for &l in lengths {
        let place = gaps.partition_point(|&gap| gap < l);
        let starts = longer[place] - (gaps.len() - place) as u128 * (l - 1);
        // 2l³ − 3l² + l = l(l − 1)(2l − 1), six times a whole number.
        let on_segments = l.checked_mul(l - 1)?.checked_mul(2 * l - 1)? / 3;
        let in_gaps = l.checked_mul(l)?.checked_mul(starts)?;
        sum = sum.checked_add(on_segments.checked_mul(others)?)?.checked_add(in_gaps)?;
    }
    Some(sum)
}
