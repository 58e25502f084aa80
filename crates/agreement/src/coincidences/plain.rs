//! Sums over the units of a table that has a row of few named coders for each: a loop for each sum, in which the processor
//! has nothing to guess and several look-ups are on their way at once.

use super::Counts;
use crate::metric::Metric;
use crate::rows::PlainRows;

impl Counts {
    pub(super) fn of_rows(rows: &PlainRows<'_>, categories: usize) -> Counts {
        let coders = rows.coders();
        let mut counts = Counts::default();
        // The first is for missing ratings, and for those of units that do not count.
        let mut totals = vec![0_u32; categories + 1];
        rows.for_each_block(|symbols| {
            for row in symbols.chunks_exact(coders) {
                let ratings = ratings(row);
                let pairable = u64::from(ratings >= 2);
                counts.rated += u64::from(ratings > 0);
                counts.given += ratings;
                counts.pairable += pairable;
                counts.all += pairable * ratings;
                counts.most = counts.most.max(pairable * ratings);
                row.iter().for_each(|symbol| totals[(symbol * pairable as u32) as usize] += 1);
            }
        });
        counts.totals = totals[1..].iter().map(|&total| total.into()).collect();
        counts
    }
}

/// Visits each unit with what `table` has for its symbols, the number of its ratings, and its
/// [`Metric::whole_within`]. False, and no visit, if the metric has no whole numbers, or large ones.
pub(super) fn for_each_unit<T: Copy>(
    rows: &PlainRows<'_>,
    metric: &Metric,
    table: &[T],
    visit: impl FnMut(&[T], u64, u64),
) -> bool {
    match metric {
        Metric::Nominal => visit_units(rows, &[], table, disagreeing_pairs, visit),
        Metric::Line { places, small: true, .. } => {
            let missing = std::iter::once(Ok(0));
            let small =
                missing.chain(places.iter().map(|&place| u32::try_from(place))).collect::<Result<Vec<u32>, _>>();
            let Ok(places) = small else { return false };
            visit_units(rows, &places, table, squared_differences, visit);
        }
        _ => return false,
    }
    true
}

fn visit_units<T: Copy>(
    rows: &PlainRows<'_>,
    places: &[u32],
    table: &[T],
    whole_within: impl Fn(&[u32], &[u32]) -> (u64, u64),
    mut visit: impl FnMut(&[T], u64, u64),
) {
    let (mut of_places, mut of_table) = (Vec::new(), Vec::new());
    rows.for_each_block(|symbols| {
        look_up(symbols, places, &mut of_places);
        look_up(symbols, table, &mut of_table);
        for (unit, row) in symbols.chunks_exact(rows.coders()).enumerate() {
            let cells = unit * rows.coders()..(unit + 1) * rows.coders();
            let (ratings, whole) = whole_within(row, of_places.get(cells.clone()).unwrap_or(&[]));
            visit(of_table.get(cells).unwrap_or(&[]), ratings, whole);
        }
    });
}

fn look_up<T: Copy>(symbols: &[u32], table: &[T], found: &mut Vec<T>) {
    found.clear();
    if !table.is_empty() {
        found.extend(symbols.iter().map(|&symbol| table[symbol as usize]));
    }
}

/// The number of ratings, and the ordered pairs of them that differ.
#[inline]
fn disagreeing_pairs(row: &[u32], _: &[u32]) -> (u64, u64) {
    let (mut ratings, mut alike) = (0, 0);
    for (coder, &symbol) in row.iter().enumerate() {
        let rated = u64::from(symbol != 0);
        ratings += rated;
        alike += row[..coder].iter().map(|&other| u64::from(other == symbol) & rated).sum::<u64>();
    }
    (ratings, ratings * ratings - ratings - 2 * alike)
}

/// The number of ratings, and half the sum of squared differences of their places over ordered pairs.
#[inline]
fn squared_differences(row: &[u32], places: &[u32]) -> (u64, u64) {
    let (mut sum, mut squares) = (0, 0);
    for &place in places {
        let place = u64::from(place);
        sum += place;
        squares += place * place;
    }
    let ratings = ratings(row);
    (ratings, ratings * squares - sum * sum)
}

/// How many coders rated the unit.
#[inline]
fn ratings(row: &[u32]) -> u64 {
    row.iter().map(|&symbol| u64::from(symbol != 0)).sum()
}
