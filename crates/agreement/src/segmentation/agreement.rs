use super::{Segmentation, boundary_edits};
use crate::sum::sorted_sum;
use crate::{Chance, Undefined};

/// Which similarity of segmentations agreement is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Similarity {
    /// [`boundary_similarity`](crate::boundary_similarity), B.
    Boundary,
    /// [`segmentation_similarity`](crate::segmentation_similarity), S.
    Segmentation,
}

/// Agreement of coders on boundaries, corrected for chance in two ways.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SegmentationAgreement {
    /// Actual agreement A_a.
    pub observed: f64,
    /// Expected agreement if all coders place boundaries equally often.
    pub expected_pi: f64,
    /// Expected agreement if each coder has an own rate.
    pub expected_kappa: f64,
    /// Fleiss' pi, for two coders Scott's.
    pub pi: f64,
    /// Fleiss' kappa, for two coders Cohen's.
    pub kappa: f64,
    /// Artstein and Poesio's coder bias: expected_pi − expected_kappa.
    pub bias: f64,
    /// Texts.
    pub texts: usize,
    /// Coders.
    pub coders: usize,
}

/// Gives agreement of two coders or more on where the boundaries of texts are.
///
/// ```text
/// π = (A_a − A_e) / (1 − A_e), κ likewise
/// A_a      Σ of what B or S has above the line / Σ of what it has below, over texts and pairs of coders
/// A_e^π    (mean of b_it / p_t over coders i and texts t)²
/// A_e^κ    mean over pairs of coders i, j of (Σ_t b_it / Σ_t p_t) (Σ_t b_jt / Σ_t p_t)
///
/// b_it     boundaries coder i placed in text t       p_t   places in text t where one could be
/// ```
///
/// `texts` has one row per text and in it one segmentation per coder, in the same order everywhere. A text of a single
/// unit has no place for a boundary and is left out. Chance is that two coders place a boundary, not that they leave
/// the place free: Fournier's choice, under which S corrected for chance stays high. Texts weigh the same in A_e^π and
/// by their length in A_e^κ, as in segeval; the bias holds that difference too and can be below 0.
///
/// # Undefined when
///
/// There are no texts, fewer than two coders, or not the same number everywhere; segmentations of a text are not of the
/// same length; no text has two units ([`Undefined::NoUnits`]); nobody placed a boundary
/// ([`Undefined::NoBoundaries`]); everybody placed all ([`Undefined::NoExpectedDisagreement`]).
///
/// # Source
///
/// Fournier (2013), Proc. ACL, pp. 1702–1712; Fournier and Inkpen (2012), Proc. NAACL, pp. 152–161, for A_e and bias.
///
/// # Example
///
/// Chapter 2 of the novel that Kazantseva and Szpakowicz (2012) had segmented, six coders; segeval 2.0.11 prints π =
/// .5336 and κ = .5340 of B in its own tests.
///
/// ```
/// use qualkit_agreement::{Segmentation, Similarity, segmentation_agreement};
/// let masses: [&[u64]; 6] = [&[4, 7, 3, 1], &[4, 7, 3, 1], &[5, 6, 3, 1], &[5, 5, 4, 1], &[14, 1], &[14, 1]];
/// let text = masses.into_iter().map(Segmentation::from_masses).collect::<Result<Vec<_>, _>>()?;
/// let agreement = segmentation_agreement(&[text], Similarity::Boundary, 2)?;
/// assert_eq!(format!("{:.4} {:.4}", agreement.pi, agreement.kappa), "0.5336 0.5340");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn segmentation_agreement(
    texts: &[Vec<Segmentation>],
    similarity: Similarity,
    span: u64,
) -> Result<SegmentationAgreement, Undefined> {
    let coders = texts.first().ok_or(Undefined::NoUnits)?.len();
    if let Some(text) = texts.iter().position(|text| text.len() != coders) {
        return Err(Undefined::CodersDiffer { text, expected: coders, found: texts[text].len() });
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    // Both in n_t-ths.
    let (mut cost, mut whole) = (0_u128, 0_u128);
    for text in texts {
        for (place, second) in text.iter().enumerate() {
            for first in &text[..place] {
                let edits = boundary_edits(first, second, span)?;
                cost += edits.cost();
                let of = match similarity {
                    Similarity::Boundary => edits.pairs(),
                    Similarity::Segmentation => edits.potential_boundaries,
                };
                whole += u128::from(of) * u128::from(span.max(1));
            }
        }
    }
    let texts: Vec<&Vec<Segmentation>> = texts.iter().filter(|text| text[0].potential_boundaries() > 0).collect();
    if texts.is_empty() {
        return Err(Undefined::NoUnits);
    }
    let placed = |segmentation: &Segmentation| segmentation.boundaries().len() as u64;
    if texts.iter().all(|text| text.iter().all(|segmentation| placed(segmentation) == 0)) {
        return Err(Undefined::NoBoundaries);
    }
    let observed = (whole - cost) as f64 / whole as f64;
    let rates = texts.iter().flat_map(|text| {
        text.iter().map(|segmentation| placed(segmentation) as f64 / segmentation.potential_boundaries() as f64)
    });
    let rate = sorted_sum(rates) / (texts.len() * coders) as f64;
    let expected_pi = rate * rate;
    let expected_kappa = expected_of_pairs(&texts, coders);
    let pi = corrected(observed, expected_pi)?;
    let kappa = corrected(observed, expected_kappa)?;
    let bias = expected_pi - expected_kappa;
    Ok(SegmentationAgreement { observed, expected_pi, expected_kappa, pi, kappa, bias, texts: texts.len(), coders })
}

fn expected_of_pairs(texts: &[&Vec<Segmentation>], coders: usize) -> f64 {
    let places: u64 = texts.iter().map(|text| text[0].potential_boundaries()).sum();
    let of = |coder: usize| texts.iter().map(|text| text[coder].boundaries().len() as u64).sum::<u64>();
    let rates: Vec<f64> = (0..coders).map(|coder| of(coder) as f64 / places as f64).collect();
    let products = rates.iter().enumerate().flat_map(|(place, a)| rates[..place].iter().map(move |b| a * b));
    sorted_sum(products) / (coders * (coders - 1) / 2) as f64
}

fn corrected(observed: f64, expected: f64) -> Result<f64, Undefined> {
    Chance { observed, expected }.corrected().map_err(|_| Undefined::NoExpectedDisagreement)
}
