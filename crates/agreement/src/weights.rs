use std::str::FromStr;

use crate::Error;
use crate::level::square;

/// How much two categories agree: 1 if they are as good as equal, 0 if they are as far apart as can be.
///
/// ```text
/// identity    [k = l]
/// linear      1 − |x_k − x_l| / R
/// quadratic   1 − (x_k − x_l)² / R²
/// radical     1 − √|x_k − x_l| / √R
/// ratio       1 − ((x_k − x_l)/(x_k + x_l))² / ((x_max − x_min)/(x_max + x_min))²
/// circular    1 − s_kl / max s      s = sin²(π(x_k − x_l)/(R + 1))
/// bipolar     1 − b_kl / max b      b = (x_k − x_l)² / ((x_k + x_l − 2x_min)(2x_max − x_k − x_l))
/// ordinal     1 − M_kl / max M      M = C(|k − l| + 1, 2), k and l the ranks of the categories
///
/// x_k    score of category k, of all declared       R   x_max − x_min
/// ```
///
/// A category agrees with itself fully, whatever the formula would divide by zero. Ordinal weights do not depend on how
/// often categories are used, unlike Krippendorff's ordinal distance ([`Level::Ordinal`](crate::Level::Ordinal)): the
/// two are different measures.
///
/// Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 3.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Weights {
    /// Only equal categories agree.
    #[default]
    Identity,
    /// By the difference of scores.
    Linear,
    /// By the squared difference of scores.
    Quadratic,
    /// By the number of pairs of ranks in between.
    Ordinal,
    /// By the root of the difference of scores.
    Radical,
    /// By the difference of scores in relation to their sum.
    Ratio,
    /// By the angle on a circle once round which is one more than the range of scores.
    Circular,
    /// By the difference of scores, larger near the ends of the range.
    Bipolar,
    /// Weights of one's own.
    Matrix(WeightMatrix),
}

impl Weights {
    /// The weights that have a name.
    pub const NAMED: [Weights; 8] = [
        Weights::Identity,
        Weights::Linear,
        Weights::Quadratic,
        Weights::Ordinal,
        Weights::Radical,
        Weights::Ratio,
        Weights::Circular,
        Weights::Bipolar,
    ];

    /// Gives the name for machines.
    pub fn name(&self) -> &'static str {
        match self {
            Weights::Identity => "identity",
            Weights::Linear => "linear",
            Weights::Quadratic => "quadratic",
            Weights::Ordinal => "ordinal",
            Weights::Radical => "radical",
            Weights::Ratio => "ratio",
            Weights::Circular => "circular",
            Weights::Bipolar => "bipolar",
            Weights::Matrix(_) => "custom",
        }
    }
}

impl FromStr for Weights {
    type Err = Error;

    /// Reads a name; `unweighted` is `identity`.
    fn from_str(text: &str) -> Result<Weights, Error> {
        let wanted = if text == "unweighted" { "identity" } else { text };
        let found = Weights::NAMED.into_iter().find(|weights| weights.name() == wanted);
        found.ok_or_else(|| Error::UnknownWeights { found: text.to_owned() })
    }
}

/// Weights of one's own: 1 for a category and itself, the same both ways, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightMatrix {
    categories: usize,
    cells: Vec<f64>,
}

impl WeightMatrix {
    /// Takes a square table, one row and one column per category.
    ///
    /// # Errors
    ///
    /// A row of another length, a weight outside 0 to 1, one that differs from its mirror image, or one between a
    /// category and itself that is not 1.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::WeightMatrix;
    /// assert_eq!(WeightMatrix::new(&[[1.0, 0.5], [0.5, 1.0]])?.categories(), 2);
    /// assert!(WeightMatrix::new(&[[1.0, 0.5], [0.4, 1.0]]).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn new<R: AsRef<[f64]>>(table: &[R]) -> Result<WeightMatrix, Error> {
        let cells = square(table, |value| (0.0..=1.0).contains(&value), 1.0)?;
        Ok(WeightMatrix { categories: table.len(), cells })
    }

    /// Counts the categories.
    pub fn categories(&self) -> usize {
        self.categories
    }

    pub(crate) fn get(&self, first: usize, second: usize) -> f64 {
        self.cells[first * self.categories + second]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for weights in Weights::NAMED {
            assert_eq!(weights.name().parse(), Ok(weights));
        }
        assert_eq!("unweighted".parse(), Ok(Weights::Identity));
        assert_eq!("squared".parse::<Weights>(), Err(Error::UnknownWeights { found: "squared".to_owned() }));
    }

    #[test]
    fn a_weight_above_one_or_off_the_mirror_is_refused_with_its_place() {
        assert_eq!(WeightMatrix::new(&[[1.0, 1.5], [1.5, 1.0]]), Err(Error::Weight { row: 0, column: 1, value: 1.5 }));
        assert_eq!(WeightMatrix::new(&[[1.0, 0.5], [0.5, 0.9]]), Err(Error::Weight { row: 1, column: 1, value: 0.9 }));
    }
}
