use crate::deviations::Deviations;
use crate::exact_sum::ExactSum;
use crate::fixed::Fixed;
use crate::{Estimate, IntervalMethod, Options, Outcome, Ratings, Undefined};

/// Gives Holsti's coefficient of reliability, the mean over pairs of coders.
///
/// ```text
/// CR = 2/(r(r − 1)) Σ_{g<h} 2M_gh / (N_g + N_h)
///
/// M_gh   units that both put into the same category      N_g   units that coder g rated
/// ```
///
/// Without missing ratings this is percent agreement. With them it is not: a unit that only one of two coders rated
/// counts against them, as a decision that the other does not share. Not corrected for chance. Linearised standard
/// error; t interval with n − 1 degrees of freedom, n the units with a rating.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, coders without names, no unit with two ratings, or a pair of coders
/// without any rating.
///
/// # Source
///
/// Holsti (1969), *Content Analysis for the Social Sciences and Humanities*, p. 140.
///
/// # Example
///
/// Four units, of which the second coder skipped one; worked by hand: M = 2, N = 4 and 3.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, holsti, percent_agreement};
/// let rows = [[Some(0), Some(0)], [Some(1), Some(1)], [Some(1), Some(0)], [Some(1), None]];
/// let ratings = Ratings::from_rows(rows, 2)?;
/// assert_eq!(holsti(&ratings, &Options::default())?.value, 4.0 / 7.0);
/// // Percent agreement leaves out the unit with one rating.
/// assert!((percent_agreement(&ratings, &Options::default())?.value - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn holsti(ratings: &Ratings, options: &Options) -> Outcome {
    let found = Pairs::of(ratings)?;
    let (value, count) = (found.value(), found.count());
    // n times what a unit adds to the mean of the pairs, by the pair.
    let scale = found.rated as f64;
    let both: Vec<Fixed> = found.each.iter().map(|pair| Fixed::new(scale * 2.0 / pair.decisions)).collect();
    let one: Vec<Fixed> = found.each.iter().map(|pair| Fixed::new(-scale * pair.value() / pair.decisions)).collect();
    let mut sum = Deviations::new();
    ratings.for_each_row(|row, times| {
        let mut effect = Fixed::default();
        for (place, pair) in found.each.iter().enumerate() {
            let (a, b) = (row[pair.first], row[pair.second]);
            effect += one[place].times(u64::from(a != 0) + u64::from(b != 0));
            if a != 0 && a == b {
                effect += both[place];
            }
        }
        if row.iter().any(|&symbol| symbol != 0) {
            sum.add(effect.value() / scale / count, times);
        }
    });
    let method = IntervalMethod::Linearised { degrees_of_freedom: found.rated - 1 };
    let error = sum.standard_error(found.rated, options).map(|error| (error, method));
    let missing_cells = ratings.coders() as u64 * ratings.units() - found.given;
    let estimate = Estimate::new(None, value, error, ratings, [found.pairable, missing_cells], options);
    Ok(Estimate { observed: Some(value), expected: Some(0.0), ..estimate })
}

/// The value alone.
pub(crate) fn holsti_value(ratings: &Ratings) -> Result<f64, Undefined> {
    Pairs::of(ratings).map(|found| found.value())
}

struct Pairs {
    each: Vec<OnePair>,
    rated: u64,
    pairable: u64,
    given: u64,
}

struct OnePair {
    first: usize,
    second: usize,
    /// M.
    agreeing: u64,
    /// N_g + N_h.
    decisions: f64,
}

impl OnePair {
    fn value(&self) -> f64 {
        2.0 * self.agreeing as f64 / self.decisions
    }
}

impl Pairs {
    fn of(ratings: &Ratings) -> Result<Pairs, Undefined> {
        let coders = ratings.coders();
        match coders {
            _ if ratings.units() == 0 => return Err(Undefined::NoUnits),
            0 | 1 => return Err(Undefined::FewerThanTwoCoders { coders }),
            _ if !ratings.names_coders() => return Err(Undefined::CodersUnnamed),
            _ => {}
        }
        let pairs = (0..coders).flat_map(|first| (first + 1..coders).map(move |second| (first, second)));
        let mut each: Vec<OnePair> =
            pairs.map(|(first, second)| OnePair { first, second, agreeing: 0, decisions: 0.0 }).collect();
        let mut own = vec![0_u64; coders];
        let (mut rated, mut pairable, mut given) = (0, 0, 0);
        ratings.for_each_row(|row, times| {
            let here = row.iter().filter(|&&symbol| symbol != 0).count() as u64;
            given += here * times;
            rated += if here >= 1 { times } else { 0 };
            pairable += if here >= 2 { times } else { 0 };
            own.iter_mut().zip(row).for_each(|(own, &symbol)| *own += if symbol != 0 { times } else { 0 });
            for pair in &mut each {
                let agree = row[pair.first] != 0 && row[pair.first] == row[pair.second];
                pair.agreeing += if agree { times } else { 0 };
            }
        });
        for pair in &mut each {
            pair.decisions = (own[pair.first] + own[pair.second]) as f64;
        }
        if pairable == 0 || each.iter().any(|pair| pair.decisions == 0.0) {
            return Err(Undefined::NothingPairable);
        }
        Ok(Pairs { each, rated, pairable, given })
    }

    fn count(&self) -> f64 {
        self.each.len() as f64
    }

    fn value(&self) -> f64 {
        ExactSum::of(self.each.iter().map(OnePair::value)) / self.count()
    }
}
