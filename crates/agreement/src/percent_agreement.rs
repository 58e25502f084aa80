use crate::standard_error::linearised;
use crate::sum::sorted_sum;
use crate::{Counts, Estimate, Interval, IntervalMethod, Options, Outcome, Undefined};

/// Gives the share of pairs of coders who agree, averaged over units.
///
/// ```text
/// p_a = (1/n′) Σ_i Σ_k r_ik(r_ik − 1) / (r_i(r_i − 1))
///
/// r_ik   coders who put unit i into category k       r_i   coders who rated unit i
/// n′     units with r_i ≥ 2, over which the first sum runs
/// ```
///
/// For two coders this is the share of units on which they agree. It is not corrected for chance: `expected` is 0.
/// Each unit weighs the same, however many coders rated it. Units with fewer than two ratings are left out of p_a.
/// Standard error after Gwet (2014), t interval with n − 1 degrees of freedom, n the units with at least one rating.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, or no unit with two ratings.
///
/// # Source
///
/// Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 2 and 5.
///
/// # Example
///
/// Cohen (1960), p. 37: .29.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, percent_agreement};
/// let ratings = Ratings::from_confusion(&[[25, 12, 3], [13, 2, 15], [12, 16, 2]])?;
/// let agreement = percent_agreement(&ratings.counts(), &Options::default())?;
/// assert_eq!(format!("{:.2}", agreement.value), "0.29");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn percent_agreement(counts: &Counts, options: &Options) -> Outcome {
    let observed = observed(counts)?;
    let units = counts.rated();
    let scale = units as f64 / counts.pairable() as f64;
    let contributions = counts.rated_rows().map(|row| {
        let pairs = row.pairs().max(1) as f64;
        (scale * (row.agreeing_pairs() as f64 / pairs), row.times)
    });
    let standard_error = linearised(contributions, observed, units);
    let method = IntervalMethod::GwetLinearised { degrees_of_freedom: units - 1 };
    Ok(Estimate {
        value: observed,
        observed: Some(observed),
        expected: Some(0.0),
        standard_error,
        interval: standard_error.map(|error| Interval::around(observed, error, method, options)),
        p_value: None,
        units: counts.units(),
        coders: counts.coders(),
        pairable: counts.pairable(),
        missing_cells: counts.missing_cells(),
    })
}

/// p_a alone, or why there is none.
pub(crate) fn observed(counts: &Counts) -> Result<f64, Undefined> {
    let coders = counts.coders();
    if counts.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    let pairable = counts.pairable();
    if pairable == 0 {
        return Err(Undefined::NothingPairable);
    }
    let mut agreeing = std::collections::BTreeMap::new();
    for row in counts.pairable_rows() {
        *agreeing.entry(row.pairs()).or_insert(0) += u128::from(row.times) * row.agreeing_pairs();
    }
    let shares = agreeing.into_iter().map(|(pairs, agreeing): (u128, u128)| agreeing as f64 / pairs as f64);
    Ok(sorted_sum(shares) / pairable as f64)
}
