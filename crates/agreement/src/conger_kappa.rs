use crate::chance_term::ChanceTerm;
use crate::deviations::Deviations;
use crate::exact_sum::ExactSum;
use crate::rows::{Unit, gather};
use crate::summary::Summary;
use crate::units::Units;
use crate::{Options, Outcome, Ratings, Undefined};

/// Gives Conger's kappa: agreement of any number of coders beyond chance, each with their own habits.
///
/// ```text
/// κ = (p_a − p_e) / (1 − p_e)      p_e = 1/(r(r − 1)) Σ_{g≠h} Σ_kl w_kl p_gk p_hl      p_gk = n_gk / n_g
///
/// p_a    percent agreement over the units with two ratings
/// n_gk   units that coder g put into category k       n_g   units that coder g rated       r   coders who rated any
/// w_kl   weights, [k = l] unless others are chosen
/// ```
///
/// Hubert's kappa and Davies and Fleiss' are the same number; for two coders who rated every unit it is Cohen's.
/// Missing ratings follow Gwet: each coder's shares are over all units they rated, also those nobody else did, unlike
/// [`cohen_kappa`](crate::cohen_kappa), which drops a unit that either coder skipped. A coder without any rating is
/// left out. Standard error after Gwet (2014); t interval with n − 1 degrees of freedom.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, coders without names, no unit with two ratings, only one category was
/// used, or the weights take all categories used for equal or do not fit.
///
/// # Source
///
/// Conger (1980), *Psychological Bulletin* 88:322–328; Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed.,
/// ch. 2, 3 and 5.
///
/// # Example
///
/// Warrens (2012), p. 9, four coders on fifteen units: .564.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, conger_kappa};
/// let (yes, no) = (Some(1), Some(0));
/// let rows = [([yes; 4], 6), ([yes, no, yes, no], 5), ([no; 4], 4)];
/// let ratings = Ratings::from_patterns(rows, 2)?;
/// assert_eq!(format!("{:.3}", conger_kappa(&ratings, &Options::default())?.value), "0.564");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn conger_kappa(ratings: &Ratings, options: &Options) -> Outcome {
    if ratings.coders() >= 2 && ratings.units() > 0 && !ratings.names_coders() {
        return Err(Undefined::CodersUnnamed);
    }
    conger_of(&Summary::of(&Units::of(ratings), &options.weights)?, options)
}

/// [`conger_kappa`] of a summary that is at hand, of named coders.
pub(crate) fn conger_of(summary: &Summary<'_>, options: &Options) -> Outcome {
    let habits = Habits::of(summary);
    let term = habits.term(summary)?;
    let error = habits.standard_error(summary, &term, options);
    Ok(summary.estimate(&term, error, options))
}

/// What each coder chose how often.
pub(crate) struct Habits {
    categories: usize,
    /// n_gk of each coder and category, in symbols: those of a coder follow one another, the first is missing.
    counts: Vec<Vec<u64>>,
}

impl Habits {
    pub(crate) fn of(summary: &Summary<'_>) -> Habits {
        let categories = summary.ratings.categories();
        let counts = summary.ratings.rows().count_symbols(summary.ratings.coders(), categories);
        Habits { categories, counts }
    }

    /// n_g.
    fn rated(&self, coder: usize) -> u64 {
        self.counts[coder][1..].iter().sum()
    }

    /// The coders who rated any unit; there are two, where a unit has two ratings.
    fn active(&self) -> Vec<usize> {
        (0..self.counts.len()).filter(|&coder| self.rated(coder) > 0).collect()
    }

    /// p_gk of each category.
    fn shares(&self, coder: usize) -> Vec<f64> {
        let rated = self.rated(coder) as f64;
        self.counts[coder][1..].iter().map(|&count| count as f64 / rated).collect()
    }

    /// Σ_{h≠g} p_hk of each category, for each active coder g.
    fn others(&self, active: &[usize]) -> Vec<Vec<f64>> {
        let shares: Vec<Vec<f64>> = active.iter().map(|&coder| self.shares(coder)).collect();
        let mut others = vec![vec![0.0; self.categories]; active.len()];
        for k in 0..self.categories {
            let column = || shares.iter().map(|shares| shares[k]).filter(|share| *share > 0.0);
            let mut all = ExactSum::new();
            column().for_each(|share| all.add(share));
            for (own, others) in shares.iter().zip(&mut others) {
                // Exact, so that what nobody else chose is 0 and not a rounding error.
                let mut rest = all.clone();
                rest.add(-own[k]);
                others[k] = rest.value();
            }
        }
        others
    }

    /// Chance is one rating each of two coders.
    pub(crate) fn term(&self, summary: &Summary<'_>) -> Result<ChanceTerm, Undefined> {
        let active = self.active();
        let others = self.others(&active);
        let mut expected = ExactSum::new();
        for (&coder, others) in active.iter().zip(&others) {
            let (shares, whole) = (self.shares(coder), sum_of(others));
            for k in (0..self.categories).filter(|&k| shares[k] > 0.0) {
                expected.add(shares[k] * self.away(summary, k, others, &whole));
            }
        }
        let pairs = active.len() as f64 * (active.len() as f64 - 1.0);
        let disagreement = summary.some_disagreement(expected.value() / pairs)?;
        Ok(ChanceTerm { disagreement, by_category: None })
    }

    /// Σ_l (1 − w_kl) of `shares`, which add up to `whole`.
    fn away(&self, summary: &Summary<'_>, k: usize, shares: &[f64], whole: &ExactSum) -> f64 {
        if summary.disagreement.is_identity() {
            // Where nearly all is one category, little is left of the difference: it is rounded once.
            let mut rest = whole.clone();
            rest.add(-shares[k]);
            return rest.value();
        }
        let used = (0..self.categories).filter(|&l| l != k && shares[l] > 0.0);
        ExactSum::of(used.map(|l| summary.disagreement.get(k, l) * shares[l]))
    }

    /// Gwet's (2014) linearised standard error: p_e,i is a sum over coders.
    ///
    /// ```text
    /// p_e,i = 1/(r(r − 1)) Σ_g Σ_k λ_ig(k) Σ_{h≠g} p_hk      λ_ig(k) = (n/n_g) Σ_l w_kl [δ_ig(l) − (ε_ig − n_g/n) p_gl]
    /// ```
    ///
    /// δ_ig(l) is 1 if coder g put unit i into l, ε_ig if coder g rated it at all.
    fn standard_error(&self, summary: &Summary<'_>, term: &ChanceTerm, options: &Options) -> Option<f64> {
        let (tables, scale) = self.own_chance(summary);
        let factor = summary.chance_factor(term) * scale;
        let constant = summary.chance_factor(term) * (1.0 - term.disagreement);
        let mut sum = Deviations::new();
        if let Units::Grouped(grouped) = summary.units {
            let mut own = Vec::new();
            summary.units.for_each(|unit| {
                let observed = summary.observed_effect(term, summary.own_observed(&unit));
                own.push((unit.ratings > 0).then_some(observed + constant));
            });
            grouped.for_each_row(&tables, |group, chance| {
                if let Some(own) = own[group] {
                    sum.add(own - factor * chance as f64, 1);
                }
            });
        } else {
            let mut cells = Vec::new();
            summary.ratings.for_each_row(|row, times| {
                let ratings = gather(row, &mut cells);
                if ratings > 0 {
                    let chance: i64 = tables.iter().zip(row).map(|(table, &symbol)| table[symbol as usize]).sum();
                    let observed = summary.own_observed(&Unit { cells: &cells, ratings, times });
                    let own = summary.observed_effect(term, observed) + constant;
                    sum.add(own - factor * chance as f64, times);
                }
            });
        }
        sum.standard_error_of(summary.rated, summary.effect_size(term), options)
    }

    /// For each coder, what each symbol adds to p_e,i: in whole numbers, so that no order shows, of the scale that
    /// comes with them.
    fn own_chance(&self, summary: &Summary<'_>) -> (Vec<Vec<i64>>, f64) {
        let active = self.active();
        let others = self.others(&active);
        let pairs = active.len() as f64 * (active.len() as f64 - 1.0);
        let mut tables = vec![vec![0.0_f64; self.categories + 1]; self.counts.len()];
        for (&coder, others) in active.iter().zip(&others) {
            let shares = self.shares(coder);
            let exactly = sum_of(others);
            let whole = exactly.clone().value();
            // Σ_k w_kl Σ_{h≠g} p_hk for each l, and its mean over what the coder chose.
            let agreeing: Vec<f64> =
                (0..self.categories).map(|l| whole - self.away(summary, l, others, &exactly)).collect();
            let mean = ExactSum::of(agreeing.iter().zip(&shares).map(|(agreeing, share)| agreeing * share));
            let part = self.rated(coder) as f64 / summary.rated as f64;
            let table = &mut tables[coder];
            table[0] = mean / pairs;
            for (l, agreeing) in agreeing.iter().enumerate() {
                table[l + 1] = (agreeing - (1.0 - part) * mean) / part / pairs;
            }
        }
        let largest = |table: &Vec<f64>| table.iter().map(|own| own.abs()).fold(0.0, f64::max);
        // The sum over coders stays below 2⁶².
        let most = ExactSum::of(tables.iter().map(largest)).max(f64::MIN_POSITIVE);
        let scale = libm::scalbn(1.0, libm::ilogb(most) - 60);
        let whole = |table: Vec<f64>| table.into_iter().map(|own| (own / scale) as i64).collect();
        (tables.into_iter().map(whole).collect(), scale)
    }
}

fn sum_of(shares: &[f64]) -> ExactSum {
    let mut sum = ExactSum::new();
    shares.iter().for_each(|&share| sum.add(share));
    sum
}

/// The value alone.
pub(crate) fn conger_value(ratings: &Ratings, options: &Options) -> Result<f64, Undefined> {
    if ratings.coders() >= 2 && ratings.units() > 0 && !ratings.names_coders() {
        return Err(Undefined::CodersUnnamed);
    }
    let units = Units::of(ratings);
    let summary = Summary::of(&units, &options.weights)?;
    Ok(summary.corrected(&Habits::of(&summary).term(&summary)?))
}
