use insta::assert_snapshot;

use super::*;
use crate::{Format, Stamp, render};

fn example() -> Table {
    let mut table = Table::new("agreement", "Agreement by code");
    table.columns = vec![
        Column::words("code", "Code"),
        Column::number("units", "Units"),
        Column::number("percent", "Percent agreed"),
        Column::number("kappa", "Cohen’s kappa"),
        Column::number("share", "Said by").to_people(),
        Column::number("participants", "Participants").to_machines(),
        Column::words("words", "Words"),
    ];
    table.push([
        Cell::text("partner-handoff"),
        Cell::Count(1204),
        Cell::Percent { value: 2.0 / 3.0, digits: 1 },
        Cell::number(1.0 / 3.0, 2),
        Cell::share(3, 5),
        Cell::Count(3),
        Cell::text("It was a | warm handoff, “always”, and *nobody*\nminded that it took the whole of an afternoon."),
    ]);
    table.push([
        Cell::text("need-family"),
        Cell::Count(0),
        Cell::Percent { value: 1.0, digits: 1 },
        Cell::Undefined("only one category was used".to_owned()),
        Cell::share(0, 5),
        Cell::Count(0),
        Cell::Empty,
    ]);
    table.note("Unit of agreement: turn. A unit to which nobody applied a code counts as agreement.");
    table
}

#[test]
fn text_is_made_to_be_read() {
    assert_snapshot!(render(&[example()], Format::Text, &Stamp::new("0.1.0"), Some(80)), @"");
}

#[test]
fn machines_get_raw_numbers_and_nothing_for_what_is_undefined() {
    assert_snapshot!(example().csv(), @"");
}

#[test]
fn json_says_why_a_number_is_missing() {
    assert_snapshot!(example().json(&Stamp { version: "0.1.0".to_owned(), seed: Some(7) }), @"");
}

#[test]
fn markdown_keeps_a_row_on_a_line() {
    assert_snapshot!(example().markdown(), @"");
}

#[test]
fn html_draws_shares_and_tells_why_a_number_is_missing() {
    assert_snapshot!(example().html(), @"");
}

#[test]
fn several_tables_are_an_array_and_one_is_an_object() {
    let stamp = Stamp::new("0.1.0");
    assert!(render(&[example()], Format::Json, &stamp, None).starts_with('{'));
    assert!(render(&[example(), example()], Format::Json, &stamp, None).starts_with('['));
    assert_eq!(render(&[], Format::Json, &stamp, None), "[]\n");
}

#[test]
fn no_zero_is_negative_and_no_number_is_infinite() {
    assert_eq!([rounded(-0.001, 2), rounded(-0.01, 2), rounded(-0.0, 0)], ["0.00", "-0.01", "0"]);
    assert_eq!([f64::NAN, f64::INFINITY, -0.0].map(significant), [None, None, Some(0.0)]);
    assert_eq!(significant(0.1 + 0.2), Some(0.3));
}
