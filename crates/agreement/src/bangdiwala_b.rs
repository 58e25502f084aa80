use crate::deviations::Deviations;
use crate::{Confusion, Estimate, IntervalMethod, Options, Outcome, Ratings, Undefined, confusion};

/// Gives Bangdiwala's B: the area of agreement in the agreement chart of two coders.
///
/// ```text
/// B = Σ_k p_kk² / Σ_k p_k· p_·k      p_kl share of units that the first coder put into category k, the second into l
/// ```
///
/// A unit that either coder did not rate is left out. Linearised standard error for large samples (divided by n, not
/// n − 1, as irrCAC does); t interval with n − 1 degrees of freedom, n the units both rated.
///
/// # Undefined when
///
/// There are no units, not exactly two coders, coders without names, no unit both have rated, or no category that both
/// used.
///
/// # Source
///
/// Bangdiwala (1985), *Bulletin of the International Statistical Institute*, 45th session, 1:307–308.
///
/// # Example
///
/// Artstein and Poesio (2008), table 1; B worked by hand: the two squares of agreement are 20² + 50² large, the two
/// rectangles around them 30·40 + 70·60.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, bangdiwala_b};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// assert_eq!(bangdiwala_b(&ratings, &Options::default())?.value, 2900.0 / 5400.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bangdiwala_b(ratings: &Ratings, options: &Options) -> Outcome {
    let table = confusion(ratings)?;
    let (agreeing, chance) = areas(&table)?;
    let value = agreeing as f64 / chance as f64;
    let (first, second) = (table.first_totals(), table.second_totals());
    let units = table.units() as f64;
    let mut sum = Deviations::new();
    for (k, l, count) in table.cells() {
        let own = if k == l { 2.0 * count as f64 } else { 0.0 };
        let own_chance = (second[k] + first[l]) as f64;
        // The areas grow with the square of n, hence the twos.
        let effect = own - value * own_chance - 2.0 * (agreeing as f64 - value * chance as f64) / units;
        sum.add(effect / chance as f64, count);
    }
    let method = IntervalMethod::Linearised { degrees_of_freedom: table.units() - 1 };
    let error = sum.standard_error(table.units(), options);
    let error = error.map(|error| (error * libm::sqrt((units - 1.0) / units), method));
    Ok(Estimate::new(None, value, error, ratings, [table.units(), ratings.missing_cells()], options))
}

/// The value alone.
pub(crate) fn b_value(ratings: &Ratings) -> Result<f64, Undefined> {
    let (agreeing, chance) = areas(&confusion(ratings)?)?;
    Ok(agreeing as f64 / chance as f64)
}

/// n² Σ p_kk² and n² Σ p_k· p_·k.
fn areas(table: &Confusion) -> Result<(u128, u128), Undefined> {
    let (first, second) = (table.first_totals(), table.second_totals());
    let chance: u128 = first.iter().zip(&second).map(|(&a, &b)| u128::from(a) * u128::from(b)).sum();
    let diagonal = table.cells().filter(|(k, l, _)| k == l);
    let agreeing = diagonal.map(|(_, _, count)| u128::from(count) * u128::from(count)).sum();
    if chance == 0 { Err(Undefined::NoCategoryShared) } else { Ok((agreeing, chance)) }
}
