use crate::applied::{Test, boundary};
use crate::{Interval, IntervalMethod, Measure, NoInterval, Options, Ratings};

/// What a number of ratings that nobody gave weighs: so little that it counts for nothing, but enough to let the
/// likelihood give it some probability.
const UNSEEN: f64 = 1e-7;
/// The logit of the prevalence is sought this far to either side of what was observed.
const REACH: f64 = 6.0;

/// Gives the interval of kappa for one code and any number of coders that holds where codes are rare.
///
/// Those values of kappa are in the interval under which the counts are not too unlikely: how many units had the code
/// applied by none of the coders, by one, by two, … by all. No more is assumed about them than that units are
/// independent, so how a third coder follows the first two is left open.
///
/// ```text
/// 2 (ℓ(p̂) − max ℓ(p))  ≤  χ²      ℓ(p) = Σ_j n_j ln p_j      one degree of freedom
///                                 maximum over all p with kappa κ
///
/// n_j   units to which j coders applied the code      p̂_j = n_j / n
/// κ     1 − Σ_j p_j j(r − j) / (r(r − 1) π(1 − π))      π = Σ_j p_j j/r      r coders
/// ```
///
/// κ is Fleiss' kappa. For alpha, Cohen's kappa of two coders and Conger's of any number the limits are moved as
/// [`goodness_of_fit`](crate::goodness_of_fit) says. For two coders that interval is the better one: it is faster, a
/// little narrower and covers better. For three and five coders a nominal 95 % covers 91 to 98 % for 44 to 400 units,
/// 2 to 30 % positive; [`intervals`](crate::intervals) has the figures.
///
/// # Errors
///
/// The measure is undefined on the ratings (nobody ever applied the code, say), is not a kappa or alpha, or is
/// weighted; more than two categories were used; units with at least two ratings do not all have equally many.
///
/// # Source
///
/// Owen (2001), *Empirical Likelihood*, ch. 3, for the maximum; here every number of coders may have probability, also
/// those that did not occur.
///
/// # Example
///
/// 44 turns, three coders: all applied the code to two turns, one of them to a third.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, profile_likelihood};
/// let rows = [([Some(0), Some(0), Some(0)], 41), ([Some(1), Some(0), Some(0)], 1), ([Some(1), Some(1), Some(1)], 2)];
/// let ratings = Ratings::from_patterns(rows, 2)?;
/// let interval = profile_likelihood(&ratings, Measure::FleissKappa, &Options::default())?;
/// assert_eq!(format!("{:.2} to {:.2}", interval.low, interval.high), "0.34 to 0.99");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn profile_likelihood(ratings: &Ratings, measure: Measure, options: &Options) -> Result<Interval, NoInterval> {
    TEST_OF_LIKELIHOOD.interval(ratings, measure, options)
}

/// Gives the interval of [`profile_likelihood`] for units that come in clusters: one table per transcript.
///
/// ```text
/// 2 (ℓ(p̂) − max ℓ(p)) / D  ≤  F      1 and G − 1 degrees of freedom
/// ```
///
/// ℓ, p and p̂ are those of [`profile_likelihood`], the design effect D and the number G of transcripts those of
/// [`cluster_goodness_of_fit`](crate::cluster_goodness_of_fit).
///
/// # Errors
///
/// As for [`profile_likelihood`]; also fewer than two transcripts with units, or transcripts with other coders or
/// categories than the first.
///
/// # Source
///
/// As for [`profile_likelihood`]; design effect: Rao and Scott (1992), *Biometrics* 48:577–585.
///
/// # Example
///
/// Three transcripts by three coders: the interval is never narrower than that of as many independent units.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, cluster_profile_likelihood, profile_likelihood};
/// let (options, kappa) = (Options::default(), Measure::FleissKappa);
/// let counts = [[[3, 0], [2, 1], [0, 3]], [[3, 0], [3, 0], [0, 3]], [[3, 0], [1, 2], [1, 2]]];
/// let transcripts = counts.iter().map(Ratings::from_counts).collect::<Result<Vec<_>, _>>()?;
/// let clustered = cluster_profile_likelihood(&transcripts, kappa, &options)?;
/// let independent = profile_likelihood(&Ratings::from_counts(counts.concat())?, kappa, &options)?;
/// assert!(clustered.low < independent.low && independent.high <= clustered.high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cluster_profile_likelihood(
    clusters: &[Ratings],
    measure: Measure,
    options: &Options,
) -> Result<Interval, NoInterval> {
    TEST_OF_LIKELIHOOD.cluster_interval(clusters, measure, options)
}

const TEST_OF_LIKELIHOOD: Test = Test {
    limits: |applied, critical| Ok(Profile::new(&applied.units).limits(applied.kappa(), critical)),
    method: |clusters| IntervalMethod::ProfileLikelihood { clusters },
};

/// How many units had the code applied by none, by one, … by all of the coders.
struct Profile {
    weights: Vec<f64>,
    prevalence: f64,
}

impl Profile {
    /// Takes the units by how many coders applied the code; at least one rating of each kind must have been given.
    fn new(units_by_positive: &[u64]) -> Profile {
        let weights: Vec<f64> =
            units_by_positive.iter().map(|&units| if units == 0 { UNSEEN } else { units as f64 }).collect();
        let units: u64 = units_by_positive.iter().sum();
        let positive: u64 =
            units_by_positive.iter().enumerate().map(|(positive, &units)| positive as u64 * units).sum();
        let prevalence = positive as f64 / (units as f64 * (weights.len() - 1) as f64);
        Profile { weights, prevalence }
    }

    /// The values of kappa under which the counts are not too unlikely.
    fn limits(&self, value: f64, critical: f64) -> (f64, f64) {
        let coders = (self.weights.len() - 1) as f64;
        let misfit = |kappa: f64| -2.0 * self.best(kappa);
        (boundary(value, -1.0 / (coders - 1.0), critical, misfit), boundary(value, 1.0, critical, misfit))
    }

    /// The largest log-likelihood at a given kappa, less that of the counts themselves: over the prevalence on a grid,
    /// and then by golden section around the best of the grid.
    fn best(&self, kappa: f64) -> f64 {
        const GRID: i32 = 12;
        const GOLDEN: f64 = 0.618_033_988_749_894_8;
        let observed = libm::log(self.prevalence / (1.0 - self.prevalence));
        let at = |logit: f64| self.at(kappa, 1.0 / (1.0 + libm::exp(-logit)));
        let step = REACH / f64::from(GRID);
        let grid = (-GRID..=GRID).map(|place| observed + f64::from(place) * step);
        let (centre, _) = grid
            .map(|logit| (logit, at(logit)))
            .fold((observed, f64::NEG_INFINITY), |best, next| if next.1 > best.1 { next } else { best });
        let (mut low, mut high) = (centre - step, centre + step);
        let (mut left, mut right) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
        let (mut of_left, mut of_right) = (at(left), at(right));
        for _ in 0..30 {
            if of_left >= of_right {
                (high, right, of_right) = (right, left, of_left);
                left = high - GOLDEN * (high - low);
                of_left = at(left);
            } else {
                (low, left, of_left) = (left, right, of_right);
                right = low + GOLDEN * (high - low);
                of_right = at(right);
            }
        }
        of_left.max(of_right)
    }

    /// The largest log-likelihood ratio at a given kappa and prevalence: p_j = w_j / (1 + λ·g_j) with the λ that
    /// minimises −Σ w_j ln(1 + λ·g_j), by Newton's method; g_j are the two constraints. Infinite where no distribution
    /// meets them.
    fn at(&self, kappa: f64, prevalence: f64) -> f64 {
        const IMPOSSIBLE: f64 = -1e3;
        let coders = (self.weights.len() - 1) as f64;
        let pairs = coders * (coders - 1.0) * prevalence * (1.0 - prevalence) * (1.0 - kappa);
        let constraints = |positive: usize| {
            let positive = positive as f64;
            (positive - coders * prevalence, positive * (coders - positive) - pairs)
        };
        let mut multipliers = (0.0, 0.0);
        let mut value = 0.0;
        for _ in 0..60 {
            let (mut g1, mut g2, mut h11, mut h12, mut h22) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (positive, &weight) in self.weights.iter().enumerate() {
                let (first, second) = constraints(positive);
                let divisor = 1.0 + multipliers.0 * first + multipliers.1 * second;
                let (first, second) = (first / divisor, second / divisor);
                g1 += weight * first;
                g2 += weight * second;
                h11 += weight * first * first;
                h12 += weight * first * second;
                h22 += weight * second * second;
            }
            let determinant = h11 * h22 - h12 * h12;
            if determinant <= 0.0 || !determinant.is_finite() {
                break;
            }
            let step = ((h22 * g1 - h12 * g2) / determinant, (h11 * g2 - h12 * g1) / determinant);
            let mut length = 1.0;
            let improved = loop {
                let tried = (multipliers.0 + length * step.0, multipliers.1 + length * step.1);
                let found = self.dual(tried, constraints);
                if found < value {
                    break Some((tried, found));
                }
                length /= 2.0;
                if length < 1e-9 {
                    break None;
                }
            };
            let Some((tried, found)) = improved else { break };
            let gain = value - found;
            (multipliers, value) = (tried, found);
            if value < IMPOSSIBLE {
                return f64::NEG_INFINITY;
            }
            if gain < 1e-11 {
                break;
            }
        }
        value
    }

    fn dual(&self, (first, second): (f64, f64), constraints: impl Fn(usize) -> (f64, f64)) -> f64 {
        let mut sum = 0.0;
        for (positive, &weight) in self.weights.iter().enumerate() {
            let (one, other) = constraints(positive);
            let divisor = 1.0 + first * one + second * other;
            if divisor <= 0.0 {
                return f64::INFINITY;
            }
            sum -= weight * libm::log(divisor);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_coders_have_the_likelihood_of_three_cells() {
        // Any three shares are met by one prevalence and one kappa, so the likelihood can be written down.
        let [neither, one, both] = [30_u64, 9, 5];
        let profile = Profile::new(&[neither, one, both]);
        for kappa in [-0.1, 0.2, 0.5, 0.9] {
            let at = |pi: f64| {
                let variance = pi * (1.0 - pi);
                let cells = [
                    (1.0 - pi) * (1.0 - pi) + kappa * variance,
                    2.0 * variance * (1.0 - kappa),
                    pi * pi + kappa * variance,
                ];
                let counts = [neither as f64, one as f64, both as f64];
                cells.iter().zip(counts).map(|(cell, count)| count * libm::log(44.0 * cell / count)).sum::<f64>()
            };
            let best = (1..20_000).map(|step| at(f64::from(step) / 20_000.0)).fold(f64::NEG_INFINITY, f64::max);
            let found = profile.best(kappa);
            assert!((found - best).abs() < 1e-4, "{kappa}: {found} {best}");
        }
    }

    #[test]
    fn the_counts_themselves_are_the_most_likely() {
        let profile = Profile::new(&[50, 6, 3, 8]);
        // D_o = (6·2 + 3·2)/(67·6), π = 36/201.
        let value = 1.0 - (18.0 / 402.0) / (36.0 / 201.0 * 165.0 / 201.0);
        assert!(profile.best(value) > -1e-4, "{}", profile.best(value));
        let (low, high) = profile.limits(value, 3.841_458_820_694_124);
        assert!(low < value && value < high && high < 1.0);
        assert!((-2.0 * profile.best(low) - 3.841_459).abs() < 1e-3);
        assert!((-2.0 * profile.best(high) - 3.841_459).abs() < 1e-3);
    }

    #[test]
    fn the_likelihood_is_that_of_a_general_optimiser() {
        // Twice the difference of log-likelihoods, by sequential quadratic programming over all probabilities.
        for (units, kappa, expected) in [
            (&[50_u64, 6, 3, 8][..], 0.3, 12.547_92),
            (&[41, 1, 0, 2], 0.4, 3.172_37),
            (&[41, 0, 0, 3], 0.5, 8.000_32),
            (&[300, 10, 4, 6, 5, 3], 0.35, 10.244_58),
        ] {
            let found = -2.0 * Profile::new(units).best(kappa);
            assert!((found - expected).abs() < 1e-3, "{units:?} {kappa}: {found}");
        }
    }
}
