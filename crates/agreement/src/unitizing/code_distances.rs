use crate::Error;

/// How far apart codes are, for [`cu_alpha`](crate::cu_alpha).
///
/// These are the squared differences δ² of Krippendorff's metrics. Only their proportions matter: they are divided by
/// the largest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeDistances(Option<Vec<Vec<f64>>>);

impl CodeDistances {
    /// Takes all codes as equally different.
    pub fn nominal() -> CodeDistances {
        CodeDistances(None)
    }

    /// Takes a table: one row and one column per code.
    ///
    /// # Errors
    ///
    /// The table is not square, or not symmetric; a distance is negative or not finite; that of a code to itself is
    /// not 0; all are 0.
    ///
    /// # Example
    ///
    /// Two of three codes are near each other.
    ///
    /// ```
    /// use qualkit_agreement::CodeDistances;
    /// assert!(CodeDistances::from_matrix(&[[0.0, 0.5, 1.0], [0.5, 0.0, 1.0], [1.0, 1.0, 0.0]]).is_ok());
    /// assert!(CodeDistances::from_matrix(&[[0.0, 0.5], [0.4, 0.0]]).is_err());
    /// ```
    pub fn from_matrix<R: AsRef<[f64]>>(table: &[R]) -> Result<CodeDistances, Error> {
        let expected = table.len();
        let mut largest = 0.0_f64;
        for (first, row) in table.iter().enumerate() {
            let row = row.as_ref();
            if row.len() != expected {
                return Err(Error::NotSquare { row: first, expected, found: row.len() });
            }
            for (second, &distance) in row.iter().enumerate() {
                let refused = |why| Err(Error::Distance { first, second, why });
                if !distance.is_finite() || distance < 0.0 {
                    return refused("it is negative or not a number");
                }
                if first == second && distance != 0.0 {
                    return refused("a code is at distance 0 from itself");
                }
                if second < first && table[second].as_ref()[first] != distance {
                    return refused("it is another the other way round");
                }
                largest = largest.max(distance);
            }
        }
        if expected > 1 && largest == 0.0 {
            return Err(Error::Distance { first: 0, second: 1, why: "no two codes differ" });
        }
        let scaled = |row: &R| row.as_ref().iter().map(|distance| distance / largest.max(f64::MIN_POSITIVE)).collect();
        Ok(CodeDistances(Some(table.iter().map(scaled).collect())))
    }

    /// Gives the table, unless all codes are equally different.
    pub(super) fn table(&self) -> Option<&[Vec<f64>]> {
        self.0.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_not_one_of_distances_is_refused_with_its_place() {
        let refused = |table: &[[f64; 2]; 2]| CodeDistances::from_matrix(table).unwrap_err();
        assert!(matches!(refused(&[[0.0, 1.0], [2.0, 0.0]]), Error::Distance { first: 1, second: 0, .. }));
        assert!(matches!(refused(&[[0.0, f64::NAN], [1.0, 0.0]]), Error::Distance { first: 0, second: 1, .. }));
        assert!(matches!(refused(&[[0.0, 1.0], [1.0, 3.0]]), Error::Distance { first: 1, second: 1, .. }));
        assert!(matches!(refused(&[[0.0, 0.0], [0.0, 0.0]]), Error::Distance { .. }));
        let ragged: [&[f64]; 2] = [&[0.0, 1.0], &[1.0]];
        assert_eq!(CodeDistances::from_matrix(&ragged), Err(Error::NotSquare { row: 1, expected: 2, found: 1 }));
    }
}
