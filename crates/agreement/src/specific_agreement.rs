use crate::deviations::Deviations;
use crate::{Estimate, IntervalMethod, Options, Outcome, Ratings, Undefined};

/// Gives specific agreement on one category: given that a coder chose it, how often another coder did too.
///
/// ```text
/// s_k = Σ_i r_ik(r_ik − 1) / Σ_i r_ik(r_i − 1)
///
/// r_ik   coders who put unit i into category k       r_i   coders who rated unit i
/// ```
///
/// For two coders 2p_kk/(p_k· + p_·k), the F score of one against the other; of two categories, positive and negative
/// agreement. Not corrected for chance. A unit with fewer than two ratings adds nothing. Linearised standard error, t
/// interval with n′ − 1 degrees of freedom, n′ the units with two ratings.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings, no such category, or nobody chose it where
/// another coder rated.
///
/// # Source
///
/// Cicchetti and Feinstein (1990), *Journal of Clinical Epidemiology* 43:551–558; for several coders Fleiss, Levin and
/// Paik (2003), *Statistical Methods for Rates and Proportions*, 3rd ed., ch. 18.
///
/// # Example
///
/// Artstein and Poesio (2008), table 1; worked by hand: both chose the second category 50 times, one of them 30 times.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, specific_agreement};
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// let agreement = specific_agreement(&ratings, 1, &Options::default())?;
/// assert_eq!(agreement.value, 100.0 / 130.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn specific_agreement(ratings: &Ratings, category: usize, options: &Options) -> Outcome {
    let (coders, categories) = (ratings.coders(), ratings.categories());
    match coders {
        _ if ratings.units() == 0 => return Err(Undefined::NoUnits),
        0 | 1 => return Err(Undefined::FewerThanTwoCoders { coders }),
        _ if category >= categories => return Err(Undefined::UnknownCategory { category, categories }),
        _ => {}
    }
    let chosen = |cells: &[(u32, u64)]| -> u64 {
        cells.iter().filter(|(known, _)| *known as usize == category).map(|&(_, count)| count).sum()
    };
    let (mut agreeing, mut pairs, mut pairable, mut given) = (0_u128, 0_u128, 0, 0);
    ratings.for_each_unit(|unit| {
        let (own, times) = (u128::from(chosen(unit.cells)), u128::from(unit.times));
        agreeing += own * own.saturating_sub(1) * times;
        pairs += own * u128::from(unit.ratings.saturating_sub(1)) * times;
        pairable += if unit.ratings >= 2 { unit.times } else { 0 };
        given += unit.ratings * unit.times;
    });
    if pairable == 0 {
        return Err(Undefined::NothingPairable);
    }
    if pairs == 0 {
        return Err(Undefined::CategoryNotUsed { category });
    }
    let value = agreeing as f64 / pairs as f64;
    let mut sum = Deviations::new();
    ratings.for_each_unit(|unit| {
        if unit.ratings >= 2 {
            let own = chosen(unit.cells) as f64;
            let effect = own * ((own - 1.0).max(0.0) - value * (unit.ratings - 1) as f64) / pairs as f64;
            sum.add(effect, unit.times);
        }
    });
    let method = IntervalMethod::Linearised { degrees_of_freedom: pairable - 1 };
    let error = sum.standard_error(pairable, options).map(|error| (error, method));
    let missing_cells = coders as u64 * ratings.units() - given;
    let estimate = Estimate::new(None, value, error, ratings, [pairable, missing_cells], options);
    Ok(Estimate { observed: Some(value), expected: Some(0.0), ..estimate })
}
