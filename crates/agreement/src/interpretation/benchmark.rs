use super::scale::{Label, Scale};
use crate::distribution::normal;
use crate::{Estimate, Undefined};

/// How sure one can be that a coefficient reaches each level of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Benchmark {
    /// One entry per level of the scale, best first.
    pub memberships: Vec<Membership>,
    /// The best level that is reached with the probability asked for.
    pub label: Label,
    /// The probability asked for.
    pub probability: f64,
}

/// The probability of one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Membership {
    /// The level and its scale.
    pub label: Label,
    /// That the coefficient lies in this level.
    pub interval: f64,
    /// That it lies in this level or above: the cumulative membership probability.
    pub cumulative: f64,
}

/// Names a coefficient's size allowing for its error (Gwet's benchmarking).
///
/// ```text
/// P(level) = (Φ((κ − lo)/SE) − Φ((κ − hi)/SE)) / (Φ((κ + 1)/SE) − Φ((κ − 1)/SE))
///
/// lo, hi   ends of the level, 1 the highest and −1 the lowest      Φ   the standard normal distribution
/// ```
///
/// Probabilities are added from the best level down, and the first level where the sum reaches `probability`, .95 in
/// Gwet's book, is what may be claimed. It is often a level or two below the one in which the value itself lies. With a
/// standard error of 0 that level is certain.
///
/// # Undefined when
///
/// The estimate has no standard error.
///
/// # Source
///
/// Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 6.
///
/// # Example
///
/// AC1 of the four raters in Gwet's book: .775 with standard error .143.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, Scale, benchmark, percent_agreement};
/// # let counts = Ratings::from_counts([[2, 0]; 3])?;
/// # let estimate = percent_agreement(&counts, &Options::default())?;
/// # let estimate = qualkit_agreement::Estimate { value: 0.77544, standard_error: Some(0.14295), ..estimate };
/// let benchmark = benchmark(Scale::landis_koch(), &estimate, 0.95)?;
/// assert_eq!(benchmark.label.to_string(), "Moderate (Landis and Koch 1977)");
/// let cumulative: Vec<_> = benchmark.memberships.iter().map(|m| format!("{:.3}", m.cumulative)).collect();
/// assert_eq!(cumulative, ["0.397", "0.883", "0.995", "1.000", "1.000", "1.000"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn benchmark(scale: &'static Scale, estimate: &Estimate, probability: f64) -> Result<Benchmark, Undefined> {
    let error = estimate.standard_error.ok_or(Undefined::NoInterval)?;
    let value = estimate.value;
    let certain = scale.label(value).level;
    // P(κ > low), of a normal κ that is known to lie between −1 and 1.
    let above = |low: f64| {
        let (low, end, whole) = ((value - low) / error, (value - 1.0) / error, (value + 1.0) / error);
        // Far below −1 nothing is left to share out but the lowest level.
        let all = between(end, whole);
        if all > 0.0 { between(end, low) / all } else { 0.0 }
    };
    let lowest = scale.levels.len() - 1;
    let mut before = 0.0;
    let memberships: Vec<Membership> = (0..=lowest)
        .map(|level| {
            let cumulative = match error > 0.0 {
                _ if level == lowest => 1.0,
                true => above(scale.levels[level].low),
                false => f64::from(u8::from(level >= certain)),
            };
            let interval = cumulative - before;
            before = cumulative;
            Membership { label: Label { scale, level }, interval, cumulative }
        })
        .collect();
    let reached = memberships.iter().position(|membership| membership.cumulative >= probability).unwrap_or(lowest);
    Ok(Benchmark { memberships, label: Label { scale, level: reached }, probability })
}

/// Φ(high) − Φ(low), from the side where both are small.
fn between(low: f64, high: f64) -> f64 {
    if low > 0.0 { normal::sf(low) - normal::sf(high) } else { normal::cdf(high) - normal::cdf(low) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, standard_error: Option<f64>) -> Estimate {
        Estimate {
            value,
            observed: None,
            expected: None,
            standard_error,
            interval: None,
            p_value: None,
            units: 10,
            coders: 2,
            pairable: 10,
            missing_cells: 0,
        }
    }

    #[test]
    fn probabilities_equal_those_of_irrcac() {
        let cases: [(&'static Scale, f64, f64, &[f64], &str); 5] = [
            (
                Scale::landis_koch(),
                0.77544,
                0.14295,
                &[0.396_743_031_37, 0.883_364_882_97, 0.995_418_807_348, 0.999_969_814_525, 0.999_999_969_158, 1.0],
                "Moderate",
            ),
            (
                Scale::altman(),
                0.77544,
                0.14295,
                &[0.396_743_031_37, 0.883_364_882_97, 0.995_418_807_348, 0.999_969_814_525, 1.0],
                "Moderate",
            ),
            (Scale::fleiss(), 0.77544, 0.14295, &[0.544_137_493_857, 0.995_418_807_348, 1.0], "Intermediate to Good"),
            (
                Scale::landis_koch(),
                0.43,
                0.05,
                &[6.809_224_890_62e-14, 0.000_336_929_265_677, 0.725_746_882_25, 0.999_997_887_545, 1.0, 1.0],
                "Fair",
            ),
            (
                Scale::altman(),
                0.43,
                0.05,
                &[6.809_224_890_62e-14, 0.000_336_929_265_677, 0.725_746_882_25, 0.999_997_887_545, 1.0],
                "Fair",
            ),
        ];
        for (scale, value, error, expected, word) in cases {
            let benchmark = benchmark(scale, &estimate(value, Some(error)), 0.95).unwrap();
            assert_eq!(benchmark.label.word(), word);
            assert_eq!(benchmark.memberships.len(), expected.len());
            for (membership, expected) in benchmark.memberships.iter().zip(expected) {
                assert!((membership.cumulative - expected).abs() < 1e-9 * expected, "{} {value}", scale.name);
            }
            let sum: f64 = benchmark.memberships.iter().map(|membership| membership.interval).sum();
            assert!((sum - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn without_error_the_level_of_the_value_is_certain() {
        let exact = benchmark(Scale::altman(), &estimate(1.0, Some(0.0)), 0.95).unwrap();
        assert_eq!((exact.label.word(), exact.memberships[0].cumulative), ("Very Good", 1.0));
        let exact = benchmark(Scale::altman(), &estimate(0.5, Some(0.0)), 0.95).unwrap();
        assert_eq!((exact.label.word(), exact.memberships[1].cumulative), ("Moderate", 0.0));
        assert_eq!(benchmark(Scale::altman(), &estimate(0.5, None), 0.95), Err(Undefined::NoInterval));
    }

    #[test]
    fn a_value_below_minus_one_is_still_a_probability() {
        for value in [-1.2, -3.0, -50.0] {
            let low = benchmark(Scale::altman(), &estimate(value, Some(0.01)), 0.95).unwrap();
            assert!(low.memberships.iter().all(|membership| (0.0..=1.0).contains(&membership.cumulative)));
            assert_eq!(low.label.word(), "Poor");
        }
    }
}
