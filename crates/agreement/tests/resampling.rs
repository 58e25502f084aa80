//! Intervals by resampling, against other programs' numbers and against resamples listed one by one.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use proptest::prelude::*;
use qualkit_agreement::{
    Level, Limits, Measure, Options, Ratings, Resampling, Undefined, bootstrap, cluster_bootstrap,
    krippendorff_bootstrap,
};

/// Hayes and Krippendorff (2007): forty units by five coders; a dot is a missing rating.
const HAYES_KRIPPENDORFF: [&str; 40] = [
    "112.2", "1101.", "2333.", ".00.0", "000.0", "000.0", "102.1", "1.20.", "222.2", "2111.", ".100.", "0000.",
    "1222.", "33223", "111.1", "111.1", "212.2", "1233.", "1101.", "000.0", "0011.", "00.00", "2333.", "0000.",
    "12.22", "0111.", "00010", "1212.", "1122.", "112.2", "110.0", "2121.", "22.22", "3222.", "222.2", "223.2",
    "222.2", "22.12", "2222.", "111.1",
];

fn hayes_krippendorff() -> Ratings {
    let cell = |value: char| value.to_digit(10).map(|value| value as usize);
    Ratings::from_rows(HAYES_KRIPPENDORFF.map(|row| row.chars().map(cell).collect::<Vec<_>>()), 4)
        .unwrap()
        .with_scores(vec![0.0, 1.0, 2.0, 3.0])
        .unwrap()
}

#[test]
fn krippendorffs_bootstrap_gives_the_numbers_of_the_macro() {
    // The macro's algorithm written again elsewhere, 400,000 resamples; M = 318.
    for (level, value, low, high, below) in [
        (Level::Nominal, 0.476_510, 0.400_045, 0.550_034, [1.0, 1.0, 1.0, 1.0, 0.999_545, 0.724_413]),
        (Level::Ordinal, 0.759_829, 0.715_154, 0.801_604, [1.0, 0.969_835, 0.005_095, 0.000_09, 0.0, 0.0]),
        (Level::Interval, 0.757_378, 0.714_180, 0.797_618, [1.0, 0.980_025, 0.006_67, 0.000_1, 0.0, 0.0]),
    ] {
        let options = Options { level, ..Options::default() };
        let alpha = krippendorff_bootstrap(&hayes_krippendorff(), &options, 40_000, 1).unwrap();
        assert!((alpha.value - value).abs() < 1e-6);
        let interval = alpha.interval.unwrap();
        assert!(interval.method.to_string().contains("318 pairs"), "{}", interval.method);
        assert!((interval.low - low).abs() < 0.003 && (interval.high - high).abs() < 0.003, "{interval:?}");
        for ((threshold, share), expected) in alpha.below.into_iter().zip(below) {
            // Four standard errors of a share of 40,000.
            let error = libm::sqrt(expected * (1.0 - expected) / 40_000.0);
            assert!((share - expected).abs() < 4.0 * error + 1e-4, "{threshold}: {share} for {expected}");
        }
    }
}

#[test]
fn the_unit_bootstrap_of_alpha_gives_the_numbers_of_other_programs() {
    // 8,000 resamples written elsewhere; icr 0.6.6 has .340 to .598, .633 to .844 and .644 to .839.
    for (level, low, high) in [
        (Level::Nominal, 0.333_975, 0.600_511),
        (Level::Ordinal, 0.624_908, 0.840_085),
        (Level::Interval, 0.637_240, 0.834_254),
    ] {
        let options = Options { level, ..Options::default() };
        let resampling = Resampling { resamples: 8000, ..Resampling::default() };
        let outcomes = bootstrap(&hayes_krippendorff(), &[Measure::KrippendorffAlpha], &options, &resampling);
        let alpha = outcomes[0].as_ref().unwrap();
        let interval = alpha.resampled.interval.as_ref().unwrap();
        assert!((interval.low - low).abs() < 0.012 && (interval.high - high).abs() < 0.012, "{interval:?}");
        assert_eq!(alpha.resampled.undefined, 0);
        assert_eq!(alpha.estimate.interval.as_ref(), Some(interval));
    }
}
