use qualkit_agreement::SetRatings;

use crate::compare::pairs;

/// Which codes coders put where another coder put others, over every two coders who judged a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeConfusion {
    /// One row and one column per code. On the diagonal: how often both applied the code. Elsewhere: how often one
    /// applied the code of the row and not that of the column, and the other the code of the column and not that of the
    /// row; the same both ways.
    pub cells: Vec<Vec<u64>>,
    /// How often one applied the code, and the other neither that code nor any that the first had not applied.
    pub alone: Vec<u64>,
}

pub(super) fn of(sets: &SetRatings) -> CodeConfusion {
    let codes = sets.codes();
    let mut found = CodeConfusion { cells: vec![vec![0; codes]; codes], alone: vec![0; codes] };
    for (row, units) in sets.as_categories().distinct_rows() {
        for [first, second] in pairs(row.len()) {
            if let (Some(first), Some(second)) = (row[first], row[second]) {
                found.add(&sets.sets()[first], &sets.sets()[second], units);
            }
        }
    }
    found
}

impl CodeConfusion {
    /// Two coders' codes of a unit, so many times.
    fn add(&mut self, first: &[usize], second: &[usize], units: u64) {
        let only = |one: &[usize], other: &[usize]| -> Vec<usize> {
            one.iter().copied().filter(|code| !other.contains(code)).collect()
        };
        let (only_first, only_second) = (only(first, second), only(second, first));
        for &code in first.iter().filter(|code| second.contains(code)) {
            self.cells[code][code] += units;
        }
        for &one in &only_first {
            for &other in &only_second {
                self.cells[one][other] += units;
                self.cells[other][one] += units;
            }
        }
        if only_first.is_empty() || only_second.is_empty() {
            for code in [only_first, only_second].concat() {
                self.alone[code] += units;
            }
        }
    }
}
