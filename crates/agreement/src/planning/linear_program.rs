/// Below this a reduced cost or pivot is 0.
const ZERO: f64 = 1e-11;

/// Gives the largest Σ weight · x over x ≥ 0 that fulfil all conditions Σ a · x = b, b ≥ 0; `None` where none does.
///
/// The simplex method in two phases with Bland's rule, on a dense table: for some dozen conditions. The feasible set
/// must be bounded.
pub(super) fn maximum(weights: &[f64], conditions: Vec<(Vec<f64>, f64)>) -> Option<f64> {
    let (variables, rows) = (weights.len(), conditions.len());
    // Rows of the table: coefficients, one artificial variable per condition, and the right-hand side.
    let mut table: Vec<Vec<f64>> = conditions
        .into_iter()
        .enumerate()
        .map(|(row, (mut coefficients, side))| {
            coefficients.extend((0..rows).map(|other| if other == row { 1.0 } else { 0.0 }));
            coefficients.push(side);
            coefficients
        })
        .collect();
    let mut basis: Vec<usize> = (variables..variables + rows).collect();
    let side = variables + rows;

    let artificial: Vec<f64> = (0..side).map(|column| if column < variables { 0.0 } else { -1.0 }).collect();
    climb(&mut table, &mut basis, &artificial, side);
    let left: f64 =
        basis.iter().zip(&table).filter(|(column, _)| **column >= variables).map(|(_, row)| row[side]).sum();
    if left > 1e-9 {
        return None;
    }
    let costs: Vec<f64> = (0..side).map(|column| weights.get(column).copied().unwrap_or(0.0)).collect();
    climb(&mut table, &mut basis, &costs, variables);
    Some(basis.iter().zip(&table).map(|(&column, row)| costs[column] * row[side]).sum())
}

/// Exchanges basic variables, with columns below `columns` for new ones, until none improves the sum.
fn climb(table: &mut [Vec<f64>], basis: &mut [usize], costs: &[f64], columns: usize) {
    let side = costs.len();
    while let Some(entering) = (0..columns).find(|&column| {
        let given_up: f64 = basis.iter().zip(&*table).map(|(&basic, row)| costs[basic] * row[column]).sum();
        !basis.contains(&column) && costs[column] - given_up > ZERO
    }) {
        let leaving = (0..table.len()).filter(|&row| table[row][entering] > ZERO).min_by(|&a, &b| {
            let ratio = |row: usize| table[row][side] / table[row][entering];
            ratio(a).total_cmp(&ratio(b)).then(basis[a].cmp(&basis[b]))
        });
        let Some(leaving) = leaving else { return };
        let pivot = table[leaving][entering];
        table[leaving].iter_mut().for_each(|cell| *cell /= pivot);
        let line = table[leaving].clone();
        for (row, cells) in table.iter_mut().enumerate().filter(|&(row, _)| row != leaving) {
            let factor = cells[entering];
            debug_assert_ne!(row, leaving);
            if factor != 0.0 {
                cells.iter_mut().zip(&line).for_each(|(cell, pivot)| *cell -= factor * pivot);
            }
        }
        basis[leaving] = entering;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_program_has_its_known_maximum() {
        // max 3x + 2y with x + y ≤ 4, x + 3y ≤ 6, x ≤ 3, slack variables s, t, u: 11 at (3, 1).
        let conditions = vec![
            (vec![1.0, 1.0, 1.0, 0.0, 0.0], 4.0),
            (vec![1.0, 3.0, 0.0, 1.0, 0.0], 6.0),
            (vec![1.0, 0.0, 0.0, 0.0, 1.0], 3.0),
        ];
        assert!((maximum(&[3.0, 2.0, 0.0, 0.0, 0.0], conditions).unwrap() - 11.0).abs() < 1e-12);
    }

    #[test]
    fn conditions_that_contradict_each_other_have_none() {
        assert_eq!(maximum(&[1.0], vec![(vec![1.0], 1.0), (vec![1.0], 2.0)]), None);
    }
}
