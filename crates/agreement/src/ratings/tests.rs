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
    assert!(declared.patterns().eq(numbers.patterns()));
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
    assert_eq!(ratings.patterns().count(), 0);
}
