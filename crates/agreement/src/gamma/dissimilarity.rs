use crate::Error;

/// How unlike two segments are, in where they lie and in their codes.
///
/// ```text
/// d(u, v) = α·d_pos(u, v) + β·d_cat(u, v)          d(u, ∅) = Δ∅
/// d_pos(u, v) = [(|s_u − s_v| + |e_u − e_v|) / ((e_u − s_u) + (e_v − s_v))]² · Δ∅
/// d_cat(u, v) = D(k_u, k_v) · Δ∅
///
/// s, e, k   start, end and code of a segment       D   between 0 and 1
/// Δ∅        what a segment costs that has no counterpart
/// ```
///
/// d_pos is 0 for equal segments, Δ∅ for segments that touch, and grows without bound as they draw apart. Everything is
/// proportional to Δ∅, so it scales the disorders but changes neither gamma nor the best alignment.
///
/// # Source
///
/// Mathet, Widlöcher and Métivier (2015), *Computational Linguistics* 41(3), section 4.
#[derive(Clone, Debug, PartialEq)]
pub struct Dissimilarity {
    alpha: f64,
    beta: f64,
    delta_empty: f64,
    categorical: Categorical,
}

/// With a larger Δ∅, sums of what segments without counterpart weigh in gamma-cat would not be exact.
const MOST_COST: f64 = 1e15;

/// How unlike two codes are, from 0 (alike) to 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Categorical {
    /// 0 for the same code, 1 for any two others.
    Nominal,
    /// One row and one column per code; symmetric, with zeros on the diagonal and nothing below 0 or above 1.
    Matrix(Vec<Vec<f64>>),
}

impl Dissimilarity {
    /// Takes the weight α of position, the weight β of codes, the cost Δ∅ of a missing counterpart, and how codes
    /// differ.
    ///
    /// # Errors
    ///
    /// [`Error::Dissimilarity`] if α or β is negative or not finite, Δ∅ is not above 0 and at most 10¹⁵, or the matrix is
    /// not square, not symmetric, not 0 on its diagonal, or not between 0 and 1.
    ///
    /// # Example
    ///
    /// α = 3, as Mathet's own program takes, and two codes that are half alike.
    ///
    /// ```
    /// use qualkit_agreement::{Categorical, Dissimilarity};
    /// let codes = Categorical::Matrix(vec![vec![0.0, 0.5], vec![0.5, 0.0]]);
    /// assert_eq!(Dissimilarity::new(3.0, 1.0, 1.0, codes)?.alpha(), 3.0);
    /// assert!(Dissimilarity::new(3.0, 1.0, 0.0, Categorical::Nominal).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn new(alpha: f64, beta: f64, delta_empty: f64, categorical: Categorical) -> Result<Dissimilarity, Error> {
        let refused = |what| Err(Error::Dissimilarity { what });
        if !(alpha.is_finite() && alpha >= 0.0 && beta.is_finite() && beta >= 0.0) {
            return refused("alpha and beta must be numbers from 0 up");
        }
        if !(delta_empty > 0.0 && delta_empty <= MOST_COST) {
            return refused("the cost of a missing counterpart must be a number above 0, at most 1e15");
        }
        if let Categorical::Matrix(rows) = &categorical {
            for (code, row) in rows.iter().enumerate() {
                if row.len() != rows.len() {
                    return refused("the matrix of codes must be square");
                }
                if row.iter().any(|value| !(0.0..=1.0).contains(value)) {
                    return refused("the matrix of codes must lie between 0 and 1");
                }
                if row[code] != 0.0 {
                    return refused("a code must not differ from itself");
                }
                if (0..code).any(|other| rows[other][code] != row[other]) {
                    return refused("the matrix of codes must be symmetric");
                }
            }
        }
        Ok(Dissimilarity { alpha, beta, delta_empty, categorical })
    }

    /// Gives the weight of position.
    pub fn alpha(&self) -> f64 {
        self.alpha
    }

    /// Gives the weight of codes.
    pub fn beta(&self) -> f64 {
        self.beta
    }

    /// Gives the cost of a missing counterpart.
    pub fn delta_empty(&self) -> f64 {
        self.delta_empty
    }

    /// Gives how codes differ.
    pub fn categorical(&self) -> &Categorical {
        &self.categorical
    }
}

impl Default for Dissimilarity {
    /// α = β = Δ∅ = 1 and nominal codes, as published. Mathet's own program takes α = 3.
    fn default() -> Dissimilarity {
        Dissimilarity { alpha: 1.0, beta: 1.0, delta_empty: 1.0, categorical: Categorical::Nominal }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_dissimilarity_is_refused() {
        let with = |rows: &[&[f64]]| {
            let rows = rows.iter().map(|row| row.to_vec()).collect();
            Dissimilarity::new(1.0, 1.0, 1.0, Categorical::Matrix(rows))
        };
        assert!(with(&[&[0.0, 0.5], &[0.5, 0.0]]).is_ok());
        assert!(with(&[&[0.0, 0.5]]).is_err());
        assert!(with(&[&[0.0, 0.5], &[0.4, 0.0]]).is_err());
        assert!(with(&[&[0.0, 2.0], &[2.0, 0.0]]).is_err());
        assert!(with(&[&[0.1, 0.5], &[0.5, 0.0]]).is_err());
        assert!(Dissimilarity::new(-1.0, 1.0, 1.0, Categorical::Nominal).is_err());
        assert!(Dissimilarity::new(1.0, f64::NAN, 1.0, Categorical::Nominal).is_err());
        for cost in [0.0, -1.0, 1e16, f64::INFINITY, f64::NAN] {
            assert!(Dissimilarity::new(1.0, 1.0, cost, Categorical::Nominal).is_err());
        }
    }
}
