use crate::applied::{Applied, Limits, Test, boundary};
use crate::{Interval, IntervalMethod, Measure, NoInterval, Options, Ratings, Undefined};

/// Gives the interval of kappa for one code and two coders that holds where codes are rare.
///
/// Those values of kappa are in the interval that the counts do not contradict: how many units both coders applied the
/// code to, how many only one of them, how many neither. For a kappa in question the three counts have expectations,
/// and Pearson's test of fit tells how far off they are:
///
/// ```text
/// X²(κ) = n (π(1 − π)(κ̂ − κ))² (1/P_both + 4/P_one + 1/P_neither)  ≤  χ²      one degree of freedom
///
/// P_both = π² + κ π(1 − π)      P_one = 2π(1 − π)(1 − κ)      P_neither = (1 − π)² + κ π(1 − π)
/// π   share of ratings in which the code was applied      κ̂   kappa of the counts      n   units
/// ```
///
/// The counts of any two coders have such a π and κ, so nothing is assumed about them but that units are independent. κ
/// is Scott's pi, which is Fleiss' kappa of two coders. For alpha, Cohen's and Conger's kappa, which differ from it in
/// the agreement expected by chance only, the limits are moved in that proportion:
///
/// ```text
/// 1 − (1 − limit) D_e,Scott / D_e      D_e   1 less expected agreement
/// ```
///
/// Value ± z · SE and percentiles of resamples fail where few units are positive: a nominal 95 % covers 20 to 40 % for
/// 44 units of which 2 % bear the code. This one covers some 93 % and more for 44 to 400 units, 2 to 50 % positive, and
/// coders of whom one applies the code up to twice as often as the other; where the others hold, it is about as wide as
/// they are. If all agree it still has a width. [`intervals`](crate::intervals) has the figures.
///
/// Either category may be called applied; the interval is the same.
///
/// # Errors
///
/// The measure is undefined on the ratings (nobody ever applied the code, say), is not a kappa of this form (Cohen,
/// Conger, Scott, Fleiss) or alpha, or is weighted; there are not exactly two coders; more than two categories were
/// used.
///
/// # Source
///
/// Donner and Eliasziw (1992), *Statistics in Medicine* 11:1511–1519. The move to other measures is our own.
///
/// # Example
///
/// 44 turns: both coders applied the code to one, each alone to one more.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, cohen_kappa, goodness_of_fit};
/// let ratings = Ratings::from_confusion(&[[41, 1], [1, 1]])?;
/// let interval = goodness_of_fit(&ratings, Measure::CohenKappa, &Options::default())?;
/// assert_eq!(format!("{:.2} to {:.2}", interval.low, interval.high), "0.06 to 0.85");
/// // The normal interval goes below what is possible with so rare a code (-0.05).
/// let normal = cohen_kappa(&ratings, &Options::default())?.interval.expect("there are 44 units");
/// assert_eq!(format!("{:.2} to {:.2}", normal.low, normal.high), "-0.14 to 1.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn goodness_of_fit(ratings: &Ratings, measure: Measure, options: &Options) -> Result<Interval, NoInterval> {
    TEST_OF_FIT.interval(ratings, measure, options)
}

/// Gives the interval of [`goodness_of_fit`] for units that come in clusters: one table per transcript.
///
/// Units of one transcript are not independent, so the counts say less than as many independent units would. The test
/// statistic is therefore divided by the design effect: by how much the variance of kappa over transcripts is larger
/// than it would be with independent units (at least 1). As it is estimated from few transcripts, F takes the place
/// of χ².
///
/// ```text
/// X²(κ) / D  ≤  F      1 and G − 1 degrees of freedom      D = (G/(G − 1)) Σ_g (Σ_{i in g} u_i)² / Σ_i u_i²
///
/// u_i   first-order effect of unit i on kappa      G   transcripts with a unit that both rated
/// ```
///
/// With 10 transcripts it covers better than the cluster bootstrap, with 20 and more about as well, and for rare codes
/// it is narrower; but not everywhere does it cover what it says. [`intervals`](crate::intervals) has the figures.
///
/// # Errors
///
/// As for [`goodness_of_fit`]; also fewer than two transcripts with units, or transcripts with other coders or
/// categories than the first.
///
/// # Source
///
/// Donner and Eliasziw (1992) as there; design effect: Rao and Scott (1992), *Biometrics* 48:577–585.
///
/// # Example
///
/// Three transcripts: the interval is never narrower than that of as many independent units.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, cluster_goodness_of_fit, goodness_of_fit};
/// let tables = [[[9, 1], [0, 5]], [[12, 0], [1, 2]], [[8, 2], [1, 4]]];
/// let transcripts = tables.iter().map(|table| Ratings::from_confusion(table)).collect::<Result<Vec<_>, _>>()?;
/// let clustered = cluster_goodness_of_fit(&transcripts, Measure::CohenKappa, &Options::default())?;
/// let together = Ratings::from_confusion(&[[29, 3], [2, 11]])?;
/// let independent = goodness_of_fit(&together, Measure::CohenKappa, &Options::default())?;
/// assert!(clustered.low < independent.low && independent.high < clustered.high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cluster_goodness_of_fit(
    clusters: &[Ratings],
    measure: Measure,
    options: &Options,
) -> Result<Interval, NoInterval> {
    TEST_OF_FIT.cluster_interval(clusters, measure, options)
}

const TEST_OF_FIT: Test = Test { limits, method: |clusters| IntervalMethod::GoodnessOfFit { clusters } };

/// The values of Scott's pi for which X² is at most `critical`.
fn limits(applied: &Applied, critical: f64) -> Limits {
    if applied.coders() != 2 {
        return Err(Undefined::NotTwoCoders { coders: applied.coders() }.into());
    }
    let (share, not) = applied.shares();
    let (variance, value, units) = (share * not, applied.kappa(), applied.all() as f64);
    let misfit = |kappa: f64| {
        let distance = variance * (value - kappa);
        let both = share * share + kappa * variance;
        let one = 2.0 * variance * (1.0 - kappa);
        let neither = not * not + kappa * variance;
        units * distance * distance * (1.0 / both + 4.0 / one + 1.0 / neither)
    };
    let lowest = -(share / not).min(not / share);
    Ok((boundary(value, lowest, critical, misfit), boundary(value, 1.0, critical, misfit)))
}
