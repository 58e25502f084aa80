use crate::{Intersections, Undefined};

/// What a coefficient of the uα family gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitizedAlpha {
    /// The coefficient; 1 is perfect agreement, 0 what chance gives.
    pub value: f64,
    /// Observed agreement, 1 − D_o.
    pub observed: f64,
    /// Agreement expected by chance, 1 − D_e.
    pub expected: f64,
    /// Which share of what it could speak of the coefficient looks at: all that the coders read, or all they gave this
    /// code.
    pub coverage: f64,
    /// Texts with at least two coders.
    pub texts: usize,
    /// Segments of all coders in these texts.
    pub segments: u64,
    /// Positions in these texts.
    pub length: u64,
}

impl UnitizedAlpha {
    /// Takes observed and expected disagreement; the latter is not 0.
    pub(super) fn new(sums: &Intersections, observed: f64, expected: f64, coverage: f64) -> UnitizedAlpha {
        UnitizedAlpha {
            value: 1.0 - observed / expected,
            observed: 1.0 - observed,
            expected: 1.0 - expected,
            coverage,
            texts: sums.texts(),
            segments: sums.segments(),
            length: sums.length(),
        }
    }
}

/// Gives uα: whether coders mark the same stretches with the same codes, gaps and codes taken together.
///
/// ```text
/// uα = 1 − D_o / D_e
/// D_o = 1 − Σ_c ℓ_cc / ℓ··
/// D_e = (ℓ··² − Σ_c ℓ_c·²) / (ℓ··² − Σ_c s_c)
///
/// ℓ_ck   length on which one coder has c and another k, over ordered pairs of coders, divided by m − 1;
///        c and k are codes or the gap φ
/// ℓ_c·   Σ_k ℓ_ck, the length that the coders gave c       ℓ··   Σ_c ℓ_c·, m times the length of the text
/// s_c    Σ of squared lengths of the segments with code c; s_φ = ℓ_φ·      m   coders
/// ```
///
/// Chance lays any segment on any other but itself, hence s_c; a gap counts as so many positions. The gap's part
/// depends on what a position is, so that characters and milliseconds give slightly different values.
///
/// # Undefined when
///
/// Nobody marked anything ([`Undefined::NoSegments`]), or everybody marked everything with the same code
/// ([`Undefined::OneCategoryOnly`]); and where [`Intersections::of`] has no result.
///
/// # Source
///
/// Krippendorff, Mathet, Bouvry and Widlöcher (2016), *Quality & Quantity* 50:2347–2364, eqs 1–6; Krippendorff (2019),
/// *Content Analysis*, 4th ed., § 12.6.3.
///
/// # Example
///
/// Two coders mark the same stretches and swap the codes; worked by hand: D_o is ½, D_e 4000/5960.
///
/// ```
/// use qualkit_agreement::{Continuum, Intersections, Segment, bar_u_alpha, u_alpha};
/// let coder = |first, second| {
///     vec![Segment { start: 0, end: 10, code: first }, Segment { start: 20, end: 30, code: second }]
/// };
/// let text = Continuum::new(0, 40, 2, vec![coder(0, 1), coder(1, 0)])?;
/// let sums = Intersections::of(&[text])?;
/// assert_eq!(format!("{:.3}", u_alpha(&sums)?.value), "0.255");
/// assert_eq!(bar_u_alpha(&sums)?.value, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn u_alpha(sums: &Intersections) -> Result<UnitizedAlpha, Undefined> {
    if sums.segments() == 0 {
        return Err(Undefined::NoSegments);
    }
    let matched = sums.shared_gaps + sums.codes.iter().map(|code| code.shared).sum::<u128>();
    let alike = sums.gaps * sums.gaps + sums.codes.iter().map(|code| code.marked * code.marked).sum::<u128>();
    let different = sums.all * sums.all - alike;
    if different == 0 {
        return Err(Undefined::OneCategoryOnly);
    }
    let observed = ratio(sums.scale * sums.all - matched, sums.scale * sums.all);
    Ok(UnitizedAlpha::new(sums, observed, ratio(different, distinct(sums)), 1.0))
}

/// Gives |uα: whether coders mark the same stretches, whatever the codes.
///
/// ```text
/// |uα = 1 − D_o / D_e
/// D_o = 2 (ℓ_φ· − ℓ_φφ) / ℓ··
/// D_e = 2 ℓ_φ· (ℓ·· − ℓ_φ·) / (ℓ··² − Σ_c s_c)       symbols as in u_alpha
/// ```
///
/// Segments of different codes that touch stay separate, so that s_c is that of [`u_alpha`](crate::u_alpha). Where
/// segments of different codes overlap, take each code alone by
/// [`Continuum::codes_only`](crate::Continuum::codes_only).
///
/// # Undefined when
///
/// Nobody marked anything ([`Undefined::NoSegments`]), or everybody everything
/// ([`Undefined::NoExpectedDisagreement`]); and where [`Intersections::of`] has no result.
///
/// # Source
///
/// Krippendorff, Mathet, Bouvry and Widlöcher (2016), *Quality & Quantity* 50:2347–2364; Krippendorff (2019), *Content
/// Analysis*, 4th ed., § 12.6.4, eq. 35.
///
/// # Example
///
/// The second coder marks twice as much; worked by hand: D_o is 2 · (50 − 40)/80, D_e is 2 · 50 · 30/(80² − 550).
///
/// ```
/// use qualkit_agreement::{Continuum, Intersections, Segment, bar_u_alpha};
/// let coder = |end| vec![Segment { start: 0, end, code: 0 }];
/// let sums = Intersections::of(&[Continuum::new(0, 40, 1, vec![coder(10), coder(20)])?])?;
/// assert!((bar_u_alpha(&sums)?.value - (1.0 - 0.25 * 5850.0 / 3000.0)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bar_u_alpha(sums: &Intersections) -> Result<UnitizedAlpha, Undefined> {
    if sums.segments() == 0 {
        return Err(Undefined::NoSegments);
    }
    if sums.gaps == 0 {
        return Err(Undefined::NoExpectedDisagreement);
    }
    let observed = ratio(2 * (sums.scale * sums.gaps - sums.shared_gaps), sums.scale * sums.all);
    let expected = ratio(2 * sums.gaps * (sums.all - sums.gaps), distinct(sums));
    Ok(UnitizedAlpha::new(sums, observed, expected, 1.0))
}

/// ℓ··² − Σ s_c: what chance can pair. Positive, since two coders make two segments or gaps at least.
fn distinct(sums: &Intersections) -> u128 {
    sums.all * sums.all - sums.squares - sums.gaps
}

pub(super) fn ratio(part: u128, whole: u128) -> f64 {
    part as f64 / whole as f64
}
