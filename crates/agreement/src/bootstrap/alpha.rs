use crate::rows::Unit;
use crate::{Ratings, Undefined};

/// Krippendorff's nominal alpha as a function of how many units have each pattern: all it takes are sums over patterns.
pub(crate) struct NominalAlpha {
    coders: usize,
    patterns: Vec<Contribution>,
    /// Category and number of coders who chose it, one pattern after another.
    cells: Vec<(u32, u32)>,
    categories: usize,
    /// The numbers of ratings that units have, in ascending order.
    sizes: Vec<u64>,
}

/// What a unit of one pattern adds; nothing if it has fewer than two ratings.
struct Contribution {
    ratings: u64,
    /// Ordered pairs of coders who disagree.
    disagreeing: u64,
    /// Which of `sizes` its number of ratings is.
    size: usize,
    /// Where its cells end.
    end: usize,
}

impl NominalAlpha {
    /// Takes a table with one unit of each pattern, in the order of the patterns. None if there are so many coders or
    /// units that sums could overflow.
    pub(crate) fn new(rows: &[Vec<(u32, u64)>], ratings: &Ratings) -> Option<NominalAlpha> {
        let coders = ratings.coders() as u64;
        ratings.units().checked_mul(coders)?.checked_mul(coders)?.checked_mul(4)?;
        let mut sizes: Vec<u64> = rows.iter().map(|cells| size(cells)).filter(|&ratings| ratings >= 2).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let (mut patterns, mut cells) = (Vec::with_capacity(rows.len()), Vec::new());
        // Categories in the order in which they are met: there may be many more than are used.
        let mut known = std::collections::BTreeMap::new();
        for row in rows {
            let ratings = size(row);
            let Ok(place) = sizes.binary_search(&ratings) else {
                patterns.push(Contribution { ratings: 0, disagreeing: 0, size: 0, end: cells.len() });
                continue;
            };
            let unit = Unit { cells: row, ratings, times: 1 };
            for &(category, count) in row {
                let next = known.len() as u32;
                cells.push((*known.entry(category).or_insert(next), count as u32));
            }
            let disagreeing = unit.disagreeing_pairs() as u64;
            patterns.push(Contribution { ratings, disagreeing, size: place, end: cells.len() });
        }
        Some(NominalAlpha { coders: ratings.coders(), patterns, cells, categories: known.len(), sizes })
    }

    pub(crate) fn value(&self, times: &[u64]) -> Result<f64, Undefined> {
        if self.coders < 2 {
            return Err(Undefined::FewerThanTwoCoders { coders: self.coders });
        }
        let mut disagreeing = vec![0; self.sizes.len()];
        let mut totals = vec![0; self.categories];
        let (mut all, mut start) = (0, 0);
        for (pattern, &times) in self.patterns.iter().zip(times) {
            let cells = &self.cells[start..pattern.end];
            start = pattern.end;
            if times == 0 || pattern.ratings == 0 {
                continue;
            }
            all += times * pattern.ratings;
            disagreeing[pattern.size] += times * pattern.disagreeing;
            for &(category, count) in cells {
                totals[category as usize] += times * u64::from(count);
            }
        }
        if all == 0 {
            return Err(Undefined::NothingPairable);
        }
        let alike: u128 = totals.iter().map(|&total| u128::from(total) * u128::from(total)).sum();
        let unlike = u128::from(all) * u128::from(all) - alike;
        if unlike == 0 {
            return Err(Undefined::OneCategoryOnly);
        }
        // Few sizes, always added in ascending order.
        let observed: f64 = disagreeing
            .iter()
            .zip(&self.sizes)
            .map(|(&pairs, &size): (&u64, _)| pairs as f64 / (size - 1) as f64)
            .sum();
        Ok(1.0 - observed * (all - 1) as f64 / unlike as f64)
    }
}

fn size(cells: &[(u32, u64)]) -> u64 {
    cells.iter().map(|&(_, count)| count).sum()
}
