use crate::deviations::Deviations;
use crate::{Estimate, IntervalMethod, Options, Outcome, Ratings, Undefined};

/// Gives the share of units on which all coders agree who rated them.
///
/// ```text
/// p = (units with two ratings or more, all alike) / (units with two ratings or more)
/// ```
///
/// For two coders this is percent agreement; for more it falls with every coder added. A unit that some coders skipped
/// counts if two rated it; [`Ratings::complete_only`] drops it first, as other programs do. Not corrected for chance.
/// Linearised standard error; t interval with n′ − 1 degrees of freedom, n′ the units with two ratings.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, or no unit with two ratings.
///
/// # Source
///
/// As function `agree` in irr 0.84.1, which drops units with a missing rating first.
///
/// # Example
///
/// Randolph (2005), p. 17: three coders on four units; worked by hand: all agree on two.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, percent_agreement_all_coders};
/// let rows = [[1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]].map(|row| row.map(Some));
/// let ratings = Ratings::from_rows(rows, 2)?;
/// assert_eq!(percent_agreement_all_coders(&ratings, &Options::default())?.value, 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn percent_agreement_all_coders(ratings: &Ratings, options: &Options) -> Outcome {
    let found = Unanimous::of(ratings)?;
    let (value, pairable) = (found.value(), found.pairable);
    let mut sum = Deviations::new();
    sum.add((1.0 - value) / pairable as f64, found.alike);
    sum.add(value / pairable as f64, pairable - found.alike);
    let method = IntervalMethod::Linearised { degrees_of_freedom: pairable - 1 };
    let error = sum.standard_error(pairable, options).map(|error| (error, method));
    let missing_cells = ratings.coders() as u64 * ratings.units() - found.given;
    let estimate = Estimate::new(None, value, error, ratings, [pairable, missing_cells], options);
    Ok(Estimate { observed: Some(value), expected: Some(0.0), ..estimate })
}

/// The value alone.
pub(crate) fn unanimity_value(ratings: &Ratings) -> Result<f64, Undefined> {
    Unanimous::of(ratings).map(|found| found.value())
}

struct Unanimous {
    alike: u64,
    pairable: u64,
    given: u64,
}

impl Unanimous {
    fn of(ratings: &Ratings) -> Result<Unanimous, Undefined> {
        let coders = ratings.coders();
        match coders {
            _ if ratings.units() == 0 => return Err(Undefined::NoUnits),
            0 | 1 => return Err(Undefined::FewerThanTwoCoders { coders }),
            _ => {}
        }
        let mut found = Unanimous { alike: 0, pairable: 0, given: 0 };
        ratings.for_each_unit(|unit| {
            found.given += unit.ratings * unit.times;
            if unit.ratings >= 2 {
                found.pairable += unit.times;
                found.alike += if unit.cells.len() == 1 { unit.times } else { 0 };
            }
        });
        if found.pairable == 0 { Err(Undefined::NothingPairable) } else { Ok(found) }
    }

    fn value(&self) -> f64 {
        self.alike as f64 / self.pairable as f64
    }
}
