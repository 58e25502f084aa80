//! Numbers as the papers print them, with the page; the tolerance is the printed digits.

mod cohen_1960;
mod feinstein_cicchetti_1990;
mod fleiss_1971;
mod krippendorff_1995;
mod krippendorff_2004;
mod krippendorff_2004_unitizing;
mod krippendorff_2011;
mod shrout_fleiss_1979;

use qualkit_agreement::Ratings;

/// Reads one line of values per coder, one character per unit, as the papers print them; a dot is a missing rating.
fn by_coders<const CODERS: usize>(lines: [&str; CODERS]) -> Ratings {
    let units = lines[0].len();
    let cell = |line: &str, unit: usize| Some(line[unit..=unit].to_owned()).filter(|value| value != ".");
    let rows: Vec<_> = (0..units).map(|unit| lines.map(|line| cell(line, unit))).collect();
    Ratings::from_labels(&rows, None).expect("every line has one character per unit")
}

/// Asserts that a number, rounded to as many decimals as were printed, is the one printed.
#[track_caller]
fn assert_prints(number: impl Into<Option<f64>>, printed: &str) {
    let number = number.into().expect("there is a number");
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(format!("{number:.decimals$}"), printed);
}
