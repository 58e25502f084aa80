use qualkit_agreement::{PatternDisagreement, Ratings, disagreements};

use super::MOST_PATTERNS;

/// A way of rating a unit, and how much of all disagreement it makes up.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedPattern {
    /// The pattern.
    pub found: PatternDisagreement,
    /// The share of all disagreement that this pattern and those before it make up.
    pub cumulative: f64,
}

/// The patterns with the largest shares, and how many show disagreement in all.
pub(super) fn of(ratings: &Ratings) -> (Vec<RankedPattern>, usize) {
    let mut all = disagreements(ratings);
    all.retain(|pattern| pattern.share > 0.0);
    let count = all.len();
    all.truncate(MOST_PATTERNS);
    let whole = count <= MOST_PATTERNS;
    let mut sum = 0.0;
    let mut ranked: Vec<RankedPattern> = all
        .into_iter()
        .map(|found| {
            sum += found.share;
            RankedPattern { cumulative: f64::min(sum, 1.0), found }
        })
        .collect();
    if let Some(last) = ranked.last_mut().filter(|_| whole) {
        last.cumulative = 1.0;
    }
    (ranked, count)
}
