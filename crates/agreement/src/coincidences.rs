mod plain;

use std::collections::BTreeMap;

use crate::columns::{FEW, UNITS};
use crate::deviations::Deviations;
use crate::exact_sum::ExactSum;
use crate::fixed::{Fixed, nearest, whole};
use crate::metric::{Metric, by_score, centre_and_spread};
use crate::units::Units;
use crate::{Options, Ratings, Undefined};

/// Whole numbers of so many bits are floating-point numbers.
const PART: u32 = 53;

/// What alpha is made of, over the units with at least two ratings.
pub(crate) struct Coincidences<'r> {
    ratings: &'r Ratings,
    units: &'r Units<'r>,
    /// n_c of each category.
    pub(crate) totals: Vec<u64>,
    /// n.
    pub(crate) all: u64,
    /// The largest number of ratings of one unit.
    pub(crate) most: u64,
    /// n′: units with at least two ratings.
    pub(crate) pairable: u64,
    /// Units with at least one.
    pub(crate) rated: u64,
    pub(crate) missing_cells: u64,
}

#[derive(Default)]
struct Counts {
    totals: Vec<u64>,
    all: u64,
    most: u64,
    pairable: u64,
    rated: u64,
    /// All ratings, also of units that have but one.
    given: u64,
}

impl Counts {
    fn of_units(units: &Units<'_>) -> Counts {
        let mut counts = Counts { totals: vec![0; units.ratings().categories()], ..Counts::default() };
        units.for_each(|unit| {
            counts.rated += if unit.ratings > 0 { unit.times } else { 0 };
            counts.given += unit.times * unit.ratings;
            if unit.ratings >= 2 {
                counts.pairable += unit.times;
                counts.all += unit.times * unit.ratings;
                counts.most = unit.ratings.max(counts.most);
                for &(category, count) in unit.cells {
                    counts.totals[category as usize] += count * unit.times;
                }
            }
        });
        counts
    }
}

/// Alpha and what it is made of.
pub(crate) struct Alpha {
    pub(crate) value: f64,
    /// D_o.
    pub(crate) observed: f64,
    /// D_e.
    pub(crate) expected: f64,
    /// Σ_i A_i = n D_o.
    within: f64,
    /// For each category, the mean δ² of all ratings from it.
    distances: Vec<f64>,
}

impl<'r> Coincidences<'r> {
    /// # Undefined when
    ///
    /// There are no units, fewer than two coders, no unit with two ratings, or only one category was used.
    pub(crate) fn of(units: &'r Units<'r>) -> Result<Coincidences<'r>, Undefined> {
        let ratings = units.ratings();
        let coders = ratings.coders();
        if ratings.units() == 0 {
            return Err(Undefined::NoUnits);
        }
        if coders < 2 {
            return Err(Undefined::FewerThanTwoCoders { coders });
        }
        let Counts { totals, all, most, pairable, rated, given } = match units.plain_rows() {
            Some(rows) => Counts::of_rows(&rows, ratings.categories()),
            None => Counts::of_units(units),
        };
        let missing_cells = coders as u64 * ratings.units() - given;
        match totals.iter().filter(|&&total| total > 0).count() {
            0 => Err(Undefined::NothingPairable),
            1 => Err(Undefined::OneCategoryOnly),
            _ => Ok(Coincidences { ratings, units, totals, all, most, pairable, rated, missing_cells }),
        }
    }

    pub(crate) fn alpha(&self, metric: &Metric) -> Result<Alpha, Undefined> {
        let within = self.within(metric);
        let all = self.all as f64;
        let observed = within / all;
        let distances = metric.mean_distances(&self.totals);
        let mut mean = ExactSum::new();
        for (&distance, &total) in distances.iter().zip(&self.totals) {
            mean.add_times(distance, total);
        }
        // The mean distance of two ratings, which may be one and the same; then of two different ones.
        let expected = mean.value() / (all - 1.0);
        if expected == 0.0 {
            return Err(Undefined::NoDistance);
        }
        Ok(Alpha { value: 1.0 - observed / expected, observed, expected, within, distances })
    }

    /// Σ_i A_i. Where distances are small whole numbers, so are their sums over all units with as many ratings.
    fn within(&self, metric: &Metric) -> f64 {
        let mut within = ExactSum::new();
        if !metric.is_small() {
            self.for_each_within(metric, |ratings, whole, times| {
                // No guess whether a unit counts: one that does not is added no times.
                let others = (ratings.max(2) - 1) as f64;
                within.add_times(metric.of_whole(whole) / others, times * u64::from(ratings >= 2));
            });
            return within.value();
        }
        // Those of few ratings, as nearly all units have, are found at once.
        let (mut few, mut many) = ([0; FEW + 1], BTreeMap::new());
        self.for_each_within(metric, |ratings, whole, times| {
            let sum = match few.get_mut(ratings as usize) {
                Some(sum) => sum,
                None => many.entry(ratings).or_insert(0),
            };
            *sum += whole * u128::from(times);
        });
        for (ratings, sum) in (0..).zip(few).chain(many).filter(|&(ratings, _)| ratings >= 2) {
            // In parts that are numbers without rounding.
            for part in 0..3 {
                let digits = (sum >> (PART * part)) & ((1 << PART) - 1);
                let scale = libm::scalbn(1.0, (PART * part) as i32);
                within.add(metric.of_whole(digits) * scale / (ratings - 1) as f64);
            }
        }
        within.value()
    }

    /// Visits units with their ratings, their [`Metric::whole_within`], and how many there are of each.
    fn for_each_within(&self, metric: &Metric, mut visit: impl FnMut(u64, u128, u64)) {
        match self.units.plain_rows() {
            Some(rows) => plain::for_each(&rows, metric, |units, within| {
                units.ratings.iter().zip(within).for_each(|(&ratings, &whole)| visit(ratings.into(), whole, 1));
            }),
            None => self.units.for_each_with(metric.places(), |unit, places| {
                visit(unit.ratings, metric.whole_within(&unit, places.iter().copied()), unit.times);
            }),
        }
    }

    /// None for fewer than two units. `ranked` says that the metric's places are ranks, which the ratings move.
    pub(crate) fn standard_error(
        &self,
        metric: &Metric,
        alpha: &Alpha,
        ranked: bool,
        options: &Options,
    ) -> Option<f64> {
        let all = self.all as f64;
        // B/n: n times the mean distance with replacement.
        let expected = alpha.expected * (all - 1.0);
        let ratio = alpha.within / expected;
        // What one rating of a category adds to −(A/B)(B_i), and at the ordinal level to A_i.
        let mut effects: Vec<f64> = alpha.distances.iter().map(|distance| -2.0 * ratio * distance).collect();
        if let (true, Metric::Line { places, unit, .. }) = (ranked, metric) {
            let moved = self.moved_ranks(places, *unit, ratio);
            effects.iter_mut().zip(moved).for_each(|(effect, moved)| *effect += moved);
        }
        // In units of the mean distance, so that every effect is of the order of 1.
        let mean = expected / all;
        let fixed = || effects.iter().map(|effect| Fixed::new(effect / mean));
        let mut sum = Deviations::new();
        let mut add = |ratings: u64, within: f64, moved: Fixed, times: u64| {
            let own = within / (ratings.max(2) - 1) as f64;
            let effect = (alpha.observed * ratings as f64 + own) / expected + moved.value() / all;
            sum.add(effect, times * u64::from(ratings >= 2));
        };
        if let Some(rows) = self.units.plain_rows() {
            let of_symbols: Vec<Fixed> = std::iter::once(Fixed::default()).chain(fixed()).collect();
            plain::for_each(&rows, metric, |units, within| {
                let (mut moved, mut own) = ([Fixed::default(); UNITS], [Fixed::default(); UNITS]);
                for column in &units.symbols {
                    plain::look_up(column, &of_symbols, &mut own);
                    moved.iter_mut().zip(own).for_each(|(moved, own)| *moved += own);
                }
                for ((&ratings, &whole), moved) in units.ratings.iter().zip(within).zip(moved) {
                    add(ratings.into(), metric.of_whole(whole), moved, 1);
                }
            });
        } else {
            let place = |k: usize| metric.places().get(k).copied().unwrap_or(0);
            let categories: Vec<(u64, Fixed)> = fixed().enumerate().map(|(k, own)| (place(k), own)).collect();
            self.units.for_each_with(&categories, |unit, of_cells| {
                let moved = unit.cells.iter().zip(of_cells).map(|(&(_, count), (_, own))| own.times(count)).sum();
                let places = of_cells.iter().map(|&(place, _)| place);
                add(unit.ratings, metric.within(&unit, places), moved, unit.times);
            });
        }
        sum.standard_error(self.pairable, options)
    }

    /// At the ordinal level: what one more rating of a category does to A − (A/B)B by moving the ranks.
    ///
    /// A rating of category x adds 1 to the rank of every category above x and ½ to that of x; A and B change with the
    /// ranks p as
    ///
    /// ```text
    /// ∂A/∂p_k = 4 Σ_i r_ik (r_i p_k − Σ_l r_il p_l) / (r_i − 1)      ∂B/∂p_k = 4 n_k (n p_k − Σ_l n_l p_l)
    /// ```
    fn moved_ranks(&self, places: &[u64], unit: f64, ratio: f64) -> Vec<f64> {
        let (centre, _) = centre_and_spread(places, &self.totals);
        // Sums of r_ik (r_i p_k − …)/(r_i − 1), in whole numbers so fine that n of them leave room in 128 bits.
        let largest = places.iter().copied().max().unwrap_or(0).max(1) as f64;
        let room = libm::scalbn(1.0, 120 - libm::ilogb(largest) - libm::ilogb(self.all as f64 * self.most as f64) - 2);
        let fine = room.min(libm::scalbn(1.0, 60));
        // What a rating adds to that of its category.
        let step = |place: u64, sum: u64, ratings: u64| {
            let away = i128::from(place) * i128::from(ratings) - i128::from(sum);
            whole(nearest(away) / (ratings.max(2) - 1) as f64 * fine)
        };
        // The first is for missing ratings.
        let slopes = match self.units.plain_rows() {
            Some(rows) => plain::gathered(&rows, places, step),
            None => {
                let mut slopes = vec![0; places.len() + 1];
                self.units.for_each_with(places, |unit, of_cells| {
                    let cells = || unit.cells.iter().zip(of_cells);
                    let sum = cells().map(|(&(_, count), &place)| place * count).sum();
                    for (&(k, count), &place) in cells() {
                        let often = i128::from(count) * i128::from(unit.times);
                        slopes[k as usize + 1] += step(place, sum, unit.ratings) * often;
                    }
                });
                slopes
            }
        };
        let slope = |k: usize| {
            let within = nearest(slopes[k + 1]) / fine;
            let expected = self.totals[k] as f64 * (places[k] as f64 - centre);
            // One place is √unit of a rank; B is n times `expected`, so that n cancels against the ratio.
            4.0 * (within - ratio * expected) * libm::sqrt(unit)
        };
        let own: Vec<f64> = (0..places.len()).map(slope).collect();
        let most = ExactSum::of(own.iter().map(|slope| slope.abs())).max(f64::MIN_POSITIVE);
        let scale = libm::scalbn(1.0, (100 - libm::ilogb(most)).min(1000));
        let mut moved = vec![0.0; places.len()];
        let mut above = 0_i128;
        let scores = self.ratings.scores();
        for tied in by_score(&scores).chunk_by(|&a, &b| scores[a] == scores[b]).rev() {
            let here: i128 = tied.iter().map(|&k| whole(own[k] * scale)).sum();
            let total = nearest(above + here / 2) / scale;
            tied.iter().for_each(|&k| moved[k] = total);
            above += here;
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use crate::columns::FEW;
    use crate::{Level, Options, Ratings, krippendorff_alpha};

    #[test]
    fn rows_and_counts_of_the_same_ratings_have_the_same_digits() {
        let mut state = 5_u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        // Few coders, whose rows have sums of their own, and many; whole scores, and others.
        for (coders, scale) in [(3, 1.0), (5, 1.0), (8, 0.1), (3, 1e9), (FEW, 1.0), (FEW + 1, 1.0), (FEW + 1, 0.1)] {
            let categories = 300;
            let rows: Vec<Vec<u32>> = (0..700)
                .map(|_| {
                    let truth = draw(categories) as u32 + 1;
                    (0..coders).map(|_| [0, truth, truth, draw(categories) as u32 + 1][draw(4) as usize]).collect()
                })
                .collect();
            let counts = rows.iter().map(|row| {
                let mut counts = vec![0; categories as usize];
                row.iter().filter(|&&symbol| symbol > 0).for_each(|&symbol| counts[symbol as usize - 1] += 1);
                counts
            });
            let scores: Vec<f64> = (0..categories).map(|k| ((k * 7) % categories) as f64 * scale).collect();
            let tables =
                [Ratings::from_symbols(rows.concat(), coders, categories as usize), Ratings::from_counts(counts)]
                    .map(|table| table.unwrap().with_scores(scores.clone()).unwrap());
            for level in [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio] {
                let options = Options { level, ..Options::default() };
                let [of_rows, of_counts] = [0, 1].map(|table| krippendorff_alpha(&tables[table], &options).unwrap());
                assert_eq!(
                    (of_rows.value, of_rows.standard_error, of_rows.observed, of_rows.expected, of_rows.pairable),
                    (
                        of_counts.value,
                        of_counts.standard_error,
                        of_counts.observed,
                        of_counts.expected,
                        of_counts.pairable
                    ),
                    "{coders} coders, {options:?}"
                );
            }
        }
    }
}
