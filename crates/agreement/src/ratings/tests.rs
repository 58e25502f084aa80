use super::*;

#[test]
fn rows_in_another_order_are_the_same_ratings() {
    let rows = [[Some(0), Some(1)], [None, Some(1)], [Some(0), Some(1)]];
    let ratings = Ratings::from_rows(rows, 2).unwrap();
    assert_eq!(ratings, Ratings::from_rows([rows[1], rows[2], rows[0]], 2).unwrap());
    assert_eq!(ratings, Ratings::from_patterns([(rows[0], 2), (rows[1], 1)], 2).unwrap());
}

#[test]
fn labels_are_numbered_in_sorted_or_in_declared_order() {
    let rows = [[Some("no"), Some("yes")], [Some("yes"), None]];
    let sorted = Ratings::from_labels(&rows, None).unwrap();
    assert_eq!(sorted.labels().unwrap(), ["no", "yes"]);
    let declared = Ratings::from_labels(&rows, Some(&["yes", "unsure", "no"])).unwrap();
    assert_eq!(declared.categories(), 3);
    let numbers = Ratings::from_rows([[Some(2), Some(0)], [Some(0), None]], 3).unwrap();
    assert!(declared.distinct() == numbers.distinct());
}

#[test]
fn every_wrong_table_is_refused_with_its_place() {
    let rows: [&[Option<usize>]; 2] = [&[Some(0), None], &[Some(0)]];
    assert_eq!(Ratings::from_rows(rows, 1), Err(Error::RowLength { unit: 1, expected: 2, found: 1 }));
    assert_eq!(
        Ratings::from_rows([[Some(0), Some(2)]], 2),
        Err(Error::UnknownCategory { unit: 0, coder: 1, category: 2, categories: 2 })
    );
    assert_eq!(
        Ratings::from_labels(&[[Some("x"), Some("y")]], Some(&["x"])),
        Err(Error::UnknownLabel { unit: 0, coder: 1, label: "y".to_owned() })
    );
    assert_eq!(
        Ratings::from_labels(&[[Some("x")]], Some(&["x", "x"])),
        Err(Error::RepeatedLabel { label: "x".to_owned() })
    );
    assert_eq!(
        Ratings::from_confusion(&[vec![1, 2], vec![3]]),
        Err(Error::NotSquare { row: 1, expected: 2, found: 1 })
    );
    assert_eq!(
        Ratings::from_patterns([([Some(0), Some(0)], u64::MAX)], 1),
        Err(Error::TooMany { what: "ratings", limit: 1 << 53 })
    );
}

#[test]
fn coders_are_chosen_by_number_once_each() {
    let ratings = Ratings::from_rows([[Some(0), None, Some(1)]], 2).unwrap();
    let swapped = ratings.coders_only(&[2, 0]).unwrap();
    assert_eq!(swapped, Ratings::from_rows([[Some(1), Some(0)]], 2).unwrap());
    assert_eq!(ratings.coders_only(&[3]), Err(Error::UnknownCoder { coder: 3, coders: 3 }));
    assert_eq!(ratings.coders_only(&[0, 0]), Err(Error::RepeatedCoder { coder: 0 }));
}

#[test]
fn units_without_a_rating_are_counted_but_not_pairable() {
    let ratings = Ratings::from_rows([[None, None], [Some(0), None], [Some(0), Some(0)]], 1).unwrap();
    assert_eq!((ratings.units(), ratings.pairable(), ratings.missing_cells()), (3, 1, 3));
}

#[test]
fn a_row_that_no_unit_has_leaves_no_trace() {
    let ratings = Ratings::from_patterns([([Some(0), Some(0)], 0)], 1).unwrap();
    assert_eq!((ratings.units(), ratings.coders()), (0, 2));
    assert_eq!(ratings.distinct().len(), 0);
}

#[test]
fn every_door_leads_to_the_same_ratings() {
    for categories in [3, 70_000] {
        let rows = [[Some(2), None, Some(0)], [Some(1), Some(1), Some(1)], [None, None, Some(2)]];
        let expected = Ratings::from_rows(rows, categories).unwrap();
        let symbols = vec![3_u32, 0, 1, 2, 2, 2, 0, 0, 3];
        assert_eq!(Ratings::from_symbols(symbols, 3, categories).unwrap(), expected);
        let columns = [[2_i32, 1, -1], [-1, 1, -9], [0, 1, 2]];
        assert_eq!(Ratings::from_columns(&columns, categories).unwrap(), expected);
        let pair = Ratings::from_columns(&columns[..2], categories).unwrap();
        assert_eq!(pair, expected.coders_only(&[0, 1]).unwrap());
    }
}

#[test]
fn wrong_symbols_and_columns_are_refused_with_their_place() {
    let refused = |symbols: Vec<u8>| Ratings::from_symbols(symbols, 2, 3).unwrap_err();
    assert_eq!(refused(vec![1, 2, 3]), Error::RowLength { unit: 1, expected: 2, found: 1 });
    let unknown = Error::UnknownCategory { unit: 1, coder: 0, category: 3, categories: 3 };
    assert_eq!(refused(vec![1, 2, 4, 0]), unknown);
    assert_eq!(Ratings::from_columns(&[[0_i64, 3], [0, 0]], 3).unwrap_err(), unknown);
    assert!(Ratings::from_columns(&[[0_i64, i64::MAX], [0, 0]], 3).is_err());
    assert!(Ratings::from_columns::<&[i64], i64>(&[&[0, 1], &[0]], 3).is_err());
}

#[test]
fn complete_rows_are_those_without_a_missing_rating() {
    let rows = [[Some(2), None], [Some(1), Some(1)], [None, None]];
    assert_eq!(Ratings::from_rows(rows, 3).unwrap().complete_only(), Ratings::from_rows([rows[1]], 3).unwrap());
    let counts = Ratings::from_counts([[1, 1], [1, 0], [0, 2]]).unwrap().complete_only();
    assert_eq!((counts.units(), counts.missing_cells()), (2, 0));
}

#[test]
fn a_table_without_coders_keeps_its_units() {
    let nobody = Ratings::from_rows([[]; 3], 2).unwrap();
    assert_eq!((nobody.units(), nobody.coders(), nobody.complete_only().units()), (3, 0, 3));
}

#[test]
fn rows_with_other_multiplicities_are_shared() {
    let ratings = Ratings::from_counts([[1, 1], [1, 0], [0, 2]]).unwrap();
    assert_eq!(ratings.times(), [1, 1, 1]);
    let drawn = ratings.with_times(&[0, 3, 1]);
    assert_eq!((drawn.units(), drawn.pairable(), drawn.missing_cells()), (4, 1, 3));
}

#[test]
fn labels_that_are_numbers_are_ordered_by_value_and_are_scores() {
    let ratings = Ratings::from_labels(&[[Some("10"), Some("9"), Some("-0.5")]], None).unwrap();
    assert_eq!(ratings.labels().unwrap(), ["-0.5", "9", "10"]);
    assert_eq!(ratings.scores(), [-0.5, 9.0, 10.0]);
    let words = Ratings::from_labels(&[[Some("10"), Some("inf")]], None).unwrap();
    assert_eq!(words.scores(), [1.0, 2.0]);
    let beyond = Ratings::from_labels(&[[Some("12e200"), Some("7")]], None).unwrap();
    assert_eq!(beyond.scores(), [1.0, 2.0]);
    assert_eq!(ratings.clone().with_scores(vec![1.0]), Err(Error::ScoreCount { expected: 3, found: 1 }));
    let refused = ratings.with_scores(vec![1.0, f64::INFINITY, 2.0]);
    assert_eq!(refused, Err(Error::Score { category: 1, score: f64::INFINITY }));
}

#[test]
fn a_category_against_all_others_keeps_missing_ratings_missing() {
    let counts = Ratings::from_counts([[2, 0, 1], [0, 0, 2]]).unwrap().collapsed(2).unwrap();
    assert_eq!(counts, Ratings::from_counts([[2, 1], [0, 2]]).unwrap());
    assert_eq!(counts.collapsed(2), Err(Error::NoSuchCategory { category: 2, categories: 2 }));
}

#[test]
fn a_unit_with_more_ratings_than_there_are_people_to_rate_is_refused() {
    let refused = Ratings::from_counts([[1, 1], [1_000_000_000_000, 3]]);
    assert_eq!(refused, Err(Error::TooManyRatings { unit: 1, found: 1_000_000_000_003, limit: 1 << 20 }));
    assert!(Ratings::from_counts([[u64::MAX, u64::MAX]]).is_err());
    assert!(Ratings::from_counts([[1 << 19, 1 << 19]]).is_ok());
}
