use super::Scores;
use super::range::Range;
use crate::distribution::normal;
use crate::sum::sorted_sum;
use crate::{Estimate, Interval, IntervalMethod, Options, Undefined};

/// Lin's concordance correlation and its two parts: precision and accuracy.
#[derive(Clone, Debug, PartialEq)]
pub struct Concordance {
    /// The coefficient with standard error and interval.
    pub estimate: Estimate,
    /// Pearson's correlation, which bias and scale do not touch; absent where one coder's scores do not vary.
    pub correlation: Option<f64>,
    /// C_b = ρ_c / r: 1 where the best line is that of equality.
    pub bias_correction: f64,
    /// s_2 / s_1, second coder's standard deviation over the first's; absent where the first has none.
    pub scale_shift: Option<f64>,
    /// (x̄_2 − x̄_1) / √(s_1 s_2), second coder's mean less the first's; absent where one coder's scores do not vary.
    pub location_shift: Option<f64>,
}

/// Gives Lin's concordance correlation: how close two coders' scores lie to the line of equality.
///
/// ```text
/// ρ_c = 2 s_12 / (s_1² + s_2² + (x̄_1 − x̄_2)²)      variances and covariance divided by n
///
/// SE² = ((1 − r²)C_b²(1 − ρ_c²) + 2ρ_c²C_b(1 − ρ_c)u² − ρ_c²C_b²u⁴/2) / (n − 2)
///
/// r      Pearson's correlation      C_b = ρ_c/r = 2 s_1 s_2 / (s_1² + s_2² + (x̄_1 − x̄_2)²)
/// u      (x̄_2 − x̄_1)/√(s_1 s_2)      n      units that both scored
/// ```
///
/// The interval is tanh(artanh ρ_c ± z · SE/(1 − ρ_c²)). Units that either coder did not score are left out. There is
/// no standard error for two units, nor where one coder's scores do not vary.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, fewer than two units that both scored, or all scores are equal.
///
/// # Source
///
/// Lin (1989), *Biometrics* 45:255–268; standard error with n − 2, and the correction of its third term: Lin (2000),
/// *Biometrics* 56:324–325.
///
/// # Example
///
/// The second coder is always one higher; worked by hand: both variances and the covariance are 2/3, the means 1 apart.
///
/// ```
/// use qualkit_agreement::{Options, Scores, lin_concordance};
/// let scores = Scores::from_rows([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]].map(|row| row.map(Some)))?;
/// let concordance = lin_concordance(&scores, &Options::default())?;
/// assert!((concordance.estimate.value - 4.0 / 7.0).abs() < 1e-12);
/// assert_eq!(concordance.correlation, Some(1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lin_concordance(scores: &Scores, options: &Options) -> Result<Concordance, Undefined> {
    scores.comparable()?;
    let coders = scores.coders();
    if coders != 2 {
        return Err(Undefined::NotTwoCoders { coders });
    }
    let n = scores.complete() as f64;
    let range = Range::of(scores.complete_rows().flatten().copied());
    let column = |coder| scores.column(coder).map(|score| range.share(score)).collect::<Vec<f64>>();
    let Moments { first, second, product, distance } = Moments::of(&column(0), &column(1));
    let spread = first + second + distance * distance;
    if spread <= 0.0 {
        return Err(Undefined::NoVariance);
    }
    let value = 2.0 * product / spread;
    let geometric = libm::sqrt(first * second);
    let bias_correction = 2.0 * geometric / spread;
    let varies = geometric > 0.0;
    let correlation = varies.then(|| (product / geometric).clamp(-1.0, 1.0));
    let location_shift = varies.then(|| distance / libm::sqrt(geometric));
    let standard_error = correlation.zip(location_shift).filter(|_| n > 2.0).map(|(r, u)| {
        let (squared, u) = (value * value, u * u);
        let corrected = bias_correction * bias_correction;
        let variance = (1.0 - r) * (1.0 + r) * corrected * (1.0 - squared)
            + 2.0 * squared * bias_correction * (1.0 - value) * u
            - 0.5 * squared * corrected * u * u;
        libm::sqrt(variance.max(0.0) / (n - 2.0))
    });
    let interval = standard_error.map(|error| {
        let half = if error > 0.0 {
            normal::half_width(options.confidence.get()) * error / ((1.0 - value) * (1.0 + value))
        } else {
            0.0
        };
        let end = |shift: f64| if shift == 0.0 { value } else { libm::tanh(libm::atanh(value) + shift) };
        Interval { low: end(-half), high: end(half), level: options.confidence, method: IntervalMethod::FisherZ }
    });
    Ok(Concordance {
        estimate: Estimate { standard_error, interval, ..scores.estimate(value) },
        correlation,
        bias_correction,
        scale_shift: (first > 0.0).then(|| libm::sqrt(second / first)),
        location_shift,
    })
}

/// Variances, covariance (divided by n) and difference of means (second less first) of two columns.
pub(super) struct Moments {
    pub(super) first: f64,
    pub(super) second: f64,
    pub(super) product: f64,
    pub(super) distance: f64,
}

impl Moments {
    pub(super) fn of(first: &[f64], second: &[f64]) -> Moments {
        let n = first.len() as f64;
        // Each from its lowest score on: equal scores then leave exactly nothing.
        let columns = [first, second].map(|column| {
            let lowest = column.iter().copied().fold(f64::INFINITY, f64::min);
            let above: Vec<f64> = column.iter().map(|score| score - lowest).collect();
            let mean = sorted_sum(above.iter().copied()) / n;
            (above.into_iter().map(|score| score - mean).collect::<Vec<f64>>(), lowest, mean)
        });
        let [(first, first_lowest, first_mean), (second, second_lowest, second_mean)] = columns;
        let product = |a: &[f64], b: &[f64]| sorted_sum(a.iter().zip(b).map(|(a, b)| a * b)) / n;
        Moments {
            first: product(&first, &first),
            second: product(&second, &second),
            product: product(&first, &second),
            distance: (second_lowest - first_lowest) + (second_mean - first_mean),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[[f64; 2]]) -> Result<Concordance, Undefined> {
        lin_concordance(&Scores::from_rows(rows.iter().map(|row| row.map(Some))).unwrap(), &Options::default())
    }

    #[test]
    fn equal_scores_agree_and_opposite_ones_disagree_wholly() {
        let equal = of(&[[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]).unwrap();
        assert_eq!((equal.estimate.value, equal.bias_correction, equal.estimate.standard_error), (1.0, 1.0, Some(0.0)));
        let interval = equal.estimate.interval.unwrap();
        assert_eq!((interval.low, interval.high), (1.0, 1.0));
        let opposite = of(&[[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]]).unwrap();
        assert_eq!(opposite.estimate.value, -1.0);
    }

    #[test]
    fn a_coder_who_gives_all_units_the_same_agrees_not_at_all_and_has_no_interval() {
        let flat = of(&[[0.1, 1.0], [0.1, 2.0], [0.1, 3.0]]).unwrap();
        assert_eq!((flat.estimate.value, flat.correlation, flat.estimate.interval), (0.0, None, None));
        assert_eq!(of(&[[0.1, 0.1], [0.1, 0.1]]), Err(Undefined::NoVariance));
    }
}
