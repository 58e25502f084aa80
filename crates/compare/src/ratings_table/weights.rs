use std::io::Read;

use super::rows::Rows;
use super::square::Square;
use crate::RatingsError;

/// Reads a matrix of weights: a square table whose header names the categories, and its first column too.
///
/// A weight says how much two categories agree: 1 for a category and itself, less for others. The rows are those of
/// the header, in its order; the result is in the order of `categories`, matched by their labels. One row of weights
/// per category, one weight per category in it.
///
/// # Errors
/// A table that is not square, a cell that is no finite number, a weight that is not 1 on the diagonal or more than 1
/// beside it, two weights that depend on the order of their categories, a category that has no weights or weights for
/// one that is not among `categories`: each with line and column.
///
/// # Example
///
/// ```
/// let weights = qualkit_compare::read_weights(",b,a\nb,1,.5\na,.5,1\n".as_bytes(), &["a".into(), "b".into()])?;
/// assert_eq!(weights, [[1.0, 0.5], [0.5, 1.0]]);
/// # Ok::<(), qualkit_compare::RatingsError>(())
/// ```
pub fn read_weights(source: impl Read, categories: &[String]) -> Result<Vec<Vec<f64>>, RatingsError> {
    let mut rows = Rows::new(source)?;
    let square: Square<f64> = Square::read(&mut rows, "a weight, such as 0.5", |_, _| None)?;
    let (labels, table) = (&square.labels, &square.rows);
    for (row, (line, weights)) in table.iter().enumerate() {
        for (column, &weight) in weights.iter().enumerate() {
            let expected = match row == column {
                true => "1, the weight of a category and itself",
                false => "a weight, at most 1",
            };
            if !weight.is_finite() || weight > 1.0 || (row == column && weight < 1.0) {
                let (column, found) = (labels[column].clone(), weight.to_string());
                let expected = expected.to_owned();
                return Err(qualkit_table::TableError::Cell { line: *line, column, expected, found }.into());
            }
            let mirrored = table[column].1[row];
            if column < row && weight != mirrored {
                let column = labels[column].clone();
                return Err(RatingsError::Asymmetric { line: *line, column, found: weight, mirrored });
            }
        }
    }
    let places = square.places(categories)?;
    if let Some(place) = (0..labels.len()).find(|place| !places.contains(place)) {
        let (line, column, found) = (1, labels[place].clone(), labels[place].clone());
        return Err(RatingsError::UnknownCategory { line, column, found, known: categories.to_vec() });
    }
    Ok(places.iter().map(|&row| places.iter().map(|&column| table[row].1[column]).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(table: &str) -> String {
        read_weights(table.as_bytes(), &["1".to_owned(), "2".to_owned()]).unwrap_err().to_string()
    }

    #[test]
    fn weights_that_are_none_are_told_with_their_place() {
        assert_eq!(
            refused(",1,2\n1,1,0.5\n2,0.4,1\n"),
            "line 3, column '1': the weight is 0.4, and 0.5 with row and column exchanged"
        );
        assert_eq!(
            refused("1,2\n0.9,0.5\n0.5,1\n"),
            "line 2, column '1': expected 1, the weight of a category and itself, found '0.9'"
        );
        assert_eq!(refused(",1,2\n1,1,x\n2,x,1\n"), "line 2, column '2': expected a weight, such as 0.5, found 'x'");
        assert_eq!(refused("1,2\n1,nan\nnan,1\n"), "line 2, column '2': expected a weight, at most 1, found 'NaN'");
        assert_eq!(refused(",1,2\n1,1,\n2,,1\n"), "line 2, column '2': expected a weight, such as 0.5, found ''");
    }

    #[test]
    fn a_matrix_of_the_wrong_size_is_told() {
        assert_eq!(refused(",1,2\n1,1,0\n"), "line 2: expected as many rows as categories, 2, found 1");
        assert_eq!(refused(",1\n1,1\n"), "there is no row and column for the category '2'; there are 1");
        assert_eq!(
            refused(",1,2,3\n1,1,0,0\n2,0,1,0\n3,0,0,1\n"),
            "line 1, column '3': '3' is not among the categories 1, 2"
        );
    }

    #[test]
    fn categories_that_are_numbers_are_matched_by_their_value() {
        let weights = read_weights("2.0,1.0\n1,0.25\n0.25,1\n".as_bytes(), &["1".to_owned(), "2".to_owned()]);
        assert_eq!(weights.unwrap(), [[1.0, 0.25], [0.25, 1.0]]);
    }
}
