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

/// For each number of ratings, from 0, [`Metric::whole_within`] of all units that have so many; none if the metric has no
/// whole numbers, or large ones.
pub(super) fn whole_within(rows: &PlainRows<'_>, metric: &Metric) -> Option<Vec<u128>> {
    let mut sums = vec![0_u128; rows.coders() + 1];
    match metric {
        Metric::Nominal => rows.for_each_block(|symbols| {
            for row in symbols.chunks_exact(rows.coders()) {
                let (mut ratings, mut alike) = (0, 0);
                for (coder, &symbol) in row.iter().enumerate() {
                    let rated = u64::from(symbol != 0);
                    ratings += rated;
                    alike += row[..coder].iter().map(|&other| u64::from(other == symbol) & rated).sum::<u64>();
                }
                sums[ratings as usize] += u128::from(ratings * ratings - ratings - 2 * alike);
            }
        }),
        Metric::Line { places, small: true, .. } => {
            let missing = std::iter::once(Ok(0));
            let places: Vec<u32> =
                missing.chain(places.iter().map(|&place| u32::try_from(place))).collect::<Result<_, _>>().ok()?;
            let mut found = Vec::new();
            rows.for_each_block(|symbols| {
                found.clear();
                found.extend(symbols.iter().map(|&symbol| places[symbol as usize]));
                for (row, found) in symbols.chunks_exact(rows.coders()).zip(found.chunks_exact(rows.coders())) {
                    let (mut sum, mut squares) = (0, 0);
                    for &place in found {
                        let place = u64::from(place);
                        sum += place;
                        squares += place * place;
                    }
                    let ratings = ratings(row);
                    sums[ratings as usize] += u128::from(ratings * squares - sum * sum);
                }
            });
        }
        _ => return None,
    }
    Some(sums)
}

/// How many coders rated the unit.
#[inline]
fn ratings(row: &[u32]) -> u64 {
    row.iter().map(|&symbol| u64::from(symbol != 0)).sum()
}
