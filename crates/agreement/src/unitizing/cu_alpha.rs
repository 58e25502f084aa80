use super::u_alpha::ratio;
use crate::sum::sorted_sum;
use crate::{Distances, Intersections, Undefined, UnitizedAlpha};

/// Gives cuα: whether coders choose the same code where both marked something.
///
/// ```text
/// cuα = 1 − D_o / D_e
/// D_o = Σ_ck ℓᵛ_ck δ²_ck / ℓᵛ··
/// D_e = Σ_ck ℓᵛ_c· ℓᵛ_k· δ²_ck / (ℓᵛ··² − Σ_c sᵛ_c)
///
/// ℓᵛ_ck   length on which one coder has code c and another code k, over ordered pairs of coders, divided by m − 1
/// ℓᵛ_c·   Σ_k ℓᵛ_ck       ℓᵛ··   Σ_c ℓᵛ_c·       δ²   the distance of two codes; 1 for any two if nominal
/// sᵛ_c    Σ a_g² over the segments g with code c
/// a_g     how much of g others marked too, summed over them and divided by m − 1
/// ```
///
/// Without `distances` any two codes are equally different. Of distances only the proportions matter: they are divided
/// by the largest.
///
/// `coverage` is ℓᵛ·· / ℓ··: how much of the texts any two coders both marked.
///
/// # With three coders and more
///
/// Chance pairs what is in ℓᵛ·· anew, but never a segment with itself; so sᵛ must be that part of ℓᵛ_c·² in which a
/// segment meets itself, and since segment g enters ℓᵛ_c· with a_g, this is a_g². Then no expected coincidence is
/// negative, and a code that has one segment only cannot meet itself by chance. Two other readings are in use: the sum
/// over other coders of the squared length that g shares with each, divided by m − 1, and the square of the length that
/// g shares with any of them. Both can make expected coincidences negative. All three are the same for two coders, and
/// where everybody marked everything.
///
/// # Undefined when
///
/// Nobody marked anything ([`Undefined::NoSegments`]); no stretch was marked by two ([`Undefined::NoSharedSegments`]);
/// only one code was used there ([`Undefined::OneCategoryOnly`]), or only codes at distance 0
/// ([`Undefined::NoExpectedDisagreement`]); the table of distances has too few codes
/// ([`Undefined::UnknownCategory`]).
///
/// # Source
///
/// Krippendorff, Mathet, Bouvry and Widlöcher (2016), *Quality & Quantity* 50:2347–2364, eqs 10–11; Krippendorff
/// (2019), *Content Analysis*, 4th ed., § 12.6.5, eqs 36–37.
///
/// # Example
///
/// Two coders mark the same stretches and swap the codes; worked by hand: D_o is 1, D_e is 2 · 20 · 20/(40² − 400).
///
/// ```
/// use qualkit_agreement::{Continuum, Intersections, Segment, cu_alpha};
/// let segment = |start, end, code| Segment { start, end, code };
/// let coder = |first, second| vec![segment(0, 10, first), segment(20, 30, second)];
/// let sums = Intersections::of(&[Continuum::new(0, 40, 2, vec![coder(0, 1), coder(1, 0)])?])?;
/// let alpha = cu_alpha(&sums, None)?;
/// assert!((alpha.value - -0.5).abs() < 1e-12);
/// assert_eq!(alpha.coverage, 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cu_alpha(sums: &Intersections, distances: Option<&Distances>) -> Result<UnitizedAlpha, Undefined> {
    let all = valued(sums)?;
    let coverage = ratio(all, sums.scale * sums.all);
    let distinct = all * all - sums.codes.iter().map(|code| code.squares).sum::<u128>();
    let alike: u128 = sums.codes.iter().map(|code| code.valued * code.valued).sum();
    if alike == all * all {
        return Err(Undefined::OneCategoryOnly);
    }
    let Some(distances) = distances else {
        let shared: u128 = sums.codes.iter().map(|code| code.shared).sum();
        return Ok(UnitizedAlpha::new(sums, ratio(all - shared, all), ratio(all * all - alike, distinct), coverage));
    };
    let used: Vec<(usize, u128)> =
        sums.codes.iter().map(|code| code.valued).enumerate().filter(|&(_, valued)| valued > 0).collect();
    if let Some(&(category, _)) = used.iter().find(|&&(code, _)| code >= distances.categories()) {
        return Err(Undefined::UnknownCategory { category, categories: distances.categories() });
    }
    let largest = distances.largest().max(f64::MIN_POSITIVE);
    let share = |c: usize, k: usize| distances.get(c, k) / largest;
    let observed = sums.crossed.iter().map(|&((c, k), length)| ratio(2 * length, all) * share(c, k));
    let pairs =
        used.iter().enumerate().flat_map(|(place, first)| used[..place].iter().map(move |second| (first, second)));
    let expected = pairs.map(|(&(c, of_c), &(k, of_k))| ratio(2 * of_c * of_k, distinct) * share(c, k));
    let expected = sorted_sum(expected);
    if expected == 0.0 {
        return Err(Undefined::NoExpectedDisagreement);
    }
    Ok(UnitizedAlpha::new(sums, sorted_sum(observed), expected, coverage))
}

/// Gives (k)uα: where a coder used the code and another marked something, whether the other used it too.
///
/// ```text
/// (k)uα = 1 − D_o / D_e
/// D_o = (ℓᵛ_k· − ℓ_kk) / ℓᵛ_k·
/// D_e = ℓᵛ_k· (ℓᵛ·· − ℓᵛ_k·) / (ℓᵛ_k· ℓᵛ·· − sᵛ_k)      symbols as in cu_alpha
/// ```
///
/// `coverage` is ℓᵛ_k· / ℓ_k·: how much of what was marked with the code others marked too, with any code.
///
/// # Undefined when
///
/// The code is not declared; nobody marked anything; no stretch with this code was marked by another coder
/// ([`Undefined::NoSharedSegments`]); no other code was used where two marked ([`Undefined::OneCategoryOnly`]).
///
/// # Source
///
/// Krippendorff, Mathet, Bouvry and Widlöcher (2016), *Quality & Quantity* 50:2347–2364, eq. 13; Krippendorff (2019),
/// *Content Analysis*, 4th ed., § 12.6.6, eq. 38.
///
/// # Example
///
/// Two coders mark the same stretches and swap the codes; worked by hand: D_o is 1, D_e is 20 · 20/(20 · 40 − 200).
///
/// ```
/// use qualkit_agreement::{Continuum, Intersections, Segment, ku_alpha};
/// let segment = |start, end, code| Segment { start, end, code };
/// let coder = |first, second| vec![segment(0, 10, first), segment(20, 30, second)];
/// let sums = Intersections::of(&[Continuum::new(0, 40, 2, vec![coder(0, 1), coder(1, 0)])?])?;
/// assert!((ku_alpha(&sums, 0)?.value - -0.5).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ku_alpha(sums: &Intersections, code: usize) -> Result<UnitizedAlpha, Undefined> {
    let Some(own) = sums.codes.get(code) else {
        return Err(Undefined::UnknownCategory { category: code, categories: sums.codes.len() });
    };
    let all = valued(sums)?;
    if own.valued == 0 {
        return Err(Undefined::NoSharedSegments);
    }
    if own.valued == all {
        return Err(Undefined::OneCategoryOnly);
    }
    let observed = ratio(own.valued - own.shared, own.valued);
    let expected = ratio(own.valued * (all - own.valued), own.valued * all - own.squares);
    Ok(UnitizedAlpha::new(sums, observed, expected, ratio(own.valued, sums.scale * own.marked)))
}

/// ℓᵛ··, scaled; not 0.
fn valued(sums: &Intersections) -> Result<u128, Undefined> {
    if sums.segments() == 0 {
        return Err(Undefined::NoSegments);
    }
    let all: u128 = sums.codes.iter().map(|code| code.valued).sum();
    if all > 0 { Ok(all) } else { Err(Undefined::NoSharedSegments) }
}
