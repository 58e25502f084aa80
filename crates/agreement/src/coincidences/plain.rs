//! Sums over the units of a table that has a row of few named coders for each, some units at a time.

use super::Counts;
use crate::Level;
use crate::columns::{Columns, PlainRows, UNITS};
use crate::metric::{Metric, Pairs, formula};

impl Counts {
    pub(super) fn of_rows(rows: &PlainRows<'_>, categories: usize) -> Counts {
        let mut counts = Counts::default();
        // The first is for missing ratings, and for those of units that do not count.
        let mut totals = vec![0_u32; categories + 1];
        rows.for_each(|units| {
            for &ratings in &units.ratings {
                let pairable = u64::from(ratings >= 2);
                counts.rated += u64::from(ratings > 0);
                counts.given += u64::from(ratings);
                counts.pairable += pairable;
                counts.all += pairable * u64::from(ratings);
                counts.most = counts.most.max(pairable * u64::from(ratings));
            }
            for column in &units.symbols {
                for (symbol, &ratings) in column.iter().zip(&units.ratings) {
                    totals[(symbol * u32::from(ratings >= 2)) as usize] += 1;
                }
            }
        });
        counts.totals = totals[1..].iter().map(|&total| total.into()).collect();
        counts
    }
}

/// Visits all units, some at a time, with the [`Metric::whole_within`] of each.
pub(super) fn for_each(rows: &PlainRows<'_>, metric: &Metric, mut visit: impl FnMut(&Columns, &[u128; UNITS])) {
    let mut within = [0; UNITS];
    match metric {
        Metric::Nominal => rows.for_each(|units| {
            disagreeing_pairs(units, &mut within);
            visit(units, &within);
        }),
        Metric::Line { places, small: true, .. } => {
            // Sums over a unit of two ratings or more have 32 bits, so that places have less.
            let places = with_missing(places, |place| place as u32);
            rows.for_each(|units| {
                squared_differences(units, &places, &mut within);
                visit(units, &within);
            });
        }
        Metric::Line { places, small: false, .. } => {
            let places = with_missing(places, |place| place);
            rows.for_each(|units| {
                long_squared_differences(units, &places, &mut within);
                visit(units, &within);
            });
        }
        Metric::Pairs(pairs) => match pairs.level {
            Level::Ratio => by_formula(rows, pairs, formula::ratio, visit),
            Level::Circular { circumference } => {
                by_formula(rows, pairs, |x, y| formula::circular(x, y, circumference), visit);
            }
            Level::Bipolar { low, high } => {
                by_formula(rows, pairs, |x, y| formula::bipolar(x, y, low, high), visit);
            }
            _ => rows.for_each(|units| {
                distances(units, pairs, &mut within);
                visit(units, &within);
            }),
        },
    }
}

/// For each symbol the sum of what its ratings add, which is a function of their place, the sum of places of the unit,
/// and the number of its ratings; 0 for a missing one.
pub(super) fn gathered(rows: &PlainRows<'_>, places: &[u64], step: impl Fn(u64, u64, u64) -> i128) -> Vec<i128> {
    let places = with_missing(places, |place| place);
    let mut steps = vec![0; places.len()];
    let mut of_units = Vec::new();
    rows.for_each(|units| {
        of_units.resize(units.symbols.len(), [0; UNITS]);
        let (mut sums, mut own) = ([0; UNITS], [0; UNITS]);
        for (of_units, column) in of_units.iter_mut().zip(&units.symbols) {
            look_up(column, &places, of_units);
            sums.iter_mut().zip(of_units).for_each(|(sum, place)| *sum += *place);
        }
        for (of_units, column) in of_units.iter().zip(&units.symbols) {
            for (((own, &place), &sum), &ratings) in own.iter_mut().zip(of_units).zip(&sums).zip(&units.ratings) {
                *own = step(place, sum, ratings.into());
            }
            for (own, &symbol) in own.iter().zip(column) {
                steps[symbol as usize] += own * i128::from(symbol != 0);
            }
        }
    });
    steps
}

/// The places of all symbols, 0 for a missing rating.
fn with_missing<T: Copy + Default>(places: &[u64], place: impl Fn(u64) -> T) -> Vec<T> {
    let mut of_symbols = vec![T::default(); places.len() + 1];
    of_symbols[1..].iter_mut().zip(places).for_each(|(own, &of_category)| *own = place(of_category));
    of_symbols
}

/// What symbols have in a table: a loop of its own, so that several answers are on their way from memory at once.
#[inline]
pub(super) fn look_up<T: Copy>(symbols: &[u32; UNITS], table: &[T], found: &mut [T; UNITS]) {
    found.iter_mut().zip(symbols).for_each(|(found, &symbol)| *found = table[symbol as usize]);
}

/// The ordered pairs of ratings that differ.
fn disagreeing_pairs(units: &Columns, within: &mut [u128; UNITS]) {
    let mut alike = [0; UNITS];
    for (coder, own) in units.symbols.iter().enumerate() {
        for other in &units.symbols[..coder] {
            for ((alike, own), other) in alike.iter_mut().zip(own).zip(other) {
                *alike += u32::from(own == other) & u32::from(*own != 0);
            }
        }
    }
    for ((within, alike), ratings) in within.iter_mut().zip(alike).zip(units.ratings) {
        *within = u128::from(ratings * ratings - ratings - 2 * alike);
    }
}

/// Half the sum of squared differences of places over ordered pairs, where that is a small number.
fn squared_differences(units: &Columns, places: &[u32], within: &mut [u128; UNITS]) {
    let (mut sums, mut squares, mut own) = ([0_u64; UNITS], [0_u64; UNITS], [0; UNITS]);
    for column in &units.symbols {
        look_up(column, places, &mut own);
        for ((sum, squares), &place) in sums.iter_mut().zip(&mut squares).zip(&own) {
            let place = u64::from(place);
            *sum += place;
            *squares += place * place;
        }
    }
    for (((within, sum), squares), ratings) in within.iter_mut().zip(sums).zip(squares).zip(units.ratings) {
        *within = u128::from(u64::from(ratings) * squares - sum * sum);
    }
}

/// The same of any places.
fn long_squared_differences(units: &Columns, places: &[u64], within: &mut [u128; UNITS]) {
    let (mut sums, mut squares) = ([0_u128; UNITS], [0_u128; UNITS]);
    for column in &units.symbols {
        for ((sum, squares), &symbol) in sums.iter_mut().zip(&mut squares).zip(column) {
            let place = u128::from(places[symbol as usize]);
            *sum += place;
            *squares += place * place;
        }
    }
    for (((within, sum), squares), ratings) in within.iter_mut().zip(sums).zip(squares).zip(units.ratings) {
        *within = u128::from(ratings) * squares - sum * sum;
    }
}

/// Half the sum of the shares of distances over ordered pairs, as the level's formula has them.
///
/// A share is added in two parts, whole numbers of 2⁻⁴³ and of 2⁻⁶², of which sums over the pairs of few coders are
/// exact. To add a number beside which there is room for no finer part, and to take it away again, rounds to that part.
fn by_formula(
    rows: &PlainRows<'_>,
    pairs: &Pairs,
    distance: impl Fn(f64, f64) -> f64,
    mut visit: impl FnMut(&Columns, &[u128; UNITS]),
) {
    const COARSE: f64 = 768.0;
    const FINE: f64 = 1.5 / 1024.0;
    const TO_COARSE: f64 = (1_u64 << 43) as f64;
    const TO_FINE: f64 = (1_u64 << 62) as f64;
    let mut within = [0; UNITS];
    let mut scores = vec![0.0; pairs.scores.len() + 1];
    scores[1..].copy_from_slice(&pairs.scores);
    let mut of_coders = Vec::new();
    rows.for_each(|units| {
        of_coders.resize(units.symbols.len(), ([0.0; UNITS], [0; UNITS]));
        for ((own, given), column) in of_coders.iter_mut().zip(&units.symbols) {
            look_up(column, &scores, own);
            // All bits or none, to keep a distance or to make it 0.
            given.iter_mut().zip(column).for_each(|(given, &symbol)| *given = u64::from(symbol != 0).wrapping_neg());
        }
        let (mut coarse, mut fine) = ([0.0; UNITS], [0.0; UNITS]);
        for (coder, (own, given)) in of_coders.iter().enumerate() {
            for (other, other_given) in &of_coders[..coder] {
                for unit in 0..UNITS {
                    let share = distance(own[unit], other[unit]) * pairs.scale;
                    let share = f64::from_bits(share.to_bits() & given[unit] & other_given[unit]);
                    let whole = (share + COARSE) - COARSE;
                    coarse[unit] += whole;
                    fine[unit] += (share - whole + FINE) - FINE;
                }
            }
        }
        for ((within, coarse), fine) in within.iter_mut().zip(coarse).zip(fine) {
            let [coarse, fine] = [coarse * TO_COARSE, fine * TO_FINE].map(|part| part as i64);
            *within = ((i128::from(coarse) << 19) + i128::from(fine)) as u128;
        }
        visit(units, &within);
    });
}

/// Half the sum of the shares of distances over ordered pairs, pair by pair.
fn distances(units: &Columns, pairs: &Pairs, within: &mut [u128; UNITS]) {
    *within = [0; UNITS];
    let mut apart = [0; UNITS];
    for (coder, own) in units.symbols.iter().enumerate() {
        for other in &units.symbols[..coder] {
            // First who differs, without a guess, then by how much.
            let mut count = 0;
            for (unit, (&own, &other)) in own.iter().zip(other).enumerate() {
                apart[count] = unit;
                count += usize::from((own != other) & (own != 0) & (other != 0));
            }
            for &unit in &apart[..count] {
                within[unit] += u128::from(pairs.share(own[unit] as usize - 1, other[unit] as usize - 1));
            }
        }
    }
}
