use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::plan::inside;
use crate::sum::sorted_sum;
use crate::{Error, Outcome, Ratings};

/// Coders who do not exist yet: how often each category applies and how well they agree.
///
/// With probability κ a unit is clear, and all coders give it the same category, drawn by the rates; else each draws
/// one for themselves. Every pair of coders then has chance-corrected agreement κ, by Cohen's, Fleiss' and
/// Krippendorff's coefficients alike, in the long run.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulatedCoders {
    rates: Vec<f64>,
    agreement: f64,
    coders: usize,
    missing: f64,
}

/// How wide an interval would be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimulatedWidth {
    /// Mean width, from the lower to the upper end, over the replications that have an interval, if any has.
    pub mean: Option<f64>,
    /// Standard error of that mean, where at least two have one: how far the simulation itself may be off.
    pub mean_error: Option<f64>,
    /// Mean value of the measure over the same replications.
    pub mean_value: Option<f64>,
    /// Replications.
    pub replications: u64,
    /// Those in which the measure is undefined or has no interval.
    pub without_interval: u64,
}

impl SimulatedCoders {
    /// Takes the rates of the categories (they add up to 1), the agreement beyond chance, the number of coders and the
    /// share of ratings that will be missing.
    ///
    /// # Errors
    ///
    /// A rate or share outside 0 to 1, rates that do not add up to 1, fewer than two coders.
    pub fn new(rates: &[f64], agreement: f64, coders: usize, missing: f64) -> Result<SimulatedCoders, Error> {
        const ALMOST_NOTHING: f64 = 1e-9;
        for &rate in rates {
            inside("rate of a category", rate, -f64::MIN_POSITIVE, 1.0 + ALMOST_NOTHING)?;
        }
        let sum = sorted_sum(rates.iter().copied());
        inside("sum of the rates", sum, 1.0 - ALMOST_NOTHING, 1.0 + ALMOST_NOTHING)?;
        inside("agreement", agreement, -f64::MIN_POSITIVE, 1.0 + f64::EPSILON)?;
        inside("share of missing ratings", missing, -f64::MIN_POSITIVE, 1.0)?;
        inside("number of coders", coders as f64, 1.0, 1001.0)?;
        Ok(SimulatedCoders { rates: rates.to_vec(), agreement, coders, missing })
    }

    /// Draws ratings of `units` units; the same `seed` and `stream` draw the same.
    ///
    /// # Errors
    ///
    /// More ratings than can be counted.
    ///
    /// # Example
    ///
    /// Coders who agree on everything.
    ///
    /// ```
    /// use qualkit_agreement::{Options, SimulatedCoders, percent_agreement};
    /// let ratings = SimulatedCoders::new(&[0.3, 0.7], 1.0, 2, 0.0)?.draw(50, 1, 0)?;
    /// assert_eq!(percent_agreement(&ratings, &Options::default())?.value, 1.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn draw(&self, units: u64, seed: u64, stream: u64) -> Result<Ratings, Error> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        let mut uniform = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        let rows: Vec<Vec<Option<usize>>> = (0..units)
            .map(|_| {
                let clear = uniform() < self.agreement;
                let shared = self.category(uniform());
                (0..self.coders)
                    .map(|_| {
                        let category = if clear { shared } else { self.category(uniform()) };
                        (self.missing == 0.0 || uniform() >= self.missing).then_some(category)
                    })
                    .collect()
            })
            .collect();
        Ratings::from_rows(rows, self.rates.len())
    }

    /// Simulates how wide the interval of a measure is with `units` units: one stream of chance per replication.
    ///
    /// # Errors
    ///
    /// More ratings than can be counted, or no replications.
    ///
    /// # Source
    ///
    /// Our own simulation; for two categories and no missing ratings the model is that of
    /// [`CommonCorrelation`](crate::CommonCorrelation).
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{Options, SimulatedCoders, cohen_kappa};
    /// let coders = SimulatedCoders::new(&[0.3, 0.7], 0.6, 2, 0.0)?;
    /// let width = |units| {
    ///     coders.width(units, 200, 1, |ratings| cohen_kappa(ratings, &Options::default())).map(|width| width.mean)
    /// };
    /// // Four times the units, about half the width.
    /// let ratio = width(100)?.zip(width(400)?).map(|(few, many)| few / many);
    /// assert!(ratio.is_some_and(|ratio| ratio > 1.8 && ratio < 2.2));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn width(
        &self,
        units: u64,
        replications: u64,
        seed: u64,
        measure: impl Fn(&Ratings) -> Outcome,
    ) -> Result<SimulatedWidth, Error> {
        inside("number of replications", replications as f64, 0.0, 1e9)?;
        let (mut widths, mut values) = (Vec::new(), Vec::new());
        for stream in 0..replications {
            if let Ok(estimate) = measure(&self.draw(units, seed, stream)?)
                && let Some(interval) = estimate.interval
            {
                widths.push(interval.high - interval.low);
                values.push(estimate.value);
            }
        }
        let counted = widths.len() as f64;
        let mean = |numbers: &[f64]| sorted_sum(numbers.iter().copied()) / counted;
        let mean_width = (!widths.is_empty()).then(|| mean(&widths));
        let mean_error = mean_width.filter(|_| widths.len() >= 2).map(|mean| {
            let squares = sorted_sum(widths.iter().map(|width| (width - mean) * (width - mean)));
            libm::sqrt(squares / (counted * (counted - 1.0)))
        });
        Ok(SimulatedWidth {
            mean: mean_width,
            mean_error,
            mean_value: (!values.is_empty()).then(|| mean(&values)),
            replications,
            without_interval: replications - widths.len() as u64,
        })
    }

    fn category(&self, uniform: f64) -> usize {
        let mut sum = 0.0;
        let place = self.rates.iter().position(|rate| {
            sum += rate;
            uniform < sum
        });
        // Rounding may leave the sum just below 1.
        place.unwrap_or(self.rates.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, krippendorff_alpha};

    #[test]
    fn coders_agree_as_well_as_they_were_told_and_the_seed_decides() {
        let coders = SimulatedCoders::new(&[0.2, 0.3, 0.5], 0.6, 3, 0.1).unwrap();
        let ratings = coders.draw(20_000, 7, 0).unwrap();
        let alpha = krippendorff_alpha(&ratings, &Options::default()).unwrap();
        // Five standard errors.
        assert!((alpha.value - 0.6).abs() < 5.0 * alpha.standard_error.unwrap(), "{}", alpha.value);
        let missing = ratings.missing_cells() as f64 / 60_000.0;
        assert!((missing - 0.1).abs() < 0.01, "{missing}");
        assert_eq!(ratings, coders.draw(20_000, 7, 0).unwrap());
        assert_ne!(ratings, coders.draw(20_000, 7, 1).unwrap());
        assert_ne!(ratings, coders.draw(20_000, 8, 0).unwrap());
    }

    #[test]
    fn replications_without_an_interval_are_counted() {
        let coders = SimulatedCoders::new(&[1.0], 0.5, 2, 0.0).unwrap();
        let width = coders.width(10, 20, 1, |ratings| krippendorff_alpha(ratings, &Options::default()));
        let width = width.unwrap();
        assert_eq!((width.without_interval, width.mean, width.mean_value), (20, None, None));
        assert!(SimulatedCoders::new(&[0.5, 0.4], 0.5, 2, 0.0).is_err());
    }
}
