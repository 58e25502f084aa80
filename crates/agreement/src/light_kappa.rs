use crate::cohen_kappa::Pair;
use crate::deviations::Deviations;
use crate::exact_sum::ExactSum;
use crate::fixed::Fixed;
use crate::{Estimate, IntervalMethod, Options, Outcome, Ratings, Undefined};

/// Gives Light's kappa: the mean of Cohen's kappas of all pairs of coders.
///
/// ```text
/// κ = 2/(r(r − 1)) Σ_{g<h} κ_gh
/// ```
///
/// Each pair uses the units that both rated; pairs weigh the same, however many these are. Linearised standard error:
/// the effect of a unit on the mean is the mean of its effects on the pairs' kappas; t interval with n − 1 degrees of
/// freedom, n the units with two ratings.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, coders without names, or Cohen's kappa of any pair is undefined: where a
/// pair shares no unit that is the reason given, else the pairs' own.
///
/// # Source
///
/// Light (1971), *Psychological Bulletin* 76:365–377.
///
/// # Example
///
/// Warrens (2010), *Advances in Data Analysis and Classification* 4:271–286, p. 284, eight coders on thirty units:
/// printed .8325, in more digits .83244.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, light_kappa};
/// let units = [("00000000", 14), ("00010000", 1), ("00000001", 1), ("11111111", 10)];
/// let units = units.into_iter().chain([("11011110", 2), ("11010110", 1), ("11010100", 1)]);
/// let rows = units.map(|(row, times)| (row.bytes().map(|b| Some(usize::from(b - b'0'))).collect::<Vec<_>>(), times));
/// let kappa = light_kappa(&Ratings::from_patterns(rows, 2)?, &Options::default())?;
/// assert!((kappa.value - 0.8325).abs() < 1e-4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn light_kappa(ratings: &Ratings, options: &Options) -> Outcome {
    let pairs = pairs(ratings, options)?;
    let value = mean(&pairs);
    // n times the effect of a unit on a pair's kappa, by what the two chose.
    let effects: Vec<Effects> = pairs.iter().map(|(_, _, pair)| effects(pair, ratings.units() as f64)).collect();
    let (mut sum, mut pairable, mut given) = (Deviations::new(), 0, 0);
    ratings.for_each_row(|row, times| {
        let rated = row.iter().filter(|&&symbol| symbol != 0).count() as u64;
        given += rated * times;
        if rated < 2 {
            return;
        }
        pairable += times;
        let own = pairs.iter().zip(&effects).filter_map(|((g, h, _), effects)| {
            let place = effects.binary_search_by_key(&(row[*g], row[*h]), |(cell, _)| *cell).ok()?;
            Some(effects[place].1)
        });
        let effect: Fixed = own.sum();
        sum.add(effect.value() / pairs.len() as f64 / ratings.units() as f64, times);
    });
    let method = IntervalMethod::Linearised { degrees_of_freedom: pairable - 1 };
    let size = pairs.iter().map(|(_, _, pair)| pair.effect_size()).fold(0.0, f64::max);
    let error = sum.standard_error_of(pairable, size, options).map(|error| (error, method));
    let missing_cells = ratings.coders() as u64 * ratings.units() - given;
    Ok(Estimate::new(None, value, error, ratings, [pairable, missing_cells], options))
}

/// By the symbols of the two coders, in order.
type Effects = Vec<((u32, u32), Fixed)>;

/// `scale` times the effect of a unit on a pair's kappa, by what the two chose.
fn effects(pair: &Pair, scale: f64) -> Effects {
    let own = pair.effects().map(|(k, l, _, effect)| ((k as u32 + 1, l as u32 + 1), effect / pair.units() * scale));
    own.map(|(symbols, effect)| (symbols, Fixed::new(effect))).collect()
}

/// The value alone.
pub(crate) fn light_value(ratings: &Ratings, options: &Options) -> Result<f64, Undefined> {
    pairs(ratings, options).map(|pairs| mean(&pairs))
}

fn mean(pairs: &[(usize, usize, Pair)]) -> f64 {
    ExactSum::of(pairs.iter().map(|(_, _, pair)| pair.value())) / pairs.len() as f64
}

fn pairs(ratings: &Ratings, options: &Options) -> Result<Vec<(usize, usize, Pair)>, Undefined> {
    let coders = ratings.coders();
    if ratings.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    let mut pairs = Vec::new();
    let mut refused = None;
    for (first, second) in (0..coders).flat_map(|first| (first + 1..coders).map(move |second| (first, second))) {
        let pair = ratings.coders_only(&[first, second]).map_err(|_| Undefined::CodersUnnamed)?;
        match Pair::of(&pair, options) {
            Ok(pair) => pairs.push((first, second, pair)),
            Err(Undefined::NothingPairable) => return Err(Undefined::NothingPairable),
            Err(Undefined::OneCategoryOnly) => refused = Some(Undefined::OneCategoryOnly),
            Err(other) => refused = refused.or(Some(other)),
        }
    }
    refused.map_or(Ok(pairs), Err)
}
