use qualkit_agreement::{Outcome, Undefined, pooled};

use crate::compare::pairs;
use crate::{CodeAgreement, PairAgreement, PooledAgreement, PooledOutcome, PooledPair};

/// The codes' outcomes taken together. Where no code was applied, units were judged all the same, and
/// all were judged alike.
fn over<'c>(outcomes: impl Iterator<Item = &'c Outcome>, units: u64) -> PooledOutcome {
    let outcomes: Vec<&Outcome> = outcomes.collect();
    if outcomes.is_empty() && units > 0 { Err(Undefined::OneCategoryOnly) } else { pooled(outcomes) }
}

/// Pools over the codes that were applied; see [`PooledAgreement`] for which those are.
pub(crate) fn pool(coders: usize, units: u64, per_code: &[CodeAgreement]) -> PooledAgreement {
    let applied: Vec<&CodeAgreement> = per_code.iter().filter(|code| code.applied.iter().any(|&n| n > 0)).collect();
    let over_all = |outcome: fn(&CodeAgreement) -> &Outcome| over(applied.iter().map(|code| outcome(code)), units);
    let pairs = pairs(coders).enumerate().map(|(place, [first, second])| {
        let both = || applied.iter().filter(move |code| code.applied[first] + code.applied[second] > 0);
        let over_pair =
            |outcome: fn(&PairAgreement) -> &Outcome| over(both().map(|code| outcome(&code.pairs[place])), units);
        PooledPair { first, second, percent: over_pair(|pair| &pair.percent), kappa: over_pair(|pair| &pair.kappa) }
    });
    PooledAgreement {
        codes: applied.len(),
        never_applied: per_code.len() - applied.len(),
        pairs: pairs.collect(),
        percent: over_all(|code| &code.percent),
        fleiss: over_all(|code| &code.fleiss),
        alpha: over_all(|code| &code.alpha),
    }
}
