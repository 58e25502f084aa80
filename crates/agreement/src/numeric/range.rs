/// From the lowest score to the highest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    lowest: f64,
    /// 0 where all scores are equal.
    pub(super) width: f64,
}

impl Range {
    pub(super) fn of(scores: impl Iterator<Item = f64> + Clone) -> Range {
        let lowest = scores.clone().fold(f64::INFINITY, f64::min);
        let highest = scores.fold(f64::NEG_INFINITY, f64::max);
        Range { lowest, width: highest - lowest }
    }

    /// Where a score lies, from 0 at the lowest to 1 at the highest: equal scores leave exactly nothing between them,
    /// and no square overflows.
    pub(super) fn share(&self, score: f64) -> f64 {
        if self.width > 0.0 { (score - self.lowest) / self.width } else { 0.0 }
    }
}
