//! Numbers as the papers print them, with the page; the tolerance is the printed digits.

mod cohen_1960;
mod fleiss_1971;
mod krippendorff_2011;

/// Asserts that a number, rounded to as many decimals as were printed, is the one printed.
#[track_caller]
fn assert_prints(number: f64, printed: &str) {
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(format!("{number:.decimals$}"), printed);
}
