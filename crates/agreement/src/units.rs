use crate::Ratings;
use crate::rows::{Counted, Rows, Unit};
use crate::symbols::Width;

/// Tables with fewer rows are visited as they are.
const FEW: usize = 1 << 12;
/// More distinct units than this are not worth grouping.
const DISTINCT: usize = 1 << 16;

/// The units of a table without the names of coders, those that are alike taken together where that is cheap.
pub(crate) enum Units<'r> {
    Kept(&'r Ratings),
    Grouped { counted: Counted, times: Vec<u64> },
}

impl<'r> Units<'r> {
    pub(crate) fn of(ratings: &'r Ratings) -> Units<'r> {
        let (coders, categories) = (ratings.coders(), ratings.categories());
        let Rows::Named(symbols, None) = ratings.rows() else { return Units::Kept(ratings) };
        // So many bits hold the number of coders who chose a category.
        let bits = usize::BITS - coders.leading_zeros();
        if symbols.len() / coders.max(1) < FEW || categories * bits as usize > 64 {
            return Units::Kept(ratings);
        }
        let alike = match &symbols.0 {
            Width::Narrow(symbols) => alike(symbols, coders, categories, bits),
            Width::Middle(symbols) => alike(symbols, coders, categories, bits),
            Width::Wide(symbols) => alike(symbols, coders, categories, bits),
        };
        let Some(alike) = alike else { return Units::Kept(ratings) };
        let (mut counted, mut times) = (Counted::default(), Vec::with_capacity(alike.len()));
        let mask = u64::MAX >> (64 - bits);
        for (packed, alike) in alike {
            for category in 0..categories {
                let count = packed >> (category as u32 * bits) & mask;
                if count > 0 {
                    counted.cells.push((category as u32, count));
                }
            }
            counted.ends.push(counted.cells.len());
            times.push(alike);
        }
        Units::Grouped { counted, times }
    }

    pub(crate) fn for_each(&self, mut visit: impl FnMut(Unit<'_>)) {
        match self {
            Units::Kept(ratings) => ratings.for_each_unit(visit),
            Units::Grouped { counted, times } => {
                let mut start = 0;
                for (&end, &times) in counted.ends.iter().zip(times) {
                    let cells = &counted.cells[start..end];
                    start = end;
                    visit(Unit { cells, ratings: cells.iter().map(|&(_, count)| count).sum(), times });
                }
            }
        }
    }
}

/// Packs how many coders chose each category into one number a unit, and counts the units with the same number; nothing
/// if there are too many different ones.
fn alike<S: Copy + Into<u32>>(symbols: &[S], coders: usize, categories: usize, bits: u32) -> Option<Vec<(u64, u64)>> {
    const SLOTS: usize = 4 * DISTINCT;
    let steps: Vec<u64> = std::iter::once(0).chain((0..categories as u32).map(|k| 1_u64 << (k * bits))).collect();
    let mut slots: Vec<(u64, u64)> = vec![(0, 0); SLOTS];
    let mut distinct = 0;
    for row in symbols.chunks_exact(coders) {
        let packed = row.iter().fold(0_u64, |packed, &symbol| packed + steps[symbol.into() as usize]);
        let mut slot = (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 46) as usize;
        loop {
            let (known, times) = &mut slots[slot];
            if *times > 0 && *known != packed {
                slot = (slot + 1) % SLOTS;
                continue;
            }
            distinct += usize::from(*times == 0);
            *known = packed;
            *times += 1;
            break;
        }
        if distinct > DISTINCT {
            return None;
        }
    }
    Some(slots.into_iter().filter(|&(_, times)| times > 0).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn grouped_units_are_those_of_the_rows() {
        let mut state = 3_u64;
        let symbols: Vec<u8> = (0..7 * 5000)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as u8 % 7
            })
            .collect();
        let ratings = Ratings::from_symbols(symbols, 7, 6).unwrap();
        let counted = |visit: &dyn Fn(&mut dyn FnMut(Unit<'_>))| {
            let mut counted: BTreeMap<Vec<(u32, u64)>, u64> = BTreeMap::new();
            visit(&mut |unit| {
                let mut cells = unit.cells.to_vec();
                cells.sort_unstable();
                *counted.entry(cells).or_insert(0) += unit.times;
            });
            counted
        };
        let units = Units::of(&ratings);
        assert!(matches!(units, Units::Grouped { .. }));
        assert_eq!(counted(&|visit| units.for_each(visit)), counted(&|visit| ratings.for_each_unit(visit)));
    }
}
