//! The numbers of a plan, as typed and as printed.

use qualkit_agreement::{Confidence, Sides};
use qualkit_report::Cell;

fn number(text: &str, fits: impl Fn(f64) -> bool, expected: &str) -> Result<f64, String> {
    text.trim().parse().ok().filter(|&value| fits(value)).ok_or_else(|| format!("expected {expected}"))
}

/// A proportion that is neither 0 nor 1.
pub fn proportion(text: &str) -> Result<f64, String> {
    number(text, |value| value > 0.0 && value < 1.0, "a proportion between 0 and 1, for example 0.3")
}

/// The proportions of the first and of the second coder.
pub fn two_proportions(text: &str) -> Result<[f64; 2], String> {
    let mut parts = text.split(',').map(proportion);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(first)), Some(Ok(second)), None) => Ok([first, second]),
        _ => Err("expected one proportion for each of two coders, for example 0.3,0.35".to_owned()),
    }
}

/// A share that may be 0.
pub fn share_or_none(text: &str) -> Result<f64, String> {
    number(text, |value| (0.0..1.0).contains(&value), "a share from 0 to below 1, for example 0.1")
}

/// A share of agreement beyond chance that may be nothing or all.
pub fn agreement(text: &str) -> Result<f64, String> {
    number(text, |value| (0.0..=1.0).contains(&value), "a number from 0 to 1, for example 0.7")
}

/// A value that kappa can have.
pub fn kappa(text: &str) -> Result<f64, String> {
    number(text, |value| (-1.0..=1.0).contains(&value), "a kappa from -1 to 1, for example 0.7")
}

/// From 0.5 on an error is no exception, and squared quantiles would take the wrong side for the right one.
pub fn significance(text: &str) -> Result<f64, String> {
    number(text, |value| value > 0.0 && value < 0.5, "a proportion between 0 and 0.5, for example 0.05")
}

/// Below 0.5 a study would miss more often than find.
pub fn power(text: &str) -> Result<f64, String> {
    number(text, |value| (0.5..1.0).contains(&value), "a proportion from 0.5 to below 1, for example 0.8")
}

/// A confidence level of which the same holds.
pub fn confidence(text: &str) -> Result<Confidence, String> {
    let level =
        number(text, |value| (0.5..1.0).contains(&value), "a proportion from 0.5 to below 1, for example 0.95")?;
    Confidence::new(level).map_err(|error| error.to_string())
}

/// One-sided or two-sided.
pub fn sides(text: &str) -> Result<Sides, String> {
    match text.trim() {
        "one" => Ok(Sides::One),
        "two" => Ok(Sides::Two),
        _ => Err("expected one or two".to_owned()),
    }
}

/// How sides are typed.
pub fn sides_word(sides: Sides) -> &'static str {
    match sides {
        Sides::One => "one",
        Sides::Two => "two",
    }
}

/// A number with as many digits as were typed.
pub fn cell(value: f64) -> Cell {
    let text = value.to_string();
    Cell::number(value, text.split_once('.').map_or(0, |(_, digits)| digits.len()))
}

/// Numbers as they are typed, separated by commas.
pub fn list(values: &[f64]) -> String {
    values.iter().map(|&value| short(value, 12)).collect::<Vec<_>>().join(", ")
}

/// A number with at most so many digits after the point, without the zeros at its end.
pub fn short(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_or_out_of_bounds_is_refused() {
        for text in ["0", "1", "-0.1", "1.1", "nan", "inf", "", "30%", "0,3"] {
            assert!(proportion(text).is_err(), "{text}");
        }
        for text in ["0.3", "0.3,0.3,0.3", "0.3,", ",", "0.3,1"] {
            assert!(two_proportions(text).is_err(), "{text}");
        }
        assert!(kappa("nan").is_err() && kappa("-1").is_ok() && kappa("1.01").is_err());
        assert!(significance("0.5").is_err() && power("0.49").is_err() && power("0.5").is_ok());
        assert_eq!(two_proportions("0.3, .35"), Ok([0.3, 0.35]));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [short(0.9 - 1e-16, 12), short(-1e-300, 4), short(1.0 + 1e-9, 4), short(12.0, 0)],
            ["0.9", "0", "1", "12"]
        );
        assert_eq!(
            [cell(0.05), cell(0.0), cell(1.0)],
            [Cell::number(0.05, 2), Cell::number(0.0, 0), Cell::number(1.0, 0)]
        );
    }
}
