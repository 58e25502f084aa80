use crate::{Outcome, Ratings, Undefined};

/// A measure's value with something left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Without {
    /// The coder or category that was left out.
    pub left_out: usize,
    /// The measure on what remains.
    pub outcome: Outcome,
}

/// A measure's value with one unit left out, and which units these are.
#[derive(Clone, Debug, PartialEq)]
pub struct WithoutUnit {
    /// How the unit was rated, one entry per coder.
    pub pattern: Vec<Option<usize>>,
    /// Units rated so; one of them was left out.
    pub units: u64,
    /// The measure on what remains.
    pub outcome: Outcome,
    /// How far leaving one out moves the value, where both values exist: above 0 if the unit pulls agreement down.
    pub change: Option<f64>,
}

/// Units that were rated alike, and how far coders disagree on them.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternDisagreement {
    /// How the units were rated, one entry per coder.
    pub pattern: Vec<Option<usize>>,
    /// Units rated so.
    pub units: u64,
    /// Share of the pairs of coders who rated such a unit that disagree on it.
    pub disagreement: f64,
    /// Share of all disagreement, over units of equal weight, that lies in these units.
    pub share: f64,
}

/// Gives a measure without each coder in turn: whom agreement depends on.
///
/// ```text
/// κ_(g)      the measure of the table without the column of coder g
/// ```
///
/// One entry per coder, in their order. All units stay: one that now has fewer than two ratings counts as the measure
/// says.
///
/// # Undefined when
///
/// Never itself; each outcome says why it has no value. With two coders nothing can be compared without one of them; of a
/// table of counts, in which coders have no names, all are [`Undefined::CodersUnnamed`].
///
/// # Source
///
/// Leaving out one at a time is the jackknife: Miller (1974), *Biometrika* 61:1–15.
///
/// # Example
///
/// Worked by hand.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, fleiss_kappa, without_coder};
/// let rows = [[0, 0, 1], [1, 1, 0], [0, 0, 0], [1, 1, 0]].map(|row| row.map(Some));
/// let ratings = Ratings::from_rows(rows, 2)?;
/// let without = without_coder(&ratings, |ratings| fleiss_kappa(ratings, &Options::default()));
/// // The first two agree wholly: the third is whom agreement suffers from.
/// assert_eq!(without[2].outcome.as_ref().map(|estimate| estimate.value), Ok(1.0));
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn without_coder(ratings: &Ratings, measure: impl Fn(&Ratings) -> Outcome) -> Vec<Without> {
    (0..ratings.coders())
        .map(|left_out| {
            let others: Vec<usize> = (0..ratings.coders()).filter(|&coder| coder != left_out).collect();
            // The others are coders of the table, each once: only their names can be lacking.
            let rest = ratings.coders_only(&others).map_err(|_| Undefined::CodersUnnamed);
            Without { left_out, outcome: rest.and_then(|rest| measure(&rest)) }
        })
        .collect()
}

/// Gives a measure without the units that anyone put into a category, for each declared category in turn: which
/// category agreement depends on.
///
/// ```text
/// κ_(c)      the measure of the units with r_ic = 0      r_ic   coders who put unit i into category c
/// ```
///
/// One entry per declared category, used or not. The category stays declared. A missing rating is of no category.
///
/// # Undefined when
///
/// Never itself; each outcome says why it has no value, as where one category is left.
///
/// # Source
///
/// Our own; no publication.
///
/// # Example
///
/// The coders confuse the first two categories, never the third; worked by hand: without the third they agree on 20 of
/// 30 units, ½ expected, and without one of the first two on all.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, cohen_kappa, without_category};
/// let ratings = Ratings::from_confusion(&[[10, 5, 0], [5, 10, 0], [0, 0, 10]])?;
/// let without = without_category(&ratings, |ratings| cohen_kappa(ratings, &Options::default()));
/// assert_eq!(without[0].outcome.as_ref().map(|kappa| kappa.value), Ok(1.0));
/// assert!(without[2].outcome.as_ref().is_ok_and(|kappa| (kappa.value - 1.0 / 3.0).abs() < 1e-15));
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn without_category(ratings: &Ratings, measure: impl Fn(&Ratings) -> Outcome) -> Vec<Without> {
    (0..ratings.categories())
        .map(|left_out| {
            let rest = ratings.units_where(|unit| unit.cells.iter().all(|&(used, _)| used as usize != left_out));
            Without { left_out, outcome: measure(&rest) }
        })
        .collect()
}

/// Gives a measure with one unit left out, for each way in which units were rated: which units pull agreement down.
///
/// ```text
/// change = κ_(u) − κ      κ_(u)   the measure of the table without one unit of pattern u      κ   of the whole table
/// ```
///
/// One entry for each distinct row, missing ratings included; none for a table of counts, which has no rows. Sorted so
/// that those whose absence raises the value most come first; those without a value come last.
///
/// # Undefined when
///
/// Never itself; each outcome says why it has no value, and `change` is `None` then.
///
/// # Source
///
/// Leaving out one at a time is the jackknife: Miller (1974), *Biometrika* 61:1–15.
///
/// # Example
///
/// Two coders agree on four units of five; worked by hand: kappa is 8/13, and 1 without the fifth.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, cohen_kappa, without_unit};
/// let ratings = Ratings::from_confusion(&[[2, 1], [0, 2]])?;
/// let first = &without_unit(&ratings, |ratings| cohen_kappa(ratings, &Options::default()))[0];
/// assert_eq!((&first.pattern[..], first.units), (&[Some(0), Some(1)][..], 1));
/// assert!(first.change.is_some_and(|change| (change - 5.0 / 13.0).abs() < 1e-15));
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn without_unit(ratings: &Ratings, measure: impl Fn(&Ratings) -> Outcome) -> Vec<WithoutUnit> {
    let whole = measure(ratings).map(|estimate| estimate.value);
    let patterns = ratings.distinct_rows();
    let mut entries: Vec<WithoutUnit> = patterns
        .iter()
        .enumerate()
        .map(|(place, (pattern, units))| {
            let kept = patterns.iter().enumerate();
            let kept = kept.map(|(other, (pattern, units))| (&pattern[..], units - u64::from(other == place)));
            let outcome = measure(&rebuilt(ratings, kept));
            let change = match (&outcome, &whole) {
                (Ok(estimate), Ok(whole)) => Some(estimate.value - whole),
                _ => None,
            };
            WithoutUnit { pattern: pattern.clone(), units: *units, outcome, change }
        })
        .collect();
    entries.sort_by(|a, b| {
        let rank = |entry: &WithoutUnit| entry.change.unwrap_or(f64::NEG_INFINITY);
        rank(b).total_cmp(&rank(a)).then_with(|| a.pattern.cmp(&b.pattern))
    });
    entries
}

/// Gives, for each way in which units were rated, how far coders disagree on it and how much of all disagreement that
/// is; the largest share first.
///
/// ```text
/// disagreement = Σ_k r_uk(r_u − r_uk) / (r_u(r_u − 1))      share = n_u d_u / Σ_v n_v d_v
///
/// r_uk   coders who put such a unit into category k      r_u   coders who rated it
/// n_u    units of pattern u                              d_u   their disagreement
/// ```
///
/// Units with fewer than two ratings, on which nothing can be seen, are left out. Shares add up to 1, or are all 0
/// where nobody disagrees. A table of counts has no rows and no entries. Disagreement is 1 less a unit's part in
/// [`percent_agreement`](crate::percent_agreement).
///
/// # Source
///
/// Our own; no publication.
///
/// # Example
///
/// Worked by hand: 30 of the 40 units on which the coders differ.
///
/// ```
/// use qualkit_agreement::{Ratings, disagreements};
/// let ratings = Ratings::from_confusion(&[[20, 10], [30, 50]])?;
/// let first = &disagreements(&ratings)[0];
/// assert_eq!((&first.pattern[..], first.units, first.share), (&[Some(1), Some(0)][..], 30, 0.75));
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn disagreements(ratings: &Ratings) -> Vec<PatternDisagreement> {
    let mut entries: Vec<PatternDisagreement> = ratings
        .distinct_rows()
        .into_iter()
        .filter_map(|(pattern, units)| {
            let given: Vec<usize> = pattern.iter().copied().flatten().collect();
            let pairs = (given.len() * given.len().checked_sub(1)?) as f64;
            let apart = given.iter().map(|a| given.iter().filter(|&b| a != b).count()).sum::<usize>() as f64;
            (pairs > 0.0).then(|| PatternDisagreement { pattern, units, disagreement: apart / pairs, share: 0.0 })
        })
        .collect();
    let weights = entries.iter().map(|entry| entry.units as f64 * entry.disagreement);
    let all = crate::sum::sorted_sum(weights);
    for entry in entries.iter_mut().filter(|_| all > 0.0) {
        entry.share = entry.units as f64 * entry.disagreement / all;
    }
    entries.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.pattern.cmp(&b.pattern)));
    entries
}

/// The same table with other multiplicities.
fn rebuilt<'p>(ratings: &Ratings, kept: impl Iterator<Item = (&'p [Option<usize>], u64)>) -> Ratings {
    Ratings::from_patterns(kept, ratings.categories())
        .and_then(|rest| rest.with_scores(ratings.scores()))
        .expect("fewer units of a table that was accepted")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, cohen_kappa, fleiss_kappa, percent_agreement};

    fn percent(ratings: &Ratings) -> Outcome {
        percent_agreement(ratings, &Options::default())
    }

    #[test]
    fn a_pair_without_one_coder_has_no_value() {
        let ratings = Ratings::from_confusion(&[[2, 1], [0, 3]]).unwrap();
        let without = without_coder(&ratings, percent);
        assert_eq!(without.len(), 2);
        assert!(without.iter().all(|w| w.outcome == Err(Undefined::FewerThanTwoCoders { coders: 1 })));
    }

    #[test]
    fn of_a_table_of_counts_categories_can_be_left_out_and_coders_cannot() {
        let counts = Ratings::from_counts([[3, 0, 0], [0, 2, 1], [0, 3, 0], [2, 0, 1], [1, 2, 0]]).unwrap();
        let rest = Ratings::from_counts([[3, 0, 0], [0, 3, 0], [1, 2, 0]]).unwrap();
        let fleiss = |ratings: &Ratings| fleiss_kappa(ratings, &Options::default());
        let value = |outcome: Outcome| outcome.unwrap().value;
        assert_eq!(value(without_category(&counts, fleiss).pop().unwrap().outcome), value(fleiss(&rest)));
        assert!(without_coder(&counts, fleiss).iter().all(|w| w.outcome == Err(Undefined::CodersUnnamed)));
    }

    #[test]
    fn a_category_takes_its_units_along() {
        let ratings = Ratings::from_confusion(&[[2, 1, 0], [0, 3, 0], [0, 0, 4]]).unwrap();
        let values: Vec<_> = without_category(&ratings, percent).into_iter().map(|w| w.outcome.unwrap()).collect();
        assert_eq!(values.iter().map(|e| (e.value, e.units)).collect::<Vec<_>>(), [(1.0, 7), (1.0, 6), (5.0 / 6.0, 6)]);
    }

    #[test]
    fn a_unit_that_all_disagree_on_pulls_agreement_down() {
        let ratings = Ratings::from_confusion(&[[2, 1], [0, 3]]).unwrap();
        let without = without_unit(&ratings, |ratings| cohen_kappa(ratings, &Options::default()));
        assert_eq!((&without[0].pattern[..], without[0].units), (&[Some(0), Some(1)][..], 1));
        assert_eq!(without[0].outcome.as_ref().unwrap().value, 1.0);
        assert!(without[0].change.unwrap() > 0.0 && without[1..].iter().all(|entry| entry.change.unwrap() < 0.0));
    }

    #[test]
    fn shares_of_disagreement_add_up_to_one() {
        let rows = [
            [Some(0), Some(1), Some(1)],
            [Some(0), Some(0), Some(0)],
            [Some(2), Some(1), Some(0)],
            [Some(1), None, None],
        ];
        let entries = disagreements(&Ratings::from_rows(rows, 3).unwrap());
        let shares: Vec<_> = entries.iter().map(|entry| format!("{:.9}", entry.share)).collect();
        assert_eq!(shares, ["0.600000000", "0.400000000", "0.000000000"]);
    }
}
