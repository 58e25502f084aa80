//! What options are called, as typed.

use std::str::FromStr;

use qualkit_agreement::{Confidence, Criterion, Sampler};

/// A level of measurement, whose scale the table will tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelName {
    Nominal,
    Ordinal,
    Interval,
    Ratio,
    Circular,
    Bipolar,
}

/// A way to make intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalName {
    Analytic,
    UnitsAndCoders,
    OneCode,
    Bootstrap,
    ClusterBootstrap,
    Bca,
    Krippendorff,
}

pub fn parse_confidence(text: &str) -> Result<Confidence, String> {
    let level = text.parse().map_err(|_| "expected a proportion, for example 0.95".to_owned())?;
    Confidence::new(level).map_err(|error| error.to_string())
}

/// A count, or a place.
pub fn parse_whole<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "expected a whole number, 0 or more".to_owned())
}

/// A length, such as that of a circle.
pub fn parse_above_zero(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "expected a number above 0".to_owned())
}

/// A share of something, which must be some of it.
pub fn parse_share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share: &f64| *share > 0.0 && *share <= 1.0);
    share.ok_or_else(|| "expected a share above 0 and at most 1, for example 0.5".to_owned())
}

/// A value that agreement is to reach.
pub fn parse_threshold(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 1.0 => Err("no agreement is more than 1".to_owned()),
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err("expected a number, for example 0.8".to_owned()),
    }
}

pub fn parse_sampler(text: &str) -> Result<Sampler, String> {
    match text {
        "shuffle" => Ok(Sampler::Shuffle),
        "statistical" => Ok(Sampler::Statistical),
        _ => Err("expected shuffle or statistical".to_owned()),
    }
}

pub fn parse_criterion(text: &str) -> Result<Criterion, String> {
    match text {
        "value" => Ok(Criterion::Value),
        "lower" => Ok(Criterion::LowerLimit),
        _ => Err("expected value or lower".to_owned()),
    }
}

impl FromStr for LevelName {
    type Err = String;

    fn from_str(text: &str) -> Result<LevelName, String> {
        Ok(match text {
            "nominal" => LevelName::Nominal,
            "ordinal" => LevelName::Ordinal,
            "interval" => LevelName::Interval,
            "ratio" => LevelName::Ratio,
            "circular" => LevelName::Circular,
            "bipolar" => LevelName::Bipolar,
            _ => return Err("expected nominal, ordinal, interval, ratio, circular or bipolar".to_owned()),
        })
    }
}

impl FromStr for IntervalName {
    type Err = String;

    fn from_str(text: &str) -> Result<IntervalName, String> {
        Ok(match text {
            "analytic" => IntervalName::Analytic,
            "units-and-coders" => IntervalName::UnitsAndCoders,
            "one-code" => IntervalName::OneCode,
            "bootstrap" => IntervalName::Bootstrap,
            "cluster-bootstrap" => IntervalName::ClusterBootstrap,
            "bca" => IntervalName::Bca,
            "krippendorff" => IntervalName::Krippendorff,
            _ => {
                return Err("expected analytic, units-and-coders, one-code, bootstrap, cluster-bootstrap, bca or \
                            krippendorff"
                    .to_owned());
            }
        })
    }
}
