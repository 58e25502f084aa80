use std::collections::BTreeSet;

use crate::bootstrap::pooled_ratings;
use crate::distribution::{normal, student};
use crate::sum::sorted_sum;
use crate::{Drawn, Interval, IntervalMethod, Level, Measure, NoInterval, Options, Ratings, Undefined, Weights};

/// How many coders applied a code: units by number of coders, and the same for each cluster of units.
///
/// What an interval of kappa for one code is made from. Only units with at least two ratings count, and all of them
/// must have the same number. Of the two categories, either may be the one that counts as applied: kappa is the same,
/// and the one taken here does not depend on their order.
pub(crate) struct Applied {
    /// Units to which 0, 1, … all coders applied the code.
    pub(crate) units: Vec<u64>,
    clusters: Vec<Vec<u64>>,
}

impl Applied {
    /// Counts units of one or more tables.
    pub(crate) fn of(tables: &[&Ratings]) -> Result<Applied, NoInterval> {
        let mut categories = BTreeSet::new();
        let mut sizes = BTreeSet::new();
        for table in tables {
            table.for_each_unit(|unit| {
                categories.extend(unit.cells.iter().map(|&(category, _)| category));
                sizes.extend((unit.ratings >= 2).then_some(unit.ratings));
            });
        }
        if categories.len() > 2 {
            return Err(NoInterval::NotTwoCategories { categories: categories.len() });
        }
        let (Some(&coders), Some(&largest)) = (sizes.first(), sizes.last()) else {
            return Err(Undefined::NothingPairable.into());
        };
        if coders != largest {
            return Err(NoInterval::UnequalRatings { fewest: coders, most: largest });
        }
        let positive = categories.last().copied();
        let counted = |table: &&Ratings| {
            let mut units = vec![0; coders as usize + 1];
            table.for_each_unit(|unit| {
                if unit.ratings >= 2 {
                    let applied = unit.cells.iter().find(|&&(category, _)| Some(category) == positive);
                    units[applied.map_or(0, |&(_, count)| count) as usize] += unit.times;
                }
            });
            units
        };
        let clusters: Vec<Vec<u64>> = tables.iter().map(counted).collect();
        let units: Vec<u64> =
            (0..=coders as usize).map(|place| clusters.iter().map(|units| units[place]).sum()).collect();
        let turned = |units: &[u64]| units.iter().rev().copied().collect::<Vec<u64>>();
        if turned(&units) < units {
            return Ok(Applied {
                units: turned(&units),
                clusters: clusters.iter().map(|units| turned(units)).collect(),
            });
        }
        Ok(Applied { units, clusters })
    }

    pub(crate) fn coders(&self) -> usize {
        self.units.len() - 1
    }

    /// Counts the clusters with units that count.
    fn clusters(&self) -> usize {
        self.clusters.iter().filter(|units| units.iter().any(|&units| units > 0)).count()
    }

    pub(crate) fn all(&self) -> u64 {
        self.units.iter().sum()
    }

    /// Share of ratings in which the code was applied, and in which it was not.
    pub(crate) fn shares(&self) -> (f64, f64) {
        let ratings = self.all() * self.coders() as u64;
        let applied: u64 = self.units.iter().enumerate().map(|(applied, &units)| applied as u64 * units).sum();
        (applied as f64 / ratings as f64, (ratings - applied) as f64 / ratings as f64)
    }

    /// Share of pairs of coders who differ.
    fn observed(&self) -> f64 {
        let pairs: u64 = (0..self.units.len()).map(|applied| self.units[applied] * self.differing(applied)).sum();
        pairs as f64 / (self.all() * self.differing_at_most()) as f64
    }

    /// Ordered pairs of coders who differ on a unit, halved.
    fn differing(&self, applied: usize) -> u64 {
        (applied * (self.coders() - applied)) as u64
    }

    fn differing_at_most(&self) -> u64 {
        (self.coders() * (self.coders() - 1) / 2) as u64
    }

    /// Fleiss' kappa, for two coders Scott's pi. All units must not be of one category.
    pub(crate) fn kappa(&self) -> f64 {
        let (applied, not) = self.shares();
        1.0 - self.observed() / (2.0 * applied * not)
    }

    /// What a test statistic may come to: the quantile of χ², or, where units come in clusters, of F with 1 and the
    /// number of clusters less 1 degrees of freedom, times the design effect.
    fn critical(&self, level: f64) -> Result<f64, NoInterval> {
        let clusters = self.clusters();
        if clusters < 2 {
            return Err(NoInterval::FewerThanTwo { of: Drawn::Clusters, found: clusters as u64 });
        }
        let t = student::half_width(level, (clusters - 1) as f64);
        Ok(t * t * self.design_effect(clusters as f64))
    }

    /// By how much the variance of kappa is larger than if units were independent, at least 1.
    ///
    /// ```text
    /// (G/(G − 1)) Σ_g (Σ_{i in g} u_i)² / Σ_i u_i²      u_i first-order effect of unit i on kappa, G clusters
    /// ```
    fn design_effect(&self, clusters: f64) -> f64 {
        let (share, not) = self.shares();
        let expected = 2.0 * share * not;
        let observed = self.observed();
        let effect = |applied: usize| {
            let own = self.differing(applied) as f64 / self.differing_at_most() as f64;
            let away = applied as f64 / self.coders() as f64 - share;
            (observed - own) / expected + observed / (expected * expected) * 2.0 * (not - share) * away
        };
        let effects: Vec<f64> = (0..self.units.len()).map(effect).collect();
        let alone = sorted_sum(effects.iter().zip(&self.units).map(|(effect, &units)| units as f64 * effect * effect));
        let together = sorted_sum(self.clusters.iter().map(|cluster| {
            let sum = sorted_sum(effects.iter().zip(cluster).map(|(effect, &units)| units as f64 * effect));
            sum * sum
        }));
        if alone > 0.0 { (clusters / (clusters - 1.0) * together / alone).max(1.0) } else { 1.0 }
    }
}

/// The lower and the upper one.
pub(crate) type Limits = Result<(f64, f64), NoInterval>;

/// A test of what kappa may be, and the interval of the values that it does not reject.
pub(crate) struct Test {
    /// The values of Fleiss' kappa at which the statistic is what it may come to.
    pub(crate) limits: fn(&Applied, f64) -> Limits,
    /// What the interval is called; with the number of clusters, if units come in them.
    pub(crate) method: fn(Option<usize>) -> IntervalMethod,
}

impl Test {
    pub(crate) fn interval(
        &self,
        ratings: &Ratings,
        measure: Measure,
        options: &Options,
    ) -> Result<Interval, NoInterval> {
        check(measure, options)?;
        let applied = Applied::of(&[ratings])?;
        self.interval_of(&applied, ratings, measure, options, chi_squared(options.confidence.get()), None)
    }

    pub(crate) fn cluster_interval(
        &self,
        clusters: &[Ratings],
        measure: Measure,
        options: &Options,
    ) -> Result<Interval, NoInterval> {
        check(measure, options)?;
        let clusters: Vec<&Ratings> = clusters.iter().collect();
        let pooled = pooled_ratings(&clusters)?;
        let applied = Applied::of(&clusters)?;
        let critical = applied.critical(options.confidence.get())?;
        self.interval_of(&applied, &pooled, measure, options, critical, Some(applied.clusters()))
    }

    fn interval_of(
        &self,
        applied: &Applied,
        pooled: &Ratings,
        measure: Measure,
        options: &Options,
        critical: f64,
        clusters: Option<usize>,
    ) -> Result<Interval, NoInterval> {
        // Undefined measures first: kappa has no limits where only one category was used.
        let estimate = measure.estimate(pooled, options)?;
        let (share, not) = applied.shares();
        // A measure may be defined by a category that was given only where one coder rated.
        if share == 0.0 || not == 0.0 {
            return Err(Undefined::OneCategoryOnly.into());
        }
        let (low, high) = (self.limits)(applied, critical)?;
        // The measure differs from Fleiss' kappa in expected agreement only: values are 1 − D_o/D_e, and the ratio of
        // the two D_e is taken from the data.
        let ratio = 2.0 * share * not / (1.0 - estimate.expected.unwrap_or(0.0));
        let moved = |limit: f64| 1.0 - (1.0 - limit) * ratio;
        Ok(Interval {
            // The value itself must not fall out of its interval by a rounding.
            low: moved(low).min(estimate.value),
            high: moved(high).max(estimate.value).min(1.0),
            level: options.confidence,
            method: (self.method)(clusters),
        })
    }
}

/// Refuses measures that are not 1 − D_o/D_e of two categories.
fn check(measure: Measure, options: &Options) -> Result<(), NoInterval> {
    match measure {
        Measure::CohenKappa
        | Measure::CongerKappa
        | Measure::ScottPi
        | Measure::FleissKappa
        | Measure::KrippendorffAlpha => {}
        _ => return Err(NoInterval::NotForMeasure { measure }),
    }
    if options.weights == Weights::Identity && options.level == Level::Nominal {
        Ok(())
    } else {
        Err(NoInterval::Weighted)
    }
}

/// The quantile of χ² with one degree of freedom.
fn chi_squared(level: f64) -> f64 {
    normal::half_width(level) * normal::half_width(level)
}

/// Where a function that rises from 0 at `inside` towards `outside` passes `critical`, to the last bit.
pub(crate) fn boundary(inside: f64, outside: f64, critical: f64, misfit: impl Fn(f64) -> f64) -> f64 {
    let (mut inside, mut outside) = (inside, outside);
    loop {
        let middle = inside + (outside - inside) / 2.0;
        if middle == inside || middle == outside {
            return outside;
        }
        if misfit(middle) <= critical {
            inside = middle;
        } else {
            outside = middle;
        }
    }
}
