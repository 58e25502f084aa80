use qualkit_agreement::SetRatings;

use super::super::CodeConfusion;
use crate::coded_units::rows;
use crate::compare::pairs;

/// Two codes, of which one coder applied the one and another the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfusedCodes {
    /// The codes.
    pub codes: [usize; 2],
    /// How often, over units and every two coders who judged them: one applied the first code and not the second, the
    /// other the second and not the first.
    pub times: u64,
    /// How often each coder was the one who applied the first.
    pub first_by: Vec<u64>,
    /// How often each coder was the one who applied the second.
    pub second_by: Vec<u64>,
    /// How often both of two coders applied the first code, and how often the second.
    pub both: [u64; 2],
}

pub(super) fn of(sets: &SetRatings, confusion: &CodeConfusion) -> Vec<ConfusedCodes> {
    let mut found: Vec<ConfusedCodes> = Vec::new();
    for second in 0..sets.codes() {
        for first in 0..second {
            let times = confusion.cells[first][second];
            if times > 0 {
                let [first_by, second_by] = by_coders(sets, [first, second]);
                let both = [first, second].map(|code| confusion.cells[code][code]);
                found.push(ConfusedCodes { codes: [first, second], times, first_by, second_by, both });
            }
        }
    }
    found.sort_by_key(|pair| (std::cmp::Reverse(pair.times), pair.codes));
    found
}

/// How often each coder applied the first code where another applied the second, and the other way round.
fn by_coders(sets: &SetRatings, [first, second]: [usize; 2]) -> [Vec<u64>; 2] {
    let mut by = [vec![0; sets.coders()], vec![0; sets.coders()]];
    for (row, units) in rows(sets) {
        let only = |coder: usize, code: usize, other: usize| {
            row[coder].is_some_and(|set: &[usize]| set.contains(&code) && !set.contains(&other))
        };
        for [one, other] in pairs(row.len()) {
            for [one, other] in [[one, other], [other, one]] {
                if only(one, first, second) && only(other, second, first) {
                    by[0][one] += units;
                    by[1][other] += units;
                }
            }
        }
    }
    by
}
