use super::Scores;
use super::anova::{FTest, MeanSquares, relative_mean_squares};
use crate::distribution::fisher;
use crate::{Estimate, Interval, IntervalMethod, Options, Undefined};

/// Which intraclass correlation: who the coders are, and whether one coder's scores or the mean of all is judged.
///
/// | here | Shrout and Fleiss | McGraw and Wong | also called |
/// |---|---|---|---|
/// | `OneWaySingle` | ICC(1,1) | ICC(1) | one-way, single |
/// | `AgreementSingle` | ICC(2,1) | ICC(A,1) | two-way, absolute agreement, single |
/// | `ConsistencySingle` | ICC(3,1) | ICC(C,1) | two-way, consistency, single |
/// | `OneWayAverage` | ICC(1,k) | ICC(k) | one-way, average |
/// | `AgreementAverage` | ICC(2,k) | ICC(A,k) | two-way, absolute agreement, average |
/// | `ConsistencyAverage` | ICC(3,k) | ICC(C,k) | two-way, consistency, average; Cronbach's alpha |
///
/// One-way: each unit has coders of its own, drawn at random. Two-way: the same coders score all units; for agreement
/// they stand for all who might have coded, for consistency they are the only ones of interest.
///
/// Agreement counts a coder who is always two points higher against it; consistency does not. In the one-way forms
/// the two cannot be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IccForm {
    /// ICC(1,1).
    OneWaySingle,
    /// ICC(2,1).
    AgreementSingle,
    /// ICC(3,1).
    ConsistencySingle,
    /// ICC(1,k).
    OneWayAverage,
    /// ICC(2,k).
    AgreementAverage,
    /// ICC(3,k).
    ConsistencyAverage,
}

impl IccForm {
    /// All six, in the order of Shrout and Fleiss.
    pub const ALL: [IccForm; 6] = [
        IccForm::OneWaySingle,
        IccForm::AgreementSingle,
        IccForm::ConsistencySingle,
        IccForm::OneWayAverage,
        IccForm::AgreementAverage,
        IccForm::ConsistencyAverage,
    ];

    /// Gives the name by Shrout and Fleiss (1979), such as `ICC(2,1)`.
    pub fn name(self) -> &'static str {
        match self {
            IccForm::OneWaySingle => "ICC(1,1)",
            IccForm::AgreementSingle => "ICC(2,1)",
            IccForm::ConsistencySingle => "ICC(3,1)",
            IccForm::OneWayAverage => "ICC(1,k)",
            IccForm::AgreementAverage => "ICC(2,k)",
            IccForm::ConsistencyAverage => "ICC(3,k)",
        }
    }

    /// Gives the name by McGraw and Wong (1996), such as `ICC(A,1)`.
    pub fn mcgraw_wong_name(self) -> &'static str {
        match self {
            IccForm::OneWaySingle => "ICC(1)",
            IccForm::AgreementSingle => "ICC(A,1)",
            IccForm::ConsistencySingle => "ICC(C,1)",
            IccForm::OneWayAverage => "ICC(k)",
            IccForm::AgreementAverage => "ICC(A,k)",
            IccForm::ConsistencyAverage => "ICC(C,k)",
        }
    }

    fn is_average(self) -> bool {
        matches!(self, IccForm::OneWayAverage | IccForm::AgreementAverage | IccForm::ConsistencyAverage)
    }
}

/// An intraclass correlation with its F test and the mean squares it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct IntraclassCorrelation {
    /// Which of the six.
    pub form: IccForm,
    /// The coefficient and its interval; `pairable` counts the units that every coder scored, which alone are used.
    /// `p_value` is that of `test`.
    pub estimate: Estimate,
    /// B/W for the one-way forms, B/E for the others; absent where the denominator is 0.
    pub test: Option<FTest>,
    /// The mean squares.
    pub mean_squares: MeanSquares,
    /// For the two forms of agreement, what irr prints instead.
    pub in_irr: Option<InIrr>,
}

/// The test and interval of the two forms of agreement as irr 0.84.1 prints them.
///
/// It tests B/E with the approximate degrees of freedom of the interval, though the exact (n − 1)(k − 1) are known,
/// and for ICC(2,k) it puts the coefficient of the average where the approximation has that of the single score.
#[derive(Clone, Debug, PartialEq)]
pub struct InIrr {
    /// B/E with approximate degrees of freedom.
    pub test: FTest,
    /// The interval with the same degrees of freedom.
    pub interval: Option<Interval>,
}

/// Gives an intraclass correlation: how much of the variance of scores lies between units.
///
/// ```text
/// ICC(1,1) = (B − W) / (B + (k − 1)W)                          ICC(1,k) = (B − W) / B
/// ICC(2,1) = (B − E) / (B + (k − 1)E + k(J − E)/n)             ICC(2,k) = (B − E) / (B + (J − E)/n)
/// ICC(3,1) = (B − E) / (B + (k − 1)E)                          ICC(3,k) = (B − E) / B
///
/// B, W, J, E   mean squares between units, within units, between coders, residual      n units      k coders
/// ```
///
/// Units with a missing score are left out. The interval is exact for normal scores in the one-way and consistency
/// forms, F ÷ and × the quantiles of F; for agreement it rests on Satterthwaite's approximation. An interval for the
/// mean of k coders is the Spearman–Brown transform of that for one. The upper end is cut at 1.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, fewer than two units that every coder scored, or the variance that the
/// coefficient divides by is not above 0: all scores are equal, or, for a mean of coders, all units have the same.
///
/// # Source
///
/// Shrout and Fleiss (1979), *Psychological Bulletin* 86:420–428, pp. 423–426. McGraw and Wong (1996),
/// *Psychological Methods* 1:30–46, table 7.
///
/// # Example
///
/// Shrout and Fleiss (1979), table 4: .17, .29, .71, .44, .62, .91.
///
/// ```
/// use qualkit_agreement::{IccForm, Options, Scores, icc};
/// let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/// let scores = Scores::from_rows(rows.map(|row| row.map(|score| Some(f64::from(score)))))?;
/// let values = IccForm::ALL.map(|form| icc(&scores, form, &Options::default()).map(|icc| icc.estimate.value));
/// let printed = values.map(|value| format!("{:.2}", value.unwrap_or(f64::NAN)));
/// assert_eq!(printed, ["0.17", "0.29", "0.71", "0.44", "0.62", "0.91"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn icc(scores: &Scores, form: IccForm, options: &Options) -> Result<IntraclassCorrelation, Undefined> {
    let (squares, width) = relative_mean_squares(scores)?;
    let design = Design { units: scores.complete() as f64, coders: scores.coders() as f64, squares };
    let value = design.value(form)?;
    let (error, error_degrees) = design.error(form);
    let degrees = design.units - 1.0;
    let test = (error > 0.0).then(|| FTest::new(squares.between / error, degrees, error_degrees));
    let tail = (1.0 - options.confidence.get()) / 2.0;
    let agreement = matches!(form, IccForm::AgreementSingle | IccForm::AgreementAverage);
    let made = |ends: Option<(f64, f64)>, method| {
        ends.map(|(low, high)| Interval { low, high: high.min(1.0), level: options.confidence, method })
    };
    let (interval, in_irr) = if agreement {
        let around = |coefficient: f64| {
            let second = design.satterthwaite(coefficient)?;
            let method = IntervalMethod::Satterthwaite { degrees_of_freedom: second };
            Some((second, made(design.agreement_ends(form, second, tail), method)))
        };
        let interval = around(design.value(IccForm::AgreementSingle)?).and_then(|(_, interval)| interval);
        let in_irr = around(value)
            .zip(test)
            .map(|((second, interval), test)| InIrr { test: FTest::new(test.statistic, degrees, second), interval });
        (interval, in_irr)
    } else {
        let ends = test.map(|test| design.exact_ends(form, &test, tail));
        (made(ends, IntervalMethod::FDistribution), None)
    };
    let p_value = test.map(|test| test.p_value);
    let estimate = Estimate { interval, p_value, ..scores.estimate(value) };
    Ok(IntraclassCorrelation { form, estimate, test, mean_squares: squares.times(width * width), in_irr })
}

/// Below this the approximation has broken down: parts of opposite sign have nearly cancelled.
const FEWEST_DEGREES: f64 = 0.1;

struct Design {
    units: f64,
    coders: f64,
    squares: MeanSquares,
}

impl Design {
    fn value(&self, form: IccForm) -> Result<f64, Undefined> {
        let MeanSquares { between, within, coders, residual } = self.squares;
        let (n, k) = (self.units, self.coders);
        let (numerator, denominator) = match form {
            IccForm::OneWaySingle => (between - within, between + (k - 1.0) * within),
            IccForm::OneWayAverage => (between - within, between),
            IccForm::ConsistencySingle => (between - residual, between + (k - 1.0) * residual),
            IccForm::ConsistencyAverage => (between - residual, between),
            IccForm::AgreementSingle => {
                (between - residual, between + (k - 1.0) * residual + k * (coders - residual) / n)
            }
            IccForm::AgreementAverage => (between - residual, between + (coders - residual) / n),
        };
        if denominator > 0.0 { Ok(numerator / denominator) } else { Err(Undefined::NoVariance) }
    }

    /// The mean square that F has below the line, and its degrees of freedom.
    fn error(&self, form: IccForm) -> (f64, f64) {
        match form {
            IccForm::OneWaySingle | IccForm::OneWayAverage => (self.squares.within, self.units * (self.coders - 1.0)),
            _ => (self.squares.residual, (self.units - 1.0) * (self.coders - 1.0)),
        }
    }

    /// Shrout and Fleiss (1979), p. 424 and 426.
    fn exact_ends(&self, form: IccForm, test: &FTest, tail: f64) -> (f64, f64) {
        let low = test.statistic / fisher::upper_quantile(tail, test.first_degrees, test.second_degrees);
        let high = test.statistic * fisher::upper_quantile(tail, test.second_degrees, test.first_degrees);
        let end = |f: f64| if form.is_average() { 1.0 - 1.0 / f } else { (f - 1.0) / (f + self.coders - 1.0) };
        (end(low), end(high))
    }

    /// Degrees of freedom of a J + b E, the mean square that B is compared with; Shrout and Fleiss (1979), p. 425.
    fn satterthwaite(&self, coefficient: f64) -> Option<f64> {
        let (n, k) = (self.units, self.coders);
        // a and b, both times 1 − ρ, which may be 0.
        let coders = k * coefficient / n * self.squares.coders;
        let residual = (1.0 - coefficient + k * coefficient * (n - 1.0) / n) * self.squares.residual;
        let sum = coders + residual;
        let spread = coders * coders / (k - 1.0) + residual * residual / ((n - 1.0) * (k - 1.0));
        let degrees = sum * sum / spread;
        // Both parts are positive and the degrees at least 1, unless the coefficient is negative.
        (sum > 0.0 && degrees >= FEWEST_DEGREES).then_some(degrees)
    }

    /// McGraw and Wong (1996), table 7. There are no ends where the approximation leaves the range of the coefficient.
    fn agreement_ends(&self, form: IccForm, second: f64, tail: f64) -> Option<(f64, f64)> {
        let MeanSquares { between, coders, residual, .. } = self.squares;
        let (n, k) = (self.units, self.coders);
        let lower = fisher::upper_quantile(tail, n - 1.0, second);
        let upper = fisher::upper_quantile(tail, second, n - 1.0);
        let others = if form.is_average() { coders - residual } else { k * coders + (k * n - k - n) * residual };
        let low = (between - lower * residual, lower * others / n + between);
        let high = (upper * between - residual, others / n + upper * between);
        (low.1 > 0.0 && high.1 > 0.0).then(|| (low.0 / low.1, high.0 / high.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(rows: &[[f64; 2]]) -> [Result<IntraclassCorrelation, Undefined>; 6] {
        let scores = Scores::from_rows(rows.iter().map(|row| row.map(Some))).unwrap();
        IccForm::ALL.map(|form| icc(&scores, form, &Options::default()))
    }

    #[test]
    fn every_form_is_one_when_all_coders_give_the_same_scores() {
        for icc in all(&[[1.0, 1.0], [2.0, 2.0], [4.5, 4.5]]) {
            let icc = icc.unwrap();
            assert_eq!((icc.estimate.value, icc.test, icc.estimate.interval), (1.0, None, None));
        }
    }

    #[test]
    fn consistency_does_not_mind_a_coder_who_is_always_higher() {
        let [_, agreement, consistency, ..] = all(&[[1.0, 3.0], [2.0, 4.0], [4.0, 6.0]]);
        assert_eq!(consistency.unwrap().estimate.value, 1.0);
        assert!(agreement.unwrap().estimate.value < 0.6);
    }

    #[test]
    fn scores_without_any_variance_have_no_value() {
        for icc in all(&[[0.1, 0.1], [0.1, 0.1], [0.1, 0.1]]) {
            assert_eq!(icc, Err(Undefined::NoVariance));
        }
    }

    #[test]
    fn units_without_variance_between_them_have_no_value_for_the_mean() {
        let [single, _, _, average, ..] = all(&[[1.0, 3.0], [3.0, 1.0], [2.5, 1.5]]);
        assert_eq!(single.unwrap().estimate.value, -1.0);
        assert_eq!(average, Err(Undefined::NoVariance));
    }

    #[test]
    fn the_interval_of_a_mean_is_the_spearman_brown_transform_of_that_of_one_coder() {
        let [one, agreement, consistency, mean, mean_agreement, mean_consistency] =
            all(&[[1.0, 2.0], [2.0, 2.5], [4.0, 6.0], [7.0, 6.5], [3.0, 4.5]]).map(Result::unwrap);
        for (one, mean) in [(one, mean), (agreement, mean_agreement), (consistency, mean_consistency)] {
            let (one, mean) = (one.estimate.interval.unwrap(), mean.estimate.interval.unwrap());
            for (one, mean) in [(one.low, mean.low), (one.high, mean.high)] {
                assert!((2.0 * one / (1.0 + one) - mean).abs() < 1e-12);
            }
        }
    }
}
