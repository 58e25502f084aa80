use super::{Gamma, GammaOptions};
use crate::distribution::student;
use crate::sum::sorted_sum;
use crate::{Estimate, Interval, IntervalMethod, Undefined};

/// One of the measures of the gamma family, and the disorders that it compares.
#[derive(Clone, Debug, PartialEq)]
pub struct GammaValue {
    /// 1 − observed / expected disorder: 1 where coders agree in everything, 0 where they do as well as chance.
    pub value: f64,
    /// Disorder of the texts as they were coded.
    pub observed_disorder: f64,
    /// Mean disorder of the random samples.
    pub expected_disorder: f64,
    /// Standard error of that mean, from two samples on.
    pub expected_standard_error: Option<f64>,
    /// Random samples that have such a disorder.
    pub samples: usize,
    /// Standard error of the value that comes from sampling the expectation, and from nothing else.
    pub standard_error: Option<f64>,
    /// Interval of the value that comes from sampling the expectation: the expected disorder at the ends of its own
    /// interval (t with one degree of freedom less than samples). It gets smaller with more samples, and says nothing
    /// of other texts or coders. `None` also if so few samples leave room for an expected disorder of zero.
    pub interval: Option<Interval>,
}

impl GammaValue {
    /// Takes disorders in units of Δ∅.
    pub(super) fn new(observed: f64, expected: &[f64], options: &GammaOptions) -> Result<GammaValue, Undefined> {
        let samples = expected.len();
        let mean = sorted_sum(expected.iter().copied()) / samples as f64;
        if samples == 0 || mean <= 0.0 {
            return Err(Undefined::ZeroExpectedDisorder);
        }
        let error = (samples > 1).then(|| standard_deviation(expected, mean) / libm::sqrt(samples as f64));
        let interval = error.and_then(|error| {
            let degrees_of_freedom = samples as u64 - 1;
            let half = student::half_width(options.confidence.get(), degrees_of_freedom as f64) * error;
            let method = IntervalMethod::SampledExpectation { degrees_of_freedom };
            let (low, high) = (1.0 - observed / (mean - half), 1.0 - observed / (mean + half));
            (half < mean).then_some(Interval { low, high, level: options.confidence, method })
        });
        let unit = options.dissimilarity.delta_empty();
        Ok(GammaValue {
            value: 1.0 - observed / mean,
            observed_disorder: observed * unit,
            expected_disorder: mean * unit,
            expected_standard_error: error.map(|error| error * unit),
            samples,
            standard_error: error.map(|error| observed * error / (mean * mean)),
            interval,
        })
    }

    pub(super) fn estimate(&self, gamma: &Gamma) -> Estimate {
        Estimate {
            value: self.value,
            observed: None,
            expected: None,
            standard_error: self.standard_error,
            interval: self.interval.clone(),
            p_value: None,
            units: gamma.segments.iter().sum(),
            coders: gamma.coders,
            pairable: gamma.aligned,
            missing_cells: 0,
        }
    }
}

/// Divides by one less than there are values; 0 for a single one.
pub(super) fn standard_deviation(values: &[f64], mean: f64) -> f64 {
    let squares = sorted_sum(values.iter().map(|value| (value - mean) * (value - mean)));
    libm::sqrt(squares / values.len().saturating_sub(1).max(1) as f64)
}
