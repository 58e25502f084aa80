//! Agreement between coders who give numbers: scores on a rating scale, counts, lengths.

mod anova;
mod concordance;
mod correlation;
mod finn;
mod icc;
mod kendall;
mod range;
mod ranks;
mod robinson;
mod scores;

pub use anova::{FTest, MeanSquares, mean_squares};
pub use concordance::{Concordance, lin_concordance};
pub use correlation::{CorrelationAverage, MeanCorrelation, mean_pearson, mean_spearman};
pub use finn::{Finn, FinnModel, finn};
pub use icc::{IccForm, InIrr, IntraclassCorrelation, icc};
pub use kendall::{KendallW, Ties, kendall_w};
pub use robinson::robinson_a;
pub use scores::Scores;
