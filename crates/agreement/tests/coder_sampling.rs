//! The standard error for units and coders against repeated studies with other units and other coders.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use qualkit_agreement::{Measure, Options, Ratings};

const UNITS: usize = 60;
const CODERS: usize = 6;
const STUDIES: usize = 400;

struct Draw(u64);

impl Draw {
    /// Between 0 and 1.
    fn number(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Coders who know the answer more or less often, and guess more or less lopsidedly where they do not.
    fn study(&mut self) -> Ratings {
        let coders: Vec<(f64, f64)> = (0..CODERS).map(|_| (0.4 + 0.5 * self.number(), 0.8 * self.number())).collect();
        let rows: Vec<Vec<Option<usize>>> = (0..UNITS)
            .map(|_| {
                let truth = (3.0 * self.number()) as usize;
                let rating = |draw: &mut Draw, (knows, leans): (f64, f64)| {
                    if draw.number() < knows {
                        truth
                    } else if draw.number() < leans {
                        0
                    } else {
                        (3.0 * draw.number()) as usize
                    }
                };
                coders.iter().map(|&coder| Some(rating(self, coder))).collect()
            })
            .collect();
        Ratings::from_rows(rows, 3).unwrap()
    }
}

#[test]
fn the_variance_over_studies_is_that_of_units_and_coders_together() {
    let mut draw = Draw(7);
    let measures = [Measure::FleissKappa, Measure::GwetAc, Measure::KrippendorffAlpha, Measure::CongerKappa];
    let mut found = vec![Vec::new(); measures.len()];
    for _ in 0..STUDIES {
        let ratings = draw.study();
        for (measure, found) in measures.iter().zip(&mut found) {
            let units = measure.estimate(&ratings, &Options::default()).unwrap();
            let both = measure.estimate_units_and_coders(&ratings, &Options::default()).unwrap();
            found.push((
                units.value,
                units.standard_error.unwrap(),
                both.standard_error.unwrap(),
                both.interval.unwrap(),
            ));
        }
    }
    for (measure, found) in measures.iter().zip(&found) {
        let studies = STUDIES as f64;
        let mean = found.iter().map(|(value, ..)| value).sum::<f64>() / studies;
        let true_variance =
            found.iter().map(|(value, ..)| (value - mean) * (value - mean)).sum::<f64>() / (studies - 1.0);
        let units_only = found.iter().map(|(_, units, ..)| units * units).sum::<f64>() / studies;
        let both = found.iter().map(|(_, _, both, _)| both * both).sum::<f64>() / studies;
        let covered = found.iter().filter(|(.., interval)| interval.low <= mean && mean <= interval.high).count();
        let coverage = covered as f64 / studies;
        let (units_only, both) = (units_only / true_variance, both / true_variance);
        println!("{measure}: of the variance units {units_only:.2}, units and coders {both:.2}; covered {coverage:.3}");
        assert!(units_only < 0.75, "{measure}: units alone give {units_only} of the variance");
        assert!((0.9..1.5).contains(&both), "{measure}: units and coders give {both} of the variance");
        assert!((0.92..=0.995).contains(&coverage), "{measure}: {coverage} of the intervals hold the mean");
    }
}

#[test]
fn two_coders_or_coders_without_names_have_no_such_standard_error() {
    let options = Options::default();
    let two = Ratings::from_confusion(&[[20, 10], [20, 50]]).unwrap();
    let counts = Ratings::from_counts([[2, 1], [3, 0], [0, 3], [1, 2]]).unwrap();
    for ratings in [two, counts] {
        let estimate = Measure::FleissKappa.estimate_units_and_coders(&ratings, &options).unwrap();
        assert_eq!((estimate.standard_error, estimate.interval, estimate.p_value), (None, None, None));
        assert_eq!(estimate.value, Measure::FleissKappa.value(&ratings, &options).unwrap());
    }
}
