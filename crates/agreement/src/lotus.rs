use crate::deviations::Deviations;
use crate::exact_sum::ExactSum;
use crate::fixed::Fixed;
use crate::rows::gather;
use crate::{Estimate, IntervalMethod, Options, Outcome, Ratings, Undefined};

/// Gives the Lotus coefficient: how often coders give the value that most coders give, the mean over coders.
///
/// ```text
/// Lotus = (1/r) Σ_g λ_g      λ_g = (1/n_g) Σ_i c_ig      c_ig = 1/t_i if coder g gave a mode of unit i, else 0
///
/// t_i   how many modes unit i has      n_g   units with two ratings that coder g rated
/// ```
///
/// Where several values are given equally often, each is a mode, and giving one of them counts as 1/t. That is what
/// choosing among the modes at random gives on average, and does not depend on the order of coders; taking the first
/// coder's value (tidycomm) gives the same mean over coders where no rating is missing, but favours the first coder. A
/// unit with fewer than two ratings is left out, a coder without a rating of any other unit too.
///
/// Not corrected for chance: [`s_lotus`]. Linearised standard error; t interval with n′ − 1 degrees of freedom, n′ the
/// units with two ratings.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, coders without names, or no unit with two ratings.
///
/// # Source
///
/// Fretwurst (2015), *Lotus Manual*; Fretwurst (2015), *Reliabilität und Validität von Inhaltsanalysen*.
///
/// # Example
///
/// Randolph (2005), p. 17: three coders on four units; worked by hand: the first two always give what most give, the
/// third twice.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, lotus};
/// let rows = [[1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]].map(|row| row.map(Some));
/// let ratings = Ratings::from_rows(rows, 2)?;
/// let lotus = lotus(&ratings, &Options::default())?;
/// assert!((lotus.value - (1.0 + 1.0 + 0.5) / 3.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lotus(ratings: &Ratings, options: &Options) -> Outcome {
    let found = Modes::of(ratings)?;
    found.estimate(ratings, 0.0, options)
}

/// Gives the standardised Lotus coefficient: Lotus beyond what equally likely categories give.
///
/// ```text
/// S-Lotus = (Lotus − 1/q) / (1 − 1/q)      q declared categories, used or not
/// ```
///
/// Missing ratings, ties, standard error and interval as for [`lotus`].
///
/// # Undefined when
///
/// As for [`lotus`], or fewer than two categories are declared.
///
/// # Source
///
/// Fretwurst (2015), *Lotus Manual*.
///
/// # Example
///
/// Randolph's (2005) table, p. 17; worked by hand: Lotus is 5/6, and two categories give ½.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, s_lotus};
/// let rows = [[1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]].map(|row| row.map(Some));
/// let ratings = Ratings::from_rows(rows, 2)?;
/// assert!((s_lotus(&ratings, &Options::default())?.value - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn s_lotus(ratings: &Ratings, options: &Options) -> Outcome {
    let found = Modes::of(ratings)?;
    found.estimate(ratings, even_chance(ratings)?, options)
}

/// Gives each coder's own Lotus coefficient λ_g; `None` for a coder who rated no unit that another coder rated.
///
/// ```text
/// λ_g = (1/n_g) Σ_i c_ig      c_ig = 1/t_i if coder g gave a mode of unit i, else 0
///
/// t_i   how many modes unit i has      n_g   units with two ratings that coder g rated
/// ```
///
/// One entry per coder, in their order. Their mean, without the `None`s, is [`lotus`].
///
/// # Undefined when
///
/// As for [`lotus`].
///
/// # Source
///
/// Fretwurst (2015), *Lotus Manual*.
///
/// # Example
///
/// Randolph's (2005) table, p. 17; worked by hand: the third coder gives what most give on two of four units.
///
/// ```
/// use qualkit_agreement::{Ratings, lotus_by_coder};
/// let rows = [[1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]].map(|row| row.map(Some));
/// let ratings = Ratings::from_rows(rows, 2)?;
/// assert_eq!(lotus_by_coder(&ratings)?, [Some(1.0), Some(1.0), Some(0.5)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lotus_by_coder(ratings: &Ratings) -> Result<Vec<Option<f64>>, Undefined> {
    Modes::of(ratings).map(|found| found.by_coder)
}

/// The value of [`lotus`] alone.
pub(crate) fn lotus_value(ratings: &Ratings) -> Result<f64, Undefined> {
    Modes::of(ratings).map(|found| found.mean())
}

/// The value of [`s_lotus`] alone.
pub(crate) fn s_lotus_value(ratings: &Ratings) -> Result<f64, Undefined> {
    let chance = even_chance(ratings);
    let mean = Modes::of(ratings)?.mean();
    chance.map(|chance| (mean - chance) / (1.0 - chance))
}

fn even_chance(ratings: &Ratings) -> Result<f64, Undefined> {
    let categories = ratings.categories();
    if categories < 2 { Err(Undefined::OneCategoryOnly) } else { Ok(1.0 / categories as f64) }
}

struct Modes {
    by_coder: Vec<Option<f64>>,
    /// n_g.
    rated: Vec<u64>,
    pairable: u64,
    given: u64,
}

impl Modes {
    fn of(ratings: &Ratings) -> Result<Modes, Undefined> {
        let coders = ratings.coders();
        match coders {
            _ if ratings.units() == 0 => return Err(Undefined::NoUnits),
            0 | 1 => return Err(Undefined::FewerThanTwoCoders { coders }),
            _ if !ratings.names_coders() => return Err(Undefined::CodersUnnamed),
            _ => {}
        }
        let (mut rated, mut credit) = (vec![0; coders], vec![ExactSum::new(); coders]);
        let (mut pairable, mut given) = (0, 0);
        for_each_credit(ratings, |row, times, here, share| {
            given += here * times;
            if here < 2 {
                return;
            }
            pairable += times;
            for (coder, &symbol) in row.iter().enumerate().filter(|&(_, &symbol)| symbol != 0) {
                rated[coder] += times;
                credit[coder].add_times(share(symbol), times);
            }
        });
        if pairable == 0 {
            return Err(Undefined::NothingPairable);
        }
        let own = |(credit, &rated): (ExactSum, &u64)| (rated > 0).then(|| credit.value() / rated as f64);
        Ok(Modes { by_coder: credit.into_iter().zip(&rated).map(own).collect(), rated, pairable, given })
    }

    fn active(&self) -> f64 {
        self.by_coder.iter().flatten().count() as f64
    }

    fn mean(&self) -> f64 {
        ExactSum::of(self.by_coder.iter().copied().flatten()) / self.active()
    }

    /// Lotus with `chance` taken off.
    fn estimate(&self, ratings: &Ratings, chance: f64, options: &Options) -> Outcome {
        let mean = self.mean();
        let scale = 1.0 / self.active() / (1.0 - chance) / self.pairable as f64;
        let mut sum = Deviations::new();
        for_each_credit(ratings, |row, times, here, share| {
            if here < 2 {
                return;
            }
            let away = |(coder, &symbol): (usize, &u32)| {
                let own = self.by_coder[coder].filter(|_| symbol != 0)?;
                Some(Fixed::new((share(symbol) - own) * (self.pairable as f64 / self.rated[coder] as f64)))
            };
            let effect: Fixed = row.iter().enumerate().filter_map(away).sum();
            sum.add(effect.value() * scale, times);
        });
        let method = IntervalMethod::Linearised { degrees_of_freedom: self.pairable - 1 };
        let error = sum.standard_error(self.pairable, options).map(|error| (error, method));
        let missing_cells = ratings.coders() as u64 * ratings.units() - self.given;
        let value = (mean - chance) / (1.0 - chance);
        let estimate = Estimate::new(None, value, error, ratings, [self.pairable, missing_cells], options);
        Ok(Estimate { observed: Some(mean), expected: Some(chance), ..estimate })
    }
}

/// Visits each row with the number of its ratings and the credit that each symbol earns.
fn for_each_credit(ratings: &Ratings, mut visit: impl FnMut(&[u32], u64, u64, &dyn Fn(u32) -> f64)) {
    let mut cells = Vec::new();
    ratings.for_each_row(|row, times| {
        let here = gather(row, &mut cells);
        let most = cells.iter().map(|&(_, count)| count).max().unwrap_or(0);
        let modes = cells.iter().filter(|&&(_, count)| count == most).count() as f64;
        let share = |symbol: u32| {
            let is_mode = cells.iter().any(|&(category, count)| category + 1 == symbol && count == most);
            if is_mode { 1.0 / modes } else { 0.0 }
        };
        visit(row, times, here, &share);
    });
}
